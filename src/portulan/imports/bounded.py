"""A plan file is read in a process of its own: whatever the file does to it, Portulan goes on."""

import math
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from portulan.imports import readings, slots
from portulan.imports.annotations import Note
from portulan.plandoc import jsonfile, office
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading import legacy
from portulan.plandoc.reading.source import Place, Unreadable
from portulan.plandoc.recognition.findings import NoPlanFound, Recognition
from portulan.plandoc.sentences import say
from portulan.plandoc.word.writing import Written
from portulan.shared.bounded import Bounds, End, Ended, answer
from portulan.shared.bounded import child as child_of

CHILD = child_of("portulan.imports.child")

# The formats of before 2007 go through LibreOffice, which is slow to start and claims much more than it uses.
BOUNDS = Bounds()
OLD_FORMATS = Bounds(seconds=office.TIMEOUT, memory=8 * 1024**3)


def read_and_recognise(
    name: str,
    data: bytes,
    boundary: Boundary | None = None,
    columns: Mapping[str, str] | None = None,
    table: str = "",
    *,
    bounds: Bounds | None = None,
    child: Sequence[str] = CHILD,
) -> Recognition:
    """The plan in this file (see `recognise`). Raises NoPlanFound, and Unreadable for a file that nothing can be
    made of, that asks for too much, or on which the reading process ended."""
    bounds = bounds or (OLD_FORMATS if legacy.kind(name, data) else BOUNDS)
    task = ("recognise", name, data, boundary, dict(columns or {}), table, readings.current())
    found = _done(name, task, bounds, child)
    if isinstance(found, Recognition):
        return found
    raise _ended(name)


def lines_of(name: str, data: bytes) -> list[str]:
    """The text of any file that is read, paragraph by paragraph, a row of a table as one line. Raises Unreadable
    as `read_and_recognise` does."""
    lines = _done(name, ("lines", name, data), OLD_FORMATS if legacy.kind(name, data) else BOUNDS, CHILD)
    if isinstance(lines, list):
        return lines
    raise _ended(name)


def write_back(
    name: str,
    data: bytes,
    base: PlanDocument,
    today: PlanDocument,
    *,
    boundary: Boundary | None = None,
    columns: Mapping[str, str] | None = None,
    table: str = "",
    tracking: Tracking | None = None,
    facts: Mapping[str, str] | None = None,
) -> Written:
    """Today's plan in this file (see `plandoc.word`). Raises what `read_and_recognise` does."""
    plans = (jsonfile.compact(base), jsonfile.compact(today))
    told = {"boundary": boundary, "columns": dict(columns or {}) or None, "table": table, "tracking": tracking}
    task = ("write back", name, data, *plans, told | {"facts": dict(facts or {})})
    written = _done(name, task, BOUNDS, CHILD)
    if isinstance(written, Written):
        return written
    raise _ended(name)


def annotate(name: str, data: bytes, notes: Sequence[Note]) -> bytes:
    """A copy of this workbook with these notes on its cells. Raises Unreadable as `read_and_recognise` does."""
    copy = _done(name, ("annotate", data, tuple(notes)), BOUNDS, CHILD)
    if isinstance(copy, bytes):
        return copy
    raise _ended(name)


def picture(name: str, data: bytes, place: Place) -> bytes:
    """The page of this PDF around a place, which is lit, as PNG. Raises what `read_and_recognise` does."""
    drawn = _done(name, ("picture", name, data, place), BOUNDS, CHILD)
    if isinstance(drawn, bytes):
        return drawn
    raise _ended(name)


def _done(name: str, task: tuple[Any, ...], bounds: Bounds, child: Sequence[str]) -> Any:
    """What came of a task."""
    match _asked(name, task, bounds, child):
        case ("done", found):
            return found
        case ("no plan", str(sentence), tuple(tables)):
            raise NoPlanFound(sentence, tables)
        case ("memory",):
            raise _too_much(name)
        case (str(code), str(sentence)):
            raise Unreadable(code, sentence)
    raise _ended(name)


def _asked(name: str, task: tuple[Any, ...], bounds: Bounds, child: Sequence[str]) -> Any:
    """What the child answers, once there is a place for it. Raises Busy when there is none in time."""
    try:
        with slots.place():
            return answer(child, task, bounds, ("portulan.plandoc",))
    except Ended as error:
        raise _too_long(name, bounds) if error.why is End.TIME else _ended(name) from error


def _shown(name: str) -> str:
    last = PurePath(name.replace("\\", "/")).name
    return last if len(last) <= 80 else f"{last[:60]}…{last[-15:]}"


def _too_long(name: str, bounds: Bounds) -> Unreadable:
    return Unreadable(
        "too_long",
        say(
            "« {name} » demande plus de {seconds} secondes de lecture. Gardez les pages ou la feuille qui "
            "contiennent le plan, puis déposez-le à nouveau.",
            name=_shown(name),
            seconds=math.ceil(bounds.seconds),
        ),
    )


def _too_much(name: str) -> Unreadable:
    return Unreadable(
        "too_much",
        say(
            "« {name} » demande trop de mémoire. Gardez les pages ou la feuille qui contiennent le plan, sans "
            "les images, puis déposez-le à nouveau.",
            name=_shown(name),
        ),
    )


def _ended(name: str) -> Unreadable:
    return Unreadable(
        "ended",
        say(
            "« {name} » a interrompu la lecture. Ouvrez-le vous-même, enregistrez-le sous un autre nom, puis "
            "déposez-le à nouveau ; ou collez le tableau.",
            name=_shown(name),
        ),
    )
