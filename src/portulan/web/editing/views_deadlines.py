"""Moving a deadline later, with the reason; which action comes after which; all the postponements of the plan."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.journal.models import Entry
from portulan.meetings.models import Decision
from portulan.plans.commands import editing
from portulan.plans.models import Action, Dependency
from portulan.plans.queries.rows import ActionRow, plan_rows
from portulan.shared.errors import Invalid
from portulan.tracking import commands
from portulan.web.access import MemberRequest, page
from portulan.web.editing.deadlines import meaning
from portulan.web.editing.deciding import DependencyForm, PostponeForm
from portulan.web.editing.meanwhile import since
from portulan.web.editing.views import address_of, standing_action
from portulan.web.meetings.remembered import link, remembered, source, where_words
from portulan.web.returning import asked_address, next_address, posted, say
from portulan.workspaces.permissions import Permission


@page(Permission.EDIT_PLAN)
def postpone(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """A later deadline, why, and where it was decided."""
    action = standing_action(action_id)
    first = {
        "version": action.version,
        "next": asked_address(request, ""),
        "deadline": request.GET.get("echeance", "")[:100],
        **_decided(decided := remembered(request)),
    }
    form, stale = PostponeForm(posted(request), initial=first), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            moved = commands.postpone(
                action,
                actor=request.user,
                deadline=said["deadline"],
                decision=form.decision(),
                version=said["version"],
                submission=said["submission"],
            )
        except editing.Stale as error:
            form = _again(request, action)
            stale = since(error, request, {"deadline": said["deadline"]})
            action.refresh_from_db()
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            link(request, moved)
            sentence = _("L’échéance de l’action %(code)s est reportée : %(before)s devient %(after)s.")
            said_of = {"code": action.code, "before": moved.from_text, "after": moved.to_text}
            say(request, sentence % said_of, Entry.objects.filter(pk=moved.pk).first())
            return redirect(next_address(request, address_of(request, action)))
    context = {
        "form": form,
        "stale": stale,
        "action": action,
        "meaning": meaning(action.deadline_text, request.workspace.boundary),
        "deadline_meaning": meaning(form["deadline"].value() or "", request.workspace.boundary),
        "cancel_url": asked_address(request, address_of(request, action)),
        "decided": source(decided, request.workspace.slug) if decided else None,
        "decision": decided,
    }
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "editing/postpone.html", context, status=status)


def _decided(decision: Decision | None) -> dict[str, Any]:
    """What the decision that moves a deadline says of it."""
    if decision is None:
        return {}
    return {
        "reason": decision.text,
        "body": decision.meeting.body_id,
        "where": where_words(decision),
        "decided_on": decision.meeting.day.isoformat(),
    }


def _again(request: MemberRequest, action: Action) -> PostponeForm:
    """The form as it was typed, over the action as it stands now; sent again, it is taken."""
    typed = request.POST.copy()
    typed["version"] = str(Action.objects.get(pk=action.pk).version)
    return PostponeForm(typed)


@page(Permission.EDIT_PLAN)
def depend(request: MemberRequest, action_id: uuid.UUID) -> HttpResponse:
    """Choose the action that this one comes after, by its code or in the list."""
    action = standing_action(action_id)
    form = DependencyForm(posted(request), rows=_others(action))
    if request.method == "POST" and form.is_valid():
        try:
            noted = editing.add_dependency(
                action, form.first(), actor=request.user, note=form.cleaned_data["note"]
            )
        except Invalid as error:
            form.add_error("code" if form.cleaned_data["code"] and error.field == "needs" else error.field,
                           error.sentence)  # fmt: skip
        else:
            sentence = _("C’est noté : %(after)s vient après %(before)s.")
            codes = {"after": action.code, "before": noted.needs.code}
            say(request, sentence % codes, Entry.objects.filter(subject_id=noted.pk).first())
            return redirect(next_address(request, address_of(request, action)))
    context = {"form": form, "action": action, "cancel_url": address_of(request, action)}
    return render(request, "editing/depend.html", context, status=422 if form.is_bound else 200)


@page(Permission.EDIT_PLAN)
@require_POST
def no_longer_depend(request: MemberRequest, dependency_id: uuid.UUID) -> HttpResponse:
    """Take a dependency back; « Annuler » notes it again."""
    row = get_object_or_404(Dependency.objects.select_related("action"), pk=dependency_id)
    entry = editing.remove_dependency(row, actor=request.user)
    say(request, _("La dépendance est retirée."), entry)
    return redirect(next_address(request, address_of(request, row.action)))


def _others(action: Action) -> list[ActionRow]:
    plan = plan_rows()
    return [row for row in plan.actions() if row.id != action.pk] if plan else []
