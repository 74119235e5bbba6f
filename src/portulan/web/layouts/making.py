"""A report written in a template of today's plan; what a template is told of it."""

from collections.abc import Callable, Mapping
from typing import Any

from portulan.layouts.models import Template
from portulan.layouts.queries import in_template
from portulan.plans.models import Plan
from portulan.plans.queries.revisions import editions
from portulan.reports.files import register_file
from portulan.reports.templates import InTemplate, Told
from portulan.reports.templates.telling import EVERY, agenda, body_sheet, minutes
from portulan.reports.templates.vocabulary import ALL
from portulan.tracking.queries import PlanView
from portulan.web.access import MemberRequest
from portulan.web.layouts import samples
from portulan.web.reports.front import Kept
from portulan.web.reports.kinds import DOCX, Kind
from portulan.web.reports.making import Order, make
from portulan.web.revisions.asked import today_of
from portulan.web.revisions.register import register_of

Sample = Callable[[MemberRequest, PlanView, InTemplate], bytes]


def shown(request: MemberRequest, plan: PlanView, template: Template) -> bytes:
    """Today's report in a template, as .docx: of its kind, or the progress report where it is for all. Raises
    Invalid."""
    return _SAMPLES[template.kind](request, plan, in_template(template))


def told(request: MemberRequest, plan: PlanView, kind: str) -> dict[str, Any]:
    """What a template of that kind is told of the plan today."""
    heard: list[Told] = []

    def hear(one: Told) -> bytes:
        heard.append(one)
        return b""

    _SAMPLES[kind](request, plan, InTemplate(hear))
    return dict(heard[0].context)


def _report(kind: Kind) -> Sample:
    return lambda request, plan, chosen: b"".join(
        make(kind, Order(request.workspace, Kept(plan), DOCX, template=chosen)).pieces
    )


def _register(request: MemberRequest, _plan: PlanView, chosen: InTemplate) -> bytes:
    """What changed since the latest revision; nothing, where there is none."""
    plan = Plan.objects.get()
    between = [*editions(plan)[-1:], today_of(plan)]
    return register_file(register_of(request.workspace, between), chosen)[0]


_SAMPLES: Mapping[str, Sample] = {
    ALL: _report(Kind.FOLLOW_UP),
    body_sheet.KIND.value: samples.body_sheet,
    agenda.KIND.value: samples.agenda,
    minutes.KIND.value: samples.minutes,
    **{one: _report(one) for one in Kind if one in EVERY},
    Kind.REGISTER: _register,
}
"""What a template of each kind is shown with: today's own report."""
