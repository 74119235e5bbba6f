"""Mandates: giving a seat, correcting it, ending it, taking back one given by mistake."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body, Person, Seat
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.shared.errors import Conflict, Invalid

Values = dict[str, Any]


@transaction.atomic
def give_seat(
    body: Body,
    person: Person,
    *,
    actor: Any,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    title: str = "",
) -> Seat:
    """This person sits in that body from `starts` on, today unless said. Raises Conflict when they do already at
    some time in between, Invalid when it ends before it starts."""
    Body.objects.select_for_update().get(pk=body.pk)
    seat = Seat(body=body, person=person, starts=starts or timezone.localdate(), ends=ends, title=_clean(title))
    checked(seat)
    seat.save()
    record("seat.given", seat, actor=actor, name=str(person), after=values_of(seat))
    return seat


@transaction.atomic
def change_seat(seat: Seat, *, actor: Any, starts: dt.date, ends: dt.date | None, title: str) -> Entry | None:
    """Correct the days or the title of a mandate; None when nothing differs. Raises Conflict, Invalid."""
    seat = _locked(seat)
    before = values_of(seat)
    seat.starts, seat.ends, seat.title = starts, ends, _clean(title)
    checked(seat)
    after = values_of(seat)
    if after == before:
        return None
    seat.save(update_fields=["starts", "ends", "title"])
    return record("seat.changed", seat, actor=actor, name=str(seat.person), before=before, after=after)


@transaction.atomic
def end_seat(seat: Seat, *, actor: Any, on: dt.date | None = None, batch: uuid.UUID | None = None) -> Entry:
    """The last day is `on`, yesterday unless said; a seat that had not begun by then leaves no trace but the
    journal's. Raises Invalid for a last day before the first one, when it was said."""
    seat = _locked(seat)
    last = on or timezone.localdate() - dt.timedelta(days=1)
    if on is None and seat.starts > last:
        return remove_seat(seat, actor=actor, batch=batch)
    before = values_of(seat)
    seat.ends = last
    checked(seat)
    seat.save(update_fields=["ends"])
    return record(
        "seat.ended", seat, actor=actor, name=str(seat.person), before=before, after=values_of(seat), batch=batch
    )


@transaction.atomic
def remove_seat(seat: Seat, *, actor: Any, batch: uuid.UUID | None = None) -> Entry:
    """Take back a mandate that was given by mistake; the journal keeps it."""
    seat = _locked(seat)
    entry = record("seat.removed", seat, actor=actor, name=str(seat.person), before=values_of(seat), batch=batch)
    Seat.objects.filter(pk=seat.pk).delete()
    return entry


def values_of(seat: Seat) -> Values:
    """A mandate as the journal keeps it."""
    return {
        "body": str(seat.body),
        "body_id": str(seat.body_id),
        "person_id": str(seat.person_id),
        "title": seat.title,
        "starts": seat.starts.isoformat(),
        "ends": seat.ends.isoformat() if seat.ends else None,
    }


def _locked(seat: Seat) -> Seat:
    rows = Seat.objects.select_for_update(of=("self",)).select_related("body", "person__user")
    found = rows.filter(pk=seat.pk).first()
    if found is None:
        raise Conflict(_("Ce mandat n’existe plus : quelqu’un l’a retiré entre-temps."))
    return found


def checked(seat: Seat) -> None:
    """Raises Invalid for days that do not follow, Conflict for two mandates at once."""
    if seat.ends is not None and seat.ends < seat.starts:
        raise Invalid(_("Le dernier jour précède le premier."), "ends")
    others = Seat.objects.filter(body_id=seat.body_id, person_id=seat.person_id).exclude(pk=seat.pk)
    if any(seat.overlaps(other) for other in others):
        raise Conflict(_("Cette personne siège déjà dans cette instance à ce moment-là."))


def _clean(title: str) -> str:
    title = " ".join(title.split())
    if len(title) > 100:
        raise Invalid(_("Le titre compte cent caractères au plus."), "title")
    return title
