"""Reading rounds, points and statements."""

import uuid
from collections.abc import Mapping

from django.db.models import Count, Sum

from portulan.priorities.models import Points, Round, Statement


def open_round() -> Round | None:
    """The round in which points are given now, if any."""
    return Round.objects.filter(closed_at=None).first()


def closed_rounds() -> tuple[Round, ...]:
    """The rounds that are over, the latest first."""
    return tuple(Round.objects.exclude(closed_at=None).order_by("-closed_at"))


def points_of(round_: Round, voter_id: uuid.UUID) -> Mapping[uuid.UUID, int]:
    """What a voter gave in a round, by action."""
    return dict(Points.objects.filter(round=round_, voter_id=voter_id).values_list("action_id", "points"))


def voters(round_: Round) -> int:
    """How many people gave points in a round."""
    return Points.objects.filter(round=round_).aggregate(n=Count("voter", distinct=True))["n"] or 0


def totals(round_: Round) -> Mapping[uuid.UUID, int]:
    """The points that each action has in a round."""
    rows = Points.objects.filter(round=round_).order_by().values_list("action_id")
    return dict(rows.annotate(total=Sum("points")))


def served_by(action_id: uuid.UUID) -> tuple[Statement, ...]:
    """The statements that stand and that this action serves, in order; one query."""
    return tuple(Statement.objects.filter(removed_at=None, actions=action_id))


def statements() -> tuple[Statement, ...]:
    """Those that stand, in order, with the actions that serve them."""
    return tuple(Statement.objects.filter(removed_at=None).prefetch_related("actions"))
