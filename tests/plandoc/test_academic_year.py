"""Academic years: how they are written, where they begin and end."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.academic_year import AcademicYear, Boundary, parse, period

BOUNDARIES = st.builds(Boundary, st.integers(1, 12), st.integers(1, 28))
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


def test_a_year_is_written_long_and_short() -> None:
    assert (AcademicYear(2026).long, AcademicYear(2026).short) == ("2026-2027", "26-27")
    assert AcademicYear(2099).short == "99-00"


def test_the_decree_begins_a_year_on_14_september() -> None:
    boundary = Boundary()
    assert boundary.year_of(dt.date(2026, 9, 13)) == AcademicYear(2025)
    assert boundary.year_of(dt.date(2026, 9, 14)) == AcademicYear(2026)


@given(BOUNDARIES, DAYS)
def test_each_day_is_in_one_year_which_contains_it(boundary: Boundary, day: dt.date) -> None:
    year = boundary.year_of(day)
    assert boundary.starts(year) <= day <= boundary.ends(year)
    assert boundary.ends(year) + dt.timedelta(days=1) == boundary.starts(year.next())


@given(BOUNDARIES, DAYS)
def test_weeks_count_from_one_and_a_share_stays_under_one(boundary: Boundary, day: dt.date) -> None:
    assert 1 <= boundary.week_of(day) <= 53
    assert 0 <= boundary.elapsed(day) < 1


@given(st.integers(2000, 2098).map(AcademicYear))
def test_a_year_reads_back_from_both_spellings(year: AcademicYear) -> None:
    assert parse(year.long) == parse(year.short) == year


@pytest.mark.parametrize("text", ["", "26", "26-28", "2026", "26-27-28", "vers 26-27"])
def test_other_texts_are_no_year(text: str) -> None:
    assert parse(text) is None


def test_a_period_is_its_first_and_last_academic_year() -> None:
    assert period("Plan d'action 2024-2029") == (AcademicYear(2024), AcademicYear(2028))
    assert period("Plan 2029-2024") is None
    assert period("Plan") is None


def test_the_terms_of_a_year_cover_it():
    first, second, third = Boundary().terms_of(AcademicYear(2026))
    assert (first.starts, first.ends) == (dt.date(2026, 9, 14), dt.date(2027, 1, 31))
    assert (second.starts, second.ends) == (dt.date(2027, 2, 1), dt.date(2027, 6, 30))
    assert (third.starts, third.ends) == (dt.date(2027, 7, 1), dt.date(2027, 9, 13))


def test_the_term_of_a_day():
    terms = [
        Boundary().term_of(day).short for day in (dt.date(2026, 9, 14), dt.date(2027, 2, 1), dt.date(2027, 9, 13))
    ]
    assert terms == ["Q1", "Q2", "Q3"]


def test_terms_are_set_by_the_workspace():
    boundary = Boundary(1, 1, ((7, 1),))
    assert [term.starts for term in boundary.terms_of(AcademicYear(2026))] == [
        dt.date(2026, 1, 1),
        dt.date(2026, 7, 1),
    ]


@pytest.mark.parametrize(
    ("boundary", "in_order"),
    [
        (Boundary(), True),
        (Boundary(1, 1, ((5, 1), (9, 1))), True),
        (Boundary(9, 14, ((12, 1), (9, 13))), True),
        (Boundary(9, 14, ((9, 14), (7, 1))), False),
        (Boundary(9, 14, ((2, 1), (2, 1))), False),
        (Boundary(9, 14, ((7, 1), (2, 1))), False),
        (Boundary(9, 14, ((2, 1), (10, 1))), False),
    ],
)
def test_terms_follow_one_another_within_the_year(boundary, in_order):
    assert boundary.is_in_order is in_order
