"""The e-mail of an invitation."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portulan.workspaces.models import Invitation, User, Workspace


def link_of(token: str) -> str:
    """The address that opens an invitation."""
    return settings.SITE_ADDRESS + reverse("invitation", args=[token])


def send_invitation(invitation: Invitation, link: str, *, workspace: Workspace, sender: User) -> bool:
    """Send it in the workspace's language; whether it could leave."""
    with override(workspace.language):
        context = {"invitation": invitation, "link": link, "workspace": workspace, "sender": sender}
        subject = _("%(name)s vous invite dans l’espace « %(workspace)s »") % {
            "name": sender.name,
            "workspace": workspace.name,
        }
        body = render_to_string("members/email/invitation.txt", context)
    try:
        send_mail(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    except (SMTPException, OSError):
        return False
    return True
