"""The minutes of a meeting as pages show them, to read: who came, each item in order, its decisions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portulan.meetings.rules import Presence
from portulan.reports.kinds.days import clock
from portulan.reports.kinds.minutes import Act, Attendee, Point, Session, seen_to_by
from portulan.web.meetings.notes_html import html
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class ReadAct:
    """A decision or something to do; `tone` is its class."""

    label: str
    icon: str
    tone: str
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class ReadPoint:
    rank: int
    title: str
    about: str
    notes: SafeString
    moves: tuple[str, ...]
    acts: tuple[ReadAct, ...]
    put_off: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A session to read; `people` are the names of those who came, were excused, and so on, in a sentence each."""

    when: str
    people: tuple[tuple[str, str], ...]
    points: tuple[ReadPoint, ...]
    following: str
    decisions: int


def reading(session: Session) -> Reading:
    """The session in the words of the page."""
    points = tuple(_point(rank, one) for rank, one in enumerate(session.points, 1))
    return Reading(
        when=when(session),
        people=tuple(_people(session.attendees)),
        points=points,
        following=_following(session),
        decisions=sum(len(one.acts) for one in points),
    )


def when(session: Session) -> str:
    """« jeudi 3 décembre 2026, de 14 h à 16 h, salle 12 »."""
    language = get_language() or "fr"
    words = {"starts": clock(session.starts, language), "ends": clock(session.ends, language)}
    hours = _("de %(starts)s à %(ends)s") % words
    return ", ".join(filter(None, [ui.full_day(session.on), hours, ui.typo(session.place)]))


def _people(attendees: Iterable[Attendee]) -> Iterable[tuple[str, str]]:
    """Those who were there first; what is not known comes last."""
    known = list(attendees)
    for came in (Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT, Presence.EXPECTED):
        names = [_named(one) for one in known if one.came == came]
        if names:
            yield _presences()[came], ", ".join(names)


def _named(one: Attendee) -> str:
    about = ", ".join(filter(None, [one.title, _("à titre d’invité·e") if one.guest else ""]))
    return ui.typo(f"{one.name} ({about})" if about else one.name)


def _presences() -> dict[Presence, str]:
    return {
        Presence.PRESENT: _("Présences"),
        Presence.EXCUSED: _("Excusé·es"),
        Presence.ABSENT: _("Absences"),
        Presence.EXPECTED: _("Présence non notée"),
    }


def _point(rank: int, point: Point) -> ReadPoint:
    acts = tuple(read_act(one) for one in point.acts)
    empty = not (point.notes.strip() or point.moves or acts or point.put_off)
    moves = tuple(ui.typo(one) for one in point.moves)
    return ReadPoint(
        rank, ui.typo(point.title), ui.typo(point.about), html(point.notes), moves, acts, point.put_off, empty
    )


def read_act(act: Act) -> ReadAct:
    who = ui.typo(seen_to_by(act, get_language() or "fr"))
    if act.to_do:
        return ReadAct(_("À faire"), "list-todo", "faire", ui.typo(act.text), who)
    return ReadAct(_("Décision"), "gavel", "", ui.typo(act.text), who)


def _following(session: Session) -> str:
    if session.next_on is None:
        return _("La date de la prochaine réunion n’est pas encore fixée.")
    words = {"day": ui.full_day(session.next_on), "at": ui.clock(session.next_on)}
    return ", ".join(filter(None, [_("Prochaine réunion : %(day)s à %(at)s") % words, session.next_place])) + "."
