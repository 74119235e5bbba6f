"""The dashboard, and what stands in its place while there is no plan."""

import datetime as dt

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from portulan.governance.models import Body
from portulan.plans.queries.past import written_by
from portulan.tracking.queries import plan_view
from portulan.tracking.queries.postponements import postponements
from portulan.web.access import MemberRequest, page
from portulan.web.dashboard.page import dashboard as dashboard_of
from portulan.web.meetings.around import next_meetings
from portulan.web.plan.journal_words import Line, in_words, lines
from portulan.web.plan.views import no_plan
from portulan.web.plan.years import heat
from portulan.workspaces.models import Role
from portulan.workspaces.permissions import Permission, may

NEWS = 6


@page(Permission.READ, dated=True)
def dashboard(request: MemberRequest) -> HttpResponse:
    """Where the plan stands, what it expects from the reader, what is new."""
    today, slug = request.as_of, request.workspace.slug
    plan = plan_view(request.workspace, today, reader=request.user.pk)
    if plan is None:
        return no_plan(request)
    held = Q(seats__person__user=request.user, seats__starts__lte=today)
    seats = list(Body.objects.filter(held, Q(seats__ends=None) | Q(seats__ends__gte=today)).distinct())
    shown = dashboard_of(
        plan,
        seats,
        postponements(today),
        plan_address=reverse("plan", args=[slug]),
        slug=slug,
        coordinates=request.membership.role == Role.COORDINATION,
    )
    asks = bool(may(request.membership, Permission.ASK))
    context = {
        "page": shown,
        "heat": heat(plan, slug),
        "news": news(slug, today),
        "meetings": next_meetings(request),
        "may_meet": bool(may(request.membership, Permission.MEET)),
        "slug": slug,
        "may_ask": asks,
    }
    return render(request, "dashboard/dashboard.html", context)


def news(slug: str, day: dt.date) -> list[Line]:
    """The last entries of the journal on that day that are about the plan."""
    about_people = Q()
    for beginning in ("member.", "invitation.", "link.", "calendar."):
        about_people |= Q(verb__startswith=beginning)
    entries = in_words(written_by(day).exclude(about_people).exclude(verb="import.opened"))
    return lines(entries[:NEWS], slug)
