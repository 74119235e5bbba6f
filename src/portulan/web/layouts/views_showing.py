"""What a template looks like, what it may say, what to start from, and the files it was."""

import hashlib
import uuid
from typing import Any

from django.core.cache import cache
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from portulan.layouts import workshop
from portulan.layouts.models import Version
from portulan.layouts.queries import template as template_of
from portulan.reports.templates.starters import starter as starter_of
from portulan.reports.templates.telling import EVERY
from portulan.reports.templates.vocabulary import ALL
from portulan.shared import filestore
from portulan.shared.scoping import open_id
from portulan.shared.speech import said
from portulan.tracking.queries import plan_view
from portulan.typeset.docx import MEDIA_TYPE
from portulan.web.access import MemberRequest, page
from portulan.web.layouts import making
from portulan.web.layouts.page import kinds, rules, tag_lines
from portulan.workspaces.permissions import Permission, may

PNG, PDF, DOCX = "png", "pdf", "docx"
KEPT = 10 * 60  # seconds that a picture is kept: the page asks for it, then people for the whole


@page(Permission.MANAGE_SETTINGS)
@require_safe
def preview(request: MemberRequest, template_id: uuid.UUID, format: str) -> HttpResponse:
    """The template filled with today's plan: its first page as a picture, all of it as PDF or Word. Raises Invalid
    where it cannot be made."""
    found, plan = template_of(template_id), plan_view(request.workspace, timezone.localdate())
    if found is None or plan is None or format not in (PNG, PDF, DOCX):
        raise Http404
    data = making.shown(request, plan, found)
    if format == DOCX:
        return _file(data, MEDIA_TYPE, f"{slugify(found.name)}.docx", attached=True)
    seen = _seen(data)
    content, media_type = (seen.png, "image/png") if format == PNG else (seen.pdf, "application/pdf")
    return _file(content, media_type, f"{slugify(found.name)}.{format}", attached=False)


def _seen(data: bytes) -> workshop.Shown:
    key = f"seen-{hashlib.sha256(data).hexdigest()}"
    seen: workshop.Shown | None = cache.get(key)
    if seen is None:
        seen = workshop.show(data)
        cache.set(key, seen, KEPT)
    return seen


@page(Permission.MANAGE_SETTINGS)
@require_safe
def version(request: MemberRequest, template_id: uuid.UUID, number: int) -> FileResponse:
    """A file that a template is, or was."""
    found = Version.objects.filter(template__removed_at=None, template_id=template_id, number=number).first()
    if found is None:
        raise Http404
    try:
        stored = filestore.path(open_id(), found.file_sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(stored, as_attachment=True, filename=found.file_name, content_type=MEDIA_TYPE)


@page(Permission.READ)
@require_safe
def starter(request: MemberRequest, kind: str) -> HttpResponse:
    """A template to start from; `?tout=1` writes out all its tags."""
    if kind != ALL and kind not in EVERY:
        raise Http404
    detailed = "tout" in request.GET and kind != ALL
    data = starter_of(kind, get_language() or "fr", detailed=detailed, said=said)
    stem = (
        slugify(_("Modèle de départ")) + f"-{kind}" + (f"-{slugify(_('Toutes les balises'))}" if detailed else "")
    )
    return _file(data, MEDIA_TYPE, f"{stem}.docx", attached=True)


@page(Permission.READ)
@require_GET
def tags(request: MemberRequest) -> HttpResponse:
    """Every tag of a kind of document, what it is, and what it says today."""
    kind = request.GET.get("document", next(iter(EVERY)))
    if kind != ALL and kind not in EVERY:
        raise Http404
    own, common = tag_lines(kind, _told(request, kind))
    context = {
        "kinds": kinds(),
        "kind": kind,
        "document": dict(kinds())[kind],
        "own": own,
        "common": common,
        "rules": rules(),
        "may_set": bool(may(request.membership, Permission.MANAGE_SETTINGS)),
        "slug": request.workspace.slug,
    }
    return render(request, "layouts/tags.html", context)


def _told(request: MemberRequest, kind: str) -> dict[str, Any]:
    """What each tag of that kind says today; nothing, where there is nothing to tell yet."""
    plan = plan_view(request.workspace, timezone.localdate())
    return making.told(request, plan, kind) if plan else {}


def _file(content: bytes, media_type: str, name: str, *, attached: bool) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(attached, name) or "inline",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
