"""A file becomes a `Source`: the reader is chosen from the content first, then from the name."""

import hashlib
from collections.abc import Callable
from pathlib import PurePath

from portulan.plandoc.reading import (
    collector,
    csv,
    docx,
    encoding,
    html,
    legacy,
    limits,
    markdown,
    ods,
    odt,
    progress,
    text,
    xlsx,
)
from portulan.plandoc.reading.archive import FAULTS, Archive
from portulan.plandoc.reading.source import Source, Unreadable
from portulan.plandoc.sentences import say

_Reader = Callable[[str, str, bytes], Source]

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_BY_NAME: dict[str, _Reader] = {
    ".csv": csv.read, ".tsv": csv.read, ".html": html.read, ".htm": html.read, ".xhtml": html.read,
    ".md": markdown.read, ".markdown": markdown.read,
}  # fmt: skip
_BY_TYPE: dict[str, _Reader] = {
    "application/vnd.oasis.opendocument.text": odt.read,
    "application/vnd.oasis.opendocument.spreadsheet": ods.read,
}


@collector.at_rest()
def read(name: str, data: bytes) -> Source:
    """Read a plan file. Raises Unreadable with a sentence for people; never anything else, whatever the bytes."""
    shown = shown_as(name)
    if len(data) > limits.MAX_BYTES:
        raise limits.too_large()
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise limits.empty(shown)
    progress.tell(progress.OPENING)
    try:
        source = _read(shown, hashlib.sha256(data).hexdigest(), data)
    except Unreadable:
        raise
    except Exception as error:  # whatever a damaged file does to a reader, people get a sentence
        raise limits.broken(shown) from error
    limits.check_cells(shown, source.blocks)
    return source


def _read(name: str, sha256: str, data: bytes) -> Source:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _archived(name, data)(name, sha256, data)
    if b"%PDF-" in data[:1024]:
        from portulan.plandoc.reading import pdf  # brings PDFium, which other formats do without

        return pdf.read(name, sha256, data)
    if _is_picture(data):
        raise Unreadable(
            "picture",
            say(
                "« {name} » est une image. Déposez le document lui-même : Word, PDF, tableur ou texte.", name=name
            ),
        )
    if extension := legacy.kind(name, data):
        return _archived(name, new := legacy.renewed(name, extension, data))(name, sha256, new)
    if data.startswith(legacy.OLE):
        raise limits.unknown(name)
    return _written(name, data)(name, sha256, data)


def _archived(name: str, data: bytes) -> _Reader:
    """The reader of an archive, from what it holds."""
    try:
        with Archive(name, data) as archive:
            said = (
                archive.raw("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in archive else ""
            )
            said = said.removesuffix("-template")
            if said in _BY_TYPE and "content.xml" in archive:
                return _BY_TYPE[said]
            if docx.main_part(archive):
                return docx.read
            if "xl/workbook.xml" in archive or any(
                one.startswith("xl") for one in archive.related("officeDocument")
            ):
                return xlsx.read
    except FAULTS as error:
        raise limits.broken(name) from error
    raise limits.unknown(name)


def _written(name: str, data: bytes) -> _Reader:
    """The reader of a text: what its name says, unless it is a page; else what it looks like."""
    content = encoding.decode(name, data)[:200_000]
    if html.looks_like(content):
        return html.read
    named = _BY_NAME.get(PurePath(name).suffix.lower())
    if named:
        return named
    if markdown.looks_like(content):
        return markdown.read
    if "\t" not in content and csv.looks_like(content):
        return csv.read
    return text.read


def _is_picture(data: bytes) -> bool:
    bitmap = data.startswith(b"BM") and data[6:10] == b"\x00" * 4
    return data.startswith(_PICTURES) or data[8:12] == b"WEBP" or data[4:12] == b"ftypheic" or bitmap


def shown_as(name: str) -> str:
    """A name fit for a sentence: its last part, printable, not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(one if one.isprintable() else "�" for one in last).strip() or "Ce fichier"
    return clean if len(clean) <= 80 else f"{clean[:60]}…{clean[-15:]}"
