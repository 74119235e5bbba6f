"""The files of exports, by hash, apart from those of the workspace: they are made again at will."""

import time
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from portulan.shared import filestore

_YOUNG = 3600  # seconds in which a file may stand before the row that tells of it


def keep(workspace_id: uuid.UUID, chunks: Iterable[bytes]) -> filestore.Kept:
    """Write the bytes below the workspace's folder of exports."""
    return filestore.keep(workspace_id, chunks, _root())


def path(workspace_id: uuid.UUID, sha256: str) -> Path:
    """Where a file stands, or stood. Raises ValueError when the hash is no hash."""
    return filestore.path(workspace_id, sha256, _root())


def sweep(told_of: set[tuple[uuid.UUID, str]]) -> int:
    """Remove every file that no export tells of any more, and drafts that were left; how many."""
    known = {path(workspace, sha256) for workspace, sha256 in told_of}
    before = time.time() - _YOUNG
    removed = 0
    for file in _root().rglob("*"):
        if file.is_file() and file not in known and file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
            removed += 1
    return removed


def _root() -> Path:
    return Path(settings.EXPORTS_DIR)
