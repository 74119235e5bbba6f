"""A meeting is planned, changed, cancelled; who is invited."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.governance.queries import seats_on
from portulan.journal.commands import record
from portulan.meetings.models import Attendance, Meeting
from portulan.shared.errors import Invalid

LONGEST = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class When:
    """The day, the hours and the place of a meeting, as people give them."""

    starts: dt.datetime
    ends: dt.datetime
    place: str = ""
    link: str = ""


@transaction.atomic
def plan_meeting(
    body: Body, when: When, *, actor: Any, title: str = "", submission: uuid.UUID | None = None
) -> Meeting:
    """A meeting of that body, to which those who sit in it on that day are invited. The same form plans one.
    Raises Invalid."""
    said = Meeting.objects.filter(submission=submission).first() if submission else None
    if said is not None:
        return said
    when = checked(when)
    planned = Meeting.objects.create(
        body=body,
        title=" ".join(title.split())[:200],
        starts=when.starts,
        ends=when.ends,
        place=when.place,
        link=when.link,
        submission=submission,
    )
    invite_the_seats(planned)
    record("meeting.planned", planned, actor=actor, name=str(planned), after=told(planned))
    return planned


def checked(when: When) -> When:
    """The same, tidied. Raises Invalid."""
    if when.ends <= when.starts:
        raise Invalid(_("La réunion doit finir après avoir commencé."), "ends")
    if when.ends - when.starts > LONGEST:
        raise Invalid(_("Une réunion dure un jour au plus."), "ends")
    if not 2000 <= when.starts.year <= 2100:
        raise Invalid(_("Cette année n’est pas comprise."), "starts")
    place, link = " ".join(when.place.split()), when.link.strip()
    if len(place) > 200:
        raise Invalid(_("Décrivez le lieu en deux cents caractères au plus."), "place")
    if link:
        try:
            URLValidator(schemes=["https", "http"])(link)
        except ValidationError:
            raise Invalid(_("Ce lien n’en est pas un. Il commence par https://."), "link") from None
    return When(when.starts, when.ends, place, link)


def invite_the_seats(meeting: Meeting) -> None:
    """Whoever sits in the body on that day, each once, in the order of their mandates; those who are already
    invited stay as they are. Two queries and one writing."""
    known = set(meeting.attendances.values_list("person_id", flat=True))
    seats = seats_on(meeting.day).filter(body=meeting.body_id).order_by("starts", "person__name", "id")
    wanted: dict[uuid.UUID, str] = {}
    for seat in seats:
        if seat.person_id not in known:
            wanted.setdefault(seat.person_id, seat.title)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person_id=person_id, title=title, position=len(known) + rank)
        for rank, (person_id, title) in enumerate(wanted.items())
    )


def told(meeting: Meeting) -> dict[str, Any]:
    """What the journal tells of a meeting."""
    return {
        "body": str(meeting.body),
        "on": timezone.localtime(meeting.starts).strftime("%Y-%m-%d"),
        "at": timezone.localtime(meeting.starts).strftime("%H:%M"),
        "place": meeting.place,
    }
