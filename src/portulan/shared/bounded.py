"""Work on a file nobody vouches for, in a process of its own: whatever the file does to it, Portulan goes on."""

import contextlib
import copyreg
import io
import logging
import math
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import portulan
from portulan.shared.child import as_dict

logger = logging.getLogger(__name__)

BUSY = 3  # a machine that does much else may take so many times longer by the clock

_PLAIN = {("datetime", "date"), ("datetime", "datetime"), ("builtins", "dict")}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one piece of work may take: seconds of the processor (by the clock, `BUSY` times as many), and bytes of
    memory."""

    seconds: float = 10
    memory: int = 1024**3

    @property
    def by_the_clock(self) -> float:
        """Seconds after which nobody waits any longer, whatever the child does."""
        return self.seconds * BUSY


class End(StrEnum):
    """Why the child gave no answer."""

    TIME = "time"
    CRASH = "crash"


class Ended(Exception):
    """The child was ended, or ended by itself, without an answer of ours."""

    def __init__(self, why: End) -> None:
        super().__init__(str(why))
        self.why = why


def child(module: str) -> tuple[str, ...]:
    """The command of a child (see `shared.child`)."""
    return sys.executable, "-m", module


def answer(command: Sequence[str], task: Any, bounds: Bounds, packages: Collection[str] = ()) -> Any:
    """What the child makes of a task: values of the classes of these packages, and plain ones. Raises Ended."""
    status, said, errors = _run(command, _packed(task), bounds)
    if status == 0:
        try:
            return _Answer(io.BytesIO(said), packages).load()
        except Exception as error:  # an answer cut short, or not one of ours
            raise Ended(End.CRASH) from error
    logger.warning("a child ended with %s: %s", status, errors[-2000:].decode("utf-8", "replace"))
    raise Ended(End.TIME if -status == getattr(signal, "SIGXCPU", None) else End.CRASH)


def _run(command: Sequence[str], packed: bytes, bounds: Bounds) -> tuple[int, bytes, bytes]:
    """How the child ended, what it answered and what it told where errors go. Raises Ended."""
    process = subprocess.Popen(
        [*command, str(bounds.memory), str(math.ceil(bounds.seconds))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_surroundings(),
        start_new_session=True,
    )
    try:
        said, errors = process.communicate(packed, timeout=bounds.by_the_clock)
    except subprocess.TimeoutExpired as error:
        raise Ended(End.TIME) from error
    finally:
        _end(process)
    return process.returncode, said, errors


def _packed(task: Any) -> bytes:
    """The task as bytes; what is frozen of a mapping goes as a dict."""
    packed = io.BytesIO()
    pickler = pickle.Pickler(packed, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = copyreg.dispatch_table | {MappingProxyType: as_dict}
    pickler.dump(task)
    return packed.getvalue()


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
    """Takes values of those packages and nothing else: a file that takes the child over takes nothing here."""

    def __init__(self, file: io.BytesIO, packages: Collection[str]) -> None:
        super().__init__(file)
        self.packages = tuple(f"{one}." for one in packages)

    def find_class(self, module: str, name: str) -> Any:
        if (self.packages and module.startswith(self.packages)) or (module, name) in _PLAIN:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of an answer")
