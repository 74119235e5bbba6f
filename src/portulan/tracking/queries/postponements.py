"""Deadlines that moved: each action's postponements on a day, and how far the whole plan has drifted."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from portulan.journal.models import Entry
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import reread_day
from portulan.plandoc.drift import Drift, Shifted, drift
from portulan.plans.queries.past import end_of
from portulan.tracking.models import Postponement
from portulan.tracking.queries import PlanView, TrackedAction


@dataclass(frozen=True, slots=True)
class Move:
    """One postponement: from and to as written, why, and where it was decided."""

    id: uuid.UUID
    action_id: uuid.UUID
    from_text: str
    from_due: dt.date | None
    to_text: str
    to_due: dt.date | None
    reason: str
    body_acronym: str | None
    body_name: str | None
    decided_where: str
    decided_on: dt.date
    author_name: str

    @property
    def where(self) -> str:
        """The body that decided, and the words that say where; empty when nobody said."""
        return ", ".join(filter(None, [self.body_acronym or self.body_name, self.decided_where]))


Moves = Mapping[uuid.UUID, tuple[Move, ...]]


def postponements(day: dt.date | None = None, *, of: Iterable[uuid.UUID] | None = None) -> Moves:
    """The standing postponements of each action at the end of a day (today's when none is said), in the order in
    which they were made, in one query (two for a past day); `of` keeps these actions only."""
    rows = Postponement.objects.all()
    if day is None or day >= timezone.localdate():
        rows = rows.filter(undone_at=None)
    else:
        end = end_of(day)
        rows = rows.filter(Q(undone_at=None) | Q(undone_at__gte=end), created_at__lt=end)
    if of is not None:
        rows = rows.filter(action_id__in=list(of))
    grouped: dict[uuid.UUID, list[Move]] = defaultdict(list)
    for row in rows.order_by("created_at", "id").values_list(
        "id", "action_id", "from_text", "from_due", "to_text", "to_due", "reason",
        "body__acronym", "body__name", "decided_where", "decided_on", "author_name",
    ):  # fmt: skip
        grouped[row[1]].append(Move(*row))
    then = _year_then(day) if grouped and day else None
    return {action_id: tuple(_as_then(one, then) for one in moves) for action_id, moves in grouped.items()}


def _year_then(day: dt.date) -> tuple[Boundary, Boundary] | None:
    """When years begin now, and when they did at the end of that day; None when that was never changed since."""
    if day >= timezone.localdate():
        return None
    changed = ("workspace.changed", "undo.workspace.changed")
    since = Entry.objects.filter(verb__in=changed, at__gte=end_of(day)).order_by("at", "id")
    told = list(since.values_list("before", "after"))
    return (_boundary(told[-1][1]), _boundary(told[0][0])) if told else None


def _boundary(values: Mapping[str, Any]) -> Boundary:
    terms = tuple((month, day) for month, day in values["later_terms"])
    return Boundary(values["year_month"], values["year_day"], terms)


def _as_then(move: Move, years: tuple[Boundary, Boundary] | None) -> Move:
    """The postponement with the days that its deadlines had when years began otherwise."""
    if years is None:
        return move
    began = reread_day(move.from_text, move.from_due, *years)
    return replace(move, from_due=began, to_due=reread_day(move.to_text, move.to_due, *years))


def shifted(action: TrackedAction, moves: tuple[Move, ...]) -> Shifted:
    """How far this action's deadline has moved."""
    original = moves[0].from_due if moves else action.row.deadline.due
    return Shifted(original, action.row.deadline.due, len(moves))


def drift_of(plan: PlanView, moves: Moves) -> Drift:
    """The drift of the plan's standing actions."""
    return drift((shifted(action, moves.get(action.row.id, ())) for action in plan.actions), plan.boundary)
