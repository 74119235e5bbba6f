"""The follow-up of recommendations as a template is told of it."""

from typing import Any

from portulan.plandoc.sentences import say
from portulan.reports.kinds.recommendations import Answering, Followed, Recommended, words
from portulan.reports.templates.vocabulary import Group, Kind, Many, Text, lines

_ACTION = Group(
    say("Une action qui répond à la recommandation"),
    {
        "code": Text(say("Son code")),
        "texte": Text(say("Son texte")),
        "priorite": Text(say("Sa priorité")),
        "responsables": Text(say("Ses instances et fonctions, séparées par une virgule")),
        "echeance": Text(say("Son échéance, comme le plan l’écrit")),
        "statut": Text(say("Son statut, et ce qui en est prouvé")),
        "resultats": lines(say("Ses résultats attendus"), "resultat"),
        "conditions": lines(say("Ce dont elle dépend encore"), "condition"),
    },
)
_RECOMMENDATION = Group(
    say("Une recommandation"),
    {
        "evaluation": Text(say("Le rapport d’évaluation où elle figure")),
        "axe": Text(say("Son axe")),
        "numero": Text(say("Son numéro")),
        "texte": Text(say("Son texte")),
        "page": Text(say("Sa page dans le rapport")),
        "reponse": Text(say("Ce qui en est fait, en un mot ; vide tant que rien n’est dit")),
        "motif": Text(say("Pourquoi")),
        "actions": Many(say("Les actions qui y répondent"), "action", _ACTION),
    },
)


def evaluation_of(recommendation: Group) -> Group:
    """An evaluation report, with its recommendations told so."""
    return Group(
        say("Un rapport d’évaluation"),
        {
            "titre": Text(say("Son titre")),
            "a_propos": Text(say("Son agence et sa date")),
            "recommandations": Many(say("Ses recommandations"), "recommandation", recommendation),
        },
    )


def told(facts: Followed) -> dict[str, Any]:
    """The names of this kind."""
    evaluations: list[dict[str, Any]] = [
        {
            "titre": one.title,
            "a_propos": one.about,
            "recommandations": [_recommendation(one.title, each) for each in one.recommendations],
        }
        for one in facts.evaluations
    ]
    every = [each for one in evaluations for each in one["recommandations"]]
    return {
        "constat": facts.lead,
        "evaluations": evaluations,
        "recommandations": every,
        "manques": list(facts.gaps),
    }


def _recommendation(evaluation: str, one: Recommended) -> dict[str, Any]:
    return {
        "evaluation": evaluation,
        "axe": one.axis,
        "numero": one.number,
        "texte": one.text,
        "page": one.page,
        "reponse": one.answer,
        "motif": one.reason,
        "actions": [_action(each) for each in one.actions],
    }


def _action(one: Answering) -> dict[str, Any]:
    return {
        "code": one.code,
        "texte": one.text.plain,
        "priorite": one.priority,
        "responsables": ", ".join(one.bodies),
        "echeance": one.deadline,
        "statut": one.standing,
        "resultats": [each.plain for each in one.results],
        "conditions": list(one.conditions),
    }


KIND = Kind(
    value="recommandations",
    title=say("Suivi des recommandations"),
    facts=Followed,
    names={
        "constat": Text(say("Combien de recommandations, et leurs réponses")),
        "evaluations": Many(say("Les rapports d’évaluation"), "evaluation", evaluation_of(_RECOMMENDATION)),
        "recommandations": Many(say("Toutes les recommandations"), "recommandation", _RECOMMENDATION),
        "manques": lines(say("Ce qui manque encore, une phrase par ligne"), "manque"),
    },
    told=told,
    heading=lambda language: words(language).title,
    wide=True,
)
