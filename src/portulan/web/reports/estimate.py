"""How long a document takes to make: what is short is made within the request, what is long beside it."""

from collections.abc import Mapping

from portulan.tracking.queries import PlanView
from portulan.web.reports.kinds import DOCX, PDF, PPTX, XLSX, Kind

LONG = 2.0
"""Seconds from which a document is made by the worker."""

_SLOWER = 3.0
"""How much slower than where the figures were taken a school's server may be."""

_BASE = 0.05  # seconds
_AN_ACTION: Mapping[tuple[Kind, str], float] = {
    (Kind.PLAN, PDF): 0.0030,
    (Kind.FOLLOW_UP, PDF): 0.0018,
    (Kind.FOLLOW_UP, DOCX): 0.0010,
    (Kind.FOLLOW_UP, XLSX): 0.0006,
    (Kind.RECOMMENDATIONS, PDF): 0.0015,
    (Kind.PROOFS, PDF): 0.0010,
    (Kind.SUMMARY, DOCX): 0.0005,
    (Kind.SLIDES, PPTX): 0.0003,
    (Kind.DOSSIER, PDF): 0.0015,
}
"""Seconds for each action of the plan, the slowest of several runs (`bench/writing_reports.py`)."""

_OTHER = 0.0005


def seconds(kind: Kind, format: str, plan: PlanView) -> float:
    """How long that document would take on a slow server."""
    return _SLOWER * (_BASE + _AN_ACTION.get((kind, format), _OTHER) * len(plan.actions))


def is_long(kind: Kind, format: str, plan: PlanView, annexes: int = 0) -> bool:
    """Whether it is made beside the request. Annexes are files of any weight: with one, it always is."""
    return annexes > 0 or seconds(kind, format, plan) > LONG
