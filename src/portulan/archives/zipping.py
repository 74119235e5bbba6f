"""Zip files written while they are sent, with names that every system takes."""

import re
import tempfile
import zipfile
from collections.abc import Iterator

from portulan.tracking import rules

PIECE = 1 << 18
IN_MEMORY = 1 << 22
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Sink:
    """Where a zip is written to, forwards only: what was not sent yet waits here, on the disk when it is much."""

    def __init__(self) -> None:
        self.waiting = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115

    def write(self, piece: bytes) -> int:
        return self.waiting.write(piece)

    def seekable(self) -> bool:
        return False

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def taken(self) -> Iterator[bytes]:
        """What waits, in pieces; then nothing waits."""
        self.waiting.seek(0)
        while piece := self.waiting.read(PIECE):
            yield piece
        self.waiting.seek(0)
        self.waiting.truncate()

    def close(self) -> None:
        self.waiting.close()


def info(path: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """A member's heading: its path, no date, readable by its owner."""
    made = zipfile.ZipInfo(path)
    made.compress_type = compression
    made.external_attr = 0o600 << 16
    return made


def safe(name: str) -> str:
    """A name that every system takes: no folder, no sign with a meaning, 120 characters at most."""
    clean = re.sub(r'[<>:"|?*/\\]', "_", rules.file_name(name)).strip(" .") or "preuve"
    stem, dot, ending = clean.rpartition(".")
    if dot and len(ending) <= 10:
        clean = f"{stem[: 119 - len(ending)].rstrip(' .')}.{ending}"
    clean = clean[:120]
    return f"_{clean}" if _RESERVED.fullmatch(clean) else clean


def different(path: str, taken: set[str]) -> str:
    """The path, with a number when another file has it already (whatever the case)."""
    stem, dot, ending = path.rpartition(".")
    if not dot or "/" in ending:
        stem, ending = path, ""
    rank, wanted = 1, path
    while wanted.casefold() in taken:
        rank += 1
        wanted = f"{stem} ({rank}){f'.{ending}' if ending else ''}"
    taken.add(wanted.casefold())
    return wanted
