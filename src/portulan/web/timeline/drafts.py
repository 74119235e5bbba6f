"""Deadlines that are being tried, and touch nothing: they stand in the address, `?essai=<action>:2027`."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import SETTLED
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.timeline.years import shown_years

MOST = 20


@dataclass(frozen=True, slots=True)
class Drafts:
    """For each action that is tried elsewhere, the first calendar year of the year in which it would fall due."""

    moves: Mapping[uuid.UUID, int]
    as_of: str = ""

    @classmethod
    def read(cls, query: QueryDict, plan: PlanView) -> "Drafts":
        """From an address; what this plan does not have, or cannot move, is left out. `action` and `annee`, from
        the form, come last."""
        asked = [*query.getlist("essai"), f"{query.get('action', '')}:{query.get('annee', '')}"]
        years = {year.first for year in shown_years(plan)}
        moves: dict[uuid.UUID, int] = {}
        for one in asked:
            action_id, year = _parsed(one)
            action = plan.by_id.get(action_id) if action_id else None
            if action is not None and movable(action) and year in years:
                moves[action.row.id] = year
        kept = {pk: year for pk, year in moves.items() if _year(plan.by_id[pk], plan) != year}
        return cls(dict(list(kept.items())[-MOST:]), query.get("au", ""))

    def year(self, action: TrackedAction, plan: PlanView) -> AcademicYear | None:
        """The year in which the action would fall due."""
        tried = self.moves.get(action.row.id)
        return AcademicYear(tried) if tried is not None else action.row.deadline.year(plan.boundary)

    def pairs(self) -> tuple[str, ...]:
        """What stands in the address, in order."""
        return tuple(f"{pk}:{year}" for pk, year in self.moves.items())

    def without(self, action_id: uuid.UUID | None) -> str:
        """The query with one of them taken back, or all; begins with "?"."""
        left = [] if action_id is None else [f"{pk}:{year}" for pk, year in self.moves.items() if pk != action_id]
        pairs = [*(("essai", one) for one in left), *([("au", self.as_of)] if self.as_of else [])]
        return "?" + urlencode(pairs)


def movable(action: TrackedAction) -> bool:
    """What is settled, continuous or without an understood deadline does not move."""
    deadline = action.row.deadline
    return (
        action.row.state not in SETTLED
        and deadline.kind is not DeadlineKind.CONTINUOUS
        and deadline.due is not None
    )


def _year(action: TrackedAction, plan: PlanView) -> int | None:
    year = action.row.deadline.year(plan.boundary)
    return year.first if year else None


def _parsed(text: str) -> tuple[uuid.UUID | None, int | None]:
    action, _colon, year = text.partition(":")
    try:
        return uuid.UUID(action), int(year)
    except ValueError:
        return None, None
