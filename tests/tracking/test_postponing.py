"""A deadline that moves later: the reason, the original, the journal, undoing and doing again."""

import datetime as dt
import uuid

import pytest

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plandoc.drift import Drift
from portulan.plans.commands import editing
from portulan.plans.commands.editing import ActionDraft, Postpones, Stale
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands
from portulan.tracking.commands import Decision
from portulan.tracking.models import Postponement
from portulan.tracking.queries import plan_view
from portulan.tracking.queries.postponements import drift_of, postponements

WHY = Decision("Le partenaire a demandé un an.", where="réunion du 12 mars")


def moves(action):
    return [(one.from_text, one.to_text) for one in postponements().get(action.pk, ())]


def test_a_postponement_keeps_why_and_where_and_the_original(inside):
    action, cep = inside.action("1.1.1"), Body.objects.get(acronym="CEP")
    decision = Decision(" Un an de plus. ", cep, " point 4 ", dt.date(2025, 3, 12))
    made = commands.postpone(action, actor=inside.ada, deadline=" 27-28 ", decision=decision)
    action = inside.action("1.1.1")
    assert (action.deadline_text, str(action.deadline_due), action.version) == ("27-28", "2028-09-13", 2)
    assert (made.from_text, str(made.from_due), made.to_text, str(made.to_due)) == (
        "26-27",
        "2027-09-13",
        "27-28",
        "2028-09-13",
    )
    entry = Entry.objects.get(pk=made.pk)
    assert (entry.verb, entry.before, entry.after) == (
        "action.postponed",
        {"deadline": "26-27"},
        {"deadline": "27-28"},
    )
    assert (entry.reason, made.reason, made.decided_where) == ("Un an de plus.", "Un an de plus.", "point 4")
    (move,) = postponements()[action.pk]
    assert (move.where, move.decided_on, move.author_name) == ("CEP, point 4", dt.date(2025, 3, 12), "Ada")


@pytest.mark.parametrize(
    ("deadline", "decision", "field"),
    [
        ("26-27", WHY, "deadline"),
        ("2026-2027", WHY, "deadline"),
        ("25-26", WHY, "deadline"),
        ("", WHY, "deadline"),
        ("un de ces jours", WHY, "deadline"),
        ("x" * 101, WHY, "deadline"),
        ("27-28", Decision("  "), "reason"),
        ("27-28", Decision("x" * 2001), "reason"),
        ("27-28", Decision("Oui", where="x" * 201), "where"),
        ("27-28", Decision("Oui", on=dt.date(2999, 1, 1)), "decided_on"),
    ],
)
def test_what_is_no_postponement_changes_nothing(inside, deadline, decision, field):
    with pytest.raises(Invalid) as refused:
        commands.postpone(inside.action("1.1.1"), actor=inside.ada, deadline=deadline, decision=decision)
    assert refused.value.field == field
    assert (inside.action("1.1.1").deadline_text, Postponement.objects.count()) == ("26-27", 0)


def test_a_continuous_action_is_not_postponed(inside):
    action = inside.action("1.1.1")
    commands.postpone(action, actor=inside.ada, deadline="En continu", decision=WHY)
    with pytest.raises(Invalid):
        commands.postpone(inside.action("1.1.1"), actor=inside.ada, deadline="27-28", decision=WHY)


def test_a_removed_action_and_a_stale_form_are_refused(inside):
    action = inside.action("1.1.1")
    editing.change_action(action, ActionDraft(priority="high"), actor=inside.ada)
    with pytest.raises(Stale):
        commands.postpone(action, actor=inside.ada, deadline="27-28", decision=WHY, version=1)
    editing.remove_action(action, actor=inside.ada)
    with pytest.raises(Conflict):
        commands.postpone(action, actor=inside.ada, deadline="27-28", decision=WHY)


def test_the_same_form_counts_once(inside):
    sent = uuid.uuid4()
    for _again in range(2):
        commands.postpone(
            inside.action("1.1.1"), actor=inside.ada, deadline="27-28", decision=WHY, submission=sent, version=1
        )
    assert moves(inside.action("1.1.1")) == [("26-27", "27-28")]
    with pytest.raises(Conflict):
        commands.postpone(
            inside.action("1.1.2"), actor=inside.ada, deadline="27-28", decision=WHY, submission=sent
        )


def test_undoing_takes_it_back_and_undoing_that_brings_it_back(inside):
    action = inside.action("1.1.1")
    made = commands.postpone(action, actor=inside.ada, deadline="27-28", decision=WHY)
    undone = commands.undo(Entry.objects.get(pk=made.pk), actor=inside.ada)
    assert (inside.action("1.1.1").deadline_text, moves(action)) == ("26-27", [])
    redone = commands.undo(undone, actor=inside.ada)
    assert (inside.action("1.1.1").deadline_text, moves(action)) == ("27-28", [("26-27", "27-28")])
    commands.undo(redone, actor=inside.ada)
    assert (inside.action("1.1.1").deadline_text, moves(action)) == ("26-27", [])
    assert Postponement.objects.count() == 2


def test_no_other_change_moves_a_deadline_later_in_silence(inside):
    action = inside.action("1.1.1")
    for change in (editing.change_action, commands.change_action):
        for deadline in ("27-28", "En continu", "un jour"):
            with pytest.raises(Postpones):
                change(action, ActionDraft(deadline=deadline), actor=inside.ada)
    commands.change_action(action, ActionDraft(deadline="2026-2027"), actor=inside.ada)
    commands.change_action(action, ActionDraft(deadline="25-26"), actor=inside.ada)
    assert Postponement.objects.count() == 0
    draft = ActionDraft(deadline="27-28", text="Un autre texte")
    entry = commands.change_action(action, draft, actor=inside.ada, decision=WHY)
    assert entry is not None
    assert (entry.verb, set(entry.after), entry.reason) == ("action.changed", {"deadline", "text"}, WHY.reason)
    assert moves(action) == [("25-26", "27-28")]
    commands.undo(entry, actor=inside.ada)
    assert moves(action) == []


def test_the_drift_of_the_plan_counts_from_the_first_deadline(inside):
    for code, deadlines in {"1.1.1": ["27-28", "29-30"], "2.1.1": ["27-28"], "2.1.2": ["En continu"]}.items():
        for deadline in deadlines:
            commands.postpone(inside.action(code), actor=inside.ada, deadline=deadline, decision=WHY)
    plan = plan_view(inside.workspace, dt.date(2026, 11, 23))
    assert plan is not None
    assert drift_of(plan, postponements()) == Drift(deadlines=3, times=4, years=4, undated=1)
