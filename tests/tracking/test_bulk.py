"""One change for many actions: what is foreseen is what is made, in one batch, undone together."""

import datetime as dt

import pytest
from django.utils import timezone

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plans.commands import editing
from portulan.plans.models import Action, Objective, State
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands
from portulan.tracking.commands import Decision, bulk
from portulan.tracking.commands.bulk import Seen, Wanted, What
from portulan.tracking.models import Postponement, ProgressUpdate

WHY = Decision("Le congé de la responsable")


def seen(*codes: str) -> list[Seen]:
    rows = {one.code: one for one in Action.objects.filter(code__in=codes)}
    return [Seen(rows[code].pk, rows[code].version) for code in codes]


def wanted(what: What, value: str = "", **more) -> Wanted:
    return Wanted(what=what, value=value, **{"decision": Decision(""), **more})


def fates(said) -> list[tuple[str, str]]:
    return [(one.action.code if one.action else "", one.left) for one in said]


def values(*codes: str, of: str) -> list[str]:
    rows = {one.code: getattr(one, of) for one in Action.objects.filter(code__in=codes)}
    return [rows[code] for code in codes]


def test_what_is_foreseen_is_what_is_made_in_one_batch_and_undone_together(inside):
    Action.objects.filter(code="1.1.2").update(priority="high")
    ticked, all_high = seen("1.1.1", "1.1.2", "2.1.1"), wanted(What.PRIORITY, "high")
    expected = [("1.1.1", ""), ("1.1.2", "est déjà ainsi"), ("2.1.1", "")]
    assert fates(bulk.foresee(ticked, all_high)) == expected
    assert values("1.1.1", "1.1.2", "2.1.1", of="priority") == ["", "high", ""]
    done = bulk.change_together(ticked, all_high, actor=inside.ada)
    assert fates(done.fates) == expected
    assert values("1.1.1", "1.1.2", "2.1.1", of="priority") == ["high", "high", "high"]
    assert done.entry
    assert Entry.objects.filter(batch=done.entry.batch).count() == 2
    bulk.take_back_together(done.entry, actor=inside.ada)
    assert values("1.1.1", "1.1.2", "2.1.1", of="priority") == ["", "high", ""]


def test_an_action_changed_meanwhile_is_left_alone_and_it_is_said_who_did(inside):
    ticked = seen("1.1.1", "1.1.2")
    editing.change_action(inside.action("1.1.1"), editing.ActionDraft(priority="low"), actor=inside.basile)
    done = bulk.change_together(ticked, wanted(What.PRIORITY, "high"), actor=inside.ada)
    assert fates(done.fates) == [("1.1.1", "Basile l’a modifiée entre-temps"), ("1.1.2", "")]
    assert values("1.1.1", "1.1.2", of="priority") == ["low", "high"]


def test_what_is_removed_or_of_another_workspace_is_left_alone(inside):
    ticked = seen("1.1.1")
    editing.remove_action(inside.action("1.1.1"), actor=inside.ada)
    other = Action.everywhere.filter(workspace=inside.elsewhere).first()
    assert other
    done = bulk.change_together(
        [*ticked, Seen(other.pk, 1)], wanted(What.EFFORT, "low"), actor=inside.ada
    )  # fmt: skip
    gone = "n’est plus dans le plan"
    assert fates(done.fates) == [("1.1.1", gone), ("", gone)]
    assert done.entry is None
    other.refresh_from_db()
    assert other.effort == ""


def test_later_deadlines_become_postponements_and_others_do_not(inside):
    Action.objects.filter(code="1.1.2").update(deadline_text="", deadline_kind="none", deadline_due=None)
    commands.postpone(inside.action("1.1.3"), actor=inside.ada, deadline="28-29", decision=WHY)
    ticked = seen("1.1.1", "1.1.2", "1.1.3")
    with pytest.raises(Invalid) as refused:
        bulk.foresee(ticked, wanted(What.DEADLINE, "27-28"))
    assert refused.value.field == "reason"
    later = wanted(What.DEADLINE, "27-28", decision=WHY)
    assert [one.later for one in bulk.foresee(ticked, later)] == [True, False, False]
    done = bulk.change_together(ticked, later, actor=inside.ada)
    assert values("1.1.1", "1.1.2", "1.1.3", of="deadline_text") == ["27-28"] * 3
    kept = Postponement.objects.get(action=inside.action("1.1.1"))
    assert (kept.from_text, kept.to_text, kept.reason) == ("26-27", "27-28", WHY.reason)
    assert not Postponement.objects.filter(action=inside.action("1.1.2")).exists()
    assert done.entry
    bulk.take_back_together(done.entry, actor=inside.ada)
    assert values("1.1.1", "1.1.2", "1.1.3", of="deadline_text") == ["26-27", "", "28-29"]
    kept.refresh_from_db()
    assert kept.undone_at is not None


@pytest.mark.parametrize("written", ["", "un jour", "x" * 101])
def test_a_deadline_must_be_understood(inside, written):
    with pytest.raises(Invalid) as refused:
        bulk.foresee(seen("1.1.1"), wanted(What.DEADLINE, written, decision=WHY))
    assert refused.value.field == "deadline"


def test_a_body_is_added_gets_its_role_and_is_removed(inside):
    body = Body.objects.create(name="Comité stratégique", acronym="CS")
    cep = Body.objects.get(acronym="CEP")
    editing.change_action(
        inside.action("1.1.2"), editing.ActionDraft(responsibles=(editing.Carrier(body.pk),)), actor=inside.ada
    )

    def bodies(code: str) -> list[tuple[str, str]]:
        rows = inside.action(code).responsibilities.order_by("position")
        return [(one.body.acronym, one.role) for one in rows]

    both = seen("1.1.1", "1.1.2")
    done = bulk.change_together(both, wanted(What.ADD_BODY, body=body, role="associate"), actor=inside.ada)
    assert fates(done.fates) == [("1.1.1", ""), ("1.1.2", "")]
    assert bodies("1.1.1") == [("CEP", "pilot"), ("CS", "associate")]
    assert bodies("1.1.2") == [("CS", "associate")]
    done = bulk.change_together(seen("1.1.1", "1.1.2"), wanted(What.REMOVE_BODY, body=cep), actor=inside.ada)
    assert fates(done.fates) == [("1.1.1", ""), ("1.1.2", "n’a pas cette instance parmi ses responsables")]
    assert bodies("1.1.1") == [("CS", "associate")]
    assert done.entry
    bulk.take_back_together(done.entry, actor=inside.ada)
    assert bodies("1.1.1") == [("CEP", "pilot"), ("CS", "associate")]


def test_a_state_is_declared_by_a_note_and_taken_back_by_another(inside):
    action = inside.action("1.1.1")
    began = dt.date(2026, 3, 2)
    commands.report_progress(action, actor=inside.ada, on=began, text="Début", state=State.STARTED)
    both = seen("1.1.1", "1.1.2")
    with pytest.raises(Invalid) as refused:
        bulk.foresee(both, wanted(What.STATE, "suspended"))
    assert refused.value.field == "reason"
    done = bulk.change_together(both, wanted(What.STATE, "suspended", decision=WHY), actor=inside.ada)
    assert values("1.1.1", "1.1.2", of="state") == ["suspended", "suspended"]
    assert set(ProgressUpdate.objects.filter(state="suspended").values_list("text", flat=True)) == {WHY.reason}
    assert done.entry
    bulk.take_back_together(done.entry, actor=inside.ada)
    assert values("1.1.1", "1.1.2", of="state") == ["started", "not_started"]
    assert inside.action("1.1.1").state_since == began
    assert ProgressUpdate.objects.count() == 5
    bulk.take_back_together(done.entry, actor=inside.ada)
    assert ProgressUpdate.objects.count() == 5


def test_a_state_that_changed_since_is_not_taken_back_and_nothing_else_is(inside):
    done = bulk.change_together(seen("1.1.1", "1.1.2"), wanted(What.STATE, "started"), actor=inside.ada)
    commands.report_progress(inside.action("1.1.1"), actor=inside.ada, on=timezone.localdate(), state=State.DONE)
    assert done.entry
    with pytest.raises(Conflict):
        bulk.take_back_together(done.entry, actor=inside.ada)
    assert values("1.1.1", "1.1.2", of="state") == ["done", "started"]


def test_actions_move_to_an_objective_in_their_order_and_come_back_to_their_places(inside):
    target = Objective.objects.get(code="2.2")
    order = lambda: list(  # noqa: E731
        Action.objects.order_by("objective__position", "position").values_list("objective__code", "code")
    )
    before = order()
    done = bulk.change_together(
        seen("1.1.1", "1.1.2", "2.2.1"), wanted(What.OBJECTIVE, objective=target), actor=inside.ada
    )
    assert fates(done.fates) == [("1.1.1", ""), ("1.1.2", ""), ("2.2.1", "est déjà ainsi")]
    assert [code for holder, code in order() if holder == "2.2"] == ["2.2.1", "2.2.2", "2.2.3", "1.1.1", "1.1.2"]
    assert done.entry
    bulk.take_back_together(done.entry, actor=inside.ada)
    assert order() == before


@pytest.mark.parametrize(
    ("what", "more", "field"),
    [
        (What.PRIORITY, {"value": "énorme"}, "priority"),
        (What.EFFORT, {"value": "énorme"}, "effort"),
        (What.STATE, {"value": "oubliée"}, "state"),
        (What.ADD_BODY, {}, "carrier"),
        (What.OBJECTIVE, {}, "objective"),
    ],
)
def test_what_can_be_given_to_none_is_refused(inside, what, more, field):
    for command in (bulk.foresee, lambda *args: bulk.change_together(*args, actor=inside.ada)):
        with pytest.raises(Invalid) as refused:
            command(seen("1.1.1"), wanted(what, **more))
        assert refused.value.field == field


def test_as_many_queries_to_foresee_three_as_one(inside, django_assert_num_queries):
    high = wanted(What.PRIORITY, "high")
    for ticked in (seen("1.1.1"), seen("1.1.1", "1.1.2", "1.1.3")):
        with django_assert_num_queries(2):
            bulk.foresee(ticked, high)
