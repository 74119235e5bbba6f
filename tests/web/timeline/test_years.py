"""Where days stand in the years that are drawn."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.web.timeline.years import PARTS, Slot, line_before, share, slot

YEAR, BOUNDARY = AcademicYear(2026), Boundary()
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


def test_a_whole_year_takes_all_its_parts():
    assert slot(BOUNDARY.starts(YEAR), BOUNDARY.ends(YEAR), YEAR, BOUNDARY) == Slot(1, PARTS + 1)


def test_a_term_takes_its_share():
    terms = [slot(one.starts, one.ends, YEAR, BOUNDARY) for one in BOUNDARY.terms_of(YEAR)]
    assert terms == [Slot(1, 10), Slot(10, 20), Slot(20, 25)]


def test_a_day_is_at_least_one_part_wide():
    assert slot(dt.date(2026, 9, 14), dt.date(2026, 9, 14), YEAR, BOUNDARY) == Slot(1, 2)
    assert slot(dt.date(2027, 9, 13), dt.date(2027, 9, 13), YEAR, BOUNDARY) == Slot(PARTS, PARTS + 1)


def test_what_is_outside_the_year_has_no_place():
    assert slot(dt.date(2025, 1, 1), dt.date(2026, 9, 13), YEAR, BOUNDARY) is None
    assert slot(dt.date(2027, 9, 14), dt.date(2028, 1, 1), YEAR, BOUNDARY) is None
    assert slot(dt.date(2027, 3, 1), dt.date(2027, 1, 1), YEAR, BOUNDARY) is None


@given(DAYS, DAYS)
def test_every_place_is_inside_its_year(first, last):
    for one in range(2019, 2037):
        found = slot(first, last, AcademicYear(one), BOUNDARY)
        assert found is None or 1 <= found.first < found.last <= PARTS + 1


@given(DAYS)
def test_a_day_is_within_its_year(day):
    assert 1 <= line_before(day, BOUNDARY.year_of(day), BOUNDARY) <= PARTS + 1


def test_the_share_of_today():
    years = [AcademicYear(one) for one in range(2024, 2029)]
    assert share(dt.date(2024, 9, 14), years, BOUNDARY) == 0
    assert share(dt.date(2026, 9, 14), years, BOUNDARY) == 40
    assert share(dt.date(2029, 9, 14), years, BOUNDARY) is None
