"""One page of a PDF becomes paragraphs and tables, each with its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from portulan.plandoc.reading import (
    pdf_boxes,
    pdf_columns,
    pdf_grid,
    pdf_headings,
    pdf_lines,
    pdf_page,
    pdf_undrawn,
    pdf_wraps,
)
from portulan.plandoc.reading.pdf_grid import Grid, Spot
from portulan.plandoc.reading.pdf_lines import Glyph, Line
from portulan.plandoc.reading.pdf_margins import NOTES, Margins
from portulan.plandoc.reading.pdf_rules import Rule
from portulan.plandoc.reading.pdf_wording import Composer
from portulan.plandoc.reading.pdf_wraps import Column
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Place, Remnant, Row, Table

Where = tuple[int, int]
Stretch = tuple[float, float]
_LEFT = 9.0  # points from the left of a cell to its text


@dataclass(slots=True)
class Page:
    """A page whose characters were put in the cells of its tables, or outside."""

    number: int
    page: pypdfium2.PdfPage
    drawn: pdf_page.Drawn
    glyphs: list[Glyph]
    height: float
    grids: list[tuple[Grid, float]]
    inside: dict[tuple[int, int, int], list[Glyph]]
    outside_lines: list[Line]
    frames: list[Grid]
    _outside_glyphs: list[Glyph]
    _lines: dict[int, dict[Where, list[Line]]]

    def __init__(self, number: int, page: pypdfium2.PdfPage) -> None:
        self.number, self.page = number, page
        self.drawn = pdf_page.content(page)
        self.height, self.glyphs = self.drawn.upright_height, pdf_lines.with_marks(self.drawn.glyphs)
        self.inside, self._lines = {}, {}
        self.grids = [(grid, 1.0) for grid in pdf_grid.grids(self.drawn.rules) if grid.width > 1]
        boxes = [grid for grid in pdf_grid.grids(self._box_rules()) if grid.width > 1]
        self.grids += [(grid, 1.0) for grid in boxes if not pdf_undrawn.goes_on(grid, self.glyphs)]
        self.grids = [(self._coloured(grid), sure) for grid, sure in self.grids]
        self._outside_glyphs = self._sorted_in(self.glyphs, 0)
        self._draw_missing()
        self._take_frames_of_titles()
        self.outside_lines = pdf_lines.lines([one for one in self._outside_glyphs if not one.turns])

    def _box_rules(self) -> list[Rule]:
        """The lines around coloured cells, where none are drawn."""
        middles = (
            (one.box, (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2) for one in self.drawn.fills
        )
        return pdf_boxes.rules(box for box, x, y in middles if not any(grid.spot(x, y) for grid, _ in self.grids))

    def _coloured(self, grid: Grid) -> Grid:
        """A grid with the lines that a change of colour stands for."""
        more = pdf_undrawn.by_colours(grid, self.drawn.fills)
        return Grid([*grid.rules, *more]) if more else grid

    def _draw_missing(self) -> None:
        """Put in the grids the lines that their texts tell, and the glyphs in their cells again."""
        found = []
        for number, (grid, sure) in enumerate(self.grids):
            own = {key[1:]: glyphs for key, glyphs in self.inside.items() if key[0] == number}
            more = pdf_undrawn.by_texts(grid, own)
            found.append((Grid([*grid.rules, *more]) if more else grid, sure))
        if found != self.grids:
            self.grids, self.inside = found, {}
            self._outside_glyphs = self._sorted_in(self.glyphs, 0)

    def _take_frames_of_titles(self) -> None:
        """Lines around the titles only are no table of their own: they tell the columns of the rows below."""
        self.frames = [one for one, _ in self.grids if self._frames_titles(one)]
        if self.frames:
            self.grids, self.inside = [one for one in self.grids if one[0] not in self.frames], {}
            self._outside_glyphs = self._sorted_in(self.glyphs, 0)

    def _frames_titles(self, grid: Grid) -> bool:
        if grid.height > 2 or grid.width < 3 or not pdf_undrawn.goes_on_below(grid, self._outside_glyphs):
            return False
        number = next(at for at, (one, _) in enumerate(self.grids) if one is grid)
        own = [one for key, glyphs in self.inside.items() if key[0] == number for one in glyphs]
        return all(one.strong for one in own if not one.text.isspace())

    def guess_tables(self, margins: Margins, columns: Sequence[Stretch], heads: Set[str]) -> None:
        """Those that no grid of lines shows; `columns` are those of the one that closed the page before, `heads`
        the titles that come again in the document."""
        ruled = len(self.grids)
        lines = margins.without(self.outside_lines, self.height)
        self.grids += pdf_columns.guessed(lines, self.drawn, self.frames, columns, heads)
        self.outside_lines = pdf_lines.lines(self._sorted_in(self._outside_glyphs, ruled))

    def has_pictures(self) -> bool:
        return any(True for _ in self.page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4))

    def last_columns(self) -> Sequence[Stretch]:
        """The columns of the table that closes the page, where it has no upright lines."""
        low = min(self.grids, key=lambda one: one[0].ys[-1], default=None)
        if low is None or low[1] == 1.0:
            return ()
        return list(zip(low[0].xs, low[0].xs[1:], strict=False))

    def lines_of(self, number: int) -> dict[Where, list[Line]]:
        """The upright lines of each cell of a grid."""
        if number not in self._lines:
            self._lines[number] = {
                spot[1:]: pdf_lines.lines([one for one in own if not one.turns])
                for spot, own in self.inside.items()
                if spot[0] == number
            }
        return self._lines[number]

    def texts(self) -> Iterator[list[Line]]:
        """Lines that follow one another: those of each cell, and those outside the tables."""
        for number in range(len(self.grids)):
            yield from self.lines_of(number).values()
        yield self.outside_lines

    def _sorted_in(self, glyphs: list[Glyph], first: int) -> list[Glyph]:
        """Put the glyphs in the cells of the grids from the `first` on; those in none are given back. A word that
        runs out of its cell stays whole."""
        outside: list[Glyph] = []
        grids = sorted(enumerate(self.grids[first:], first), key=lambda one: one[1][0].area)
        for word in self._parted(glyphs, [grid for _, (grid, _) in grids]):
            for number, (grid, _) in grids:
                if spot := _spot_of(word, grid):
                    self.inside.setdefault((number, *spot), []).extend(word)
                    break
            else:
                outside.extend(word)
        return outside

    def _parted(self, glyphs: list[Glyph], grids: Sequence[Grid]) -> Iterator[list[Glyph]]:
        """The words; two that touch one another over a line between cells are two."""
        for word in pdf_lines.strings(glyphs):
            if word[0].run == word[-1].run:
                yield word
                continue
            runs = [list(own) for _, own in groupby(word, key=lambda one: one.run)]
            spots = {self._spot(own, grids) for own in runs}
            yield from runs if len(spots) > 1 and None not in spots else [word]

    def _spot(self, word: list[Glyph], grids: Sequence[Grid]) -> tuple[int, int, int] | None:
        for number, grid in enumerate(grids):
            if all(spots := [grid.spot(one.x, one.y) for one in (word[0], word[-1])]) and spots[0]:
                return number, *spots[0]
        return None

    def blocks(self, composer: Composer, margins: Margins, levels: Mapping[float, int]) -> Iterator[Block]:
        composer.remnants += (
            Remnant(one.text, self._place([one]), "note mark") for one in self.glyphs if one.mark
        )
        if over := "".join(one.text for one in self.drawn.watermark).strip():
            composer.remnants.append(Remnant(over, self._place(self.drawn.watermark), "watermark"))
        placed: list[tuple[float, Block]] = []
        for number, (grid, confidence) in enumerate(self.grids):
            glyphs = {key[1:]: value for key, value in self.inside.items() if key[0] == number}
            maker = _TableMaker(self, grid, glyphs, self.lines_of(number), composer, confidence)
            placed.append((grid.top, maker.table()))
        for top, found in self._outside(composer, margins, levels):
            if isinstance(found, Remnant):
                composer.remnants.append(found)
            else:
                placed.append((top, found))
        yield from (block for _, block in sorted(placed, key=lambda one: -one[0]))

    def _outside(
        self, composer: Composer, margins: Margins, levels: Mapping[float, int]
    ) -> Iterator[tuple[float, Paragraph | Remnant]]:
        """Text beside the tables: a table between two lines always parts them; what stands in the margins of the
        pages is told apart. `levels` are those of headings, by the size of their letters."""
        right = max((line.right for line in self.outside_lines), default=0.0)
        edges = [grid.top for grid, _ in self.grids]
        groups: dict[int, list[Line]] = {}
        for line in self.outside_lines:
            place = self._place(line.glyphs)
            if margins.is_number(line, self.height):
                yield line.y, Remnant(line.text, place, "page number")
            elif margins.comes_again(line, self.height):
                yield line.y, margins.set_apart(line, composer.paragraph([line], place), self.height)
            else:
                groups.setdefault(sum(edge > line.y for edge in edges), []).append(line)
        for group in groups.values():
            note = False
            where = Column(min(line.left for line in group), right)
            for part in pdf_wraps.parts(group, where, composer.lexicon):
                first = part.lines[0]
                note = (note or pdf_lines.begins_with_mark(first)) and first.y < self.height / 2
                place = self._place([one for line in part.lines for one in line.glyphs], NOTES if note else "")
                level = 0 if note else pdf_headings.level(part.lines, levels)
                yield first.y, replace(composer.paragraph(part.lines, place), level=level)

    def _place(self, glyphs: Iterable[Glyph], part: str = "", row: int = 0, column: int = 0) -> Place:
        ink = [one for one in glyphs if one.top > one.bottom]
        if not ink:
            return Place(part, page=self.number, row=row, column=column)
        box = self.drawn.shown(
            (min(one.left for one in ink), min(one.bottom for one in ink),
             max(one.right for one in ink), max(one.top for one in ink))
        )  # fmt: skip
        return Place(part, page=self.number, row=row, column=column, box=box)


def _spot_of(word: Sequence[Glyph], grid: Grid) -> Where | None:
    """The cell that a word lies in: where it begins, if it does so at the left of a cell, else where most is."""
    first, middle = word[0], word[(len(word) - 1) // 2]
    begun = grid.spot(first.x, first.y)
    if begun and first.left - grid.xs[begun[1]] < _LEFT:
        return begun
    return grid.spot(middle.x, middle.y)


@dataclass(slots=True)
class _TableMaker:
    """Writes the cells of one grid."""

    page: Page
    grid: Grid
    glyphs: dict[Where, list[Glyph]]
    lines: dict[Where, list[Line]]
    composer: Composer
    confidence: float

    def table(self) -> Table:
        columns = self._columns(self.lines)
        rows = []
        for number in range(self.grid.height):
            cells = tuple(self._cell(spot, columns) for spot in self.grid.spots(number))
            place = Place(page=self.page.number, row=number + 1, box=_around(cells))
            if self.confidence == 1.0 or any(cell.text for cell in cells) or any(cell.continues for cell in cells):
                rows.append(Row(cells, place))
        return Table(tuple(rows), self.grid.width, Place(page=self.page.number), self.confidence)

    def _columns(self, lines: dict[Where, list[Line]]) -> dict[int, Column]:
        """How each column is set, from those of its cells that span no other."""
        step = pdf_wraps.step(lines.values())
        cells: dict[int, list[list[Line]]] = {}
        for row in range(self.grid.height):
            for spot in self.grid.spots(row):
                if spot.span == 1 and (own := lines.get((row, spot.column))):
                    cells.setdefault(spot.column, []).append(own)
        lexicon = self.composer.lexicon
        found = {at: pdf_wraps.column(own, *self._bounds(at, own), step, lexicon) for at, own in cells.items()}
        told = pdf_wraps.with_white(found, cells, lexicon, self.composer.step)
        self.composer.step = next((one.step for one in told.values() if one.spaced), self.composer.step)
        return told

    def _bounds(self, column: int, cells: list[list[Line]]) -> tuple[float, float]:
        """How far left and right the text of a column may go: as far from its right line as from its left one;
        where no lines are drawn, as far as any of its text goes."""
        left = min(line.left for cell in cells for line in cell)
        right = max(line.right for cell in cells for line in cell)
        if self.confidence == 1.0:
            right = max(right, self.grid.xs[column + 1] - min(max(left - self.grid.xs[column], 0.0), 12.0))
        return left, right

    def _cell(self, spot: Spot, columns: dict[int, Column]) -> Cell:
        own = self.glyphs.get((spot.row, spot.column), [])
        place = self.page._place(own, row=spot.row + 1, column=spot.column + 1)
        if sum(one.turns != 0 for one in own) > 0.5 * len(own):
            paragraphs = self._sideways(own, place)
        else:
            found = self.lines.get((spot.row, spot.column), [])
            where = columns.get(spot.column) if spot.span == 1 else None
            paragraphs = tuple(
                self.composer.paragraph(part.lines, place, part)
                for part in pdf_wraps.parts(found, where or self._wide(spot, found), self.composer.lexicon)
            )
        fill = self.page.drawn.colour_at(self._middle(spot))
        return Cell(spot.column, paragraphs, place, spot.span, spot.continues, fill)

    def _wide(self, spot: Spot, found: list[Line]) -> Column:
        left = min((line.left for line in found), default=self.grid.left(spot))
        return Column(left, self.grid.right(spot) - min(max(left - self.grid.left(spot), 0.0), 12.0))

    def _middle(self, spot: Spot) -> tuple[float, float]:
        ys = self.grid.ys
        return (self.grid.left(spot) + self.grid.right(spot)) / 2, (ys[spot.row] + ys[spot.row + 1]) / 2

    def _sideways(self, glyphs: list[Glyph], place: Place) -> tuple[Paragraph, ...]:
        """The text of a cell that is set sideways: all of it is one paragraph."""
        lines = pdf_lines.lines([pdf_page.turned_upright(one) for one in glyphs])
        return (self.composer.paragraph(lines, place),) if lines else ()


def _around(cells: Sequence[Cell]) -> tuple[float, ...]:
    boxes = [cell.place.box for cell in cells if cell.place.box]
    if not boxes:
        return ()
    return (*(min(box[at] for box in boxes) for at in (0, 1)), *(max(box[at] for box in boxes) for at in (2, 3)))


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Tables know their number in the file."""
    number = 0
    for block in blocks:
        if isinstance(block, Table):
            number += 1
            block = replace(block, place=Place(page=block.place.page, table=number))
        yield block
