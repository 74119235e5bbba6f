"""A copy of a person's own workbook, with a comment on each cell at fault. Runs in the process of `child`."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "Portulan"
_WIDTH, _HEIGHT = 340, 130  # pixels


@dataclass(frozen=True, slots=True)
class Note:
    """What to say of a cell. `row` and `column` are those that the window shows; without a column (0), the cell is
    the one of that row which holds `text`, else the one under `title`."""

    sheet: str
    row: int
    text: str
    column: int = 0
    title: str = ""
    held: str = ""


def annotated(data: bytes, notes: Iterable[Note]) -> bytes:
    """The workbook with its notes; several on one cell stand one below the other."""
    book = load_workbook(io.BytesIO(data), rich_text=True)
    for note in notes:
        page = book[note.sheet] if note.sheet in book.sheetnames else None
        if isinstance(page, Worksheet):
            _say(_owner(page, _cell(page, note)), note.text)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _say(cell: Cell, text: str) -> None:
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(before + text, AUTHOR, height=_HEIGHT, width=_WIDTH)


def _cell(page: Worksheet, note: Note) -> Cell | MergedCell:
    row: Sequence[Cell | MergedCell] = page[max(note.row, 1)]
    if note.column:
        return page.cell(max(note.row, 1), note.column)
    if note.held:
        for cell in row:
            if _tidy(cell.value) == _tidy(note.held):
                return cell
    column = _column(page, note)
    return page.cell(max(note.row, 1), column) if column else next((one for one in row if one.value), row[0])


def _column(page: Worksheet, note: Note) -> int:
    """The column under that title, the nearest above; 0 when there is none."""
    if note.title:
        for row in page.iter_rows(max_row=max(note.row - 1, 1)):
            for cell in row:
                if _tidy(cell.value) == _tidy(note.title):
                    return int(cell.column or 0)
    return 0


def _owner(page: Worksheet, cell: Cell | MergedCell) -> Cell:
    """The cell itself, or the one that a merge shows in its place."""
    if isinstance(cell, Cell):
        return cell
    merge = next(one for one in page.merged_cells.ranges if cell.coordinate in one)
    owner = page.cell(merge.min_row, merge.min_col)
    assert isinstance(owner, Cell)  # noqa: S101 - the first cell of a merge is a real one
    return owner


def _tidy(value: Any) -> str:
    return " ".join(str(value if value is not None else "").split())
