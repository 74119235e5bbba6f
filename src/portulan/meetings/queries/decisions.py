"""Decisions that live on after their meeting: those of a body, open or done, and those that brought something
about."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, F, Q, QuerySet

from portulan.governance.models import Body
from portulan.meetings.models import Decision, Stage


class Which(StrEnum):
    """Which decisions are asked for; the value is the word of addresses."""

    OPEN = "ouvertes"
    LATE = "retard"
    DONE = "faites"
    WITHDRAWN = "retirees"
    ALL = "toutes"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are open, and of these late; how many are done."""

    open: int
    late: int
    done: int


def decisions() -> QuerySet[Decision]:
    """Those of closed meetings, withdrawn ones too, with all that a page says of them; those still open in a
    meeting that is held are changed there."""
    return Decision.objects.filter(meeting__stage=Stage.CLOSED).select_related(
        "meeting__body", "body", "person__user", "action", "revision", "postponement", "recommendation"
    )


def standing() -> QuerySet[Decision]:
    return decisions().filter(withdrawn_at=None)


def open_decisions(body: Body | uuid.UUID, before: dt.datetime | None = None) -> QuerySet[Decision]:
    """What that body decided, or sees to, that is not done; of the meetings that began `before`, where a time is
    said. The most urgent first, those without a day last."""
    rows = of_body(standing().filter(done_on=None), body if isinstance(body, uuid.UUID) else body.pk)
    return urgent_first(rows if before is None else rows.filter(meeting__starts__lt=before))


def asked(which: Which, body: uuid.UUID | None, words: str, today: dt.date) -> QuerySet[Decision]:
    """What the page of decisions shows: the open ones by urgency, the others the latest first."""
    rows = decisions() if which is Which.WITHDRAWN else standing()
    if which is Which.WITHDRAWN:
        rows = rows.exclude(withdrawn_at=None)
    elif which is not Which.ALL:
        rows = rows.filter(done_on__isnull=which is not Which.DONE)
    if which is Which.LATE:
        rows = rows.filter(due__lt=today)
    if body is not None:
        rows = of_body(rows, body)
    for word in words.split()[:10]:
        rows = rows.filter(_says(word))
    if which in (Which.OPEN, Which.LATE):
        return urgent_first(rows)
    return rows.order_by(F("done_on").desc(nulls_last=True), "-meeting__starts", "position", "pk")


def counts(body: uuid.UUID | None, today: dt.date) -> Counts:
    """In one query."""
    rows = standing() if body is None else of_body(standing(), body)
    found = rows.order_by().aggregate(
        open=Count("pk", filter=Q(done_on=None), distinct=True),
        late=Count("pk", filter=Q(done_on=None, due__lt=today), distinct=True),
        done=Count("pk", filter=Q(done_on__isnull=False), distinct=True),
    )
    return Counts(**found)


def led_to(field: str, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[Decision]]:
    """The decisions that brought these about, by their ids; `field` is "revision", "postponement" or
    "recommendation". One query, none where there is nothing to ask about."""
    found: dict[uuid.UUID, list[Decision]] = defaultdict(list)
    if ids:
        rows = Decision.objects.filter(**{f"{field}__in": list(ids)}, withdrawn_at=None)
        for one in rows.select_related("meeting__body").order_by("meeting__starts", "position"):
            found[getattr(one, f"{field}_id")].append(one)
    return found


def of_body(rows: QuerySet[Decision], body_id: uuid.UUID) -> QuerySet[Decision]:
    """Those that it made, and those that it sees to."""
    return rows.filter(Q(meeting__body=body_id) | Q(body=body_id))


def urgent_first(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.order_by(F("due").asc(nulls_last=True), "meeting__starts", "position", "pk")


def _says(word: str) -> Q:
    return (
        Q(text__icontains=word)
        | Q(action__code__icontains=word)
        | Q(action__short_title__icontains=word)
        | Q(person__name__icontains=word)
    )
