"""Which action needs which other to be done first."""

import uuid

from portulan.plans.models import Dependency


def needs() -> tuple[tuple[uuid.UUID, uuid.UUID], ...]:
    """The pairs (an action, the one it needs) of the open workspace, both standing, in one query."""
    standing = Dependency.objects.filter(removed_at=None, action__removed_at=None, needs__removed_at=None)
    return tuple(
        standing.order_by("action__position", "needs__position", "id").values_list("action_id", "needs_id")
    )
