"""A table that goes on over a page end becomes one: repeated titles are dropped, a row that was cut is whole."""

import re
from collections.abc import Sequence
from dataclasses import replace

from portulan.plandoc.reading.pdf_wording import Lexicon, breaks_inside_word
from portulan.plandoc.reading.pdf_wraps import goes_on
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Remnant, Row, Run, Table

_CODE = re.compile(r"(?:[A-Z]{1,3}[.-]?)?\d{1,3}(?:\.\d{1,3})*[.):]?(?=\s|$)|(?:[IVX]{1,5}|[A-Z])[.)](?=\s|$)")
_TITLES = 3  # rows of titles at most


class Joiner:
    """Puts the blocks of pages one after the other."""

    def __init__(self, lexicon: Lexicon, remnants: list[Remnant]) -> None:
        self.lexicon, self.remnants = lexicon, remnants
        self.blocks: list[Block] = []
        self.titles: dict[int, list[str]] = {}  # of the first table with so many columns

    def append(self, page: list[Block]) -> None:
        """Add a page's blocks; a table that opens it continues the one that closed the page before."""
        above, below = self.blocks[-1] if self.blocks else None, page[0] if page else None
        if isinstance(above, Table) and isinstance(below, Table) and above.columns == below.columns:
            self.blocks[-1] = self._joined(above, below)
            page = page[1:]
        for block in page:
            if isinstance(block, Table) and block.rows:
                self.titles.setdefault(block.columns, _texts(block.rows[0]))
        self.blocks.extend(page)

    def _joined(self, above: Table, below: Table) -> Table:
        rows, rest = list(above.rows), list(below.rows)
        again = _again(above, below)
        if not again and any(titles := _texts(below.rows[0]) if below.rows else []):
            again = int(titles == self.titles.get(below.columns))  # those of a table before that one
        for row in rest[:again]:
            self.remnants += [Remnant(cell.text, cell.place, "repeated header") for cell in row.cells if cell.text]
        rest = rest[again:]
        if rest:
            merged = _merged_columns(above)
            verdict = _continues(above, rest[0], merged)
            if verdict is not False:
                self._extend(rows, rest[0])
                rows[-1] = replace(rows[-1], cut=verdict is None)
                rest = rest[1:]
            else:
                rest[0] = self._merged_on(rows, rest[0], merged)
        return replace(above, rows=(*rows, *rest), confidence=min(above.confidence, below.confidence))

    def _extend(self, rows: list[Row], below: Row) -> None:
        """The last row goes on with this one, cell by cell."""
        for cell in rows[-1].cells:
            rest = below.at(cell.column)
            if rest is not None and rest.text and rest.column == cell.column:
                self._add(rows, cell.column, rest.paragraphs)
        known = {at for cell in rows[-1].cells for at in range(cell.column, cell.column + cell.span)}
        new = [cell for cell in below.cells if cell.text and cell.column not in known]
        over = [
            cell
            for cell in below.cells
            if cell.text
            and cell.column in known
            and (found := rows[-1].at(cell.column)) is not None
            and found.column != cell.column
        ]
        for cell in (*new, *over):
            at = rows[-1].at(cell.column)
            self._add(rows, at.column if at else rows[-1].cells[-1].column, cell.paragraphs)

    def _add(self, rows: list[Row], column: int, paragraphs: tuple[Paragraph, ...]) -> None:
        """To the cell of the last row; where it is merged with one above, to that one."""
        at = len(rows) - 1
        while at > 0 and (cell := _own(rows[at], column)) is not None and cell.continues and not cell.text:
            at -= 1
        rows[at] = replace(
            rows[at],
            cells=tuple(
                replace(cell, paragraphs=self._continued(cell.paragraphs, paragraphs))
                if cell.column == column
                else cell
                for cell in rows[at].cells
            ),
        )

    def _continued(self, above: tuple[Paragraph, ...], below: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        """The paragraphs of a cell that a page end cut: what goes on below goes on above."""
        if not above or not below or below[0].bullet:
            return above + below
        last, first = above[-1], below[0]
        if not first.text[:1].islower() and not goes_on(last.text):
            return (*above, replace(first, loose=True), *below[1:])
        runs = last.runs
        head, tail = re.search(r"[\w-]+$", last.text[:-1]), re.match(r"[^\W\d_]+", first.text)
        if last.text.endswith(("-", "\u2010")) and head and tail and self.lexicon.is_one_word(head[0], tail[0]):
            self.remnants.append(Remnant(last.text[-1], last.place, "hyphen"))
            runs = (*runs[:-1], replace(runs[-1], text=runs[-1].text[:-1]))
        elif not breaks_inside_word(last.text[-1:]):
            runs = (*runs, Run(" "))
        return (*above[:-1], replace(last, runs=(*runs, *first.runs)), *below[1:])

    def _merged_on(self, rows: list[Row], row: Row, merged: set[int]) -> Row:
        """Cells of this first row that are the lower part of one that the page end cut."""
        cells: list[Cell] = []
        for cell in row.cells:
            above = _own(rows[-1], cell.column)
            if cell.column in merged and cell.text[:1].islower() and above is not None and above.continues:
                self._add(rows, cell.column, cell.paragraphs)
                cell = replace(cell, paragraphs=(), continues=True)
            elif not cell.text and (cell.column in merged or cell.column == 0) and len(row.cells) > 1:
                cell = replace(cell, continues=True)
            cells.append(cell)
        return replace(row, cells=tuple(cells))


def _own(row: Row, column: int) -> Cell | None:
    return next((cell for cell in row.cells if cell.column == column), None)


def _again(above: Table, below: Table) -> int:
    """How many rows at the head of the second table repeat those of the first."""
    count = 0
    while count < min(_TITLES, len(above.rows) - 1, len(below.rows)):
        if _texts(above.rows[count]) != _texts(below.rows[count]) or not any(_texts(below.rows[count])):
            break
        count += 1
    return count


def _texts(row: Row) -> list[str]:
    return ["".join(cell.text.split()) for cell in row.cells]


def _merged_columns(table: Table) -> set[int]:
    return {cell.column for row in table.rows for cell in row.cells if cell.continues}


def _continues(above: Table, row: Row, merged: set[int]) -> bool | None:
    """Whether this row is the rest of the last row above; None for perhaps. Where rows begin with a code it is one
    without; else a text goes on that began above, and nothing begins where nothing had."""
    body = above.rows[-60:]
    if len(row.cells) == 1 and above.columns > 1:
        return bool(above.rows[-1].cells and len(above.rows[-1].cells) == 1 and row.cells[0].text[:1].islower())
    for column in range(above.columns):
        filled = [cell.text for one in body if (cell := _own(one, column)) and cell.text]
        cell = _own(row, column)
        if cell is not None and sum(map(_coded, filled)) >= max(2, 0.6 * len(filled)):
            if _coded(cell.text):
                return False
            if column not in merged and (cell.text or sum(map(bool, filled)) >= 0.7 * len(body)):
                return True
    return _by_wording(above.rows[-1], row, body)


def _coded(text: str) -> bool:
    return bool(_CODE.match(text))


def _filled(rows: Sequence[Row], column: int) -> int:
    return sum(bool((cell := _own(row, column)) and cell.text) for row in rows)


def _by_wording(last: Row, row: Row, body: Sequence[Row]) -> bool | None:
    on = begun = 0
    for cell in row.cells:
        over = _own(last, cell.column)
        if not cell.text or over is None:
            continue
        before = over.text
        if not before and not over.continues:
            begun += 1
        elif cell.text[:1].islower() or (before and goes_on(before)):
            on += 1
        else:
            begun += cell.paragraphs[0].bullet == ""
    blank = sum(
        1
        for cell in row.cells
        if not cell.text
        and sum(bool((own := _own(one, cell.column)) and own.text) for one in body) >= 0.9 * len(body)
    )
    if on and not begun:
        return True
    if on and blank:
        return None
    return False
