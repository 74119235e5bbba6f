"""The page of what can be taken away, and each report as a file."""

import uuid
from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portulan.plans.queries.recommendations import evaluations, questions
from portulan.reports import dossier_file
from portulan.shared.errors import Invalid
from portulan.tracking.queries import Note, PlanView, notes, plan_view
from portulan.tracking.queries.postponements import postponements
from portulan.tracking.rules import Audience
from portulan.web.access import MemberRequest, page
from portulan.web.plan.views import no_plan
from portulan.web.proofs import archive
from portulan.web.reports.dossier import dossier as dossier_of
from portulan.web.reports.dossier import members, numbered
from portulan.web.reports.front import Kept, asked_part
from portulan.web.reports.making import Order, make
from portulan.web.reports.page import DOCX, FORMATS, PDF, Kind, reports_page
from portulan.web.reports.proofs import shown_to
from portulan.web.uploads import megabytes
from portulan.workspaces.permissions import Permission


@page(Permission.READ, dated=True)
@require_safe
def reports(request: MemberRequest) -> HttpResponse:
    """The documents that this member may take away, each with its formats and options."""
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        return no_plan(request)
    shown = reports_page(plan, request.membership)
    return render(request, "reports/reports.html", {"page": shown, "slug": request.workspace.slug})


@page(Permission.READ, dated=True)
@require_safe
def report(request: MemberRequest, kind: str, format: str) -> HttpResponse:
    """One report, in one of its formats, for the part of the plan and the day that the address asks for."""
    if kind not in FORMATS or format not in FORMATS[Kind(kind)]:
        raise Http404
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        raise Http404
    kept, audience = asked_part(plan, request.GET), request.GET.get("pour", "membres")
    content, media_type, suffix = make(Kind(kind), Order(request.workspace, kept, format, audience))
    return as_file(content, media_type, f"{slugify(kind)}-{plan.as_of.isoformat()}.{suffix}")


@page(Permission.EDIT_PLAN)
@require_safe
def dossier(request: MemberRequest) -> HttpResponseBase:
    """The dossier for the experts with its annexes and manifest, sent while it is written. Raises Invalid where
    the annexes weigh more than an archive may."""
    plan = plan_view(request.workspace, request.as_of)
    if plan is None:
        raise Http404
    rows = evaluations()
    annexes = numbered(plan, rows, shown_to(Audience.EXPERTS))
    weighed(sum(one.proof.file_size for one in annexes))
    moves, told_of = postponements(plan.as_of), notes_by_action(plan)
    told = dossier_of(request.workspace, Kept(plan), rows, questions(rows), moves, told_of, annexes)
    name = _("Dossier d’avancement")
    documents = {f"{name}.{one}": dossier_file(told, one)[0] for one in (PDF, DOCX)}
    held, manifest = members(documents, annexes)
    answer = StreamingHttpResponse(archive.stream(held, manifest), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(name)}-{plan.as_of.isoformat()}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def weighed(total: int) -> None:
    """Go on, or raise Invalid where an archive would weigh more than it may."""
    if total > settings.MAX_ARCHIVE_BYTES:
        raise Invalid(
            _(
                "Ces annexes pèsent %(weight)s : un zip en contient jusqu’à %(limit)s. Montrez-en moins "
                "aux expert·es."
            )
            % {"weight": megabytes(total), "limit": megabytes(settings.MAX_ARCHIVE_BYTES)}
        )


def notes_by_action(plan: PlanView) -> Mapping[uuid.UUID, tuple[Note, ...]]:
    """The notes of each action until the day of the plan, the latest first, in one query."""
    found: dict[uuid.UUID, list[Note]] = {}
    for one in notes():
        if one.on <= plan.as_of:
            found.setdefault(one.action_id, []).append(one)
    return {pk: tuple(told) for pk, told in found.items()}


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep, under that name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)
