"""The page of what can be taken away, and each report as a file."""

import uuid
from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from portulan.plans.queries.dependencies import dependencies
from portulan.plans.queries.recommendations import evaluations, questions
from portulan.reports import follow_up_file, recommendations_file
from portulan.tracking.queries import Note, PlanView, last_notes, plan_view
from portulan.tracking.queries.postponements import postponements
from portulan.web.access import MemberRequest, page
from portulan.web.plan.views import no_plan
from portulan.web.reports.follow_up import follow_up
from portulan.web.reports.front import Kept, asked_part
from portulan.web.reports.page import FORMATS, Kind, reports_page
from portulan.web.reports.recommendations import conditions_of, followed
from portulan.workspaces.permissions import Permission

File = tuple[bytes, str, str]


@page(Permission.READ)
@require_safe
def reports(request: MemberRequest) -> HttpResponse:
    """The documents that this member may take away, each with its formats and options."""
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    shown = reports_page(plan, request.membership)
    return render(request, "reports/reports.html", {"page": shown, "slug": request.workspace.slug})


@page(Permission.READ)
@require_safe
def report(request: MemberRequest, kind: str, format: str) -> HttpResponse:
    """One report, in one of its formats, for the part of the plan and the day that the address asks for."""
    if kind not in _MAKERS or format not in FORMATS[Kind(kind)]:
        raise Http404
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        raise Http404
    content, media_type, suffix = _MAKERS[Kind(kind)](request, asked_part(plan, request.GET), format)
    return as_file(content, media_type, f"{slugify(kind)}-{plan.as_of.isoformat()}.{suffix}")


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep, under that name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)


def notes_until(plan: PlanView) -> Mapping[uuid.UUID, Note]:
    """The last note of each action on the day of the plan."""
    return last_notes(list(plan.by_id), until=plan.as_of)


def _follow_up(request: MemberRequest, kept: Kept, format: str) -> File:
    moves = postponements(kept.plan.as_of)
    return follow_up_file(follow_up(request.workspace, kept, moves, notes_until(kept.plan)), format)


def _recommendations(request: MemberRequest, kept: Kept, format: str) -> File:
    rows = evaluations()
    conditions = conditions_of(kept.plan, dependencies())
    return recommendations_file(followed(request.workspace, kept, rows, questions(rows), conditions), format)


_MAKERS: Mapping[str, Callable[[MemberRequest, Kept, str], File]] = {
    Kind.FOLLOW_UP: _follow_up,
    Kind.RECOMMENDATIONS: _recommendations,
}
