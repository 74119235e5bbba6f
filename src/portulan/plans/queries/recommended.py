"""The evaluations and their recommendations, as they stand or as they stood on the day of an image."""

import uuid

from portulan.plans.queries.past import Image
from portulan.plans.queries.past_recommendations import PastRecommendations
from portulan.plans.queries.recommendations import (
    Answered,
    EvaluationRow,
    Question,
    answered_among,
    answered_by,
    evaluations,
    questions,
)


def recommended(image: Image | None) -> tuple[tuple[EvaluationRow, ...], tuple[Question, ...]]:
    """The evaluations that stand, and the references still to be told apart; in five queries today, in one for a
    past day."""
    if image is None:
        rows = evaluations()
        return rows, questions(rows)
    past = PastRecommendations(image)
    return past.evaluations(), past.questions()


def evaluations_of(image: Image | None) -> tuple[EvaluationRow, ...]:
    """The evaluations alone, in three queries today, in one for a past day."""
    return PastRecommendations(image).evaluations() if image else evaluations()


def answered_in(image: Image | None, action_id: uuid.UUID) -> tuple[Answered, ...]:
    """The recommendations that this action answers, in one query."""
    return answered_among(evaluations_of(image), action_id) if image else answered_by(action_id)
