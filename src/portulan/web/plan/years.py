"""A continuous action year after year: proved or not, and what was said of each year."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import DeclaredState
from portulan.plandoc.status import Status
from portulan.tracking.queries import Note, PlanView, TrackedAction
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.detail import NoteLine, note_line
from portulan.web.templatetags import ui

_SETTLED = frozenset({DeclaredState.DONE, DeclaredState.DROPPED, DeclaredState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Mark:
    """One year of one action: its cell and the same in words; `words` is empty for a year to come."""

    cell: SafeString
    words: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    code: str
    title: str
    address: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Every continuous action, a mark for each year of the plan; `summary` says the current year."""

    years: tuple[tuple[str, bool], ...]
    rows: tuple[HeatRow, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year on the page of an action. `tell_address` is empty for who may not say what was done."""

    title: str
    mark: Mark
    point: NoteLine | None
    tell_address: str


def heat(plan: PlanView, slug: str) -> Heat | None:
    """The continuous actions of the plan; None where there are none."""
    continuous = [action for action in plan.actions if action.row.deadline.kind is DeadlineKind.CONTINUOUS]
    if not continuous:
        return None
    years = _years(plan)
    fed = sum(1 for action in continuous if action.status is Status.FED)
    words = ngettext("%(fed)d sur %(n)d à jour cette année", "%(fed)d sur %(n)d à jour cette année", fed)
    return Heat(
        years=tuple((f"{year.first}-{(year.first + 1) % 100:02d}", year == plan.year) for year in years),
        rows=tuple(_row(action, plan, years, slug) for action in continuous),
        summary=words % {"fed": fed, "n": len(continuous)},
    )


def year_lines(
    plan: PlanView, action: TrackedAction, notes: Sequence[Note], slug: str, *, may_tell: bool
) -> tuple[YearLine, ...]:
    """The years of a continuous action until now, the latest first; nothing for any other. `notes` are its own,
    the latest first."""
    if action.row.deadline.kind is not DeadlineKind.CONTINUOUS:
        return ()
    told: dict[int, Note] = {}
    for note in reversed(notes):
        if note.about_year is not None:
            told[note.about_year] = note
    return tuple(
        YearLine(
            title=year.long,
            mark=_mark(action, year, plan),
            point=note_line(told[year.first]) if year.first in told else None,
            tell_address=reverse("year_tell", args=[slug, action.row.id, year.first]) if may_tell else "",
        )
        for year in reversed([one for one in _years(plan) if one <= plan.year])
    )


def _years(plan: PlanView) -> tuple[AcademicYear, ...]:
    """Those of the plan; where it says none, the current one alone."""
    first = plan.facts.starts if plan.facts.starts is not None else plan.year.first
    last = plan.facts.ends if plan.facts.ends is not None else plan.year.first
    return tuple(AcademicYear(one) for one in range(first, max(first, last) + 1))


def _row(action: TrackedAction, plan: PlanView, years: tuple[AcademicYear, ...], slug: str) -> HeatRow:
    return HeatRow(
        code=action.row.code,
        title=ui.typo(action.row.short_title) or marks.plain(action.row.text),
        address=address("action", slug, action.row.id),
        marks=tuple(_mark(action, year, plan) for year in years),
    )


def _mark(action: TrackedAction, year: AcademicYear, plan: PlanView) -> Mark:
    proved = sum(1 for proof in action.proofs if not proof.draft and proof.academic_year == year.first)
    if year > plan.year:
        return Mark(SafeString(""), "")
    if proved:
        words = ngettext("%(n)d preuve", "%(n)d preuves", proved) % {"n": proved}
        return Mark(ui.cell(Status.FED), words)
    if year == plan.year and action.row.state not in _SETTLED:
        return Mark(ui.cell(Status.TO_FEED), _("à nourrir"))
    return Mark(ui.cell(Status.TO_COME), _("aucune preuve"))
