"""Who is there, and how the agenda goes on: presences, guests, items done, put off, moved, added."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.meetings.commands import holding
from portulan.meetings.models import ItemStage, Meeting
from portulan.meetings.queries.live import items_in_order
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.door import writable
from portulan.web.meetings.live_door import attendance_to_write, item_to_write
from portulan.web.meetings.live_forms import GuestForm, ItemForm
from portulan.web.meetings.live_page import next_item
from portulan.web.plan.addresses import address
from portulan.web.returning import posted, say
from portulan.web.templatetags import ui
from portulan.workspaces.permissions import Permission

STEPS = {"monter": -1, "descendre": 1}


@page(Permission.MEET)
@require_POST
def presence(request: MemberRequest, meeting_id: uuid.UUID, attendance_id: uuid.UUID) -> HttpResponse:
    """Somebody is there, excused, absent; or still awaited."""
    attendance = attendance_to_write(request, meeting_id, attendance_id)
    holding.mark_presence(attendance, request.POST.get("presence", ""))
    return _back(request, attendance.meeting, "seance-presences")


@page(Permission.MEET)
def guest(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Somebody more, who does not sit in the body."""
    meeting = writable(request, meeting_id)
    holding.check_open(meeting)
    form = GuestForm(posted(request), auto_id="invite_%s")
    if request.method == "POST" and form.is_valid():
        try:
            holding.add_guest(meeting, form.cleaned_data["name"], actor=request.user)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            return _back(request, meeting, "seance-presences")
    return _show(request, meeting, form, _("Ajouter une personne invitée"))


@page(Permission.MEET)
def item_add(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One more item, at the end."""
    meeting = writable(request, meeting_id)
    holding.check_open(meeting)
    form = ItemForm(posted(request), auto_id="point_%s")
    if request.method == "POST" and form.is_valid():
        try:
            item = holding.add_item(meeting, form.cleaned_data["title"], actor=request.user)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(
                request, _("Le point « %(title)s » est ajouté à l’ordre du jour.") % {"title": ui.typo(item.title)}
            )
            return _back(request, meeting, "seance-odj")
    return _show(request, meeting, form, _("Ajouter un point"))


@page(Permission.MEET)
@require_POST
def item_stage(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """An item is done, put off, or waits again; on to the next one that waits."""
    item = item_to_write(request, meeting_id, item_id)
    stage = request.POST.get("stage", "")
    holding.say_stage(item, stage)
    waits = stage == ItemStage.WAITING
    to = item.pk if waits else next_item(items_in_order(item.meeting), item.pk)
    return _to_item(request, item.meeting, to)


@page(Permission.MEET)
@require_POST
def item_move(request: MemberRequest, meeting_id: uuid.UUID, item_id: uuid.UUID) -> HttpResponse:
    """One place up or down in the agenda."""
    item = item_to_write(request, meeting_id, item_id)
    step = STEPS.get(request.POST.get("sens", ""))
    if step is None:
        raise Invalid(_("Ce choix n’existe pas."), "sens")
    holding.move_item(item, step)
    return _to_item(request, item.meeting, item.pk)


def _to_item(request: MemberRequest, meeting: Meeting, item_id: uuid.UUID) -> HttpResponse:
    here = address("meeting", request.workspace.slug, meeting.pk)
    return redirect(f"{here}?point={item_id}#point-{item_id}")


def _back(request: MemberRequest, meeting: Meeting, place: str) -> HttpResponse:
    """To the meeting, at the item that was open, where the form stands."""
    here = address("meeting", request.workspace.slug, meeting.pk)
    at = request.POST.get("point", "")
    asked = f"?point={at}" if at.replace("-", "").isalnum() else ""
    return redirect(f"{here}{asked}#{place}")


def _show(request: MemberRequest, meeting: Meeting, form: GuestForm | ItemForm, title: str) -> HttpResponse:
    context = {
        "title": title,
        "lead": "",
        "form": form,
        "cancel_url": address("meeting", request.workspace.slug, meeting.pk),
    }
    return render(request, "meetings/live_form.html", context, status=422 if form.is_bound else 200)
