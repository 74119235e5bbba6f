"""Every declared state with every kind of deadline, on each side of each boundary."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.deadline import Deadline, DeadlineKind, understand
from portulan.plandoc.document import DeclaredState
from portulan.plandoc.status import Proving, Status, proving, status

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


def told(declared, deadline, years, today, boundary):
    """The rule again, as the design language words it, by which academic year a day is in."""

    def year(day):
        return day.year if (day.month, day.day) >= (boundary.month, boundary.day) else day.year - 1

    if declared == "done":
        return "Réalisée"
    if declared in ("suspended", "dropped"):
        return "Suspendue" if declared == "suspended" else "Abandonnée"
    if deadline.kind == "continuous":
        return "En continu · à jour" if year(today) in years else "En continu · à nourrir"
    if deadline.due and deadline.due < today:
        return "En retard"
    if deadline.due and year(deadline.due) == year(today):
        return "À échéance cette année"
    return "En cours" if declared == "started" else "À venir"


def around(boundary):
    """The days on each side of each turn of three years, and the middle of them."""
    turns = [boundary.starts(AcademicYear(first)) for first in (2025, 2026, 2027)]
    return [turn + dt.timedelta(days=days) for turn in turns for days in (-1, 0, 1, 150)]


@pytest.mark.parametrize("boundary", [Boundary(), Boundary(1, 1), Boundary(8, 28)])
def test_every_case_around_every_turn_of_the_year(boundary):
    days = around(boundary)
    deadlines = [Deadline("x", kind, None, due) for kind in DeadlineKind for due in (None, *days)]
    for declared, deadline, today in product(DeclaredState, deadlines, days):
        if deadline.kind is DeadlineKind.CONTINUOUS and deadline.due:
            continue
        for years in ((), (2024,), (2025,), (2026,), (2025, 2026)):
            assert status(declared, deadline, years, today, boundary).label == told(
                declared, deadline, years, today, boundary
            )


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


@given(
    st.sampled_from(list(DeclaredState)),
    DAYS,
    DAYS,
    st.sets(st.integers(2019, 2036)),
    st.integers(1, 12),
    st.integers(1, 28),
)
def test_any_day_any_deadline(declared, due, today, years, month, day):
    boundary, deadline = Boundary(month, day), Deadline("x", DeadlineKind.DAY, due, due)
    said = status(declared, deadline, years, today, boundary)
    assert said.label == told(declared, deadline, years, today, boundary)
    assert status(declared, deadline, (), today, boundary) is said
    if said is Status.LATE:
        assert status(declared, deadline, years, today + dt.timedelta(days=1), boundary) is Status.LATE


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_declared_and_proved_are_counted_apart(results):
    told = proving(results)
    assert told == Proving(
        total=len(results),
        reached=len([one for one in results if one[0]]),
        proved=len([one for one in results if one[1]]),
        unproved=len([one for one in results if one == (True, False)]),
    )
    assert max(told.reached, told.proved) <= told.total
    assert told.reached - told.unproved <= told.proved
