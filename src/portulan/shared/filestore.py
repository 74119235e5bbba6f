"""Files kept by the hash of their content: the same bytes stand once in a workspace, and never change."""

import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept file: its hash (hexadecimal sha256) and its size in bytes."""

    sha256: str
    size: int


def keep(workspace_id: uuid.UUID, chunks: Iterable[bytes], root: Path | None = None) -> Kept:
    """Write the bytes below the workspace's folder, under their hash; a file already there is left as it is.
    `root` is where the folders of workspaces stand, where that is not `FILES_DIR`."""
    folder = _folder(workspace_id, root)
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=folder)
    try:
        kept = _write(descriptor, chunks)
        target = path(workspace_id, kept.sha256, root)
        target.parent.mkdir(exist_ok=True)
        os.replace(draft, target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return kept


def _write(descriptor: int, chunks: Iterable[bytes]) -> Kept:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(descriptor, "wb") as draft:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            draft.write(chunk)
    return Kept(digest.hexdigest(), size)


def path(workspace_id: uuid.UUID, sha256: str, root: Path | None = None) -> Path:
    """Where a kept file stands. Raises ValueError when the hash is no hash."""
    if len(sha256) != 64 or not all(letter in "0123456789abcdef" for letter in sha256):
        raise ValueError("not a sha256")
    return _folder(workspace_id, root) / sha256[:2] / sha256


def sizes(workspace_id: uuid.UUID) -> dict[str, int]:
    """The size of each file that a workspace keeps, by its hash."""
    found = _folder(workspace_id).glob("[0-9a-f][0-9a-f]/*")
    return {one.name: one.stat().st_size for one in found if len(one.name) == 64}


def forget(workspace_id: uuid.UUID) -> None:
    """Remove every file of a workspace that does not exist: what a refused restoration had begun to keep."""
    shutil.rmtree(_folder(workspace_id), ignore_errors=True)


def _folder(workspace_id: uuid.UUID, root: Path | None = None) -> Path:
    return Path(root or settings.FILES_DIR) / str(workspace_id)
