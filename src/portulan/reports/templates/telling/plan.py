"""The plan as a template is told of it."""

from collections.abc import Iterator
from typing import Any

from portulan.plandoc.document import Action, Objective, Role
from portulan.plandoc.sentences import say
from portulan.reports.kinds.plan_report import PlanReport, words
from portulan.reports.templates.telling.follow_up import COUNTED, standing
from portulan.reports.templates.vocabulary import Group, Kind, Many, Text, lines

_ACTION = Group(
    say("Une action"),
    {
        "code": Text(say("Son code")),
        "texte": Text(say("Son texte")),
        "objectif": Text(say("L’objectif auquel elle appartient")),
        "responsables": Text(say("Ses instances et fonctions, séparées par une virgule")),
        "associes": Text(say("Celles qui y sont associées, séparées par une virgule")),
        "echeance": Text(say("Son échéance, comme le plan l’écrit")),
        "resultats": lines(say("Ses résultats attendus"), "resultat"),
        "recommandations": Text(say("Les recommandations auxquelles elle répond, comme le plan les écrit")),
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
_ACRONYM = Group(say("Un sigle"), {"sigle": Text(say("Le sigle")), "nom": Text(say("Ce qu’il veut dire"))})


def told(facts: PlanReport) -> dict[str, Any]:
    """The names of this kind."""
    nodes = [pair for top in facts.document.objectives for pair in _walked(top, 1)]
    return {
        "constat": facts.lead,
        "situation": facts.sentence,
        "remarques": list(facts.notes),
        "chiffres": facts.tally,
        "statuts": [{"nom": name, "nombre": str(number)} for _status, name, number in facts.key],
        "bilan_objectifs": [standing(one) for one in facts.objectives],
        "bilan_annees": [standing(one) for one in facts.years],
        "sigles": [{"sigle": short, "nom": name} for short, name in facts.document.acronyms.items()],
        "objectifs": [
            {
                "code": _code(node),
                "nom": node.title.plain,
                "niveau": str(level),
                "actions": [_action(node, one) for one in node.actions],
            }
            for node, level in nodes
        ],
        "actions": [_action(node, one) for node, _level in nodes for one in node.actions],
    }


def _walked(node: Objective, level: int) -> Iterator[tuple[Objective, int]]:
    yield node, level
    for below in node.objectives:
        yield from _walked(below, level + 1)


def _code(node: Objective) -> str:
    return " ".join(filter(None, [node.label, node.code]))


def _action(node: Objective, one: Action) -> dict[str, Any]:
    return {
        "code": one.code,
        "texte": one.text.plain,
        "objectif": ". ".join(filter(None, [_code(node), node.title.plain])),
        "responsables": ", ".join(one.carried_by(Role.PILOT)),
        "associes": ", ".join(one.carried_by(Role.ASSOCIATE)),
        "echeance": one.deadline.text,
        "resultats": [each.text.plain for each in one.expected_results],
        "recommandations": ", ".join(one.recommendations),
    }


KIND = Kind(
    value="plan",
    title=say("Le plan d’action"),
    facts=PlanReport,
    names={
        "constat": Text(say("Ce que le plan compte, en une phrase")),
        "situation": Text(say("Où en est le plan, en une phrase")),
        **COUNTED,
        "sigles": Many(say("Les sigles du plan"), "sigle", _ACRONYM),
        "objectifs": Many(say("Les objectifs, dans l’ordre du plan"), "objectif", _OBJECTIVE),
        "actions": Many(say("Toutes les actions, dans l’ordre du plan"), "action", _ACTION),
    },
    told=told,
    heading=lambda language: words(language).title,
    wide=True,
)
