"""The page on which a workspace comes back from its archive."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portulan.archives.commands import bring_in as bring_in_of
from portulan.archives.restoring import Restored
from portulan.shared.errors import Busy, Conflict, Invalid
from portulan.web.access import SIGNED_IN, open_to, require
from portulan.web.uploads import megabytes
from portulan.workspaces.models import User
from portulan.workspaces.permissions import may_bring_in


class ArchiveForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("L’archive"),
        error_messages={
            "required": gettext_lazy("Choisissez l’archive : le zip que Portulan a donné."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )


@dataclass(frozen=True, slots=True)
class CameBack:
    """What a page says of a workspace that came back."""

    name: str
    slug: str
    former_slug: str
    counts: tuple[str, ...]
    lost: int


@open_to(SIGNED_IN)
def bring_in(request: HttpRequest) -> HttpResponse:
    """Asks for the archive; brings it in, and says what came back."""
    assert isinstance(request.user, User)  # noqa: S101
    require(may_bring_in(request.user))
    form, status = ArchiveForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        form, status = ArchiveForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                with _on_disk(form.cleaned_data["file"]) as file:
                    restored = bring_in_of(file, actor=request.user)
            except (Invalid, Conflict) as error:
                status = 503 if isinstance(error, Busy) else 409 if isinstance(error, Conflict) else 422
                form.add_error("file", error.sentence)
            else:
                return render(request, "archives/brought_in.html", {"page": _came_back(restored)})
    context = {"form": form, "limit": megabytes(settings.MAX_ARCHIVE_UPLOAD_BYTES)}
    return render(request, "archives/bring_in.html", context, status=status)


@contextmanager
def _on_disk(sent: "UploadedFile[Any]") -> Iterator[Path]:
    """The file that was sent, under a name of its own for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="portulan-archive-") as folder:
        file = Path(folder) / "archive.zip"
        with file.open("wb") as kept:
            for piece in sent.chunks():
                kept.write(piece)
        yield file


def _came_back(restored: Restored) -> CameBack:
    workspace = restored.workspace
    return CameBack(
        name=workspace.name,
        slug=workspace.slug,
        former_slug=restored.former_slug if restored.former_slug != workspace.slug else "",
        counts=tuple(_counted(restored)),
        lost=len(restored.lost),
    )


def _counted(restored: Restored) -> Iterator[str]:
    """What came back, the plan first."""
    of = restored.counts
    actions, proofs, notes = (of[one] for one in ("plans.action", "tracking.evidence", "tracking.progressupdate"))
    revisions, meetings, bodies = (of[one] for one in ("plans.revision", "meetings.meeting", "governance.body"))
    members, entries = of["workspaces.membership"], of["journal.entry"]
    yield ngettext("%(n)d action", "%(n)d actions", actions) % {"n": actions}
    yield ngettext("%(n)d preuve", "%(n)d preuves", proofs) % {"n": proofs}
    yield ngettext("%(n)d avancement noté", "%(n)d avancements notés", notes) % {"n": notes}
    yield ngettext("%(n)d révision", "%(n)d révisions", revisions) % {"n": revisions}
    yield ngettext("%(n)d réunion", "%(n)d réunions", meetings) % {"n": meetings}
    yield ngettext("%(n)d instance ou fonction", "%(n)d instances et fonctions", bodies) % {"n": bodies}
    yield ngettext("%(n)d membre", "%(n)d membres", members) % {"n": members}
    yield ngettext("%(n)d entrée du journal", "%(n)d entrées du journal", entries) % {"n": entries}
    accounts = _("Comptes : %(made)d créés ici, %(known)d qui y étaient déjà")
    yield accounts % {"made": restored.made, "known": restored.known}
