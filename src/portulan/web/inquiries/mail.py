"""The e-mails that carry personal links; a page says when one could not leave."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portulan.inquiries.commands import Given
from portulan.inquiries.models import Inquiry, PersonalLink
from portulan.web.answering.words import first_name
from portulan.web.post import left
from portulan.workspaces.models import User, Workspace


def link_of(token: str) -> str:
    """The address that opens somebody's page."""
    return settings.SITE_ADDRESS + reverse("answer", args=[token])


def send(
    links: Iterable[Given],
    one: Inquiry,
    *,
    workspace: Workspace,
    sender: User,
    awaited: Mapping[UUID, int],
    again: bool = False,
) -> list[PersonalLink]:
    """Write to each who has an address, in the workspace's language; those whose e-mail left. `awaited`: how many
    actions wait for a word of each person."""
    with override(workspace.language):
        letters = [
            (given.link, _letter(given, one, workspace, sender, awaited, again))
            for given in links
            if given.link.asked.person.address
        ]
    return left(letters)


def _letter(
    given: Given, one: Inquiry, workspace: Workspace, sender: User, awaited: Mapping[UUID, int], again: bool
) -> EmailMessage:
    person = given.link.asked.person
    number = awaited.get(person.pk, 0)
    context = {
        "first_name": first_name(str(person)),
        "inquiry": one,
        "link": link_of(given.token),
        "workspace": workspace,
        "sender": sender,
        "awaited": number,
        "again": again,
        "last_day": given.link.expires_on,
    }
    subject = _("Rappel : %(sentence)s") if again else _("%(name)s vous demande des nouvelles du plan")
    words = subject % {"name": sender.name, "sentence": one.sentence}
    body = render_to_string("inquiries/email/link.txt", context)
    return EmailMessage(
        " ".join(words.splitlines())[:180],
        body,
        settings.DEFAULT_FROM_EMAIL,
        [person.address],
        reply_to=[sender.email],
    )
