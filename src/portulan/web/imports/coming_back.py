"""A file that comes back: what it would change, choosing, applying, keeping it as an older version."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from portulan.imports import coming_back, proposals, rules
from portulan.imports.models import Import, ImportState
from portulan.plans.models import Plan
from portulan.shared.errors import Conflict, Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.imports.proposal_page import page_of, row_of
from portulan.workspaces.permissions import Permission


class OlderEdition(forms.Form):
    """Under which name and date an older edition is kept."""

    label = forms.CharField(label=gettext_lazy("Nom de la version"), max_length=200)
    adopted_on = forms.DateField(
        label=gettext_lazy("Adoptée le"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


@page(Permission.IMPORT)
@require_GET
def changes(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """Row by row, cell by cell, what the file would change of the plan."""
    opened = _import(import_id)
    if opened.state != ImportState.REVIEW:
        return redirect("imports", request.workspace.slug)
    if rules.lacks_plan(opened.reading):
        return redirect("import_columns", request.workspace.slug, opened.pk)
    if not Plan.objects.exists():
        return redirect("import_review", request.workspace.slug, opened.pk)
    return _shown(request, opened, OlderEdition(initial={"label": opened.reading["document"]["edition"]}))


def _shown(request: MemberRequest, opened: Import, form: OlderEdition) -> HttpResponse:
    context = _context(opened) | {"form": form}
    return render(request, "imports/proposals.html", context, status=422 if form.errors else 200)


def _context(opened: Import) -> dict[str, Any]:
    return {"opened": opened, "page": page_of(opened, proposals.proposal_of(opened, Plan.objects.get()))}


@page(Permission.IMPORT)
@require_POST
def choose(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """Takes the file's word, or keeps what is here: for a cell, a row, or all (`scope`)."""
    opened = _import(import_id)
    choice = proposals.FILE if proposals.FILE in request.POST else proposals.HERE
    scope = request.POST.get(choice, "")
    cells = proposals.proposal_of(opened, Plan.objects.get()).cells
    tokens = [one.token for one in cells if _within(one.token, scope)]
    if not tokens:
        raise Conflict(_("Cette ligne a changé entre-temps. Rechargez la page pour la voir telle qu’elle est."))
    coming_back.choose(opened, tokens, choice)
    address = reverse("import_changes", args=[request.workspace.slug, opened.pk])
    context = _context(opened)
    row = row_of(context["page"], scope)
    if getattr(request, "htmx", False) and row is not None:
        return render(request, "imports/_proposals_chosen.html", context | {"row": row})
    return redirect(f"{address}#{row.anchor}" if row else address)


def _within(name: str, scope: str) -> bool:
    return scope == "all" or name == scope or (bool(scope) and name.startswith(f"{scope}:"))


@page(Permission.IMPORT)
@require_POST
def apply(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """Makes the changes that were chosen; sent twice, or on a plan that changed meanwhile, says so."""
    opened = _import(import_id)
    try:
        count = coming_back.apply_proposal(opened, actor=request.user, seen=request.POST.get("seen", ""))
    except Conflict as error:
        messages.info(request, error.sentence)
        opened.refresh_from_db()
        if opened.state == ImportState.REVIEW:
            return redirect("import_changes", request.workspace.slug, opened.pk)
        return redirect("imports", request.workspace.slug)
    messages.success(request, _applied(count))
    return redirect("plan", request.workspace.slug)


def _applied(count: int) -> str:
    if not count:
        return _("Rien n’a changé dans le plan.")
    return ngettext(
        "C’est fait : %(count)d ligne du plan a changé. Chaque changement s’annule depuis le journal.",
        "C’est fait : %(count)d lignes du plan ont changé. Chaque changement s’annule depuis le journal.",
        count,
    ) % {"count": count}


@page(Permission.IMPORT)
@require_POST
def date(request: MemberRequest, import_id: uuid.UUID) -> HttpResponse:
    """Keeps the file as an older version of the plan."""
    opened = _import(import_id)
    form = OlderEdition(request.POST)
    if not form.is_valid():
        return _shown(request, opened, form)
    try:
        kept = coming_back.keep_as_revision(opened, actor=request.user, **form.cleaned_data)
    except Invalid as error:
        form.add_error(error.field, error.sentence)
        return _shown(request, opened, form)
    messages.success(
        request,
        _("« %(label)s » est gardée parmi les révisions du plan. Le plan n’a pas changé.") % {"label": kept.label},
    )
    return redirect("revisions", request.workspace.slug)


def _import(import_id: uuid.UUID) -> Import:
    return get_object_or_404(Import.objects.select_related("uploaded_by"), pk=import_id)
