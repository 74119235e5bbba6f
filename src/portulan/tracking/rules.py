"""What a file is, told from its bytes; which links and names are taken; what a note may declare."""

import datetime as dt
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import IO
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portulan.plandoc.calendar_words import MONTHS
from portulan.plandoc.text import fold
from portulan.plans.models import State

NEEDS_A_REASON = frozenset({State.SUSPENDED, State.DROPPED})
_HEAD = 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


class EvidenceKind(TextChoices):
    """What a proof is, told from its file; it chooses the icon."""

    PDF = "pdf", _("PDF")
    WORD = "word", _("Word")
    SHEET = "sheet", _("Excel")
    PICTURE = "picture", _("Image")
    MINUTES = "minutes", _("PV")
    LINK = "link", _("lien")
    FILE = "file", _("fichier")


class Visibility(TextChoices):
    """Who may be shown a proof, besides the members."""

    INTERNAL = "internal", _("Interne")
    EXPERTS = "experts", _("Expert·es")
    PUBLIC = "public", _("Publique")


class Audience(StrEnum):
    """For whom proofs are read; each sees what the next one sees, and more."""

    MEMBERS = "members"
    EXPERTS = "experts"
    PUBLIC = "public"


SHOWN_TO: Mapping[Audience, frozenset[Visibility]] = MappingProxyType(
    {
        Audience.MEMBERS: frozenset(Visibility),
        Audience.EXPERTS: frozenset({Visibility.EXPERTS, Visibility.PUBLIC}),
        Audience.PUBLIC: frozenset({Visibility.PUBLIC}),
    }
)


@dataclass(frozen=True, slots=True)
class Served:
    """How stored bytes are given back: never as anything that a browser would run."""

    content_type: str
    inline: bool


def served(head: bytes) -> Served:
    """PDF and pictures show in the page; whatever else is only ever downloaded."""
    if b"%PDF-" in head[:_HEAD]:
        return Served("application/pdf", inline=True)
    if picture := _picture(head):
        return Served(picture, inline=True)
    return Served("application/octet-stream", inline=False)


def kind_of_file(file: IO[bytes], title: str) -> EvidenceKind:
    """From the signature, never from the name; a text document titled "PV…" is minutes. Leaves the file at its
    start."""
    file.seek(0)
    head = file.read(_HEAD)
    kind = _kind(head, file)
    file.seek(0)
    return EvidenceKind.MINUTES if kind in _TEXTS and is_minutes(title) else kind


def is_minutes(title: str) -> bool:
    return bool(re.match(r"(pv|proces[- ]verbal|proces[- ]verbaux)\b", fold(title)))


def link(typed: str) -> str | None:
    """An address of the web, or None: only http and https, with a host, without a password. "www." and the like
    get https."""
    text = typed.strip()
    if re.match(r"[\w-]+(\.[\w-]+)+([/?#]|$)", text):
        text = f"https://{text}"
    if len(text) > 1000 or any(_odd(letter) or letter.isspace() for letter in text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    sound = parts.scheme in ("http", "https") and parts.hostname and parts.username is None and port != 0
    return text if sound and ("." in (parts.hostname or "") or parts.hostname == "localhost") else None


def file_name(given: str) -> str:
    """The name without folders, without signs that hide or reverse it, 200 characters at most with its ending."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    clean = "".join(letter for letter in last if not _odd(letter)).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = clean, ""
    return (stem[: 200 - len(ending) - 1] + (f".{ending}" if ending else "")) or "fichier"


def day_in(name: str) -> dt.date | None:
    """The first day that a file's name says: "PV CEP 2026-03-12", "20260312", "12.03.2026", "12 mars 2026"; None
    when it says none. The day comes before the month."""
    return next(_days_in(name), None)


def day_within(file: IO[bytes]) -> dt.date | None:
    """The day on which a PDF or an Office file says that it was made; None for any other. Leaves the file at its
    start."""
    file.seek(0)
    found = _DAY_OF_PDF.search(file.read(1 << 16))
    if found is None and file.seek(0) == 0 and file.read(4) == b"PK\x03\x04":
        found = _DAY_OF_OFFICE.search(_core_of_office(file))
    file.seek(0)
    return _day(*(int(part) for part in found.groups())) if found else None


def title_from(name: str) -> str:
    """A title proposed from a file's name: without its ending, underscores as spaces."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    return " ".join(stem.replace("_", " ").split()) or name


_TEXTS = frozenset({EvidenceKind.PDF, EvidenceKind.WORD})


def _kind(head: bytes, file: IO[bytes]) -> EvidenceKind:
    if b"%PDF-" in head:
        return EvidenceKind.PDF
    if _picture(head):
        return EvidenceKind.PICTURE
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    if head.startswith(_OLE):
        return _kind_of_ole(file)
    return EvidenceKind.WORD if head.startswith(b"{\\rtf") else EvidenceKind.FILE


def _picture(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((name for signature, name in _PICTURES.items() if head.startswith(signature)), "")


def _kind_of_archive(file: IO[bytes]) -> EvidenceKind:
    """Office files are archives: the folders inside say which. Nothing is unpacked."""
    file.seek(0)
    try:
        names = zipfile.ZipFile(file).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return EvidenceKind.FILE
    file.seek(0)
    start = file.read(200)
    if "word/document.xml" in names or b"opendocument.text" in start:
        return EvidenceKind.WORD
    if "xl/workbook.xml" in names or b"opendocument.spreadsheet" in start:
        return EvidenceKind.SHEET
    return EvidenceKind.FILE


_DAY_OF_PDF = re.compile(rb"/CreationDate\s*\(D:(\d{4})(\d\d)(\d\d)")
_DAY_OF_OFFICE = re.compile(rb"<(?:dcterms:created|meta:creation-date)[^>]*>(\d{4})-(\d\d)-(\d\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)([-_. ]?)(\d\d)\2(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-_. /](\d{1,2})[-_. /](20\d\d)(?!\d)")
_IN_WORDS = re.compile(r"(?<!\d)(\d{1,2})(?:er)?[-_ .]+([a-z]+)\.?[-_ .]+(20\d\d)(?!\d)")


def _days_in(name: str) -> Iterator[dt.date]:
    folded = fold(name)
    asked = [(int(year), int(month), int(day)) for year, _gap, month, day in _YEAR_FIRST.findall(folded)]
    asked += [(int(year), int(month), int(day)) for day, month, year in _DAY_FIRST.findall(folded)]
    asked += [
        (int(year), MONTHS[month], int(day)) for day, month, year in _IN_WORDS.findall(folded) if month in MONTHS
    ]
    yield from (day for one in asked if (day := _day(*one)))


def _day(year: int, month: int, day: int) -> dt.date | None:
    with suppress(ValueError):
        return dt.date(year, month, day)
    return None


def _core_of_office(file: IO[bytes]) -> bytes:
    """What an Office file says of itself; its first 64 KB, unpacked from nothing larger."""
    with suppress(zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        archive = zipfile.ZipFile(file)
        for part in ("docProps/core.xml", "meta.xml"):
            if part in archive.namelist():
                with archive.open(part) as said:
                    return said.read(1 << 16)
    return b""


def _kind_of_ole(file: IO[bytes]) -> EvidenceKind:
    """Files of the older Office name their main stream, in UTF-16."""
    file.seek(0)
    start = file.read(1 << 20)
    if "WordDocument".encode("utf-16-le") in start:
        return EvidenceKind.WORD
    return EvidenceKind.SHEET if "Workbook".encode("utf-16-le") in start else EvidenceKind.FILE


def _odd(letter: str) -> bool:
    """A sign that does not show, or changes how others show."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
