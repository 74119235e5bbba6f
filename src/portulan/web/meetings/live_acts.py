"""What the meeting decides, or asks to be done: added, corrected, withdrawn."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.governance.models import Person
from portulan.governance.queries import bodies
from portulan.meetings.commands.acts import bring_back_act, change_act, note_act, withdraw_act
from portulan.meetings.models import ActKind, Meeting
from portulan.shared.errors import Conflict, Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.live_door import act_to_write, item_to_write
from portulan.web.meetings.live_forms import ActForm, corrected
from portulan.web.plan.addresses import address
from portulan.web.returning import posted
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission


@page(Permission.MEET)
def add(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """A decision, or something to do (`?kind=to_do`), of an item."""
    item = item_to_write(request, meeting_id, item_id)
    asked = (request.POST or request.GET).get("kind", "")
    kind = ActKind(asked) if asked in ActKind.values else ActKind.DECISION
    form = _form(request, item.meeting, kind.value, {"kind": kind.value, "body": item.meeting.body_id})
    if request.method == "POST" and form.is_valid():
        try:
            note_act(item, form.act(), actor=request.user, submission=form.cleaned_data["submission"])
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            return _back(request, item.meeting, item.pk)
    title = _("Noter une décision") if kind is ActKind.DECISION else _("Noter ce qui est à faire")
    return _show(request, item.meeting, item.pk, form, title)


@page(Permission.MEET)
def change(request: MemberRequest, meeting_id: uuid.UUID, act_id: uuid.UUID) -> HttpResponse:
    """Correct what was written; the form alone, where a script puts it in its place."""
    act = act_to_write(request, meeting_id, act_id)
    form = _form(request, act.meeting, f"corriger-{act_id}", corrected(act))
    if request.method == "POST" and form.is_valid():
        try:
            change_act(act, form.act(), actor=request.user, version=form.cleaned_data["version"])
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        except Conflict as conflict:
            act.refresh_from_db()
            form = _form(request, act.meeting, f"corriger-{act_id}", {}, version=act.version)
            form.add_error(None, conflict.sentence)
            form.add_error(None, _("Ce qui est écrit maintenant : « %(text)s »") % {"text": ui.typo(act.text)})
        else:
            return _back(request, act.meeting, act.item_id)
    if request.method == "GET" and "HX-Request" in request.headers:
        context = {"form": form, "act": act, "slug": request.workspace.slug}
        context["cancel_url"] = _here(request, act.meeting, act.item_id)
        return render(request, "meetings/_live_act_form.html", context)
    title = _("Corriger une décision") if act.kind == ActKind.DECISION else _("Corriger ce qui est à faire")
    return _show(request, act.meeting, act.item_id, form, title)


@page(Permission.MEET)
@require_POST
def withdraw(request: MemberRequest, meeting_id: uuid.UUID, act_id: uuid.UUID) -> HttpResponse:
    """Taken out of the minutes; « Annuler » puts it back."""
    act = act_to_write(request, meeting_id, act_id)
    withdraw_act(act, actor=request.user)
    undo = reverse("live_act_back", args=[request.workspace.slug, meeting_id, act_id])
    messages.success(request, _("Retiré : « %(text)s »") % {"text": ui.typo(act.text)}, extra_tags=undo)
    return _back(request, act.meeting, act.item_id)


@page(Permission.MEET)
@require_POST
def bring_back(request: MemberRequest, meeting_id: uuid.UUID, act_id: uuid.UUID) -> HttpResponse:
    """What was withdrawn stands again."""
    act = act_to_write(request, meeting_id, act_id)
    bring_back_act(act, actor=request.user)
    return _back(request, act.meeting, act.item_id)


def _form(
    request: MemberRequest, meeting: Meeting, name: str, first: dict[str, object], version: int | None = None
) -> ActForm:
    """Offers the bodies, and the people of the list. With a `version`, what was typed stands over that one."""
    people = Person.objects.filter(attendances__meeting=meeting).select_related("user").order_by("name")
    data = posted(request)
    if data is not None and version is not None:
        data = data.copy()
        data["version"] = str(version)
    return ActForm(data, name=name, bodies=bodies(), people=people, initial=first)


def _back(request: MemberRequest, meeting: Meeting, item_id: uuid.UUID | None) -> HttpResponse:
    return redirect(_here(request, meeting, item_id))


def _here(request: MemberRequest, meeting: Meeting, item_id: uuid.UUID | None) -> str:
    here = address("meeting", request.workspace.slug, meeting.pk)
    return f"{here}?point={item_id}#point-{item_id}" if item_id else here


def _show(
    request: MemberRequest, meeting: Meeting, item_id: uuid.UUID | None, form: ActForm, title: str
) -> HttpResponse:
    context = {"title": title, "lead": "", "form": form, "cancel_url": _here(request, meeting, item_id)}
    return render(request, "meetings/live_form.html", context, status=422 if form.is_bound else 200)
