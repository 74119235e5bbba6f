"""On which days the meetings of a series fall."""

import datetime as dt

import pytest

from portulan.meetings.rules.series import MOST, Rhythm, Unit, days, months_later

FIRST = dt.date(2026, 12, 3)  # a Thursday, the first of its month


def test_every_two_weeks_until_a_day_that_counts():
    assert days(FIRST, Rhythm(2, Unit.WEEKS, until=dt.date(2026, 12, 31))) == [
        FIRST,
        dt.date(2026, 12, 17),
        dt.date(2026, 12, 31),
    ]


def test_every_month_the_first_thursday_stays_one():
    assert days(FIRST, Rhythm(1, Unit.MONTHS, times=4)) == [
        FIRST,
        dt.date(2027, 1, 7),
        dt.date(2027, 2, 4),
        dt.date(2027, 3, 4),
    ]


@pytest.mark.parametrize(
    ("first", "months", "expected"),
    [
        (dt.date(2026, 10, 29), 1, dt.date(2026, 11, 26)),  # a fifth Thursday becomes the last one
        (dt.date(2026, 10, 29), 2, dt.date(2026, 12, 31)),
        (dt.date(2026, 12, 3), 12, dt.date(2027, 12, 2)),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 22)),
    ],
)
def test_the_same_weekday_at_the_same_place_of_a_later_month(first, months, expected):
    assert months_later(first, months) == expected
    assert expected.weekday() == first.weekday()


def test_a_series_is_never_endless():
    assert len(days(FIRST, Rhythm(1, Unit.WEEKS, until=dt.date(2090, 1, 1)))) == MOST + 1
    assert len(days(FIRST, Rhythm(1, Unit.WEEKS, times=MOST))) == MOST
