"""The revisions of the plan: their list with what slipped, one of them to read, two of them compared."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

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
from portulan.plans.queries.document import document_of
from portulan.plans.queries.past import end_of
from portulan.plans.queries.revisions import Edition, editions
from portulan.plans.queries.standing import StandingPlan, standing_plan
from portulan.reports.files import redline_file, register_file
from portulan.tracking.queries import PlanView, document_at, plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.remembered import sources
from portulan.web.plan.views import no_plan
from portulan.web.reports.layouts import asked_template
from portulan.web.revisions import words
from portulan.web.revisions.comparison_page import comparison_page
from portulan.web.revisions.page import TODAY, name, revisions_page
from portulan.web.revisions.reading import reading_of
from portulan.web.revisions.register import register_of
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission, may

REGISTER = "registre"
REGISTER_FORMATS = ("pdf", "docx", "xlsx")


@page(Permission.READ, dated=True)
@require_GET
def revisions(request: MemberRequest) -> HttpResponse:
    """Every revision, the latest first, and how deadlines slipped from one to the next."""
    plan = standing_plan(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    may_adopt = bool(may(request.membership, Permission.EDIT_PLAN))
    kept = _kept(plan)
    context = {
        "page": revisions_page([*kept.by_then, _live(plan)], request.workspace.slug),
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
    found = next((one for one in _kept(plan).by_then if one.id == revision_id), None)
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
    known, (older, newer) = _asked(request, plan)
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
    _known, asked = _asked(request, _plan(request))
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
    _known, (older, newer) = _asked(request, plan)
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
    if format not in REGISTER_FORMATS:
        raise Http404
    known, (older, newer) = _asked(request, _plan(request))
    facts = register_of(request.workspace, known[known.index(older) : known.index(newer) + 1])
    layout = asked_template(REGISTER, format, request.GET.dict()) or format
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """The revisions kept here by the day of the plan, the oldest first; those adopted by then but kept later."""

    by_then: list[Edition]
    since_then: list[Edition]


def _kept(plan: StandingPlan) -> _Kept:
    found = editions(plan.plan)
    if plan.past is None:
        return _Kept(found, [])
    end = end_of(plan.past)
    later = [one for one in found if one.kept_at is not None and one.kept_at >= end]
    return _Kept([one for one in found if one not in later], [one for one in later if one.on <= plan.past])


def _asked(request: MemberRequest, plan: StandingPlan) -> tuple[list[Edition], list[Edition]]:
    """Every edition, and the two that the address names, the older one first."""
    known = [*_kept(plan).by_then, _live(plan)]
    older = _chosen(known, request.GET.get("de") or name(_latest_other(known)))
    newer = _chosen(known, request.GET.get("a") or TODAY)
    return known, sorted((older, newer), key=known.index)


def _live(plan: StandingPlan) -> Edition:
    """The plan as it stands on its day, beside its revisions."""
    said = _("Le %(day)s") % {"day": ui.long_day(plan.past)} if plan.past else _("Aujourd’hui")
    until = end_of(plan.past) if plan.past else None
    return Edition(uuid.UUID(int=0), said, plan.day, "", "", plan.document, until)


def today_of(plan: Plan) -> Edition:
    """The plan as it stands today."""
    return Edition(uuid.UUID(int=0), _("Aujourd’hui"), timezone.localdate(), "", "", document_of(plan))


def _latest_other(known: Sequence[Edition]) -> Edition:
    """The latest revision that says something else than the plan as it stands; the oldest when none does."""
    *past, today = known
    told = (one for one in reversed(past) if words.told(*chained([one.document, today.document])))
    return next(told, known[0])


def _chosen(known: Sequence[Edition], asked: str) -> Edition:
    """The edition that an address names. Raises Http404 for none of this plan."""
    for one in known:
        if name(one) == asked:
            return one
    raise Http404
