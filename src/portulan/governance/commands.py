"""Making bodies known (a name met in a plan is the body that already has it as a spelling, or a new one), and
saying who sits where."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance import rules
from portulan.governance.models import Body, BodyAlias, Person, Seat
from portulan.journal.commands import record
from portulan.shared.errors import Conflict
from portulan.shared.scoping import open_id


def bodies_named(
    names: Iterable[str], acronyms: Mapping[str, str] | None = None, keep_apart: Collection[str] = ()
) -> dict[str, Body]:
    """The body of each name, made when no spelling of it is known in the open workspace. `acronyms` gives full
    names; two spellings with the same key are one body with an alias, unless they are among those to
    `keep_apart`, each a body of its own. Runs inside the caller's transaction."""
    acronyms = acronyms or {}
    known = {alias.folded: alias.body for alias in BodyAlias.objects.select_related("body")}
    result: dict[str, Body] = {}
    for name in dict.fromkeys(names):
        own = rules.own_key(name)
        folded = own if name in keep_apart or own in known else rules.key(name)
        if folded not in known:
            body = _new_body(name, acronyms)
            known.update(dict.fromkeys(_spell(body, {name, body.name, body.acronym} - {""}), body))
            if folded == own:
                known[own] = BodyAlias.objects.create(body=body, spelling=name, folded=own).body
        result[name] = known[folded]
    return result


def person_of(user: Any) -> Person:
    """The person of the open workspace who has this account, made known when they are not yet."""
    return Person.objects.get_or_create(workspace_id=open_id(), user=user, defaults={"name": user.name})[0]


@transaction.atomic
def give_seat(body: Body, person: Person, *, actor: Any, starts: dt.date | None = None) -> Seat:
    """This person sits in that body from today on. Raises Conflict when they do already."""
    starts = starts or timezone.localdate()
    Body.objects.select_for_update().get(pk=body.pk)
    if Seat.objects.filter(body=body, person=person, ends=None).exists():
        raise Conflict(_("Cette personne siège déjà dans cette instance."))
    seat = Seat.objects.create(body=body, person=person, starts=starts)
    record("member.seats", seat, actor=actor, name=str(person), after={"body": str(body)})
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, actor: Any, batch: uuid.UUID | None = None) -> None:
    """The last day is yesterday; a seat given today by mistake leaves no trace but the journal's."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    if seat.starts > yesterday:
        Seat.objects.filter(pk=seat.pk).delete()
    else:
        Seat.objects.filter(pk=seat.pk).update(ends=yesterday)
    name, before = str(seat.person), {"body": str(seat.body)}
    record("member.seats", seat, actor=actor, name=name, before=before, batch=batch)


def _new_body(name: str, acronyms: Mapping[str, str]) -> Body:
    kind = rules.kind(name, set(acronyms))
    if name in acronyms:
        return Body.objects.create(name=acronyms[name], acronym=name, kind=kind)
    return Body.objects.create(name=name, acronym=name if kind == "group" and len(name) <= 12 else "", kind=kind)


def _spell(body: Body, spellings: set[str]) -> list[str]:
    """Write the spellings that no body has yet; answers their keys."""
    taken = set(BodyAlias.objects.values_list("folded", flat=True))
    fresh = {rules.key(spelling): spelling for spelling in sorted(spellings)}
    fresh = {folded: spelling for folded, spelling in fresh.items() if folded not in taken}
    BodyAlias.objects.bulk_create(
        BodyAlias(body=body, spelling=spelling, folded=folded) for folded, spelling in fresh.items()
    )
    return list(fresh)
