"""The revisions of the plan: their list with what slipped, one of them to read, two of them compared."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portulan.drafts.queries import open_drafts
from portulan.meetings.queries.decisions import led_to
from portulan.plandoc.comparison import told
from portulan.plandoc.comparison.slipping import chained
from portulan.plans.models import Plan
from portulan.plans.queries.revisions import Edition
from portulan.plans.queries.standing import StandingPlan, standing_plan
from portulan.reports.files import redline_file, register_file
from portulan.tracking.queries import PlanView, document_at, plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.remembered import sources
from portulan.web.plan.views import no_plan
from portulan.web.reports.asked import asked
from portulan.web.reports.kinds import FORMATS, PDF, Kind, title_of
from portulan.web.reports.layouts import ASKED, asked_template
from portulan.web.revisions import words
from portulan.web.revisions.asked import asked_editions, kept_by, live
from portulan.web.revisions.comparison_page import comparison_page
from portulan.web.revisions.page import name, revisions_page
from portulan.web.revisions.reading import reading_of
from portulan.web.revisions.register import register_of
from portulan.workspaces.permissions import Permission, may


@page(Permission.READ, dated=True)
@require_GET
def revisions(request: MemberRequest) -> HttpResponse:
    """Every revision, the latest first, and how deadlines slipped from one to the next."""
    plan = standing_plan(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    may_adopt = bool(may(request.membership, Permission.EDIT_PLAN))
    kept = kept_by(plan)
    context = {
        "page": revisions_page([*kept.by_then, live(plan)], request.workspace.slug),
        "since_then": kept.since_then,
        "day": plan.past,
        "slug": request.workspace.slug,
        "may_import": bool(may(request.membership, Permission.IMPORT)),
        "may_adopt": may_adopt,
        "drafts": open_drafts() if may_adopt else (),
    }
    return render(request, "revisions/revisions.html", context)


@page(Permission.READ, dated=True)
@require_GET
def revision(request: MemberRequest, revision_id: uuid.UUID) -> HttpResponse:
    """One revision as it was adopted."""
    plan = standing_plan(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    found = next((one for one in kept_by(plan).by_then if one.id == revision_id), None)
    if found is None:
        raise Http404
    context = {
        "page": reading_of(found, _standing(plan), request.workspace.slug),
        "slug": request.workspace.slug,
        "sources": sources(led_to("revision", [found.id])[found.id], request.workspace.slug),
    }
    return render(request, "revisions/revision.html", context)


@page(Permission.READ, dated=True)
@require_GET
def comparison(request: MemberRequest) -> HttpResponse:
    """What changed between two revisions, or from one to the plan as it stands: `de` and `a` of the address."""
    view = plan_view(request.workspace, request.as_of)
    if view is None:
        return no_plan(request)
    plan = _of(view)
    known, (older, newer) = asked_editions(plan, request.GET.dict())
    statuses = {own: one.status for own, one in view.by_id.items()}
    context = {
        "page": comparison_page(older, newer, known, statuses, request.workspace.slug),
        "slug": request.workspace.slug,
    }
    return render(request, "revisions/comparison.html", context)


@page(Permission.READ, dated=True)
@require_GET
def comparison_json(request: MemberRequest) -> HttpResponse:
    """The same for programs: the shape is that of `plandoc.comparison.told`."""
    _known, asked = asked_editions(_plan(request), request.GET.dict())
    older, newer = chained([one.document for one in asked])
    found = words.told(older, newer)
    sides = (_side(asked[0]), _side(asked[1]))
    shown = told.to_json(older, newer, found, sides=sides, in_words=words.summary_of(older, newer, found))
    return HttpResponse(told.dumps(shown), content_type="application/json; charset=utf-8")


def _side(edition: Edition) -> dict[str, str]:
    on = edition.on.isoformat()
    return {"id": name(edition), "label": edition.label, "on": on, "body": edition.body, "note": edition.note}


@page(Permission.READ, dated=True)
@require_GET
def tracked(request: MemberRequest) -> HttpResponse:
    """The same as a Word file: the newer one, with tracked changes from the older one."""
    plan = _plan(request)
    _known, (older, newer) = asked_editions(plan, request.GET.dict())
    content, media_type, suffix = redline_file(
        older.document, newer.document, author=request.user.name, on=timezone.now()
    )
    name = _("%(plan)s, suivi des modifications") % {"plan": plan.plan.title[:100]}
    disposition = content_disposition_header(True, f"{name}.{suffix}") or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})


@page(Permission.READ, dated=True)
@require_GET
def register(request: MemberRequest, format: str) -> HttpResponse:
    """The register of what changed between the two, as a document: what, why, decided where and when."""
    if format not in FORMATS[Kind.REGISTER]:
        raise Http404
    plan = _plan(request)
    if format == PDF and request.GET.get(ASKED):
        wanted = asked(Kind.REGISTER, format, request.GET, request.as_of)
        told = {"title": title_of(Kind.REGISTER), "wanted": wanted, "slug": request.workspace.slug}
        return render(request, "reports/long.html", told)
    known, (older, newer) = asked_editions(plan, request.GET.dict())
    facts = register_of(request.workspace, known[known.index(older) : known.index(newer) + 1])
    layout = asked_template(Kind.REGISTER, format, request.GET.dict()) or format
    content, media_type, suffix = register_file(facts, layout)
    name = _("Registre des modifications, de %(older)s à %(newer)s") % {
        "older": older.label[:60],
        "newer": newer.label[:60],
    }
    disposition = content_disposition_header(True, f"{name}.{suffix}") or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})


def _plan(request: MemberRequest) -> StandingPlan:
    """The plan of the day that is asked for. Raises Http404 when there was none."""
    plan = standing_plan(request.workspace, request.as_of)
    if plan is None:
        raise Http404
    return plan


def _of(view: PlanView) -> StandingPlan:
    """The plan of a view, which has the statuses of its actions too."""
    plan = view.image.plan if view.image else None
    return StandingPlan(
        plan or Plan.objects.get(pk=view.facts.id), document_at(view), view.as_of, view.boundary, view.image
    )


def _standing(plan: StandingPlan) -> set[uuid.UUID]:
    return {uuid.UUID(one.id) for one in plan.document.actions()}
