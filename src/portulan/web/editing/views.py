"""Editing one action: add, change, move, remove; and undo, from the journal or just after."""

import uuid
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plans import rules
from portulan.plans.commands import editing, states
from portulan.plans.models import Action
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands as tracking
from portulan.tracking.commands import bulk
from portulan.web.access import MemberRequest, page, require
from portulan.web.editing import forms, sheet
from portulan.web.editing.deadlines import meaning
from portulan.web.editing.meanwhile import since
from portulan.web.editing.rows import asked
from portulan.web.returning import TOGETHER, next_address, number, posted, say
from portulan.web.templatetags.ui import emphasis
from portulan.web.tracking.access import may_report_on_all
from portulan.workspaces.permissions import Permission, may

STEPS = {"up": -1, "down": 1}


@page(Permission.EDIT_PLAN)
def edit(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """One form for all that an action says."""
    action = standing_action(action_id)
    if request.method != "POST":
        return _sheet(request, sheet.of_action(action), action)
    if order := asked(request.POST):
        return _sheet(request, sheet.rearranged(request.POST, order), action)
    filled = sheet.of_post(request.POST)
    if filled.is_valid():
        try:
            version = filled.form.cleaned_data["version"]
            draft, decision = filled.draft(), filled.decision()
            entry = tracking.change_action(action, draft, actor=request.user, version=version, decision=decision)
        except editing.Postpones as error:
            filled.ask_why(error)
        except Invalid as error:
            filled.blame(error)
        except editing.Stale as stale:
            return _stale(request, action, filled, stale)
        else:
            sentence = (
                _("L’action %(code)s est modifiée.") if entry else _("Rien n’a changé dans l’action %(code)s.")
            )
            say(request, sentence % {"code": action.code}, entry)
            return redirect(next_address(request, address_of(request, action)))
    return _sheet(request, filled, action, status=422)


@page(Permission.EDIT_PLAN)
def add(request: MemberRequest) -> HttpResponse:
    """A new action, in the objective that the address names or that the form says."""
    wanted = request.POST.get("objective") or request.GET.get("objectif") or ""
    choice = forms.NewActionPlace(request.POST if request.method == "POST" else None, wanted=wanted)
    if request.method != "POST":
        return _sheet(request, sheet.blank(code=choice.proposed_code()), None, choice=choice)
    if order := asked(request.POST):
        choice.quiet = True
        return _sheet(request, sheet.rearranged(request.POST, order), None, choice=choice)
    filled = sheet.of_post(request.POST)
    if filled.is_valid() & choice.is_valid():
        try:
            said = choice.cleaned_data
            made = editing.add_action(
                said["objective"], filled.draft(), actor=request.user, submission=said["submission"]
            )
        except Invalid as error:
            filled.blame(error)
        else:
            entry = Entry.objects.filter(subject_id=made.pk).first()
            say(request, _("L’action %(code)s est ajoutée au plan.") % {"code": made.code}, entry)
            return redirect(next_address(request, address_of(request, made)))
    return _sheet(request, filled, None, choice=choice, status=422)


@page(Permission.EDIT_PLAN)
def move(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """To another objective, to another place in its own, or one place up or down."""
    action = standing_action(action_id)
    if request.POST.get("step") in STEPS:
        return _step(request, action, STEPS[request.POST["step"]])
    first = {"objective": str(action.objective_id), "code": action.code, "version": action.version}
    form, stale = forms.MoveForm(posted(request), initial=first), None
    if form.is_bound and form.is_valid():
        said = {**form.cleaned_data, "code": form.cleaned_data["code"] or None}
        try:
            entry = editing.move_action(action, actor=request.user, **said)
        except editing.Stale as error:
            form = forms.MoveForm(_over(request, action))
            stale = since(error, request, {"code": request.POST.get("code", "")})
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            return _moved(request, action, entry, address_of(request, action))
    context = {
        "form": form,
        "action": action,
        "rank": states.rank(action),
        "places": action.objective.actions.filter(removed_at=None).count(),
        "stale": stale,
        "cancel_url": address_of(request, action),
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "editing/move.html", context, status=status)


def _step(request: MemberRequest, action: Action, by: int) -> HttpResponse:
    """One place up or down; the page stays, so that the next step is at hand."""
    entry = editing.move_action(
        action,
        actor=request.user,
        rank=states.rank(action) + by,
        version=number(request.POST.get("version", "")),
    )
    return _moved(request, action, entry, reverse("action_move", args=[request.workspace.slug, action.pk]))


def _moved(request: MemberRequest, action: Action, entry: Entry | None, then: str) -> HttpResponse:
    say(request, _("L’action est déplacée.") if entry else _("L’action reste à sa place."), entry)
    return redirect(next_address(request, then))


@page(Permission.EDIT_PLAN)
def remove(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """Asks, saying what is kept; then takes the action out of the plan."""
    action = standing_action(action_id)
    form, stale = forms.ReasonForm(posted(request), initial={"version": action.version}), None
    if request.method == "POST" and form.is_valid():
        try:
            entry = editing.remove_action(action, actor=request.user, **form.cleaned_data)
        except editing.Stale as error:
            form, stale = forms.ReasonForm(_over(request, action)), since(error, request)
        else:
            say(request, _("L’action %(code)s est retirée du plan.") % {"code": action.code}, entry)
            return redirect(next_address(request, reverse("plan", args=[request.workspace.slug])))
    context = {
        "title": _("Retirer du plan l’action %(code)s") % {"code": action.code},
        "sentence": emphasis(action.text),
        "consequences": _kept(action),
        "confirm_label": _("Retirer l’action"),
        "cancel_url": address_of(request, action),
        "grave": True,
        "form": form,
        "stale": stale,
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "ui/confirm.html", context, status=status)


@page(Permission.REPORT)
@require_POST
def undo_entry(request: MemberRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Undo one change, from the journal or from the line that announced it."""
    entry = get_object_or_404(Entry.objects, pk=entry_id)
    tracked = entry.verb.removeprefix("undo.").startswith(("evidence.", "result."))
    judged = entry.verb.endswith("result.judged")
    if tracked and not judged and (told := tracking.actions_told(entry)):
        require(may_report_on_all(request.membership, told))
    else:
        require(may(request.membership, _NEEDED.get(_about(entry), Permission.EDIT_PLAN)))
    together, undone = TOGETHER in request.GET, None
    if together and tracked:
        tracking.undo_together(entry, actor=request.user)
    elif together:
        bulk.take_back_together(entry, actor=request.user)
    else:
        undone = tracking.undo(entry, actor=request.user)
    say(request, _("C’est annulé : ce qui était avant est revenu."), undone)
    several = together and not tracked
    after = reverse("list", args=[request.workspace.slug]) if several else _after_undo(request, entry)
    return redirect(next_address(request, after))


_NEEDED = {"seat": Permission.MANAGE_MEMBERS, "workspace": Permission.MANAGE_SETTINGS}


def _about(entry: Entry) -> str:
    return entry.verb.removeprefix("undo.").partition(".")[0]


@page(Permission.EDIT_PLAN)
@require_GET
def preview(request: MemberRequest) -> HttpResponse:
    """What is being typed, said back: the text with its emphasis, the deadline as understood, the room left."""
    typed = request.GET
    if "deadline" in typed:
        return HttpResponse(escape(meaning(typed["deadline"], request.workspace.boundary)))
    if "short_title" in typed:
        return HttpResponse(escape(room_left(typed["short_title"])))
    return HttpResponse(emphasis(rules.official(typed.get("text", ""))))


def standing_action(action_id: uuid.UUID) -> Action:
    """The action of the open workspace, still in the plan. Raises Http404, or Conflict when it was removed."""
    action = get_object_or_404(Action.objects.select_related("objective"), pk=action_id)
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan. Le journal permet de la rétablir."))
    return action


def address_of(request: MemberRequest, action: Action) -> str:
    return reverse("action", args=[request.workspace.slug, action.pk])


def room_left(typed: str) -> str:
    """« Il reste 12 caractères. »"""
    left = rules.SHORT_TITLE_LIMIT - len(typed.strip())
    if left < 0:
        return ngettext("%(count)d caractère de trop.", "%(count)d caractères de trop.", -left) % {"count": -left}
    return ngettext("Il reste %(count)d caractère.", "Il reste %(count)d caractères.", left) % {"count": left}


def _sheet(
    request: MemberRequest,
    filled: sheet.Sheet,
    action: Action | None,
    *,
    status: int = 200,
    choice: forms.NewActionPlace | None = None,
    stale: Any = None,
) -> HttpResponse:
    value = filled.form["deadline"].value() or ""
    context = {
        "sheet": filled,
        "form": filled.form,
        "action": action,
        "choice": choice,
        "stale": stale,
        "deadline_meaning": meaning(value, request.workspace.boundary),
        "room_left": room_left(filled.form["short_title"].value() or ""),
        "text_preview": emphasis(rules.official(filled.form["text"].value() or "")),
        "cancel_url": address_of(request, action) if action else reverse("plan", args=[request.workspace.slug]),
    }
    return render(request, "editing/action.html", context, status=status)


def _stale(request: MemberRequest, action: Action, filled: sheet.Sheet, stale: editing.Stale) -> HttpResponse:
    """The form again, as it was typed, beside what changed meanwhile; sent again, it is taken."""
    now = get_object_or_404(Action.objects, pk=action.pk)
    one, taken = sheet.again(request.POST, filled, now, stale)
    return _sheet(request, one, now, stale=since(stale, request, sheet.typed_in(filled), taken), status=409)


def _over(request: MemberRequest, action: Action) -> QueryDict:
    """What was typed, over the action as it stands now."""
    typed: QueryDict = request.POST.copy()
    action.refresh_from_db()
    typed["version"] = str(action.version)
    return typed


def _kept(action: Action) -> list[str]:
    proofs = action.evidence.filter(removed_at=None).count()
    kept = [_("Elle quitte le plan, les comptes et les exports.")]
    if proofs:
        kept.append(
            ngettext("Sa preuve est gardée.", "Ses %(count)d preuves sont gardées.", proofs) % {"count": proofs}
        )
    return [*kept, _("Son journal est gardé, et « Annuler » la fait revenir à sa place, telle quelle.")]


def _after_undo(request: MemberRequest, entry: Entry) -> str:
    """The action, when it stands; else the body, the settings or the plan that it was about."""
    if _about(entry) == "workspace":
        return reverse("settings", args=[request.workspace.slug])
    if _about(entry) == "seat":
        body = Body.objects.filter(pk=(entry.before or entry.after)["body_id"]).first()
        return (
            reverse("body", args=[request.workspace.slug, body.pk])
            if body
            else reverse("bodies", args=[request.workspace.slug])
        )
    stands = entry.action_id and Action.objects.filter(pk=entry.action_id, removed_at=None).exists()
    name, args = ("action", [entry.action_id]) if stands else ("plan", [])
    return reverse(name, args=[request.workspace.slug, *args])
