"""The plan as a report gathered: its document as of the day, what it holds in figures, where it stands."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plans.queries.rows import ObjectiveRow
from portulan.reports.kinds.plan_report import PlanReport
from portulan.tracking.queries import PlanView, document_at
from portulan.tracking.queries.postponements import Moves
from portulan.web.dashboard.opening import head
from portulan.web.plan.sentences import actions_counted, joined, scale_in_words
from portulan.web.reports.follow_up import objectives_standing, remarks, sentence, status_key, years_standing
from portulan.web.reports.front import Kept, front
from portulan.workspaces.models import Workspace


def plan_report(workspace: Workspace, kept: Kept, moves: Moves) -> PlanReport:
    """The report on that plan, whole."""
    plan = kept.plan
    return PlanReport(
        front=front(workspace, kept),
        document=document_at(plan),
        lead=_lead(plan),
        sentence=f"{head(plan)}{_(' : ')}{sentence(plan)}",
        notes=remarks(plan, moves, workspace.slug),
        statuses=tuple(one.status for one in plan.actions),
        tally=scale_in_words(plan.actions),
        key=status_key(plan),
        objectives=objectives_standing(plan),
        years=years_standing(plan),
    )


def _lead(plan: PlanView) -> str:
    """ "5 objectifs, 52 actions et 75 résultats attendus."."""
    objectives, results = len(plan.objectives), sum(1 for _one in plan.results())
    below = sum(_below(one) for one in plan.objectives)
    said = [ngettext("%(n)d objectif", "%(n)d objectifs", objectives) % {"n": objectives}]
    if below:
        said.append(ngettext("%(n)d subdivision", "%(n)d subdivisions", below) % {"n": below})
    said.append(actions_counted(len(plan.actions)))
    if results:
        said.append(ngettext("%(n)d résultat attendu", "%(n)d résultats attendus", results) % {"n": results})
    return f"{joined(said)}."


def _below(node: ObjectiveRow) -> int:
    return sum(1 + _below(child) for child in node.objectives)
