"""The page of what can be taken away, and each document as a file: at once where it is short."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portulan.exports import commands, queries
from portulan.tracking.queries import PlanView, plan_view
from portulan.web.access import MemberRequest, asked_day_in, page, require
from portulan.web.plan.views import no_plan
from portulan.web.reports.asked import Asked, asked, may_take
from portulan.web.reports.estimate import is_long
from portulan.web.reports.front import asked_part
from portulan.web.reports.kinds import PDF, ZIP, title_of
from portulan.web.reports.making import annexes_of, make, order_of, weighed
from portulan.web.reports.page import reports_page
from portulan.web.reports.prepared import prepared_page
from portulan.web.reports.tasks import enqueue
from portulan.workspaces.permissions import Permission


@page(Permission.READ, dated=True)
@require_safe
def reports(request: MemberRequest) -> HttpResponse:
    """The documents that this member may take away, each with its formats and options; those that are prepared."""
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    slug = request.workspace.slug
    prepared = prepared_page(queries.asked_by(request.user), slug)
    shown = reports_page(plan, request.membership)
    return render(request, "reports/reports.html", {"page": shown, "prepared": prepared, "slug": slug})


@page(Permission.READ, dated=True)
@require_safe
def report(request: MemberRequest, kind: str, format: str) -> HttpResponseBase:
    """One document, for the part of the plan and the day that the address asks for; where it is long, the page by
    which it is asked for."""
    wanted = asked(kind, format, request.GET, request.as_of)
    require(may_take(request.membership, wanted.kind))
    plan = _plan(request, wanted)
    if _is_long(wanted, plan):
        told = {"title": title_of(wanted.kind), "wanted": wanted, "slug": request.workspace.slug}
        return render(request, "reports/long.html", told)
    return _at_once(request, wanted, plan)


@page(Permission.READ)
@require_POST
def order(request: MemberRequest, kind: str, format: str) -> HttpResponseBase:
    """The document itself where it is short; else it is kept for the worker, and the page says how far it is."""
    wanted = asked(kind, format, request.POST, asked_day_in(request.POST))
    require(may_take(request.membership, wanted.kind))
    plan = _plan(request, wanted)
    order_of(request.workspace, asked_part(plan, wanted.options), wanted)  # what cannot be had is refused now
    if not _is_long(wanted, plan):
        return _at_once(request, wanted, plan)
    commands.ask(wanted.as_export(), actor=request.user, enqueue=enqueue)
    return redirect(f"{reverse('reports', args=[request.workspace.slug])}#prepares")


def _plan(request: MemberRequest, wanted: Asked) -> PlanView:
    plan = plan_view(request.workspace, wanted.day)
    if plan is None:
        raise Http404
    return plan


def _is_long(wanted: Asked, plan: PlanView) -> bool:
    """Raises Invalid for annexes that weigh more than an archive may."""
    annexes = annexes_of(plan) if wanted.format == ZIP else ()
    weighed(annexes)
    through_office = wanted.format == PDF and wanted.template is not None
    return through_office or is_long(wanted.kind, wanted.format, plan, len(annexes))


def _at_once(request: MemberRequest, wanted: Asked, plan: PlanView) -> HttpResponseBase:
    kept = asked_part(plan, wanted.options)
    made = make(wanted.kind, order_of(request.workspace, kept, wanted))
    answer: HttpResponseBase
    if wanted.format == ZIP:
        answer = StreamingHttpResponse(made.pieces, content_type=made.media_type)
    else:
        answer = HttpResponse(b"".join(made.pieces), content_type=made.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{wanted.file_name(made.suffix)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
