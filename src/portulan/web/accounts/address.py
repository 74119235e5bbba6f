"""Changing one's e-mail address: the new one must first open a link that is sent to it."""

from smtplib import SMTPException
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from portulan.shared.errors import Invalid
from portulan.workspaces import commands
from portulan.workspaces.models import User

LASTS = 24 * 60 * 60
_SALT = "portulan.new-address"


def send_link(user: User, email: str) -> None:
    """Send the link that confirms a new address. An address that somebody has gets nothing, and the page says the
    same. Raises Invalid when the e-mail cannot leave."""
    if User.objects.filter(email=email).exists():
        return
    token = signing.dumps({"user": str(user.pk), "from": user.email, "to": email}, salt=_SALT)
    context = {"link": settings.SITE_ADDRESS + reverse("account_address", args=[token]), "person": user}
    body = render_to_string("accounts/email/address.txt", context)
    try:
        send_mail(_("Portulan : confirmer votre nouvelle adresse"), body, settings.DEFAULT_FROM_EMAIL, [email])
    except (SMTPException, OSError) as error:
        raise Invalid(_("L’e-mail n’a pas pu partir. Réessayez plus tard."), "email") from error


def confirmed(user: User, token: str) -> str | None:
    """The new address that this link confirms for this person; None when it expired, served, or is another's."""
    try:
        said: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return str(said["to"]) if (said["user"], said["from"]) == (str(user.pk), user.email) else None


@transaction.atomic
def change(user: User, email: str) -> None:
    """Take the new address. allauth remembers those that received a code: they must not let in any more."""
    commands.change_address(user, email)
    EmailAddress.objects.filter(user=user).delete()
