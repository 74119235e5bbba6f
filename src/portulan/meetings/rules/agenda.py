"""What the plan proposes for the agenda of a meeting, why, and what of it fits: no database, no words."""

import datetime as dt
import re
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from portulan.meetings.rules import ItemKind
from portulan.plandoc.status import Status


class Reason(StrEnum):
    """Why something is proposed, in the order in which proposals are made."""

    APPROVAL = "approval"
    PUT_OFF = "put_off"
    LATE = "late"
    DUE = "due"
    TO_FEED = "to_feed"
    DECISION = "decision"
    WAITING = "waiting"
    INFORMATION = "information"


MINUTES = {
    Reason.APPROVAL: 5,
    Reason.PUT_OFF: 10,
    Reason.LATE: 15,
    Reason.DUE: 10,
    Reason.TO_FEED: 10,
    Reason.DECISION: 5,
    Reason.WAITING: 5,
    Reason.INFORMATION: 0,
}
"""How long something usually takes, proposed only."""

CLOSING_MINUTES = 10
TOLD_AT_MOST = 10
"""So many actions in order are told for information without being asked for; more would be a list to skip."""

_RANK = {reason: rank for rank, reason in enumerate(Reason)}
_BY_STATUS = {
    Status.LATE: Reason.LATE,
    Status.DUE: Reason.DUE,
    Status.TO_FEED: Reason.TO_FEED,
    Status.FED: Reason.INFORMATION,
    Status.UNDER_WAY: Reason.INFORMATION,
}


_TO_DISCUSS = frozenset({Status.LATE, Status.DUE, Status.TO_FEED})


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """An action on the day of the meeting; `due` is the last day of its deadline, `others` the other bodies that
    carry it. `title` is what dense views show."""

    id: uuid.UUID
    code: str
    title: str
    status: Status
    deadline: str = ""
    due: dt.date | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lasting:
    """What earlier meetings left: minutes to approve, an item that was put off, a decision to follow; or a
    document that waits. `on` is the day of that meeting, `until` when it was to be done; `action_id` what it is
    about."""

    id: uuid.UUID
    title: str
    on: dt.date | None = None
    until: dt.date | None = None
    who: str = ""
    action_id: uuid.UUID | None = None
    minutes: int | None = None
    kind: ItemKind = ItemKind.FREE


@dataclass(frozen=True, slots=True)
class Known:
    """All that proposals are made from."""

    actions: tuple[ActionFacts, ...] = ()
    approval: Lasting | None = None
    put_off: tuple[Lasting, ...] = ()
    decisions: tuple[Lasting, ...] = ()
    waiting: tuple[Lasting, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something for the agenda, and why. `key` names it in a form; `ticked`: it fits, or costs nothing."""

    key: str
    reason: Reason
    kind: ItemKind
    title: str
    minutes: int
    action: ActionFacts | None = None
    lasting: Lasting | None = None
    ticked: bool = False

    @property
    def for_information(self) -> bool:
        return self.reason is Reason.INFORMATION


def proposals(known: Known, *, taken: Collection[str], room: int) -> tuple[Proposal, ...]:
    """What may be put on the agenda, in the order of reasons; what is `taken` (by its key) is left out. As many
    are ticked as fit in `room` minutes, the first ones first."""
    ahead = [one for one in (*_lasting(known), *_of_actions(known), *_after(known)) if one.key not in taken]
    return tuple(_ticked(_once(ahead, taken), room))


def _lasting(known: Known) -> Iterator[Proposal]:
    if known.approval is not None:
        yield _of(Reason.APPROVAL, known.approval, ItemKind.APPROVAL)
    facts = {one.id: one for one in known.actions}
    for one in known.put_off:
        about = facts.get(one.action_id) if one.action_id else None
        minutes = one.minutes or MINUTES[Reason.PUT_OFF]
        yield replace(_of(Reason.PUT_OFF, one, one.kind), action=about, minutes=minutes)


def _of_actions(known: Known) -> Iterator[Proposal]:
    """Late ones first, the oldest deadline above; then due, then those to feed."""
    chosen = [(_BY_STATUS[one.status], one) for one in known.actions if one.status in _TO_DISCUSS]
    chosen.sort(key=lambda pair: (_RANK[pair[0]], pair[1].due or dt.date.max, in_order(pair[1].code)))
    yield from (_of_action(reason, one) for reason, one in chosen)


def _after(known: Known) -> Iterator[Proposal]:
    yield from (_of(Reason.DECISION, one, ItemKind.DECISION) for one in known.decisions)
    yield from (_of(Reason.WAITING, one, ItemKind.WAITING) for one in known.waiting)
    in_shape = [one for one in known.actions if _BY_STATUS.get(one.status) is Reason.INFORMATION]
    in_shape.sort(key=lambda one: (one.status is not Status.FED, in_order(one.code)))
    yield from (_of_action(Reason.INFORMATION, one) for one in in_shape)


def _of(reason: Reason, one: Lasting, kind: ItemKind) -> Proposal:
    return Proposal(f"{reason}:{one.id}", reason, kind, one.title, MINUTES[reason], lasting=one)


def _of_action(reason: Reason, one: ActionFacts) -> Proposal:
    return Proposal(key_of_action(one.id), reason, ItemKind.ACTION, one.title, MINUTES[reason], action=one)


def key_of_action(action_id: uuid.UUID) -> str:
    """An action is proposed once, whatever the reason."""
    return f"action:{action_id}"


def _once(ahead: Iterable[Proposal], taken: Collection[str]) -> Iterator[Proposal]:
    """An action that comes back as an item that was put off is not proposed a second time."""
    seen = set(taken)
    for one in ahead:
        comes_back = one.action if one.lasting and one.kind is ItemKind.ACTION else None
        about = key_of_action(comes_back.id) if comes_back else one.key
        if about not in seen:
            seen.add(about)
            yield one


def _ticked(ahead: Iterable[Proposal], room: int) -> Iterator[Proposal]:
    told = 0
    for one in ahead:
        if one.for_information:
            fits = one.action is not None and one.action.status is Status.FED and told < TOLD_AT_MOST
            told += fits
        else:
            fits = one.minutes <= room
            room = room - one.minutes if fits else 0
        yield replace(one, ticked=True) if fits else one


@lru_cache(maxsize=4096)
def in_order(code: str) -> tuple[tuple[int, str], ...]:
    """Codes as people order them: 2.10 after 2.9."""
    parts = re.findall(r"\d+|[^\d.\s]+", code)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
