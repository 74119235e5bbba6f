"""The process in which a plan file is opened: what it may use is limited, and it opens no connection."""

import copyreg
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

SILENT = ("socket.", "urllib.", "ftplib.", "smtplib.", "http.")  # events of Python that mean a connection


def main() -> None:
    """Take a task from the standard input, answer on the standard output (see `bounded`). What a library prints
    goes where errors go."""
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    _limit(memory, seconds)
    copyreg.pickle(MappingProxyType, _as_dict)
    sys.addaudithook(_refuse_connections)
    _answer(sys.stdin.buffer, answer)


def _answer(asked: BinaryIO, answer: BinaryIO) -> None:
    from portulan.plandoc.reading.source import Unreadable
    from portulan.plandoc.recognition.findings import NoPlanFound

    found: tuple[Any, ...]
    try:
        task, *given = pickle.load(asked)  # noqa: S301 - from the process that started this one
        found = ("done", _TASKS[task](*given))
    except NoPlanFound as error:
        found = ("no plan", error.sentence, error.tables)
    except Unreadable as error:
        found = ("memory",) if isinstance(error.__cause__, MemoryError) else (error.code, error.sentence)
    except MemoryError:
        found = ("memory",)
    with answer:
        pickle.dump(found, answer, pickle.HIGHEST_PROTOCOL)


def _recognise(name: str, data: bytes, boundary: Any, columns: Any, table: str, followed: Path | None) -> Any:
    from portulan.plandoc.reading import progress
    from portulan.plandoc.recognition import recognised

    with progress.listened(_telling(followed)):
        return recognised(name, data, boundary, columns or None, table)


def _telling(followed: Path | None) -> Callable[[Any], None]:
    """Puts a stage where it is looked up (see `readings`)."""
    from portulan.imports import stages

    def tell(stage: Any) -> None:
        if followed is not None:
            stages.write(followed, stage)

    return tell


def _annotate(data: bytes, notes: Any) -> bytes:
    from portulan.imports.annotations import annotated

    return annotated(data, notes)


def _lines(name: str, data: bytes) -> list[str]:
    from portulan.plandoc.reading import read
    from portulan.plandoc.reading.source import Paragraph

    lines: list[str] = []
    for block in read(name, data).blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += [" ".join(cell.text for cell in row.cells if cell.text) for row in block.rows]
    return lines


def _write_back(name: str, data: bytes, base: str, today: str, told: dict[str, Any]) -> Any:
    from portulan.plandoc import jsonfile, word

    return word.write_back(name, data, jsonfile.loads(base), jsonfile.loads(today), **told)


_TASKS: dict[str, Callable[..., Any]] = {
    "recognise": _recognise,
    "annotate": _annotate,
    "lines": _lines,
    "write back": _write_back,
}


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


def _as_dict(values: "MappingProxyType[Any, Any]") -> Any:
    return dict, (dict(values),)


def _refuse_connections(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(SILENT):
        raise PermissionError(f"a plan file is read without the network ({event})")


if __name__ == "__main__":
    main()
