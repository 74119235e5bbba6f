"""Sending links just made, and showing once those that could not leave by e-mail."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.inquiries import commands
from portulan.inquiries.commands import Given
from portulan.inquiries.models import Inquiry
from portulan.web.access import MemberRequest
from portulan.web.inquiries import mail

FRESH_LINKS = "fresh-links"


def send_and_show(
    request: MemberRequest,
    one: Inquiry,
    links: Sequence[Given],
    *,
    awaited: Mapping[uuid.UUID, int],
    again: bool = False,
) -> None:
    """Write to each who has an address; the next page says how many letters left, and shows the other links."""
    left = mail.send(links, one, workspace=request.workspace, sender=request.user, awaited=awaited, again=again)
    commands.sent(left)
    gone = {link.pk for link in left}
    show_once(request, one, [given for given in links if given.link.pk not in gone])
    if left:
        said = ngettext("Un e-mail est parti.", "%(n)d e-mails sont partis.", len(left)) % {"n": len(left)}
        messages.success(request, said)


def show_once(request: MemberRequest, one: Inquiry, links: Sequence[Given]) -> None:
    """Keep these links until the page of the inquiry is next opened."""
    if not links:
        return
    request.session[FRESH_LINKS] = {
        "inquiry": str(one.pk),
        "links": [
            {
                "name": str(given.link.asked.person),
                "why": "" if given.link.asked.person.address else _("sans adresse"),
                "link": mail.link_of(given.token),
            }
            for given in links
        ],
    }


def fresh_links(request: MemberRequest, one: Inquiry) -> list[dict[str, Any]]:
    """The links just made that are to be passed on, once, on the page of their inquiry."""
    kept = request.session.get(FRESH_LINKS)
    if kept is None or kept["inquiry"] != str(one.pk):
        return []
    del request.session[FRESH_LINKS]
    found: list[dict[str, Any]] = kept["links"]
    return found
