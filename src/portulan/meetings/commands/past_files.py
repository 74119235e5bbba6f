"""The files of old minutes that were dropped, those inside zips too; what is none is refused in a sentence."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from portulan.shared.errors import Invalid
from portulan.tracking import rules
from portulan.tracking.models import EvidenceKind

MOST = 60  # files at once
MAX_BYTES = 20 * 1024 * 1024  # of one file: what a reading process is given
MAX_OPENED = 200 * 1024 * 1024  # of all that zips hold, once opened
_OF_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_TEXTS = frozenset({EvidenceKind.PDF, EvidenceKind.WORD, EvidenceKind.MINUTES})


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file under the name that it had, folders included where a zip holds it."""

    name: str
    data: bytes


def opened(given: Iterable[tuple[str, IO[bytes], int]]) -> tuple[list[Dropped], list[str]]:
    """The files of minutes among those (name, content, size), zips opened; and a sentence for each that is none.
    Raises Invalid when there are too many, or too much."""
    kept: list[Dropped] = []
    refused: list[str] = []
    for name, content, size in given:
        for found in _members(name, content, size):
            (refused if isinstance(found, str) else kept).append(found)  # type: ignore[arg-type]
            if len(kept) > MOST:
                raise Invalid(
                    _("Déposez %(most)d PV au plus à la fois : reprenez ceux-ci, puis les suivants.")
                    % {"most": MOST},
                    "files",
                )
    return kept, refused


def _members(name: str, content: IO[bytes], size: int) -> Iterator[Dropped | str]:
    content.seek(0)
    if content.read(4) == b"PK\x03\x04" and name.lower().endswith(".zip"):
        yield from _of_zip(name, content)
        return
    content.seek(0)
    yield _checked(name, content.read(MAX_BYTES + 1))


def _of_zip(name: str, content: IO[bytes]) -> Iterator[Dropped | str]:
    """Each file of a zip, never opened further than may be; nothing is written where its names say."""
    try:
        archive = zipfile.ZipFile(content)
        members = [one for one in archive.infolist() if not one.is_dir() and not _of_a_system(one.filename)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield _("« %(name)s » est abîmé : il ne s’ouvre pas.") % {"name": _shown(name)}
        return
    if len(members) > MOST:
        raise Invalid(
            _("« %(name)s » contient plus de %(most)d fichiers.") % {"name": _shown(name), "most": MOST}, "files"
        )
    left = MAX_OPENED
    for member in members:
        data = _read(archive, member, min(left, MAX_BYTES) + 1)
        left -= len(data or b"")
        if left <= 0:
            raise Invalid(
                _("« %(name)s » devient anormalement volumineux une fois ouvert.") % {"name": _shown(name)},
                "files",
            )
        if data is None:
            yield _("« %(name)s » est abîmé, ou protégé par un mot de passe.") % {"name": _shown(member.filename)}
        else:
            yield _checked(member.filename, data)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes | None:
    """The first bytes of a member, so many at most; None when it cannot be read."""
    try:
        with archive.open(member) as stream:
            return stream.read(most)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma", "_lzma", "bz2"):
            return None
        raise


def _checked(name: str, data: bytes) -> Dropped | str:
    words = {"name": _shown(name)}
    if not data:
        return _("« %(name)s » est vide.") % words
    if len(data) > MAX_BYTES:
        return _("« %(name)s » est trop lourd pour un PV : 20 Mo au plus.") % words
    if rules.kind_of_file(io.BytesIO(data), "") not in _TEXTS:
        return _("« %(name)s » n’est ni un Word, ni un PDF, ni un OpenDocument.") % words
    return Dropped(name, data)


def _of_a_system(name: str) -> bool:
    return any(part in name for part in _OF_SYSTEMS) or name.rsplit("/", 1)[-1].startswith((".", "~$"))


def _shown(name: str) -> str:
    return rules.file_name(name)


def names(dropped: Sequence[Dropped]) -> list[str]:
    return [one.name for one in dropped]
