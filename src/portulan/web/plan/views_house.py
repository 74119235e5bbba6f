"""The plan given back in the house's own Word file: what the file cannot take, then the file, clean or tracked."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portulan.imports.house_file import house_file, in_house_file
from portulan.plandoc.comparison.redline import Tracking
from portulan.plans.models import Plan
from portulan.shared.speech import said
from portulan.typeset.docx import MEDIA_TYPE
from portulan.web.access import MemberRequest, page
from portulan.web.plan.views import no_plan
from portulan.workspaces.permissions import Permission

CLEAN, TRACKED = "propre", "modifications-suivies"


@page(Permission.IMPORT)
@require_GET
def house(request: MemberRequest) -> HttpResponse:
    """What of today's plan the house's file can take, and the choice between clean and tracked."""
    opened, plan = house_file(), Plan.objects.first()
    if plan is None:
        return no_plan(request)
    remarks = [said(one) for one in in_house_file(opened, plan).remarks] if opened else []
    return render(
        request, "plan/house.html", {"opened": opened, "remarks": remarks, "slug": request.workspace.slug}
    )


@page(Permission.IMPORT)
@require_GET
def house_written(request: MemberRequest, how: str) -> HttpResponse:
    """The house's file with today's plan in it."""
    opened, plan = house_file(), Plan.objects.first()
    if how not in (CLEAN, TRACKED) or opened is None or plan is None:
        raise Http404
    tracking = Tracking(request.user.name or request.user.email, timezone.now()) if how == TRACKED else None
    written = in_house_file(opened, plan, tracking)
    stem = opened.file_name.rsplit(".", 1)[0]
    name = f"{stem} {timezone.localdate().isoformat()}{_(' avec modifications') if tracking else ''}.docx"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(written.data, content_type=MEDIA_TYPE, headers=headers)
