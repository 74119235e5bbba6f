"""The slides of a committee gathered: the sentences of the page for a direction, recommendations, drift, gaps."""

from collections.abc import Iterator, Sequence

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plans.models import Answer
from portulan.plans.queries.recommendations import EvaluationRow, Question, RecommendationRow
from portulan.reports.kinds.slides import Answered, Committee, Moved
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.tracking.queries.postponements import Move, Moves, drift_of
from portulan.web.dashboard.opening import unnamed
from portulan.web.plan import marks
from portulan.web.plan.drifting import drift_sentence
from portulan.web.plan.sentences import capital, counts_in_words, feminine
from portulan.web.reports.follow_up import status_key
from portulan.web.reports.front import Kept
from portulan.web.reports.recommendations import answer_of
from portulan.web.reports.summary import summary
from portulan.web.templatetags import ui
from portulan.workspaces.models import Workspace


def committee(
    workspace: Workspace,
    kept: Kept,
    moves: Moves,
    rows: Sequence[EvaluationRow],
    questions: Sequence[Question],
) -> Committee:
    """The slides of that plan on its day."""
    plan = kept.plan
    own: Moves = {pk: moves[pk] for pk in plan.by_id if pk in moves}
    return Committee(
        summary=summary(workspace, kept, moves, rows, questions),
        key=status_key(plan),
        recommended=tuple(_answered(one, plan) for row in rows for one in row.recommendations),
        drift=drift_sentence(drift_of(plan, own)),
        moved=tuple(_moved(one, own[one.row.id]) for one in plan.actions if one.row.id in own),
        missing=tuple(_missing(plan, rows, workspace.slug)),
    )


def _answered(row: RecommendationRow, plan: PlanView) -> Answered:
    actions = [plan.by_id[pk] for pk in row.actions if pk in plan.by_id]
    declined = row.answer == Answer.DECLINED
    none = "–" if declined else _("Aucune action n’y répond encore.")
    return Answered(
        number=row.number,
        text=ui.typo(row.text),
        answer=answer_of(row),
        actions=capital(counts_in_words(actions)) or none,
        unanswered=row.answer == Answer.UNSET,
    )


def _moved(action: TrackedAction, moves: tuple[Move, ...]) -> Moved:
    row, last = action.row, moves[-1]
    where = ", ".join(filter(None, [ui.typo(last.where), ui.day(last.decided_on)]))
    return Moved(
        code=row.code,
        title=ui.typo(row.short_title) or marks.plain(row.text),
        initial=ui.typo(moves[0].from_text),
        now=ui.typo(row.deadline.text) or "–",
        why=f"{ui.typo(last.reason)} ({where})",
    )


def _missing(plan: PlanView, rows: Sequence[EvaluationRow], slug: str) -> Iterator[str]:
    """What somebody must settle: a responsible, a date, an answer."""
    if said := strip_tags(unnamed(plan.actions, slug)):
        yield said
    unanswered = sum(1 for row in rows for one in row.recommendations if one.answer == Answer.UNSET)
    if unanswered:
        text = ngettext(
            "%(n)s recommandation attend encore une réponse.",
            "%(n)s recommandations attendent encore une réponse.",
            unanswered,
        )
        yield text % {"n": capital(feminine(unanswered))}
