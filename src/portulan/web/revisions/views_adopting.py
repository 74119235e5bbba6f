"""Adopting the plan as it stands, after a look at what changed since the last revision."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.meetings.models import Decision
from portulan.plandoc.comparison.slipping import chained
from portulan.plans.commands.adopting import adopt_revision
from portulan.plans.models import Plan
from portulan.plans.queries.document import document_of
from portulan.plans.queries.revisions import Edition, editions
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.remembered import link, remembered, source
from portulan.web.plan.views import no_plan
from portulan.web.returning import say
from portulan.web.revisions import words
from portulan.web.revisions.adoption import AdoptionForm
from portulan.workspaces.permissions import Permission


@page(Permission.EDIT_PLAN)
def adopt(request: MemberRequest) -> HttpResponse:
    """The form, and beside it what this revision would hold that the last one did not."""
    plan = Plan.objects.first()
    if plan is None:
        return no_plan(request)
    decided = remembered(request)
    first = {"adopted_on": timezone.localdate().isoformat(), **_decided(decided)}
    form = AdoptionForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            kept = adopt_revision(plan, actor=request.user, **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            link(request, kept)
            say(
                request, _("La révision « %(label)s » est gardée. Plus rien ne la change.") % {"label": kept.label}
            )
            return redirect("revision", request.workspace.slug, kept.pk)
    known = editions(plan)
    context = {
        "form": form,
        "last": known[-1] if known else None,
        "since": _since(known[-1], plan) if known else "",
        "slug": request.workspace.slug,
        "decided": source(decided, request.workspace.slug) if decided else None,
        "decision": decided,
    }
    return render(request, "revisions/adopt.html", context, status=422 if form.errors else 200)


def _decided(decision: Decision | None) -> dict[str, Any]:
    """What the decision that adopts it says of a revision."""
    if decision is None:
        return {}
    return {
        "adopted_on": decision.meeting.day.isoformat(),
        "body": decision.meeting.body_id,
        "note": decision.text,
    }


def _since(last: Edition, plan: Plan) -> str:
    """What the plan says today that its last revision did not: "3 reformulées, 2 échéances changées"."""
    return words.actions_changed(words.told(*chained([last.document, document_of(plan)])))
