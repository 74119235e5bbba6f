"""What the agenda of a meeting is made from, each in one query, however much the plan holds."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When

from portulan.imports.models import Import, ImportState
from portulan.meetings.models import AgendaItem, Meeting, Minutes, Stage
from portulan.meetings.queries.content import is_a_file
from portulan.meetings.queries.decisions import open_decisions
from portulan.meetings.rules import ItemKind, ItemStage
from portulan.meetings.rules.agenda import ActionFacts, Known, Lasting
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import Deadline, DeadlineKind
from portulan.plandoc.document import DeclaredState
from portulan.plandoc.status import Status, status
from portulan.plandoc.text import Wording
from portulan.plans.models import Action, Responsibility
from portulan.tracking.queries.proofs import counting

MOST = 50
_COLUMNS = (
    "id", "code", "short_title", "long_title", "state", "deadline_text", "deadline_kind", "deadline_starts",
    "deadline_due", "fed", "own", "responsibilities__position", "responsibilities__body__acronym",
    "responsibilities__body__name",
)  # fmt: skip


def known(
    meeting: Meeting,
    boundary: Boundary,
    *,
    imports: bool,
    items: Iterable[AgendaItem] = (),
    only_items: bool = False,
) -> tuple[Known, dict[uuid.UUID, ActionFacts]]:
    """What may be proposed for a meeting, and the facts of each action, those of its `items` included. `imports`:
    whether the documents that wait to be read are proposed too; `only_items`: nothing is. In five queries at
    most."""
    about = {one.action_id for one in items if one.action_id}
    facts, own = action_facts(meeting.body_id, about, meeting.day, boundary)
    if only_items:
        return Known(), facts
    return (
        Known(
            actions=own,
            approval=to_approve(meeting),
            put_off=put_off(meeting),
            decisions=to_follow(meeting),
            waiting=waiting() if imports else (),
        ),
        facts,
    )


def action_facts(
    body_id: uuid.UUID, also: Collection[uuid.UUID], day: dt.date, boundary: Boundary
) -> tuple[dict[uuid.UUID, ActionFacts], tuple[ActionFacts, ...]]:
    """The actions of a body that may be proposed and some others, with their status on a day, as `plan_view` has
    it; and those of the body alone. In one query."""
    carried = Responsibility.objects.filter(action=OuterRef("pk"), body=body_id)
    year = boundary.year_of(day).first
    proofs = counting().filter(actions=OuterRef("pk"), academic_year=year, draft=False)
    rows = (
        Action.objects.filter(Q(Exists(carried)) & _ahead(day, boundary) | Q(pk__in=list(also)), removed_at=None)
        .annotate(
            fed=Case(When(deadline_kind=DeadlineKind.CONTINUOUS, then=Exists(proofs)), default=Value(False)),
            long_title=Case(When(short_title="", then=F("text")), default=Value("", TextField())),
            own=Case(When(responsibilities__body=body_id, then=Value(True)), default=Value(False)),
        )
        .order_by()
        .values_list(*_COLUMNS)
    )
    statuses: dict[tuple[Any, ...], Status] = {}
    facts: dict[uuid.UUID, ActionFacts] = {}
    own: list[uuid.UUID] = []
    others: dict[uuid.UUID, list[tuple[int, str]]] = {}
    for row in rows:
        if row[0] not in facts:
            alike = row[4:10]  # state, deadline, proof of this year: many actions share theirs
            if alike not in statuses:
                statuses[alike] = _status(alike, day, boundary, year)
            facts[row[0]] = ActionFacts(row[0], row[1], row[2] or _plain(row[3]), statuses[alike], row[5], row[8])
        if row[10]:
            own.append(row[0])
        elif row[13]:
            others.setdefault(row[0], []).append((row[11], row[12] or row[13]))
    for pk, named in others.items():
        facts[pk] = replace(facts[pk], others=tuple(name for _place, name in sorted(named)))
    return facts, tuple(facts[pk] for pk in own)


def _ahead(day: dt.date, boundary: Boundary) -> Q:
    """What may be proposed at all: not settled, and begun, continuous, or due by the end of the academic year."""
    settled = (DeclaredState.DONE, DeclaredState.SUSPENDED, DeclaredState.DROPPED)
    soon = Q(deadline_due__lte=boundary.ends(boundary.year_of(day)))
    return (soon | Q(deadline_kind=DeadlineKind.CONTINUOUS) | Q(state=DeclaredState.STARTED)) & ~Q(
        state__in=settled
    )


def _status(alike: tuple[Any, ...], day: dt.date, boundary: Boundary, year: int) -> Status:
    state, written, kind, starts, due, fed = alike
    deadline = Deadline(written, DeadlineKind(kind), starts, due)
    return status(DeclaredState(state), deadline, {year} if fed else (), day, boundary)


@lru_cache(maxsize=4096)
def _plain(marked: str) -> str:
    return Wording.from_marked(marked).plain


def to_approve(meeting: Meeting) -> Lasting | None:
    """The last minutes of the last closed meeting of the body before this one, unless they were approved, or are a
    file of before Portulan."""
    last = (
        Minutes.objects.filter(meeting__body=meeting.body_id, meeting__stage=Stage.CLOSED)
        .filter(meeting__starts__lt=meeting.starts)
        .select_related("meeting")
        .order_by("-meeting__starts", "-version")
        .first()
    )
    if last is None or last.approved_on is not None or is_a_file(last.content):
        return None
    return Lasting(last.pk, "", on=last.meeting.day)


def put_off(meeting: Meeting) -> tuple[Lasting, ...]:
    """The items that earlier meetings of the body put off and that no other took up, the earliest first."""
    taken_up = AgendaItem.objects.filter(continues=OuterRef("pk")).exclude(meeting__stage=Stage.CANCELLED)
    rows = (
        AgendaItem.objects.filter(meeting__body=meeting.body_id, stage=ItemStage.PUT_OFF)
        .filter(~Exists(taken_up.exclude(meeting=meeting.pk)), meeting__starts__lt=meeting.starts)
        .exclude(meeting__stage=Stage.CANCELLED)
        .select_related("meeting")
        .order_by("meeting__starts", "position")[:MOST]
    )
    return tuple(
        Lasting(
            one.pk,
            one.title,
            on=one.meeting.day,
            action_id=one.action_id,
            minutes=one.planned,
            kind=ItemKind(one.kind),
        )
        for one in rows
    )


def to_follow(meeting: Meeting) -> tuple[Lasting, ...]:
    """The decisions of the body's closed meetings, and those that it sees to, that are not done; the most urgent
    first."""
    rows = open_decisions(meeting.body_id, before=meeting.starts)[:MOST]
    return tuple(
        Lasting(
            one.pk,
            one.text,
            on=one.meeting.day,
            until=one.due,
            who=str(one.person) if one.person else "",
            action_id=one.action_id,
        )
        for one in rows
    )


def waiting() -> tuple[Lasting, ...]:
    """The documents that wait to be read: their doubts, or the changes that they propose."""
    rows = Import.objects.filter(state=ImportState.REVIEW).order_by("uploaded_at")
    return tuple(Lasting(pk, name) for pk, name in rows.values_list("pk", "file_name")[:MOST])
