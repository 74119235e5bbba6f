"""What the pages of meetings read."""

import uuid

from django.db.models import QuerySet

from portulan.meetings.models import Meeting


def meetings() -> QuerySet[Meeting]:
    """The meetings of the open workspace with their bodies, the earliest first."""
    return Meeting.objects.select_related("body").order_by("starts", "id")


def meeting(meeting_id: uuid.UUID) -> Meeting | None:
    """One meeting of the open workspace with its body."""
    return meetings().filter(pk=meeting_id).first()
