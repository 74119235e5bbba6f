"""Which day a text says, in French, English or Dutch, in words or in figures."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from portulan.plandoc.calendar_words import MONTHS
from portulan.plandoc.text import fold

FIRST_YEAR = 1990
LATELY = 15  # years
_YEAR = r"((?:19|20)\d\d|\d\d)"
_GAP = r"[-_. /]"
_ISO = re.compile(rf"(?<!\d)((?:19|20)\d\d)({_GAP}?)(\d\d)\2(\d\d)(?!\d)")
_DAY_FIRST = re.compile(rf"(?<![\d.,])(\d{{1,2}})({_GAP})(\d{{1,2}})\2{_YEAR}(?!\d|[.,]\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:er|st|nd|rd|th|e|de|ste)?[-_ .]+(?:of |d'|de )?([a-z]{{3,9}})\.?,?[-_ .]+{_YEAR}(?!\d)"
)
_MONTH_DAY = re.compile(rf"(?<![a-z])([a-z]{{3,9}})\.?[-_ ]+(\d{{1,2}})(?:st|nd|rd|th)?,?[-_ ]+{_YEAR}(?!\d)")
_SIX = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Written:
    """A day as a text writes it: `text` is what was read, `at` where it begins in the folded text; `sure` when it
    can be read in one way only."""

    day: dt.date
    text: str
    at: int
    sure: bool = True


def days_in(text: str, *, six_figures_until: dt.date | None = None) -> list[Written]:
    """The days that a text says, in its order, each place once. The day comes before the month, as in Belgium.
    With `six_figures_until` a day, "081025" and "251008" are taken too, as names of files write them, for a day of
    the fifteen years before."""
    folded = fold(text)
    found: dict[int, Written] = {}
    packed = _packed(folded, six_figures_until) if six_figures_until else ()
    for reader in (_iso, _in_words, _english, _figures, None):
        for one in packed if reader is None else reader(folded):
            if not any(other.at <= one.at < other.at + len(other.text) for other in found.values()):
                found.setdefault(one.at, one)
    return [found[at] for at in sorted(found)]


def _iso(text: str) -> Iterator[Written]:
    for match in _ISO.finditer(text):
        yield from _written(match, int(match[1]), int(match[3]), int(match[4]))


def _figures(text: str) -> Iterator[Written]:
    for match in _DAY_FIRST.finditer(text):
        yield from _written(match, _year(match[4]), int(match[3]), int(match[1]))


def _in_words(text: str) -> Iterator[Written]:
    for match in _DAY_MONTH.finditer(text):
        if month := MONTHS.get(match[2]):
            yield from _written(match, _year(match[3]), month, int(match[1]))


def _english(text: str) -> Iterator[Written]:
    for match in _MONTH_DAY.finditer(text):
        if month := MONTHS.get(match[1]):
            yield from _written(match, _year(match[3]), month, int(match[2]))


def _packed(text: str, until: dt.date) -> Iterator[Written]:
    """ "081025": day, month, year; else year, month, day. What both readings allow is unsure."""
    for match in _SIX.finditer(text):
        first, middle, last = (int(part) for part in match.groups())
        read = [*_written(match, 2000 + last, middle, first), *_written(match, 2000 + first, middle, last)]
        days = [one for one in read if until.year - LATELY <= one.day.year and one.day <= until]
        if days:
            yield Written(days[0].day, days[0].text, days[0].at, sure=len({one.day for one in days}) == 1)


def _written(match: "re.Match[str]", year: int, month: int, day: int) -> Iterator[Written]:
    with suppress(ValueError):
        found = dt.date(year, month, day)
        if found.year >= FIRST_YEAR:
            yield Written(found, match[0], match.start())


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
