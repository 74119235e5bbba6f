"""The control page: a bare view that prints the same plan, prefetched, through a plain template."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from portulan.plans.models import Action, ExpectedResult, Objective, Plan, Responsibility


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Every objective, action, responsible, deadline and expected result of a plan, as a table."""
    plan = Plan.everywhere.get(workspace__slug=slug)
    responsibilities = Responsibility.everywhere.select_related("body").order_by("position")
    actions = Action.everywhere.order_by("position").prefetch_related(
        Prefetch("responsibilities", responsibilities),
        Prefetch("expected_results", ExpectedResult.everywhere.order_by("position")),
    )
    objectives = Objective.everywhere.filter(plan=plan).order_by("position")
    with_actions = objectives.prefetch_related(Prefetch("actions", actions))
    return render(request, "control.html", {"plan": plan, "objectives": with_actions})


urlpatterns = [path("control/<slug:slug>/", page), path("", include("portulan.config.urls"))]
