"""The words that an exported plan adds to its own text, in the language of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from portulan.plandoc.document import DeclaredState, Priority


@dataclass(frozen=True, slots=True)
class Words:
    """`columns` are the titles of the plan's table; `sheet` those of the flat table, one row an action."""

    acronyms: str
    summary: str
    columns: Mapping[str, str]
    sheet: Mapping[str, str]
    priorities: Mapping[Priority, str]
    states: Mapping[DeclaredState, str]


def every() -> tuple[Words, ...]:
    """The words of each language that has its own."""
    return tuple(_WORDS.values())


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return _WORDS.get(language.split("-")[0].lower(), _FRENCH)


_FRENCH = Words(
    acronyms="Acronymes\u00a0:",
    summary="Actions du plan, avec leurs responsables, leur échéance et leurs résultats attendus",
    columns={
        "objectives": "Objectifs spécifiques",
        "actions": "Actions",
        "responsibles": "Responsables",
        "deadline": "Échéance",
        "results": "Indicateurs de suivi/Résultats attendus",
        "recommendations": "Recommand. et références",
    },
    sheet={
        "strategic": "Objectif stratégique",
        "strategic_title": "Intitulé de l’objectif stratégique",
        "between": "Subdivision",
        "objective": "Objectif spécifique",
        "objective_title": "Intitulé de l’objectif spécifique",
        "code": "Action",
        "text": "Texte de l’action",
        "short_title": "Intitulé court",
        "responsibles": "Responsables",
        "associates": "Associés",
        "deadline": "Échéance",
        "results": "Résultats attendus",
        "recommendations": "Recommandations",
        "priority": "Priorité",
        "state": "État déclaré",
    },
    priorities={
        Priority.UNSET: "",
        Priority.HIGH: "haute",
        Priority.MEDIUM: "moyenne",
        Priority.LOW: "limitée",
    },
    states={
        DeclaredState.NOT_STARTED: "non commencée",
        DeclaredState.STARTED: "en cours",
        DeclaredState.DONE: "réalisée",
        DeclaredState.SUSPENDED: "suspendue",
        DeclaredState.DROPPED: "abandonnée",
    },
)

_ENGLISH = Words(
    acronyms="Acronyms:",
    summary="Actions of the plan, with who is responsible, when they are due and what is expected",
    columns={
        "objectives": "Specific objectives",
        "actions": "Actions",
        "responsibles": "Responsible",
        "deadline": "Due",
        "results": "Indicators/Expected results",
        "recommendations": "Recommendations and references",
    },
    sheet={
        "strategic": "Strategic objective",
        "strategic_title": "Title of the strategic objective",
        "between": "Subdivision",
        "objective": "Specific objective",
        "objective_title": "Title of the specific objective",
        "code": "Action",
        "text": "Text of the action",
        "short_title": "Short title",
        "responsibles": "Responsible",
        "associates": "Associated",
        "deadline": "Due",
        "results": "Expected results",
        "recommendations": "Recommendations",
        "priority": "Priority",
        "state": "Declared state",
    },
    priorities={Priority.UNSET: "", Priority.HIGH: "high", Priority.MEDIUM: "medium", Priority.LOW: "low"},
    states={
        DeclaredState.NOT_STARTED: "not started",
        DeclaredState.STARTED: "under way",
        DeclaredState.DONE: "done",
        DeclaredState.SUSPENDED: "suspended",
        DeclaredState.DROPPED: "dropped",
    },
)

_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
