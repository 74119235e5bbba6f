"""Which action needs which other to be done first, between those that stand in the plan."""

import uuid
from dataclasses import dataclass

from portulan.plans.models import Dependency


@dataclass(frozen=True, slots=True)
class Need:
    """`action_id` comes after `needs_id`."""

    id: uuid.UUID
    action_id: uuid.UUID
    needs_id: uuid.UUID
    note: str


def dependencies() -> tuple[Need, ...]:
    """The dependencies of the open workspace's plan, in the order of its actions; one query."""
    rows = Dependency.objects.filter(removed_at=None, action__removed_at=None, needs__removed_at=None)
    rows = rows.order_by("action__position", "needs__position", "id")
    return tuple(Need(*row) for row in rows.values_list("id", "action_id", "needs_id", "note"))
