"""The evaluations with their recommendations, the actions that answer them, and what is still to be told apart."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from portulan.plandoc.recommendations import is_vague, named_by
from portulan.plans.models import Action, Evaluation, Recommendation, RecommendationTie


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation; `actions` are the identities of the standing actions that answer it, in order."""

    id: uuid.UUID
    evaluation_id: uuid.UUID
    number: str
    text: str
    criterion: str
    page: str
    answer: str
    reason: str
    answered_on: dt.date | None
    actions: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    id: uuid.UUID
    title: str
    agency: str
    on: dt.date | None
    recommendations: tuple[RecommendationRow, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A reference that an action makes, tied to no recommendation yet: which one? `named` are those that it seems
    to name."""

    action_id: uuid.UUID
    reference: str
    vague: bool
    named: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation that an action answers, with the title of its evaluation."""

    id: uuid.UUID
    number: str
    text: str
    evaluation: str


def evaluations() -> tuple[EvaluationRow, ...]:
    """Those that stand, the latest first, in three queries."""
    ties: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    standing = RecommendationTie.objects.filter(action__removed_at=None, recommendation__removed_at=None)
    in_order = standing.order_by("action__objective__position", "action__position", "action_id")
    for recommendation_id, action_id in in_order.values_list("recommendation_id", "action_id"):
        ties[recommendation_id].append(action_id)
    rows: dict[uuid.UUID, list[RecommendationRow]] = defaultdict(list)
    fields = ("id", "evaluation_id", "number", "text", "criterion", "page", "answer", "reason", "answered_on")
    for row in Recommendation.objects.filter(removed_at=None).order_by("position", "id").values(*fields):
        rows[row["evaluation_id"]].append(RecommendationRow(**row, actions=tuple(ties[row["id"]])))
    found = Evaluation.objects.filter(removed_at=None).values("id", "title", "agency", "on")
    return tuple(EvaluationRow(**row, recommendations=tuple(rows[row["id"]])) for row in found)


def by_action(rows: tuple[EvaluationRow, ...]) -> Mapping[uuid.UUID, tuple[RecommendationRow, ...]]:
    """The recommendations that each action answers."""
    found: dict[uuid.UUID, tuple[RecommendationRow, ...]] = {}
    for evaluation in rows:
        for one in evaluation.recommendations:
            for action_id in one.actions:
                found[action_id] = (*found.get(action_id, ()), one)
    return found


def answered_by(action_id: uuid.UUID) -> tuple[Answered, ...]:
    """The recommendations that stand and that this action answers, with their evaluations; one query."""
    standing = Recommendation.objects.filter(removed_at=None, evaluation__removed_at=None)
    found = standing.filter(ties__action_id=action_id).distinct()
    rows = found.order_by("position", "id").values_list("id", "number", "text", "evaluation__title")
    return tuple(Answered(*row) for row in rows)


def answered_among(rows: Iterable[EvaluationRow], action_id: uuid.UUID) -> tuple[Answered, ...]:
    """The same, among those of these evaluations."""
    return tuple(
        Answered(one.id, one.number, one.text, evaluation.title)
        for evaluation in rows
        for one in evaluation.recommendations
        if action_id in one.actions
    )


def questions(rows: Sequence[EvaluationRow]) -> tuple[Question, ...]:
    """The references of standing actions that are tied to no recommendation yet, in the plan's order. In two
    queries."""
    settled = set(RecommendationTie.objects.exclude(reference="").values_list("action_id", "reference"))
    actions = Action.objects.filter(removed_at=None).exclude(recommendations=[])
    in_order = actions.order_by("objective__position", "position", "id").values_list("id", "recommendations")
    return questions_among(in_order, settled, rows)


def questions_among(
    referring: Iterable[tuple[uuid.UUID, Sequence[str]]],
    settled: Collection[tuple[uuid.UUID, str]],
    rows: Sequence[EvaluationRow],
) -> tuple[Question, ...]:
    """The references of these actions that are not settled, with the recommendations that each seems to name."""
    known = {one.number: one.id for evaluation in reversed(rows) for one in evaluation.recommendations}
    return tuple(
        Question(pk, reference, is_vague(reference), tuple(known[number] for number in named_by(reference, known)))
        for pk, references in referring
        for reference in references
        if (pk, reference) not in settled
    )
