"""The exports that somebody asked for, or may fetch."""

import uuid

from portulan.exports.models import Export
from portulan.workspaces.models import User

MOST = 20


def asked_by(user: User) -> list[Export]:
    """The last ones that this person asked for in the open workspace, the latest first. In one query."""
    return list(Export.objects.filter(asked_by=user)[:MOST])


def export(pk: uuid.UUID) -> Export:
    """One export of the open workspace. Raises Export.DoesNotExist."""
    return Export.objects.get(pk=pk)
