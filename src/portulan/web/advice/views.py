"""The plan read again: its weak points, in plain words."""

from django.http import HttpResponse
from django.shortcuts import render

from portulan.plandoc.advice import Advised, Facts, advise
from portulan.plans.models import Answer, Plan
from portulan.plans.queries.dependencies import needs
from portulan.plans.queries.document import document_of
from portulan.plans.queries.recommendations import evaluations
from portulan.tracking.queries import last_words
from portulan.web.access import MemberRequest, page
from portulan.web.advice.page import advice_page
from portulan.web.plan.views import no_plan
from portulan.workspaces.permissions import Permission, may


@page(Permission.READ)
def advice(request: MemberRequest) -> HttpResponse:
    """Every weak point, by kind, with the actions it is about; nothing here stops anything."""
    plan = Plan.objects.first()
    if plan is None:
        return no_plan(request)
    document = document_of(plan)
    advised = [
        Advised(one.number, tuple(str(pk) for pk in one.actions), one.answer == Answer.DECLINED)
        for row in evaluations()
        for one in row.recommendations
    ]
    facts = Facts(
        today=request.as_of,
        boundary=request.workspace.boundary,
        last_word={str(pk): day for pk, day in last_words().items()},
        recommendations=advised,
        needs=[(str(action), str(needed)) for action, needed in needs()],
    )
    shown = advice_page(
        document,
        advise(document, facts),
        slug=request.workspace.slug,
        edits=bool(may(request.membership, Permission.EDIT_PLAN)),
    )
    return render(request, "advice/advice.html", {"page": shown, "slug": request.workspace.slug})
