"""How many files may be read at once on this machine, whatever the number of web processes: a few places, each the
lock of a file, that the system gives back when a process ends in any way."""

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.sentences import say

PLACES = max(2, os.cpu_count() or 2)
WAIT = 15.0  # seconds
_PAUSE = 0.05
_here = threading.BoundedSemaphore(PLACES)  # where the system locks no files


class Busy(Unreadable):
    """Every place stayed taken as long as one may wait; the same file can be read later."""


@contextlib.contextmanager
def place() -> Iterator[None]:
    """Hold one of the places while a file is read. Raises Busy when none becomes free in time."""
    held = _first_free(Path(settings.DATA_DIR) / "reading", time.monotonic() + WAIT)
    try:
        yield
    finally:
        held.close()


def _first_free(folder: Path, until: float) -> "IO[bytes] | _Here":
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        for number in range(PLACES):
            if (held := _taken(folder / f"place-{number + 1}.lock")) is not None:
                return held
        if time.monotonic() >= until:
            raise _busy()
        time.sleep(_PAUSE)


def _taken(file: Path) -> "IO[bytes] | _Here | None":
    """The lock of this file, held until it is closed; None when somebody else holds it."""
    try:
        import fcntl
    except ImportError:  # Windows
        return _Here() if _here.acquire(blocking=False) else None
    opened = file.open("ab")
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        opened.close()
        return None
    return opened


class _Here:
    """A place among the threads of this process only."""

    def close(self) -> None:
        _here.release()


def _busy() -> Busy:
    return Busy(
        "busy",
        say(
            "Plusieurs fichiers sont en lecture en ce moment. Rien n’a été gardé du vôtre : déposez-le à nouveau "
            "dans une minute."
        ),
    )
