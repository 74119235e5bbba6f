"""Opening an inquiry, giving links, reminding, revoking."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Person
from portulan.governance.queries import seats_on
from portulan.inquiries import queries, rules
from portulan.inquiries.models import Asked, Inquiry, PersonalLink
from portulan.journal.commands import account_of, name_of, record
from portulan.plans.commands.changing import locked
from portulan.shared.errors import Conflict, Invalid
from portulan.workspaces.rules import hashed


@dataclass(frozen=True, slots=True)
class Given:
    """A link just made: the only moment at which its token is known."""

    link: PersonalLink
    token: str


@transaction.atomic
def open_inquiry(
    sentence: str,
    closes_on: dt.date,
    people: Collection[Person],
    *,
    actor: Any,
    submission: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> tuple[Inquiry, tuple[Given, ...]]:
    """Ask these people, who all sit today, for news until a day; a link for each. The same submission asks once,
    and gives no link the second time. Raises Invalid."""
    if submission and (said := Inquiry.objects.filter(submission=submission).first()):
        return said, ()
    sentence, now = " ".join(sentence.split()), at or timezone.now()
    _check(sentence, closes_on, people, timezone.localdate(now))
    opened = Inquiry.objects.create(
        sentence=sentence,
        closes_on=closes_on,
        opened_by=account_of(actor),
        opened_by_name=name_of(actor),
        submission=submission,
        created_at=now,
    )
    asked = [Asked.objects.create(inquiry=opened, person=person) for person in people]
    record("news.asked", opened, actor=actor, name=sentence, after=_told(opened, asked), at=at)
    return opened, tuple(_give(one, opened, now) for one in asked)


@transaction.atomic
def remind(one: Inquiry, *, actor: Any) -> tuple[Given, ...]:
    """A new link for each who did not answer and could; the earlier ones keep opening. Raises Conflict when there
    is nobody to remind."""
    one, now = locked(one), timezone.now()
    silent = queries.silent_in(one, timezone.localdate())
    if not silent:
        raise Conflict(_("Personne n’est à relancer : toutes et tous ont répondu, ou n’ont plus de lien."))
    Asked.objects.filter(pk__in=[asked.pk for asked in silent]).update(reminded_at=now)
    record("news.reminded", one, actor=actor, name=one.sentence, after={"people": _names(silent)})
    return tuple(_give(asked, one, now) for asked in silent)


@transaction.atomic
def give_link(asked: Asked, *, actor: Any) -> Given:
    """One more link for somebody: when the first was lost, expired or revoked. It opens as long as those of the
    inquiry, and at least a week."""
    person = asked.person
    given = _give(asked, asked.inquiry, timezone.now())
    record("link.given", given.link, actor=actor, name=str(person))
    return given


@transaction.atomic
def revoke(asked: Asked, *, actor: Any) -> int:
    """No link of this person opens any more; how many did. Raises Conflict when none did."""
    count = queries.live_links().filter(asked=asked).update(revoked_at=timezone.now())
    if not count:
        raise Conflict(_("Plus aucun lien de cette personne ne s’ouvre : il n’y a rien à retirer."))
    record("link.revoked", asked, actor=actor, name=str(asked.person))
    return count


@transaction.atomic
def revoke_all(one: Inquiry, *, actor: Any) -> int:
    """No link of the inquiry opens any more; how many did. Raises Conflict when none did."""
    count = queries.live_links().filter(asked__inquiry=one).update(revoked_at=timezone.now())
    if not count:
        raise Conflict(_("Plus aucun lien de cette demande ne s’ouvre : il n’y a rien à retirer."))
    record("news.closed", one, actor=actor, name=one.sentence)
    return count


def sent(links: Iterable[PersonalLink], *, at: dt.datetime | None = None) -> None:
    """The e-mails with these links left."""
    PersonalLink.objects.filter(pk__in=[link.pk for link in links]).update(sent_at=at or timezone.now())


def _give(asked: Asked, one: Inquiry, now: dt.datetime) -> Given:
    token, today = rules.new_token(), timezone.localdate(now)
    last = max(rules.expires_on(one.closes_on), today + rules.GRACE)
    link = PersonalLink.objects.create(asked=asked, token_sha256=hashed(token), created_at=now, expires_on=last)
    return Given(link, token)


def _check(sentence: str, closes_on: dt.date, people: Collection[Person], today: dt.date) -> None:
    if not sentence:
        raise Invalid(_("Écrivez une phrase : elle ouvre l’e-mail et la page de chacun·e."), "sentence")
    if closes_on < today:
        raise Invalid(_("Cette date est passée."), "closes_on")
    if closes_on > today + rules.AT_MOST:
        raise Invalid(_("Choisissez une date dans les six mois."), "closes_on")
    if not people:
        raise Invalid(_("Choisissez au moins une personne."), "people")
    sitting = set(seats_on(today).values_list("person_id", flat=True))
    if {person.pk for person in people} - sitting:
        raise Invalid(_("Une de ces personnes ne siège plus dans aucune instance."), "people")


def _told(opened: Inquiry, asked: Iterable[Asked]) -> dict[str, Any]:
    return {"closes_on": opened.closes_on.isoformat(), "people": _names(asked)}


def _names(asked: Iterable[Asked]) -> list[str]:
    return sorted(str(one.person) for one in asked)
