"""Deadlines: kept as written, and understood as a kind with a first and a last day."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from portulan.plandoc.academic_year import AcademicYear, Boundary, parse
from portulan.plandoc.text import fold


class DeadlineKind(StrEnum):
    """How a deadline is meant."""

    ACADEMIC_YEAR = "academic_year"
    CONTINUOUS = "continuous"
    DAY = "day"
    NONE = "none"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`text` as written; `starts` and `due` are the first and last day it covers, None where it names none."""

    text: str = ""
    kind: DeadlineKind = DeadlineKind.NONE
    starts: dt.date | None = None
    due: dt.date | None = None

    def year(self, boundary: Boundary) -> AcademicYear | None:
        """The academic year in which it falls due."""
        return boundary.year_of(self.due) if self.due else None


_CONTINUOUS = {"en continu", "continu", "permanent", "en permanence", "ongoing", "continuous", "doorlopend"}


def understand(text: str, boundary: Boundary | None = None) -> Deadline:
    """What a deadline cell means. What is not understood is kept and said to be unclear, never guessed."""
    boundary = boundary or Boundary()
    text = text.strip()
    folded = fold(text).rstrip(".")
    if not text.strip("-–—/.… "):
        return Deadline(text)
    if folded in _CONTINUOUS:
        return Deadline(text, DeadlineKind.CONTINUOUS)
    if year := parse(folded):
        return Deadline(text, DeadlineKind.ACADEMIC_YEAR, boundary.starts(year), boundary.ends(year))
    if day := _day(folded):
        return Deadline(text, DeadlineKind.DAY, None, day)
    return Deadline(text, DeadlineKind.UNCLEAR)


def _day(text: str) -> dt.date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
