"""The saved lists that somebody may open: their own, and those that the coordination shares."""

import uuid
from dataclasses import dataclass

from django.db.models import Q

from portulan.plans.models import SavedList


@dataclass(frozen=True, slots=True)
class SavedListRow:
    """`mine`: the reader saved it; `by` is the name of who did."""

    id: uuid.UUID
    name: str
    query: str
    shared: bool
    by: str
    mine: bool


def saved_lists(reader: uuid.UUID) -> tuple[SavedListRow, ...]:
    """Those shared first, then one's own, by name, in one query; `reader` is a user."""
    rows = SavedList.objects.filter(Q(shared=True) | Q(user_id=reader)).order_by("-shared", "name", "created_at")
    return tuple(
        SavedListRow(pk, name, query, shared, by, user_id == reader)
        for pk, name, query, shared, by, user_id in rows.values_list(
            "id", "name", "query", "shared", "user__name", "user_id"
        )
    )
