"""The readings of the moment, which any web process may follow.

The reading stays within the request that brought the file; a second, light request asks for its stage.
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings

from portulan.imports import stages
from portulan.plandoc.reading.progress import Stage
from portulan.shared.scoping import open_id

RECEIVED = "received"
_FORGOTTEN = 3600  # seconds after which the stage of a reading that was cut short goes

_current: ContextVar[Path | None] = ContextVar("current", default=None)


@contextmanager
def followed(token: uuid.UUID | None) -> Iterator[None]:
    """What is read inside can be followed by whoever has the token in this workspace; None follows nothing."""
    if token is None:
        yield
        return
    place = _place(token)
    place.parent.mkdir(parents=True, exist_ok=True)
    _sweep(place.parent)
    stages.write(place, Stage(RECEIVED))
    before = _current.set(place)
    try:
        yield
    finally:
        _current.reset(before)
        place.unlink(missing_ok=True)


def current() -> Path | None:
    """Where the stage of the reading that is followed here is to be written."""
    return _current.get()


def stage(token: uuid.UUID) -> Stage | None:
    """How far that reading is; None before the file is there, and once it is read."""
    return stages.read(_place(token))


def _place(token: uuid.UUID) -> Path:
    return Path(settings.READINGS_DIR) / f"{open_id()}-{token}"


def _sweep(folder: Path) -> None:
    """Forget the readings whose process ended before they did."""
    for one in folder.iterdir():
        try:
            if time.time() - one.stat().st_mtime > _FORGOTTEN:
                one.unlink()
        except OSError:  # another process was first
            continue
