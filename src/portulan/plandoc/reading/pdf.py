"""Reading PDF: pdfium gives characters and ruled lines, the grid is our own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from portulan.plandoc.reading import limits, pdf_columns, pdf_grid, pdf_lines, pdf_page, progress
from portulan.plandoc.reading.pdf_grid import Grid
from portulan.plandoc.reading.pdf_lines import Glyph, Line
from portulan.plandoc.reading.pdf_margins import NOTES, Margins
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
    count = len(document)
    numbers = range(1, min(count, limits.MAX_PAGES) + 1)
    pages = [_Page(number, document[number - 1]) for number in progress.counted(progress.PAGE, numbers)]
    if not any(page.glyphs for page in pages):
        raise Unreadable(
            "scan",
            say(
                "« {name} » ne contient pas de texte : c’est sans doute une numérisation. "
                "Demandez le document d’origine, Word ou PDF avec texte.",
                name=name,
            ),
        )
    words = pdf_lines.words(line for page in pages for line in pdf_lines.lines(page.glyphs))
    margins = Margins([(page.outside_lines, page.height) for page in pages])
    remnants: list[Remnant] = []
    blocks: list[Block] = []
    notes: list[Block] = []
    for page in pages:
        found = list(page.blocks(remnants, words, margins))
        notes += [one for one in found if isinstance(one, Paragraph) and one.place.part]
        _append(blocks, [one for one in found if isinstance(one, Table) or not one.place.part], remnants)
    return Source(
        name, sha256, "pdf", (*_numbered(blocks), *notes), tuple(remnants), tuple(_remarks(pages, count))
    )


def _remarks(pages: "list[_Page]", count: int) -> Iterator[Remark]:
    if count > limits.MAX_PAGES:
        yield Remark(say("Seules les {pages} premières pages ont été lues.", pages=limits.MAX_PAGES))
    silent = [page.number for page in pages if not page.glyphs and page.has_pictures()]
    if silent:
        yield Remark(
            say(
                "Des pages sont des images sans texte et n’ont pas été lues : {pages}",
                pages=", ".join(map(str, silent[:10])) + ("…" if len(silent) > 10 else "."),
            ),
            Place(page=silent[0]),
        )


@dataclass(slots=True)
class _Page:
    number: int
    page: pypdfium2.PdfPage
    glyphs: list[Glyph]
    height: float
    grids: list[tuple[Grid, float]]
    inside: dict[tuple[int, int, int], list[Glyph]]
    outside_lines: list[Line]
    words: frozenset[str]

    def __init__(self, number: int, page: pypdfium2.PdfPage) -> None:
        self.number, self.page = number, page
        glyphs, rules, self.height = pdf_page.content(page)
        self.glyphs, self.words, self.inside = pdf_lines.with_marks(glyphs), frozenset(), {}
        self.grids = [(grid, 1.0) for grid in pdf_grid.grids(rules)]
        outside = self.sorted_in(self.glyphs, 0)
        ruled = len(self.grids)
        self.grids += pdf_columns.guessed(pdf_lines.lines(outside), rules)
        self.outside_lines = pdf_lines.lines(self.sorted_in(outside, ruled))

    def has_pictures(self) -> bool:
        return any(True for _ in self.page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4))

    def sorted_in(self, glyphs: list[Glyph], first: int) -> list[Glyph]:
        """Put the glyphs in the cells of the grids from the `first` on; those in none are given back."""
        outside: list[Glyph] = []
        grids = list(enumerate(self.grids))[first:]
        for glyph in glyphs:
            for number, (grid, _) in grids:
                if spot := grid.spot(glyph.x, glyph.y):
                    self.inside.setdefault((number, *spot), []).append(glyph)
                    break
            else:
                outside.append(glyph)
        return outside

    def blocks(self, remnants: list[Remnant], words: frozenset[str], margins: Margins) -> Iterator[Block]:
        self.words = words
        remnants += (Remnant(one.text, Place(page=self.number), "note mark") for one in self.glyphs if one.mark)
        placed: list[tuple[float, Block]] = []
        for number, (grid, confidence) in enumerate(self.grids):
            glyphs = {key[1:]: value for key, value in self.inside.items() if key[0] == number}
            placed.append((grid.top, replace(self.table(grid, glyphs), confidence=confidence)))
        for top, found in self.outside(margins):
            if isinstance(found, Remnant):
                remnants.append(found)
            else:
                placed.append((top, found))
        yield from (block for _, block in sorted(placed, key=lambda one: -one[0]))

    def outside(self, margins: Margins) -> Iterator[tuple[float, Paragraph | Remnant]]:
        """Text beside the tables: a table between two lines always parts them; what stands in the margins of the
        pages is told apart."""
        right = max((line.right for line in self.outside_lines), default=0.0)
        edges = [grid.top for grid, _ in self.grids]
        groups: dict[int, list[Line]] = {}
        for line in self.outside_lines:
            if margins.is_number(line, self.height):
                yield line.y, Remnant(line.text, Place(page=self.number), "page number")
            elif margins.comes_again(line, self.height):
                alone = pdf_lines.paragraph([line], Place(page=self.number), self.words)
                yield line.y, margins.set_apart(line, alone, self.height)
            else:
                groups.setdefault(sum(edge > line.y for edge in edges), []).append(line)
        for group in groups.values():
            note = False
            for lines in pdf_lines.paragraphs(group, right):
                note = (note or pdf_lines.begins_with_mark(lines[0])) and lines[0].y < self.height / 2
                place = Place(NOTES if note else "", page=self.number)
                yield lines[0].y, pdf_lines.paragraph(lines, place, self.words)

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
    return replace(above, rows=(*rows, *rest), confidence=min(above.confidence, below.confidence))


def _merged_first(row: Row) -> Row:
    """Its first cell is the lower part of the cell that the page end cut."""
    first, *others = row.cells
    return Row((Cell(first.column, first.paragraphs, first.place, first.span, True), *others), row.place)


def _continues(above: Table, row: Row) -> bool:
    """Whether this row is the rest of the last row above: most rows begin with a number somewhere, it does not."""
    for column in range(above.columns):
        numbered = [
            pdf_lines.is_numbered(cell.text) for one in above.rows[-60:] if (cell := one.at(column)) and cell.text
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
            block = replace(block, place=Place(page=block.place.page, table=number))
        yield block
