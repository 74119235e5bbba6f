"""The versions of the standing actions: a change made on another one is refused."""

from portulan.plans.models import Action


def versions() -> dict[str, int]:
    """Identity -> version, in one query."""
    rows = Action.objects.filter(removed_at=None).order_by().values_list("id", "version")
    return {str(pk): version for pk, version in rows}
