"""Meetings as calendar programs read them (RFC 5545): a feed, an invitation, a cancellation. No database."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

MEDIA_TYPE = "text/calendar"
HOUR = dt.timedelta(hours=1)


class Method(StrEnum):
    """What a calendar that is sent asks for (RFC 5546); a feed asks for nothing."""

    NONE = ""
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Party:
    """Who organises, or is invited. `declined`: they are excused already; `optional`: they are guests."""

    name: str
    email: str
    declined: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A meeting. Its hours are aware; `revised` is when what it says last changed, `sequence` how many times it
    changed since those invited could first know of it. Without `stated`, it
    says no status: what tells somebody that they are not invited any more has none (RFC 5546, 3.2.5)."""

    uid: str
    starts: dt.datetime
    ends: dt.datetime
    summary: str
    revised: dt.datetime
    sequence: int = 0
    cancelled: bool = False
    stated: bool = True
    place: str = ""
    url: str = ""
    description: str = ""
    organizer: Party | None = None
    attendees: tuple[Party, ...] = ()


def calendar(
    events: Sequence[CalendarEvent], *, zone: ZoneInfo, name: str = "", method: Method = Method.NONE
) -> bytes:
    """The calendar as a file: CRLF, lines of 75 octets at most, with the description of its time zone."""
    whole = Calendar()
    whole.add("version", "2.0")
    whole.add("prodid", "-//Portulan//Portulan//FR")
    if method:
        whole.add("method", str(method))
    if name:
        whole.add("name", name)
        whole.add("x-wr-calname", name)
        whole.add("refresh-interval", HOUR, parameters={"VALUE": "DURATION"})
        whole.add("x-published-ttl", "PT1H")
    if events:
        whole.add_component(_zone(zone, events))
    for one in events:
        whole.add_component(_event(one, zone))
    return bytes(whole.to_ical())


def _event(one: CalendarEvent, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.revised.astimezone(dt.UTC).replace(microsecond=0))
    event.add("last-modified", one.revised.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", one.starts.astimezone(zone))
    event.add("dtend", one.ends.astimezone(zone))
    event.add("summary", one.summary)
    event.add("sequence", one.sequence)
    if one.stated:
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    for field, said in (("location", one.place), ("url", one.url), ("description", one.description)):
        if said:
            event.add(field, said)
    if one.organizer:
        event.add("organizer", _address(one.organizer))
    for party in one.attendees:
        event.add("attendee", _invited(party), encode=False)
    return event


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    address.params["CN"] = vText(party.name)
    return address


def _invited(party: Party) -> vCalAddress:
    address = _address(party)
    address.params["ROLE"] = vText("OPT-PARTICIPANT" if party.optional else "REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("DECLINED" if party.declined else "NEEDS-ACTION")
    address.params["RSVP"] = vText("TRUE")
    return address


@dataclass(frozen=True, slots=True)
class Turn:
    """When clocks change: `at` is the local hour at which they do, by the offset that they leave."""

    at: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    summer: bool


def _zone(zone: ZoneInfo, events: Sequence[CalendarEvent]) -> Timezone:
    """The time zone over the years of these events, each change of clocks at its hour."""
    first = min(one.starts for one in events).year - 1
    last = max(one.ends for one in events).year + 1
    described = Timezone()
    described.add("tzid", zone.key)
    for turn in _turns(zone, first, last):
        part = TimezoneDaylight() if turn.summer else TimezoneStandard()
        part.add("dtstart", turn.at)
        part.add("tzoffsetfrom", turn.before)
        part.add("tzoffsetto", turn.after)
        part.add("tzname", turn.name)
        described.add_component(part)
    return described


def _turns(zone: ZoneInfo, first: int, last: int) -> Iterator[Turn]:
    """How clocks stand when the first year begins, then each change until the last year ends."""
    begins = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    standing = begins.astimezone(zone)
    offset = standing.utcoffset() or dt.timedelta()
    yield Turn(dt.datetime(first, 1, 1), offset, offset, standing.tzname() or "", bool(standing.dst()))
    for before, after in _changes(zone, _days(begins, dt.datetime(last + 1, 1, 1, tzinfo=dt.UTC))):
        left, taken = before.utcoffset() or dt.timedelta(), after.utcoffset() or dt.timedelta()
        at = (after.astimezone(dt.UTC) + left).replace(tzinfo=None)
        yield Turn(at, left, taken, after.tzname() or "", bool(after.dst()))


def _days(begins: dt.datetime, ends: dt.datetime) -> Iterator[dt.datetime]:
    while begins < ends:
        yield begins
        begins += dt.timedelta(days=1)


def _changes(zone: ZoneInfo, days: Iterable[dt.datetime]) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """The last minute before each change, and the first one after it."""
    for day in days:
        low, high = day, day + dt.timedelta(days=1)
        if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
            continue
        left = low.astimezone(zone).utcoffset()
        while high - low > dt.timedelta(minutes=1):
            middle = (low + (high - low) / 2).replace(second=0, microsecond=0)
            middle = middle if middle > low else low + dt.timedelta(minutes=1)
            low, high = (middle, high) if middle.astimezone(zone).utcoffset() == left else (low, middle)
        yield low.astimezone(zone), high.astimezone(zone)
