"""The status of an action: computed from what is declared, the deadline, the proofs and the day, never stored."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import Deadline, DeadlineKind
from portulan.plandoc.document import DeclaredState


class Status(StrEnum):
    """In the order in which statuses are always shown; the value is the word of addresses (`?statut=retard`)."""

    DONE = "realisee"
    LATE = "retard"
    DUE = "echeance"
    UNDER_WAY = "encours"
    TO_COME = "avenir"
    SUSPENDED = "suspendue"
    DROPPED = "abandonnee"
    FED = "ajour"
    TO_FEED = "anourrir"

    @property
    def label(self) -> str:
        """The French label; pages translate it."""
        return _LABELS[self]


_LABELS = {
    Status.DONE: "Réalisée",
    Status.LATE: "En retard",
    Status.DUE: "À échéance cette année",
    Status.UNDER_WAY: "En cours",
    Status.TO_COME: "À venir",
    Status.SUSPENDED: "Suspendue",
    Status.DROPPED: "Abandonnée",
    Status.FED: "En continu · à jour",
    Status.TO_FEED: "En continu · à nourrir",
}

_SETTLED = {
    DeclaredState.DONE: Status.DONE,
    DeclaredState.SUSPENDED: Status.SUSPENDED,
    DeclaredState.DROPPED: Status.DROPPED,
}


@dataclass(frozen=True, slots=True)
class Proving:
    """Of the expected results of an action: how many, how many are declared reached, how many have a proof, how
    many are declared reached without one."""

    total: int
    reached: int
    proved: int
    unproved: int


def proving(results: Iterable[tuple[bool, bool]]) -> Proving:
    """For each result, whether it is declared reached, and whether a standing proof that is no draft holds it."""
    told = list(results)
    return Proving(
        total=len(told),
        reached=sum(reached for reached, _proved in told),
        proved=sum(proved for _reached, proved in told),
        unproved=sum(reached and not proved for reached, proved in told),
    )


def status(
    declared: DeclaredState,
    deadline: Deadline,
    proof_years: Iterable[int],
    today: dt.date,
    boundary: Boundary | None = None,
) -> Status:
    """`proof_years` are the first calendar years of the academic years in which the action has a proof.

    A continuous action is never late: it expects one proof each academic year. Without an understood deadline
    an action is under way or to come. The rule is that of the design language, section 2.
    """
    boundary = boundary or Boundary()
    if declared in _SETTLED:
        return _SETTLED[declared]
    year = boundary.year_of(today)
    if deadline.kind is DeadlineKind.CONTINUOUS:
        return Status.FED if year.first in proof_years else Status.TO_FEED
    if deadline.due is not None:
        if deadline.due < today:
            return Status.LATE
        if boundary.year_of(deadline.due) == year:
            return Status.DUE
    return Status.UNDER_WAY if declared is DeclaredState.STARTED else Status.TO_COME
