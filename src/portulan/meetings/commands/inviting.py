"""Who is expected at a meeting before it begins: guests, excuses, and who sits since."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Person
from portulan.governance.queries import seats_on
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.meetings.commands.planning import check_planned, invite_the_seats, tidy
from portulan.meetings.models import Attendance, Meeting, Presence
from portulan.plans.commands.changing import locked
from portulan.shared.errors import Invalid

INVITED = "meeting.invited"
BEFORE = frozenset({Presence.EXPECTED, Presence.EXCUSED})
"""What can be known of somebody before the meeting."""


@transaction.atomic
def send_invitation(meeting: Meeting, *, actor: Any, submission: uuid.UUID) -> bool:
    """The invitation may leave now, with what the meeting says at this moment: whether it may, since the same form
    sends it once. Raises Conflict."""
    found: Meeting = locked(meeting)
    check_planned(found)
    if Entry.objects.filter(verb=INVITED, batch=submission, subject_id=found.pk).exists():
        return False
    found.invited_at, found.invited_sequence = timezone.now(), found.sequence
    found.save(update_fields=["invited_at", "invited_sequence"])
    found.attendances.update(told=found.sequence)
    record(INVITED, found, actor=actor, name=str(found), after={"body": str(found.body)}, batch=submission)
    return True


@transaction.atomic
def invite_guest(meeting: Meeting, person: Person, *, actor: Any, title: str = "") -> Attendance:
    """Somebody who does not sit there is invited to one meeting. Raises Invalid, Conflict."""
    found: Meeting = locked(meeting)
    check_planned(found)
    if found.attendances.filter(person=person).exists():
        raise Invalid(_("%(name)s est déjà parmi les personnes invitées.") % {"name": person}, "who")
    last = found.attendances.aggregate(last=Max("position"))["last"] or 0
    invited = Attendance.objects.create(
        meeting=found, person=person, guest=True, title=tidy(title)[:100], position=last + 1
    )
    record("meeting.guest", found, actor=actor, name=str(person), after={"body": str(meeting)})
    return invited


@transaction.atomic
def leave_out(attendance: Attendance, *, actor: Any) -> tuple[Attendance, ...]:
    """Somebody is not invited any more: themselves, when an invitation had reached them. Raises Conflict."""
    meeting: Meeting = locked(attendance.meeting)
    check_planned(meeting)
    record("meeting.left_out", meeting, actor=actor, name=str(attendance.person), after={"body": str(meeting)})
    return _dropped(meeting, meeting.attendances.filter(pk=attendance.pk))


def _dropped(meeting: Meeting, rows: "QuerySet[Attendance]") -> tuple[Attendance, ...]:
    """Those of these rows, which go, that an invitation had reached. Their calendars take only what is newer than
    it (iCalendar's SEQUENCE); there is nothing new for those who stay."""
    told = tuple(rows.filter(told__isnull=False).select_related("person__user"))
    rows.delete()
    if told:
        if meeting.invited_sequence == meeting.sequence:
            meeting.invited_sequence += 1
        meeting.sequence += 1
        meeting.save(update_fields=["sequence", "invited_sequence"])
    return told


@transaction.atomic
def say_presence(attendance: Attendance, presence: str, *, actor: Any) -> None:
    """Somebody will come, or excuses themselves. Raises Invalid, Conflict."""
    meeting: Meeting = locked(attendance.meeting)
    check_planned(meeting)
    if presence not in BEFORE:
        raise Invalid(_("Avant la séance, une personne est attendue ou excusée."))
    if attendance.presence == presence:
        return
    attendance.presence = presence
    attendance.save(update_fields=["presence"])
    verb = "meeting.excused" if presence == Presence.EXCUSED else "meeting.expected"
    record(verb, meeting, actor=actor, name=str(attendance.person), after={"body": str(meeting)})


@transaction.atomic
def follow_the_seats(meeting: Meeting, *, actor: Any) -> tuple[Attendance, ...]:
    """The list follows who sits in the body on the day of the meeting: those who are new come in, those who left
    go; guests stay. Answers those who went and whom an invitation had reached. Raises Conflict."""
    found: Meeting = locked(meeting)
    check_planned(found)
    sitting = set(seats_on(found.day).filter(body=found.body_id).values_list("person_id", flat=True))
    gone = _dropped(found, found.attendances.filter(guest=False).exclude(person_id__in=sitting))
    found.attendances.filter(guest=True, person_id__in=sitting).update(guest=False)
    invite_the_seats([found])
    record("meeting.seats", found, actor=actor, name=str(found))
    return gone
