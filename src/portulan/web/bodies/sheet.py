"""The sheet of a body as a value, for the page and for the PDF."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from portulan.governance.models import Seat
from portulan.governance.queries import BodyCard
from portulan.plandoc.text import Wording
from portulan.reports.kinds.body_sheet import BodySheet, SheetAction, SheetResult
from portulan.tracking.queries import Note, PlanView, TrackedAction
from portulan.web.bodies.page import of_body, pilots, title
from portulan.web.plan.people import named_people
from portulan.web.templatetags import ui


def sheet(
    plan: PlanView | None, body: BodyCard, seats: Sequence[Seat], notes: Mapping[uuid.UUID, Note], day: dt.date
) -> BodySheet:
    """A body's sheet. `seats` are those held on that day; `notes` the last one of each action that has one."""
    actions = of_body(plan, body.id)
    own = [one for one in actions if pilots(one, body.id)]
    ordered = [*own, *(one for one in actions if one not in own)]
    return BodySheet(
        name=ui.typo(body.label),
        kicker=f"{ui.typo(body.name)} · {ui.long_day(day)}",
        finding=title(body, own, actions),
        members=named_people(seats),
        actions=tuple(_action(one, body.id, notes.get(one.row.id)) for one in ordered),
    )


def _action(action: TrackedAction, body_id: uuid.UUID, note: Note | None) -> SheetAction:
    row = action.row
    return SheetAction(
        code=row.code,
        text=Wording.from_marked(row.text),
        deadline=ui.typo(row.deadline.text),
        status=action.status,
        pilot=pilots(action, body_id),
        others=tuple(ui.typo(one.label) for one in row.bodies if one.id != body_id),
        results=tuple(
            SheetResult(Wording.from_marked(one.text), one.reached_on is not None) for one in row.results
        ),
        note=ui.typo(note.text) if note else "",
        noted=f"{ui.day(note.on)}, {note.author_name}" if note else "",
    )
