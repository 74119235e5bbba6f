"""The invitation is looked at, then sent; a cancellation tells those who were invited."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portulan.meetings.commands.inviting import send_invitation
from portulan.meetings.commands.planning import check_planned
from portulan.meetings.models import Attendance, Meeting
from portulan.meetings.rules.calendar import Method
from portulan.web.access import MemberRequest, page
from portulan.web.meetings.door import writable
from portulan.web.meetings.letters import Letter, changes_since, receivers, send
from portulan.web.meetings.words import hours, name_of
from portulan.web.plan.sentences import joined
from portulan.web.returning import posted, say
from portulan.workspaces.permissions import Permission


class InvitationForm(forms.Form):
    """A word of one's own; sent twice, it counts once."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    message = forms.CharField(
        label=gettext_lazy("Un mot de vous"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Il s’ajoute à l’e-mail, avant l’ordre du jour."),
    )


@page(Permission.MEET)
def invitation(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Who receives it, who has no address, what it says; then it leaves, once."""
    meeting = writable(request, meeting_id)
    check_planned(meeting)
    people, changes = receivers(meeting), changes_since(meeting)
    form = InvitationForm(posted(request))
    if request.method == "POST" and form.is_valid() and people.reached:
        said, again = form.cleaned_data, meeting.invited_at is not None
        if send_invitation(meeting, actor=request.user, submission=said["submission"]):
            letter = Letter(Method.REQUEST, said["message"].strip(), changes, again=again)
            _tell(request, people.reached, send(request, meeting, people.reached, letter))
        return redirect("meeting", request.workspace.slug, meeting.pk)
    context = {
        "form": form,
        "meeting": meeting,
        "name": name_of(meeting),
        "hours": hours(meeting),
        "people": people,
        "changes": changes,
        "points": meeting.items.exists(),
    }
    return render(request, "meetings/invitation.html", context, status=422 if form.errors else 200)


def _tell(request: MemberRequest, wanted: Sequence[Attendance], gone: Sequence[Attendance]) -> None:
    """How many letters left, and who was not reached."""
    if gone:
        said = ngettext("Un e-mail est parti.", "%(n)d e-mails sont partis.", len(gone)) % {"n": len(gone)}
        say(request, said)
    reached = {one.pk for one in gone}
    missed = [str(one.person) for one in wanted if one.pk not in reached]
    if missed:
        say(
            request, _("L’e-mail n’est pas parti pour %(names)s : prévenez autrement.") % {"names": joined(missed)}
        )


def tell_cancelled(request: MemberRequest, meetings: Sequence[Meeting], reason: str) -> None:
    """Those who had been invited learn that each of these meetings will not take place."""
    wanted: list[Any] = []
    gone: list[Any] = []
    for meeting in meetings:
        if meeting.invited_at is not None:
            people = receivers(meeting, told=True).reached
            wanted += people
            gone += send(request, meeting, people, Letter(Method.CANCEL, reason=reason))
    if wanted:
        _tell(request, wanted, gone)


def tell_left_out(request: MemberRequest, meeting: Meeting, gone: Sequence[Attendance]) -> None:
    """Those who had been invited, and are not any more, learn it: the meeting leaves their calendars alone."""
    reached = [one for one in gone if one.person.address]
    if reached:
        _tell(request, gone, send(request, meeting, reached, Letter(Method.CANCEL, left_out=True)))


def told_of_cancelling(meeting: Meeting) -> str:
    """Who will learn that a meeting is cancelled, in words; empty when nobody was invited yet."""
    if meeting.invited_at is None:
        return ""
    people = receivers(meeting, told=True)
    words = [_("Un e-mail part vers %(names)s.") % {"names": joined([str(one.person) for one in people.reached])}]
    if people.without:
        names = joined([str(one.person) for one in people.without])
        words.append(_("Sans adresse, à prévenir autrement : %(names)s.") % {"names": names})
    return " ".join(words if people.reached else words[1:])
