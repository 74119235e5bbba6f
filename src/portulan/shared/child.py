"""What a child process is held to (see `bounded`): its memory and time are limited, and it opens no connection."""

import copyreg
import os
import pickle
import sys
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

SILENT = ("socket.", "urllib.", "ftplib.", "smtplib.", "http.")  # events of Python that mean a connection


def serve(work: Callable[[Any], tuple[Any, ...]]) -> None:
    """Take a task from the standard input, answer on the standard output with what `work` makes of it. What a
    library prints goes where errors go."""
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    _limit(memory, seconds)
    copyreg.pickle(MappingProxyType, as_dict)
    sys.addaudithook(refuse_connections)
    found = work(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the process that started this one
    with answer:
        pickle.dump(found, answer, pickle.HIGHEST_PROTOCOL)


def refuse_connections(event: str, _arguments: tuple[Any, ...]) -> None:
    """An audit hook: nothing is fetched."""
    if event.startswith(SILENT):
        raise PermissionError(f"this process works without the network ({event})")


def _limit(memory: int, seconds: int) -> None:
    """Memory and time of the processor, where the system can hold a process to them."""
    try:
        import resource
    except ImportError:  # Windows: the time that `bounded` counts still holds
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        try:
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):  # macOS does not limit memory so
            continue


def as_dict(values: "MappingProxyType[Any, Any]") -> Any:
    """How a frozen mapping is packed: as a dict."""
    return dict, (dict(values),)
