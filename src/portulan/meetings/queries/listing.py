"""The meetings as lists show them: each with what tells what it still needs, in one query."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from portulan.governance.models import Body
from portulan.meetings.models import AgendaItem, Attendance, Meeting, Minutes, PastMinutes, Stage
from portulan.meetings.queries import meetings


def listed() -> QuerySet[Meeting]:
    """Meetings with `points` (those that are dealt with, not only for information) and their `minutes_planned`,
    `invited` people, and whether they `have_minutes`, these are `approved`, or are a file that was `taken`."""
    items = AgendaItem.objects.filter(meeting=OuterRef("pk"), for_information=False)
    people = Attendance.objects.filter(meeting=OuterRef("pk"))
    made = Minutes.objects.filter(meeting=OuterRef("pk"))
    return meetings().annotate(
        points=_one(items, Count("pk")),
        minutes_planned=_one(items, Sum("planned")),
        invited=_one(people, Count("pk")),
        have_minutes=Exists(made),
        approved=Exists(made.filter(approved_on__isnull=False)),
        taken=Exists(PastMinutes.objects.filter(meeting=OuterRef("pk"))),
    )


def to_come(now: dt.datetime, body_id: uuid.UUID | None = None) -> QuerySet[Meeting]:
    """Those that are open, whenever they began, and those that are planned or cancelled and not over."""
    ahead = Q(stage=Stage.OPEN) | Q(stage__in=[Stage.PLANNED, Stage.CANCELLED], ends__gte=now)
    return _of(body_id, listed().filter(ahead))


def past(now: dt.datetime, body_id: uuid.UUID | None = None) -> QuerySet[Meeting]:
    """Those that are closed, and the others that are over, the latest first."""
    over = Q(stage=Stage.CLOSED) | Q(stage__in=[Stage.PLANNED, Stage.CANCELLED], ends__lt=now)
    return _of(body_id, listed().filter(over)).order_by("-starts", "-id")


def bodies_that_meet() -> QuerySet[Body]:
    """The bodies that have a meeting, by name."""
    return Body.objects.filter(Exists(Meeting.objects.filter(body=OuterRef("pk")))).order_by("acronym", "name")


def _of(body_id: uuid.UUID | None, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return rows.filter(body=body_id) if body_id else rows


def _one(rows: Any, number: Any) -> Any:
    """A number counted over the rows of one meeting, 0 where there are none."""
    counted = rows.order_by().values("meeting").annotate(number=number).values("number")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
