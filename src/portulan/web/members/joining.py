"""Taking up an invitation: with a new account, with one's own, or with the one that is signed in."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portulan.governance.commands import recognise
from portulan.shared import scoping
from portulan.shared.errors import Conflict
from portulan.web.access import PUBLIC, open_to
from portulan.web.accounts import language
from portulan.web.accounts.forms import NewAccount
from portulan.workspaces import commands
from portulan.workspaces.models import Invitation, Membership, User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@open_to(PUBLIC)
@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page that an invitation's link opens."""
    try:
        offered = commands.usable(token)
    except Conflict as error:
        context = {"sentence": error.sentence}
        return render(request, "members/invitation_closed.html", context, status=409)
    if isinstance(request.user, User):
        return _with_this_account(request, offered, token, request.user)
    if User.objects.filter(email=offered.email).exists():
        return render(request, "members/invitation.html", {"invitation": offered, "has_account": True})
    return _with_a_new_account(request, offered, token)


def _with_this_account(request: HttpRequest, offered: Invitation, token: str, user: User) -> HttpResponse:
    if request.method == "POST":
        return _welcome(request, _recognised(commands.join(token, user), offered))
    context = {"invitation": offered, "person": user, "other_address": user.email != offered.email}
    return render(request, "members/invitation.html", context)


def _with_a_new_account(request: HttpRequest, offered: Invitation, token: str) -> HttpResponse:
    form = NewAccount(request.POST or None)
    form.address = offered.email
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        member = _recognised(commands.join_with_new_account(token, data["name"], data["password"]), offered)
        login(request, member.user, backend=BACKEND)
        return language.kept(_welcome(request, member), member.user.language)
    context = {"invitation": offered, "form": form}
    return render(request, "members/invitation.html", context, status=422 if form.errors else 200)


def _recognised(member: Membership, offered: Invitation) -> Membership:
    """Who was known without an account by the invited address keeps their mandates."""
    with scoping.opened(member.workspace_id):
        recognise(member.user, offered.email)
    return member


def _welcome(request: HttpRequest, member: Membership) -> HttpResponse:
    said = {"workspace": member.workspace.name}
    messages.success(request, _("Bienvenue dans l’espace « %(workspace)s ».") % said)
    return redirect("dashboard", member.workspace.slug)
