"""Postponed deadlines in words: an action's first deadline and its moves, the drift of the whole plan."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.meetings.models import Decision
from portulan.meetings.queries.decisions import led_to
from portulan.plandoc.drift import Drift
from portulan.tracking.queries import PlanView
from portulan.tracking.queries.postponements import Move, Moves, drift_of, shifted
from portulan.web.meetings.remembered import Source, sources
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import capital, feminine
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One postponement, ready to print."""

    before: str
    after: str
    reason: str
    where: str
    on: dt.date
    who: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """An action whose deadline moved."""

    code: str
    title: str
    address: str
    bodies: SafeString
    initial: str
    now: str
    years: str
    status: SafeString
    moves: tuple[MoveLine, ...]


@dataclass(frozen=True, slots=True)
class DriftPage:
    """All the postponements of a plan; `sentence` sums them up."""

    sentence: str
    shifts: tuple[Shift, ...]


Decided = Mapping[uuid.UUID, Sequence[Decision]]
"""The decisions that moved a deadline, by postponement."""


def decided_of(moves: Iterable[Move]) -> Decided:
    """The decisions that led to these postponements, in one query; none where nothing moved."""
    return led_to("postponement", [one.id for one in moves])


def move_lines(moves: tuple[Move, ...], decided: Decided | None = None, slug: str = "") -> tuple[MoveLine, ...]:
    """These postponements, the latest first; with the decisions that they come from, where these are given."""
    found = decided or {}
    return tuple(
        MoveLine(
            ui.typo(one.from_text),
            ui.typo(one.to_text),
            one.reason,
            ui.typo(one.where),
            one.decided_on,
            one.author_name,
            sources(found.get(one.id, ()), slug),
        )
        for one in reversed(moves)
    )


def initial_line(moves: tuple[Move, ...]) -> str:
    """ "échéance initiale 24-25, reportée deux fois"; empty when it never moved."""
    if not moves:
        return ""
    return _("échéance initiale %(initial)s, reportée %(times)s") % {
        "initial": ui.typo(moves[0].from_text),
        "times": _times(len(moves)),
    }


def drift_sentence(drift: Drift) -> str:
    """ "Cinq échéances ont été reportées, huit années en tout."; empty when none was."""
    if not drift.deadlines:
        return ""
    head = ngettext("%(n)s échéance a été reportée", "%(n)s échéances ont été reportées", drift.deadlines)
    said = capital(head % {"n": feminine(drift.deadlines)})
    if drift.years:
        years = ngettext("%(n)s année en tout", "%(n)s années en tout", drift.years) % {"n": feminine(drift.years)}
        said = _("%(what)s, %(years)s") % {"what": said, "years": years}
    if drift.undated:
        undated = ngettext("%(n)s n’a plus de date", "%(n)s n’ont plus de date", drift.undated)
        said = _("%(what)s ; %(undated)s") % {"what": said, "undated": undated % {"n": feminine(drift.undated)}}
    return f"{said}."


def drift_page(plan: PlanView, moves: Moves, slug: str) -> DriftPage:
    """Each standing action whose deadline moved, in the plan's order."""
    shifts = []
    decided = decided_of(one for own in moves.values() for one in own)
    for action in plan.actions:
        row, own = action.row, moves.get(action.row.id, ())
        if own:
            shifts.append(
                Shift(
                    code=row.code,
                    title=ui.typo(row.short_title) or marks.plain(row.text),
                    address=address("action", slug, row.id),
                    bodies=marks.chips(row.bodies),
                    initial=ui.typo(own[0].from_text),
                    now=ui.typo(row.deadline.text) or "–",
                    years=_years(shifted(action, own).years(plan.boundary)),
                    status=ui.status_pill(action.status),
                    moves=move_lines(own, decided, slug),
                )
            )
    return DriftPage(drift_sentence(drift_of(plan, moves)), tuple(shifts))


def _times(number: int) -> str:
    return ngettext("%(n)s fois", "%(n)s fois", number) % {"n": feminine(number)}


def _years(number: int) -> str:
    if not number:
        return _("dans la même année")
    return ngettext("%(n)s année plus tard", "%(n)s années plus tard", number) % {"n": feminine(number)}
