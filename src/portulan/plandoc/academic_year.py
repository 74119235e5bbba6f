"""The academic year: stored as its first calendar year, with a boundary that a workspace may set."""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

SPELLING = re.compile(r"(?P<first>(?:20)?\d\d)\s*[-–/‑]\s*(?P<second>(?:20)?\d\d)")


@dataclass(frozen=True, slots=True, order=True)
class AcademicYear:
    """2026 means 2026-2027. Belgium's "Paysage" decree: 14 September to 13 September, unless set otherwise."""

    first: int

    @property
    def long(self) -> str:
        return f"{self.first}-{self.first + 1}"

    @property
    def short(self) -> str:
        return f"{self.first % 100:02d}-{(self.first + 1) % 100:02d}"

    def __str__(self) -> str:
        return self.long

    def next(self) -> "AcademicYear":
        return AcademicYear(self.first + 1)


MonthAndDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """One part of an academic year, a quadrimestre in Belgium: its rank from 1, its first and last days."""

    year: AcademicYear
    rank: int
    starts: dt.date
    ends: dt.date

    @property
    def short(self) -> str:
        return f"Q{self.rank}"


@dataclass(frozen=True, slots=True)
class Boundary:
    """The day on which an academic year begins, and those on which its second and following terms do: in Belgium
    the second quadrimestre begins on 1 February, the third on 1 July, unless set otherwise."""

    month: int = 9
    day: int = 14
    later_terms: tuple[MonthAndDay, ...] = ((2, 1), (7, 1))

    @property
    def is_in_order(self) -> bool:
        """Whether each term begins after the one before it, within the same year."""
        firsts = [(self.month, self.day), *self.later_terms]
        begins = [self._in_year(AcademicYear(2026), month, day) for month, day in firsts]
        return all(one < other for one, other in pairwise(begins))

    def starts(self, year: AcademicYear) -> dt.date:
        return dt.date(year.first, self.month, self.day)

    def ends(self, year: AcademicYear) -> dt.date:
        """The last day of the year, included."""
        return self.starts(year.next()) - dt.timedelta(days=1)

    def year_of(self, day: dt.date) -> AcademicYear:
        begun = (day.month, day.day) >= (self.month, self.day)
        return AcademicYear(day.year if begun else day.year - 1)

    def terms_of(self, year: AcademicYear) -> tuple[Term, ...]:
        """The terms of a year, in order; together they cover it."""
        begins = [self.starts(year), *(self._in_year(year, month, day) for month, day in self.later_terms)]
        ends = [*(one - dt.timedelta(days=1) for one in begins[1:]), self.ends(year)]
        return tuple(Term(year, rank, *days) for rank, days in enumerate(zip(begins, ends, strict=True), 1))

    def term_of(self, day: dt.date) -> Term:
        """The term that a day is in."""
        return next(term for term in reversed(self.terms_of(self.year_of(day))) if term.starts <= day)

    def _in_year(self, year: AcademicYear, month: int, day: int) -> dt.date:
        late = (month, day) >= (self.month, self.day)
        return dt.date(year.first if late else year.first + 1, month, day)

    def week_of(self, day: dt.date) -> int:
        """Which week of its academic year a day is in, from 1."""
        return (day - self.starts(self.year_of(day))).days // 7 + 1

    def elapsed(self, day: dt.date) -> float:
        """Which share of its academic year has gone by on that day, from 0 to 1."""
        year = self.year_of(day)
        whole = (self.ends(year) - self.starts(year)).days + 1
        return (day - self.starts(year)).days / whole


def parse(text: str) -> AcademicYear | None:
    """Read "26-27", "2026-2027", "2026/27"; None where it is no pair of following years."""
    match = SPELLING.fullmatch(text.strip())
    if not match:
        return None
    first, second = int(match["first"]) % 100, int(match["second"]) % 100
    return AcademicYear(2000 + first) if (first + 1) % 100 == second else None


def period(text: str) -> tuple[AcademicYear, AcademicYear] | None:
    """Read the years a plan covers, "2024-2029", as its first and last academic year (2024-2025, 2028-2029)."""
    match = re.search(r"(20\d\d)\s*[-–/‑]\s*(20\d\d)", text)
    if not match or int(match[2]) <= int(match[1]):
        return None
    return AcademicYear(int(match[1])), AcademicYear(int(match[2]) - 1)
