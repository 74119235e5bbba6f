"""Who is expected at a meeting, before it begins: guests, excuses, who sits since it was planned."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portulan.meetings.commands import inviting as commands
from portulan.meetings.commands.planning import check_planned
from portulan.meetings.models import Attendance, Presence
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.door import writable
from portulan.web.meetings.forms import GuestForm
from portulan.web.meetings.sending import tell_left_out
from portulan.web.meetings.words import name_of
from portulan.web.returning import posted, say
from portulan.workspaces.permissions import Permission


@page(Permission.MEET)
def guest_add(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Somebody who does not sit there: known already, or a new name with an address."""
    meeting = writable(request, meeting_id)
    check_planned(meeting)
    form = GuestForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                person = form.person(request.user)
                commands.invite_guest(meeting, person, actor=request.user, title=form.cleaned_data["title"])
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _("%(name)s est invité·e à cette réunion.") % {"name": person})
            return redirect("meeting", request.workspace.slug, meeting.pk)
    context = {"form": form, "meeting": meeting, "name": name_of(meeting)}
    return render(request, "meetings/guest.html", context, status=422 if form.errors else 200)


@page(Permission.MEET)
@require_POST
def presence(request: MemberRequest, meeting_id: uuid.UUID, attendance_id: uuid.UUID) -> HttpResponse:
    """Somebody is excused, expected again, or not invited any more: what `presence` says, "out" being the last."""
    meeting = writable(request, meeting_id)
    invited = get_object_or_404(
        Attendance.objects.select_related("meeting__body", "person__user"), pk=attendance_id, meeting=meeting
    )
    wanted = request.POST.get("presence", "")
    if wanted == "out":
        gone = commands.leave_out(invited, actor=request.user)
        say(request, _("%(name)s n’est plus parmi les personnes invitées.") % {"name": invited.person})
        tell_left_out(request, meeting, gone)
    else:
        commands.say_presence(invited, wanted, actor=request.user)
        excused = _("L’excuse de %(name)s est notée.")
        sentence = excused if wanted == Presence.EXCUSED else _("%(name)s est de nouveau attendu·e.")
        say(request, sentence % {"name": invited.person})
    return redirect("meeting", request.workspace.slug, meeting.pk)


@page(Permission.MEET)
@require_POST
def follow_seats(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """The list follows who sits in the body on the day of the meeting."""
    meeting = writable(request, meeting_id)
    gone = commands.follow_the_seats(meeting, actor=request.user)
    say(request, _("La liste suit les mandats du jour de la réunion."))
    tell_left_out(request, meeting, gone)
    return redirect("meeting", request.workspace.slug, meeting.pk)
