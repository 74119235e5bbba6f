"""The settings of a workspace: the coordination's alone."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.shared.errors import Invalid
from portulan.tracking.commands.settings import change_settings
from portulan.web.access import MemberRequest, page
from portulan.web.plan.sentences import capital, feminine
from portulan.web.returning import say
from portulan.web.settings.forms import SettingsForm, initial_of
from portulan.workspaces.permissions import Permission


@page(Permission.MANAGE_SETTINGS)
def settings(request: MemberRequest) -> HttpResponse:
    """Shows the settings; puts those that are sent, and says what they changed."""
    form = SettingsForm(request.POST or None, initial=initial_of(request.workspace))
    if request.method == "POST" and form.is_valid():
        try:
            done = change_settings(request.workspace, form.settings(), actor=request.user)
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            say(request, _said(done.moved if done else None), done.entry if done else None)
            return redirect("settings", request.workspace.slug)
    return render(request, "settings/settings.html", {"form": form}, status=422 if form.errors else 200)


def _said(moved: int | None) -> str:
    if moved is None:
        return _("Rien n’a changé.")
    if not moved:
        return _("Réglages enregistrés.")
    again = ngettext(
        "Réglages enregistrés. %(count)s échéance a été relue avec la nouvelle année.",
        "Réglages enregistrés. %(count)s échéances ont été relues avec la nouvelle année.",
        moved,
    )
    return again % {"count": capital(feminine(moved))}
