"""Giving the address of a calendar, and taking it back."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body, Person
from portulan.journal.commands import record
from portulan.meetings.models import CalendarLink
from portulan.shared.errors import Conflict, Invalid
from portulan.workspaces.rules import hashed

MOST = 20


@dataclass(frozen=True, slots=True)
class Given:
    """A link just made: the only moment at which its token is known."""

    link: CalendarLink
    token: str


@transaction.atomic
def give_calendar(*, actor: Any, body: Body | None = None, person: Person | None = None) -> Given:
    """An address at which an agenda program reads the meetings of a body, or of a person: one of the two. Raises
    Invalid when this member has too many."""
    if CalendarLink.objects.filter(made_for=actor, revoked_at=None).count() >= MOST:
        raise Invalid(
            _("Vous avez déjà %(most)d adresses de calendrier : retirez-en une.") % {"most": MOST}, "what"
        )
    token = secrets.token_urlsafe(32)
    link = CalendarLink.objects.create(body=body, person=person, token_sha256=hashed(token), made_for=actor)
    record("calendar.given", link, actor=actor, name=str(body or person))
    return Given(link, token)


@transaction.atomic
def revoke_calendar(link: CalendarLink, *, actor: Any) -> None:
    """It opens nothing any more. Raises Conflict when it did not."""
    open_one = CalendarLink.objects.filter(pk=link.pk, revoked_at=None)
    if not open_one.update(revoked_at=timezone.now()):
        raise Conflict(_("Cette adresse de calendrier est déjà retirée."))
    record("calendar.revoked", link, actor=actor, name=str(link.body or link.person))
