"""How far deadlines drift: what moves one later, how many times it happened, how many years in all."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import Deadline


def is_later(before: Deadline, after: Deadline) -> bool:
    """Whether a deadline that had a day gets a later one, or none at all. Another spelling of the same days is not
    later, nor is a first deadline where there was none."""
    return before.due is not None and (after.due is None or after.due > before.due)


@dataclass(frozen=True, slots=True)
class Shifted:
    """A deadline that moved: the day it first was due, the day it is now (None: it has no day any more), how many
    times it was postponed."""

    original: dt.date | None
    now: dt.date | None
    times: int

    def years(self, boundary: Boundary) -> int:
        """How many academic years later it falls; 0 within a year, or when one of the two has no day."""
        if self.original is None or self.now is None:
            return 0
        return max(0, boundary.year_of(self.now).first - boundary.year_of(self.original).first)


@dataclass(frozen=True, slots=True)
class Drift:
    """The whole plan's: deadlines postponed, how many times, academic years in all; `undated` have no day now."""

    deadlines: int
    times: int
    years: int
    undated: int


def drift(shifted: Iterable[Shifted], boundary: Boundary) -> Drift:
    """The drift of these deadlines together; one that was never postponed does not count."""
    moved = [one for one in shifted if one.times]
    return Drift(
        len(moved),
        sum(one.times for one in moved),
        sum(one.years(boundary) for one in moved),
        sum(1 for one in moved if one.now is None),
    )
