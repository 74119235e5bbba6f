"""Reading .docx on zipfile and lxml: the usual libraries lose text in content controls, insertions and notes."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from portulan.plandoc.reading.source import (
    Block,
    Cell,
    Paragraph,
    Place,
    Remark,
    Row,
    Run,
    Source,
    Table,
    Unreadable,
)

MAX_PART = 60 * 1024 * 1024

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OTHER_PARTS = re.compile(r"word/(header|footer|footnotes|endnotes|comments)\d*\.xml")
_PART_NAMES = {
    "header": "en-tête",
    "footer": "pied de page",
    "footnotes": "notes de bas de page",
    "endnotes": "notes de fin",
    "comments": "commentaires",
}
_SKIPPED = {W + "del", W + "moveFrom", W + "instrText", W + "delText"}
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read the body, then the headers, footers and notes. Tracked insertions are read as accepted, and said so.
    Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            reader = _Reader(_styles(archive))
            body = _part(archive, "word/document.xml").find(W + "body")
            blocks = list(reader.blocks(body, Place())) if body is not None else []
            blocks += _other_parts(archive, reader)
            facts = dict(_facts(archive))
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        OSError,
        EOFError,
        KeyError,
        RuntimeError,
        ValueError,
        NotImplementedError,
        zipfile.LargeZipFile,
    ) as error:
        raise Unreadable(
            "broken",
            f"« {name} » est abîmé ou incomplet : il ne s’ouvre pas. Copiez-le à nouveau depuis l’original.",
        ) from error
    return Source(name, sha256, "docx", tuple(blocks), remarks=tuple(reader.remarks), facts=facts)


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    info = archive.getinfo(name)
    if info.file_size > MAX_PART:
        raise Unreadable(
            "too_large", "Ce document est anormalement volumineux une fois ouvert : Portulan ne le lit pas."
        )
    with archive.open(info) as part:
        data = part.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise Unreadable(
            "too_large", "Ce document est anormalement volumineux une fois ouvert : Portulan ne le lit pas."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _other_parts(archive: zipfile.ZipFile, reader: "_Reader") -> list[Block]:
    blocks: list[Block] = []
    for part in sorted(archive.namelist()):
        if match := _OTHER_PARTS.fullmatch(part):
            root = _part(archive, part)
            blocks += [
                block
                for block in reader.blocks(root, Place(part=_PART_NAMES[match[1]]))
                if not isinstance(block, Paragraph) or block.text.strip()
            ]
    return blocks


def _facts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """What one of our own files holds beside its text, by name. What is not ours is passed over."""
    for part in archive.namelist():
        if re.fullmatch(r"customXml/item\d+\.xml", part):
            try:
                root = _part(archive, part)
            except (etree.XMLSyntaxError, Unreadable):
                continue
            if root.tag == "{urn:portulan:carried}carried":
                yield root.get("name", ""), root.text or ""


def _styles(archive: zipfile.ZipFile) -> dict[str, dict[str, bool]]:
    """For each paragraph or character style: does it, or one it is based on, set italics or bold?"""
    if "word/styles.xml" not in archive.namelist():
        return {}
    found: dict[str, tuple[str, dict[str, bool]]] = {}
    for style in _part(archive, "word/styles.xml").iter(W + "style"):
        based = style.find(W + "basedOn")
        found[style.get(W + "styleId", "")] = (
            based.get(W + "val", "") if based is not None else "",
            _look(style.find(W + "rPr")),
        )

    def whole(name: str, depth: int = 0) -> dict[str, bool]:
        base, own = found.get(name, ("", {}))
        return {**whole(base, depth + 1), **own} if base and depth < 12 else own

    return {name: whole(name) for name in found}


def _look(properties: etree._Element | None) -> dict[str, bool]:
    """Which of italics (i) and bold (b) these properties set, and to what."""
    look: dict[str, bool] = {}
    for tag in ("i", "b"):
        element = properties.find(W + tag) if properties is not None else None
        if element is not None:
            look[tag] = element.get(W + "val", "true") not in {"0", "false", "off", "none"}
    return look


@dataclass(slots=True)
class _Reader:
    styles: dict[str, dict[str, bool]]
    tables: int = 0
    remarks: list[Remark] = field(default_factory=list)
    insertions: bool = False

    def blocks(self, parent: etree._Element, place: Place) -> Iterator[Block]:
        """Paragraphs and tables below an element, through content controls and other wrappers."""
        for child in parent:
            if child.tag == W + "p":
                yield self.paragraph(child, place)
                yield from self.text_boxes(child, place)
            elif child.tag == W + "tbl":
                yield self.table(child, place)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self.blocks(child, place)

    def text_boxes(self, paragraph: etree._Element, place: Place) -> Iterator[Block]:
        for box in paragraph.iter(W + "txbxContent"):
            if not any(ancestor.tag == _MC_FALLBACK for ancestor in box.iterancestors()):
                yield from self.blocks(box, Place(part="zone de texte"))

    def paragraph(self, element: etree._Element, place: Place) -> Paragraph:
        properties = element.find(W + "pPr")
        style_element = properties.find(W + "pStyle") if properties is not None else None
        style = style_element.get(W + "val", "") if style_element is not None else ""
        bullet = "•" if properties is not None and properties.find(W + "numPr") is not None else ""
        runs = tuple(self.runs(element, self.styles.get(style, {}), place))
        marks = tuple(mark.get(W + "name", "") for mark in element.iter(W + "bookmarkStart"))
        return Paragraph(runs, place, style, bullet, marks)

    def runs(self, parent: etree._Element, look: dict[str, bool], place: Place) -> Iterator[Run]:
        for child in parent:
            if child.tag == W + "r":
                yield from self.run(child, look)
            elif child.tag == W + "ins":
                self.note_insertion(place)
                yield from self.runs(child, look, place)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag != W + "pPr":
                yield from self.runs(child, look, place)

    def run(self, element: etree._Element, look: dict[str, bool]) -> Iterator[Run]:
        properties = element.find(W + "rPr")
        style = properties.find(W + "rStyle") if properties is not None else None
        named = self.styles.get(style.get(W + "val", ""), {}) if style is not None else {}
        look = {**look, **named, **_look(properties)}
        text = "".join(_characters(child) for child in element)
        if text:
            yield Run(text, look.get("i", False), look.get("b", False))

    def note_insertion(self, place: Place) -> None:
        if not self.insertions:
            self.insertions = True
            self.remarks.append(Remark("Le suivi des modifications est lu comme accepté.", place))

    def table(self, element: etree._Element, place: Place) -> Table:
        self.tables += 1
        place = Place(part=place.part, table=self.tables)
        rows = tuple(self.rows(element, place))
        return Table(rows, max((cell.column + cell.span for row in rows for cell in row.cells), default=0), place)

    def rows(self, table: etree._Element, place: Place) -> Iterator[Row]:
        for number, element in enumerate(_children(table, W + "tr"), 1):
            here = Place(part=place.part, table=place.table, row=number)
            header = element.find(f"{W}trPr/{W}tblHeader")
            yield Row(
                tuple(self.cells(element, here)),
                here,
                header is not None and header.get(W + "val", "true") not in {"0", "false"},
            )

    def cells(self, row: etree._Element, place: Place) -> Iterator[Cell]:
        before = row.find(f"{W}trPr/{W}gridBefore")
        column = _whole(before.get(W + "val")) if before is not None else 0
        for element in _children(row, W + "tc"):
            properties = element.find(W + "tcPr")
            span = _attribute(properties, "gridSpan", "val")
            merge = properties.find(W + "vMerge") if properties is not None else None
            here = Place(part=place.part, table=place.table, row=place.row, column=column + 1)
            yield Cell(
                column=column,
                paragraphs=tuple(self.cell_paragraphs(element, here)),
                place=here,
                span=_whole(span) or 1,
                continues=merge is not None and merge.get(W + "val") != "restart",
                fill=_attribute(properties, "shd", "fill") or "",
            )
            column += _whole(span) or 1

    def cell_paragraphs(self, cell: etree._Element, place: Place) -> Iterator[Paragraph]:
        """The cell's paragraphs; those of a table inside it are given one after the other."""
        for block in self.blocks(cell, place):
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (one for row in block.rows for inner in row.cells for one in inner.paragraphs)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Direct children of that name, and those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "smartTag"}:
            yield from _children(child, tag)


def _characters(element: etree._Element) -> str:
    if element.tag == W + "t":
        return element.text or ""
    if element.tag in {W + "br", W + "cr"}:
        return "\n"
    if element.tag in {W + "tab", W + "ptab"}:
        return "\t"
    if element.tag == W + "noBreakHyphen":
        return "\u2011"
    if element.tag == W + "softHyphen":
        return ""
    if element.tag == W + "sym":
        return _symbol(element.get(W + "char", ""))
    return ""


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""


def _attribute(parent: etree._Element | None, tag: str, attribute: str) -> str | None:
    element = parent.find(W + tag) if parent is not None else None
    return element.get(W + attribute) if element is not None else None


def _whole(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isdigit() else 0
