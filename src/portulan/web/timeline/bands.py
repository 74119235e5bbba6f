"""What one action draws on the timeline: its deadline, the work engaged, its years when it is continuous."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.status import Status
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.templatetags import ui
from portulan.web.timeline.years import Slot, slot

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Band:
    """The frame in the year of the deadline; `kind` is its class, `label` what it shows, `words` what it means."""

    at: Slot
    kind: str
    icon: str
    label: str
    note: str
    words: str


@dataclass(frozen=True, slots=True)
class Wake:
    """Work engaged: `kind` is "", "fini", "pause" or "depasse"."""

    at: Slot
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Open:
    """A year of a continuous action: `kind` is "", "vide", "nourrir", "futur" or "futur fin"."""

    kind: str
    icon: str
    note: str
    words: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One year of one action."""

    current: bool
    band: Band | None = None
    wakes: tuple[Wake, ...] = ()
    open: Open | None = None


def cells(
    action: TrackedAction, plan: PlanView, years: tuple[AcademicYear, ...], worked: Span | None
) -> tuple[Cell, ...]:
    """A cell for each year. `worked` are the first and last days on which something was noted or proved."""
    if action.row.deadline.kind is DeadlineKind.CONTINUOUS:
        return tuple(Cell(year == plan.year, open=_open(action, plan, year, years)) for year in years)
    spans = tuple(_wakes(action, plan, worked))
    return tuple(
        Cell(
            year == plan.year,
            band=_band(action, year, plan.boundary),
            wakes=tuple(_drawn(spans, year, plan.boundary)),
        )
        for year in years
    )


def _band(action: TrackedAction, year: AcademicYear, boundary: Boundary) -> Band | None:
    deadline = action.row.deadline
    if deadline.due is None or boundary.year_of(deadline.due) != year:
        return None
    status, row = action.status, action.row
    starts = deadline.starts if deadline.starts and boundary.year_of(deadline.starts) == year else None
    at = slot(starts or boundary.starts(year), deadline.due, year, boundary) or Slot(1, 2)
    label = f"{row.reached}/{len(row.results)}" if row.results else ""
    noted = status in {Status.LATE, Status.SUSPENDED, Status.DROPPED}
    words = str(ui.STATUS_LABELS[status]).lower()
    return Band(
        at=at,
        kind=status.value,
        icon="check" if status is Status.DONE else ui.STATUS_ICONS[status],
        label=label,
        note=words if noted else "",
        words=_("échéance %(deadline)s, %(status)s, résultats atteints : %(reached)d sur %(total)d")
        % {"deadline": deadline.text, "status": words, "reached": row.reached, "total": len(row.results)},
    )


def _wakes(action: TrackedAction, plan: PlanView, worked: Span | None) -> Iterator[tuple[Span, str]]:
    """The days of work engaged and, past the deadline, those of the delay."""
    since, due, today = action.row.state_since, action.row.deadline.due, plan.as_of
    late = action.status is Status.LATE and due is not None
    if worked is not None:
        ended = {Status.DONE: "fini", Status.SUSPENDED: "pause", Status.DROPPED: "pause"}.get(action.status)
        last = max(since or worked[1], worked[0]) if ended else today
        yield (worked[0], min(last, due) if late and due else last), ended or ""
    if late and due is not None:
        yield (due + dt.timedelta(days=1), today), "depasse"


def _drawn(spans: tuple[tuple[Span, str], ...], year: AcademicYear, boundary: Boundary) -> Iterator[Wake]:
    words = {
        "": _("travail engagé"),
        "fini": _("travail mené à terme"),
        "pause": _("travail interrompu"),
        "depasse": _("échéance dépassée"),
    }
    for (first, last), kind in spans:
        at = slot(first, last, year, boundary)
        if at is not None:
            yield Wake(at, kind, words[kind])


def _open(
    action: TrackedAction, plan: PlanView, year: AcademicYear, years: tuple[AcademicYear, ...]
) -> Open | None:
    """A continuous action expects one proof a year; those to come are open, the last one fades."""
    if action.status in {Status.DONE, Status.SUSPENDED, Status.DROPPED}:
        return _settled(action, plan, year)
    proved = any(proof.academic_year == year.first for proof in action.proofs if not proof.draft)
    if year > plan.year:
        return Open("futur fin" if year == years[-1] else "futur", "", "", _("se poursuit"))
    if proved:
        return Open("", "check", _("à jour") if year == plan.year else "", _("preuve jointe"))
    if year == plan.year:
        return Open("nourrir", "sprout", _("à nourrir"), _("pas encore de preuve cette année"))
    return Open("vide", "", "", _("aucune preuve cette année-là"))


def _settled(action: TrackedAction, plan: PlanView, year: AcademicYear) -> Open | None:
    """Until the day on which it was settled, then nothing."""
    since = action.row.state_since
    last = plan.boundary.year_of(since) if since else plan.year
    if year > last:
        return None
    words = str(ui.STATUS_LABELS[action.status]).lower()
    icon = "check" if action.status is Status.DONE else ui.STATUS_ICONS[action.status]
    return Open("vide", icon if year == last else "", words if year == last else "", words)
