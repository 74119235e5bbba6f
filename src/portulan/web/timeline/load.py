"""What the page of the load prints: a row for each body, a column for each year, one mark per action."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.advice import TOO_MANY
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import SETTLED
from portulan.plandoc.text import fold
from portulan.plans.queries.rows import BodyRow
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.filters import CONTINUOUS
from portulan.web.plan.sentences import capital, feminine
from portulan.web.templatetags import ui
from portulan.web.timeline.drafts import Drafts, movable
from portulan.web.timeline.years import shown_years


@dataclass(frozen=True, slots=True)
class LoadCell:
    """What a body carries in a year: a mark for each action, how many are still to be done before and after what
    is tried. `heavy`: it is much for one year."""

    marks: SafeString
    words: str
    before: int
    after: int
    heavy: bool
    address: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class LoadRow:
    tag: SafeString
    name: str
    cells: tuple[LoadCell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    current: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A move that is tried: from one year to another, how to take it back, where to decide it."""

    code: str
    title: str
    address: str
    before: str
    after: str
    undo_address: str
    decide_address: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class LoadPage:
    title: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[LoadRow, ...]
    tried: tuple[Tried, ...]
    pairs: tuple[str, ...]
    clear_address: str
    actions: tuple[Option, ...]
    years: tuple[Option, ...]
    as_of: str


def load_page(plan: PlanView, drafts: Drafts, *, slug: str, moves: bool) -> LoadPage:
    """All that the page prints. `moves`: the reader may postpone for good."""
    years = shown_years(plan)
    bodies = _bodies(plan)
    rows = tuple(_row(body, plan, drafts, years, slug) for body in bodies)
    return LoadPage(
        title=_title(bodies, rows, years, plan),
        lead=_lead(drafts, rows),
        columns=(*(Column(_short(year), year == plan.year) for year in years), Column(_("En continu"), False)),
        rows=rows,
        tried=tuple(_tried(plan, drafts, slug, moves)),
        pairs=drafts.pairs(),
        clear_address=drafts.without(None),
        actions=tuple(_option(one) for one in plan.actions if movable(one)),
        years=tuple(Option(str(year.first), year.long) for year in years if year >= plan.year),
        as_of=drafts.as_of,
    )


def _bodies(plan: PlanView) -> list[BodyRow]:
    """Each body once, those that meet first."""
    found: dict[uuid.UUID, BodyRow] = {}
    for action in plan.actions:
        for body in action.row.bodies:
            found.setdefault(body.id, body)
    return sorted(found.values(), key=lambda body: (not body.is_instance, fold(body.label)))


def _row(body: BodyRow, plan: PlanView, drafts: Drafts, years: tuple[AcademicYear, ...], slug: str) -> LoadRow:
    carried = [action for action in plan.actions if any(one.id == body.id for one in action.row.bodies)]
    cells = [_cell(body, carried, plan, drafts, year, slug) for year in years]
    cells.append(_continuous(body, carried, slug))
    return LoadRow(
        tag=ui.body_tag(body),
        name=body.name,
        cells=tuple(cells),
        total=sum(1 for action in carried if action.row.state not in SETTLED),
    )


def _cell(
    body: BodyRow, carried: Sequence[TrackedAction], plan: PlanView, drafts: Drafts, year: AcademicYear, slug: str
) -> LoadCell:
    due = [action for action in carried if drafts.year(action, plan) == year]
    before = [action for action in carried if action.row.deadline.year(plan.boundary) == year]
    return LoadCell(
        marks=marks.scale(due) if due else SafeString(""),
        words=ui.scale_sentence(action.status for action in due),
        before=_open(before),
        after=_open(due),
        heavy=_open(due) >= TOO_MANY and year >= plan.year,
        address=_address(slug, body, year.long),
    )


def _continuous(body: BodyRow, carried: Sequence[TrackedAction], slug: str) -> LoadCell:
    actions = [action for action in carried if action.row.deadline.kind is DeadlineKind.CONTINUOUS]
    number = _open(actions)
    return LoadCell(
        marks=marks.scale(actions) if actions else SafeString(""),
        words=ui.scale_sentence(action.status for action in actions),
        before=number,
        after=number,
        heavy=False,
        address=_address(slug, body, CONTINUOUS),
    )


def _open(actions: Iterable[TrackedAction]) -> int:
    """How many are still to be done."""
    return sum(1 for action in actions if action.row.state not in SETTLED)


def _address(slug: str, body: BodyRow, deadline: str) -> str:
    query = urlencode({"responsable": body.label, "echeance": deadline})
    return f"{reverse('plan', args=[slug])}?{query}"


def _title(
    bodies: Sequence[BodyRow], rows: Sequence[LoadRow], years: tuple[AcademicYear, ...], plan: PlanView
) -> str:
    """The heaviest year of a body, among those not yet over."""
    heaviest = max(
        (
            (cell.after, -at, -rank)
            for rank, row in enumerate(rows)
            for at, cell in enumerate(row.cells[: len(years)])
            if years[at] >= plan.year
        ),
        default=(0, 0, 0),
    )
    number, at, rank = heaviest
    if not number:
        return _("Rien n’arrive à échéance dans les années qui viennent")
    return ngettext(
        "Le plus lourd : %(body)s, %(n)s échéance en %(year)s",
        "Le plus lourd : %(body)s, %(n)s échéances en %(year)s",
        number,
    ) % {"body": ui.typo(bodies[-rank].label), "n": feminine(number), "year": years[-at].long}


def _lead(drafts: Drafts, rows: Sequence[LoadRow]) -> str:
    if not drafts.moves:
        return _("Une marque par action, dans l’année de son échéance. Le nombre dit ce qui reste à faire.")
    heavy = sum(1 for row in rows for cell in row.cells if cell.heavy)
    return _("%(moves)s. %(heavy)s.") % {
        "moves": capital(
            ngettext("%(n)s échéance à l’essai", "%(n)s échéances à l’essai", len(drafts.moves))
            % {"n": feminine(len(drafts.moves))}
        ),
        "heavy": capital(
            ngettext("%(n)s année reste lourde", "%(n)s années restent lourdes", heavy) % {"n": feminine(heavy)}
        ),
    }


def _tried(plan: PlanView, drafts: Drafts, slug: str, moves: bool) -> Iterable[Tried]:
    for pk, first in drafts.moves.items():
        action, year = plan.by_id[pk], AcademicYear(first)
        now = action.row.deadline.year(plan.boundary)
        decide = f"{address('action_postpone', slug, pk)}?{urlencode({'echeance': year.short})}"
        yield Tried(
            code=action.row.code,
            title=ui.typo(action.row.short_title) or marks.plain(action.row.text),
            address=address("action", slug, pk),
            before=now.short if now else "",
            after=year.short,
            undo_address=drafts.without(pk),
            decide_address=decide if moves and now is not None and year > now else "",
        )


def _option(action: TrackedAction) -> Option:
    title = ui.typo(action.row.short_title) or marks.plain(action.row.text)
    label = f"{action.row.code} {title}".strip()
    return Option(str(action.row.id), f"{label} ({action.row.deadline.text})")


def _short(year: AcademicYear) -> str:
    return f"{year.first}-{(year.first + 1) % 100:02d}"
