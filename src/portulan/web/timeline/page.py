"""What the timeline prints: a row for each action, a column for each year, and the same by year."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.academic_year import AcademicYear, Term
from portulan.plandoc.status import Status
from portulan.plandoc.text import fold
from portulan.plans.queries.rows import BodyRow, ObjectiveRow
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.page import initials
from portulan.web.plan.sentences import capital, day_and_month, feminine
from portulan.web.templatetags import ui
from portulan.web.timeline.bands import Cell, Span, cells
from portulan.web.timeline.years import Slot, line_before, share, shown_years, slot

POSTS = "fonctions"


@dataclass(frozen=True, slots=True)
class TermMark:
    short: str
    at: Slot


@dataclass(frozen=True, slots=True)
class YearHead:
    """A column: its name, today's date when it is the current year, its terms."""

    title: str
    long: str
    today: str
    inked: bool
    terms: tuple[TermMark, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """An action that this one needs; `contradicts` when it falls due after this one."""

    id: str
    code: str
    address: str
    contradicts: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One action. `postpone_address` is empty for who may not move its deadline."""

    id: str
    code: str
    title: str
    address: str
    bodies: str
    posts: str
    nobody: bool
    cells: tuple[Cell, ...]
    ties: tuple[Tie, ...]
    postpone_address: str
    year: str


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    code: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    title: str
    address: str
    bodies: SafeString
    status: SafeString


@dataclass(frozen=True, slots=True)
class Pile:
    """The actions that fall due in one year, in the equal list."""

    title: str
    summary: str
    current: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class TimelinePage:
    lead: str
    filters: tuple[Choice, ...]
    views: tuple[Choice, ...]
    view: str
    heads: tuple[YearHead, ...]
    after_today: int
    now: float | None
    sections: tuple[Section, ...]
    piles: tuple[Pile, ...]
    nobody: tuple[Item, ...]
    ties: int
    empty: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: a body (or « fonctions »), a way of showing, the day of the view."""

    body: str = ""
    view: str = ""
    as_of: str = ""

    def address(self, **changed: str) -> str:
        """The query of the page with these changed; begins with "?"."""
        wanted = {"responsable": self.body, "vue": self.view, "au": self.as_of} | changed
        return "?" + urlencode({name: value for name, value in wanted.items() if value})


def timeline_page(
    plan: PlanView,
    asked: Asked,
    *,
    worked: Mapping[uuid.UUID, Span],
    needs: Sequence[tuple[uuid.UUID, uuid.UUID]],
    slug: str,
    moves: bool,
) -> TimelinePage:
    """All that the page prints. `moves`: the reader may postpone."""
    years = shown_years(plan)
    kept = [action for action in plan.actions if _carried(action, asked.body)]
    ties = _ties(plan, needs, slug)
    rows = {
        action.row.id: _row(
            action, plan, years, worked.get(action.row.id), ties.get(action.row.id, ()), slug, moves
        )
        for action in kept
    }
    sections = tuple(_section(top, rows) for top in plan.objectives)
    return TimelinePage(
        lead=_lead(plan, kept, asked),
        filters=tuple(_filters(plan, asked)),
        views=_views(asked),
        view=asked.view,
        heads=tuple(_head(year, plan) for year in years),
        after_today=line_before(plan.as_of, plan.year, plan.boundary),
        now=share(plan.as_of, years, plan.boundary),
        sections=tuple(section for section in sections if section.rows),
        piles=tuple(_piles(plan, kept, years, slug)),
        nobody=() if asked.body else tuple(_item(one, slug) for one in kept if not one.row.bodies),
        ties=sum(len(row.ties) for row in rows.values()),
        empty="" if kept else _("Aucune action ne correspond à ce filtre. Revenez à toutes les actions."),
    )


def work_spans(plan: PlanView, noted: Mapping[uuid.UUID, Span]) -> Mapping[uuid.UUID, Span]:
    """The first and last days on which each action was worked on, as its notes and its proofs tell."""
    spans: dict[uuid.UUID, Span] = {}
    for action in plan.actions:
        days: list[dt.date] = [*noted.get(action.row.id, ()), *(proof.on for proof in action.proofs)]
        known = [day for day in days if day <= plan.as_of]
        if known:
            spans[action.row.id] = (min(known), max(known))
    return spans


def _carried(action: TrackedAction, body: str) -> bool:
    if not body:
        return True
    if body == POSTS:
        return any(not one.is_instance for one in action.row.bodies)
    return any(one.label == body for one in action.row.bodies)


def _filters(plan: PlanView, asked: Asked) -> Iterable[Choice]:
    bodies = {body.label: body for action in plan.actions for body in action.row.bodies}
    yield Choice(_("Toutes"), asked.address(responsable=""), not asked.body)
    for label in sorted((one.label for one in bodies.values() if one.is_instance), key=fold):
        yield Choice(ui.typo(label), asked.address(responsable=label), asked.body == label)
    if any(not one.is_instance for one in bodies.values()):
        yield Choice(_("Fonctions"), asked.address(responsable=POSTS), asked.body == POSTS)
    if asked.body and asked.body != POSTS and not getattr(bodies.get(asked.body), "is_instance", False):
        yield Choice(ui.typo(asked.body), asked.address(), True)


def _views(asked: Asked) -> tuple[Choice, ...]:
    return (
        Choice(_("Frise"), asked.address(vue="frise"), asked.view == "frise"),
        Choice(_("Liste par année"), asked.address(vue="liste"), asked.view == "liste"),
    )


def _lead(plan: PlanView, kept: Sequence[TrackedAction], asked: Asked) -> str:
    late = sum(1 for one in kept if one.status is Status.LATE)
    due = sum(1 for one in kept if one.status is Status.DUE)
    pieces = [
        ngettext("%(n)s action", "%(n)s actions", len(kept)) % {"n": capital(feminine(len(kept)))},
    ]
    if late:
        pieces.append(_("%(n)s en retard") % {"n": feminine(late)})
    if due:
        until = day_and_month(plan.boundary.ends(plan.year))
        pieces.append(_("%(n)s à mener à terme d’ici au %(day)s") % {"n": feminine(due), "day": until})
    return ", ".join(pieces) + "."


def _head(year: AcademicYear, plan: PlanView) -> YearHead:
    return YearHead(
        title=f"{year.first}-{(year.first + 1) % 100:02d}",
        long=year.long,
        today=day_and_month(plan.as_of) if year == plan.year else "",
        inked=year.first % 2 == 0,
        terms=tuple(
            TermMark(term.short, at) for term in plan.boundary.terms_of(year) if (at := _term_slot(term, plan))
        ),
    )


def _term_slot(term: Term, plan: PlanView) -> Slot | None:
    return slot(term.starts, term.ends, term.year, plan.boundary)


def _section(top: ObjectiveRow, rows: Mapping[uuid.UUID, Row]) -> Section:
    return Section(
        label=initials(top.label),
        code=top.code,
        title=ui.typo(top.short_title) or marks.plain(top.title),
        rows=tuple(rows[row.id] for row in top.all_actions() if row.id in rows),
    )


def _row(
    action: TrackedAction,
    plan: PlanView,
    years: tuple[AcademicYear, ...],
    worked: Span | None,
    ties: tuple[Tie, ...],
    slug: str,
    moves: bool,
) -> Row:
    row = action.row
    year = row.deadline.year(plan.boundary)
    movable = moves and year is not None and action.status not in {Status.DONE, Status.DROPPED}
    return Row(
        id=str(row.id),
        code=row.code,
        title=_title(action),
        address=address("action", slug, row.id),
        bodies=", ".join(ui.typo(body.label) for body in row.bodies if body.is_instance),
        posts=", ".join(ui.typo(_post(body)) for body in row.bodies if not body.is_instance),
        nobody=not row.bodies,
        cells=cells(action, plan, years, worked),
        ties=ties,
        postpone_address=address("action_postpone", slug, row.id) if movable else "",
        year=year.short if year else "",
    )


def _ties(
    plan: PlanView, needs: Sequence[tuple[uuid.UUID, uuid.UUID]], slug: str
) -> Mapping[uuid.UUID, tuple[Tie, ...]]:
    found: dict[uuid.UUID, tuple[Tie, ...]] = {}
    for action_id, needed_id in needs:
        action, needed = plan.by_id.get(action_id), plan.by_id.get(needed_id)
        if action is None or needed is None:
            continue
        due, before = action.row.deadline.due, needed.row.deadline.due
        contradicts = due is not None and before is not None and due < before
        tie = Tie(str(needed_id), needed.row.code, address("action", slug, needed_id), contradicts)
        found[action_id] = (*found.get(action_id, ()), tie)
    return found


def _piles(
    plan: PlanView, kept: Sequence[TrackedAction], years: tuple[AcademicYear, ...], slug: str
) -> Iterable[Pile]:
    for year in years:
        due = [action for action in kept if action.row.deadline.year(plan.boundary) == year]
        yield _pile(f"{year.first}-{(year.first + 1) % 100:02d}", due, slug, current=year == plan.year)
    continuous = [one for one in kept if one.row.deadline.kind == "continuous"]
    if continuous:
        yield _pile(_("En continu"), continuous, slug)
    others = [one for one in kept if one.row.deadline.year(plan.boundary) not in years and one not in continuous]
    if others:
        yield _pile(_("Sans année"), others, slug)


def _pile(title: str, actions: Sequence[TrackedAction], slug: str, *, current: bool = False) -> Pile:
    count = ngettext("%(n)d action", "%(n)d actions", len(actions)) % {"n": len(actions)}
    summary = _("%(count)s, année en cours") % {"count": count} if current else count
    return Pile(title, summary, current, tuple(_item(one, slug) for one in actions))


def _item(action: TrackedAction, slug: str) -> Item:
    return Item(
        code=action.row.code,
        title=_title(action),
        address=address("action", slug, action.row.id),
        bodies=marks.tags(action.row.bodies),
        status=ui.status_pill(action.status),
    )


def _title(action: TrackedAction) -> str:
    return ui.typo(action.row.short_title) or marks.plain(action.row.text)


def _post(body: BodyRow) -> str:
    return body.written or body.name
