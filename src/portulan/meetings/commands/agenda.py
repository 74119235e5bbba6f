"""The agenda: items are put on it, ordered, given minutes, taken off; documents go with them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.meetings.models import AgendaDocument, AgendaItem, ItemKind, Meeting, Stage
from portulan.meetings.rules.agenda import CLOSING_MINUTES
from portulan.plans.commands.changing import locked
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.filestore import keep
from portulan.shared.scoping import open_id
from portulan.tracking import rules as files
from portulan.tracking.commands import GivenFile

LONGEST = 600  # minutes
MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class NewItem:
    """Something to put on the agenda; `planned` in minutes."""

    kind: ItemKind
    title: str
    planned: int | None = None
    action_id: uuid.UUID | None = None
    decision_id: uuid.UUID | None = None
    approves_id: uuid.UUID | None = None
    continues_id: uuid.UUID | None = None
    for_information: bool = False


@transaction.atomic
def add_items(meeting: Meeting, wanted: Sequence[NewItem], *, actor: Any) -> tuple[AgendaItem, ...]:
    """Put these on the agenda, before its last item; those for information come after all. What is there already
    is not put twice. Raises Invalid, Conflict."""
    found: Meeting = locked(meeting)
    _check_open(found)
    there = list(found.items.all())
    new = [one for one in wanted if not any(_same(one, item) for item in there)]
    if len(there) + len(new) > MOST_ITEMS:
        raise Invalid(_("Un ordre du jour compte %(most)d points au plus.") % {"most": MOST_ITEMS}, "title")
    rows = [_row(found, one) for one in new]
    if rows and not any(one.kind == ItemKind.CLOSING for one in there):
        there.append(_closing(found))
    AgendaItem.objects.bulk_create(rows)
    _place([*there, *rows])
    for row in rows:
        _tell("agenda.added", row, found, actor)
    return tuple(rows)


@transaction.atomic
def order_items(meeting: Meeting, ids: Sequence[uuid.UUID]) -> None:
    """Put the items in that order; those that are not named come after, as they stood. The last item stays last.
    Raises Conflict."""
    found: Meeting = locked(meeting)
    _check_open(found)
    rank = {pk: place for place, pk in enumerate(ids)}
    _place(sorted(found.items.all(), key=lambda one: rank.get(one.pk, len(rank))))


@transaction.atomic
def set_minutes(meeting: Meeting, minutes: Mapping[uuid.UUID, int | None]) -> None:
    """Give these items that many minutes, or none. Raises Invalid, Conflict."""
    found: Meeting = locked(meeting)
    _check_open(found)
    if any(one is not None and not 0 <= one <= LONGEST for one in minutes.values()):
        raise Invalid(_("Un point dure de 0 à %(most)d minutes.") % {"most": LONGEST}, "planned")
    rows = [one for one in found.items.filter(pk__in=list(minutes)) if one.planned != minutes[one.pk]]
    for row in rows:
        row.planned = minutes[row.pk]
    AgendaItem.objects.bulk_update(rows, ["planned"])


@transaction.atomic
def change_item(item: AgendaItem, *, title: str, planned: int | None, for_information: bool) -> None:
    """Another title, other minutes; for information or to be discussed. Raises Invalid, Conflict."""
    found: AgendaItem = locked(item)
    _check_open(locked(found.meeting))
    title = " ".join(title.split())
    if not title or len(title) > 300:
        raise Invalid(_("Donnez au point un titre de trois cents caractères au plus."), "title")
    found.title, found.for_information = title, for_information and found.kind != ItemKind.CLOSING
    found.save(update_fields=["title", "for_information"])
    set_minutes(found.meeting, {found.pk: planned})
    _place(list(found.meeting.items.all()))


@transaction.atomic
def remove_item(item: AgendaItem, *, actor: Any) -> None:
    """Take an item off the agenda. Raises Conflict when something hangs on it."""
    meeting: Meeting = locked(item.meeting)
    _check_open(meeting)
    if item.documents.exists():
        raise Conflict(_("Des documents accompagnent ce point : retirez-les d’abord."))
    if item.notes or item.decisions.exists():
        raise Conflict(_("Ce point a déjà été traité en séance : il reste à l’ordre du jour."))
    _tell("agenda.removed", item, meeting, actor)
    item.delete()
    _place(list(meeting.items.all()))


@transaction.atomic
def add_document(
    item: AgendaItem, *, actor: Any, title: str = "", file: GivenFile | None = None, url: str = ""
) -> AgendaDocument:
    """A file or a link goes with an item. Raises Invalid, Conflict."""
    meeting: Meeting = locked(item.meeting)
    _check_open(meeting)
    title = " ".join(title.split())[:200]
    if (file is None) == (not url.strip()):
        raise Invalid(_("Donnez un fichier ou un lien, l’un des deux."), "documents")
    added = _with_file(item, title, file) if file else _with_link(item, title, url)
    record("agenda.document", item, actor=actor, name=added.title, action_id=item.action_id)
    return added


@transaction.atomic
def remove_document(document: AgendaDocument, *, actor: Any) -> None:
    """It goes with its item no more; its file is kept. Raises Conflict."""
    _check_open(locked(document.item.meeting))
    item = document.item
    record("agenda.document_removed", item, actor=actor, name=document.title, action_id=item.action_id)
    document.delete()


def _with_file(item: AgendaItem, title: str, given: GivenFile) -> AgendaDocument:
    name = files.file_name(given.name)
    if given.size == 0:
        raise Invalid(_("Le fichier « %(name)s » est vide.") % {"name": name}, "documents")
    given.content.seek(0)
    kept = keep(open_id(), iter(lambda: given.content.read(1 << 16), b""))
    return AgendaDocument.objects.create(
        item=item,
        title=title or files.title_from(name)[:200],
        file_name=name,
        file_sha256=kept.sha256,
        file_size=kept.size,
    )


def _with_link(item: AgendaItem, title: str, url: str) -> AgendaDocument:
    address = files.link(url)
    if address is None:
        raise Invalid(_("Donnez une adresse complète du web, qui commence par https:// ou http://."), "url")
    if not title:
        raise Invalid(_("Donnez un titre à ce lien."), "title")
    return AgendaDocument.objects.create(item=item, title=title, url=address)


def _check_open(meeting: Meeting) -> None:
    """Raises Conflict for a meeting that is closed or cancelled."""
    if meeting.stage == Stage.CANCELLED:
        raise Conflict(_("Cette réunion est annulée : fixez-en une autre."))
    if meeting.stage == Stage.CLOSED:
        raise Conflict(_("La séance est close : son ordre du jour ne change plus."))


def _same(wanted: NewItem, item: AgendaItem) -> bool:
    """Whether it stands on the agenda already: what it is about, or its very title."""
    pairs = (
        (wanted.action_id, item.action_id),
        (wanted.decision_id, item.decision_id),
        (wanted.approves_id, item.approves_id),
        (wanted.continues_id, item.continues_id),
    )
    if any(one is not None for one, _other in pairs):
        return any(one is not None and one == other for one, other in pairs)
    return wanted.kind == item.kind and " ".join(wanted.title.split()) == item.title


def _row(meeting: Meeting, wanted: NewItem) -> AgendaItem:
    title = " ".join(wanted.title.split())
    if not title:
        raise Invalid(_("Donnez un titre à ce point."), "title")
    return AgendaItem(
        meeting=meeting,
        position=0,
        kind=wanted.kind,
        title=title[:299] + "…" if len(title) > 300 else title,
        planned=wanted.planned,
        action_id=wanted.action_id,
        decision_id=wanted.decision_id,
        approves_id=wanted.approves_id,
        continues_id=wanted.continues_id,
        for_information=wanted.for_information,
    )


def _closing(meeting: Meeting) -> AgendaItem:
    return AgendaItem.objects.create(
        meeting=meeting,
        position=0,
        kind=ItemKind.CLOSING,
        title=str(ItemKind.CLOSING.label),
        planned=CLOSING_MINUTES,
    )


def _place(items: Sequence[AgendaItem]) -> None:
    """Number the items as they stand: those to discuss, the last item, those for information."""
    ordered = sorted(items, key=lambda one: (one.for_information, one.kind == ItemKind.CLOSING))
    for rank, one in enumerate(ordered):
        one.position = rank
    AgendaItem.objects.bulk_update(ordered, ["position"])


def _tell(verb: str, item: AgendaItem, meeting: Meeting, actor: Any) -> None:
    record(
        verb,
        item,
        actor=actor,
        name=item.title,
        action_id=item.action_id,
        after={"body": str(meeting.body), "on": meeting.day.isoformat()},
    )
