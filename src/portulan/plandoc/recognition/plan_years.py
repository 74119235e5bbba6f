""" "Année 2" becomes days once the plan's own years are known."""

from dataclasses import replace

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plandoc.document import Action, Objective, PlanDocument


def with_plan_years(document: PlanDocument, boundary: Boundary) -> PlanDocument:
    """The document with the days of each deadline that counts the years of the plan."""
    first = document.period.starts
    if first is None or all(one.deadline.kind is not DeadlineKind.PLAN_YEAR for one in document.actions()):
        return document

    def action(one: Action) -> Action:
        if one.deadline.kind is not DeadlineKind.PLAN_YEAR:
            return one
        return replace(one, deadline=understand(one.deadline.text, boundary, first))

    def objective(one: Objective) -> Objective:
        return replace(
            one, objectives=tuple(map(objective, one.objectives)), actions=tuple(map(action, one.actions))
        )

    return replace(document, objectives=tuple(map(objective, document.objectives)))
