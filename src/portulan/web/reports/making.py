"""Makes a report: what was asked, gathered from the open workspace, then written in its format."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404

from portulan.plans.queries.recommendations import evaluations, questions
from portulan.reports import follow_up_file, proofs_file, recommendations_file, slides_file, summary_file
from portulan.tracking.queries import Note, PlanView, dependencies_of, last_notes
from portulan.tracking.queries.postponements import postponements
from portulan.web.reports.follow_up import follow_up
from portulan.web.reports.front import Kept
from portulan.web.reports.page import Kind
from portulan.web.reports.proofs import AUDIENCES, listed_proofs
from portulan.web.reports.recommendations import conditions_of, followed
from portulan.web.reports.slides import committee
from portulan.web.reports.summary import summary
from portulan.workspaces.models import Workspace

File = tuple[bytes, str, str]


@dataclass(frozen=True, slots=True)
class Order:
    """A report to make: of which part of the plan, in which format, for whom (a word of `AUDIENCES`)."""

    workspace: Workspace
    kept: Kept
    format: str
    audience: str = "membres"


def make(kind: Kind, order: Order) -> File:
    """The file, as `reports.plan_file` gives it. Raises Http404 for an audience that does not exist."""
    return _MAKERS[kind](order)


def notes_until(plan: PlanView) -> Mapping[uuid.UUID, Note]:
    """The last note of each action on the day of the plan."""
    return last_notes(list(plan.by_id), day=plan.past)


def _follow_up(order: Order) -> File:
    plan = order.kept.plan
    moves = postponements(plan.as_of)
    return follow_up_file(follow_up(order.workspace, order.kept, moves, notes_until(plan)), order.format)


def _recommendations(order: Order) -> File:
    rows = evaluations()
    conditions = conditions_of(order.kept.plan, dependencies_of(order.kept.plan))
    facts = followed(order.workspace, order.kept, rows, questions(rows), conditions)
    return recommendations_file(facts, order.format)


def _proofs(order: Order) -> File:
    if order.audience not in AUDIENCES:
        raise Http404
    return proofs_file(listed_proofs(order.workspace, order.kept, AUDIENCES[order.audience]), order.format)


def _summary(order: Order) -> File:
    rows, moves = evaluations(), postponements(order.kept.plan.as_of)
    return summary_file(summary(order.workspace, order.kept, moves, rows, questions(rows)), order.format)


def _slides(order: Order) -> File:
    rows, moves = evaluations(), postponements(order.kept.plan.as_of)
    return slides_file(committee(order.workspace, order.kept, moves, rows, questions(rows)))


_MAKERS: Mapping[Kind, Callable[[Order], File]] = {
    Kind.FOLLOW_UP: _follow_up,
    Kind.RECOMMENDATIONS: _recommendations,
    Kind.PROOFS: _proofs,
    Kind.SUMMARY: _summary,
    Kind.SLIDES: _slides,
}
