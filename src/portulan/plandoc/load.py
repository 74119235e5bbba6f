"""What each body carries, year by year, in a plan document: how many actions are still to be done."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import SETTLED, PlanDocument
from portulan.plandoc.names import best_written, key

Cell = tuple[str, AcademicYear | None]
"""A body, and a year; None for what goes on without end."""


@dataclass(frozen=True, slots=True)
class Loads:
    """`counts` has the actions that each body still has to do, by the year of their deadline; `bodies` are the
    names, in the order in which the plan meets them; `undated` counts what has neither a year nor goes on."""

    bodies: tuple[str, ...]
    counts: Mapping[Cell, int]
    undated: Mapping[str, int]

    def of(self, body: str, year: AcademicYear | None) -> int:
        return self.counts.get((body, year), 0)

    def total(self, body: str) -> int:
        """All that the body still has to do."""
        dated = sum(count for (one, _year), count in self.counts.items() if one == body)
        return dated + self.undated.get(body, 0)


def loads(document: PlanDocument, boundary: Boundary, called: Callable[[str], str] | None = None) -> Loads:
    """The load of each body. `called` gives the name under which a spelling is counted; two spellings with one key
    are one body without it, under the best written of them."""
    names = _names(document, called or str)
    dated: Counter[Cell] = Counter()
    undated: Counter[str] = Counter()
    for action in document.actions():
        year = action.deadline.year(boundary)
        goes_on = action.deadline.kind is DeadlineKind.CONTINUOUS
        spelled = (called(one.name) if called else one.name for one in action.responsibles)
        for body in dict.fromkeys(names[key(one)] for one in spelled):
            if action.state in SETTLED:
                continue
            if year is not None or goes_on:
                dated[body, year] += 1
            else:
                undated[body] += 1
    return Loads(tuple(names.values()), dated, undated)


def _names(document: PlanDocument, called: Callable[[str], str]) -> dict[str, str]:
    """The name of each body, by the key of all its spellings, in reading order."""
    spelt: dict[str, Counter[str]] = {}
    for action in document.actions():
        for one in action.responsibles:
            name = called(one.name)
            spelt.setdefault(key(name), Counter())[name] += 1
    return {folded: best_written(own) for folded, own in spelt.items()}
