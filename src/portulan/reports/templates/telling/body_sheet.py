"""The sheet of a body as a template is told of it."""

from typing import Any

from portulan.plandoc.sentences import say
from portulan.plandoc.status import Status
from portulan.reports.kinds.body_sheet import (
    BodySheet,
    BodySheets,
    SheetAction,
    Words,
    carried_with,
    shortened,
    status_of,
    title_of,
    words,
)
from portulan.reports.templates.telling.follow_up import YES
from portulan.reports.templates.vocabulary import Group, Kind, Many, Text, lines

_RESULT = Group(
    say("Un résultat attendu"),
    {
        "texte": Text(say("Ce qui est attendu")),
        "atteint": Text(say("« oui » quand il est atteint, vide sinon")),
    },
)
_ACTION = Group(
    say("Une action de l’instance"),
    {
        "code": Text(say("Son code")),
        "texte": Text(say("Son texte")),
        "avec": Text(say("Si l’instance y est associée, et avec qui elle la porte")),
        "echeance": Text(say("Son échéance, comme le plan l’écrit")),
        "statut": Text(say("Son statut")),
        "en_retard": Text(say("« oui » quand elle est en retard, vide sinon")),
        "resultats": Many(say("Ses résultats attendus"), "resultat", _RESULT),
        "note": Text(say("Son dernier avancement, en court")),
        "note_de": Text(say("Quand et par qui il a été noté")),
    },
)
_SHEET = Group(
    say("La fiche d’une instance"),
    {
        "instance": Text(say("L’instance, en court")),
        "nom": Text(say("Son nom et le jour")),
        "constat": Text(say("Où elle en est, en une phrase")),
        "membres": lines(say("Qui y siège"), "membre"),
        "actions": Many(say("Ses actions, celles qu’elle pilote d’abord"), "action", _ACTION),
    },
)


def told(facts: BodySheets) -> dict[str, Any]:
    """The names of this kind, and the title with the body."""
    said = words(facts.front.language)
    return {"titre": title_of(facts), "fiches": [_sheet(one, said) for one in facts.sheets]}


def _sheet(one: BodySheet, said: Words) -> dict[str, Any]:
    return {
        "instance": one.name,
        "nom": one.kicker,
        "constat": one.finding,
        "membres": list(one.members),
        "actions": [_action(each, said) for each in one.actions],
    }


def _action(one: SheetAction, said: Words) -> dict[str, Any]:
    return {
        "code": one.code,
        "texte": one.text.plain,
        "avec": carried_with(one, said),
        "echeance": one.deadline,
        "statut": status_of(one.status, said),
        "en_retard": YES if one.status is Status.LATE else "",
        "resultats": [
            {"texte": result.text.plain, "atteint": YES if result.reached else ""} for result in one.results
        ],
        "note": shortened(one.note),
        "note_de": one.noted,
    }


KIND = Kind(
    value="fiche",
    title=say("Fiche d’instance"),
    facts=BodySheets,
    names={"fiches": Many(say("La fiche de chaque instance ; une seule, le plus souvent"), "fiche", _SHEET)},
    told=told,
    heading=lambda language: words(language).heading,
)
