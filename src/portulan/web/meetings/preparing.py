"""A meeting that is prepared, or that was cancelled: when, where, who, about what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from portulan.governance.models import Seat
from portulan.governance.queries import seats_on
from portulan.journal.models import Entry
from portulan.meetings.models import Attendance, Meeting, Presence, Stage
from portulan.web.access import MemberRequest
from portulan.web.meetings.agenda import agenda
from portulan.web.meetings.door import may_meet
from portulan.web.meetings.words import hours, name_of
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is invited. `about` is their title, and what is known of their coming."""

    id: Any
    name: str
    about: str
    excused: bool
    guest: bool
    address: str


@dataclass(frozen=True, slots=True)
class Drifted:
    """Who sits in the body on the day of the meeting without being invited, and the other way round."""

    new: tuple[str, ...]
    gone: tuple[str, ...]


def show(request: MemberRequest, meeting: Meeting) -> HttpResponse:
    """The page of a meeting before it begins, or in place of it."""
    return render(request, "meetings/preparing.html", context_of(request, meeting))


def composer(request: MemberRequest, meeting: Meeting) -> HttpResponse:
    """The agenda and its proposals alone, as they stand in the page."""
    context = {"meeting": meeting, "slug": request.workspace.slug, "may_prepare": True, "planned": True}
    shown = agenda(request, meeting, proposing=True)
    return render(request, "meetings/_composer.html", {**context, "agenda": shown})


def context_of(request: MemberRequest, meeting: Meeting) -> dict[str, Any]:
    """All that the page prints."""
    seats = list(seats_on(meeting.day).filter(body=meeting.body_id))
    attendances = list(meeting.attendances.select_related("person__user"))
    planned = meeting.stage == Stage.PLANNED
    may_write = bool(may_meet(request, meeting, seats))
    may_prepare = planned and may_write
    return {
        "meeting": meeting,
        "name": name_of(meeting),
        "hours": hours(meeting),
        "planned": planned,
        "reason": _reason(meeting),
        "stale_invitation": planned and meeting.invited_at and meeting.sequence != meeting.invited_sequence,
        "invited": tuple(map(invited, attendances)),
        "drifted": _drifted(attendances, seats) if planned else None,
        "may_prepare": may_prepare,
        "may_restore": may_write and not planned,
        "agenda": agenda(request, meeting, proposing=may_prepare),
        "slug": request.workspace.slug,
    }


def _reason(meeting: Meeting) -> str:
    """Why it was cancelled; empty when it was not."""
    if meeting.stage != Stage.CANCELLED:
        return ""
    told = Entry.objects.filter(verb="meeting.cancelled", subject_id=meeting.pk).first()
    return ui.typo(told.reason) if told else ""


def invited(one: Attendance) -> Invited:
    """As pages show somebody who is invited."""
    return Invited(
        one.pk,
        str(one.person),
        ui.typo(one.title),
        one.presence == Presence.EXCUSED,
        one.guest,
        one.person.address,
    )


def _drifted(attendances: Sequence[Attendance], seats: Iterable[Seat]) -> Drifted | None:
    """None when the list is that of the mandates."""
    sitting = {seat.person_id: str(seat.person) for seat in seats}
    listed = {one.person_id: str(one.person) for one in attendances if not one.guest}
    everybody = {one.person_id for one in attendances}
    new = tuple(name for pk, name in sitting.items() if pk not in everybody)
    gone = tuple(name for pk, name in listed.items() if pk not in sitting)
    return Drifted(new, gone) if new or gone else None
