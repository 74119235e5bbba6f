"""The dossier for the experts as a template is told of it."""

from typing import Any

from portulan.plandoc.sentences import say
from portulan.reports.kinds.dossier import Answered, Dossier, Told, words
from portulan.reports.templates.telling.recommendations import evaluation_of
from portulan.reports.templates.vocabulary import Group, Kind, Many, Text, lines

_ACTION = Group(
    say("Une action qui répond à la recommandation"),
    {
        "code": Text(say("Son code")),
        "texte": Text(say("Son texte")),
        "statut": Text(say("Son statut, et ce qui en est prouvé")),
        "decide": lines(say("Ce qui a été décidé")),
        "fait": lines(say("Ce qui a été fait")),
        "prouve": lines(say("Ce qui est prouvé, et par quelles annexes")),
        "reporte": lines(say("Ce qui a été reporté, et pourquoi")),
    },
)
_RECOMMENDATION = Group(
    say("Une recommandation"),
    {
        "numero": Text(say("Son numéro")),
        "texte": Text(say("Son texte")),
        "a_propos": Text(say("Son axe et sa page")),
        "reponse": Text(say("Ce qui en est fait, en un mot ; vide tant que rien n’est dit")),
        "motif": Text(say("Pourquoi")),
        "actions": Many(say("Les actions qui y répondent"), "action", _ACTION),
    },
)
_ANNEX = Group(
    say("Une annexe"),
    {
        "numero": Text(say("Son numéro")),
        "titre": Text(say("Son titre")),
        "nature": Text(say("Sa nature")),
        "date": Text(say("Sa date")),
        "actions": Text(say("Les codes de ses actions")),
        "fichier": Text(say("Le nom du fichier, ou l’adresse du lien")),
        "empreinte": Text(say("L’empreinte SHA-256 du fichier")),
    },
)


def told(facts: Dossier) -> dict[str, Any]:
    """The names of this kind."""
    return {
        "constat": facts.lead,
        "evaluations": [
            {
                "titre": one.title,
                "a_propos": one.about,
                "recommandations": [_recommendation(each) for each in one.recommendations],
            }
            for one in facts.chapters
        ],
        "annexes": [
            {
                "numero": one.number,
                "titre": one.title,
                "nature": one.kind,
                "date": one.day,
                "actions": ", ".join(one.actions),
                "fichier": one.file,
                "empreinte": one.sha256,
            }
            for one in facts.annexes
        ],
    }


def _recommendation(one: Answered) -> dict[str, Any]:
    return {
        "numero": one.number,
        "texte": one.text,
        "a_propos": one.about,
        "reponse": one.answer,
        "motif": one.reason,
        "actions": [_action(each) for each in one.actions],
    }


def _action(one: Told) -> dict[str, Any]:
    return {
        "code": one.code,
        "texte": one.text.plain,
        "statut": one.standing,
        "decide": list(one.decided),
        "fait": list(one.done),
        "prouve": list(one.proved),
        "reporte": list(one.postponed),
    }


KIND = Kind(
    value="dossier",
    title=say("Dossier d’avancement"),
    facts=Dossier,
    names={
        "constat": Text(say("Combien de recommandations, et leurs réponses")),
        "evaluations": Many(say("Les rapports d’évaluation"), "evaluation", evaluation_of(_RECOMMENDATION)),
        "annexes": Many(say("Les annexes, dans l’ordre de leurs numéros"), "annexe", _ANNEX),
    },
    told=told,
    heading=lambda language: words(language).title,
    wide=True,
)
