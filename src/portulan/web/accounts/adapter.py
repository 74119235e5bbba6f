"""How allauth treats accounts here: nobody signs up alone, and its sentences are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portulan.web.accounts import language


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed: the welcome page makes the first account, invitations make the others."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Ce compte est désactivé. Adressez-vous à la coordination."),
        "email_password_mismatch": _("Cette adresse et ce mot de passe ne vont pas ensemble."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
        "incorrect_password": _("Ce n’est pas votre mot de passe."),
        "incorrect_code": _("Ce n’est pas le code envoyé. Vérifiez-le, majuscules et tiret compris."),
        "invalid_password_reset": _("Ce lien ne vaut plus. Demandez-en un nouveau."),
        "too_many_login_attempts": _("Trop d’essais à la suite. Réessayez dans cinq minutes."),
        "rate_limited": _("Trop de demandes à la suite. Patientez une minute, puis réessayez."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no user name: the e-mail address is the name to sign in with."""

    def format_email_subject(self, subject: str) -> str:
        return f"Portulan : {subject}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        """Pages speak the language of the account from the first one on."""
        response: HttpResponse = super().post_login(request, user, **details)
        return language.kept(response, user.language)
