"""The directory: every body, who sits there on the day, what it carries, what is late or due."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import BodyKind, Seat
from portulan.governance.queries import BodyCard, body_cards, seats_on
from portulan.plandoc.status import Status
from portulan.plandoc.text import fold
from portulan.tracking.queries import PlanView, TrackedAction, counts
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.people import named_people
from portulan.web.plan.sentences import actions_counted, capital, joined
from portulan.web.templatetags import ui

SHOWN_PEOPLE = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One body. `attention` is what is late or due, with its tone; `roles` says how many it pilots."""

    body: BodyCard
    address: str
    people: tuple[str, ...]
    more_people: int
    actions: str
    scale: SafeString
    attention: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """All that the page prints; `total` counts the bodies whatever is looked for."""

    title: str
    total: int
    q: str
    count_line: str
    sections: tuple[Section, ...]


def directory(plan: PlanView | None, day: dt.date, q: str, slug: str) -> Directory:
    """The bodies whose names, spellings or members hold each word of `q`."""
    cards, seats = body_cards(), _seats(day)
    carried = carried_by(plan.actions if plan else ())
    words = fold(q).split()
    kept = [one for one in cards if _holds(one, seats[one.id], words)]
    lines = {one.id: _line(one, seats[one.id], carried[one.id], slug) for one in kept}
    sections = tuple(
        Section(kind.value, str(title), tuple(lines[one.id] for one in kept if one.kind == kind))
        for kind, title in _titles()
        if any(one.kind == kind for one in kept)
    )
    return Directory(_title(cards, seats, carried), len(cards), q, _count(len(kept), len(cards)), sections)


def carried_by(actions: Iterable[TrackedAction]) -> dict[uuid.UUID, list[TrackedAction]]:
    """The actions of each body, as pilot or associated, in reading order; an empty list for any other id."""
    carried: dict[uuid.UUID, list[TrackedAction]] = defaultdict(list)
    for action in actions:
        for body in action.row.bodies:
            carried[body.id].append(action)
    return carried


def attention(actions: Sequence[TrackedAction]) -> tuple[tuple[str, str], ...]:
    """What is late, due, to feed: each with its tone."""
    tally = counts(actions)
    kinds = ((Status.LATE, "t-verm"), (Status.DUE, "t-ochre"), (Status.TO_FEED, "t-ochre"))
    return tuple(
        (f"{tally[status]} {ui.count_label(status, tally[status])}", tone)
        for status, tone in kinds
        if tally[status]
    )


def _titles() -> list[tuple[BodyKind, str]]:
    return [
        (BodyKind.COMMISSION, _("Instances qui se réunissent")),
        (BodyKind.GROUP, _("Groupes de travail")),
        (BodyKind.TEAM, _("Équipes")),
        (BodyKind.POST, _("Fonctions")),
    ]


def _seats(day: dt.date) -> dict[uuid.UUID, list[Seat]]:
    found: dict[uuid.UUID, list[Seat]] = defaultdict(list)
    for seat in seats_on(day):
        found[seat.body_id].append(seat)
    return found


def _holds(body: BodyCard, seats: Sequence[Seat], words: Sequence[str]) -> bool:
    people = (str(seat.person) for seat in seats)
    text = fold(" ".join([body.acronym, body.name, *body.aliases, *people]))
    return all(word in text for word in words)


def _line(body: BodyCard, seats: Sequence[Seat], actions: Sequence[TrackedAction], slug: str) -> Line:
    people = named_people(seats)
    shown = people if len(people) <= SHOWN_PEOPLE + 1 else people[:SHOWN_PEOPLE]
    return Line(
        body=body,
        address=address("body", slug, body.id),
        people=shown,
        more_people=len(people) - len(shown),
        actions=actions_counted(len(actions)) if actions else "",
        scale=marks.scale(actions) if actions else SafeString(""),
        attention=attention(actions),
    )


def _title(
    cards: Sequence[BodyCard],
    seats: dict[uuid.UUID, list[Seat]],
    carried: dict[uuid.UUID, list[TrackedAction]],
) -> str:
    """ "Quatorze instances et vingt fonctions ; dix portent des actions sans que personne n’y siège"."""
    if not cards:
        return _("Instances et fonctions")
    meeting = sum(1 for one in cards if one.is_instance)
    pieces = [
        ngettext("%(n)s instance", "%(n)s instances", meeting) % {"n": ui.words(meeting, "f")} if meeting else "",
        ngettext("%(n)s fonction ou équipe", "%(n)s fonctions et équipes", len(cards) - meeting)
        % {"n": ui.words(len(cards) - meeting, "f")}
        if len(cards) > meeting
        else "",
    ]
    head = capital(joined([one for one in pieces if one]))
    empty = sum(1 for one in cards if carried[one.id] and not seats[one.id])
    if not empty:
        return head
    rest = ngettext(
        "%(n)s porte des actions sans membre connu", "%(n)s portent des actions sans membre connu", empty
    )
    return _("%(head)s ; %(rest)s") % {"head": head, "rest": rest % {"n": ui.words(empty, "f")}}


def _count(kept: int, total: int) -> str:
    if not kept:
        return _("Aucune instance affichée")
    if kept == total:
        return ngettext("%(n)d affichée", "%(n)d affichées", kept) % {"n": kept}
    return ngettext("%(n)d affichée sur %(total)d", "%(n)d affichées sur %(total)d", kept) % {
        "n": kept,
        "total": total,
    }
