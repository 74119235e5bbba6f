"""« Corriger le PV »: the presences, notes and decisions of the last version, each in its field."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from portulan.meetings.commands.correcting import Correction
from portulan.meetings.models import Minutes, Presence
from portulan.meetings.queries.content import session_of
from portulan.meetings.rules import ActKind
from portulan.reports.kinds.minutes import Attendee, Point
from portulan.web.meetings.reading import when
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class PersonField:
    name: str
    person: str
    about: str
    choices: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class TextField:
    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PointFields:
    title: str
    notes: TextField
    acts: tuple[TextField, ...]


@dataclass(frozen=True, slots=True)
class CorrectingPage:
    when: str
    version: int
    next_version: int
    note: str
    people: tuple[PersonField, ...]
    points: tuple[PointFields, ...]


def correcting_page(minutes: Minutes, typed: QueryDict | None = None) -> CorrectingPage:
    """The fields as they stand, or as they were typed."""
    session = session_of(minutes.content)
    said: Mapping[str, str] = typed.dict() if typed is not None else {}  # type: ignore[assignment]
    return CorrectingPage(
        when=when(session),
        version=minutes.version,
        next_version=minutes.version + 1,
        note=said.get("note", ""),
        people=tuple(_person(one, said) for one in session.attendees),
        points=tuple(_point(rank, one, said) for rank, one in enumerate(session.points, 1)),
    )


def correction_of(typed: QueryDict) -> Correction:
    """What the form says; line ends as Markdown has them."""
    fields = {name: typed.get(name, "").replace("\r\n", "\n") for name in typed}
    return Correction(
        note=fields.get("note", ""),
        presences=_of(fields, "presence-"),
        notes=_of(fields, "notes-"),
        acts=_of(fields, "act-"),
    )


def _of(fields: Mapping[str, str], head: str) -> Mapping[str, str]:
    return {name.removeprefix(head): value for name, value in fields.items() if name.startswith(head)}


def _person(one: Attendee, said: Mapping[str, str]) -> PersonField:
    name = f"presence-{one.id}"
    came = said.get(name, one.came)
    choices = tuple((word.value, str(word.label), word == came) for word in Presence)
    return PersonField(name, one.name, ui.typo(one.title), choices)


def _point(rank: int, point: Point, said: Mapping[str, str]) -> PointFields:
    notes = TextField(f"notes-{point.id}", "", said.get(f"notes-{point.id}", point.notes))
    acts = tuple(
        TextField(f"act-{one.id}", _label(one.to_do), said.get(f"act-{one.id}", one.text)) for one in point.acts
    )
    return PointFields(f"{rank}. {ui.typo(point.title)}", notes, acts)


def _label(to_do: bool) -> str:

    return str((ActKind.TO_DO if to_do else ActKind.DECISION).label)
