"""A past day, told by the journal, is what that day was: whatever was done since, undone, and done again."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import examples
from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plandoc import jsonfile
from portulan.plans.commands.editing import (
    add_dependency,
    change_body,
    change_plan,
    remove_dependency,
)
from portulan.plans.models import Action, Dependency, ExpectedResult, Plan
from portulan.plans.queries.dependencies import dependencies
from portulan.plans.queries.document import document_of, document_on
from portulan.plans.queries.past import dependencies_on, image_of
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands
from portulan.tracking.models import Evidence
from portulan.tracking.queries import past_view, plan_view
from portulan.tracking.queries.postponements import postponements
from random_edits import RANKS, TEXTS, one_of, step

pytestmark = pytest.mark.family

FIRST = dt.date(2026, 11, 23)
EVENTS = st.lists(st.tuples(st.integers(0, 19), RANKS, RANKS, TEXTS, st.integers(0, 2)), min_size=1, max_size=14)
DEADLINES = ["27-28", "28-29", "30/06/2029", "à définir", "En continu"]


class Clock:
    """A clock that is put forward by hand; each look is a little later."""

    def __init__(self):
        self.at = dt.datetime.combine(FIRST, dt.time(10), tzinfo=dt.UTC)

    def __call__(self):
        self.at += dt.timedelta(microseconds=1)
        return self.at


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(timezone, "now", made)
    return made


@pytest.fixture
def begun(clock, inside):
    """The plan, taken in on the first day."""
    return inside


def happen(what, one, other, text, actor):
    """One of twenty sorts of things: ten edits, ten others."""
    if what < 10:
        step(what, one, other, text, actor)
        return
    action = one_of(Action, one)
    results = list(ExpectedResult.objects.filter(removed_at=None).order_by("id"))
    proofs = list(Evidence.objects.order_by("created_at", "id"))
    body = Body.objects.order_by("id")[one % Body.objects.count()]
    today = timezone.localdate()

    def proof():
        link = f"https://example.org/{one}/{other}"
        proved = list(action.expected_results.filter(removed_at=None))[: other % 3]
        return commands.add_evidence(
            action, actor=actor, on=today, url=link, title=text, results=proved, draft=other % 4 == 0
        )

    def dependency():
        rows = list(Dependency.objects.filter(removed_at=None))
        if rows and other % 3 == 0:
            return remove_dependency(rows[one % len(rows)], actor=actor)
        return add_dependency(action, one_of(Action, other), actor=actor)

    def undo():
        entries = [one for one in Entry.objects.all()[:30] if commands.can_be_undone(one)]
        return entries and commands.undo(entries[other % len(entries)], actor=actor)

    why = commands.Decision(text)
    things = [
        lambda: commands.report_progress(
            action, actor=actor, on=today, text=text, state=["started", "done", "suspended", ""][other % 4]
        ),
        lambda: results and commands.mark_reached(results[one % len(results)], actor=actor, on=today),
        lambda: results and commands.unmark(results[one % len(results)], actor=actor),
        proof,
        lambda: proofs and commands.remove_evidence(proofs[one % len(proofs)], actor=actor),
        lambda: commands.postpone(action, actor=actor, deadline=DEADLINES[other % 5], decision=why),
        dependency,
        lambda: change_body(body, actor=actor, name=f"{text.strip()} {one}", acronym=body.acronym, kind=body.kind),
        lambda: change_plan(action.plan, actor=actor, title=text, edition=str(one)),
        undo,
    ]
    things[what - 10]()


def seen(view, document, needs, moves):
    """All that a day shows, as one value."""
    return (
        jsonfile.dumps(document),
        [(action.row, action.status, action.proofs) for action in view.actions],
        view.facts,
        view.objectives,
        {(one.action_id, one.needs_id, one.note) for one in needs},
        {pk: own for pk, own in moves.items() if pk in view.by_id},
    )


def today_seen(cast):
    day = timezone.localdate()
    return seen(
        plan_view(cast.workspace, day), document_of(Plan.objects.get()), dependencies(), postponements(day)
    )


def past_seen(cast, day):
    image = image_of(cast.workspace, day)
    return seen(past_view(cast.workspace, day), document_on(image), dependencies_on(image), postponements(day))


@settings(max_examples=examples.of(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS)
def test_each_day_is_remembered_as_it_was(begun, clock, events):
    clock.at = dt.datetime.combine(FIRST, dt.time(12), tzinfo=dt.UTC)
    with transaction.atomic():
        days = {}
        for *what, later in events:
            days[timezone.localdate()] = today_seen(begun)
            clock.at += dt.timedelta(days=later)
            try:
                with transaction.atomic():
                    happen(*what, begun.ada)
            except (Conflict, Invalid):
                continue
        days[timezone.localdate()] = today_seen(begun)
        clock.at += dt.timedelta(days=1)
        for day, was in days.items():
            assert past_seen(begun, day) == was
        transaction.set_rollback(True)


def test_nothing_stood_before_the_plan_came_in(begun, clock):
    assert past_view(begun.workspace, FIRST) is not None
    assert plan_view(begun.workspace, FIRST - dt.timedelta(days=1)) is None
    assert document_on(image_of(begun.workspace, FIRST - dt.timedelta(days=1))) is None


def test_as_many_queries_whatever_happened_since(begun, clock):
    def number():
        with CaptureQueriesContext(connection) as queries:
            plan_view(begun.workspace, FIRST, reader=begun.ada.pk)
        return len(queries)

    clock.at += dt.timedelta(days=1)
    once = number()
    for code in ("1.1.1", "1.1.2", "1.1.3"):
        commands.postpone(
            begun.action(code), actor=begun.ada, deadline="27-28", decision=commands.Decision("Un an")
        )
    assert (number(), once) == (9, 9)


def test_what_came_at_the_same_moment_is_taken_back_in_order(begun, clock):
    clock.at += dt.timedelta(days=1)
    action = begun.action("1.1.1")
    for deadline in ("27-28", "28-29", "29-30"):
        commands.postpone(action, actor=begun.ada, deadline=deadline, decision=commands.Decision("Un an"))
    Entry.objects.filter(verb="action.postponed").update(at=clock.at)
    view = past_view(begun.workspace, FIRST)
    assert view.by_id[action.pk].row.deadline.text == "26-27"


def test_a_day_ends_at_midnight_where_people_live(begun, clock):
    """23 h 30 in Brussels is still that day, though it is 22 h 30 in Greenwich."""
    clock.at = dt.datetime(2026, 11, 24, 22, 30, tzinfo=dt.UTC)
    action = begun.action("1.1.1")
    commands.report_progress(action, actor=begun.ada, on=dt.date(2026, 11, 24), text="Lancée", state="started")
    clock.at = dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC)
    assert timezone.localdate() == dt.date(2026, 11, 25)
    commands.report_progress(action, actor=begun.ada, on=dt.date(2026, 11, 25), text="Finie", state="done")
    clock.at += dt.timedelta(days=1)
    states = [
        past_view(begun.workspace, dt.date(2026, 11, day)).by_id[action.pk].row.state for day in (23, 24, 25)
    ]
    assert states == ["not_started", "started", "done"]
