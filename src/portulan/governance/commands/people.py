"""Making people known, with an account or without, and seeing that two of them are one."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.governance.models import Person
from portulan.governance.related import say_instead
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.scoping import open_id
from portulan.workspaces.models import Membership


def person_of(user: Any) -> Person:
    """The person of the open workspace who has this account: who was known by its address gets it, and who was
    not known yet is made known."""
    found = Person.objects.filter(user=user).first() or _claimed(user, user.email)
    if found is not None:
        return found
    return Person.objects.get_or_create(workspace_id=open_id(), user=user, defaults={"name": user.name})[0]


@transaction.atomic
def recognise(user: Any, invited_as: str) -> Person | None:
    """Who joins with the address, or by an invitation sent to the address, of a person without an account is that
    person from then on; None when nobody was known by it."""
    if Person.objects.filter(user=user).exists():
        return None
    found = _claimed(user, user.email) or _claimed(user, invited_as)
    if found is not None:
        record("person.joined", found, actor=user, name=user.name, after={"account": True})
    return found


def _claimed(user: Any, email: str) -> Person | None:
    """The person without an account who was known by this address, now with that account."""
    known = Person.objects.filter(user=None, email__iexact=email.strip()).exclude(email="")
    found = known.select_for_update().first()
    if found is not None:
        found.user = user
        found.save(update_fields=["user"])
    return found


@transaction.atomic
def known_person(name: str, email: str = "", *, actor: Any) -> Person:
    """The person with this address, else a new one; a member's address is that of the member. Raises Invalid."""
    name, email = _named(name), email.strip().lower()
    if email:
        member = Membership.objects.filter(user__email=email).select_related("user").first()
        if member is not None:
            return person_of(member.user)
        if found := Person.objects.filter(email__iexact=email).first():
            return found
    person = Person.objects.create(name=name, email=email)
    record("person.added", person, actor=actor, name=name)
    return person


@transaction.atomic
def change_person(person: Person, *, actor: Any, name: str, email: str) -> Entry | None:
    """Another name or address for somebody without an account. Raises Conflict, Invalid."""
    person = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if person.user is not None:
        raise Conflict(_("Cette personne a un compte : elle y tient elle-même son nom et son adresse."))
    name, email = _named(name), email.strip().lower()
    others = Person.objects.exclude(pk=person.pk).filter(email__iexact=email).exclude(email="")
    if others.exists() or (email and Membership.objects.filter(user__email=email).exists()):
        raise Invalid(_("Cette adresse est celle d’une autre personne. Réunissez-les plutôt."), "email")
    if (name, email) == (person.name, person.email):
        return None
    before = person.name
    person.name, person.email = name, email
    person.save(update_fields=["name", "email"])
    # The journal, which all members read, keeps no address.
    return record("person.changed", person, actor=actor, name=name, before={"name": before}, after={"name": name})


@transaction.atomic
def merge_people(kept: Person, gone: Person, *, actor: Any) -> Entry:
    """Two entries for one person become one: all that named `gone` names `kept`. An account goes along. Raises
    Conflict when each has an account of their own, or both sit in one body at the same time."""
    rows = Person.objects.select_for_update(of=("self",)).select_related("user")
    pair = {one.pk: one for one in rows.filter(pk__in=[kept.pk, gone.pk])}
    if len(pair) != 2:
        raise Conflict(_("Choisissez deux personnes différentes de cet espace."))
    kept, gone = pair[kept.pk], pair[gone.pk]
    if kept.user_id and gone.user_id:
        raise Conflict(_("Ces deux personnes ont chacune leur compte : elles restent deux."))
    if any(one.overlaps(other) for one in kept.seats.all() for other in gone.seats.all()):
        raise Conflict(
            _("Toutes deux siègent en même temps dans une même instance. Retirez d’abord l’un des mandats.")
        )
    name, email, user_id = str(gone), gone.email, gone.user_id
    moved = say_instead(gone, kept)
    gone.delete()
    kept.user_id, kept.email = kept.user_id or user_id, kept.email or email
    kept.save(update_fields=["user", "email"])
    kept.refresh_from_db()
    return record(
        "person.merged",
        kept,
        actor=actor,
        name=str(kept),
        before={"person": name},
        after={"person": str(kept), "moved": moved},
    )


def _named(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise Invalid(_("Donnez le nom de cette personne."), "name")
    return name
