"""The follow-up of recommendations gathered: each with its answer, its actions, what they depend on; the gaps."""

import uuid
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import DeclaredState
from portulan.plandoc.text import fold
from portulan.plans.models import Action, Answer, Priority
from portulan.plans.queries.dependencies import Need
from portulan.plans.queries.recommendations import EvaluationRow, Question, RecommendationRow
from portulan.reports.kinds.recommendations import Answering, Evaluated, Followed, Recommended
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.plan.sentences import joined, scale_in_words
from portulan.web.recommendations.page import recommendations_page
from portulan.web.reports.follow_up import set_wording, standing, written
from portulan.web.reports.front import Kept, front
from portulan.web.templatetags import ui
from portulan.workspaces.models import Workspace

Conditions = Mapping[uuid.UUID, tuple[str, ...]]


def followed(
    workspace: Workspace,
    kept: Kept,
    rows: Sequence[EvaluationRow],
    questions: Sequence[Question],
    conditions: Conditions,
) -> Followed:
    """The report. `conditions` are what each action depends on."""
    plan = kept.plan
    shown = recommendations_page(plan, rows, questions, slug=workspace.slug, edits=False)
    return Followed(
        front=front(workspace, kept),
        lead=" ".join(filter(None, [f"{shown.title}.", shown.lead])),
        evaluations=tuple(_evaluated(one, plan, conditions) for one in rows),
        gaps=tuple(_gaps(rows, questions, plan)),
        statuses=tuple(one.status for one in answering(rows, plan)),
        tally=scale_in_words(answering(rows, plan)),
    )


def conditions_of(plan: PlanView, needs: Sequence[Need]) -> Conditions:
    """What each action still depends on: what the plan writes so, other actions, a name, a date. In one query."""
    found: dict[uuid.UUID, list[str]] = {one.row.id: [] for one in plan.actions}
    written_so = Action.objects.filter(removed_at=None).values_list("id", "extra")
    for pk, extra in written_so:
        texts = [text for title, text in extra.items() if fold(title).startswith("condition") and text]
        found.get(pk, []).extend(ui.typo(text) for text in texts)
    for one in needs:
        needed = plan.by_id.get(one.needs_id)
        if needed is not None and needed.row.state is not DeclaredState.DONE:
            found.get(one.action_id, []).append(_needed(needed, one.note))
    for action in plan.actions:
        found[action.row.id].extend(_missing(action))
    return {pk: tuple(lines) for pk, lines in found.items()}


def answering(rows: Sequence[EvaluationRow], plan: PlanView) -> tuple[TrackedAction, ...]:
    """The actions that answer a recommendation, each once, in the plan's order."""
    found = {pk for row in rows for one in row.recommendations for pk in one.actions}
    return tuple(one for one in plan.actions if one.row.id in found)


def _needed(needed: TrackedAction, note: str) -> str:
    said = _("Après l’action %(code)s") % {"code": needed.row.code or ui.typo(needed.row.short_title)}
    return _("%(what)s : %(note)s") % {"what": said, "note": ui.typo(note)} if note else said


def _missing(action: TrackedAction) -> Iterator[str]:
    if not action.row.bodies:
        yield _("Un responsable à désigner")
    if action.row.deadline.due is None and action.row.deadline.kind is not DeadlineKind.CONTINUOUS:
        yield _("Une échéance à fixer")


def _evaluated(row: EvaluationRow, plan: PlanView, conditions: Conditions) -> Evaluated:
    return Evaluated(
        ui.typo(row.title),
        evaluation_facts(row),
        tuple(_recommended(one, plan, conditions) for one in row.recommendations),
    )


def _recommended(row: RecommendationRow, plan: PlanView, conditions: Conditions) -> Recommended:
    return Recommended(
        axis=ui.typo(row.criterion),
        number=row.number,
        text=ui.typo(row.text),
        page=page_of(row),
        answer=answer_of(row),
        reason=ui.typo(row.reason),
        declined=row.answer == Answer.DECLINED,
        actions=tuple(
            _answering(plan.by_id[pk], conditions.get(pk, ())) for pk in row.actions if pk in plan.by_id
        ),
    )


def evaluation_facts(row: EvaluationRow) -> str:
    """The agency of an evaluation and its day."""
    return ", ".join(filter(None, [row.agency, ui.long_day(row.on)]))


def page_of(row: RecommendationRow) -> str:
    """Where the report has it: "page 12"."""
    return _("page %(page)s") % {"page": row.page} if row.page else ""


def answer_of(row: RecommendationRow) -> str:
    """What is made of it in a word; empty while nobody said."""
    answer = Answer(row.answer)
    return str(answer.label) if answer is not Answer.UNSET else ""


def _answering(action: TrackedAction, conditions: tuple[str, ...]) -> Answering:
    row = action.row
    return Answering(
        code=row.code,
        text=set_wording(row.text),
        priority=str(Priority(row.priority.value).label),
        bodies=tuple(written(one) for one in row.bodies),
        deadline=ui.typo(row.deadline.text),
        status=action.status,
        standing=standing(action),
        results=tuple(set_wording(one.text) for one in row.results),
        conditions=conditions,
    )


def _gaps(rows: Sequence[EvaluationRow], questions: Sequence[Question], plan: PlanView) -> Iterator[str]:
    for row in rows:
        for one in row.recommendations:
            missing = list(_lacks(one, plan))
            if missing:
                said = {"number": one.number, "title": ui.typo(row.title), "what": joined(missing)}
                yield _("Recommandation %(number)s (%(title)s) : %(what)s.") % said
    for question in questions:
        if question.action_id in plan.by_id:
            code = plan.by_id[question.action_id].row.code
            said = {"code": code, "reference": ui.typo(question.reference)}
            yield _("Action %(code)s : elle renvoie à « %(reference)s » sans que l’on sache laquelle.") % said


def _lacks(one: RecommendationRow, plan: PlanView) -> Iterator[str]:
    if one.answer == Answer.UNSET:
        yield _("réponse à donner")
    if one.answer != Answer.DECLINED and not any(pk in plan.by_id for pk in one.actions):
        yield _("aucune action n’y répond")
