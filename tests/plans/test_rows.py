"""The plan's rows: the same content as the plan document, in as many queries whatever its size."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import factories
from portulan.governance.models import Body, Seat
from portulan.plans.models import Action, ExpectedResult, Objective
from portulan.plans.queries.document import document_of
from portulan.plans.queries.rows import plan_rows
from portulan.shared import scoping


def test_rows_hold_what_the_document_holds(inside):
    rows, document = plan_rows(), document_of(inside.plan)
    assert rows is not None
    assert [action.code for action in rows.actions()] == [action.code for action in document.actions()]
    assert [action.text for action in rows.actions()] == [action.text.marked() for action in document.actions()]
    assert [[one.text for one in action.results] for action in rows.actions()] == [
        [one.text.marked() for one in action.expected_results] for action in document.actions()
    ]
    assert [[one.written for one in action.bodies] for action in rows.actions()] == [
        [one.name for one in action.responsibles] for action in document.actions()
    ]
    assert [objective.code for top in rows.objectives for objective in top.walk()] == [
        objective.code for objective in document.walk()
    ]


def test_what_is_removed_is_left_out(inside):
    removed_at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    Action.objects.filter(code="1.1.2").update(removed_at=removed_at)
    ExpectedResult.objects.filter(action__code="1.1.1", position=1).update(removed_at=removed_at)
    Objective.objects.filter(code="2.2").update(removed_at=removed_at)
    rows = plan_rows()
    assert rows is not None
    assert [action.code for action in rows.actions()] == ["1.1.1", "1.1.3", "2.1.1", "2.1.2", "2.1.3"]
    assert [one.text for one in next(rows.actions()).results] == ["Note de synthèse"]


def test_rows_say_which_bodies_are_the_readers(inside):
    Seat.objects.update(ends=dt.date(2026, 6, 30))
    before, after = dt.date(2026, 6, 30), dt.date(2026, 7, 1)
    for reader, day, expected in (
        (inside.basile, before, True),
        (inside.basile, after, False),
        (inside.ada, before, False),
    ):
        rows = plan_rows(reader=reader.pk, on=day)
        assert rows is not None
        assert {action.mine for action in rows.actions()} == {expected}


def test_a_workspace_without_a_plan_has_no_rows(db):
    with scoping.opened(factories.workspace("vide").pk):
        assert plan_rows() is None


def test_another_workspaces_rows_do_not_show(inside):
    with scoping.opened(inside.elsewhere.pk):
        elsewhere = plan_rows()
    here = plan_rows()
    assert here is not None
    assert elsewhere is not None
    assert {one.id for one in here.actions()} & {one.id for one in elsewhere.actions()} == set()
    assert Body.objects.filter(pk__in=[b.id for a in elsewhere.actions() for b in a.bodies]).count() == 0


@pytest.mark.parametrize("actions", [1, 30])
def test_five_queries_whatever_the_size(db, actions):
    from cast import gather

    people = gather(actions)
    with (
        scoping.opened(people.workspace.pk),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        rows = plan_rows(reader=people.basile.pk, on=factories.TODAY)
    assert rows is not None
    assert len(list(rows.actions())) == 3 * actions
    assert len(queries) == 5
