"""Where a doubt stands in a PDF, as a picture of its page."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from portulan.imports import rules
from portulan.imports.bounded import picture
from portulan.imports.commands import refusal
from portulan.imports.models import Import, ImportState
from portulan.plandoc.reading.source import Unreadable
from portulan.shared import filestore
from portulan.web.access import MemberRequest, page
from portulan.web.imports.cards import has_picture
from portulan.workspaces.permissions import Permission


@page(Permission.IMPORT)
@require_GET
def place(request: MemberRequest, import_id: uuid.UUID, doubt_id: str) -> HttpResponse:
    """The page of the file around what a doubt is about, which is lit."""
    opened = get_object_or_404(Import, pk=import_id, state=ImportState.REVIEW)
    doubts = rules.reading_from_json(opened.reading).doubts
    doubt = next((one for one in doubts if one.id == doubt_id and has_picture(one)), None)
    path = filestore.path(request.workspace.pk, opened.file_sha256)
    if doubt is None or not path.is_file():
        raise Http404
    try:
        drawn = picture(opened.file_name, path.read_bytes(), doubt.place)
    except Unreadable as error:
        raise refusal(error) from error
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})
