"""The revisions of the plan: their list with what slipped, one of them to read, two of them compared."""

import uuid
from collections.abc import Mapping, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portulan.drafts.queries import open_drafts
from portulan.meetings.queries.decisions import led_to
from portulan.plandoc.comparison import told
from portulan.plandoc.comparison.slipping import chained
from portulan.plandoc.status import Status
from portulan.plans.models import Plan, Revision
from portulan.plans.queries.document import document_of
from portulan.plans.queries.revisions import Edition, editions
from portulan.reports import redline_file, register_file
from portulan.tracking.queries import plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.remembered import sources
from portulan.web.plan.views import no_plan
from portulan.web.reports.layouts import asked_template
from portulan.web.revisions import words
from portulan.web.revisions.comparison_page import comparison_page
from portulan.web.revisions.page import TODAY, name, revisions_page
from portulan.web.revisions.reading import reading_of
from portulan.web.revisions.register import register_of
from portulan.workspaces.permissions import Permission, may

REGISTER = "registre"
REGISTER_FORMATS = ("pdf", "docx", "xlsx")


@page(Permission.READ)
@require_GET
def revisions(request: MemberRequest) -> HttpResponse:
    """Every revision, the latest first, and how deadlines slipped from one to the next."""
    plan = Plan.objects.first()
    if plan is None:
        return no_plan(request)
    found = [*editions(plan), today_of(plan)]
    may_adopt = bool(may(request.membership, Permission.EDIT_PLAN))
    context = {
        "page": revisions_page(found, request.workspace.slug),
        "slug": request.workspace.slug,
        "may_import": bool(may(request.membership, Permission.IMPORT)),
        "may_adopt": may_adopt,
        "drafts": open_drafts() if may_adopt else (),
    }
    return render(request, "revisions/revisions.html", context)


@page(Permission.READ)
@require_GET
def revision(request: MemberRequest, revision_id: uuid.UUID) -> HttpResponse:
    """One revision as it was adopted."""
    kept = get_object_or_404(Revision.objects.select_related("plan"), pk=revision_id)
    found = next(one for one in editions(kept.plan) if one.id == kept.pk)
    context = {
        "page": reading_of(found, _statuses(request).keys(), request.workspace.slug),
        "slug": request.workspace.slug,
        "sources": sources(led_to("revision", [kept.pk])[kept.pk], request.workspace.slug),
    }
    return render(request, "revisions/revision.html", context)


@page(Permission.READ)
@require_GET
def comparison(request: MemberRequest) -> HttpResponse:
    """What changed between two revisions, or from one to the plan as it stands: `de` and `a` of the address."""
    plan = Plan.objects.first()
    if plan is None:
        return no_plan(request)
    known, (older, newer) = _asked(request, plan)
    context = {
        "page": comparison_page(older, newer, known, _statuses(request), request.workspace.slug),
        "slug": request.workspace.slug,
    }
    return render(request, "revisions/comparison.html", context)


@page(Permission.READ)
@require_GET
def comparison_json(request: MemberRequest) -> HttpResponse:
    """The same for programs: the shape is that of `plandoc.comparison.told`."""
    plan = Plan.objects.first()
    if plan is None:
        raise Http404
    _known, asked = _asked(request, plan)
    older, newer = chained([one.document for one in asked])
    found = words.told(older, newer)
    sides = (_side(asked[0]), _side(asked[1]))
    shown = told.to_json(older, newer, found, sides=sides, in_words=words.summary_of(older, newer, found))
    return HttpResponse(told.dumps(shown), content_type="application/json; charset=utf-8")


def _side(edition: Edition) -> dict[str, str]:
    on = edition.on.isoformat()
    return {"id": name(edition), "label": edition.label, "on": on, "body": edition.body, "note": edition.note}


@page(Permission.READ)
@require_GET
def tracked(request: MemberRequest) -> HttpResponse:
    """The same as a Word file: the newer one, with tracked changes from the older one."""
    plan = Plan.objects.first()
    if plan is None:
        raise Http404
    _known, (older, newer) = _asked(request, plan)
    content, media_type, suffix = redline_file(
        older.document, newer.document, author=request.user.name, on=timezone.now()
    )
    name = _("%(plan)s, suivi des modifications") % {"plan": plan.title[:100]}
    disposition = content_disposition_header(True, f"{name}.{suffix}") or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})


@page(Permission.READ)
@require_GET
def register(request: MemberRequest, format: str) -> HttpResponse:
    """The register of what changed between the two, as a document: what, why, decided where and when."""
    plan = Plan.objects.first()
    if plan is None or format not in REGISTER_FORMATS:
        raise Http404
    known, (older, newer) = _asked(request, plan)
    facts = register_of(request.workspace, known[known.index(older) : known.index(newer) + 1])
    layout = asked_template(REGISTER, format, request.GET.dict()) or format
    content, media_type, suffix = register_file(facts, layout)
    name = _("Registre des modifications, de %(older)s à %(newer)s") % {
        "older": older.label[:60],
        "newer": newer.label[:60],
    }
    disposition = content_disposition_header(True, f"{name}.{suffix}") or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})


def _asked(request: MemberRequest, plan: Plan) -> tuple[list[Edition], list[Edition]]:
    """Every edition, and the two that the address names, the older one first."""
    known = [*editions(plan), today_of(plan)]
    older = _chosen(known, request.GET.get("de") or name(_latest_other(known)))
    newer = _chosen(known, request.GET.get("a") or TODAY)
    return known, sorted((older, newer), key=known.index)


def today_of(plan: Plan) -> Edition:
    """The plan as it stands, beside its revisions."""
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


def _statuses(request: MemberRequest) -> Mapping[uuid.UUID, Status]:
    """The status of each action that the plan has today."""
    view = plan_view(request.workspace, request.as_of)
    return {own: one.status for own, one in view.by_id.items()} if view else {}
