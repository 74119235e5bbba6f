"""Reading PDF: pdfium gives characters and ruled lines, the grid is our own."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from portulan.plandoc.reading import limits, pdf_grid, pdf_lines
from portulan.plandoc.reading.pdf_grid import Grid, Rule
from portulan.plandoc.reading.pdf_lines import Glyph
from portulan.plandoc.reading.source import (
    Block,
    Cell,
    Paragraph,
    Place,
    Remark,
    Remnant,
    Row,
    Source,
    Table,
    Unreadable,
)
from portulan.plandoc.sentences import say

_LINE_END_HYPHENS = {0x02, 0xAD, 0xFFFE}  # what pdfium gives for a hyphen at the end of a line


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read the pages' text and tables; a table that goes on over a page end is one table. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(name, str(error)) from error
    try:
        return _read(name, sha256, document)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(name, str(error)) from error
    finally:
        document.close()


def _unreadable(name: str, message: str) -> Unreadable:
    return limits.locked(name) if "password" in message.lower() else limits.broken(name)


def _read(name: str, sha256: str, document: pypdfium2.PdfDocument) -> Source:
    remarks = []
    if len(document) > limits.MAX_PAGES:
        remarks.append(Remark(say("Seules les {pages} premières pages ont été lues.", pages=limits.MAX_PAGES)))
    pages = [_Page(number, document[number - 1]) for number in range(1, min(len(document), limits.MAX_PAGES) + 1)]
    words = pdf_lines.words(line for page in pages for line in pdf_lines.lines(page.glyphs))
    if not any(page.glyphs for page in pages):
        raise Unreadable(
            "scan",
            say(
                "« {name} » ne contient pas de texte : c’est sans doute une numérisation. Demandez le "
                "document d’origine, Word ou PDF avec texte.",
                name=name,
            ),
        )
    remnants: list[Remnant] = []
    blocks: list[Block] = []
    for page in pages:
        _append(blocks, list(page.blocks(remnants, words)), remnants)
    return Source(name, sha256, "pdf", tuple(_numbered(blocks)), tuple(remnants), tuple(remarks))


@dataclass(slots=True)
class _Page:
    number: int
    page: pypdfium2.PdfPage
    glyphs: list[Glyph]
    rules: list[Rule]
    words: frozenset[str]

    def __init__(self, number: int, page: pypdfium2.PdfPage) -> None:
        self.number, self.page = number, page
        self.glyphs, self.rules = list(_glyphs(page)), list(_rules(page))
        self.words = frozenset()

    def blocks(self, remnants: list[Remnant], words: frozenset[str]) -> Iterator[Block]:
        self.words = words
        grids = pdf_grid.grids(self.rules)
        inside: dict[tuple[int, int, int], list[Glyph]] = {}
        outside: list[Glyph] = []
        for glyph in self.glyphs:
            at = next(
                ((number, *spot) for number, grid in enumerate(grids) if (spot := grid.spot(glyph.x, glyph.y))),
                None,
            )
            if at is None:
                outside.append(glyph)
            else:
                inside.setdefault(at, []).append(glyph)
        placed: list[tuple[float, Block]] = [
            (grid.top, self.table(grid, {key[1:]: value for key, value in inside.items() if key[0] == number}))
            for number, grid in enumerate(grids)
        ]
        for top, paragraph in self.outside(outside, grids):
            if paragraph.text.strip() == str(self.number):
                remnants.append(Remnant(paragraph.text.strip(), paragraph.place, "page number"))
            else:
                placed.append((top, paragraph))
        yield from (block for _, block in sorted(placed, key=lambda one: -one[0]))

    def outside(self, glyphs: list[Glyph], grids: list[Grid]) -> Iterator[tuple[float, Paragraph]]:
        """Text beside the tables, as paragraphs: a table between two lines always parts them."""
        lines = pdf_lines.lines(glyphs)
        right = max((line.right for line in lines), default=0.0)
        edges = [grid.top for grid in grids]
        groups: dict[int, list[pdf_lines.Line]] = {}
        for line in lines:
            groups.setdefault(sum(edge > line.y for edge in edges), []).append(line)
        for group in groups.values():
            for paragraph_lines in pdf_lines.paragraphs(group, right):
                yield (
                    paragraph_lines[0].y,
                    pdf_lines.paragraph(paragraph_lines, Place(page=self.number), self.words),
                )

    def table(self, grid: Grid, glyphs: dict[tuple[int, int], list[Glyph]]) -> Table:
        rows = []
        for number in range(grid.height):
            place = Place(page=self.number, row=number + 1)
            cells = tuple(self.cell(grid, spot, glyphs, place) for spot in grid.spots(number))
            rows.append(Row(cells, place))
        return Table(tuple(rows), grid.width, Place(page=self.number))

    def cell(
        self, grid: Grid, spot: "pdf_grid.Spot", glyphs: dict[tuple[int, int], list[Glyph]], place: Place
    ) -> Cell:
        here = Place(page=place.page, row=place.row, column=spot.column + 1)
        lines = pdf_lines.lines(glyphs.get((spot.row, spot.column), []))
        right = grid.right(spot) - (min((line.left for line in lines), default=0.0) - grid.left(spot))
        paragraphs = tuple(
            pdf_lines.paragraph(group, here, self.words) for group in pdf_lines.paragraphs(lines, right)
        )
        return Cell(spot.column, paragraphs, here, spot.span, spot.continues)


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    text = page.get_textpage()
    raw = text.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    font, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        code = 0x2D if code in _LINE_END_HYPHENS else code
        if code < 32 or code == 0xFFFF or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetFontInfo(raw, index, font, 256, flags)
        name = font.value
        yield Glyph(
            chr(code),
            left.value,
            right.value,
            y.value,
            pdfium.FPDFText_GetFontSize(raw, index),
            b"Italic" in name or b"Oblique" in name,
            b"Bold" in name,
        )


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    """The straight lines drawn on the page, whether stroked, or filled as thin boxes."""
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=8):
        left, bottom, right, top = item.get_bounds()
        if min(right - left, top - bottom) <= pdf_grid.THIN:
            yield Rule(left, bottom, right, top)
        elif _is_stroked(item):
            yield from (
                Rule(left, bottom, right, bottom),
                Rule(left, top, right, top),
                Rule(left, bottom, left, top),
                Rule(right, bottom, right, top),
            )


def _is_stroked(item: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    return bool(stroke.value) and pdfium.FPDFPath_CountSegments(item.raw) in {4, 5}


def _append(blocks: list[Block], page: list[Block], remnants: list[Remnant]) -> None:
    """Add a page's blocks; a table that opens it continues the one that closed the page before."""
    above, below = blocks[-1] if blocks else None, page[0] if page else None
    if isinstance(above, Table) and isinstance(below, Table) and above.columns == below.columns:
        blocks[-1] = _joined(above, below, remnants)
        page = page[1:]
    blocks.extend(page)


def _joined(above: Table, below: Table, remnants: list[Remnant]) -> Table:
    rows, first = list(above.rows), below.rows[0]
    rest = list(below.rows)
    if [cell.text for cell in first.cells] == [cell.text for cell in above.rows[0].cells]:
        remnants += [Remnant(cell.text, cell.place, "repeated header") for cell in first.cells if cell.text]
        rest = rest[1:]
    if rest and _continues(above, rest[0]):
        rows[-1] = _one_row(rows[-1], rest[0])
        rest = rest[1:]
    elif rest and len(rest[0].cells) == above.columns and not rest[0].cells[0].text:
        rest[0] = _merged_first(rest[0])
    return Table((*rows, *rest), above.columns, above.place)


def _merged_first(row: Row) -> Row:
    """Its first cell is the lower part of the cell that the page end cut."""
    first, *others = row.cells
    return Row((Cell(first.column, first.paragraphs, first.place, first.span, True), *others), row.place)


def _continues(above: Table, row: Row) -> bool:
    """Whether this row is the rest of the last row above: most rows begin with a number somewhere, it does not."""
    for column in range(above.columns):
        numbered = [
            pdf_lines.is_numbered(cell.text) for one in above.rows if (cell := one.at(column)) and cell.text
        ]
        cell = row.at(column)
        if len(numbered) >= 3 and sum(numbered) >= 0.6 * len(numbered) and cell is not None:
            if column == 0 and not cell.text:
                continue
            return bool(cell.text) and not pdf_lines.is_numbered(cell.text) and cell.span < above.columns
    return False


def _one_row(above: Row, below: Row) -> Row:
    cells = []
    for cell in above.cells:
        rest = below.at(cell.column)
        paragraphs = pdf_lines.continued(cell.paragraphs, rest.paragraphs) if rest else cell.paragraphs
        cells.append(Cell(cell.column, paragraphs, cell.place, cell.span, cell.continues))
    return Row(tuple(cells), above.place)


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    """Tables know their number in the file."""
    number = 0
    for block in blocks:
        if isinstance(block, Table):
            number += 1
            block = Table(block.rows, block.columns, Place(page=block.place.page, table=number))
        yield block
