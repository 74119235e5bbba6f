"""What is handed over at the end of a mandate: action by action, where it stands, what is missing, who stays."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import Seat
from portulan.plandoc.status import Status
from portulan.plans.queries.rows import ActionRow
from portulan.tracking.queries import Note, PlanView, ResultState, TrackedAction
from portulan.web.bodies.page import of_body, pilots
from portulan.web.bodies.words import held
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.detail import NoteLine, note_line, since
from portulan.web.plan.people import named_people
from portulan.web.templatetags import ui

SETTLED = frozenset({Status.DONE, Status.DROPPED})


@dataclass(frozen=True, slots=True)
class Handed:
    """One action: how it stands, its last note, what comes next, the results that nothing proves yet."""

    code: str
    address: str
    text: SafeString
    role: str
    status: SafeString
    under_way: str
    next_due: str
    note: NoteLine | None
    missing: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class BodyPart:
    """What a body keeps going: `followers` are those who sit there after the mandate's end."""

    id: str
    name: str
    address: str
    mandate: str
    followers: tuple[str, ...]
    actions: tuple[Handed, ...]
    settled: str


@dataclass(frozen=True, slots=True)
class Handover:
    """All that the page prints."""

    parts: tuple[BodyPart, ...]
    count: int


def handover(
    plan: PlanView | None,
    leaving: Sequence[Seat],
    others: Sequence[Seat],
    notes: Mapping[uuid.UUID, Note],
    day: dt.date,
    slug: str,
) -> Handover:
    """What somebody leaves behind in these mandates. `others` are all the mandates of the same bodies."""
    parts = tuple(_part(plan, one, _staying(one, others, day), notes, day, slug) for one in leaving)
    return Handover(parts, sum(len(one.actions) for one in parts))


def of_whole_body(
    plan: PlanView | None,
    seats: Sequence[Seat],
    body: tuple[uuid.UUID, str],
    notes: Mapping[uuid.UUID, Note],
    day: dt.date,
    slug: str,
) -> Handover:
    """The same for a whole body, whoever leaves."""
    now = [one for one in seats if one.held_on(day)]
    part = _body_part(plan, body, "", named_people(now), notes, slug)
    return Handover((part,), len(part.actions))


def _part(
    plan: PlanView | None,
    seat: Seat,
    followers: tuple[str, ...],
    notes: Mapping[uuid.UUID, Note],
    day: dt.date,
    slug: str,
) -> BodyPart:
    mandate = ", ".join(filter(None, [seat.title, held(seat, day)]))
    return _body_part(plan, (seat.body_id, seat.body.name), mandate, followers, notes, slug)


def _body_part(
    plan: PlanView | None,
    body: tuple[uuid.UUID, str],
    mandate: str,
    followers: tuple[str, ...],
    notes: Mapping[uuid.UUID, Note],
    slug: str,
) -> BodyPart:
    body_id, name = body
    actions = of_body(plan, body_id)
    open_ones = [one for one in actions if one.status not in SETTLED]
    settled = len(actions) - len(open_ones)
    return BodyPart(
        id=str(body_id),
        name=ui.typo(name),
        address=address("body", slug, body_id),
        mandate=mandate,
        followers=followers,
        actions=tuple(_handed(plan, one, body_id, notes.get(one.row.id), slug) for one in open_ones if plan),
        settled=ngettext(
            "%(n)d action déjà menée à terme ou abandonnée.",
            "%(n)d actions déjà menées à terme ou abandonnées.",
            settled,
        )
        % {"n": settled}
        if settled
        else "",
    )


def _staying(seat: Seat, others: Sequence[Seat], day: dt.date) -> tuple[str, ...]:
    """Who sits in that body on the day after the mandate's last, or today while no end is set."""
    after = max(seat.ends + dt.timedelta(days=1), day) if seat.ends else day
    return named_people(
        one
        for one in others
        if one.body_id == seat.body_id
        and one.person_id != seat.person_id
        and (one.held_on(after) or one.starts > after)
    )


def _handed(plan: PlanView, action: TrackedAction, body_id: uuid.UUID, note: Note | None, slug: str) -> Handed:
    row = action.row
    return Handed(
        code=row.code,
        address=address("action", slug, row.id),
        text=marks.wording(row.text),
        role="" if pilots(action, body_id) else _("en association"),
        status=ui.status_pill(action.status),
        under_way=since(row),
        next_due=_next_due(plan, row, action.status),
        note=note_line(note) if note else None,
        missing=tuple(
            marks.wording(one.text) for one in row.results if action.state_of(one) is not ResultState.REACHED
        ),
    )


def _next_due(plan: PlanView, row: ActionRow, status: Status) -> str:
    """What comes next: the deadline, or the proof that the year expects."""
    if status is Status.TO_FEED:
        return _("une preuve avant le %(day)s") % {"day": ui.long_day(plan.boundary.ends(plan.year))}
    if status is Status.FED:
        return _("une preuve en %(year)s") % {"year": plan.year.next().long}
    if row.deadline.due is None:
        return _("échéance à fixer")
    if status is Status.LATE:
        return _("était due le %(day)s") % {"day": ui.long_day(row.deadline.due)}
    return _("au plus tard le %(day)s") % {"day": ui.long_day(row.deadline.due)}
