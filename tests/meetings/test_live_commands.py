"""An open meeting is written in: opened, presences, items, notes by several, decisions, a deadline moved."""

import datetime as dt
import uuid

import pytest
from django.db import transaction

from portulan.governance.models import Body, Person
from portulan.journal.models import Entry
from portulan.meetings.commands import acts, holding, notes
from portulan.meetings.commands.postponing import Later, postpone_in_meeting
from portulan.meetings.models import (
    ActKind,
    AgendaItem,
    Decision,
    ItemKind,
    ItemStage,
    Meeting,
    NotesKept,
    Presence,
    Stage,
)
from portulan.meetings.queries.live import held, pulse
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.models import Postponement


@pytest.fixture
def opened(inside, meeting):
    return holding.open_meeting(meeting, actor=inside.ada)


@pytest.fixture
def item(opened, inside):
    return AgendaItem.objects.create(
        meeting=opened, position=0, kind=ItemKind.ACTION, title="Point 1", action=inside.action("1.1.1")
    )


def write(item, text, base="", *, by):
    with transaction.atomic():
        return notes.write_notes(notes.locked_item(item.meeting_id, item.pk), text, base=base, actor=by)


def test_a_meeting_opens_once_and_says_when(inside, opened):
    assert (opened.stage, opened.opened_at is not None) == (Stage.OPEN, True)
    again = holding.open_meeting(opened, actor=inside.basile)
    assert again.opened_at == opened.opened_at
    assert Entry.objects.filter(verb="meeting.opened").count() == 1


@pytest.mark.parametrize("stage", [Stage.CANCELLED, Stage.CLOSED])
def test_a_meeting_that_is_over_does_not_open(inside, meeting, on_the_day, stage):
    Meeting.objects.filter(pk=meeting.pk).update(stage=stage, closed_at="2026-12-03T16:00Z")
    with pytest.raises(Conflict):
        holding.open_meeting(meeting, actor=inside.ada)


def test_nothing_is_written_in_a_meeting_that_is_not_open(inside, opened, item):
    attendance = holding.add_guest(opened, "Jeanne", actor=inside.ada)
    act = acts.note_act(item, acts.Act(ActKind.DECISION, "Oui"), actor=inside.ada)
    kept = NotesKept.objects.create(item=item, version=0, text="avant", at=opened.opened_at)
    Meeting.objects.filter(pk=opened.pk).update(stage=Stage.CLOSED, closed_at=opened.opened_at)
    tries = [
        lambda: holding.mark_presence(attendance, Presence.PRESENT),
        lambda: holding.add_guest(opened, "Paul", actor=inside.ada),
        lambda: holding.add_item(opened, "Un point", actor=inside.ada),
        lambda: holding.say_stage(item, ItemStage.DONE),
        lambda: holding.move_item(item, 1),
        lambda: write(item, "des notes", by=inside.ada),
        lambda: notes.take_back(kept, notes.locked_item(opened.pk, item.pk), actor=inside.ada),
        lambda: acts.note_act(item, acts.Act(ActKind.DECISION, "Non"), actor=inside.ada),
        lambda: acts.change_act(act, acts.Act(ActKind.DECISION, "Non"), actor=inside.ada),
        lambda: acts.withdraw_act(act, actor=inside.ada),
        lambda: acts.bring_back_act(act, actor=inside.ada),
        lambda: postpone_in_meeting(
            AgendaItem.objects.select_related("meeting", "action").get(pk=item.pk),
            Later("28-29", "parce que"),
            actor=inside.ada,
        ),
    ]
    for attempt in tries:
        with pytest.raises(Conflict), transaction.atomic():
            attempt()
    assert list(AgendaItem.objects.values_list("notes", "stage")) == [("", ItemStage.WAITING)]
    assert list(Decision.objects.values_list("text", "withdrawn_at")) == [("Oui", None)]


def test_the_quorum_is_more_than_half_of_those_who_sit(inside, opened):
    def said():
        return held(inside.workspace, opened, dt.date(2026, 12, 3), reader=inside.ada.pk)

    assert (said().present, said().quorum) == (0, False)
    holding.add_guest(opened, "Jeanne", actor=inside.ada)
    assert (said().present, said().quorum) == (1, False)
    holding.mark_presence(opened.attendances.get(guest=False), Presence.PRESENT)
    assert (said().present, said().quorum) == (2, True)
    opened.attendances.filter(guest=False).delete()
    assert said().quorum is None


def test_a_guest_who_is_known_is_that_person(inside, opened):
    basile = holding.add_guest(opened, " basile ", actor=inside.ada)
    assert (basile.guest, basile.presence) == (False, Presence.PRESENT)
    assert Person.objects.filter(user=inside.basile).count() == 1
    one, again = (holding.add_guest(opened, "Jeanne Roy", actor=inside.ada) for _time in "ab")
    assert (one, one.guest) == (again, True)
    with pytest.raises(Invalid):
        holding.add_guest(opened, "  ", actor=inside.ada)


def test_items_are_added_once_moved_and_put_off(inside, opened, item):
    added = [holding.add_item(opened, " Un mot ", actor=inside.ada) for _again in "ab"]
    assert added[0] == added[1]
    for _again in "abc":
        holding.move_item(added[0], -1)
    order = ["Un mot", "Point 1", "Divers et prochaine date"]
    assert [one.title for one in opened.items.order_by("position")] == order
    holding.say_stage(item, ItemStage.PUT_OFF)
    item.refresh_from_db()
    assert item.stage == ItemStage.PUT_OFF
    for wrong in ("", "x" * 301):
        with pytest.raises(Invalid):
            holding.add_item(opened, wrong, actor=inside.ada)
    with pytest.raises(Invalid):
        holding.say_stage(item, "autre")


def test_two_people_write_in_the_same_item(inside, item):
    write(item, "Un.\nDeux.", by=inside.ada)
    write(item, "Un, complété.\nDeux.", "Un.\nDeux.", by=inside.ada)
    written = write(item, "Un.\nDeux.\nTrois.", "Un.\nDeux.", by=inside.basile)
    assert (written.notes, written.notes_version) == ("Un, complété.\nDeux.\nTrois.", 3)
    assert (written.notes_by_id, written.notes_by_name) == (inside.basile.pk, "Basile")


def test_what_is_sent_twice_is_written_once(inside, item):
    for _again in "ab":
        write(item, "Un.", by=inside.ada)
    write(item, "Un.\r\nDeux.", "Un.", by=inside.ada)
    assert write(item, "Un.\nDeux.", "Un.", by=inside.ada).notes_version == 2


def test_the_same_lines_by_two_are_never_written_over(inside, item):
    write(item, "Une phrase.", by=inside.ada)
    write(item, "Une phrase de Basile.", "Une phrase.", by=inside.basile)
    with pytest.raises(notes.Clashing) as clashing:
        write(item, "Une phrase d’Ada.", "Une phrase.", by=inside.ada)
    clash = clashing.value.clash
    assert (clash.by_name, clash.standing) == ("Basile", "Une phrase de Basile.")
    assert (clash.merged.mine, clash.merged.theirs) == ("Une phrase d’Ada.", "Une phrase de Basile.")
    item.refresh_from_db()
    assert item.notes == "Une phrase de Basile."
    assert write(item, clash.merged.both, clash.standing, by=inside.ada).notes == clash.merged.both


def test_notes_have_an_end(inside, item):
    with pytest.raises(Invalid):
        write(item, "x" * (notes.LONGEST + 1), by=inside.ada)


def test_another_hand_a_deletion_and_five_minutes_are_set_aside(inside, item, monkeypatch):
    from django.utils import timezone

    words = " ".join(f"mot{rank}" for rank in range(20))
    write(item, words, by=inside.ada)
    write(item, f"{words} plus", words, by=inside.ada)
    assert NotesKept.objects.count() == 0
    write(item, f"{words} moins", f"{words} plus", by=inside.basile)
    write(item, "", f"{words} moins", by=inside.basile)
    kept = list(NotesKept.objects.values_list("text", "by_name", "version"))
    assert kept == [(f"{words} moins", "Basile", 3), (f"{words} plus", "Ada", 2)]
    write(item, "repris", "", by=inside.basile)
    later = timezone.now() + dt.timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    write(item, "repris ici", "repris", by=inside.basile)
    assert NotesKept.objects.first().text == "repris"


def test_a_version_is_taken_back_and_what_stood_is_kept(inside, item):
    write(item, "La première version.", by=inside.ada)
    write(item, "La deuxième.", "La première version.", by=inside.basile)
    kept = NotesKept.objects.get()
    with transaction.atomic():
        notes.take_back(kept, notes.locked_item(item.meeting_id, item.pk), actor=inside.ada)
    item.refresh_from_db()
    assert (item.notes, item.notes_version) == ("La première version.", 3)
    assert set(NotesKept.objects.values_list("text", flat=True)) == {"La première version.", "La deuxième."}


def test_an_act_is_noted_once_corrected_withdrawn_and_brought_back(inside, opened, item):
    form, cs = uuid.uuid4(), Body.objects.create(acronym="CS", name="Comité stratégique", kind="commission")
    act = acts.Act(ActKind.TO_DO, "  Rédiger\nla note ", cs, due=dt.date(2027, 1, 15))
    noted = [acts.note_act(item, act, actor=inside.basile, submission=form) for _again in "ab"]
    assert noted[0] == noted[1]
    one = Decision.objects.get()
    assert (one.text, one.body, one.action, one.author_name) == ("Rédiger la note", cs, item.action, "Basile")
    changed = acts.change_act(one, acts.Act(ActKind.DECISION, "La note est rédigée"), actor=inside.ada, version=0)
    assert (changed.kind, changed.body, changed.due, changed.version) == (ActKind.DECISION, opened.body, None, 1)
    with pytest.raises(Conflict):
        acts.change_act(one, acts.Act(ActKind.DECISION, "Autre"), actor=inside.ada, version=0)
    acts.withdraw_act(changed, actor=inside.ada)
    with pytest.raises(Conflict):
        acts.change_act(one, acts.Act(ActKind.DECISION, "Autre"), actor=inside.ada)
    acts.bring_back_act(changed, actor=inside.ada)
    assert Decision.objects.get().withdrawn_at is None
    told = Entry.objects.exclude(verb__startswith="meeting.").order_by("at").values_list("verb", flat=True)
    assert [verb for verb in told if verb.split(".")[0] in ("decision", "to_do")] == [
        "to_do.noted",
        "decision.changed",
        "decision.withdrawn",
        "decision.noted",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"kind": "autre"}, "kind"),
        ({"due": dt.date(3000, 1, 1)}, "due"),
    ],
)
def test_an_act_that_cannot_be_is_refused(inside, item, changes, field):
    said = {"kind": ActKind.DECISION, "text": "Oui"} | changes
    with pytest.raises(Invalid) as refused:
        acts.note_act(item, acts.Act(**said), actor=inside.ada)
    assert (refused.value.field, Decision.objects.count()) == (field, 0)


def test_a_postponement_and_its_decision_are_one_gesture(inside, item):
    found = AgendaItem.objects.select_related("meeting__body", "action").get(pk=item.pk)
    form = uuid.uuid4()
    later = Later("28-29", "Le comité attend l’enquête.", "CEP, point 1")
    decided = [postpone_in_meeting(found, later, actor=inside.ada, submission=form) for _again in "ab"]
    assert decided[0] == decided[1]
    moved = Postponement.objects.get()
    assert (decided[0].postponement, moved.body, moved.decided_where) == (
        moved,
        found.meeting.body,
        "CEP, point 1",
    )
    assert decided[0].text.startswith("L’échéance de l’action 1.1.1 est reportée\u00a0: 26-27 devient 28-29.")
    with pytest.raises(Invalid):
        postpone_in_meeting(found, Later("25-26", "trop tôt"), actor=inside.ada)
    assert Decision.objects.count() == 1


def test_the_pulse_tells_what_changed_and_who_writes(inside, opened, item):
    first = pulse(opened, opened.opened_at)
    assert (first.versions, first.writers) == ({str(item.pk): 0}, {})
    written = write(item, "Un mot", by=inside.basile)
    now = pulse(opened, written.notes_at)
    assert now.versions == {str(item.pk): 1}
    assert now.writers == {str(item.pk): (str(inside.basile.pk), "Basile")}
    assert pulse(opened, written.notes_at + dt.timedelta(minutes=1)).writers == {}
    holding.say_stage(item, ItemStage.DONE)
    assert Meeting.objects.get().changes == opened.changes + 1
