"""The documents that are made beside the request: how far they are, their files, made again, removed."""

import uuid

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portulan.exports import commands, queries, store
from portulan.exports.models import Export, ExportState
from portulan.shared.errors import Conflict
from portulan.web.access import MemberRequest, page, require
from portulan.web.reports.asked import may_take
from portulan.web.reports.kinds import FORMATS, Kind
from portulan.web.reports.prepared import prepared_page
from portulan.web.reports.tasks import enqueue
from portulan.workspaces.permissions import Permission


@page(Permission.READ)
@require_safe
def prepared(request: MemberRequest) -> HttpResponse:
    """The part of the page that says how far the documents are; `?dit=…` is what was said aloud last."""
    slug = request.workspace.slug
    shown = prepared_page(queries.asked_by(request.user), slug)
    told = {"prepared": shown, "slug": slug, "aloud": request.GET.get("dit", shown.said) != shown.said}
    return render(request, "reports/_prepared.html", told)


@page(Permission.READ)
@require_safe
def file(request: MemberRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The file of a document that is ready, for who may have that kind."""
    export = _export(pk)
    if export.kind not in FORMATS or export.state != ExportState.READY:
        raise Http404
    require(may_take(request.membership, Kind(export.kind)))
    try:
        opened = store.path(request.workspace.pk, export.file_sha256).open("rb")
    except OSError:
        raise Conflict(_("Ce fichier n’est plus gardé ici. Demandez le document à nouveau.")) from None
    answer = FileResponse(opened, as_attachment=True, filename=export.file_name, content_type=export.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@page(Permission.READ)
@require_POST
def again(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Have a document that failed made anew."""
    export = _own(request, pk)
    require(may_take(request.membership, Kind(export.kind)))
    commands.ask_again(export, enqueue=enqueue)
    return _back(request)


@page(Permission.READ)
@require_POST
def remove(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a document off one's list before its time."""
    commands.remove(_own(request, pk))
    return _back(request)


def _export(pk: uuid.UUID) -> Export:
    try:
        return queries.export(pk)
    except Export.DoesNotExist:
        raise Http404 from None


def _own(request: MemberRequest, pk: uuid.UUID) -> Export:
    """An export that this person asked for. Raises Http404 for another's."""
    export = _export(pk)
    if export.asked_by_id != request.user.pk or export.kind not in FORMATS:
        raise Http404
    return export


def _back(request: MemberRequest) -> HttpResponse:
    return redirect(f"{reverse('reports', args=[request.workspace.slug])}#prepares")
