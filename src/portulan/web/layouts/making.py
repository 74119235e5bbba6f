"""A report written in a template of today's plan; what a template is told of it."""

from collections.abc import Callable, Mapping
from typing import Any

from portulan.layouts.models import Template
from portulan.layouts.queries import in_template
from portulan.plans.models import Plan
from portulan.plans.queries.revisions import editions
from portulan.reports import register_file
from portulan.reports.templates import InTemplate, Told
from portulan.reports.templates.telling import EVERY
from portulan.reports.templates.vocabulary import ALL
from portulan.tracking.queries import PlanView
from portulan.web.reports.front import Kept
from portulan.web.reports.kinds import DOCX, Kind
from portulan.web.reports.making import Order, make
from portulan.web.revisions.register import register_of
from portulan.web.revisions.views import REGISTER, today_of
from portulan.workspaces.models import Workspace


def shown(workspace: Workspace, plan: PlanView, template: Template) -> bytes:
    """Today's report in a template, as .docx: of its kind, or the progress report where it is for all. Raises
    Invalid."""
    return _made(workspace, plan, template.kind, in_template(template))


def told(workspace: Workspace, plan: PlanView, kind: str) -> dict[str, Any]:
    """What a template of that kind is told of the plan today."""
    heard: list[Told] = []

    def hear(one: Told) -> bytes:
        heard.append(one)
        return b""

    _made(workspace, plan, kind, InTemplate(hear))
    return dict(heard[0].context)


def _made(workspace: Workspace, plan: PlanView, kind: str, chosen: InTemplate) -> bytes:
    return _SAMPLES[kind](workspace, plan, chosen)


def _report(kind: Kind) -> Callable[[Workspace, PlanView, InTemplate], bytes]:
    return lambda workspace, plan, chosen: b"".join(
        make(kind, Order(workspace, Kept(plan), DOCX, template=chosen)).pieces
    )


def _register(workspace: Workspace, _plan: PlanView, chosen: InTemplate) -> bytes:
    """What changed since the latest revision; nothing, where there is none."""
    plan = Plan.objects.get()
    between = [*editions(plan)[-1:], today_of(plan)]
    return register_file(register_of(workspace, between), chosen)[0]


_SAMPLES: Mapping[str, Callable[[Workspace, PlanView, InTemplate], bytes]] = {
    ALL: _report(Kind.FOLLOW_UP),
    REGISTER: _register,
    **{one: _report(one) for one in Kind if one in EVERY},
}
"""What a template of each kind is shown with: today's own report."""
