"""The list of meetings, and one meeting: which page shows it depends on where it stands."""

import uuid
from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portulan.meetings.models import Meeting, Stage
from portulan.meetings.queries import listing as queries
from portulan.web.access import MemberRequest, page
from portulan.web.meetings import live, minutes_page, preparing
from portulan.web.meetings.door import meeting_of
from portulan.web.meetings.listing import finding, meeting_line
from portulan.workspaces.permissions import Permission, may

PAST_A_PAGE = 20
_SHOW: dict[Stage, Callable[[MemberRequest, Meeting], HttpResponse]] = {
    Stage.OPEN: live.show,
    Stage.CLOSED: minutes_page.show,
}
"""Who shows a meeting at each stage, when it is not prepared any more."""


@page(Permission.READ)
@require_safe
def meetings(request: MemberRequest) -> HttpResponse:
    """Those to come and those that were, of all the bodies or of one."""
    now, slug, asked = timezone.now(), request.workspace.slug, _asked_body(request)
    coming = list(queries.to_come(now, asked))
    past = Paginator(queries.past(now, asked), PAST_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": finding(coming),
        "coming": [meeting_line(one, slug, now) for one in coming],
        "past": [meeting_line(one, slug, now) for one in past.object_list],
        "pages": past,
        "bodies": queries.bodies_that_meet(),
        "asked": asked,
        "may_take": bool(may(request.membership, Permission.IMPORT)),
        "may_plan": bool(may(request.membership, Permission.MEET)),
    }
    return render(request, "meetings/meetings.html", context)


def _asked_body(request: MemberRequest) -> uuid.UUID | None:
    """The body that the address names; None for all, and for what is no identity."""
    try:
        return uuid.UUID(request.GET.get("instance", ""))
    except ValueError:
        return None


@page(Permission.READ)
@require_safe
def meeting(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One meeting: prepared, held or closed."""
    found = meeting_of(meeting_id)
    return _SHOW.get(Stage(found.stage), preparing.show)(request, found)
