"""The plan read again: its weak points, in plain words."""

from django.http import HttpResponse
from django.shortcuts import render

from portulan.plandoc.advice import Advised, Facts, advise
from portulan.plans.models import Answer
from portulan.plans.queries.dependencies import dependencies
from portulan.plans.queries.past import dependencies_on
from portulan.plans.queries.recommendations import RecommendationRow
from portulan.plans.queries.recommended import evaluations_of
from portulan.plans.queries.standing import standing_plan
from portulan.tracking.queries import last_words
from portulan.web.access import MemberRequest, page
from portulan.web.advice.page import advice_page
from portulan.web.plan.views import no_plan
from portulan.workspaces.permissions import Permission, may


@page(Permission.READ, dated=True)
def advice(request: MemberRequest) -> HttpResponse:
    """Every weak point, by kind, with the actions it is about; nothing here stops anything."""
    plan = standing_plan(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    needs = dependencies_on(plan.image) if plan.image else dependencies()
    facts = Facts(
        today=plan.day,
        boundary=plan.boundary,
        last_word={str(pk): day for pk, day in last_words(plan.past).items()},
        recommendations=[_advised(one) for row in evaluations_of(plan.image) for one in row.recommendations],
        needs=[(str(one.action_id), str(one.needs_id)) for one in needs],
    )
    shown = advice_page(
        plan.document,
        advise(plan.document, facts),
        slug=request.workspace.slug,
        edits=bool(may(request.membership, Permission.EDIT_PLAN)),
    )
    return render(request, "advice/advice.html", {"page": shown, "slug": request.workspace.slug})


def _advised(one: RecommendationRow) -> Advised:
    return Advised(one.number, tuple(str(pk) for pk in one.actions), one.answer == Answer.DECLINED)
