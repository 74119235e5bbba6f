"""The plan with its proofs: statuses as of a day, states of results, counts checked by another count."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import factories
from portulan.plandoc.document import DeclaredState
from portulan.plandoc.status import Status, status
from portulan.plans.models import Action, ExpectedResult
from portulan.tracking.models import ProgressUpdate
from portulan.tracking.queries import ResultState, counts, last_notes, notes_of, plan_view


@pytest.fixture
def tracked(inside):
    """Every kind of status: done, late, due, under way, to come, suspended, dropped, fed, to feed."""
    changes = {
        "1.1.1": {"state": "done"},
        "1.1.2": {"deadline_due": dt.date(2025, 9, 13)},
        "2.1.1": {"state": "started", "deadline_due": dt.date(2028, 9, 13)},
        "2.1.2": {"deadline_due": dt.date(2028, 9, 13)},
        "2.1.3": {"state": "suspended"},
        "2.2.1": {"state": "dropped"},
        "2.2.2": {"deadline_kind": "continuous", "deadline_due": None},
        "2.2.3": {"deadline_kind": "continuous", "deadline_due": None},
    }
    for code, values in changes.items():
        Action.objects.filter(code=code).update(**values)
    factories.proof(Action.objects.get(code="2.2.2"))
    factories.proof(Action.objects.get(code="2.2.3"), draft=True)
    factories.proof(Action.objects.get(code="2.2.3"), on=dt.date(2026, 5, 1))
    return inside


def test_each_action_has_its_status_on_the_day(tracked):
    plan = plan_view(tracked.workspace, factories.TODAY)
    assert plan is not None
    assert {action.row.code: action.status for action in plan.actions} == {
        "1.1.1": Status.DONE,
        "1.1.2": Status.LATE,
        "1.1.3": Status.DUE,
        "2.1.1": Status.UNDER_WAY,
        "2.1.2": Status.TO_COME,
        "2.1.3": Status.SUSPENDED,
        "2.2.1": Status.DROPPED,
        "2.2.2": Status.FED,
        "2.2.3": Status.TO_FEED,
    }


def test_counts_agree_with_a_count_of_their_own(tracked):
    plan = plan_view(tracked.workspace, factories.TODAY)
    assert plan is not None
    independent = Counter(
        status(
            DeclaredState(row.state),
            row.deadline,
            row.evidence.filter(removed_at=None, draft=False).values_list("academic_year", flat=True),
            factories.TODAY,
            tracked.workspace.boundary,
        )
        for row in Action.objects.all()
    )
    assert counts(plan.actions) == {one: independent[one] for one in Status}
    assert list(counts(plan.actions)) == list(Status)


def test_the_day_changes_the_status(tracked):
    plan = plan_view(tracked.workspace, dt.date(2027, 9, 14))
    assert plan is not None
    statuses = {action.row.code: action.status for action in plan.actions}
    assert statuses["1.1.3"] is Status.LATE
    assert statuses["2.2.2"] is Status.TO_FEED


def test_a_result_is_reached_prepared_or_expected(inside):
    action = inside.action("1.1.1")
    first, second = action.expected_results.all()
    ExpectedResult.objects.filter(pk=first.pk).update(reached_on=factories.TODAY)
    linked = factories.proof(action, draft=True, results=[second])
    loose = factories.proof(action, title="Une lettre")
    removed = factories.proof(action, results=[second], removed_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    plan = plan_view(inside.workspace, factories.TODAY)
    assert plan is not None
    tracked, other = plan.by_id[action.pk], plan.by_id[inside.action("1.1.2").pk]
    assert [tracked.state_of(one) for one in tracked.row.results] == [ResultState.REACHED, ResultState.PREPARED]
    assert [other.state_of(one) for one in other.row.results] == [ResultState.EXPECTED] * 2
    assert [one.id for one in tracked.proofs_of(tracked.row.results[1])] == [linked.pk]
    assert [one.id for one in tracked.loose_proofs()] == [loose.pk]
    assert removed.pk not in {one.id for one in tracked.proofs}


def test_a_proof_of_several_actions_stands_with_each_and_feeds_each(tracked):
    actions = [tracked.action("2.2.2"), tracked.action("2.2.3")]
    results = [one for action in actions for one in action.expected_results.all()]
    made = factories.proof(*actions, results=results, title="PV commun")
    plan = plan_view(tracked.workspace, factories.TODAY)
    assert plan is not None
    seen = [plan.by_id[action.pk] for action in actions]
    for one in seen:
        (found,) = [proof for proof in one.proofs if proof.id == made.pk]
        assert (found.actions, found.results) == ({one.pk for one in actions}, {one.pk for one in results})
        assert [made.pk in {proof.id for proof in one.proofs_of(result)} for result in one.row.results] == [
            True
        ] * 2
        assert one.status is Status.FED


def test_neighbours_follow_the_reading_order(inside):
    plan = plan_view(inside.workspace, factories.TODAY)
    assert plan is not None
    first, fourth, last = plan.actions[0], plan.actions[3], plan.actions[-1]
    assert plan.around(first) == (None, plan.actions[1])
    assert plan.around(fourth) == (plan.actions[2], plan.actions[4])
    assert plan.around(last) == (plan.actions[-2], None)
    assert [node.code for node in plan.path_to(fourth)] == ["2", "1", "2.1"]


def test_the_last_note_is_the_latest_by_its_own_date(inside):
    action = inside.action("1.1.1")
    for day, text in ((8, "la plus récente"), (1, "plus ancienne, notée après")):
        ProgressUpdate.objects.create(action=action, on=dt.date(2026, 11, day), text=text, author_name="Ada")
    assert [note.text for note in notes_of(action.pk)] == ["la plus récente", "plus ancienne, notée après"]
    assert last_notes([action.pk])[action.pk].text == "la plus récente"


def test_six_queries(tracked):
    with CaptureQueriesContext(connection) as queries:
        plan_view(tracked.workspace, factories.TODAY)
    assert len(queries) == 6
