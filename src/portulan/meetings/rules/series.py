"""On which days the meetings of a series fall."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, takewhile

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST = 30
WEEK = 7


class Unit(TextChoices):
    """What a rhythm counts in."""

    WEEKS = "weeks", _("semaines")
    MONTHS = "months", _("mois")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many weeks or months, until a day (included) or so many times in all: one of the two is given."""

    every: int
    unit: Unit
    until: dt.date | None = None
    times: int | None = None


def days(first: dt.date, rhythm: Rhythm) -> list[dt.date]:
    """The days of the series, the first one included; never more than `MOST` and one, which is one too many."""
    following = takewhile(lambda day: rhythm.until is None or day <= rhythm.until, _days(first, rhythm))
    most = min(rhythm.times or MOST + 1, MOST + 1)
    return [day for _rank, day in zip(range(most), following, strict=False)]


def months_later(first: dt.date, months: int) -> dt.date:
    """The same weekday at the same place of a later month: a first Thursday stays one; a fifth is the last one
    where a month has four."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    begins = dt.date(year, month + 1, 1)
    first_one = begins + dt.timedelta((first.weekday() - begins.weekday()) % WEEK)
    day = first_one + dt.timedelta(weeks=(first.day - 1) // WEEK)
    return day if day.month == begins.month else day - dt.timedelta(weeks=1)


def _days(first: dt.date, rhythm: Rhythm) -> Iterator[dt.date]:
    for rank in count():
        if rhythm.unit is Unit.WEEKS:
            yield first + dt.timedelta(weeks=rank * rhythm.every)
        else:
            yield months_later(first, rank * rhythm.every)
