"""The page for a direction gathered: the dashboard's sentences, what is late and due, what comes."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.status import Status
from portulan.plans.queries.recommendations import EvaluationRow, Question
from portulan.reports.kinds.summary import Batch, Expected, Summary
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.tracking.queries.postponements import Moves
from portulan.web.dashboard.opening import head
from portulan.web.dashboard.page import due_by_year
from portulan.web.plan import marks
from portulan.web.plan.drifting import initial_line
from portulan.web.plan.sentences import capital, feminine, scale_in_words
from portulan.web.recommendations.page import recommendations_page
from portulan.web.reports.follow_up import objectives_standing, remarks, sentence
from portulan.web.reports.front import Kept, front
from portulan.web.templatetags import ui
from portulan.workspaces.models import Workspace


def summary(
    workspace: Workspace,
    kept: Kept,
    moves: Moves,
    rows: Sequence[EvaluationRow],
    questions: Sequence[Question],
) -> Summary:
    """The page of that plan on its day."""
    plan = kept.plan
    shown = recommendations_page(plan, rows, questions, slug=workspace.slug, edits=False)
    said = [f"{shown.title}.", shown.lead] if rows else [_("Aucune évaluation n’est inscrite."), shown.lead]
    return Summary(
        front=front(workspace, kept),
        lead=head(plan),
        sentence=sentence(plan),
        notes=remarks(plan, moves, workspace.slug),
        statuses=tuple(one.status for one in plan.actions),
        tally=scale_in_words(plan.actions),
        objectives=objectives_standing(plan),
        batches=tuple(_batches(plan, moves)),
        recommendations=" ".join(filter(None, said)),
        coming=tuple(_coming(plan)),
    )


def _batches(plan: PlanView, moves: Moves) -> Iterator[Batch]:
    titles = {Status.LATE: _("En retard"), Status.DUE: _("À mener à terme cette année")}
    for status, title in titles.items():
        found = [one for one in plan.actions if one.status is status]
        if found:
            said = _("%(title)s : %(n)d") % {"title": title, "n": len(found)}
            yield Batch(said, tuple(_expected(one, moves) for one in found))


def _expected(action: TrackedAction, moves: Moves) -> Expected:
    row = action.row
    about = [ui.typo(row.deadline.text), initial_line(moves.get(row.id, ()))]
    return Expected(
        code=row.code,
        title=ui.typo(row.short_title) or marks.plain(row.text),
        bodies=", ".join(ui.typo(one.label) for one in row.bodies if one.pilot),
        about=", ".join(filter(None, about)),
    )


def _coming(plan: PlanView) -> Iterator[str]:
    """What the year still expects from continuous actions, then what is planned for the years after it."""
    hungry = sum(1 for one in plan.actions if one.status is Status.TO_FEED)
    if hungry:
        until = ui.long_day(plan.boundary.ends(plan.year))
        text = ngettext(
            "%(n)s action continue attend une preuve avant le %(day)s.",
            "%(n)s actions continues attendent une preuve avant le %(day)s.",
            hungry,
        )
        yield text % {"n": capital(feminine(hungry)), "day": until}
    for year, due in due_by_year(plan).items():
        open_ones = [one for one in due if one.status in (Status.UNDER_WAY, Status.TO_COME)]
        if year > plan.year and open_ones:
            text = ngettext(
                "%(year)s : %(n)d action à mener à terme.",
                "%(year)s : %(n)d actions à mener à terme.",
                len(open_ones),
            )
            yield text % {"year": year.long, "n": len(open_ones)}
