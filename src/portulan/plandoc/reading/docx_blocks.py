"""Paragraphs and tables of Word's markup, through content controls, tracked changes and text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from portulan.plandoc.reading import docx_styles
from portulan.plandoc.reading.docx_names import MC, W, is_on, value, whole
from portulan.plandoc.reading.docx_numbering import Lists
from portulan.plandoc.reading.docx_styles import Look, Styles
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Place, Remark, Row, Run, Table
from portulan.plandoc.sentences import say

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_GONE = {W + "del", W + "moveFrom"}
_SKIPPED = _GONE | {W + "instrText", W + "delText", W + "pPr", W + "sdtPr", W + "txbxContent"}
_CHANGES = _GONE | {W + "ins", W + "moveTo"}
_RUNS = {W + "r", _M + "r"}
_WRAPPERS = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}
_INSIDE_RUN = {
    MC + "AlternateContent",
    MC + "Choice",
    MC + "Fallback",
    W + "ruby",
    W + "rubyBase",
    W + "rt",
    W + "r",
}
_SIGNS = {
    W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "",
}  # fmt: skip
_SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF06F: "□", 0xF0A8: "□", 0xF0D8: "➢", 0xF0E0: "→", 0xF0E8: "→", 0xF0FC: "✓",
    0xF0FE: "☑", 0xF0FD: "☒", 0xF02D: "-",
}  # fmt: skip  # of the fonts Symbol and Wingdings, whose characters have no meaning elsewhere


@dataclass(slots=True)
class BlockReader:
    """Reads the parts of one file, in order: the numbers of lists go on from one to the next. `elements` are the
    paragraphs read so far, by their rank."""

    styles: Styles
    lists: Lists
    tables: int = 0
    remarks: list[Remark] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    elements: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element, place: Place) -> Iterator[Block]:
        """Paragraphs and tables below an element. A paragraph whose end was deleted goes on in the next one."""
        pending: Paragraph | None = None
        for child in parent:
            self.note_changes(child, place)
            if child.tag == W + "p":
                one = self.paragraph(child, place)
                if pending is not None and pending.runs:
                    one = replace(one, runs=pending.runs + one.runs, marks=pending.marks + one.marks)
                pending = one if _end_is_deleted(child) else None
                if pending is None:
                    yield one
                yield from self.text_boxes(child)
            elif child.tag == W + "tbl":
                yield self.table(child, place)
            elif child.tag == W + "altChunk":
                self.remark(say("Un document incorporé dans celui-ci n’est pas lu."), place)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self.blocks(child, place)
        if pending is not None and pending.runs:
            yield Paragraph(pending.runs, place, marks=pending.marks)

    def text_boxes(self, parent: etree._Element) -> Iterator[Block]:
        """The text boxes anchored in a paragraph; those inside them come with their own paragraphs."""
        for child in parent:
            if child.tag == W + "txbxContent":
                yield from self.blocks(child, Place(part=say("zone de texte")))
            elif len(child) and isinstance(child.tag, str) and child.tag not in _GONE:
                yield from self.text_boxes(child)

    def paragraph(self, element: etree._Element, place: Place) -> Paragraph:
        self.elements.append(element)
        rank = len(self.elements)
        properties = element.find(W + "pPr")
        name = value(properties, "pStyle")
        style = self.styles[name or self.styles.default]
        where = docx_styles.numbering(properties, style.numbering)
        runs = tuple(self.runs(element, style.look, place))
        bullet = self.lists.bullet(where) if where and any(run.text.strip() for run in runs) else ""
        return Paragraph(
            runs,
            place,
            name,
            bullet,
            _marks(element),
            level=docx_styles.outline_level(properties) or style.level,
            list_level=where[1] if where else 0,
            notes=tuple(
                one.get(W + "id", "") for one in element.iter(W + "footnoteReference", W + "endnoteReference")
            ),
            computed=bool(bullet),
            rank=rank,
        )

    def runs(self, parent: etree._Element, look: Look, place: Place) -> Iterator[Run]:
        for child in parent:
            self.note_changes(child, place)
            if child.tag in _RUNS:
                yield from self.run(child, look)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED and len(child):
                yield from self.runs(child, look, place)

    def run(self, element: etree._Element, look: Look) -> Iterator[Run]:
        text = "".join(_characters(child) for child in element)
        if text:
            properties = element.find(W + "rPr")
            style = value(properties, "rStyle")
            named = self.styles[style].look if style else {}
            yield Run(text, *docx_styles.toggled(look, named, docx_styles.look(properties)))

    def note_changes(self, element: etree._Element, place: Place) -> None:
        if element.tag in _CHANGES:
            self.remark(say("Le suivi des modifications est lu comme accepté."), place)

    def remark(self, sentence: str, place: Place) -> None:
        """Said once a file, at the first place."""
        if sentence not in self.said:
            self.said.add(sentence)
            self.remarks.append(Remark(sentence, place))

    def table(self, element: etree._Element, place: Place) -> Table:
        self.tables += 1
        place = Place(part=place.part, table=self.tables)
        rows = tuple(self.rows(element, place))
        return Table(rows, max((cell.column + cell.span for row in rows for cell in row.cells), default=0), place)

    def rows(self, table: etree._Element, place: Place) -> Iterator[Row]:
        number = 0
        for element in _children(table, W + "tr"):
            if element.find(f"{W}trPr/{W}del") is not None:
                self.remark(say("Le suivi des modifications est lu comme accepté."), place)
                continue
            number += 1
            here = Place(part=place.part, table=place.table, row=number)
            header = element.find(f"{W}trPr/{W}tblHeader")
            yield Row(tuple(self.cells(element, here)), here, header is not None and is_on(header))

    def cells(self, row: etree._Element, place: Place) -> list[Cell]:
        column = whole(value(row.find(W + "trPr"), "gridBefore"))
        found: list[Cell] = []
        for element in _children(row, W + "tc"):
            cell = self.cell(element, column, place)
            column += cell.span
            joined = element.find(f"{W}tcPr/{W}hMerge")
            if joined is not None and joined.get(W + "val") != "restart" and found:
                left = found.pop()
                kept = tuple(one for one in cell.paragraphs if one.text.strip())
                cell = replace(left, span=left.span + cell.span, paragraphs=left.paragraphs + kept)
            found.append(cell)
        return found

    def cell(self, element: etree._Element, column: int, place: Place) -> Cell:
        properties = element.find(W + "tcPr")
        merge = properties.find(W + "vMerge") if properties is not None else None
        here = Place(part=place.part, table=place.table, row=place.row, column=column + 1)
        blocks = list(self.blocks(element, here))
        fill = value(properties, "shd", "fill")
        return Cell(
            column=column,
            paragraphs=tuple(_flat(blocks)),
            place=here,
            span=whole(value(properties, "gridSpan")) or 1,
            continues=merge is not None and merge.get(W + "val") != "restart",
            fill="" if fill == "auto" else fill,
            tables=tuple(block for block in blocks if isinstance(block, Table)),
        )


def drawn_paragraphs(root: etree._Element, place: Place) -> Iterator[Paragraph]:
    """The texts of a diagram."""
    for element in root.iter(_A + "p"):
        text = "".join(one.text or "" for one in element.iter(_A + "t"))
        if text.strip():
            yield Paragraph((Run(text),), place)


def _flat(blocks: list[Block]) -> Iterator[Paragraph]:
    """The paragraphs, those of tables inside given cell after cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (one for row in block.rows for inner in row.cells for one in inner.paragraphs)


def _marks(paragraph: etree._Element) -> tuple[str, ...]:
    """The bookmarks of a paragraph. Where there are several, those around no text are of what went from there."""
    names = [start.get(W + "name", "") for start in paragraph.iter(W + "bookmarkStart")]
    if len(names) < 2:
        return tuple(names)
    opened: dict[str, str] = {}
    said: set[str] = set()
    for one in paragraph.iter(W + "bookmarkStart", W + "bookmarkEnd", W + "t"):
        if one.tag == W + "bookmarkStart":
            opened[one.get(W + "id", "")] = one.get(W + "name", "")
        elif one.tag == W + "bookmarkEnd":
            opened.pop(one.get(W + "id", ""), None)
        elif one.text and not any(one.iterancestors(*_GONE)):
            said.update(opened.values())
    return tuple(name for name in names if name in said) if said else tuple(names)


def _end_is_deleted(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Direct children of that name, and those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _characters(element: etree._Element) -> str:
    tag = element.tag
    if tag in (W + "t", _M + "t"):
        return (element.text or "") + "".join(child.tail or "" for child in element)
    if not isinstance(tag, str):
        return ""
    if tag in _SIGNS:
        return _SIGNS[tag]
    if tag in _INSIDE_RUN:
        return "".join(_characters(child) for child in element)
    if tag == W + "sym" or tag.endswith("}symEx"):
        code = next((text for name, text in element.items() if str(name).endswith("}char")), "")
        return _symbol(str(code))
    return ""


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
        return _SYMBOLS.get(number) or chr(number)
    except (ValueError, OverflowError):
        return ""
