"""Editing the tree of objectives, and what the plan says of itself."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.journal.models import Entry
from portulan.plans.commands import editing
from portulan.plans.models import Objective, Plan
from portulan.shared.errors import Conflict, Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.editing import forms
from portulan.web.editing.meanwhile import since
from portulan.web.returning import next_address, posted, say
from portulan.web.templatetags.ui import emphasis
from portulan.workspaces.permissions import Permission


@page(Permission.EDIT_PLAN)
def add(request: MemberRequest) -> HttpResponse:
    """A new objective, in the one that the address names (`?dans=`) or at the top."""
    form = forms.NewObjectiveForm(posted(request), initial={"parent": request.GET.get("dans", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = editing.add_objective(
                get_object_or_404(Plan.objects),
                form.draft(),
                actor=request.user,
                parent=form.cleaned_data["parent"],
                submission=form.cleaned_data["submission"],
            )
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("L’objectif est ajouté au plan."), Entry.objects.filter(subject_id=made.pk).first())
            return redirect(next_address(request, _plan(request)))
    context = {"form": form, "objective": None, "cancel_url": _plan(request)}
    return render(request, "editing/objective.html", context, status=422 if form.is_bound else 200)


@page(Permission.EDIT_PLAN)
def edit(request: MemberRequest, objective_id: uuid.UUID) -> HttpResponse:
    """The objective's words; and the codes of its actions, when their order gives others."""
    objective = _standing(objective_id)
    first = {name: getattr(objective, name) for name in ("label", "code", "title", "short_title")}
    form = forms.ObjectiveForm(posted(request), initial=first | {"seen": editing.seal(objective)})
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            entry = editing.change_objective(objective, form.draft(), actor=request.user, seen=seen)
        except editing.Stale as error:
            objective.refresh_from_db()
            form = form.again(objective, error)
            stale = since(error, request, form.typed(), form.taken)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("L’objectif est modifié.") if entry else _("Rien n’a changé dans l’objectif."), entry)
            return redirect(next_address(request, _plan(request)))
    context = {
        "form": form,
        "objective": objective,
        "renumbered": _renumbered(objective),
        "why_it_stays": editing.why_it_stays(objective),
        "stale": stale,
        "cancel_url": _plan(request),
    }
    return render(request, "editing/objective.html", context, status=_status(form, stale))


@page(Permission.EDIT_PLAN)
def move(request: MemberRequest, objective_id: uuid.UUID) -> HttpResponse:
    """Below another objective, or to another place."""
    objective = _standing(objective_id)
    first = {"parent": str(objective.parent_id or "")}
    form = forms.ObjectiveMoveForm(posted(request), initial=first, moved=objective)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            entry = editing.move_objective(objective, actor=request.user, parent=said["parent"], rank=said["rank"])
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("L’objectif est déplacé.") if entry else _("L’objectif reste à sa place."), entry)
            return redirect(next_address(request, _plan(request)))
    context = {"form": form, "objective": objective, "cancel_url": _edit(request, objective)}
    return render(request, "editing/objective_move.html", context, status=422 if form.is_bound else 200)


@page(Permission.EDIT_PLAN)
@require_POST
def renumber(request: MemberRequest, objective_id: uuid.UUID) -> HttpResponse:
    """Give the objective's actions their codes in order."""
    objective = _standing(objective_id)
    entry = editing.renumber_actions(objective, actor=request.user)
    say(request, _("Les actions sont renumérotées.") if entry else _("Les codes suivaient déjà l’ordre."), entry)
    return redirect(_edit(request, objective))


@page(Permission.EDIT_PLAN)
def remove(request: MemberRequest, objective_id: uuid.UUID) -> HttpResponse:
    """Asks, then takes an empty objective out of the plan."""
    objective = _standing(objective_id)
    if sentence := editing.why_it_stays(objective):
        raise Conflict(sentence)
    form = forms.ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        entry = editing.remove_objective(objective, actor=request.user, reason=form.cleaned_data["reason"])
        say(request, _("L’objectif est retiré du plan."), entry)
        return redirect(_plan(request))
    context = {
        "title": _("Retirer du plan l’objectif %(code)s") % {"code": objective.code},
        "sentence": emphasis(objective.title),
        "consequences": [_("Il ne contient rien. « Annuler » le fait revenir à sa place, tel quel.")],
        "confirm_label": _("Retirer l’objectif"),
        "cancel_url": _edit(request, objective),
        "grave": True,
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


@page(Permission.EDIT_PLAN)
def plan(request: MemberRequest) -> HttpResponse:
    """The plan's title, edition and organisation."""
    one = get_object_or_404(Plan.objects)
    first = {"title": one.title, "edition": one.edition, "organisation": one.organisation}
    form = forms.PlanForm(posted(request), initial=first | {"seen": editing.seal(one)})
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            entry = editing.change_plan(one, actor=request.user, **form.cleaned_data)
        except editing.Stale as error:
            one.refresh_from_db()
            form = form.again(one, error)
            stale = since(error, request, form.typed(), form.taken)
        else:
            say(request, _("Le plan est modifié.") if entry else _("Rien n’a changé."), entry)
            return redirect(next_address(request, _plan(request)))
    context = {
        "form": form,
        "stale": stale,
        "objectives": forms.objectives_in_order(),
        "cancel_url": _plan(request),
    }
    return render(request, "editing/plan.html", context, status=_status(form, stale))


def _status(form: forms.SealedForm, stale: object) -> int:
    if stale:
        return 409
    return 422 if form.is_bound else 200


def _standing(objective_id: uuid.UUID) -> Objective:
    objective = get_object_or_404(Objective.objects, pk=objective_id)
    if objective.removed_at is not None:
        raise Conflict(_("Cet objectif a été retiré du plan. Le journal permet de le rétablir."))
    return objective


def _renumbered(objective: Objective) -> list[tuple[str, str]]:
    """(code now, code in order), when they differ for at least one action."""
    now = {str(one.pk): one.code for one in objective.actions.filter(removed_at=None)}
    pairs = [(now[pk], code) for pk, code in editing.codes_in_order(objective).items()]
    return pairs if any(one != other for one, other in pairs) else []


def _plan(request: MemberRequest) -> str:
    return reverse("plan", args=[request.workspace.slug])


def _edit(request: MemberRequest, objective: Objective) -> str:
    return reverse("objective_edit", args=[request.workspace.slug, objective.pk])
