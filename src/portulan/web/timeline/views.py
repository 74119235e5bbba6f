"""The timeline of the plan, and who carries how much in which year."""

from django.http import HttpResponse
from django.shortcuts import render

from portulan.tracking.queries import days_of_notes, dependencies_of, plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.plan.views import no_plan
from portulan.web.timeline.drafts import Drafts
from portulan.web.timeline.load import load_page
from portulan.web.timeline.page import Asked, timeline_page, work_spans
from portulan.workspaces.permissions import Permission, may

VIEWS = frozenset({"frise", "liste"})


@page(Permission.READ, dated=True)
def timeline(request: MemberRequest) -> HttpResponse:
    """Each action in the year of its deadline, with the work engaged; the same as a list by year."""
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    view, moves = request.GET.get("vue", ""), bool(may(request.membership, Permission.EDIT_PLAN))
    shown = timeline_page(
        plan,
        Asked(
            body=request.GET.get("responsable", "").strip()[:200],
            view=view if view in VIEWS else "",
            as_of=request.GET.get("au", ""),
        ),
        worked=work_spans(plan, days_of_notes(until=plan.as_of)),
        needs=[(one.action_id, one.needs_id) for one in dependencies_of(plan)],
        slug=request.workspace.slug,
        moves=moves,
    )
    context = {"page": shown, "slug": request.workspace.slug, "may_move": moves}
    return render(request, "timeline/timeline.html", context)


@page(Permission.READ, dated=True)
def load(request: MemberRequest) -> HttpResponse:
    """How many actions each body carries in each year, before and after what is being tried."""
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    drafts = Drafts.read(request.GET, plan)
    shown = load_page(
        plan,
        drafts,
        slug=request.workspace.slug,
        moves=bool(may(request.membership, Permission.EDIT_PLAN)),
    )
    return render(request, "timeline/load.html", {"page": shown, "slug": request.workspace.slug})
