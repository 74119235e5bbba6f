"""What the page of an open meeting reads, and what it asks every few seconds: what changed since."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from portulan.meetings.models import AgendaItem, Attendance, Decision, Meeting, NotesKept, Presence
from portulan.meetings.queries.sessions import held_on
from portulan.tracking.models import Postponement, ProgressUpdate
from portulan.tracking.queries import TrackedAction, tracked_actions
from portulan.workspaces.models import Workspace

WRITING = dt.timedelta(seconds=20)
"""For how long after writing somebody is said to be writing there."""


@dataclass(frozen=True, slots=True)
class Held:
    """An open meeting: its items in order with their documents, what was decided of each, who is there, and the
    actions that are on the agenda, as they stand."""

    meeting: Meeting
    items: tuple[AgendaItem, ...]
    acts: Mapping[uuid.UUID, tuple[Decision, ...]]
    attendances: tuple[Attendance, ...]
    actions: Mapping[uuid.UUID, TrackedAction]

    @property
    def present(self) -> int:
        """How many people are there, guests among them."""
        return sum(one.presence == Presence.PRESENT for one in self.attendances)

    @property
    def quorum(self) -> bool | None:
        """Whether more than half of those who sit in the body are there; None when nobody is known to sit."""
        sitting = [one for one in self.attendances if not one.guest]
        there = sum(one.presence == Presence.PRESENT for one in sitting)
        return 2 * there > len(sitting) if sitting else None


def held(workspace: Workspace, meeting: Meeting, as_of: dt.date, *, reader: uuid.UUID) -> Held:
    """That meeting, in eight queries whatever its agenda. `reader` (a user) says whose bodies are theirs."""
    rows = moved_in(meeting).select_related("decision", "approves__meeting").prefetch_related("documents")
    items = tuple(rows.order_by("position", "pk"))
    acts: dict[uuid.UUID, list[Decision]] = defaultdict(list)
    for act in standing_acts(meeting):
        if act.item_id is not None:
            acts[act.item_id].append(act)
    ids = {one.subject_id for one in items if one.subject_id is not None}
    return Held(
        meeting,
        items,
        {pk: tuple(own) for pk, own in acts.items()},
        tuple(meeting.attendances.select_related("person__user").order_by("guest", "position", "pk")),
        tracked_actions(workspace, ids, as_of, reader=reader),
    )


def moved_in(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items of a meeting, with whether it changed something of their action in the plan (`moved`): a deadline,
    or a state."""
    same = {"action": Coalesce(OuterRef("action_id"), OuterRef("decision__action_id")), "body": meeting.body_id}
    put_off = Postponement.objects.filter(**same, decided_on=held_on(meeting), undone_at=None)
    noted = ProgressUpdate.objects.filter(**same, on=held_on(meeting)).exclude(state="")
    return meeting.items.annotate(moved=Exists(put_off) | Exists(noted))


def standing_acts(meeting: Meeting) -> QuerySet[Decision]:
    """What was decided in that meeting, or asked to be done, in the order in which it was written."""
    rows = meeting.decisions.filter(withdrawn_at=None).select_related("body", "person__user")
    return rows.order_by("position", "created_at", "pk")


def items_in_order(meeting: Meeting) -> list[AgendaItem]:
    """The agenda of that meeting."""
    return list(meeting.items.order_by("position", "pk"))


def item_of(meeting_id: uuid.UUID, item_id: uuid.UUID) -> AgendaItem | None:
    """One item of that meeting, with its meeting, its body and its action."""
    rows = AgendaItem.objects.select_related("meeting__body", "action", "decision__action")
    return rows.filter(pk=item_id, meeting_id=meeting_id).first()


def kept_of(item: AgendaItem) -> QuerySet[NotesKept]:
    """What the notes of an item were, the latest first."""
    return item.kept.order_by("-version")


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a page that shows the meeting compares with what it knows: its stage, how often it changed, the
    version of the notes of each item, and who is writing where (a user, and their name)."""

    stage: str
    changes: int
    versions: Mapping[str, int]
    writers: Mapping[str, tuple[str, str]]


def pulse(meeting: Meeting, now: dt.datetime) -> Pulse:
    """In one query, whatever the agenda."""
    rows = list(
        meeting.items.order_by("position").values_list(
            "pk", "notes_version", "notes_at", "notes_by_id", "notes_by_name"
        )
    )
    recent = [row for row in rows if row[2] is not None and now - row[2] < WRITING]
    return Pulse(
        meeting.stage,
        meeting.changes,
        {str(row[0]): row[1] for row in rows},
        {str(row[0]): (str(row[3]), row[4]) for row in recent},
    )
