"""« Clore la séance »: what the minutes will say, what is left to say, and of what they will be the proof."""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from portulan.layouts.queries import standing
from portulan.meetings.commands.closing import MINUTES, Closing
from portulan.meetings.models import Attendance, ItemStage, Meeting, Presence
from portulan.meetings.queries.proposed import Proposed, proposed_proofs
from portulan.meetings.queries.sessions import Discussed, Said, discussed, fingerprint, invited, session_now
from portulan.plandoc.text import Wording
from portulan.tracking.models import Visibility
from portulan.web.meetings.identities import pair_of, uuid_of
from portulan.web.meetings.reading import Reading, reading
from portulan.web.plan import marks
from portulan.web.reports.layouts import ASKED, choices
from portulan.web.templatetags import ui

Choices = tuple[tuple[str, str, bool], ...]
"""The choices of a group: value, word, chosen."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Somebody whose presence nobody noted, or an item that was not treated; `name` is that of the field."""

    name: str
    title: str
    about: str
    choices: Choices


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A line of the proposed list. One that this member may not report on is shown, and left to others."""

    value: str
    code: str
    title: str
    result: str
    why: str
    ticked: bool
    allowed: bool


@dataclass(frozen=True, slots=True)
class ClosingPage:
    reading: Reading
    people: tuple[Unsaid, ...]
    items: tuple[Unsaid, ...]
    proofs: tuple[ProofLine, ...]
    aside: tuple[str, ...]
    visibilities: Choices
    layouts: Choices
    seen: str


def closing_page(
    meeting: Meeting, allowed: Callable[[set[uuid.UUID]], set[uuid.UUID]], typed: QueryDict | None = None
) -> ClosingPage:
    """The page of that meeting; `allowed` keeps those of these actions on which the member may report. What was
    `typed` stays."""
    items, people = discussed(meeting), invited(meeting)
    said = said_in(typed) if typed is not None else Said()
    session = session_now(meeting, items=items, people=people)
    lines = proposed_proofs(meeting, items, said)
    may = allowed({one.action.pk for one in lines})
    chosen = set(typed.getlist("proof")) if typed is not None else None
    shown = typed.get("visibility", "") if typed is not None else meeting.minutes_visibility
    return ClosingPage(
        reading=reading(session),
        people=tuple(_people(people, said)),
        items=tuple(_items(items, said)),
        proofs=tuple(_line(one, may, chosen) for one in lines if not one.other),
        aside=tuple(_left_out(one) for one in lines if one.other),
        visibilities=tuple((one.value, str(one.label), one == shown) for one in Visibility),
        layouts=tuple(_layouts(typed)),
        seen=fingerprint(session),
    )


def closing_of(typed: QueryDict) -> Closing:
    """What the form says; what is no identity is left aside."""
    pairs = tuple(pair for value in typed.getlist("proof") if (pair := pair_of(value)) is not None)
    template = uuid_of(typed.get(ASKED, ""))
    return Closing(said_in(typed), typed.get("visibility", ""), pairs, typed.get("seen", ""), template)


def _layouts(typed: QueryDict | None) -> Iterator[tuple[str, str, bool]]:
    """The layouts of minutes, the proposed one chosen; none where there is only the house's own."""
    offered = choices(MINUTES, standing())
    chosen = typed.get(ASKED, "") if typed is not None else next((value for value, _label in offered), "")
    yield from ((value, label, value == chosen) for value, label in offered)


def said_in(typed: QueryDict) -> Said:
    return Said(_by_id(typed, "presence-"), _by_id(typed, "stage-"))


def _by_id(typed: QueryDict, head: str) -> Mapping[uuid.UUID, str]:
    found = {}
    for name in typed:
        value = typed.get(name)
        if name.startswith(head) and value and (pk := uuid_of(name.removeprefix(head))):
            found[pk] = value
    return found


def _people(people: Sequence[Attendance], said: Said) -> "list[Unsaid]":
    words = (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT)
    return [
        Unsaid(
            f"presence-{one.pk}",
            str(one.person),
            ui.typo(one.title),
            tuple((word.value, str(word.label), said.presences.get(one.pk) == word) for word in words),
        )
        for one in people
        if one.presence == Presence.EXPECTED
    ]


def _items(items: Sequence[Discussed], said: Said) -> "list[Unsaid]":
    return [
        Unsaid(
            f"stage-{one.item.pk}",
            f"{rank}. {ui.typo(one.item.title)}",
            "",
            tuple((value.value, word, one.stage(said) == value) for value, word in _becomes()),
        )
        for rank, one in enumerate(items, 1)
        if one.item.stage == ItemStage.WAITING and not one.written
    ]


def _becomes() -> tuple[tuple[ItemStage, str], ...]:
    """What may become of an item that nobody said was treated."""
    return (
        (ItemStage.DONE, _("Traité")),
        (ItemStage.PUT_OFF, _("Remis à la prochaine fois")),
        (ItemStage.DROPPED, _("Retiré de l’ordre du jour")),
    )


def _line(one: Proposed, allowed: Collection[uuid.UUID], chosen: set[str] | None) -> ProofLine:
    value = f"{one.action.pk}:{one.result.pk if one.result else ''}"
    may = one.action.pk in allowed
    return ProofLine(
        value=value,
        code=one.action.code,
        title=ui.typo(one.action.short_title) or marks.plain(one.action.text),
        result=ui.typo(Wording.from_marked(one.result.text).plain) if one.result else "",
        why=one.why,
        ticked=may and (one.ticked if chosen is None else value in chosen),
        allowed=may,
    )


def _left_out(one: Proposed) -> str:
    result = marks.plain(one.result.text) if one.result else ""
    words = {"code": one.action.code, "result": result, "other": one.other}
    return _("%(code)s « %(result)s » : c’est le PV d’une autre instance, %(other)s.") % words
