"""The page on which the coordination takes the whole workspace away."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from portulan.archives.commands import take_out as take_out_of
from portulan.shared import filestore
from portulan.web.access import MemberRequest, page
from portulan.web.archives.pages import pages
from portulan.web.uploads import weight
from portulan.workspaces.permissions import Permission


@page(Permission.MANAGE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: MemberRequest) -> HttpResponseBase:
    """What the archive holds, and the archive itself, sent while it is written."""
    if request.method != "POST":
        return _told(request)
    archive = take_out_of(request.membership, pages)
    answer = StreamingHttpResponse(archive.pieces(), content_type="application/zip")
    name = f"{request.workspace.slug}-{timezone.localdate().isoformat()}.zip"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _told(request: MemberRequest) -> HttpResponse:
    files = filestore.sizes(request.workspace.pk)
    context = {
        "slug": request.workspace.slug,
        "files": len(files),
        "weight": weight(sum(files.values())),
    }
    return render(request, "archives/take_out.html", context)
