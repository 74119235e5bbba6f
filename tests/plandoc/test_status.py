"""Every declared state with every kind of deadline, on each side of each boundary."""

import datetime as dt
from itertools import product

import pytest

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import Deadline, DeadlineKind, understand
from portulan.plandoc.document import DeclaredState
from portulan.plandoc.status import Status, status

TODAY = dt.date(2026, 11, 23)
OPEN = [DeclaredState.NOT_STARTED, DeclaredState.STARTED]
DEADLINES = ["", "25-26", "26-27", "27-28", "En continu", "à définir", "2026-11-22", "2026-11-23", "2027-10-01"]


@pytest.mark.parametrize(("deadline", "years"), list(product(DEADLINES, [(), (2026,)])))
@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (DeclaredState.DONE, Status.DONE),
        (DeclaredState.SUSPENDED, Status.SUSPENDED),
        (DeclaredState.DROPPED, Status.DROPPED),
    ],
)
def test_what_is_settled_stays_so_whatever_the_deadline(declared, expected, deadline, years):
    assert status(declared, understand(deadline), years, TODAY) is expected


@pytest.mark.parametrize("declared", OPEN)
@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("24-25", Status.LATE),
        ("25-26", Status.LATE),
        ("2026-11-22", Status.LATE),
        ("26-27", Status.DUE),
        ("2026-11-23", Status.DUE),
        ("2027-09-13", Status.DUE),
    ],
)
def test_past_and_running_years_count_the_same_begun_or_not(declared, deadline, expected):
    assert status(declared, understand(deadline), (), TODAY) is expected


@pytest.mark.parametrize("deadline", ["27-28", "28-29", "2027-09-14", "", "à définir"])
def test_a_later_or_absent_deadline_tells_begun_from_to_come(deadline):
    assert status(DeclaredState.STARTED, understand(deadline), (), TODAY) is Status.UNDER_WAY
    assert status(DeclaredState.NOT_STARTED, understand(deadline), (), TODAY) is Status.TO_COME


@pytest.mark.parametrize("declared", OPEN)
@pytest.mark.parametrize(
    ("years", "expected"),
    [((), Status.TO_FEED), ((2025,), Status.TO_FEED), ((2026,), Status.FED), ((2025, 2026), Status.FED)],
)
def test_a_continuous_action_is_never_late_and_expects_a_proof_each_year(declared, years, expected):
    assert status(declared, Deadline("En continu", DeadlineKind.CONTINUOUS), years, TODAY) is expected


@pytest.mark.parametrize(
    ("today", "expected"), [(dt.date(2026, 9, 13), Status.DUE), (dt.date(2026, 9, 14), Status.LATE)]
)
def test_the_year_turns_on_14_september(today, expected):
    assert status(DeclaredState.STARTED, understand("25-26"), (), today) is expected


def test_the_boundary_is_a_setting():
    boundary = Boundary(8, 1)
    late = status(DeclaredState.STARTED, understand("25-26", boundary), (), dt.date(2026, 8, 1), boundary)
    assert late is Status.LATE


def test_each_status_has_its_own_label():
    assert len({one.label for one in Status}) == len(Status)
