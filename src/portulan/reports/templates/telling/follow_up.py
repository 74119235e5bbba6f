"""The progress report as a template is told of it."""

from collections.abc import Iterator
from typing import Any

from portulan.plandoc.sentences import say
from portulan.plandoc.status import Status
from portulan.reports.kinds.figured import Standing
from portulan.reports.kinds.follow_up import FollowUp, Part, ReportedAction, words
from portulan.reports.templates.vocabulary import Group, Kind, Many, Names, Text, lines

YES = "oui"
"""What a yes is in a template: `{% if action.en_retard %}`; a no is an empty text."""

_RESULT = Group(
    say("Un résultat attendu"),
    {
        "texte": Text(say("Ce qui est attendu")),
        "atteint": Text(say("« oui » quand il est atteint, vide sinon")),
        "etat": Text(say("Où il en est, en mots")),
        "preuves": lines(say("Ce qui le prouve"), "preuve"),
    },
)
_ACTION = Group(
    say("Une action"),
    {
        "code": Text(say("Son code")),
        "texte": Text(say("Son texte")),
        "objectif": Text(say("L’objectif auquel elle appartient")),
        "responsables": Text(say("Ses instances et fonctions, séparées par une virgule")),
        "echeance": Text(say("Son échéance, comme le plan l’écrit")),
        "statut": Text(say("Son statut, et ce qui en est prouvé")),
        "en_retard": Text(say("« oui » quand elle est en retard, vide sinon")),
        "resultats": Many(say("Ses résultats attendus"), "resultat", _RESULT),
        "preuves": lines(say("Ses autres preuves"), "preuve"),
        "reports": lines(say("Ses reports d’échéance"), "report"),
        "note": Text(say("Son dernier avancement")),
        "note_de": Text(say("Quand et par qui il a été noté")),
    },
)
STANDING = Group(
    say("Une partie du plan, et où elle en est"),
    {
        "nom": Text(say("Son nom")),
        "chiffres": Text(say("Ses statuts comptés, en mots")),
        "remarque": Text(say("Ce qu’il faut en savoir ; souvent vide")),
    },
)
_OBJECTIVE = Group(
    say("Un objectif, à tous les niveaux du plan"),
    {
        "code": Text(say("Son code, avec le mot du plan")),
        "nom": Text(say("Son intitulé")),
        "niveau": Text(say("Sa profondeur dans le plan : 1, 2…")),
        "actions": Many(say("Les actions de cet objectif"), "action", _ACTION),
    },
)
_STATUS = Group(say("Un statut"), {"nom": Text(say("Son nom")), "nombre": Text(say("Combien d’actions l’ont"))})
COUNTED: Names = {
    "remarques": lines(say("Ce qu’il y a d’autre à savoir, une phrase par ligne"), "remarque_du_plan"),
    "chiffres": Text(say("Tous les statuts comptés, en mots")),
    "statuts": Many(say("Chaque statut et son nombre d’actions"), "statut", _STATUS),
    "bilan_objectifs": Many(say("Où en est chaque objectif"), "bilan", STANDING),
    "bilan_annees": Many(say("Où en est chaque année d’échéance"), "bilan", STANDING),
}
"""What the plan and its progress report count alike."""


def told(facts: FollowUp) -> dict[str, Any]:
    """The names of this kind."""
    parts = [pair for part in facts.parts for pair in _walked(part, 1)]
    return {
        "annee": facts.lead,
        "constat": facts.sentence[:1].upper() + facts.sentence[1:],
        "remarques": list(facts.notes),
        "chiffres": facts.tally,
        "statuts": [{"nom": name, "nombre": str(number)} for _status, name, number in facts.key],
        "bilan_objectifs": [standing(one) for one in facts.objectives],
        "bilan_annees": [standing(one) for one in facts.years],
        "bilan_instances": [standing(one) for one in facts.bodies],
        "objectifs": [
            {
                "code": part.code,
                "nom": part.name.plain,
                "niveau": str(level),
                "actions": [_action(part, one) for one in part.actions],
            }
            for part, level in parts
        ],
        "actions": [_action(part, one) for part, _level in parts for one in part.actions],
    }


def standing(one: Standing) -> dict[str, Any]:
    return {"nom": one.name, "chiffres": one.counts, "remarque": one.note}


def _walked(part: Part, level: int) -> Iterator[tuple[Part, int]]:
    yield part, level
    for below in part.parts:
        yield from _walked(below, level + 1)


def _action(part: Part, one: ReportedAction) -> dict[str, Any]:
    return {
        "code": one.code,
        "texte": one.text.plain,
        "objectif": ". ".join(filter(None, [part.code, part.name.plain])),
        "responsables": ", ".join(one.bodies),
        "echeance": one.deadline,
        "statut": one.standing,
        "en_retard": YES if one.status is Status.LATE else "",
        "resultats": [
            {
                "texte": result.text.plain,
                "atteint": YES if result.reached else "",
                "etat": result.state,
                "preuves": list(result.proofs),
            }
            for result in one.results
        ],
        "preuves": list(one.proofs),
        "reports": list(one.moves),
        "note": one.note,
        "note_de": one.noted,
    }


KIND = Kind(
    value="avancement",
    title=say("Rapport d’avancement"),
    facts=FollowUp,
    names={
        "annee": Text(say("L’année du plan où l’on est")),
        "constat": Text(say("Où en est le plan, en une phrase")),
        **COUNTED,
        "bilan_instances": Many(say("Où en est chaque instance et fonction"), "bilan", STANDING),
        "objectifs": Many(say("Les objectifs, dans l’ordre du plan"), "objectif", _OBJECTIVE),
        "actions": Many(say("Toutes les actions, dans l’ordre du plan"), "action", _ACTION),
    },
    told=told,
    heading=lambda language: words(language).title,
)
