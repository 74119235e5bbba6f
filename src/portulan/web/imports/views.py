"""Putting a plan file in, reviewing what was understood, accepting it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portulan.imports import commands, queries, readings, rules
from portulan.imports.models import Import, ImportState
from portulan.imports.rules import Fate
from portulan.shared import filestore
from portulan.shared.errors import Busy, Conflict, Invalid, NothingFound
from portulan.web.access import MemberRequest, page
from portulan.web.imports import fragments
from portulan.web.imports.forms import ACCEPT, PlanFile, token
from portulan.web.imports.page import Review, review_of
from portulan.workspaces.permissions import Permission


@page(Permission.IMPORT)
@require_GET
def imports(request: MemberRequest) -> HttpResponse:
    """The imports of the workspace, and where a file is put in."""
    return _list(request, PlanFile())


@page(Permission.IMPORT)
@require_POST
def upload(request: MemberRequest) -> HttpResponse:
    """Reads the file, then shows its review; where there is a plan, what the file would change of it."""
    form, status, lacks_plan = PlanFile(request.POST, request.FILES), 422, False
    if form.is_valid():
        name, chunks = form.contents()
        try:
            with readings.followed(token(request.POST)):
                opened = commands.open_import(name, chunks, actor=request.user)
            return redirect(_onward(opened), request.workspace.slug, opened.pk)
        except Invalid as error:
            status, lacks_plan = 503 if isinstance(error, Busy) else 422, isinstance(error, NothingFound)
            form.add_error("file" if form.cleaned_data["file"] is not None else "pasted", error.sentence)
    return _list(request, form, status, lacks_plan=lacks_plan)


def _onward(opened: Import) -> str:
    """The page after the reading. The columns of a first plan are always shown, unless people told them before."""
    if _to_map(opened):
        return "import_columns"
    if queries.has_plan():
        return "import_changes"
    told = rules.told_from_json(opened.mapping)
    return "import_review" if told.settled or not opened.reading["tables"] else "import_columns"


def _list(request: MemberRequest, form: PlanFile, status: int = 200, *, lacks_plan: bool = False) -> HttpResponse:
    """The page; where what was given holds no plan (`lacks_plan`), it says what to try."""
    rows = list(queries.imports())
    context = {
        "form": form,
        "reading": uuid.uuid4(),
        "accept": ACCEPT,
        "has_plan": queries.has_plan(),
        "lacks_plan": lacks_plan,
        "waiting": [one for one in rows if one.state == ImportState.REVIEW],
        "done": [one for one in rows if one.state != ImportState.REVIEW],
        "notes": queries.kept_notes(),
    }
    return render(request, "imports/imports.html", context, status=status)


@page(Permission.IMPORT)
@require_GET
def review(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """What was recognised, beside what the document says; the plan itself once it is accepted."""
    opened = _import(import_id)
    if opened.state == ImportState.ACCEPTED:
        return redirect("plan", request.workspace.slug)
    if opened.state != ImportState.REVIEW:
        return redirect("imports", request.workspace.slug)
    if _to_map(opened):
        return redirect("import_columns", request.workspace.slug, opened.pk)
    return shown(request, opened, review_of(opened))


def shown(request: MemberRequest, opened: Import, review: Review, status: int = 200) -> HttpResponse:
    """The whole page."""
    context = {"opened": opened, "review": review, "has_plan": queries.has_plan()}
    return render(request, "imports/review.html", context, status=status)


def _to_map(opened: Import) -> bool:
    """Whether people must first say what the columns hold."""
    return rules.to_map(opened.reading, rules.told_from_json(opened.mapping))


@page(Permission.IMPORT)
@require_POST
def spelling(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """Keeps two spellings apart, or takes them for one body again."""
    opened = _import(import_id)
    written = request.POST.get("spelling", "")
    if written not in {one.other for one in rules.reading_from_json(opened.reading).same_bodies}:
        raise Http404
    commands.keep_apart(opened, written, request.POST.get("apart") == "1")
    return redirect(reverse("import_review", args=[request.workspace.slug, opened.pk]) + "#h-graphies")


@page(Permission.IMPORT)
@require_POST
def leftover(request: MemberRequest, import_id: uuid.UUID, rank: int) -> HttpResponse:
    """Says what becomes of a text that fits nowhere, or of all those of its group."""
    opened = _import(import_id)
    found, decided = rules.reading_from_json(opened.reading), rules.decisions_from_json(opened.decisions)
    together = fragments.ranks_with(found, decided, rank)
    if not together:
        raise Http404
    chosen = request.POST.get("fate", "")
    if (chosen and chosen not in list(Fate)) or (chosen == Fate.ORGANISATION and "together" in request.POST):
        raise Invalid(_("Ce choix n’existe pas."))
    ranks = together if "together" in request.POST else (rank,)
    commands.settle_leftovers(opened, ranks, Fate(chosen) if chosen else None)
    return redirect(reverse("import_review", args=[request.workspace.slug, opened.pk]) + "#h-fragments")


@page(Permission.IMPORT)
@require_POST
def accept(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """Writes the plan; sent twice, says that it was done."""
    opened = _import(import_id)
    try:
        plan = commands.accept_import(opened, actor=request.user)
    except Conflict as error:
        opened.refresh_from_db()
        if opened.state != ImportState.ACCEPTED:
            raise
        messages.info(request, error.sentence)
    else:
        count = plan.actions.count()
        messages.success(request, _("Le plan est créé : ses %(count)d actions sont là.") % {"count": count})
    return redirect("plan", request.workspace.slug)


@page(Permission.IMPORT)
def discard(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """Asks, then leaves an import."""
    opened = _import(import_id)
    if request.method == "POST":
        commands.discard_import(opened, actor=request.user)
        messages.success(request, _("Le document est mis de côté. Rien n’en est entré dans le plan."))
        return redirect("imports", request.workspace.slug)
    context = {
        "title": _("Abandonner cette relecture"),
        "sentence": opened.file_name,
        "consequences": [
            _("Vos réponses à ses doutes sont perdues."),
            _("Le document reste à télécharger, et peut être déposé à nouveau."),
        ],
        "confirm_label": _("Abandonner"),
        "cancel_url": reverse("import_review", args=[request.workspace.slug, opened.pk]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.IMPORT)
@require_GET
def original(request: MemberRequest, import_id: uuid.UUID) -> FileResponse:
    """The file as it was given; always a download, never shown in the page."""
    opened = _import(import_id)
    path = filestore.path(request.workspace.pk, opened.file_sha256)
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=opened.file_name)
    response["Content-Type"] = "application/octet-stream"
    return response


def _import(import_id: uuid.UUID) -> Any:
    return get_object_or_404(Import.objects.select_related("uploaded_by"), pk=import_id)
