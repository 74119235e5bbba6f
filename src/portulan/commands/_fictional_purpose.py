"""What the fictional year answers to and serves: an evaluation with its recommendations, a vision, a mission."""

import datetime as dt
import uuid
from collections.abc import Iterable

from portulan.commands._fictional_year import Year
from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands import recommendations as commands
from portulan.plans.models import Action, Plan, Recommendation
from portulan.priorities.commands import set_served, write_statement
from portulan.workspaces.models import User


def register_evaluation(year: Year, plan: Plan, coordination: User) -> None:
    """The report, its recommendations, what is made of each; some references of the plan are left to be told."""
    told = year.evaluation
    if not told:
        return
    evaluation = commands.write_evaluation(
        plan,
        actor=coordination,
        title=told["title"],
        agency=told["agency"],
        on=dt.date.fromisoformat(told["on"]),
    )
    rows = told["recommendations"]
    texts = [Recommended(one["number"], one["text"], one["criterion"], one["page"]) for one in rows]
    made = commands.add_recommendations(evaluation, texts, actor=coordination)
    for recommendation, one in zip(made, rows, strict=True):
        commands.answer(recommendation, actor=coordination, answer=one["answer"], reason=one["reason"])
        commands.set_answering(recommendation, _ids(one["actions"]), actor=coordination)
        _say_which(recommendation, one.get("references", ()), coordination)


def write_statements(year: Year, plan: Plan, coordination: User) -> None:
    """The vision and the missions, and the actions that serve them."""
    for one in year.statements:
        statement = write_statement(plan, actor=coordination, kind=one["kind"], text=one["text"])
        set_served(statement, _ids(one["actions"]), actor=coordination)


def _say_which(recommendation: Recommendation, codes: Iterable[str], coordination: User) -> None:
    for action in Action.objects.filter(code__in=list(codes)):
        for reference in action.recommendations:
            commands.say_which(action, reference, [recommendation.pk], actor=coordination)


def _ids(codes: Iterable[str]) -> list[uuid.UUID]:
    return list(Action.objects.filter(code__in=list(codes), removed_at=None).values_list("pk", flat=True))
