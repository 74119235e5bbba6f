"""The pages that show proofs: all of them, all of them as a zip, one with its versions."""

import uuid

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portulan.shared.errors import Invalid
from portulan.tracking.models import Evidence
from portulan.tracking.queries import PlanView, plan_view
from portulan.web.access import MemberRequest, page
from portulan.web.plan.views import no_plan
from portulan.web.proofs import archive
from portulan.web.proofs.filters import ProofFilters
from portulan.web.proofs.page import proofs_page
from portulan.web.proofs.sheet import proof_sheet
from portulan.web.tracking.access import may_show, own_bodies
from portulan.web.uploads import megabytes
from portulan.workspaces.permissions import Permission, may


@page(Permission.READ, dated=True)
@require_safe
def proofs(request: MemberRequest) -> HttpResponse:
    """All the proofs of the plan, or what the filters of the address keep of them."""
    view = _view(request)
    if view is None:
        return no_plan(request)
    asked = ProofFilters.read(request.GET)
    context = {
        "page": proofs_page(view, asked, request.workspace.slug),
        "slug": request.workspace.slug,
        "may_report": bool(may(request.membership, Permission.REPORT)),
    }
    return render(request, "proofs/proofs.html", context)


@page(Permission.READ, dated=True)
@require_safe
def proofs_archive(request: MemberRequest) -> HttpResponseBase:
    """The same proofs as a zip with a manifest, sent while it is written. Raises Invalid over the limit."""
    view = _view(request)
    if view is None:
        raise Http404
    kept = ProofFilters.read(request.GET).keep(view)
    total = sum(one.file_size for one in kept)
    if total > settings.MAX_ARCHIVE_BYTES:
        raise Invalid(
            _(
                "Ces preuves pèsent %(weight)s : un zip en contient jusqu’à %(limit)s. Filtrez-les d’abord, par "
                "année ou par objectif, et téléchargez-les en plusieurs fois."
            )
            % {"weight": megabytes(total), "limit": megabytes(settings.MAX_ARCHIVE_BYTES)}
        )
    answer = StreamingHttpResponse(archive.stream(archive.members(view, kept)), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="preuves-{view.as_of.isoformat()}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@page(Permission.READ, dated=True)
@require_safe
@csp_update({"frame-src": [SELF], "object-src": [SELF]})  # type: ignore[arg-type]
def proof(request: MemberRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """One proof: its facts, what it proves, what it looks like, its versions, its journal."""
    evidence = get_object_or_404(Evidence.objects.select_related("workspace"), pk=evidence_id)
    sheet = proof_sheet(
        evidence,
        request.membership,
        own=own_bodies(request.membership),
        may_show=bool(may_show(request.membership, evidence)),
    )
    return render(request, "proofs/proof.html", {"sheet": sheet, "slug": request.workspace.slug})


def _view(request: MemberRequest) -> PlanView | None:
    return plan_view(request.workspace, request.as_of)
