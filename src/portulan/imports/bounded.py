"""A plan file is read in a process of its own: whatever the file does to it, Portulan goes on."""

import contextlib
import io
import logging
import math
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import portulan
from portulan.imports import readings, slots
from portulan.imports.annotations import Note
from portulan.plandoc import jsonfile
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading import legacy
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.recognition.findings import NoPlanFound, Recognition
from portulan.plandoc.sentences import say
from portulan.plandoc.word import Written

logger = logging.getLogger(__name__)

CHILD = (sys.executable, "-m", "portulan.imports.child")
_PLAIN = {("datetime", "date"), ("datetime", "datetime"), ("builtins", "dict")}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one reading may take: seconds, and bytes of memory."""

    seconds: float = 10
    memory: int = 1024**3


# The formats of before 2007 go through LibreOffice, which is slow to start and claims much more than it uses.
BOUNDS = Bounds()
OLD_FORMATS = Bounds(seconds=legacy.TIMEOUT, memory=8 * 1024**3)


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


def _done(name: str, task: tuple[Any, ...], bounds: Bounds, child: Sequence[str]) -> Any:
    """What came of a task."""
    match _asked(name, pickle.dumps(task), bounds, child):
        case ("done", found):
            return found
        case ("no plan", str(sentence), tuple(tables)):
            raise NoPlanFound(sentence, tables)
        case ("memory",):
            raise _too_much(name)
        case (str(code), str(sentence)):
            raise Unreadable(code, sentence)
    raise _ended(name)


def _asked(name: str, question: bytes, bounds: Bounds, child: Sequence[str]) -> Any:
    """What the child answers, once there is a place for it. Raises Busy when there is none in time."""
    with slots.place():
        return _answered(name, question, bounds, child)


def _answered(name: str, question: bytes, bounds: Bounds, child: Sequence[str]) -> Any:
    limits = (str(bounds.memory), str(math.ceil(bounds.seconds)))
    process = subprocess.Popen(
        [*child, *limits],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_surroundings(),
        start_new_session=True,
    )
    try:
        answer, errors = process.communicate(question, timeout=bounds.seconds)
    except subprocess.TimeoutExpired as error:
        raise _too_long(name, bounds) from error
    finally:
        _end(process)
    if process.returncode == 0:
        try:
            return _Answer(io.BytesIO(answer)).load()
        except Exception as error:  # an answer cut short, or not one of ours
            raise _ended(name) from error
    logger.warning("reading ended with %s: %s", process.returncode, errors[-2000:].decode("utf-8", "replace"))
    raise _too_long(name, bounds) if -process.returncode == getattr(signal, "SIGXCPU", None) else _ended(name)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the child, and what it started, if it still runs."""
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):  # it ended this very moment
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.communicate()


def _surroundings() -> dict[str, str]:
    """The environment without what is Portulan's own (its key, its database): the child has no use for it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTULAN_", "DJANGO_"))}
    return kept | {"PYTHONPATH": str(Path(portulan.__file__).parents[1])}


class _Answer(pickle.Unpickler):
    """Takes values of `plandoc` and nothing else: a file that takes the child over takes nothing here."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("portulan.plandoc.") or (module, name) in _PLAIN:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a plan")


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
