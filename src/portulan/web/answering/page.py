"""The page of a personal link: the actions that wait for a word of one person, and what they said already."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from portulan.inquiries import queries
from portulan.inquiries.models import Asked
from portulan.inquiries.queries import Share
from portulan.plans.queries.rows import BodyRow
from portulan.tracking.models import Evidence, ProgressUpdate
from portulan.tracking.queries import PlanView, ResultState, TrackedAction, last_notes, plan_view
from portulan.web.answering.forms import AnswerForm
from portulan.web.plan import marks
from portulan.web.plan.detail import NoteLine, note_line, state_words
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Said:
    """What this person noted on an action in this inquiry."""

    text: str
    declared: str
    on: str


@dataclass(frozen=True, slots=True)
class Card:
    """One action with its form; `said` and `given` came by this person's links, `note` is the last of anybody."""

    id: str
    code: str
    title: str
    text: SafeString
    bodies: SafeString
    deadline: str
    status: SafeString
    results: tuple[tuple[SafeString, SafeString, str], ...]
    note: NoteLine | None
    said: tuple[Said, ...]
    given: tuple[tuple[str, str], ...]
    form: AnswerForm

    @property
    def answered(self) -> bool:
        return bool(self.said or self.given)

    @property
    def unfolded(self) -> bool:
        """Whether the less usual fields show: something in them needs to be seen."""
        return bool(
            self.form.is_bound and (self.form["url"].value() or self.form["url"].errors or self.form["on"].errors)
        )


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person's page is made of: the plan today, their bodies, their share of it, what they said so far."""

    view: PlanView
    bodies: tuple[BodyRow, ...]
    share: Share
    updates: Mapping[uuid.UUID, Sequence[ProgressUpdate]]
    evidence: Mapping[uuid.UUID, Sequence[Evidence]]

    def actions(self) -> tuple[TrackedAction, ...]:
        return (*self.share.awaited, *self.share.others)

    def forms(self, data: Any = None, files: Any = None) -> dict[uuid.UUID, AnswerForm]:
        """A form for each action."""
        return {
            one.row.id: AnswerForm(one.row.id, one.row.state, self.evidence.get(one.row.id, ()), data, files)
            for one in self.actions()
        }


def mine(asked: Asked, day: dt.date) -> Mine | None:
    """What this person sees on that day; None when they sit nowhere, or there is no plan. Ten queries, however
    many actions and notes there are."""
    seats = list(queries.seats_of_person(asked.person, day))
    view = plan_view(asked.workspace, day) if seats else None
    if view is None:
        return None
    bodies = {seat.body_id: seat.body for seat in seats}
    updates: dict[uuid.UUID, list[ProgressUpdate]] = defaultdict(list)
    for update in asked.updates.order_by("created_at"):
        updates[update.action_id].append(update)
    evidence: dict[uuid.UUID, list[Evidence]] = defaultdict(list)
    for proof in (
        asked.evidence.filter(removed_at=None).order_by("created_at", "title").prefetch_related("actions")
    ):
        for action in proof.actions.all():
            evidence[action.pk].append(proof)
    rows = tuple(
        BodyRow(body.pk, body.name, body.acronym, body.is_instance, body.name, True) for body in bodies.values()
    )
    return Mine(view, rows, queries.share_of(view, bodies), updates, evidence)


def cards(actions: Iterable[TrackedAction], page: Mine, forms: Mapping[uuid.UUID, AnswerForm]) -> tuple[Card, ...]:
    """These actions as cards; one query, for the last notes."""
    actions = tuple(actions)
    notes = last_notes([one.row.id for one in actions])
    own = {body.id for body in page.bodies}
    return tuple(_card(one, page, own, notes.get(one.row.id), forms[one.row.id]) for one in actions)


def _card(one: TrackedAction, page: Mine, own: Collection[uuid.UUID], note: Any, form: AnswerForm) -> Card:
    row = one.row
    said = page.updates.get(row.id, ())
    mine_already = note is not None and note.id in {update.pk for update in said}
    return Card(
        id=f"action-{row.id}",
        code=row.code,
        title=ui.typo(row.short_title) or marks.plain(row.text),
        text=marks.wording(row.text),
        bodies=marks.tags(body for body in row.bodies if body.id in own) if len(own) > 1 else SafeString(""),
        deadline=ui.typo(row.deadline.text),
        status=ui.status_pill(one.status),
        results=tuple(_result(one, each) for each in row.results),
        note=note_line(note) if note and not mine_already else None,
        said=tuple(said_of(update) for update in said),
        given=tuple((str(proof.pk), ui.typo(proof.title)) for proof in page.evidence.get(row.id, ())),
        form=form,
    )


def said_of(update: ProgressUpdate) -> Said:
    declared = state_words(update.state) if update.state else ""
    return Said(ui.typo(update.text), declared, ui.long_day(update.on))


def _result(one: TrackedAction, result: Any) -> tuple[SafeString, SafeString, str]:
    """Its icon, its wording, its state as a class."""
    state: ResultState = one.state_of(result)
    return ui.icon(marks.RESULT_ICONS[state]), marks.wording(result.text), state.value


@dataclass(frozen=True, slots=True)
class Thanked:
    """What was just noted on an action, and the proofs that came with it."""

    code: str
    said: tuple[Said, ...]
    given: tuple[str, ...]


def thanked(page: Mine, since: dt.datetime) -> list[Thanked]:
    """What came in from this person since that moment, by action."""
    lines = []
    for one in page.actions():
        said = [said_of(note) for note in page.updates.get(one.row.id, ()) if note.created_at >= since]
        given = [ui.typo(each.title) for each in page.evidence.get(one.row.id, ()) if each.created_at >= since]
        if said or given:
            lines.append(Thanked(one.row.code, tuple(said), tuple(given)))
    return lines


def meanwhile(page: Mine, asked: Asked, since: dt.datetime) -> list[tuple[str, NoteLine]]:
    """What others noted on these actions since that moment, by code: seen by who was writing at the same time."""
    codes = {one.row.id: one.row.code for one in page.actions()}
    rows = (
        ProgressUpdate.objects.filter(action_id__in=list(codes), created_at__gte=since)
        .exclude(asked=asked)
        .select_related("body")
        .order_by("created_at")
    )
    return [(codes[row.action_id], _line(row)) for row in rows]


def _line(row: ProgressUpdate) -> NoteLine:
    return NoteLine(
        text=row.text,
        who=row.author_name,
        body=str(row.body or ""),
        on=ui.long_day(row.on),
        on_iso=row.on.isoformat(),
        declared=state_words(row.state) if row.state else "",
        this_year=True,
    )


def moment(typed: str) -> dt.datetime | None:
    """A moment as an address or a form carries it; None when it is none, or is to come."""
    try:
        found = dt.datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if timezone.is_aware(found) and found <= timezone.now() else None
