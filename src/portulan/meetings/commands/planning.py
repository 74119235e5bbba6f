"""A meeting is planned, alone or in a series, changed, cancelled; who is invited."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body, Seat
from portulan.governance.queries import seats_in
from portulan.governance.rules import rank_of_title
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.meetings.models import Attendance, Meeting, Stage
from portulan.meetings.rules.series import MOST, Rhythm, days
from portulan.plans.commands.changing import locked
from portulan.shared.errors import Conflict, Invalid

RESTORED = "meeting.restored"
LONGEST = dt.timedelta(days=1)
FURTHEST = 24  # months, or weeks, from one meeting of a series to the next


@dataclass(frozen=True, slots=True)
class When:
    """The day, the hours and the place of a meeting, as people give them."""

    starts: dt.datetime
    ends: dt.datetime
    place: str = ""
    link: str = ""

    def on(self, day: dt.date) -> "When":
        """The same hours and place another day, as clocks show them then."""
        first, last = timezone.localtime(self.starts), timezone.localtime(self.ends)
        night = last.date() - first.date()
        return replace(self, starts=_at(day, first.time()), ends=_at(day + night, last.time()))


def _at(day: dt.date, hour: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, hour, timezone.get_current_timezone())


def plan_meeting(
    body: Body, when: When, *, actor: Any, title: str = "", submission: uuid.UUID | None = None
) -> Meeting:
    """A meeting of that body, to which those who sit in it on that day are invited. The same form plans one.
    Raises Invalid."""
    return plan_meetings(body, when, actor=actor, title=title, submission=submission)[0]


@transaction.atomic
def plan_meetings(
    body: Body,
    when: When,
    *,
    actor: Any,
    title: str = "",
    rhythm: Rhythm | None = None,
    submission: uuid.UUID | None = None,
) -> tuple[Meeting, ...]:
    """That meeting, and those that follow in its rhythm, the earliest first. The same form plans once. Raises
    Invalid."""
    body = locked(body)
    said = tuple(Meeting.objects.filter(submission=submission)) if submission else ()
    if said:
        return said
    when = checked(when)
    wanted = _days(timezone.localtime(when.starts).date(), rhythm)
    series = uuid.uuid4() if len(wanted) > 1 else None
    planned = tuple(
        Meeting.objects.create(
            body=body,
            title=tidy(title),
            starts=each.starts,
            ends=each.ends,
            place=each.place,
            link=each.link,
            series=series,
            submission=submission,
        )
        for each in map(when.on, wanted)
    )
    invite_the_seats(planned)
    batch = uuid.uuid4()
    for one in planned:
        record("meeting.planned", one, actor=actor, name=str(one), after=told(one), batch=batch)
    return planned


def _days(first: dt.date, rhythm: Rhythm | None) -> list[dt.date]:
    """The days of the meetings to plan. Raises Invalid."""
    if rhythm is None:
        return [first]
    if not 1 <= rhythm.every <= FURTHEST:
        raise Invalid(_("Répétez toutes les 1 à %(most)d semaines ou mois.") % {"most": FURTHEST}, "every")
    if (rhythm.until is None) == (rhythm.times is None):
        raise Invalid(_("Dites jusqu’à quand, ou combien de fois : l’un des deux."), "until")
    if rhythm.until is not None and rhythm.until <= first:
        raise Invalid(_("La série doit finir après la première réunion."), "until")
    if rhythm.times is not None and rhythm.times < 2:
        raise Invalid(_("Une série compte deux réunions au moins."), "times")
    wanted = days(first, rhythm)
    if len(wanted) > MOST:
        field = "times" if rhythm.times else "until"
        raise Invalid(_("Une série compte %(most)d réunions au plus.") % {"most": MOST}, field)
    return wanted


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    when: When,
    *,
    actor: Any,
    title: str = "",
    seen: int | None = None,
    following: bool = False,
) -> tuple[Meeting, ...]:
    """Another day, other hours, another place; those of its series that follow move as much, when `following`.
    What calendars know is told again (`sequence`). Answers the meetings that did change. Raises Invalid, and
    Conflict when the meeting is no longer the one that was `seen` (its sequence) or is no longer planned."""
    found: Meeting = locked(meeting)
    check_planned(found)
    if seen is not None and found.sequence != seen:
        raise Conflict(_("Quelqu’un a modifié cette réunion entre-temps. Rien n’a été écrasé."))
    when = checked(when)
    shift = timezone.localtime(when.starts).date() - found.day
    rows = [found, *(_following(found) if following else ())]
    batch = uuid.uuid4()
    moved = [one for one in rows if _change(one, when.on(one.day + shift), tidy(title), actor, batch)]
    invite_the_seats(moved)
    return tuple(moved)


def _change(one: Meeting, when: When, title: str, actor: Any, batch: uuid.UUID) -> Entry | None:
    """One meeting is made so; None when it was so already."""
    before = told(one)
    one.starts, one.ends, one.place, one.link, one.title = when.starts, when.ends, when.place, when.link, title
    after = told(one)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return None
    one.sequence += 1
    one.save(update_fields=["starts", "ends", "place", "link", "title", "sequence"])
    return record(
        "meeting.changed",
        one,
        actor=actor,
        name=str(one),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        batch=batch,
    )


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, actor: Any, reason: str, following: bool = False) -> tuple[Meeting, ...]:
    """It will not take place, for that reason; nor those of its series that follow, when `following`. Answers
    those that were cancelled. Raises Invalid, Conflict."""
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid(_("Dites pourquoi : les personnes invitées le liront."), "reason")
    found: Meeting = locked(meeting)
    check_planned(found)
    rows, batch = [found, *(_following(found) if following else ())], uuid.uuid4()
    for one in rows:
        one.stage = Stage.CANCELLED
        one.sequence += 1
        one.save(update_fields=["stage", "sequence"])
        record("meeting.cancelled", one, actor=actor, name=str(one), after=told(one), reason=reason, batch=batch)
    return tuple(rows)


@transaction.atomic
def restore_meeting(meeting: Meeting, *, actor: Any) -> Meeting:
    """A cancelled meeting will take place after all, as it was planned; calendars hear of it. Raises Conflict."""
    found: Meeting = locked(meeting)
    if found.stage != Stage.CANCELLED:
        raise Conflict(_("Cette réunion n’est pas annulée."))
    found.stage = Stage.PLANNED
    found.sequence += 1
    found.save(update_fields=["stage", "sequence"])
    record(RESTORED, found, actor=actor, name=str(found), after=told(found))
    return found


def check_planned(meeting: Meeting) -> None:
    """Raises Conflict for a meeting that was opened, closed or cancelled."""
    if meeting.stage == Stage.CANCELLED:
        raise Conflict(_("Cette réunion est annulée : rétablissez-la, ou fixez-en une autre."))
    if meeting.stage != Stage.PLANNED:
        raise Conflict(_("La séance est ouverte ou close : ceci ne se change plus."))


def _following(meeting: Meeting) -> Sequence[Meeting]:
    """The meetings of its series that are still planned, and come after it."""
    if meeting.series is None:
        return ()
    rows = Meeting.objects.select_for_update().filter(series=meeting.series, stage=Stage.PLANNED)
    return tuple(rows.filter(starts__gt=meeting.starts).order_by("starts"))


def tidy(title: str) -> str:
    """A title on one line, 200 characters at most."""
    return " ".join(title.split())[:200]


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


def invite_the_seats(meetings: Sequence[Meeting]) -> None:
    """Whoever sits in their body (one for all) on the day of each meeting, once, in the order of their titles;
    those who are already invited stay as they are. Two queries and one writing, however many meetings."""
    if not meetings:
        return
    seats = sorted(seats_in([meetings[0].body_id]), key=lambda seat: (rank_of_title(seat.title), str(seat.person)))
    invited = Attendance.objects.filter(meeting__in=meetings).values_list("meeting_id", "person_id")
    known = set(invited)
    wanted = [
        Attendance(meeting=meeting, person_id=seat.person_id, title=seat.title, position=rank)
        for meeting in meetings
        for rank, seat in enumerate(_once(seats, meeting.day))
        if (meeting.pk, seat.person_id) not in known
    ]
    Attendance.objects.bulk_create(wanted)


def _once(seats: Sequence[Seat], day: dt.date) -> list[Seat]:
    """The seats held on that day, one for each person."""
    held: dict[uuid.UUID, Seat] = {}
    for seat in seats:
        if seat.held_on(day):
            held.setdefault(seat.person_id, seat)
    return list(held.values())


def told(meeting: Meeting) -> dict[str, Any]:
    """What the journal tells of a meeting."""
    starts = timezone.localtime(meeting.starts)
    return {
        "body": str(meeting.body),
        "title": meeting.title,
        "on": starts.strftime("%Y-%m-%d"),
        "at": starts.strftime("%H:%M"),
        "until": timezone.localtime(meeting.ends).strftime("%H:%M"),
        "where": meeting.place,
        "online": meeting.link,
    }
