"""The page for a direction as a template is told of it."""

from typing import Any

from portulan.plandoc.sentences import say
from portulan.reports.kinds.summary import Expected, Summary, words
from portulan.reports.templates.telling.follow_up import STANDING, standing
from portulan.reports.templates.vocabulary import Group, Kind, Many, Text, lines

_ACTION = Group(
    say("Une action attendue"),
    {
        "code": Text(say("Son code")),
        "titre": Text(say("Son intitulé court, sinon son texte")),
        "responsables": Text(say("Ses instances et fonctions, séparées par une virgule")),
        "echeance": Text(say("Son échéance, et si elle a été reportée")),
    },
)
_BATCH = Group(
    say("Ce qui est en retard, ou attendu cette année"),
    {
        "titre": Text(say("Son titre, avec le nombre")),
        "actions": Many(say("Les actions"), "action", _ACTION),
    },
)


def told(facts: Summary) -> dict[str, Any]:
    """The names of this kind."""
    return {
        "annee": facts.lead,
        "constat": facts.sentence[:1].upper() + facts.sentence[1:],
        "remarques": list(facts.notes),
        "chiffres": facts.tally,
        "objectifs": [standing(one) for one in facts.objectives],
        "attendus": [
            {"titre": one.title, "actions": [_action(each) for each in one.actions]} for one in facts.batches
        ],
        "recommandations": facts.recommendations,
        "suite": list(facts.coming),
    }


def _action(one: Expected) -> dict[str, Any]:
    return {"code": one.code, "titre": one.title, "responsables": one.bodies, "echeance": one.about}


KIND = Kind(
    value="synthese",
    title=say("Synthèse d’une page"),
    facts=Summary,
    names={
        "annee": Text(say("L’année du plan où l’on est")),
        "constat": Text(say("Où en est le plan, en une phrase")),
        "remarques": lines(say("Ce qu’il y a d’autre à savoir, une phrase par ligne"), "remarque_du_plan"),
        "chiffres": Text(say("Tous les statuts comptés, en mots")),
        "objectifs": Many(say("Où en est chaque objectif"), "objectif", STANDING),
        "attendus": Many(say("Ce qui est en retard, puis ce que l’année attend"), "attendu", _BATCH),
        "recommandations": Text(say("Les recommandations, en quelques phrases")),
        "suite": lines(say("Ce qui vient ensuite, une phrase par ligne"), "phrase"),
    },
    told=told,
    heading=lambda language: words(language).title,
)
