"""The years that the timeline and the load show, and where a day stands in its year."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.tracking.queries import PlanView

PARTS = 24
"""Into how many parts a year is drawn: about two weeks each."""

MOST = 12
"""How many years are shown at the most: a deadline written for 2099 does not make a hundred columns."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where something stands in a year, in parts of it: from the line before its first (1 to PARTS) to the line
    after its last (2 to PARTS + 1)."""

    first: int
    last: int


def shown_years(plan: PlanView) -> tuple[AcademicYear, ...]:
    """The years of the plan; where it says none, those from its first deadline, or today, to its last."""
    due = [year for action in plan.actions if (year := action.row.deadline.year(plan.boundary))]
    starts, ends = plan.facts.starts, plan.facts.ends
    first = min([starts] if starts is not None else [plan.year.first, *(year.first for year in due)])
    last = max([first, ends if ends is not None else plan.year.first, *(year.first for year in due)])
    first = min([first, *(year.first for year in due)])
    return tuple(AcademicYear(one) for one in range(max(first, last - MOST + 1), last + 1))


def line_before(day: dt.date, year: AcademicYear, boundary: Boundary) -> int:
    """The line of the year's parts that a day begins at, from 1; a day outside stands at the nearest end."""
    starts, ends = boundary.starts(year), boundary.ends(year)
    within = min(max(day, starts), ends)
    return round((within - starts).days / ((ends - starts).days + 1) * PARTS) + 1


def slot(first: dt.date, last: dt.date, year: AcademicYear, boundary: Boundary) -> Slot | None:
    """The part of these days that falls in the year, at least one part wide; None when nothing does."""
    starts, ends = boundary.starts(year), boundary.ends(year)
    if first > last or last < starts or first > ends:
        return None
    begins = min(line_before(first, year, boundary), PARTS)
    beyond = last + dt.timedelta(days=1)
    stops = PARTS + 1 if beyond > ends else line_before(beyond, year, boundary)
    return Slot(begins, max(stops, begins + 1))


def share(day: dt.date, years: Iterable[AcademicYear], boundary: Boundary) -> float | None:
    """Where a day stands on the whole of these years, in hundredths; None when it is outside."""
    shown = tuple(years)
    year = boundary.year_of(day)
    if year not in shown:
        return None
    return round((shown.index(year) + boundary.elapsed(day)) / len(shown) * 100, 2)
