"""Reading .docx on zipfile and lxml: the usual libraries lose text in content controls, insertions and notes."""

import copy
import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from portulan.plandoc.reading import limits
from portulan.plandoc.reading.archive import FAULTS, Archive
from portulan.plandoc.reading.docx_blocks import BlockReader, drawn_paragraphs
from portulan.plandoc.reading.docx_names import W, without_fallbacks
from portulan.plandoc.reading.docx_numbering import Lists
from portulan.plandoc.reading.docx_styles import Styles
from portulan.plandoc.reading.source import Block, Paragraph, Place, Remnant, Source
from portulan.plandoc.sentences import say

_OTHER_PARTS = re.compile(r"(?:.*/)?(header|footer|footnotes|endnotes|comments)\d*\.xml")
_DIAGRAM = re.compile(r"(?:.*/)?diagrams/data\d*\.xml")
_PART_NAMES = {
    "header": say("en-tête"),
    "footer": say("pied de page"),
    "footnotes": say("notes de bas de page"),
    "endnotes": say("notes de fin"),
    "comments": say("commentaires"),
}


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read the body, then the headers, footers and notes. Tracked insertions are read as accepted, and said so.
    Raises Unreadable."""
    try:
        with Archive(name, data) as archive:
            return _read(archive, sha256)
    except FAULTS as error:
        raise limits.broken(name) from error


def main_part(archive: Archive) -> str:
    """The part that holds the body; empty when the archive is no Word file."""
    related = [part for part in archive.related("officeDocument") if part.startswith("word")]
    return related[0] if related else "word/document.xml" if "word/document.xml" in archive else ""


def _read(archive: Archive, sha256: str) -> Source:
    return _read_body(archive, sha256, archive.tree(main_part(archive)))[0]


def _read_body(archive: Archive, sha256: str, root: etree._Element) -> tuple[Source, BlockReader]:
    """The source, and the reader that knows its paragraphs; `root` is that of the main part, and is altered."""
    main = main_part(archive)
    remnants: list[Remnant] = []
    reader = BlockReader(Styles(_beside(archive, main, "styles")), Lists(_beside(archive, main, "numbering")))
    body = _prepared(root, remnants).find(W + "body")
    blocks = list(reader.blocks(body, Place())) if body is not None else []
    blocks += _other_parts(archive, posixpath.dirname(main), reader, remnants)
    facts = dict(_facts(archive))
    return Source(
        archive.name, sha256, "docx", tuple(blocks), tuple(remnants), tuple(reader.remarks), facts
    ), reader


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to write back into: its `root` is that of the part `main`, as the file has it; `paragraphs` holds its
    paragraphs by rank (see `source.Paragraph`), None for one of another part."""

    source: Source
    main: str
    root: etree._Element
    paragraphs: tuple[etree._Element | None, ...]
    styles: Styles


def opened(name: str, data: bytes) -> Opened:
    """Read a file as `read` does, and keep where its paragraphs are. Raises Unreadable."""
    try:
        with Archive(name, data) as archive:
            main = main_part(archive)
            root = archive.tree(main)
            twin = copy.deepcopy(root)
            read = list(twin.iter(W + "p"))  # kept, so that each element keeps its identity
            own = {id(one): mine for one, mine in zip(read, root.iter(W + "p"), strict=True)}
            source, reader = _read_body(archive, hashlib.sha256(data).hexdigest(), twin)
            found = tuple(own.get(id(one)) for one in reader.elements)
            return Opened(source, main, root, found, reader.styles)
    except FAULTS as error:
        raise limits.broken(name) from error


def _prepared(root: etree._Element, remnants: list[Remnant]) -> etree._Element:
    """A part without what stands twice and without the prompts of fields that nobody filled."""
    without_fallbacks(root)
    for prompt in root.iter(W + "showingPlcHdr"):
        control = prompt.getparent()
        holder = control.getparent() if control is not None else None
        for text in holder.iter(W + "t") if holder is not None else ():
            remnants.append(Remnant(text.text or "", Place(), "placeholder"))
            text.text = ""
    return root


def _beside(archive: Archive, main: str, kind: str) -> etree._Element | None:
    """The styles or the numbering that go with the body."""
    related = archive.related(kind, main)
    return archive.tree_or_none(related[0] if related else f"{posixpath.dirname(main)}/{kind}.xml")


def _other_parts(archive: Archive, folder: str, reader: BlockReader, remnants: list[Remnant]) -> Iterator[Block]:
    for part in sorted(archive.names):
        if not part.startswith(f"{folder}/") or "glossary" in part:
            continue
        if match := _OTHER_PARTS.fullmatch(part):
            for block in reader.blocks(_prepared(archive.tree(part), remnants), Place(part=_PART_NAMES[match[1]])):
                if not isinstance(block, Paragraph) or block.text.strip():
                    yield block
        elif _DIAGRAM.fullmatch(part):
            yield from drawn_paragraphs(archive.tree(part), Place(part=say("schéma")))


def facts_of(name: str, data: bytes) -> dict[str, str]:
    """What one of our own files carries beside its text; nothing for any other."""
    with Archive(name, data) as archive:
        return dict(_facts(archive))


def _facts(archive: Archive) -> Iterator[tuple[str, str]]:
    """What one of our own files holds beside its text, by name. What is not ours is passed over."""
    for part in archive.names:
        if re.fullmatch(r"customXml/item\d+\.xml", part):
            root = archive.tree_or_none(part)
            if root is not None and root.tag == "{urn:portulan:carried}carried":
                yield root.get("name", ""), root.text or ""
