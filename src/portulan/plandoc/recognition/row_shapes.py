"""What the rows of a table look like: full, lone, titles written again; and their texts by column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from portulan.plandoc.reading.source import Cell, Row
from portulan.plandoc.recognition.profiles import CODE


def mostly(flags: Iterable[bool]) -> bool:
    """Whether more than half of them are true."""
    known = list(flags)
    return sum(known) > 0.5 * len(known)


def is_strong(cell: Cell) -> bool:
    """Whether the whole text is bold."""
    runs = [run for paragraph in cell.paragraphs for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.strong for run in runs)


def lone(row: Row, width: int) -> Cell | None:
    """The one cell that holds a text, in the first two columns; None where others do, or a merge."""
    filled = [cell for cell in row.cells if cell.text]
    if len(filled) != 1 or width < 2 or any(cell.continues for cell in row.cells):
        return None
    return filled[0] if filled[0].column <= 1 and not CODE.fullmatch(filled[0].text) else None


def is_full(row: Row) -> bool:
    """Whether a row says something in several columns, itself or through what is merged above."""
    return sum(bool(cell.text) or cell.continues for cell in row.cells) > 1


def repeats_titles(row: Row, titles: Mapping[int, str]) -> bool:
    filled = [cell for cell in row.cells if cell.text]
    return bool(filled) and all(titles.get(cell.column) == " ".join(cell.text.split("\n")) for cell in filled)


def text_at(row: Row, column: int) -> str:
    cell = row.at(column)
    return cell.text if cell is not None and cell.column == column else ""


def continues_at(row: Row, column: int) -> bool:
    cell = row.at(column)
    return cell is not None and cell.continues


def texts_at(rows: Iterable[Row], column: int) -> Iterator[str]:
    return (text_at(row, column) for row in rows if is_full(row))


def filled_in(row: Row) -> int:
    """How many cells of a row hold a text."""
    return sum(bool(cell.text) for cell in row.cells)


def above_titles(rows: Sequence[Row], first: int) -> Cell | None:
    """The text that stands alone right above the titles, which begin with row `first`."""
    above = [cell for cell in rows[first - 1].cells if cell.text] if first else []
    return above[0] if len(above) == 1 else None


def leading_band(rows: Sequence[Row], first: int, titles: Mapping[int, str], body: Sequence[Row]) -> Cell | None:
    """The text that stands alone right above the titles, where they are written again further down, below another
    such text: it is an objective as that one is, and no title of the table."""
    again = any(filled_in(one) == 1 and repeats_titles(below, titles) for one, below in pairwise(body))
    return above_titles(rows, first) if again else None
