"""Two bodies that are one: what named the one names the other, and the way back."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portulan.governance import related
from portulan.governance import rules as governance_rules
from portulan.governance.models import Body, BodyAlias, Seat
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plans.models import Action, Responsibility, ResponsibilityRole
from portulan.shared.errors import Conflict
from portulan.shared.scoping import open_id

VERB = "body.merged"
_OWN_WAY = frozenset({"plans.responsibility", "governance.seat"})
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moving:
    """What a merge would move: responsibilities (of which `shared` are on actions that both carry), seats,
    spellings, and how many other rows (notes, revisions…) name the body."""

    responsibilities: int
    shared: int
    seats: int
    spellings: tuple[str, ...]
    others: int


def what_moves(kept: Body, gone: Body) -> Moving:
    """What would move if `gone` were merged into `kept`."""
    carried = Responsibility.objects.filter(body=gone)
    counts = related.count_of(gone, leave=_OWN_WAY | {"governance.bodyalias", "governance.body"})
    return Moving(
        responsibilities=carried.count(),
        shared=carried.filter(action__responsibilities__body=kept).count(),
        seats=Seat.objects.filter(body=gone).count(),
        spellings=tuple(sorted(gone.aliases.values_list("spelling", flat=True))),
        others=sum(counts.values()),
    )


@transaction.atomic
def merge_bodies(kept: Body, gone: Body, *, actor: Any, undoes: Entry | None = None) -> Entry:
    """`gone` becomes part of `kept`, which takes its spellings, its responsibilities (as the plan writes them),
    its seats and what was noted in its name. Raises Conflict when they are one already."""
    kept, gone = _pair(kept, gone)
    after: Values = {"body": kept.name, "gone_id": str(gone.pk)}
    after["responsibilities"] = [_take_over(one, kept) for one in _carried(gone)]
    after["seats"] = [_take_seat(one, kept) for one in gone.seats.order_by("starts", "id")]
    after["moved"] = related.say_instead(gone, kept, leave=_OWN_WAY)
    after["new_spellings"] = _spell(kept, gone)
    Body.everywhere.filter(pk=gone.pk).update(merged_into=kept)
    _touch(after)
    verb = f"undo.{VERB}" if undoes else VERB
    return record(verb, kept, actor=actor, name=gone.name, before={"body": gone.name}, after=after, undoes=undoes)


@transaction.atomic
def separate(entry: Entry, *, actor: Any) -> Entry:
    """Undo a merge: what moved goes back, as far as it still names the body that was kept. Raises Conflict."""
    after = entry.after
    gone = Body.everywhere.select_for_update().filter(pk=after["gone_id"], workspace_id=open_id()).first()
    if gone is None or gone.merged_into_id != entry.subject_id:
        raise Conflict(_("Ce que ce changement concernait n’existe plus."))
    kept = Body.objects.select_for_update().get(pk=entry.subject_id)
    if Body.objects.filter(name=gone.name).exists():
        raise Conflict(_("Une autre instance porte déjà ce nom."))
    Body.everywhere.filter(pk=gone.pk).update(merged_into=None)
    gone.refresh_from_db()
    kept.aliases.filter(folded__in=after["new_spellings"]).delete()
    related.say_again(after["moved"], kept, gone)
    for told in after["responsibilities"]:
        _give_back(told, kept, gone)
    for told in after["seats"]:
        _give_seat_back(told, kept, gone)
    _touch(after)
    verb = entry.verb if entry.verb.startswith("undo.") else f"undo.{VERB}"
    said = {"body": kept.name, "gone_id": str(gone.pk)}
    return record(verb, kept, actor=actor, name=gone.name, before=said, after={"body": gone.name}, undoes=entry)


def undo_merge(entry: Entry, *, actor: Any) -> Entry:
    """Undo a merge, or the undoing of one. Raises Conflict."""
    if "moved" in entry.after:
        return separate(entry, actor=actor)
    found = {one.pk: one for one in Body.objects.filter(pk__in=[entry.subject_id, entry.before["gone_id"]])}
    if len(found) != 2:
        raise Conflict(_("Ce que ce changement concernait n’existe plus."))
    kept = found.pop(entry.subject_id)
    return merge_bodies(kept, found.popitem()[1], actor=actor, undoes=entry)


def _pair(kept: Body, gone: Body) -> tuple[Body, Body]:
    rows = {one.pk: one for one in Body.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk])}
    if len(rows) != 2:
        raise Conflict(_("Choisissez deux instances différentes, encore séparées."))
    return rows[kept.pk], rows[gone.pk]


def _carried(gone: Body) -> list[Responsibility]:
    return list(Responsibility.objects.filter(body=gone).order_by("action_id"))


def _take_over(one: Responsibility, kept: Body) -> Values:
    """One responsibility moves; on an action that both carry, that of the kept body stays, pilot if either is."""
    told: Values = {
        "action": str(one.action_id), "role": one.role, "written": one.written, "position": one.position,
        "shared_with": None,
    }  # fmt: skip
    own = Responsibility.objects.filter(action_id=one.action_id, body=kept).first()
    if own is None:
        Responsibility.objects.filter(pk=one.pk).update(body=kept)
        return told
    one.delete()
    if ResponsibilityRole.PILOT in (one.role, own.role):
        Responsibility.objects.filter(pk=own.pk).update(role=ResponsibilityRole.PILOT)
    return told | {"shared_with": own.role}


def _give_back(told: Values, kept: Body, gone: Body) -> None:
    here = Responsibility.objects.filter(action_id=told["action"], body=kept).first()
    if here is None:
        return
    if told["shared_with"] is None:
        Responsibility.objects.filter(pk=here.pk).update(body=gone)
        return
    Responsibility.objects.filter(pk=here.pk).update(role=told["shared_with"])
    fields = {name: told[name] for name in ("role", "written", "position")}
    Responsibility.objects.create(action_id=told["action"], body=gone, **fields)


def _take_seat(seat: Seat, kept: Body) -> Values:
    """One mandate moves; where the person sits in the kept body at the same time, the two become one."""
    told: Values = {"id": str(seat.pk), "joined": None}
    seat.body = kept
    others = Seat.objects.filter(body=kept, person_id=seat.person_id).order_by("starts")
    own = next((one for one in others if one.overlaps(seat)), None)
    if own is None:
        Seat.objects.filter(pk=seat.pk).update(body=kept)
        return told
    Seat.objects.filter(pk=seat.pk).delete()
    told |= {"joined": _days(own), "seat": _days(seat) | {"person": str(seat.person_id)}}
    ends = None if None in (own.ends, seat.ends) else max(filter(None, (own.ends, seat.ends)))
    Seat.objects.filter(pk=own.pk).update(
        starts=min(own.starts, seat.starts), ends=ends, title=own.title or seat.title
    )
    return told


def _give_seat_back(told: Values, kept: Body, gone: Body) -> None:
    if told["joined"] is None:
        Seat.objects.filter(pk=told["id"], body=kept).update(body=gone)
        return
    Seat.objects.filter(pk=told["joined"]["id"], body=kept).update(**_from_days(told["joined"]))
    Seat.objects.create(pk=told["id"], body=gone, person_id=told["seat"]["person"], **_from_days(told["seat"]))


def _days(seat: Seat) -> Values:
    ends = seat.ends.isoformat() if seat.ends else None
    return {"id": str(seat.pk), "starts": seat.starts.isoformat(), "ends": ends, "title": seat.title}


def _from_days(told: Values) -> Values:
    ends = dt.date.fromisoformat(told["ends"]) if told["ends"] else None
    return {"starts": dt.date.fromisoformat(told["starts"]), "ends": ends, "title": told["title"]}


def _spell(kept: Body, gone: Body) -> list[str]:
    """The names of the body that goes are spellings of the one that stays; answers the keys that are new."""
    fresh = {governance_rules.key(one): one for one in (gone.acronym, gone.name) if one}
    known = set(BodyAlias.objects.filter(folded__in=list(fresh)).values_list("folded", flat=True))
    fresh = {folded: one for folded, one in fresh.items() if folded not in known}
    BodyAlias.objects.bulk_create(BodyAlias(body=kept, spelling=one, folded=key) for key, one in fresh.items())
    return list(fresh)


def _touch(after: Values) -> None:
    """A form of an action opened before is told that something changed."""
    ids = [uuid.UUID(one["action"]) for one in after["responsibilities"]]
    Action.objects.filter(pk__in=ids).update(version=F("version") + 1)
