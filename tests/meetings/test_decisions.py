"""Decisions live on: done, open again, moved, withdrawn, and what they bring about."""

import datetime as dt

import pytest

from meetings.held import DAY, decide, hold
from meetings.test_closing import close
from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.meetings.commands.decisions import lead_to, mark_done, move_due, reopen, withdraw
from portulan.meetings.models import AgendaItem, Decision
from portulan.meetings.queries import decisions as queries
from portulan.meetings.queries.decisions import Counts, Which
from portulan.plans.commands.adopting import adopt_revision
from portulan.shared import scoping
from portulan.shared.errors import Conflict, Invalid

pytestmark = pytest.mark.family

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def decision(inside, on_the_day):
    """« La note est finalisée », for 31 January 2027, of a closed meeting."""
    close(hold(inside), inside)
    return Decision.objects.get(text="La note est finalisée.")


def test_done_and_open_again(inside, decision):
    mark_done(decision, actor=inside.ada, on=TODAY, note="Transmise au CS.")
    decision.refresh_from_db()
    assert (decision.done_on, decision.done_note, decision.done_by_name) == (TODAY, "Transmise au CS.", "Ada")
    told = Entry.objects.get(verb="decision.done")
    assert (told.subject_name, told.action_id) == ("La note est finalisée.", decision.action_id)
    with pytest.raises(Conflict):
        mark_done(decision, actor=inside.ada, on=TODAY)
    reopen(decision, actor=inside.ada)
    decision.refresh_from_db()
    assert (decision.done_on, decision.done_note) == (None, "")
    with pytest.raises(Conflict):
        reopen(decision, actor=inside.ada)


@pytest.mark.parametrize("on", [TODAY + dt.timedelta(1), DAY - dt.timedelta(1)])
def test_it_is_not_done_in_the_future_nor_before_it_was_decided(inside, decision, on):
    with pytest.raises(Invalid) as refused:
        mark_done(decision, actor=inside.ada, on=on)
    assert refused.value.field == "on"


def test_another_day_needs_a_reason(inside, decision):
    later = dt.date(2027, 3, 1)
    move_due(decision, actor=inside.ada, due=later, reason="La partie manque.")
    decision.refresh_from_db()
    assert decision.due == later
    told = Entry.objects.get(verb="decision.due")
    assert (told.before, told.after, told.reason) == (
        {"due": "2027-01-31"}, {"due": "2027-03-01"}, "La partie manque.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due", "reason", "field"),
    [
        (dt.date(2027, 3, 1), " ", "reason"),
        (dt.date(2027, 1, 31), "la même", "due"),
        (dt.date(2026, 1, 1), "avant", "due"),
        (dt.date(2500, 1, 1), "loin", "due"),
        (dt.date(2027, 3, 1), "x" * 2001, "reason"),
    ],
)
def test_a_day_that_cannot_be_is_refused(inside, decision, due, reason, field):
    with pytest.raises(Invalid) as refused:
        move_due(decision, actor=inside.ada, due=due, reason=reason)
    assert refused.value.field == field


def test_withdrawn_it_is_not_followed_and_keeps_its_row(inside, decision):
    with pytest.raises(Invalid):
        withdraw(decision, actor=inside.ada, reason="")
    withdraw(decision, actor=inside.ada, reason="Décidé autrement.")
    assert decision not in queries.open_decisions(decision.meeting.body)
    assert [*queries.asked(Which.WITHDRAWN, None, "", TODAY)] == [decision]
    with pytest.raises(Conflict):
        mark_done(decision, actor=inside.ada, on=TODAY)
    reopen(decision, actor=inside.ada)
    assert decision in queries.open_decisions(decision.meeting.body)


def test_the_decisions_of_a_meeting_that_is_held_change_there(inside, on_the_day):
    meeting = hold(inside)
    with pytest.raises(Conflict, match="pas close"):
        mark_done(meeting.decisions.first(), actor=inside.ada, on=TODAY)
    assert queries.decisions().count() == 0


def test_the_most_urgent_stand_first_and_the_body_that_sees_to_it_has_them_too(inside, on_the_day):
    meeting = hold(inside)
    other = Body.objects.create(acronym="GT", name="Groupe", kind="group")
    item = AgendaItem.objects.get(meeting=meeting, position=2)
    late = decide(meeting, item, "Tôt", due=dt.date(2026, 11, 20))
    theirs = decide(meeting, item, "Au groupe", body=other, due=dt.date(2027, 6, 1))
    close(meeting, inside)
    found = [one.text for one in queries.open_decisions(meeting.body)]
    assert found == ["Tôt", "La note est finalisée.", "Au groupe", "Rédiger la partie manquante."]
    assert list(queries.open_decisions(other)) == [theirs]
    assert list(queries.open_decisions(other, before=meeting.starts)) == []
    assert queries.counts(None, TODAY) == Counts(open=4, late=1, done=0)
    assert list(queries.asked(Which.LATE, None, "", TODAY)) == [late]
    assert [one.text for one in queries.asked(Which.ALL, other.pk, "groupe", TODAY)] == ["Au groupe"]
    assert [one.text for one in queries.asked(Which.OPEN, None, "1.1.1 nadia", TODAY)] == [
        "Rédiger la partie manquante."
    ]


def test_what_it_brought_about_is_linked_both_ways(inside, decision):
    kept = adopt_revision(inside.plan, actor=inside.ada, label="Novembre 2026", adopted_on=TODAY)
    lead_to(decision, kept, actor=inside.ada)
    lead_to(decision, kept, actor=inside.ada)
    decision.refresh_from_db()
    assert decision.revision == kept
    assert list(queries.led_to("revision", [kept.pk])[kept.pk]) == [decision]
    assert Entry.objects.filter(verb="decision.led").count() == 1


def test_decisions_are_of_their_workspace(inside, decision):
    with scoping.opened(inside.elsewhere.pk):
        assert queries.decisions().count() == 0
