"""Deadlines are kept as written, and understood or said to be unclear."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.deadline import Deadline, DeadlineKind, understand

YEAR_26 = (dt.date(2026, 9, 14), dt.date(2027, 9, 13))


@pytest.mark.parametrize("text", ["26-27", "2026-2027", "26/27", "2026–2027", "26 - 27"])
def test_an_academic_year_covers_its_first_to_its_last_day(text: str) -> None:
    assert understand(text) == Deadline(text, DeadlineKind.ACADEMIC_YEAR, *YEAR_26)


def test_the_boundary_of_the_workspace_counts() -> None:
    january = Boundary(1, 1)
    found = understand("26-27", january)
    assert (found.starts, found.due) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert found.year(january) == AcademicYear(2026)


@pytest.mark.parametrize("text", ["En continu", "en continu", "EN CONTINU.", "Permanent", "Ongoing", "doorlopend"])
def test_continuous_has_no_day(text: str) -> None:
    assert understand(text) == Deadline(text, DeadlineKind.CONTINUOUS)


@pytest.mark.parametrize("text", ["2026-12-31", "31/12/2026", "31.12.2026"])
def test_a_day_is_due_that_day(text: str) -> None:
    found = understand(text)
    assert (found.text, found.kind, found.due) == (text, DeadlineKind.DAY, dt.date(2026, 12, 31))


@pytest.mark.parametrize("text", ["26-28", "27-26", "31/02/2026", "à définir", "bientôt", "?"])
def test_what_is_not_understood_is_unclear_and_kept(text: str) -> None:
    assert understand(text) == Deadline(text, DeadlineKind.UNCLEAR)


def test_nothing_written_is_no_deadline() -> None:
    assert understand("  ") == Deadline("", DeadlineKind.NONE)


@pytest.mark.parametrize("text", ["-", "–", "/", "…", "---"])
def test_a_dash_is_no_deadline_and_is_kept(text: str) -> None:
    assert understand(text) == Deadline(text, DeadlineKind.NONE)


@given(st.text(max_size=20))
def test_the_text_is_kept_whatever_it_is(text: str) -> None:
    found = understand(text)
    assert found.text == text.strip()
    assert found.starts is None or (found.due is not None and found.starts <= found.due)
