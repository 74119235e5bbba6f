"""The page of a meeting whose body carries 300 actions, against that of one that carries 30, in two workspaces."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground

MANY, FEW = 300, 30


def measure(ground: Ground) -> Iterator[Figure]:
    many, few = (_meeting(ground, number) for number in (MANY, FEW))
    long, short = turn_by_turn(lambda: ground.get(many), lambda: ground.get(few), runs=25)
    yield Figure(f"agenda, {MANY} actions of a body / {FEW} actions", long, short, most_ratio=1.2)


def _meeting(ground: Ground, number: int) -> str:
    """The address of a meeting to prepare in a new workspace, whose only body carries so many actions."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from portulan.governance.models import Body
    from portulan.meetings.commands.planning import When, plan_meeting
    from portulan.plans.commands.taking_in import take_in
    from portulan.shared import scoping
    from portulan.workspaces.models import Membership, Role, Workspace

    user = get_user_model().objects.get(email="bench@example.org")
    workspace = Workspace.objects.create(slug=f"reunion-{number}", name=f"{number} actions")
    Membership.everywhere.create(workspace=workspace, user=user, role=Role.COORDINATION)
    starts = timezone.now() + dt.timedelta(days=7)
    with scoping.opened(workspace.pk):
        take_in(_plan(ground.document, number), actor=user)
        planned = plan_meeting(Body.objects.get(), When(starts, starts + dt.timedelta(hours=2)), actor=user)
    return f"/e/{workspace.slug}/reunions/{planned.pk}/"


def _plan(document: Any, number: int) -> Any:
    """The first actions of the sample plan again and again, so many in all, carried by one body."""
    from dataclasses import replace

    from bench.ground import times_ten

    whole = times_ten(document)
    body = next(iter(document.actions())).responsibles[0]
    left = iter(range(number))

    def cut(objective: Any) -> Any:
        return replace(
            objective,
            objectives=tuple(cut(child) for child in objective.objectives),
            actions=tuple(
                replace(one, responsibles=(body,)) for one, _rank in zip(objective.actions, left, strict=False)
            ),
        )

    return replace(whole, objectives=tuple(cut(one) for one in whole.objectives))
