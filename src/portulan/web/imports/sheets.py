"""Spreadsheets to download: one to fill in for who starts from nothing, the person’s own with its doubts."""

import uuid
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portulan.governance.queries import bodies
from portulan.imports import rules
from portulan.imports.annotations import Note
from portulan.imports.bounded import annotate
from portulan.imports.commands import refusal
from portulan.imports.models import Import, ImportState
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.recognition.findings import Doubt
from portulan.reports.files import plan_form_file
from portulan.shared import filestore
from portulan.shared.speech import said
from portulan.typeset import xlsx
from portulan.web.access import MemberRequest, page
from portulan.workspaces.permissions import Permission


@page(Permission.IMPORT)
@require_GET
def form(request: MemberRequest) -> HttpResponse:
    """A sheet to fill in, with the years to come and the bodies of the workspace in its lists."""
    year = request.workspace.boundary.year_of(timezone.localdate())
    names = [one.acronym or one.name for one in bodies()]
    content, media_type, suffix = plan_form_file(year, names, get_language() or "fr")
    return _given(content, media_type, f"{_('plan-a-remplir')}.{suffix}")


@page(Permission.IMPORT)
@require_GET
def annotated(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """The workbook that was put in, each open doubt as a comment on its cell."""
    opened = get_object_or_404(Import, pk=import_id, state=ImportState.REVIEW)
    path = filestore.path(request.workspace.pk, opened.file_sha256)
    found, decided = rules.reading_from_json(opened.reading), rules.decisions_from_json(opened.decisions)
    doubts = rules.open_doubts(found, decided)
    if not may_be_annotated(opened, doubts) or not path.is_file():
        raise Http404
    try:
        content = annotate(opened.file_name, path.read_bytes(), list(_notes(doubts)))
    except Unreadable as error:
        raise refusal(error) from error
    name = _("%(name)s, annoté") % {"name": PurePath(opened.file_name).stem}
    return _given(content, xlsx.MEDIA_TYPE, f"{name}.xlsx")


def may_be_annotated(opened: Import, doubts: Sequence[Doubt]) -> bool:
    """Whether the file is a workbook that takes comments, and these doubts are about its cells."""
    return opened.file_name.lower().endswith(".xlsx") and any(one.place.sheet for one in doubts)


def _notes(doubts: Sequence[Doubt]) -> Iterator[Note]:
    for doubt in doubts:
        focus = next((cell for cell in doubt.excerpt if cell.focus), None)
        if doubt.place.sheet:
            yield Note(
                sheet=doubt.place.sheet,
                row=doubt.place.row,
                text="\n".join(said(one) for one in (doubt.question, doubt.why) if one),
                column=doubt.place.column,
                title=focus.title if focus else "",
                held=focus.text if focus else "",
            )


def _given(content: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})
