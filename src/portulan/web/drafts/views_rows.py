"""Working on the rows of a draft: an action or an objective added, changed, moved, merged, dropped, taken back."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.drafts import commands
from portulan.drafts.models import Draft
from portulan.plandoc import drafting, jsonfile
from portulan.plandoc.comparison.table import Kind
from portulan.plandoc.document import Action, Objective, PlanDocument
from portulan.plandoc.renumbering import renumbered
from portulan.plandoc.text import Wording, short_title
from portulan.plans import rules
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.drafts import forms, sheets
from portulan.web.drafts.views import draft_of, shown
from portulan.web.editing.deadlines import meaning
from portulan.web.editing.rows import asked
from portulan.web.editing.sheet import Sheet
from portulan.web.editing.views import room_left
from portulan.web.returning import posted, say
from portulan.web.templatetags.ui import emphasis
from portulan.workspaces.permissions import Permission

CHANGED_MEANWHILE = 409


@page(Permission.EDIT_PLAN)
def action_edit(request: MemberRequest, draft_id: uuid.UUID, row_id: uuid.UUID) -> HttpResponse:
    """All that an action says, and where it stands."""
    draft = draft_of(draft_id)
    document = jsonfile.from_json(draft.document)
    before = _action(document, row_id)
    if request.method != "POST":
        return _sheet(request, draft, sheets.of_action(document, before, draft.reasons.get(before.id, "")), before)
    if order := asked(request.POST):
        return _sheet(request, draft, sheets.rearranged(request.POST, document, order), before)
    return _action_sent(request, draft, document, before)


@page(Permission.EDIT_PLAN)
def action_add(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """A new action, in the objective that the address names or that the form says."""
    draft = draft_of(draft_id)
    document = jsonfile.from_json(draft.document)
    if request.method != "POST":
        return _sheet(request, draft, sheets.blank(document, request.GET.get("objectif", "")), None)
    if order := asked(request.POST):
        return _sheet(request, draft, sheets.rearranged(request.POST, document, order), None)
    return _action_sent(request, draft, document, None)


def _action_sent(
    request: MemberRequest, draft: Draft, document: PlanDocument, before: Action | None
) -> HttpResponse:
    filled = sheets.of_post(request.POST, document)
    if not filled.is_valid():
        return _sheet(request, draft, filled, before, status=422)
    said = filled.form.cleaned_data
    if before is not None and said["seen"] != forms.seal(document, Kind.ACTION, before.id):
        return _sheet(request, draft, _again(request, document, before), before, status=CHANGED_MEANWHILE)
    own = before.id if before else str(uuid.uuid5(draft.pk, str(said["submission"] or uuid.uuid4())))
    try:
        row = sheets.action_of(filled, before or Action(own, "", Wording("")), request.workspace.boundary)
        sheets.check_code(document, row)
        edit = _placed(row, said["objective"], said["rank"], known=before is not None)
        commands.change_draft(draft, edit, actor=request.user, own=own, reason=said["reason"])
    except Invalid as error:
        filled.blame(error)
        return _sheet(request, draft, filled, before, status=422)
    say(request, _("Le brouillon garde ce changement. Le plan ne bouge pas."))
    return _back(request, draft, f"a-{own}")


def _placed(
    row: Action | Objective, holder: str, rank: int | None, *, known: bool
) -> Callable[[PlanDocument], PlanDocument]:
    """The edit that makes the row say this, there."""
    kind = drafting.kind_of(row)

    def edit(document: PlanDocument) -> PlanDocument:
        if not known:
            document = drafting.added(document, row, holder)
            return drafting.moved(document, kind, row.id, holder, rank) if rank else document
        document = drafting.reworded(document, row)
        where, at = forms.rank_of(document, kind, row.id)
        if where == holder and rank in (None, at):
            return document
        return drafting.moved(document, kind, row.id, holder, None if where != holder and rank == at else rank)

    return edit


def _again(request: MemberRequest, document: PlanDocument, before: Action) -> Sheet:
    """The sheet as it was typed, under the mark of what stands now: sent again, it is taken."""
    typed = request.POST.copy()
    typed["seen"] = forms.seal(document, Kind.ACTION, before.id)
    filled = sheets.of_post(typed, document)
    filled.form.add_error(None, _changed_meanwhile())
    return filled


def _changed_meanwhile() -> str:
    return _(
        "Quelqu’un a changé cette ligne dans le brouillon pendant que vous l’aviez sous les yeux. "
        "Ce que vous avez écrit est gardé ici : enregistrez à nouveau pour que cela compte."
    )


def _sheet(
    request: MemberRequest, draft: Draft, filled: Sheet, action: Action | None, *, status: int = 200
) -> HttpResponse:
    typed = filled.form
    context = {
        "draft": draft,
        "sheet": filled,
        "form": typed,
        "action": action,
        "deadline_meaning": meaning(typed["deadline"].value() or "", request.workspace.boundary),
        "room_left": room_left(typed["short_title"].value() or ""),
        "text_preview": emphasis(rules.official(typed["text"].value() or "")),
        "cancel_url": _address(request, draft, f"a-{action.id}" if action else ""),
        "slug": request.workspace.slug,
    }
    return render(request, "drafts/action.html", context, status=status)


@page(Permission.EDIT_PLAN)
def objective_edit(request: MemberRequest, draft_id: uuid.UUID, row_id: uuid.UUID) -> HttpResponse:
    """The words of an objective, and where it stands."""
    draft = draft_of(draft_id)
    document = jsonfile.from_json(draft.document)
    before = _objective(document, row_id)
    parent, rank = forms.rank_of(document, Kind.OBJECTIVE, before.id)
    first = {
        "label": before.label,
        "code": before.code,
        "title": before.title.marked(),
        "short_title": before.short_title,
        "parent": parent,
        "rank": rank,
        "reason": draft.reasons.get(before.id, ""),
        "seen": forms.seal(document, Kind.OBJECTIVE, before.id),
    }
    form = forms.DraftObjectiveForm(posted(request), initial=first, document=document, own=before.id)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["seen"] != first["seen"]:
            typed = request.POST.copy()
            typed["seen"] = first["seen"]
            form = forms.DraftObjectiveForm(typed, document=document, own=before.id)
            form.add_error(None, _changed_meanwhile())
            return _objective_form(request, draft, form, before, status=CHANGED_MEANWHILE)
        if answer := _objective_sent(request, draft, form, before, known=True):
            return answer
    return _objective_form(request, draft, form, before)


@page(Permission.EDIT_PLAN)
def objective_add(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """A new objective, in the one that the address names (`?dans=`) or at the top."""
    draft = draft_of(draft_id)
    document = jsonfile.from_json(draft.document)
    first = {"parent": request.GET.get("dans", "")}
    form = forms.DraftObjectiveForm(posted(request), initial=first, document=document)
    if request.method == "POST" and form.is_valid():
        own = str(uuid.uuid5(draft.pk, str(form.cleaned_data["submission"] or uuid.uuid4())))
        if answer := _objective_sent(request, draft, form, Objective(own, "", "", Wording("")), known=False):
            return answer
    return _objective_form(request, draft, form, None)


def _objective_sent(
    request: MemberRequest, draft: Draft, form: forms.DraftObjectiveForm, before: Objective, *, known: bool
) -> HttpResponse | None:
    said = form.cleaned_data
    title = Wording.from_marked(rules.official(said["title"]))
    row = replace(
        before,
        label=" ".join(said["label"].split()),
        code=said["code"].strip(),
        title=before.title if said["title"] == before.title.marked() else title,
        short_title=said["short_title"].strip() or short_title(title.plain),
    )
    try:
        edit = _placed(row, said["parent"], said["rank"], known=known)
        commands.change_draft(draft, edit, actor=request.user, own=row.id, reason=said["reason"])
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return None
    say(request, _("Le brouillon garde ce changement. Le plan ne bouge pas."))
    return _back(request, draft, f"o-{row.id}")


def _objective_form(
    request: MemberRequest,
    draft: Draft,
    form: forms.DraftObjectiveForm,
    before: Objective | None,
    *,
    status: int | None = None,
) -> HttpResponse:
    context = {
        "draft": draft,
        "form": form,
        "objective": before,
        "cancel_url": _address(request, draft, f"o-{before.id}" if before else ""),
        "slug": request.workspace.slug,
    }
    return render(request, "drafts/objective.html", context, status=status or (422 if form.is_bound else 200))


@page(Permission.EDIT_PLAN)
def merge(request: MemberRequest, draft_id: uuid.UUID, row_id: uuid.UUID) -> HttpResponse:
    """Two actions become one: which one is kept, and what goes to it."""
    draft = draft_of(draft_id)
    document = jsonfile.from_json(draft.document)
    gone = _action(document, row_id)
    form = forms.MergeForm(posted(request), document=document, gone=gone.id)
    if request.method == "POST" and form.is_valid():
        kept = form.cleaned_data["kept"]
        try:
            commands.merge_actions(draft, gone.id, kept, actor=request.user, reason=form.cleaned_data["reason"])
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            say(request, _("Les deux actions n’en font plus qu’une dans le brouillon."))
            return _back(request, draft, f"a-{kept}")
    context = {
        "title": _("Réunir l’action %(code)s à une autre") % {"code": gone.code or gone.short_title},
        "sentence": emphasis(gone.text.marked()),
        "consequences": [
            _("L’autre garde ses mots, son échéance, son code et sa place."),
            _(
                "Elle reçoit les résultats attendus, les responsables et les recommandations de celle-ci ; "
                "à l’adoption, ses preuves et ses dépendances aussi."
            ),
            _("Les avancements de celle-ci se liront sur la page de l’autre, et son ancien code y mènera."),
        ],
        "confirm_label": _("Réunir"),
        "cancel_url": _address(request, draft, f"a-{gone.id}"),
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


@page(Permission.EDIT_PLAN)
def action_drop(request: MemberRequest, draft_id: uuid.UUID, row_id: uuid.UUID) -> HttpResponse:
    """Asks why, then takes the action out of the draft."""
    draft = draft_of(draft_id)
    gone = _action(jsonfile.from_json(draft.document), row_id)
    context = {
        "title": _("Retirer l’action %(code)s dans ce brouillon") % {"code": gone.code or gone.short_title},
        "sentence": emphasis(gone.text.marked()),
        "consequences": [
            _("Le plan ne change pas avant l’adoption."),
            _("Ses preuves et son journal seront gardés ; son code se retrouvera par la recherche."),
        ],
        "confirm_label": _("Retirer l’action"),
    }
    return _drop(request, draft, Kind.ACTION, gone.id, f"a-{gone.id}", context)


@page(Permission.EDIT_PLAN)
def objective_drop(request: MemberRequest, draft_id: uuid.UUID, row_id: uuid.UUID) -> HttpResponse:
    """Asks why, then takes an empty objective out of the draft."""
    draft = draft_of(draft_id)
    gone = _objective(jsonfile.from_json(draft.document), row_id)
    context = {
        "title": _("Retirer l’objectif %(code)s dans ce brouillon") % {"code": gone.code or gone.short_title},
        "sentence": emphasis(gone.title.marked()),
        "consequences": [_("Le plan ne change pas avant l’adoption.")],
        "confirm_label": _("Retirer l’objectif"),
    }
    return _drop(request, draft, Kind.OBJECTIVE, gone.id, f"o-{gone.id}", context)


def _drop(
    request: MemberRequest, draft: Draft, kind: Kind, own: str, anchor: str, context: dict[str, Any]
) -> HttpResponse:
    form = forms.DropForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            commands.change_draft(
                draft, lambda one: drafting.dropped(one, kind, own), actor=request.user, own=own, reason=reason
            )
        except Invalid as error:
            form.add_error(None, error.sentence)
        else:
            say(request, _("C’est retiré du brouillon. « Revenir » le remet."))
            return _back(request, draft, anchor)
    context |= {"form": form, "grave": True, "cancel_url": _address(request, draft, anchor)}
    return render(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


@page(Permission.EDIT_PLAN)
@require_POST
def take_back(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """One row is again as in the plan; the page stays where it was."""
    draft = draft_of(draft_id)
    kind, _colon, own = request.POST.get("row", "").partition(":")
    if kind not in (Kind.ACTION, Kind.OBJECTIVE):
        raise Http404
    anchor, problem = f"{kind[0]}-{own}", ""
    try:
        commands.take_back(draft, Kind(kind), own, actor=request.user)
    except Invalid as error:
        problem = error.sentence
    draft.refresh_from_db()
    smooth = "HX-Request" in request.headers
    if problem or smooth:
        return shown(request, draft, focus=anchor, problem=problem, status=422 if problem and not smooth else 200)
    return _back(request, draft, anchor)


@page(Permission.EDIT_PLAN)
@require_POST
def renumber(request: MemberRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Every row has the number of its place."""
    draft = draft_of(draft_id)
    changed = commands.change_draft(draft, renumbered, actor=request.user)
    say(request, _("Le brouillon est renuméroté.") if changed else _("Les codes suivaient déjà l’ordre."))
    return _back(request, draft)


def _back(request: MemberRequest, draft: Draft, anchor: str = "") -> HttpResponse:
    return redirect(_address(request, draft, anchor))


def _address(request: MemberRequest, draft: Draft, anchor: str = "") -> str:
    address = reverse("draft", args=[request.workspace.slug, draft.pk])
    return f"{address}#{anchor}" if anchor else address


def _action(document: PlanDocument, row_id: uuid.UUID) -> Action:
    found = next((one for one in document.actions() if one.id == str(row_id)), None)
    if found is None:
        raise Http404
    return found


def _objective(document: PlanDocument, row_id: uuid.UUID) -> Objective:
    found = next((one for one in document.walk() if one.id == str(row_id)), None)
    if found is None:
        raise Http404
    return found
