"""What minutes say, as the plain values that are kept with them, and back."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from portulan.reports.kinds.minutes import Act, Attendee, Point, Session

Plain = dict[str, Any]
_HOURS = ("starts", "ends", "opened")


def as_plain(session: Session) -> Plain:
    """The session as JSON takes it."""
    return {name: _plain(value) for name, value in asdict(session).items()}


def was_written_here(content: Plain) -> bool:
    """Whether the minutes were taken in Portulan; those of before are the file that was given."""
    return "points" in content


def is_a_file(content: Plain) -> bool:
    """Whether the minutes are a file that was given, of before Portulan."""
    return "file_name" in content


def session_of(content: Plain) -> Session:
    """The session that was kept. Raises KeyError or TypeError for what is none."""
    values = dict(content)
    values["on"] = dt.date.fromisoformat(values["on"])
    for name in _HOURS:
        values[name] = dt.time.fromisoformat(values[name]) if values[name] else None
    values["next_on"] = dt.datetime.fromisoformat(values["next_on"]) if values["next_on"] else None
    values["attendees"] = tuple(Attendee(**one) for one in values["attendees"])
    values["names"] = tuple(values.get("names", ()))
    values["points"] = tuple(_point(one) for one in values["points"])
    return Session(**values)


def _point(values: Plain) -> Point:
    acts = tuple(_act(one) for one in values["acts"])
    return Point(**{**values, "acts": acts, "moves": tuple(values["moves"])})


def _act(values: Plain) -> Act:
    return Act(**{**values, "due": dt.date.fromisoformat(values["due"]) if values["due"] else None})


def _plain(value: Any) -> Any:
    match value:
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
    return value
