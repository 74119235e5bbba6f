"""The meetings that were held in the fictional year: opened, written, closed, with minutes that prove."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from portulan.commands._fictional_year import Gathering
from portulan.governance.models import Person
from portulan.meetings.commands.acts import Act, note_act
from portulan.meetings.commands.closing import Closing, close_meeting
from portulan.meetings.commands.decisions import mark_done
from portulan.meetings.commands.holding import mark_presence, open_meeting
from portulan.meetings.commands.notes import write_notes
from portulan.meetings.models import ActKind, AgendaItem, Decision, ItemKind, Meeting, Minutes, Presence
from portulan.meetings.queries.proposed import Pair, proposed_proofs
from portulan.meetings.queries.sessions import Said
from portulan.tracking.models import Evidence
from portulan.workspaces.models import User


def hold(one: Gathering, planned: Meeting, actor: User) -> None:
    """That meeting from its opening to its minutes, on its own day."""
    meeting = open_meeting(planned, actor=actor)
    opened = _at(one, one.held["opened"])
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=opened)
    for attendance in meeting.attendances.select_related("person__user"):
        excused = str(attendance.person) in one.held["excused"]
        mark_presence(attendance, Presence.EXCUSED if excused else Presence.PRESENT)
    told = [item for item in one.agenda if "told" not in item]
    items = meeting.items.exclude(kind=ItemKind.CLOSING).order_by("position")
    for item, facts in zip(items, told, strict=True):
        _write(item, facts, one, actor)
    meeting.refresh_from_db()
    kept = close_meeting(meeting, Closing(Said(), proofs=tuple(_proofs(meeting, one))), actor=actor)
    _on_the_day(kept, _at(one, one.ends))


def _write(item: AgendaItem, facts: Mapping[str, Any], one: Gathering, actor: User) -> None:
    write_notes(item, facts["notes"], base="", actor=actor)
    for said in facts.get("acts", ()):
        person = Person.objects.filter(name=said["who"]).first() if "who" in said else None
        due = one.day(said["due"]) if "due" in said else None
        note_act(item, Act(ActKind(said["kind"]), said["text"], person=person, due=due), actor=actor)


def see_done(one: Gathering, planned: Meeting, actor: User) -> None:
    """What that meeting asked for, and was done since."""
    for said in (said for facts in one.agenda for said in facts.get("acts", ()) if "done_on" in said):
        act = Decision.objects.get(meeting=planned, text=said["text"])
        mark_done(act, actor=actor, on=one.day(said["done_on"]))


def _proofs(meeting: Meeting, one: Gathering) -> Iterator[Pair]:
    """What is proposed, of the actions that the year says."""
    for line in proposed_proofs(meeting):
        if line.ticked and line.action.code in one.held["proofs"]:
            yield line.pair


def _on_the_day(kept: Minutes, at: dt.datetime) -> None:
    """What was written stands at the end of that meeting."""
    AgendaItem.objects.filter(meeting=kept.meeting).exclude(notes="").update(notes_at=at)
    Decision.objects.filter(meeting=kept.meeting).update(created_at=at)
    Meeting.objects.filter(pk=kept.meeting_id).update(closed_at=at)
    Minutes.objects.filter(pk=kept.pk).update(made_at=at)
    Evidence.objects.filter(minutes=kept).update(created_at=at)


def _at(one: Gathering, hour: str) -> dt.datetime:
    return dt.datetime.combine(one.on, dt.time.fromisoformat(hour), timezone.get_current_timezone())
