"""The page of an action: five facts, results with their proofs, its journal, its history, its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import Seat
from portulan.plandoc.deadline import Deadline, DeadlineKind
from portulan.plans.models import Priority
from portulan.plans.queries.dependencies import Need
from portulan.plans.queries.recommendations import Answered
from portulan.plans.queries.rows import BodyRow
from portulan.priorities.queries import StatementRow
from portulan.tracking.queries import Note, PlanView, ResultState, TrackedAction
from portulan.tracking.queries.postponements import Move
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.dependencies import Link, links
from portulan.web.plan.detail import Detail, NoteLine, detail, note_line
from portulan.web.plan.drifting import MoveLine, decided_of, initial_line, move_lines
from portulan.web.plan.page import initials
from portulan.web.plan.people import named_people
from portulan.web.plan.years import YearLine, year_lines
from portulan.web.templatetags import ui
from portulan.workspaces.models import Membership
from portulan.workspaces.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class Crumb:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    code: str
    title: str
    address: str
    status: SafeString


@dataclass(frozen=True, slots=True)
class Holder:
    """A body that carries the action, and who sits in it on the day."""

    tag: SafeString
    address: str
    pilot: bool
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """What the action answers or serves: a recommendation of the experts, a statement of the programme."""

    sort: str
    code: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ActionPage:
    """All that the page prints."""

    id: str
    code: str
    text: SafeString
    title: str
    crumbs: tuple[Crumb, ...]
    bodies: SafeString
    holders: tuple[Holder, ...]
    deadline: str
    deadline_note: str
    deadline_initial: str
    moves: tuple[MoveLine, ...]
    links: tuple[Link, ...]
    status: SafeString
    priority: str
    recommendations: tuple[str, ...]
    results_line: str
    detail: Detail
    years: tuple[YearLine, ...]
    notes: tuple[NoteLine, ...]
    notes_line: str
    siblings: tuple[Neighbour, ...]
    before: Neighbour | None
    after: Neighbour | None
    edit_address: str
    postpone_address: str
    depend_address: str


def action_page(
    plan: PlanView,
    action: TrackedAction,
    notes: Sequence[Note],
    membership: Membership,
    plan_address: str,
    moves: tuple[Move, ...] = (),
    needs: Sequence[Need] = (),
    seats: Sequence[Seat] = (),
) -> ActionPage:
    """An action as this member sees it; `moves` are the postponements of its deadline, `needs` the dependencies
    of the plan, `seats` those held on the day in the bodies that carry it."""
    row, slug = action.row, membership.workspace.slug
    before, after = plan.around(action)
    written, note = _deadline(row.deadline, plan)
    edits = bool(may(membership, Permission.EDIT_PLAN))
    told = detail(action, None, membership, from_plan=False)
    said = [one for one in notes if one.about_year is None]
    return ActionPage(
        id=str(row.id),
        code=row.code,
        text=marks.wording(row.text),
        title=ui.typo(row.short_title),
        crumbs=_crumbs(plan, action, plan_address),
        bodies=marks.chips(row.bodies),
        holders=tuple(_holder(body, seats, slug) for body in row.bodies),
        deadline=written,
        deadline_note=note,
        deadline_initial=initial_line(moves),
        moves=move_lines(moves, decided_of(moves), slug),
        links=links(plan, action, needs, slug, may_edit=edits),
        status=ui.status_pill(action.status),
        priority=str(Priority(row.priority).label),
        recommendations=tuple(ui.typo(one) for one in row.recommendations),
        results_line=_results_line(action),
        detail=told,
        years=year_lines(plan, action, notes, slug, may_tell=told.may_report),
        notes=tuple(note_line(one, this_year=plan.boundary.year_of(one.on) == plan.year) for one in said),
        notes_line=ngettext("%(n)d note", "%(n)d notes", len(said)) % {"n": len(said)} if said else "",
        siblings=_siblings(plan, action, slug),
        before=_neighbour(before, slug) if before else None,
        after=_neighbour(after, slug) if after else None,
        edit_address=address("action_edit", slug, row.id) if edits else "",
        postpone_address=address("action_postpone", slug, row.id) if edits and row.deadline.due else "",
        depend_address=address("dependency_add", slug, row.id) if edits else "",
    )


def aims(recommendations: Sequence[Answered], statements: Sequence[StatementRow], slug: str) -> tuple[Aim, ...]:
    """The recommendations first, then the statements."""
    answered = [
        Aim(one.evaluation, one.number, ui.typo(one.text), address("recommendation", slug, one.id))
        for one in recommendations
    ]
    home = reverse("statements", args=[slug])
    served = [Aim(str(one.kind.label), "", ui.typo(one.text), home) for one in statements]
    return (*answered, *served)


def _holder(body: BodyRow, seats: Sequence[Seat], slug: str) -> Holder:
    return Holder(
        tag=marks.tag(body),
        address=address("body", slug, body.id),
        pilot=body.pilot,
        people=named_people(seat for seat in seats if seat.body_id == body.id),
    )


def _crumbs(plan: PlanView, action: TrackedAction, plan_address: str) -> tuple[Crumb, ...]:
    crumbs = [Crumb(_("Plan"), plan_address)]
    for rank, node in enumerate(plan.path_to(action)):
        head = f"{initials(node.label)} {node.code}" if rank == 0 and node.code else node.code
        if node.label and rank:
            head = f"{node.label} {node.code}"
        title = ui.typo(node.short_title) or marks.plain(node.title)
        crumbs.append(Crumb(f"{head} {title}".strip(), f"{plan_address}#o-{node.id}"))
    return tuple(crumbs)


def _deadline(deadline: Deadline, plan: PlanView) -> tuple[str, str]:
    """The deadline in full, and what it means."""
    year = deadline.year(plan.boundary)
    if deadline.kind is DeadlineKind.CONTINUOUS:
        return _("En continu"), _("une preuve attendue chaque année académique")
    if deadline.kind is DeadlineKind.NONE:
        return _("Aucune"), _("elle reste à fixer")
    if deadline.due is None or year is None:
        return ui.typo(deadline.text), _("elle reste à préciser")
    if deadline.kind is DeadlineKind.DAY:
        return ui.long_day(deadline.due), _("année académique %(year)s") % {"year": year.long}
    return year.long, _("avant le %(day)s") % {"day": ui.long_day(deadline.due)}


def _results_line(action: TrackedAction) -> str:
    """ "1 atteint sur 3, 1 en préparation"."""
    total, reached = len(action.row.results), action.row.reached
    if not total:
        return ""
    line = ngettext("%(reached)d atteint sur %(total)d", "%(reached)d atteints sur %(total)d", reached) % {
        "reached": reached,
        "total": total,
    }
    prepared = sum(1 for one in action.row.results if action.state_of(one) is ResultState.PREPARED)
    return line + (", " + _("%(n)d en préparation") % {"n": prepared} if prepared else "")


def _siblings(plan: PlanView, action: TrackedAction, slug: str) -> tuple[Neighbour, ...]:
    """The other actions of its objective; where it is alone there, those of its bodies."""
    others = [one for one in plan.actions if one is not action]
    near = [one for one in others if one.row.objective_id == action.row.objective_id]
    if not near:
        bodies = {body.id for body in action.row.bodies}
        near = [one for one in others if bodies & {body.id for body in one.row.bodies}]
    return tuple(_neighbour(one, slug) for one in near[:5])


def _neighbour(action: TrackedAction, slug: str) -> Neighbour:
    return Neighbour(
        code=action.row.code,
        title=ui.typo(action.row.short_title) or marks.plain(action.row.text),
        address=address("action", slug, action.row.id),
        status=ui.status_pill(action.status),
    )
