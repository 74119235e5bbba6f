"""What the pages of recommendations print: each with its actions and its answer, the coverage, the gaps."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plans.models import Answer
from portulan.plans.queries.recommendations import EvaluationRow, Question, RecommendationRow
from portulan.plans.queries.rows import ObjectiveRow
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.page import initials
from portulan.web.plan.sentences import capital, feminine, joined
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Named:
    code: str
    title: str
    address: str
    status: SafeString


@dataclass(frozen=True, slots=True)
class Line:
    """A recommendation: `tone` is the class of its answer; `cells` are its actions by top objective."""

    id: uuid.UUID
    number: str
    text: str
    where: str
    page: str
    address: str
    answer: str
    tone: str
    reason: str
    actions: tuple[Named, ...]
    scale: SafeString
    cells: tuple[SafeString, ...]
    gap: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The recommendations of one criterion, or all those without."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Report:
    id: uuid.UUID
    title: str
    facts: str
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    edit_address: str
    list_address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A vague reference: the action, what it says, where to say which one."""

    action: Named
    reference: str
    address: str


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class RecommendationsPage:
    title: str
    lead: str
    reports: tuple[Report, ...]
    columns: tuple[Column, ...]
    gaps: tuple[Line, ...]
    asked: tuple[Asked, ...]
    asked_title: str


_TONES = {Answer.FOLLOWED: "teal", Answer.PARTLY: "ochre", Answer.DECLINED: "neutre", Answer.UNSET: ""}


def recommendations_page(
    plan: PlanView, rows: Sequence[EvaluationRow], questions: Sequence[Question], *, slug: str, edits: bool
) -> RecommendationsPage:
    """All that the page prints. `edits`: the reader may answer and tie."""
    reports = tuple(_report(one, plan, slug, edits) for one in rows)
    lines = [line for report in reports for line in report.lines]
    asked = tuple(_asked(one, plan, slug, edits) for one in questions if one.action_id in plan.by_id)
    return RecommendationsPage(
        title=_title(lines),
        lead=_lead(lines, len(asked)),
        reports=reports,
        columns=tuple(_column(top) for top in plan.objectives),
        gaps=tuple(line for line in lines if line.gap),
        asked=asked,
        asked_title=ngettext("%(n)s renvoi à préciser", "%(n)s renvois à préciser", len(asked))
        % {"n": capital(ui.words(len(asked)))},
    )


def line_of(one: RecommendationRow, plan: PlanView, slug: str) -> Line:
    """A recommendation as a page shows it."""
    actions = [plan.by_id[pk] for pk in one.actions if pk in plan.by_id]
    page = _("page %(page)s") % {"page": one.page} if one.page else ""
    answer = Answer(one.answer)
    return Line(
        id=one.id,
        number=one.number,
        text=ui.typo(one.text),
        where=" · ".join(part for part in (ui.typo(one.criterion), page) if part),
        page=page,
        address=address("recommendation", slug, one.id),
        answer=str(answer.label) if answer is not Answer.UNSET else "",
        tone=_TONES[answer],
        reason=ui.typo(one.reason),
        actions=tuple(named(action, slug) for action in actions),
        scale=marks.scale(actions) if actions else SafeString(""),
        cells=tuple(_cell(top, actions, plan) for top in plan.objectives),
        gap=not actions and answer is not Answer.DECLINED,
    )


def named(action: TrackedAction, slug: str) -> Named:
    title = ui.typo(action.row.short_title) or marks.plain(action.row.text)
    return Named(action.row.code, title, address("action", slug, action.row.id), ui.status_pill(action.status))


def _report(row: EvaluationRow, plan: PlanView, slug: str, edits: bool) -> Report:
    lines = tuple(line_of(one, plan, slug) for one in row.recommendations)
    criteria = dict.fromkeys(one.criterion for one in row.recommendations)
    return Report(
        id=row.id,
        title=ui.typo(row.title),
        facts=", ".join(filter(None, [row.agency, ui.long_day(row.on) if row.on else "", _counted(len(lines))])),
        groups=tuple(
            Group(
                ui.typo(criterion),
                tuple(
                    line
                    for line, one in zip(lines, row.recommendations, strict=True)
                    if one.criterion == criterion
                ),
            )
            for criterion in criteria
        ),
        lines=lines,
        edit_address=address("evaluation_edit", slug, row.id) if edits else "",
        list_address=address("evaluation_list", slug, row.id) if edits else "",
    )


def _cell(top: ObjectiveRow, actions: Iterable[TrackedAction], plan: PlanView) -> SafeString:
    inside = {row.id for row in top.all_actions()}
    found = [action for action in actions if action.row.id in inside]
    return marks.scale(found) if found else SafeString("")


def _column(top: ObjectiveRow) -> Column:
    label = f"{initials(top.label)} {top.code}".strip()
    return Column(label, ui.typo(top.short_title) or marks.plain(top.title))


def _asked(one: Question, plan: PlanView, slug: str, edits: bool) -> Asked:
    query = urlencode({"reference": one.reference})
    where = f"{address('recommendation_which', slug, one.action_id)}?{query}" if edits else ""
    return Asked(named(plan.by_id[one.action_id], slug), ui.typo(one.reference), where)


def _counted(number: int) -> str:
    return ngettext("%(n)d recommandation", "%(n)d recommandations", number) % {"n": number}


def _title(lines: Sequence[Line]) -> str:
    if not lines:
        return _("Recommandations des évaluations")
    gaps = sum(1 for line in lines if line.gap)
    head = ngettext("%(n)s recommandation", "%(n)s recommandations", len(lines)) % {
        "n": capital(feminine(len(lines)))
    }
    if not gaps:
        return _("%(head)s, toutes avec une réponse") % {"head": head}
    tail = ngettext("%(n)s attend une réponse", "%(n)s attendent une réponse", gaps) % {"n": feminine(gaps)}
    return f"{head}, {tail}"


def _lead(lines: Sequence[Line], asked: int) -> str:
    """What was said of them: "deux suivies, une suivie en partie, une non retenue"."""
    tally = {answer: sum(1 for line in lines if line.answer == str(answer.label)) for answer in Answer}
    followed, partly, declined = tally[Answer.FOLLOWED], tally[Answer.PARTLY], tally[Answer.DECLINED]
    said = (
        (followed, ngettext("%(n)s suivie", "%(n)s suivies", followed)),
        (partly, ngettext("%(n)s suivie en partie", "%(n)s suivies en partie", partly)),
        (declined, ngettext("%(n)s non retenue", "%(n)s non retenues", declined)),
    )
    pieces = [words % {"n": feminine(number)} for number, words in said if number]
    sentences = [f"{capital(joined(pieces))}."] if pieces else []
    if asked:
        sentences.append(
            ngettext(
                "%(n)s action renvoie à une évaluation sans dire laquelle de ses recommandations.",
                "%(n)s actions renvoient à une évaluation sans dire laquelle de ses recommandations.",
                asked,
            )
            % {"n": capital(feminine(asked))}
        )
    return " ".join(sentences)
