"""What the list says of one action, in each column: as HTML, as plain text for a spreadsheet, and to sort by."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.status import Status
from portulan.plandoc.text import fold
from portulan.plans.models import Effort, Priority
from portulan.plans.queries.rows import ObjectiveRow
from portulan.tracking.queries import PlanView, TrackedAction, days_of_notes
from portulan.tracking.queries.postponements import Move, Moves, postponements
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.templatetags import ui

Key = tuple[int | str, ...]
_STATUSES = {status: rank for rank, status in enumerate(Status)}
_PRIORITIES: Mapping[str, Key] = {Priority.HIGH: (0,), Priority.MEDIUM: (1,), Priority.LOW: (2,)}
_EFFORTS: Mapping[str, Key] = {Effort.LOW: (0,), Effort.MEDIUM: (1,), Effort.HIGH: (2,)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: as the page prints it, as a spreadsheet has it, and what its column is sorted by; no `key`: there is
    nothing, it comes last either way."""

    html: SafeString | str
    text: str
    key: Key | None


@dataclass(frozen=True)
class Facts:
    """What the cells are made from, read once for all the actions: `ranks` are places in reading order, `holders`
    the objectives that hold actions."""

    slug: str
    moves: Moves
    noted: Mapping[uuid.UUID, dt.date]
    ranks: Mapping[uuid.UUID, int]
    holders: Mapping[uuid.UUID, ObjectiveRow]


def facts_of(plan: PlanView, slug: str) -> Facts:
    """In two queries: the postponements and the days of notes."""
    noted = {pk: last for pk, (_first, last) in days_of_notes(until=plan.as_of).items()}
    return Facts(
        slug,
        postponements(plan.as_of),
        noted,
        {one.row.id: rank for rank, one in enumerate(plan.actions)},
        {node.id: node for top in plan.objectives for node in top.walk()},
    )


def code(action: TrackedAction, facts: Facts) -> Shown:
    link = format_html('<a class="code" href="{}">{}</a>', _page(action, facts), action.row.code or "–")
    return Shown(link, action.row.code, (facts.ranks[action.row.id],))


def short_title(action: TrackedAction, facts: Facts) -> Shown:
    title = ui.typo(action.row.short_title) or marks.plain(action.row.text)
    return Shown(format_html('<a href="{}">{}</a>', _page(action, facts), title), title, (fold(title),))


def official_text(action: TrackedAction, facts: Facts) -> Shown:
    text = marks.plain(action.row.text)
    return Shown(marks.wording(action.row.text), text, (fold(text),))


def bodies(action: TrackedAction, facts: Facts) -> Shown:
    pilots = [body.label for body in action.row.bodies if body.pilot]
    others = [body.label for body in action.row.bodies if not body.pilot]
    text = ", ".join(pilots)
    if others:
        text = _("%(pilots)s avec %(others)s") % {"pilots": text, "others": ", ".join(others)}
    return Shown(marks.chips(action.row.bodies), text.strip(), _last_if_empty(fold(", ".join(pilots + others))))


def deadline(action: TrackedAction, facts: Facts) -> Shown:
    row = action.row.deadline
    return Shown(ui.typo(row.text) or "–", row.text, _by_day(row.kind, row.due))


def original(action: TrackedAction, facts: Facts) -> Shown:
    """The deadline before the first postponement."""
    moves = _moves(action, facts)
    if not moves:
        return deadline(action, facts)
    first = moves[0]
    return Shown(ui.typo(first.from_text) or "–", first.from_text, _by_day(DeadlineKind.DAY, first.from_due))


def postponed(action: TrackedAction, facts: Facts) -> Shown:
    count = len(_moves(action, facts))
    said = ngettext("%(n)d report", "%(n)d reports", count) % {"n": count} if count else "–"
    return Shown(said, str(count), (count,))


def status(action: TrackedAction, facts: Facts) -> Shown:
    return Shown(ui.status_pill(action.status), _(action.status.label), (_STATUSES[action.status],))


def reached(action: TrackedAction, facts: Facts) -> Shown:
    total, done = len(action.row.results), action.row.reached
    return Shown(ui.results_gauge(done, total), f"{done}/{total}", _share(done, total))


def proved(action: TrackedAction, facts: Facts) -> Shown:
    total = len(action.row.results)
    done = sum(1 for one in action.row.results if action.is_proved(one))
    words = ngettext("%(n)d résultat prouvé sur %(total)d", "%(n)d résultats prouvés sur %(total)d", done)
    html = format_html(
        '<span class="num" aria-hidden="true">{}/{}</span><span class="vh">{}</span>',
        done,
        total,
        words % {"n": done, "total": total},
    )
    return Shown(html if total else "–", f"{done}/{total}", _share(done, total))


def priority(action: TrackedAction, facts: Facts) -> Shown:
    known = Priority(action.row.priority)
    return Shown(str(known.label), str(known.label), _PRIORITIES.get(known))


def effort(action: TrackedAction, facts: Facts) -> Shown:
    known = Effort(action.row.effort)
    return Shown(str(known.label), str(known.label), _EFFORTS.get(known))


def recommendations(action: TrackedAction, facts: Facts) -> Shown:
    refs = action.row.recommendations
    html = format_html_join("", '<span class="reco">{}{}</span>',
                            ((ui.icon("badge-check"), ui.typo(one)) for one in refs))  # fmt: skip
    return Shown(html or "–", " | ".join(refs), _last_if_empty(fold(" ".join(refs))))


def last_note(action: TrackedAction, facts: Facts) -> Shown:
    day = facts.noted.get(action.row.id)
    if day is None:
        return Shown("–", "", None)
    html = format_html('<time datetime="{}">{}</time>', day.isoformat(), ui.short_day(day))
    return Shown(html, day.isoformat(), (day.toordinal(),))


def objective(action: TrackedAction, facts: Facts) -> Shown:
    node = facts.holders[action.row.objective_id]
    text = f"{node.code} {ui.typo(node.short_title) or marks.plain(node.title)}".strip()
    return Shown(text, text, (facts.ranks[action.row.id],))


def _page(action: TrackedAction, facts: Facts) -> str:
    return address("action", facts.slug, action.row.id)


def _moves(action: TrackedAction, facts: Facts) -> tuple[Move, ...]:
    return facts.moves.get(action.row.id, ())


def _by_day(kind: DeadlineKind, due: dt.date | None) -> Key | None:
    """Dated ones first, then those without end."""
    if due is not None:
        return (0, due.toordinal())
    return (1,) if kind is DeadlineKind.CONTINUOUS else None


def _last_if_empty(text: str) -> Key | None:
    return (text,) if text else None


def _share(done: int, total: int) -> Key | None:
    """By what is done of it; without results last."""
    return (round(done / total * 1000), total) if total else None
