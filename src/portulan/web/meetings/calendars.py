"""The calendars of a member: addresses for their agenda program, each shown once, each taken back at will; and one
meeting as a file."""

import uuid
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portulan.governance.commands import person_of
from portulan.governance.models import Body, Person
from portulan.governance.queries import bodies, people
from portulan.meetings.commands import calendars as commands
from portulan.meetings.models import CalendarLink
from portulan.meetings.queries import calendars as queries
from portulan.meetings.rules.calendar import MEDIA_TYPE, calendar
from portulan.shared.errors import Invalid
from portulan.web.access import MemberRequest, page
from portulan.web.calendars.events import event_of, zone
from portulan.web.meetings.door import meeting_of
from portulan.web.returning import posted
from portulan.workspaces.models import Role
from portulan.workspaces.permissions import Permission

FRESH = "fresh-calendar"
OWN = "own"


class CalendarForm(forms.Form):
    """Whose meetings: one's own, those of a body; for the coordination, those of a person too."""

    what = forms.ChoiceField(label=gettext_lazy("Réunions"))

    def __init__(self, *args: Any, coordinates: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, Body | Person] = {f"b-{one.pk}": one for one in bodies()}
        if coordinates:
            self.found |= {f"p-{one.pk}": one for one in people()}
        names = [(key, str(one)) for key, one in self.found.items()]
        choices = [(OWN, _("Celles auxquelles je suis invité·e")), *names]
        cast(forms.ChoiceField, self.fields["what"]).choices = choices


@page(Permission.READ)
def calendars(request: MemberRequest) -> HttpResponse:
    """The addresses that this member made, and a form for one more."""
    coordinates = request.membership.role == Role.COORDINATION
    form = CalendarForm(
        posted(request), coordinates=coordinates, initial={"what": request.GET.get("instance", OWN)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            given = _give(request, form)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            request.session[FRESH] = settings.SITE_ADDRESS + reverse("calendar_feed", args=[given.token])
            return redirect("calendars", request.workspace.slug)
    fresh = request.session.pop(FRESH, "") if request.method == "GET" and FRESH in request.session else ""
    context = {"form": form, "links": queries.links_of(request.user.pk), "fresh": fresh}
    return render(request, "meetings/calendars.html", context, status=422 if form.errors else 200)


def _give(request: MemberRequest, form: CalendarForm) -> commands.Given:
    chosen = form.found.get(form.cleaned_data["what"])
    if isinstance(chosen, Body):
        return commands.give_calendar(actor=request.user, body=chosen)
    return commands.give_calendar(actor=request.user, person=chosen or person_of(request.user))


@page(Permission.READ)
@require_POST
def calendar_revoke(request: MemberRequest, link_id: uuid.UUID) -> HttpResponse:
    """An address of one's own opens nothing any more."""
    link = get_object_or_404(
        CalendarLink.objects.select_related("body", "person__user"), pk=link_id, made_for=request.user
    )
    commands.revoke_calendar(link, actor=request.user)
    messages.success(request, _("Cette adresse de calendrier n’ouvre plus rien."))
    return redirect("calendars", request.workspace.slug)


@page(Permission.READ)
@require_safe
def meeting_file(request: MemberRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One meeting for an agenda program."""
    meeting_of(meeting_id)
    found = get_object_or_404(queries.revised().prefetch_related("items"), pk=meeting_id)
    content = calendar([event_of(found, request.workspace.slug)], zone=zone())
    headers = {"Content-Disposition": 'attachment; filename="reunion.ics"'}
    return HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)
