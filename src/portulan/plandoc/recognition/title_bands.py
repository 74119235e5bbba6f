"""Titles written again with another first one ("Recommendations | Action | …"): that one names the rows below."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from portulan.plandoc.reading.source import Block, Cell, Row, Table
from portulan.plandoc.recognition.titles import title_rows
from portulan.plandoc.text import fold

_ALIKE = 2


def read(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with such a title in a row of its own, above the others."""
    return [_read(block) if isinstance(block, Table) else block for block in blocks]


def _read(table: Table) -> Table:
    found = title_rows(table)
    if found is None or found.end != found.first + 1:
        return table
    titles = table.rows[found.first]
    again = [rank for rank, row in enumerate(table.rows) if rank > found.first and _is_again(row, titles)]
    if not again:
        return table
    parted = {found.first, *again}
    rows = (one for rank, row in enumerate(table.rows) for one in _rows(row, rank in parted, table.columns))
    return replace(table, rows=tuple(rows))


def _is_again(row: Row, titles: Row) -> bool:
    """Whether all its texts but the first are titles."""
    first, *others = row.cells or (None,)
    if first is None or first.column != 0 or first.continues or not first.text or first.text == _at(titles, 0):
        return False
    said = [cell for cell in others if cell.text]
    return len(said) >= _ALIKE and all(fold(cell.text) == fold(_at(titles, cell.column)) for cell in said)


def _at(row: Row, column: int) -> str:
    cell = row.at(column)
    return cell.text if cell is not None and cell.column == column else ""


def _rows(row: Row, parted: bool, columns: int) -> Iterator[Row]:
    if not parted:
        yield row
        return
    first, *others = row.cells
    yield replace(row, cells=(replace(first, span=columns),), header=False)
    yield replace(row, cells=(Cell(0, (), first.place, first.span, fill=first.fill), *others))
