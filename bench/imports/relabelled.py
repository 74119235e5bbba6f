"""The plans of `unseen/` under titles that mean nothing: by themselves, then with one mapping."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.imports.layouts import Case
from bench.imports.unseen_layouts import case_of
from bench.imports.written import Written, lot

NONSENSE = (
    "Brimole",
    "Tarquis",
    "Sévonde",
    "Klipper",
    "Oostrel",
    "Vandura",
    "Merlane",
    "Pizzig",
    "Quorve",
    "Dalmont",
    "Fustel",
    "Yarben",
)
ROLES = {
    "objective": "objectives",
    "axis": "objectives",
    "action": "actions",
    "responsible": "responsibles",
    "associate": "associates",
    "result": "results",
    "recommendation": "recommendations",
}
TABLES = (
    "repeat",
    "flat",
    "blank",
    "merge",
    "band",
    "band-plain",
    "tables",
    "two-header",
    "title-row",
    "result-rows",
)


@dataclass(frozen=True, slots=True)
class Relabelled:
    """A case, and the mapping that a person would give for it."""

    case: Case
    mapping: dict[str, str]


def relabelled(folder: str) -> Iterator[Relabelled]:
    """Each plan of the lot that stands in a table."""
    for number, plan in enumerate(lot(folder)):
        if plan.facts["layout"] in TABLES:
            yield _one(plan, number)


def _one(plan: Written, number: int) -> Relabelled:
    names = iter(NONSENSE[(number + index) % len(NONSENSE)] for index in range(len(NONSENSE)))
    other = plan.under(tuple(next(names) if column.title else "" for column in plan.columns))
    mapping = {column.title: ROLES.get(column.role, column.role) for column in other.columns if column.title}
    return Relabelled(case_of(other, f"{plan.name}-relabelled"), mapping)
