"""Giving a stored file back: as a download, or shown when it is a PDF or a picture; never run."""

import uuid
from contextlib import suppress

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from portulan.shared import filestore, scoping
from portulan.tracking import rules
from portulan.tracking.models import Evidence
from portulan.web.access import MemberRequest, page
from portulan.workspaces.permissions import Permission

HEAD = 1024


@page(Permission.READ)
@require_safe
def evidence_file(request: MemberRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """The bytes of a proof of the open workspace, under the name they came with. What they are is told from the
    bytes; a removed proof and a link have none here."""
    evidence = get_object_or_404(Evidence.objects.filter(removed_at=None).exclude(file_sha256=""), pk=evidence_id)
    return stored_file(evidence.file_sha256, evidence.file_name, download="telecharger" in request.GET)


def stored_file(sha256: str, name: str, *, download: bool) -> HttpResponse:
    """A file that the open workspace keeps, under the name it came with. Raises Http404 when it does not stand."""
    with suppress(FileNotFoundError):
        return _response(sha256, name, download=download)
    raise Http404


def _response(sha256: str, name: str, *, download: bool) -> HttpResponse:
    """A PDF or a picture may stand in a page of ours. A browser shows no PDF in a sandbox: it needs none, since
    its type is never guessed and nothing but it is allowed."""
    stored = filestore.path(scoping.open_id(), sha256).open("rb")
    served = rules.served(stored.read(HEAD))
    stored.seek(0)
    response = FileResponse(
        stored,
        as_attachment=download or not served.inline,
        filename=name,
        content_type=served.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    alone = "" if served.content_type == "application/pdf" else "sandbox; "
    framed = "'self'" if served.inline else "'none'"
    response["Content-Security-Policy"] = (
        f"{alone}default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors {framed}"
    )
    response["X-Frame-Options"] = "SAMEORIGIN" if served.inline else "DENY"
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]
