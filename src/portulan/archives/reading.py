"""Opens an archive and verifies it: names, sizes, ratios, and the hash of every file, before anything is used."""

import hashlib
import json
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portulan.archives import manifest
from portulan.archives.manifest import Manifest
from portulan.shared.errors import Invalid

PIECE = 1 << 18  # bytes read at once
MAX_MEMBERS = 200_000
MAX_MANIFEST = 1 << 26
MAX_LINE = 1 << 26
MAX_TEXT = 1 << 31
MAX_RATIO, RATIO_FROM = 200, 1 << 20
_ODD = re.compile(r"[\x00-\x1f\x7f\\:]")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Opened:
    """A verified archive: its manifest, and its files as they are asked for."""

    def __init__(self, held: zipfile.ZipFile, told: Manifest) -> None:
        self.held = held
        self.manifest = told
        self.paths = {one.path for one in told.members}

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of one file, piece by piece."""
        return _pieces(self.held, path)

    def lines(self, path: str) -> Iterator[dict[str, Any]]:
        """The lines of JSON of one file; none when it is not there. Raises Invalid."""
        if path not in self.paths:
            return
        with self.held.open(path) as source:
            while line := source.readline(MAX_LINE):
                yield _row(line, path)


@contextmanager
def opened(file: Path) -> Iterator[Opened]:
    """The archive, once each of its files is what the manifest says. Raises Invalid with the reason."""
    try:
        held = zipfile.ZipFile(file)
    except _BROKEN:
        raise Invalid(_("Ce fichier n’est pas une archive de Portulan, ou il est incomplet.")) from None
    with held:
        _check_headings(held.infolist())
        told = manifest.read(_manifest_bytes(held))
        _check_members(held, told)
        yield Opened(held, told)


def _check_headings(members: list[zipfile.ZipInfo]) -> None:
    """What the zip says of its files, before any of them is unpacked."""
    names = [one.filename for one in members]
    if len(members) > MAX_MEMBERS or len(set(names)) < len(names):
        raise Invalid(_("L’archive contient trop de fichiers, ou deux fois le même."))
    for one in members:
        if not _is_plain(one):
            raise Invalid(
                _("L’archive contient un fichier qui n’a pas à y être : %(name)s.") % {"name": one.filename[:100]}
            )
        if _is_bomb(one):
            raise Invalid(
                _("Un fichier de l’archive deviendrait démesuré : %(name)s.") % {"name": one.filename[:100]}
            )
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    if sum(one.file_size for one in members) > shutil.disk_usage(settings.DATA_DIR).free:
        raise Invalid(_("La place manque sur le disque pour ce que contient l’archive."))


def _is_plain(one: zipfile.ZipInfo) -> bool:
    """An ordinary file, in the open, with a name that stays inside."""
    kind = stat.S_IFMT(one.external_attr >> 16)
    parts = one.filename.split("/")
    return (
        not one.flag_bits & 0x1
        and one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        and kind in (0, stat.S_IFREG)
        and not _ODD.search(one.filename)
        and not {"", ".", ".."} & set(parts)
    )


def _is_bomb(one: zipfile.ZipInfo) -> bool:
    if one.compress_type == zipfile.ZIP_STORED:
        return one.file_size != one.compress_size
    grown = one.file_size > RATIO_FROM and one.file_size > MAX_RATIO * one.compress_size
    return grown or one.file_size > MAX_TEXT


def _manifest_bytes(held: zipfile.ZipFile) -> bytes:
    if manifest.NAME not in held.namelist() or held.getinfo(manifest.NAME).file_size > MAX_MANIFEST:
        raise Invalid(_("Ce fichier n’est pas une archive de Portulan : son manifeste manque."))
    return b"".join(_pieces(held, manifest.NAME))


def _check_members(held: zipfile.ZipFile, told: Manifest) -> None:
    """Exactly the files of the manifest, each with its size and its hash."""
    if sorted([*(one.path for one in told.members), manifest.NAME]) != sorted(held.namelist()):
        raise Invalid(_("L’archive ne contient pas exactement ce que dit son manifeste."))
    for one in told.members:
        digest, size = hashlib.sha256(), 0
        for piece in _pieces(held, one.path):
            digest.update(piece)
            size += len(piece)
        if (size, digest.hexdigest()) != (one.size, one.sha256):
            raise Invalid(
                _("Un fichier de l’archive a changé depuis qu’elle a été faite : %(name)s.") % {"name": one.path}
            )


def _pieces(held: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    try:
        with held.open(path) as source:
            while piece := source.read(PIECE):
                yield piece
    except _BROKEN:
        raise Invalid(_("Un fichier de l’archive ne se lit pas : %(name)s.") % {"name": path[:100]}) from None


def _row(line: bytes, path: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise Invalid(_("Un fichier de l’archive ne se lit pas : %(name)s.") % {"name": path})
    return row
