"""Another academic year: what it dates is read again, and the days before it stay as they were."""

import datetime as dt

import pytest
from django.utils import timezone

import factories
from conftest import set_clock
from portulan.journal.models import Entry
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import understand
from portulan.plandoc.status import Status
from portulan.plans.models import Action, Plan
from portulan.plans.queries.past import image_of
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands
from portulan.tracking.commands import undo
from portulan.tracking.commands.settings import Settings, change_settings
from portulan.tracking.models import Evidence, Postponement
from portulan.tracking.queries import past_view, plan_view
from portulan.tracking.queries.postponements import postponements

TODAY = factories.TODAY
DECEMBER = Boundary(12, 1)


@pytest.fixture
def begun(monkeypatch, cast):
    """The plan, taken in ten days ago, and open today."""
    from portulan.shared import scoping

    set_clock(monkeypatch, TODAY)
    Entry.everywhere.update(at=timezone.now() - dt.timedelta(days=10))
    with scoping.opened(cast.workspace.pk):
        yield cast


def set_year(cast, boundary=DECEMBER, **others):
    wanted = {"name": cast.workspace.name, "institutions": (), "boundary": boundary} | others
    done = change_settings(cast.workspace, Settings(**wanted), actor=cast.ada)
    cast.workspace.refresh_from_db()
    return done.moved if done else None


def test_statuses_change_with_the_year(begun):
    pk = begun.action("1.1.1").pk
    assert plan_view(begun.workspace, TODAY).by_id[pk].status is Status.DUE
    assert set_year(begun) == 9
    action = plan_view(begun.workspace, TODAY).by_id[pk]
    assert (action.row.deadline.due, action.status) == (dt.date(2027, 11, 30), Status.TO_COME)


def test_only_what_years_date_is_read_again(begun):
    plan_year = understand("Année 2", Boundary(), 2024)
    for code, meant in (("1.1.1", understand("30/06/2027")), ("1.1.2", plan_year), ("1.1.3", understand(""))):
        action = begun.action(code)
        action.deadline = meant
        action.save()
    by_hand = begun.action("2.1.1")
    Action.objects.filter(pk=by_hand.pk).update(deadline_due=dt.date(2027, 1, 15))
    Action.objects.filter(code="2.1.2").update(removed_at=timezone.now())
    assert Plan.objects.get().starts == 2024
    assert set_year(begun) == 5
    due = dict(Action.objects.values_list("code", "deadline_due"))
    assert (due["1.1.1"], due["1.1.2"], due["1.1.3"]) == (dt.date(2027, 6, 30), dt.date(2026, 11, 30), None)
    assert (due["2.1.1"], due["2.1.2"]) == (dt.date(2027, 1, 15), dt.date(2027, 11, 30))


def test_a_proof_is_in_the_year_of_its_own_day(begun):
    proof = factories.proof(begun.action("1.1.1"), on=dt.date(2026, 10, 12))
    set_year(begun)
    assert Evidence.objects.get(pk=proof.pk).academic_year == 2025


def test_a_postponement_is_counted_in_the_same_years(begun):
    action = begun.action("1.1.1")
    commands.postpone(action, actor=begun.ada, deadline="27-28", decision=commands.Decision("Un an"))
    set_year(begun)
    row = Postponement.objects.get()
    assert (row.from_due, row.to_due) == (dt.date(2027, 11, 30), dt.date(2028, 11, 30))
    Postponement.objects.update(created_at=timezone.now() - dt.timedelta(days=3))
    (then,) = postponements(TODAY - dt.timedelta(days=1))[action.pk]
    assert (then.from_due, then.to_due) == (dt.date(2027, 9, 13), dt.date(2028, 9, 13))


def test_a_past_day_has_the_former_year(begun):
    factories.proof(begun.action("1.1.2"), on=dt.date(2026, 10, 12))
    pk, yesterday = begun.action("1.1.1").pk, TODAY - dt.timedelta(days=1)
    was = past_view(begun.workspace, TODAY)
    set_year(begun, name="Autre nom")
    assert image_of(begun.workspace, yesterday).boundary == Boundary()
    then = past_view(begun.workspace, yesterday).by_id[pk]
    assert (then.row.deadline, then.status) == (was.by_id[pk].row.deadline, Status.DUE)
    assert image_of(begun.workspace, TODAY).boundary == DECEMBER


def test_one_entry_says_before_and_after(begun):
    terms = ((3, 15), (7, 1))
    assert set_year(begun, Boundary(9, 14, terms), institutions=("HE Une", "HE Une ", "")) == 0
    entry = Entry.objects.get(verb="workspace.changed")
    assert entry.before == {
        "name": "Master fictif",
        "year_month": 9,
        "year_day": 14,
        "later_terms": [[2, 1], [7, 1]],
        "institutions": [],
    }
    assert entry.after == entry.before | {"later_terms": [[3, 15], [7, 1]], "institutions": ["HE Une"]}
    assert begun.workspace.boundary.later_terms == terms


def test_nothing_new_writes_nothing(begun):
    assert set_year(begun, Boundary()) is None
    assert not Entry.objects.filter(verb="workspace.changed").exists()


@pytest.mark.parametrize("boundary", [Boundary(9, 14, ((9, 14), (7, 1))), Boundary(9, 14, ((7, 1), (2, 1)))])
def test_terms_out_of_order_are_refused(begun, boundary):
    with pytest.raises(Invalid, match="Les quadrimestres se suivent"):
        set_year(begun, boundary)
    with pytest.raises(Invalid, match="Donnez un nom"):
        set_year(begun, name=" ")
    assert begun.workspace.boundary == Boundary()


def test_settings_are_undone_and_what_they_date_is_read_again(begun):
    pk = begun.action("1.1.1").pk
    set_year(begun, name="Un autre nom")
    entry = Entry.objects.filter(verb="workspace.changed").first()
    undone = undo(entry, actor=begun.ada)
    begun.workspace.refresh_from_db()
    assert (undone.verb, begun.workspace.name, begun.workspace.boundary) == (
        "undo.workspace.changed",
        "Master fictif",
        Boundary(),
    )
    assert plan_view(begun.workspace, TODAY).by_id[pk].status is Status.DUE
    undo(undone, actor=begun.ada)
    begun.workspace.refresh_from_db()
    assert (begun.workspace.name, begun.workspace.boundary) == ("Un autre nom", DECEMBER)


def test_settings_that_changed_since_are_not_overwritten(begun):
    set_year(begun, name="Un autre nom")
    entry = Entry.objects.filter(verb="workspace.changed").first()
    set_year(begun, name="Un troisième nom")
    with pytest.raises(Conflict, match="encore changé depuis"):
        undo(entry, actor=begun.ada)
    begun.workspace.refresh_from_db()
    assert begun.workspace.name == "Un troisième nom"
