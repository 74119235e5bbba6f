"""A meeting is planned, changed, cancelled."""

import uuid

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance import queries as governance
from portulan.governance.models import Body
from portulan.meetings.commands import planning as commands
from portulan.meetings.models import Meeting
from portulan.shared.errors import Conflict, Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.door import writable
from portulan.web.meetings.forms import CancelForm, ChangeMeetingForm, NewMeetingForm
from portulan.web.meetings.sending import tell_cancelled, told_of_cancelling
from portulan.web.meetings.words import hours, name_of
from portulan.web.returning import posted, say
from portulan.web.templatetags.ui import full_day, long_day
from portulan.workspaces.models import Role
from portulan.workspaces.permissions import Permission


@page(Permission.MEET)
def meeting_plan(request: MemberRequest) -> HttpResponse:
    """A new meeting, or a series; `?instance=` chooses the body."""
    bodies = _bodies(request)
    form = NewMeetingForm(posted(request), bodies=bodies, initial=_usual(request, bodies))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            planned = commands.plan_meetings(
                said["body"],
                form.when(),
                actor=request.user,
                title=said["title"],
                rhythm=form.rhythm(),
                submission=said["submission"],
            )
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _planned(planned))
            return redirect("meeting", request.workspace.slug, planned[0].pk)
    context = {"form": form, "nowhere": not bodies.exists()}
    return render(request, "meetings/plan.html", context, status=422 if form.errors else 200)


def _bodies(request: MemberRequest) -> QuerySet[Body]:
    """Those for which this member plans: all of them, or those in which they sit."""
    rows = governance.bodies()
    if request.membership.role == Role.COORDINATION:
        return rows
    own = governance.seats_of(request.user.pk, request.as_of).order_by().values("body_id")
    return rows.filter(pk__in=own)


def _usual(request: MemberRequest, bodies: QuerySet[Body]) -> dict[str, object]:
    """The body that the address names or the only one, and the hours of most meetings."""
    asked = request.GET.get("instance", "")
    known = {str(one.pk): one.pk for one in bodies}
    alone = next(iter(known.values())) if len(known) == 1 else None
    return {"body": known.get(asked, alone), "starts": "14:00", "ends": "16:00"}


def _planned(planned: tuple[Meeting, ...]) -> str:
    first, last = planned[0], planned[-1]
    said = {"n": len(planned), "name": name_of(first), "day": full_day(first.day), "last": long_day(last.day)}
    if len(planned) == 1:
        return _("« %(name)s » se réunit le %(day)s.") % said
    return _("%(n)d réunions de « %(name)s » sont fixées, du %(day)s au %(last)s.") % said


@page(Permission.MEET)
def meeting_change(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Another day, other hours, another place; for one meeting, or those of its series that follow too."""
    found = writable(request, meeting_id)
    commands.check_planned(found)
    form = ChangeMeetingForm.of(found, posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            moved = commands.change_meeting(
                found,
                form.when(),
                actor=request.user,
                title=said["title"],
                seen=said["seen"],
                following=said.get("following", False),
            )
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        except Conflict as error:
            return _changed_meanwhile(request, found, error)
        else:
            say(request, _changed(len(moved)))
            return redirect("meeting", request.workspace.slug, found.pk)
    context = {"form": form, "meeting": found, "name": name_of(found)}
    return render(request, "meetings/change.html", context, status=422 if form.errors else 200)


def _changed_meanwhile(request: MemberRequest, found: Meeting, error: Conflict) -> HttpResponse:
    """The form again with what was typed, beside what stands now; sent again, it counts."""
    found.refresh_from_db()
    commands.check_planned(found)
    typed = request.POST.copy()
    typed["seen"] = str(found.sequence)
    form = ChangeMeetingForm.of(found, typed)
    form.add_error(None, error.sentence)
    context = {"form": form, "meeting": found, "name": name_of(found), "stands": hours(found)}
    return render(request, "meetings/change.html", context, status=409)


def _changed(number: int) -> str:
    if not number:
        return _("Rien n’a changé.")
    return ngettext("La réunion est modifiée.", "%(n)d réunions sont modifiées.", number) % {"n": number}


@page(Permission.MEET)
def meeting_cancel(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Asks why, then cancels."""
    found = writable(request, meeting_id)
    commands.check_planned(found)
    form = CancelForm.of(found, posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            gone = commands.cancel_meeting(
                found, actor=request.user, reason=said["reason"], following=said.get("following", False)
            )
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            tell_cancelled(request, gone, said["reason"])
            sentence = ngettext("La réunion est annulée.", "%(n)d réunions sont annulées.", len(gone))
            say(request, sentence % {"n": len(gone)})
            return redirect("meeting", request.workspace.slug, found.pk)
    return _ask_why(request, found, form)


@page(Permission.MEET)
def meeting_restore(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Asks, then a cancelled meeting is planned again; where an invitation had left, its news are shown next."""
    found = writable(request, meeting_id)
    if request.method == "POST":
        restored = commands.restore_meeting(found, actor=request.user)
        say(request, _("La réunion est rétablie."))
        where = "meeting" if restored.invited_at is None else "meeting_invitation"
        return redirect(where, request.workspace.slug, found.pk)
    consequences = [_("Elle est de nouveau fixée, dans la liste et dans les calendriers, avec son ordre du jour.")]
    if found.invited_at is not None:
        consequences.append(_("L’e-mail qui l’annonce vous est ensuite montré, avant de partir."))
    context = {
        "title": _("Rétablir cette réunion"),
        "sentence": f"{name_of(found)}, {full_day(timezone.localtime(found.starts))}",
        "consequences": consequences,
        "confirm_label": _("Rétablir la réunion"),
        "cancel_url": reverse("meeting", args=[request.workspace.slug, found.pk]),
    }
    return render(request, "ui/confirm.html", context)


def _ask_why(request: MemberRequest, found: Meeting, form: CancelForm) -> HttpResponse:
    context = {
        "title": _("Annuler cette réunion"),
        "sentence": f"{name_of(found)}, {full_day(timezone.localtime(found.starts))}",
        "consequences": [
            _("Elle reste dans la liste et dans les calendriers, marquée comme annulée."),
            *filter(None, [told_of_cancelling(found)]),
            _("Son ordre du jour est gardé ; ses actions seront proposées à la réunion suivante."),
        ],
        "form": form,
        "confirm_label": _("Annuler la réunion"),
        "cancel_url": reverse("meeting", args=[request.workspace.slug, found.pk]),
        "grave": True,
    }
    return render(request, "ui/confirm.html", context, status=422 if form.errors else 200)
