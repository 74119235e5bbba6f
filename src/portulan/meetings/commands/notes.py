"""The notes of an item are written, by one or by several at once, and taken back; nothing is overwritten in
silence."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import account_of, name_of
from portulan.meetings.commands.holding import check_open
from portulan.meetings.merging import Merged, merge, tidy, worth_keeping
from portulan.meetings.models import AgendaItem, NotesKept
from portulan.shared.errors import Conflict, Invalid

LONGEST = 200_000
"""Signs in the notes of one item."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two people changed the same lines: what can be chosen, and the notes as they stand, from which the choice
    will be written."""

    merged: Merged
    standing: str
    by_name: str


class Clashing(Conflict):
    """Nothing was written: somebody must choose."""

    def __init__(self, clash: Clash) -> None:
        super().__init__(
            _("%(name)s a écrit en même temps sur les mêmes lignes. Choisissez : rien n’est perdu.")
            % {"name": clash.by_name or _("Quelqu’un")}
        )
        self.clash = clash


def locked_item(meeting_id: uuid.UUID, item_id: uuid.UUID) -> AgendaItem | None:
    """The item of that meeting with its meeting and body, both locked until the end of the transaction: a meeting
    does not close between the reading and the writing. One query."""
    rows = AgendaItem.objects.select_for_update(of=("self", "meeting")).select_related("meeting__body")
    return rows.filter(pk=item_id, meeting_id=meeting_id).first()


@transaction.atomic
def write_notes(item: AgendaItem, notes: str, *, base: str, actor: Any) -> AgendaItem:
    """Write the notes of a `locked_item`, as changes of `base`, the text from which the writer started; what
    others changed elsewhere meanwhile stays. Sent twice, they are written once. Raises Clashing, Conflict when
    the meeting is not open, Invalid."""
    check_open(item.meeting)
    notes, base = tidy(notes), tidy(base)
    _check_length(notes)
    merged = merge(base, notes, item.notes)
    if merged.clashes:
        raise Clashing(Clash(merged, item.notes, item.notes_by_name))
    _check_length(merged.text)
    if merged.text != item.notes:
        _write(item, merged.text, actor)
    return item


@transaction.atomic
def take_back(kept: NotesKept, item: AgendaItem, *, actor: Any) -> AgendaItem:
    """Write the notes of a `locked_item` as they once were; those that stand are set aside first. Raises
    Conflict."""
    check_open(item.meeting)
    if kept.text != item.notes:
        _set_aside(item, timezone.now())
        _write(item, kept.text, actor)
    return item


def _write(item: AgendaItem, notes: str, actor: Any) -> None:
    now = timezone.now()
    since = now - item.notes_kept_at if item.notes_kept_at else None
    if worth_keeping(item.notes, notes, same_hand=item.notes_by_id == actor.pk, since=since):
        _set_aside(item, now)
    item.notes_kept_at = item.notes_kept_at or now
    item.notes, item.notes_version, item.notes_at = notes, item.notes_version + 1, now
    item.notes_by, item.notes_by_name = account_of(actor), name_of(actor)
    item.save(update_fields=["notes", "notes_version", "notes_at", "notes_by", "notes_by_name", "notes_kept_at"])


def _set_aside(item: AgendaItem, now: dt.datetime) -> None:
    """Keep the notes as they stand; once is enough."""
    item.notes_kept_at = now
    if item.notes.strip():
        NotesKept.objects.get_or_create(
            item=item,
            version=item.notes_version,
            defaults={"text": item.notes, "by_name": item.notes_by_name, "at": item.notes_at or now},
        )


def _check_length(notes: str) -> None:
    if len(notes) > LONGEST:
        raise Invalid(
            _("Les notes d’un point comptent deux cent mille signes au plus : ajoutez un point."), "notes"
        )
