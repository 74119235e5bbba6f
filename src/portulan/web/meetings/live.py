"""The page of an open meeting, its large reading view, and what other pages ask it every few seconds."""

import hashlib
import uuid
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portulan.governance.models import Body, Seat
from portulan.governance.queries import bodies
from portulan.meetings.commands.holding import open_meeting
from portulan.meetings.models import ActKind, Meeting, Stage
from portulan.meetings.queries.live import Held, Pulse, held, pulse
from portulan.meetings.queries.proposed import spellings
from portulan.shared.permissions import Verdict
from portulan.web.access import MemberRequest, page
from portulan.web.meetings import live_page as shown
from portulan.web.meetings.door import meeting_of, writable
from portulan.web.meetings.live_forms import ActForm, GuestForm, ItemForm
from portulan.web.meetings.live_reporting import reporting_of
from portulan.web.meetings.words import hours, name_of
from portulan.web.returning import say
from portulan.workspaces.permissions import Permission, may


def show(request: MemberRequest, meeting: Meeting) -> HttpResponse:
    """The open meeting: its agenda, the notes with the current item open, who is there. Members read it; who may
    meet writes."""
    return render(request, "meetings/live.html", context_of(request, meeting))


def context_of(request: MemberRequest, meeting: Meeting) -> dict[str, Any]:
    """All that the page prints."""
    slug = request.workspace.slug
    found = held(request.workspace, meeting, request.as_of, reader=request.user.pk)
    current = shown.current_item(found, request.GET.get("point", ""))
    points = shown.points(found, slug, current)
    rows = list(bodies().annotate(sits=Exists(own_seats(request, meeting)), alias=F("aliases__spelling")))
    known = list({one.pk: one for one in rows}.values())
    spelt = [each for one in rows for each in spellings(one.pk, one.name, one.acronym, one.alias)]
    writes = bool(_may_write(request, meeting, known))
    context: dict[str, Any] = {
        "meeting": meeting,
        "title": name_of(meeting),
        "hours": hours(meeting),
        "opened": shown.opened_line(found),
        "points": points,
        "current": current,
        "coming": shown.coming(found.attendances),
        "treated": shown.treated_line(points),
        "proving": shown.proving(found, points, spelt),
        "close_url": reverse("meeting_close", args=[slug, meeting.pk]) if writes else "",
        "writes": writes,
        "slug": slug,
        "base_url": reverse("meeting", args=[slug, meeting.pk]),
    }
    return context | (_forms(request, found, current, known) if writes else {})


def own_seats(request: MemberRequest, meeting: Meeting) -> QuerySet[Seat]:
    """The mandates that this member holds, today or on the day of the meeting, in the body of the outer query."""
    days = [Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)) for day in (request.as_of, meeting.day)]
    return Seat.objects.filter(days[0] | days[1], person__user=request.user, body=OuterRef("pk"))


def _may_write(request: MemberRequest, meeting: Meeting, known: list[Any]) -> Verdict:
    """As `door.may_meet`, from bodies that were read with whether the member sits there."""
    own = {one.pk for one in known if one.sits}
    return may(request.membership, Permission.MEET, action_bodies={meeting.body_id}, own_bodies=own)


def _forms(request: MemberRequest, found: Held, current: uuid.UUID | None, known: list[Any]) -> dict[str, Any]:
    """The forms of who writes: those of the current item too."""
    people = [one.person for one in found.attendances]
    acts = {
        kind.value: act_form(kind, found.meeting.body, known, people) for kind in ActKind if current is not None
    }
    item = next((one for one in found.items if one.pk == current), None)
    return {
        "guest_form": GuestForm(auto_id="invite_%s"),
        "item_form": ItemForm(auto_id="point_%s"),
        "act_forms": acts,
        "reporting": reporting_of(request, found, item) if item else None,
    }


def act_form(kind: ActKind, body: Body, known: list[Any], people: list[Any]) -> ActForm:
    """An empty form of that kind: the body that meets sees to it, unless another is chosen."""
    first = {"kind": kind.value, "body": body.pk}
    return ActForm(name=kind.value, bodies=known, people=people, initial=first)


@page(Permission.MEET)
@require_POST
def start(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Open the meeting: minutes are taken from now on."""
    meeting = open_meeting(writable(request, meeting_id), actor=request.user)
    said = {"hour": shown.hour(meeting.opened_at)}
    say(request, _("La séance est ouverte à %(hour)s. Cochez les personnes présentes.") % said)
    return redirect("meeting", request.workspace.slug, meeting.pk)


@page(Permission.READ)
@require_safe
def beat(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """What changed: numbers, and who writes where. Nothing (304) when the page knows it already; five queries."""
    meeting = meeting_of(meeting_id)
    now = pulse(meeting, timezone.now())
    mark = _mark(now)
    if request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304, headers={"ETag": mark})
    told = {
        "stage": now.stage,
        "changes": now.changes,
        "versions": now.versions,
        "writers": {item: {"id": pk, "name": name} for item, (pk, name) in now.writers.items()},
    }
    return JsonResponse(told, headers={"ETag": mark})


def _mark(now: Pulse) -> str:
    told = repr((now.stage, now.changes, sorted(now.versions.items()), sorted(now.writers.items())))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


@page(Permission.READ)
@require_safe
def project(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A large view to read from afar, which keeps itself up to date; once the meeting is closed, its page."""
    meeting, slug = meeting_of(meeting_id), request.workspace.slug
    if meeting.stage != Stage.OPEN:
        return redirect("meeting", slug, meeting.pk)
    found = held(request.workspace, meeting, request.as_of, reader=request.user.pk)
    current = shown.current_item(found, shown.latest_written(found))
    context = {
        "meeting": meeting,
        "title": name_of(meeting),
        "points": shown.points(found, slug, current),
        "slug": slug,
    }
    return render(request, "meetings/live_projection.html", context)
