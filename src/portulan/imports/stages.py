"""The small file in which a reading keeps its stage: written by the child, looked up by another request."""

import contextlib
import json
from pathlib import Path

from portulan.plandoc.reading.progress import Stage


def write(place: Path, stage: Stage) -> None:
    """Put the stage there; a reading goes on where that cannot be written."""
    with contextlib.suppress(OSError), place.open("wb", buffering=0) as file:
        file.write(json.dumps([stage.name, stage.at, stage.of]).encode())


def read(place: Path) -> Stage | None:
    """The stage that stands there; None without one, or when it is being written this moment."""
    try:
        name, at, of = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return None
    return Stage(str(name), int(at), int(of))
