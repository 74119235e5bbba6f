"""What counts as later, and how a drift is summed up."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.deadline import understand
from portulan.plandoc.drift import Drift, Shifted, drift, is_later

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("before", "after", "later"),
    [
        ("25-26", "26-27", True),
        ("26-27", "25-26", False),
        ("26-27", "2026-2027", False),
        ("26-27", "13/09/2027", False),
        ("26-27", "14/09/2027", True),
        ("26-27", "En continu", True),
        ("26-27", "à définir", True),
        ("26-27", "", True),
        ("En continu", "26-27", False),
        ("", "26-27", False),
        ("à définir", "", False),
    ],
)
def test_later_is_a_matter_of_days_not_of_spelling(before, after, later):
    assert is_later(understand(before), understand(after)) is later


@given(DAYS, DAYS)
def test_never_both_ways(one, other):
    first, second = understand(one.isoformat()), understand(other.isoformat())
    assert is_later(first, second) is (one < other)
    assert not (is_later(first, second) and is_later(second, first))


def test_a_drift_counts_deadlines_times_and_academic_years():
    ends = Boundary().ends

    def end(first):
        return ends(AcademicYear(first))

    moved = [
        Shifted(end(2024), end(2026), 2),
        Shifted(end(2025), end(2026), 1),
        Shifted(dt.date(2026, 1, 10), dt.date(2026, 6, 30), 1),
        Shifted(end(2025), None, 1),
        Shifted(end(2025), end(2025), 0),
    ]
    assert drift(moved, Boundary()) == Drift(deadlines=4, times=5, years=3, undated=1)
    assert drift([], Boundary()) == Drift(0, 0, 0, 0)
