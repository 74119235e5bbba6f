"""Reading .odt on zipfile and lxml: the body, then the headers and footers."""

from collections.abc import Iterator

from lxml import etree

from portulan.plandoc.reading import limits
from portulan.plandoc.reading.archive import FAULTS, Archive
from portulan.plandoc.reading.odf import OFFICE, STYLE, BlockReader, Styles
from portulan.plandoc.reading.source import Block, Paragraph, Place, Source
from portulan.plandoc.sentences import say

_MARGINS = {
    STYLE + side + which: part
    for side, part in (("header", say("en-tête")), ("footer", say("pied de page")))
    for which in ("", "-left", "-first")
}


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read as if tracked changes were accepted, and say so. Raises Unreadable."""
    try:
        with Archive(name, data) as archive:
            return _read(archive, sha256)
    except FAULTS as error:
        raise limits.broken(name) from error


def _read(archive: Archive, sha256: str) -> Source:
    content, styles = archive.tree("content.xml"), archive.tree_or_none("styles.xml")
    roots = [content] if styles is None else [styles, content]
    reader = BlockReader(Styles(roots))
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    blocks = list(reader.blocks(body, Place())) if body is not None else []
    blocks += _margins(styles, reader) if styles is not None else ()
    return Source(archive.name, sha256, "odt", tuple(blocks), remarks=tuple(reader.remarks))


def _margins(styles: etree._Element, reader: BlockReader) -> Iterator[Block]:
    for element in styles.iter(*_MARGINS):
        for block in reader.blocks(element, Place(part=_MARGINS[str(element.tag)])):
            if not isinstance(block, Paragraph) or block.text.strip():
                yield block
