"""Writes a workspace as one zip: readable pages, rows as lines of JSON, kept files, and the manifest of them all.

What comes from the database is read at one moment; the kept files, which never change, follow while it is sent.
"""

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from portulan.archives import manifest
from portulan.archives.kept import KeptFile, kept_files, paths_of
from portulan.archives.tables import Row, of_the_workspace, people, tables
from portulan.archives.zipping import PIECE, Sink, info
from portulan.shared import scoping
from portulan.workspaces.models import Workspace

DATA = "donnees"
Pages = Callable[[Workspace, Mapping[str, str], dt.datetime], Iterable[tuple[str, Iterable[bytes]]]]
"""Given the workspace, the path of each kept file by its hash, and the moment: readable files, by path."""


@dataclass
class Archive:
    """A zip under way. `take` yields what may be sent."""

    workspace: Workspace
    made_at: dt.datetime
    sink: Sink = field(default_factory=Sink)
    members: list[manifest.Member] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    files: list[KeptFile] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.zip = zipfile.ZipFile(self.sink, "w", zipfile.ZIP_DEFLATED)

    def add(self, path: str, pieces: Iterable[bytes], compression: int = zipfile.ZIP_DEFLATED) -> Iterator[None]:
        """Write one file; yields after each piece, and at its end."""
        digest, size = hashlib.sha256(), 0
        with self.zip.open(info(path, compression), "w", force_zip64=True) as target:
            for piece in pieces:
                target.write(piece)
                digest.update(piece)
                size += len(piece)
                yield
        self.members.append(manifest.Member(path, size, digest.hexdigest()))
        yield

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write one file at once; it waits to be sent."""
        for _step in self.add(path, pieces):
            pass

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the archive, piece by piece; once. No query."""
        try:
            yield from self.sink.taken()
            for one in self.files:
                yield from self._kept(one)
            with self.zip:
                self.zip.writestr(info(manifest.NAME), manifest.written(self._manifest()))
            yield from self.sink.taken()
        finally:
            self.sink.close()

    def _kept(self, one: KeptFile) -> Iterator[bytes]:
        """A kept file as it is: most are compressed already, and a bomb is known by its ratio."""
        for _step in self.add(one.path, _read(one), zipfile.ZIP_STORED):
            yield from self.sink.taken()
        if self.members[-1].sha256 != one.sha256:
            self.lost.append(one.sha256)

    def _manifest(self) -> manifest.Manifest:
        place = self.workspace
        return manifest.Manifest(
            portulan=portulan_version(),
            made_at=self.made_at.isoformat(),
            workspace={"id": str(place.pk), "slug": place.slug, "name": place.name},
            migrations=migrations(),
            counts=self.counts,
            members=tuple(self.members),
            lost=tuple(self.lost),
        )


def write_archive(workspace: Workspace, pages: Pages) -> Archive:
    """The archive of a workspace: what the database says is in it already, `pieces` gives its bytes. As many
    queries as there are tables, whatever they hold."""
    archive = Archive(workspace, timezone.now())
    with scoping.opened(workspace.pk), _one_moment():
        archive.files, archive.lost = kept_files(workspace)
        for path, pieces in pages(workspace, paths_of(archive.files), archive.made_at):
            archive.put(path, pieces)
        archive.put(f"{DATA}/espace.json", [_line(of_the_workspace(workspace))])
        _put_rows(archive, "personnes", people(workspace))
        for table in tables():
            _put_rows(archive, table.name, table.rows(workspace))
            for tie in table.ties:
                _put_rows(archive, tie.name, tie.rows(workspace))
    return archive


@cache
def migrations() -> dict[str, str]:
    """The last migration of each app of Portulan, as the program has them."""
    leaves = MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes()
    own = {table.model._meta.app_label for table in tables()}
    return {app: name for app, name in sorted(leaves) if app in own}


def portulan_version() -> str:
    """The version of this Portulan; empty where it is not installed as a package."""
    try:
        return version("portulan")
    except PackageNotFoundError:
        return ""


@contextmanager
def _one_moment() -> Iterator[None]:
    """Whatever others write meanwhile, the queries inside see one state of the tables."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _put_rows(archive: Archive, name: str, rows: Iterable[Row]) -> None:
    counted = 0

    def lines() -> Iterator[bytes]:
        nonlocal counted
        left = iter(rows)
        while some := list(islice(left, 200)):
            counted += len(some)
            yield b"".join(map(_line, some))

    archive.put(f"{DATA}/{name}.jsonl", lines())
    archive.counts[name] = counted


def _line(row: Any) -> bytes:
    return (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "surrogatepass")


def _read(one: KeptFile) -> Iterator[bytes]:
    with one.stored.open("rb") as source:
        while piece := source.read(PIECE):
            yield piece
