"""The dashboard below its opening: what to follow, the objectives, the deadlines, the recommendations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import Body
from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.status import Status
from portulan.plans.queries.rows import BodyRow
from portulan.tracking.queries import PlanView, TrackedAction, counts
from portulan.tracking.queries.postponements import Moves, drift_of
from portulan.web.dashboard.opening import Opening, count_of_objectives, opening
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.drifting import drift_sentence
from portulan.web.plan.following import Batch, batches
from portulan.web.plan.page import initials
from portulan.web.plan.sentences import (
    actions_counted,
    capital,
    counts_in_words,
    feminine,
    joined,
)
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Following:
    """The sheet of what is personal. `bodies` are the reader's; `summary` says how many actions they carry."""

    title: str
    bodies: SafeString
    summary: str
    batches: tuple[Batch, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    label: str
    code: str
    title: SafeString
    address: str
    scale: SafeString
    actions: str
    counts: str


@dataclass(frozen=True, slots=True)
class YearPile:
    """The actions due in an academic year, one cell each."""

    title: str
    address: str
    current: bool
    in_words: str
    cells: SafeString
    summary: str
    late: str
    note: str


@dataclass(frozen=True, slots=True)
class RecommendedLine:
    code: str
    title: str
    address: str
    bodies: SafeString
    status: SafeString


@dataclass(frozen=True, slots=True)
class Dashboard:
    opening: Opening
    following: Following
    objectives_title: str
    objectives: tuple[ObjectiveLine, ...]
    years: tuple[YearPile, ...]
    without_year: str
    drift: str
    recommended: tuple[RecommendedLine, ...]
    recommended_summary: str


def dashboard(
    plan: PlanView, seats: Sequence[Body], moves: Moves, *, plan_address: str, slug: str, coordinates: bool
) -> Dashboard:
    """All that the page prints. `seats` are the bodies in which the reader sits on the day of the view, `moves`
    the postponements of the plan's deadlines."""
    recommended = tuple(action for action in plan.actions if action.row.recommendations)
    return Dashboard(
        opening=opening(plan, plan_address, slug),
        following=_following(plan, seats, plan_address, slug, coordinates),
        objectives_title=count_of_objectives(len(plan.objectives)),
        objectives=_objectives(plan, plan_address),
        years=years(plan, plan_address),
        without_year=without_year(plan),
        drift=drift_sentence(drift_of(plan, moves)),
        recommended=tuple(_recommended(action, slug) for action in recommended),
        recommended_summary=_recommended_summary(recommended),
    )


def _following(
    plan: PlanView, seats: Sequence[Body], plan_address: str, slug: str, coordinates: bool
) -> Following:
    if not seats and not coordinates:
        return Following(_("Pour mes instances"), SafeString(""), "", (), _no_seat())
    mine = tuple(action for action in plan.actions if action.row.mine) if seats else plan.actions
    following = batches(plan, mine, plan_address, slug, whole=not seats)
    expected = sum(batch.number for batch in following)
    return Following(
        title=_("Pour mes instances") if seats else _("Ce que le plan attend"),
        bodies=marks.tags(_as_row(body) for body in seats),
        summary=_following_summary(len(mine), expected),
        batches=following,
        empty="" if following else _("Rien n’est en retard, ni attendu cette année."),
    )


def _no_seat() -> str:
    return _(
        "Vous ne siégez dans aucune instance pour l’instant. La coordination peut vous y inscrire ; "
        "ce que vos instances doivent mener à terme s’affichera ici."
    )


def _following_summary(carried: int, expected: int) -> str:
    if not expected:
        return actions_counted(carried)
    return _("%(actions)s, dont %(expected)d à suivre") % {
        "actions": actions_counted(carried),
        "expected": expected,
    }


def _as_row(body: Body) -> BodyRow:
    return BodyRow(body.pk, body.name, body.acronym, body.is_instance, body.name, True)


def _objectives(plan: PlanView, plan_address: str) -> tuple[ObjectiveLine, ...]:
    lines = []
    for top in plan.objectives:
        actions = plan.under(top)
        lines.append(
            ObjectiveLine(
                label=initials(top.label),
                code=top.code,
                title=marks.wording(top.title),
                address=f"{plan_address}#o-{top.id}",
                scale=marks.scale(actions),
                actions=actions_counted(len(actions)),
                counts=counts_in_words(actions),
            )
        )
    return tuple(lines)


def years(plan: PlanView, plan_address: str) -> tuple[YearPile, ...]:
    """One pile a year of the plan, and a year outside it when an action is due then."""
    return tuple(_pile(year, due, plan.year, plan_address) for year, due in due_by_year(plan).items())


def due_by_year(plan: PlanView) -> dict[AcademicYear, list[TrackedAction]]:
    """The actions due in each year of the plan, in order, and in those outside it that have some."""
    due: dict[AcademicYear, list[TrackedAction]] = {}
    if plan.facts.starts is not None and plan.facts.ends is not None:
        due = {AcademicYear(first): [] for first in range(plan.facts.starts, plan.facts.ends + 1)}
    for action in plan.actions:
        year = action.row.deadline.year(plan.boundary)
        if year is not None:
            due.setdefault(year, []).append(action)
    return dict(sorted(due.items()))


def _pile(year: AcademicYear, actions: list[TrackedAction], now: AcademicYear, plan_address: str) -> YearPile:
    tally = counts(actions)
    title = f"{year.first}-{(year.first + 1) % 100:02d}"
    done, late, total = tally[Status.DONE], tally[Status.LATE], len(actions)
    if not total:
        summary = _("aucune action")
    elif year > now:
        summary = ngettext("%(n)d prévue", "%(n)d prévues", total) % {"n": total}
    else:
        summary = ngettext("%(done)d réalisée sur %(n)d", "%(done)d réalisées sur %(n)d", done) % {
            "done": done,
            "n": total,
        }
    return YearPile(
        title=title,
        address=f"{plan_address}?echeance={year.long}" if total else "",
        current=year == now,
        in_words=f"{title}{_(' : ')}{counts_in_words(actions) or _('aucune action')}",
        cells=mark_safe("".join(ui.cell(one) * number for one, number in tally.items())),
        summary=summary,
        late=_("%(n)d en retard") % {"n": late} if late else "",
        note=_("année en cours") if year == now else "",
    )


def without_year(plan: PlanView) -> str:
    """The actions that stand in no pile."""
    deadlines = [action.row.deadline for action in plan.actions]
    continuous = sum(1 for one in deadlines if one.kind is DeadlineKind.CONTINUOUS)
    others = sum(1 for one in deadlines if one.due is None and one.kind is not DeadlineKind.CONTINUOUS)
    pieces = []
    if continuous:
        text = ngettext(
            "%(n)s action continue, sans échéance", "%(n)s actions continues, sans échéance", continuous
        )
        pieces.append(text % {"n": feminine(continuous)})
    if others:
        text = ngettext(
            "%(n)s action dont l’échéance reste à fixer",
            "%(n)s actions dont l’échéance reste à fixer",
            others,
        )
        pieces.append(text % {"n": feminine(others)})
    return _("Et %(what)s.") % {"what": joined(pieces)} if pieces else ""


def _recommended(action: TrackedAction, slug: str) -> RecommendedLine:
    row = action.row
    return RecommendedLine(
        code=row.code,
        title=ui.typo(row.short_title) or marks.plain(row.text),
        address=address("action", slug, row.id),
        bodies=marks.chips(row.bodies),
        status=ui.status_pill(action.status),
    )


def _recommended_summary(actions: Iterable[TrackedAction]) -> str:
    """ "Une à échéance, quatre en cours, une à venir. Aucune n’est encore réalisée."."""
    tally = counts(actions)
    words = ", ".join(f"{feminine(n)} {ui.count_label(status, n)}" for status, n in tally.items() if n)
    if not words:
        return ""
    done = "" if tally[Status.DONE] else " " + _("Aucune n’est encore réalisée.")
    return f"{capital(words)}.{done}"
