"""A calendar read strictly: by `icalendar`, and by rules of RFC 5545 that it leaves out, with code of its own."""

import re

from icalendar import Calendar

ONCE = {"DTSTAMP", "UID", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "LAST-MODIFIED"}
LINE = re.compile(
    r"[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*)(,(\"[^\"]*\"|[^\";:,]*))*)*:.*"
)


def unfolded(content: bytes) -> list[str]:
    """The content lines. Fails where the file breaks section 3.1."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    physical = content.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= 75 for line in physical)
    for line in physical:
        line.decode("utf-8")  # no character is cut
    lines = content.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    assert all(LINE.fullmatch(line) for line in lines), [line for line in lines if not LINE.fullmatch(line)]
    return lines


def nested(lines: list[str]) -> None:
    """Each component ends as it begins (section 3.4)."""
    stack = []
    for line in lines:
        if line.startswith("BEGIN:"):
            stack.append(line[6:])
        elif line.startswith("END:"):
            assert stack.pop() == line[4:]
    assert stack == []


def read(content: bytes, *, stated: bool = True):
    """The events of a calendar, in order, once it has passed. Fails where it breaks the standard.
    Where it is not `stated`, events say no status."""
    lines = unfolded(content)
    nested(lines)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("VERSION:2.0") == 1
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    whole = Calendar.from_ical(content)
    zones = {str(zone["TZID"]): zone for zone in whole.walk("VTIMEZONE")}
    for event in whole.walk("VEVENT"):
        assert event.errors == []
        counted = dict.fromkeys(ONCE, 1) | {"STATUS": int(stated)}
        assert {
            name: len(event[name]) if isinstance(event.get(name), list) else int(name in event) for name in ONCE
        } == counted
        assert event["DTSTAMP"].dt.utcoffset().total_seconds() == 0
        for name in ("DTSTART", "DTEND"):
            assert event[name].params["TZID"] in zones
        assert event["DTSTART"].dt < event["DTEND"].dt
    for zone in zones.values():
        parts = [*zone.walk("STANDARD"), *zone.walk("DAYLIGHT")]
        assert parts
        assert all({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= set(part) for part in parts)
        assert all(part["DTSTART"].dt.tzinfo is None for part in parts)
    texts = re.findall(r"^(?:SUMMARY|LOCATION|DESCRIPTION)[^:]*:(.*)$", "\n".join(lines), re.MULTILINE)
    assert [text for text in texts if re.search(r"(?<!\\)(?:\\\\)*[,;]", text)] == []
    return whole, list(whole.walk("VEVENT"))


def by_its_own_zone(whole, moment):
    """A local hour as UTC, told by the VTIMEZONE of the file alone (section 3.6.5): the offset of the last change
    before it."""
    (zone,) = whole.walk("VTIMEZONE")
    parts = sorted([*zone.walk("STANDARD"), *zone.walk("DAYLIGHT")], key=lambda part: part["DTSTART"].dt)
    local = moment.replace(tzinfo=None)
    last = [part for part in parts if part["DTSTART"].dt <= local][-1]
    return local - last["TZOFFSETTO"].td
