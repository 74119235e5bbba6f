"""The page of advice: what it says, to whom, in how many queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portulan.plans.models import Action, Dependency
from portulan.shared import scoping
from portulan.tracking.commands import report_progress

ADVICE = "/e/mias/conseils/"


def sections(answer) -> dict[str, list[str]]:
    """What the page says, by kind of weak point: sentences, or the codes of the actions."""
    return {
        one.key: [line.sentence or line.actions[0].code for line in one.lines]
        for one in answer.context["page"].sections
    }


def change(cast, **fields) -> Action:
    """The first action with these fields changed."""
    action = cast.action("1.1.1")
    Action.everywhere.filter(pk=action.pk).update(**fields)
    return action


def test_a_sound_plan_is_told_that_it_holds_together(ada, cast):
    with scoping.opened(cast.workspace.pk):
        for rank, action in enumerate(Action.objects.order_by("code")):
            words = f"Action {rank} " + "abcdefghi"[rank] * 12
            Action.objects.filter(pk=action.pk).update(text=words, deadline_kind="continuous", deadline_due=None)
    answer = ada.get(ADVICE)
    assert (answer.status_code, sections(answer)) == (200, {})
    assert "Rien à redire" in answer.text


def test_an_action_without_deadline_is_told_with_the_way_to_mend_it(ada, cast):
    action = change(cast, deadline_text="", deadline_kind="none", deadline_due=None)
    answer = ada.get(ADVICE)
    assert sections(answer)["sans-echeance"] == ["1.1.1"]
    assert f"/e/mias/action/{action.pk}/modifier/" in answer.text


def test_a_reader_sees_the_advice_without_the_way_to_mend_it(cast, client, on_the_day):
    action = change(cast, deadline_text="", deadline_kind="none", deadline_due=None)
    client.force_login(cast.chloe, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(ADVICE)
    assert sections(answer)["sans-echeance"] == ["1.1.1"]
    assert f"/e/mias/action/{action.pk}/modifier/" not in answer.text


def test_a_word_since_the_deadline_ends_the_silence(ada, cast, on_the_day):
    action = change(cast, deadline_text="24-25", deadline_due="2025-09-13")
    assert "sans-nouvelle" in sections(ada.get(ADVICE))
    with scoping.opened(cast.workspace.pk):
        action.refresh_from_db()
        report_progress(action, actor=cast.ada, on=on_the_day, text="Le projet reprend.")
    assert "sans-nouvelle" not in sections(ada.get(ADVICE))


def test_a_deadline_before_that_of_what_it_needs(ada, cast):
    change(cast, deadline_text="25-26", deadline_due="2026-09-13")
    with scoping.opened(cast.workspace.pk):
        Dependency.objects.create(action=cast.action("1.1.1"), needs=cast.action("1.1.2"))
    assert len(sections(ada.get(ADVICE))["avant-son-prealable"]) == 1


def test_what_others_do_stays_theirs(cast, on_the_day):
    assert Client().get(ADVICE).status_code == 302
    driss = Client()
    driss.force_login(cast.driss, backend="django.contrib.auth.backends.ModelBackend")
    assert driss.get(ADVICE).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 10])
def test_the_queries_do_not_grow_with_the_plan(ada, cast, tenfold, times):
    if times == 10:
        tenfold(cast.workspace)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ada.get(ADVICE)
    assert len(queries) <= 17
