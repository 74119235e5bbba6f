"""A meeting is held: it is opened, presences are ticked, items are done, put off, moved, added on the spot."""

from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.commands import known_person
from portulan.governance.models import Person
from portulan.journal.commands import record
from portulan.meetings.commands.agenda import NewItem, add_items, order_items
from portulan.meetings.commands.planning import told
from portulan.meetings.models import AgendaItem, Attendance, ItemKind, ItemStage, Meeting, Presence, Stage
from portulan.shared.errors import Conflict, Invalid


@transaction.atomic
def open_meeting(meeting: Meeting, *, actor: Any) -> Meeting:
    """Minutes are taken from now on; one that is open stays so. Raises Conflict when it was held or cancelled."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.stage == Stage.OPEN:
        return meeting
    if meeting.stage == Stage.CANCELLED:
        raise Conflict(_("Cette réunion est annulée : elle ne s’ouvre plus."))
    if meeting.stage == Stage.CLOSED:
        raise Conflict(_("Cette séance est close : son procès-verbal se corrige par une nouvelle version."))
    meeting.stage, meeting.opened_at = Stage.OPEN, timezone.now()
    meeting.changes += 1
    meeting.save(update_fields=["stage", "opened_at", "changes"])
    record("meeting.opened", meeting, actor=actor, name=str(meeting), after=told(meeting))
    return meeting


def changing(meeting: Meeting) -> Meeting:
    """The open meeting, locked, and known to have changed: pages that show it learn it from there. Raises
    Conflict once it is no longer open."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    check_open(locked)
    Meeting.objects.filter(pk=locked.pk).update(changes=F("changes") + 1)
    return locked


def check_open(meeting: Meeting) -> None:
    """Raises Conflict, with the reason, when nothing is written in that meeting."""
    if meeting.stage == Stage.OPEN:
        return
    if meeting.stage == Stage.CLOSED:
        raise Conflict(_("La séance a été close entre-temps : ses notes ne changent plus."))
    raise Conflict(_("La séance n’est pas ouverte : ouvrez-la d’abord."))


@transaction.atomic
def mark_presence(attendance: Attendance, presence: str) -> None:
    """Say whether somebody who was invited is there. Raises Invalid, Conflict."""
    if presence not in Presence.values:
        raise Invalid(_("Ce choix n’existe pas."), "presence")
    changing(attendance.meeting)
    Attendance.objects.filter(pk=attendance.pk).update(presence=presence)


@transaction.atomic
def add_guest(meeting: Meeting, name: str, *, actor: Any) -> Attendance:
    """Somebody who is there without sitting in the body: the person known by that name, else a new one. Whoever
    is on the list already is present. Raises Invalid, Conflict."""
    meeting = changing(meeting)
    name = " ".join(name.split())
    if len(name) > 200:
        raise Invalid(_("Un nom compte deux cents caractères au plus."), "name")
    person = _known_by(meeting, name) or known_person(name, actor=actor)
    last = meeting.attendances.aggregate(last=Coalesce(Max("position"), -1))["last"]
    attendance, _new = Attendance.objects.get_or_create(
        meeting=meeting, person=person, defaults={"guest": True, "position": last + 1}
    )
    attendance.presence = Presence.PRESENT
    attendance.save(update_fields=["presence"])
    return attendance


@transaction.atomic
def add_item(meeting: Meeting, title: str, *, actor: Any) -> AgendaItem:
    """A free item, added during the meeting; one that has that title already is not put twice. Raises Invalid,
    Conflict."""
    meeting = changing(meeting)
    title = " ".join(title.split())
    if not title:
        raise Invalid(_("Donnez un titre à ce point."), "title")
    if len(title) > 300:
        raise Invalid(_("Un titre compte trois cents caractères au plus."), "title")
    add_items(meeting, [NewItem(ItemKind.FREE, title)], actor=actor)
    return meeting.items.get(kind=ItemKind.FREE, title=title)


@transaction.atomic
def say_stage(item: AgendaItem, stage: str) -> None:
    """What becomes of an item: done, put off to the next meeting, still waiting. Raises Invalid, Conflict."""
    if stage not in ItemStage.values:
        raise Invalid(_("Ce choix n’existe pas."), "stage")
    changing(item.meeting)
    AgendaItem.objects.filter(pk=item.pk).update(stage=stage)


@transaction.atomic
def move_item(item: AgendaItem, step: int) -> None:
    """One place up (-1) or down (1) in the agenda; at an end it stays, and the last item stays last. Raises
    Conflict."""
    changing(item.meeting)
    order = list(item.meeting.items.order_by("position", "pk").values_list("pk", flat=True))
    at = order.index(item.pk)
    order.insert(max(at + step, 0), order.pop(at))
    order_items(item.meeting, order)


def _known_by(meeting: Meeting, name: str) -> Person | None:
    """The one person of the workspace with that name; None when nobody has it, or several do."""
    found = [one for one in Person.objects.select_related("user") if str(one).casefold() == name.casefold()]
    return found[0] if len(found) == 1 else None
