"""The live plan as a plan document."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from portulan.plandoc.document import (
    Action,
    DeclaredState,
    ExpectedResult,
    Objective,
    Period,
    PlanDocument,
    Priority,
    Responsible,
    ResultKind,
    Role,
)
from portulan.plandoc.text import Wording
from portulan.plans import models
from portulan.plans.queries.past import Image

Grouped = dict[uuid.UUID | None, list[Any]]


def document_of(plan: models.Plan) -> PlanDocument:
    """The whole plan as it stands, in four queries whatever its size. Removed rows are left out."""
    return _document(
        plan,
        models.Objective.objects.filter(plan=plan, removed_at=None),
        models.Action.objects.filter(plan=plan, removed_at=None),
        models.ExpectedResult.objects.filter(action__plan=plan, removed_at=None),
        models.Responsibility.objects.filter(action__plan=plan),
    )


def document_on(image: Image) -> PlanDocument | None:
    """The whole plan as it stood on a day, without a query; None when there was none yet."""
    if image.plan is None:
        return None
    return _document(image.plan, image.objectives, image.actions, image.results, image.responsibilities)


def _document(
    plan: models.Plan,
    objective_rows: Iterable[models.Objective],
    action_rows: Iterable[models.Action],
    result_rows: Iterable[models.ExpectedResult],
    responsibility_rows: Iterable[models.Responsibility],
) -> PlanDocument:
    objectives, actions = _grouped(objective_rows, "parent_id"), _grouped(action_rows, "objective_id")
    results = _grouped(result_rows, "action_id")
    responsibilities = _grouped(responsibility_rows, "action_id")

    def objective_out(row: models.Objective) -> Objective:
        return Objective(
            id=str(row.pk),
            code=row.code,
            label=row.label,
            title=Wording.from_marked(row.title),
            short_title=row.short_title,
            objectives=tuple(objective_out(child) for child in objectives[row.pk]),
            actions=tuple(_action(one, responsibilities[one.pk], results[one.pk]) for one in actions[row.pk]),
        )

    return PlanDocument(
        title=plan.title,
        period=Period(plan.starts, plan.ends),
        edition=plan.edition,
        organisation=plan.organisation,
        language=plan.language,
        acronyms=dict(plan.acronyms),
        columns=dict(plan.columns),
        objectives=tuple(objective_out(row) for row in objectives[None]),
    )


def _action(
    row: models.Action,
    responsibilities: Iterable[models.Responsibility],
    results: Iterable[models.ExpectedResult],
) -> Action:
    return Action(
        id=str(row.pk),
        code=row.code,
        text=Wording.from_marked(row.text),
        short_title=row.short_title,
        responsibles=tuple(Responsible(one.written, Role(one.role)) for one in responsibilities),
        deadline=row.deadline,
        expected_results=tuple(
            ExpectedResult(str(one.pk), Wording.from_marked(one.text), ResultKind(one.kind)) for one in results
        ),
        recommendations=tuple(row.recommendations),
        priority=Priority(row.priority),
        state=DeclaredState(row.state),
        extra=dict(row.extra),
    )


def _grouped(rows: Iterable[Any], key: str) -> Grouped:
    groups: Grouped = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups
