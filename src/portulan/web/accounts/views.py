"""The pages outside a workspace: home, welcome, a new workspace, the account, the language."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from portulan.shared.errors import Conflict, Invalid
from portulan.web.access import PUBLIC, SIGNED_IN, open_to
from portulan.web.accounts import address, forms, language, links
from portulan.web.returning import asked_address, next_address
from portulan.workspaces import commands, queries
from portulan.workspaces.models import User
from portulan.workspaces.permissions import may_bring_in

BACKEND = "django.contrib.auth.backends.ModelBackend"


@open_to(PUBLIC)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """One's only workspace, or the choice; the way in for who is not signed in."""
    if isinstance(request.user, User):
        places = list(queries.memberships_of(request.user))
        if len(places) == 1:
            return redirect("dashboard", places[0].workspace.slug)
        return render(request, "accounts/home.html", {"places": places})
    if queries.nobody_yet():
        return render(request, "accounts/nobody_yet.html")
    return redirect("account_login")


@open_to(PUBLIC)
@never_cache
@sensitive_post_parameters("password")
def welcome(request: HttpRequest) -> HttpResponse:
    """The first account of an empty Portulan, for who holds the link printed in the console."""
    token = request.GET.get("jeton", "")
    if not queries.nobody_yet():
        return redirect("home")
    if not links.welcomes(token):
        return render(request, "accounts/nobody_yet.html", {"wrong": bool(token)}, status=403 if token else 200)
    form = forms.FirstAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        user = commands.first_account(data["email"], data["name"], data["password"])
        login(request, user, backend=BACKEND)
        return redirect("workspace_new")
    return render(request, "accounts/welcome.html", {"form": form}, status=422 if form.errors else 200)


@open_to(SIGNED_IN)
def new_workspace(request: HttpRequest) -> HttpResponse:
    """Opens a workspace, then asks for its plan."""
    assert isinstance(request.user, User)  # noqa: S101
    form = forms.NewWorkspace(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        workspace = commands.open_workspace(
            data["name"],
            institutions=data["institutions"],
            boundary=form.boundary(),
            actor=request.user,
            submission=data["submission"],
        )
        return redirect("imports", workspace.slug)
    first = not queries.memberships_of(request.user).exists()
    context = {"form": form, "first": first, "may_bring_in": bool(may_bring_in(request.user))}
    return render(request, "accounts/workspace_new.html", context, status=422 if form.errors else 200)


@open_to(PUBLIC)
@never_cache
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """One-click sign-in, on one's own machine only, then `next`; elsewhere the address does not exist."""
    user = links.user_of(token)
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return language.kept(redirect(asked_address(request, reverse("home"))), user.language)


@open_to(PUBLIC)
@require_GET
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Says how one gets an account."""
    return render(request, "account/signup_closed.html")


@open_to(SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    """One's name and language; the ways to the password."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101
    form = forms.Profile(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        commands.change_profile(user, form.cleaned_data["name"], form.cleaned_data["language"])
        with override(user.language):
            messages.success(request, _("Votre compte est à jour."))
        return language.kept(redirect("account"), user.language)
    return render(request, "accounts/account.html", {"form": form}, status=422 if form.errors else 200)


@open_to(SIGNED_IN)
@sensitive_post_parameters("password")
def change_address(request: HttpRequest) -> HttpResponse:
    """Asks for another address, and sends it the link that confirms it."""
    assert isinstance(request.user, User)  # noqa: S101
    form = forms.NewAddress(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address.send_link(request.user, form.cleaned_data["email"])
        except Invalid as error:
            form.add_error(error.field, error.sentence)
        else:
            said = {"email": form.cleaned_data["email"]}
            messages.success(request, _("Ouvrez le lien envoyé à %(email)s pour confirmer cette adresse.") % said)
            return redirect("account")
    return render(request, "accounts/address.html", {"form": form}, status=422 if form.errors else 200)


@open_to(SIGNED_IN)
@never_cache
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """The link that was sent: one button, and the address changes."""
    assert isinstance(request.user, User)  # noqa: S101
    email = address.confirmed(request.user, token)
    if email is None:
        raise Conflict(_("Ce lien ne vaut plus, ou il concerne un autre compte que le vôtre."))
    if request.method == "POST":
        address.change(request.user, email)
        messages.success(request, _("Votre adresse est désormais %(email)s.") % {"email": email})
        return redirect("account")
    context = {
        "title": _("Changer d’adresse"),
        "sentence": _("Vous vous connecterez désormais avec %(email)s.") % {"email": email},
        "confirm_label": _("Changer d’adresse"),
        "cancel_url": reverse("account"),
    }
    return render(request, "ui/confirm.html", context)


@open_to(PUBLIC)
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Reads the pages in another language from now on, and comes back to the page one was on."""
    chosen, back = request.POST.get("language", ""), next_address(request, reverse("home"))
    if not language.offered(chosen):
        return redirect(back)
    if isinstance(request.user, User):
        commands.change_profile(request.user, request.user.name, chosen)
    return language.kept(redirect(back), chosen)
