"""What a body carries in each academic year: one mark an action, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.status import Status
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.plan.sentences import counts_in_words
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class LoadYear:
    """The actions due in an academic year, and those that expect a proof each year. `due` and `continuous` say the
    counts, `marks` shows both."""

    title: str
    current: bool
    marks: SafeString
    due: str
    continuous: str


def load(plan: PlanView, actions: Sequence[TrackedAction]) -> tuple[LoadYear, ...]:
    """One line a year of the plan, and a year outside it when an action is due then."""
    due: dict[AcademicYear, list[TrackedAction]] = {}
    if plan.facts.starts is not None and plan.facts.ends is not None:
        due = {AcademicYear(first): [] for first in range(plan.facts.starts, plan.facts.ends + 1)}
    for action in actions:
        year = action.row.deadline.year(plan.boundary)
        if year is not None:
            due.setdefault(year, []).append(action)
    lasting = [one for one in actions if one.row.deadline.kind is DeadlineKind.CONTINUOUS]
    return tuple(_line(year, due[year], lasting, plan.year) for year in sorted(due)) if actions else ()


def undated(actions: Sequence[TrackedAction]) -> int:
    """How many actions stand in no year: their deadline remains to be fixed."""
    return sum(
        1
        for one in actions
        if one.row.deadline.due is None and one.row.deadline.kind is not DeadlineKind.CONTINUOUS
    )


def _line(
    year: AcademicYear, due: Sequence[TrackedAction], lasting: Sequence[TrackedAction], now: AcademicYear
) -> LoadYear:
    expecting = [one for one in lasting if one.status in (Status.FED, Status.TO_FEED)]
    fed = [
        one
        for one in expecting
        if any(proof.academic_year == year.first for proof in one.proofs if not proof.draft)
    ]
    marks = [one.status for one in due] + [Status.FED] * len(fed)
    marks += [Status.TO_FEED] * (len(expecting) - len(fed))
    return LoadYear(
        title=year.long,
        current=year == now,
        marks=ui.scale(marks) if marks else SafeString(""),
        due=_due(due),
        continuous=_continuous(len(expecting), len(fed), ahead=year > now),
    )


def _due(actions: Sequence[TrackedAction]) -> str:
    if not actions:
        return _("aucune")
    return counts_in_words(actions)


def _continuous(total: int, fed: int, *, ahead: bool) -> str:
    if not total:
        return _("aucune")
    if not fed:
        return str(total) if ahead else _("%(total)d, aucune nourrie") % {"total": total}
    return ngettext("%(total)d, dont %(fed)d nourrie", "%(total)d, dont %(fed)d nourries", fed) % {
        "total": total,
        "fed": fed,
    }
