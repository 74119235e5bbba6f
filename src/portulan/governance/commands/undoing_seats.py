"""Undoing what was done of a mandate: it is again what it was, provided that nothing changed it since."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.governance.commands.seats import Values, checked, values_of
from portulan.governance.models import Body, Person, Seat
from portulan.journal.commands import record, still_done, undoing
from portulan.journal.models import Entry
from portulan.shared.errors import Conflict


@transaction.atomic
def undo_seat(entry: Entry, *, actor: Any) -> Entry:
    """Give back a mandate that was removed, take back one that was given, put back its days and title. Raises
    Conflict, with the reason, when something since depends on it."""
    entry = still_done(entry)
    seat = _as_left(entry)
    name = entry.subject_name
    if not entry.before:
        if seat is None:
            raise Conflict(_("Ce mandat n’existe plus : il n’y a plus rien à annuler ici."))
        written = record(undoing(entry), seat, actor=actor, name=name, before=values_of(seat), undoes=entry)
        Seat.objects.filter(pk=seat.pk).delete()
        return written
    before = values_of(seat) if seat else {}
    seat = _put_back(seat or Seat(pk=entry.subject_id), entry.before, name)
    return record(undoing(entry), seat, actor=actor, name=name, before=before, after=values_of(seat), undoes=entry)


def _as_left(entry: Entry) -> Seat | None:
    """The mandate as the entry left it, None where it left none. Raises Conflict once it is otherwise."""
    seat = Seat.objects.select_for_update().filter(pk=entry.subject_id).first()
    if seat is None and entry.after:
        raise Conflict(_("Ce mandat a été retiré depuis : annulez d’abord ce retrait."))
    if seat is not None and _facts(values_of(seat)) != _facts(entry.after):
        raise Conflict(_("Ce mandat a encore changé depuis : l’annuler effacerait ce changement plus récent."))
    return seat


def _put_back(seat: Seat, values: Values, name: str) -> Seat:
    body = Body.objects.filter(pk=values["body_id"]).first()  # a merged one is not found
    if body is None:
        raise Conflict(
            _("« %(body)s » a été réunie à une autre instance depuis : inscrivez le mandat là-bas.")
            % {"body": values["body"]}
        )
    if not Person.objects.filter(pk=values["person_id"]).exists():
        raise Conflict(
            _("La fiche de %(name)s a été réunie à une autre depuis : inscrivez le mandat à nouveau.")
            % {"name": name}
        )
    seat.body_id, seat.person_id, seat.title = body.pk, values["person_id"], values["title"]
    seat.starts = dt.date.fromisoformat(values["starts"])
    seat.ends = dt.date.fromisoformat(values["ends"]) if values["ends"] else None
    checked(seat)
    seat.save()
    seat.refresh_from_db()
    return seat


def _facts(values: Values) -> Values:
    """What a mandate says, whatever its body is called."""
    return {name: value for name, value in values.items() if name != "body"}
