"""The process in which a plan file is opened (see `shared.child` for what it is held to)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from portulan.shared.child import serve


def _answered(asked: Any) -> tuple[Any, ...]:
    from portulan.plandoc.reading.source import Unreadable
    from portulan.plandoc.recognition.findings import NoPlanFound

    task, *given = asked
    try:
        return ("done", _TASKS[task](*given))
    except NoPlanFound as error:
        return ("no plan", error.sentence, error.tables)
    except Unreadable as error:
        return ("memory",) if isinstance(error.__cause__, MemoryError) else (error.code, error.sentence)
    except MemoryError:
        return ("memory",)


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


def _picture(name: str, data: bytes, place: Any) -> bytes:
    from portulan.imports.pages import lit

    return lit(name, data, place)


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
    from portulan.plandoc import jsonfile
    from portulan.plandoc.word.writing import write_back

    return write_back(name, data, jsonfile.loads(base), jsonfile.loads(today), **told)


_TASKS: dict[str, Callable[..., Any]] = {
    "recognise": _recognise,
    "annotate": _annotate,
    "picture": _picture,
    "lines": _lines,
    "write back": _write_back,
}


if __name__ == "__main__":
    serve(_answered)
