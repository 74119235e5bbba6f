"""A workbook as an office keeps it: frozen titles, filters, days and numbers as such, sheets of lists hidden."""

import contextlib
import io
import re
from collections.abc import Sequence
from datetime import datetime

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bench.imports.page import Block, Cell, Grid, Heading, Sheet

HIDDEN = ("listes", "lists", "keuzelijsten", "listas", "listen")
_LINE = Border(*(Side("thin", "BFBFBF") for _ in range(4)))


def to_dressed_xlsx(blocks: Sequence[Block]) -> bytes:
    book = openpyxl.Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = "Feuil1"
    at = 1
    for block in blocks:
        if isinstance(block, Sheet):
            empty = sheet.max_row == 1 and sheet["A1"].value is None
            sheet, at = (sheet if empty else book.create_sheet()), 1
            sheet.title = block.name[:31]
            if block.name.lower() in HIDDEN:
                sheet.sheet_state = "hidden"
        elif isinstance(block, Grid):
            _grid(sheet, at, block)
            at += len(block.rows) + 2
        else:
            title = isinstance(block, Heading)
            sheet.cell(at, 1, block.text).font = Font(bold=title, size=14 if title else 10)
            at += 2 if title else 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _grid(sheet: Worksheet, at: int, grid: Grid) -> None:
    head = 1
    while head < len(grid.rows) and all(cell.bold and cell.fill for cell in grid.rows[head]):
        head += 1
    for row, column, cell in grid.placed():
        _cell(sheet, at + row, column + 1, cell)
    widths = [10] * grid.width
    for _, column, cell in grid.placed():
        if cell.span == 1:
            widths[column] = max(widths[column], min(len(cell.text), 42))
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row in range(len(grid.rows)):
        lines = [_lines(cell, widths[column]) for at_row, column, cell in grid.placed() if at_row == row]
        sheet.row_dimensions[at + row].height = 15 * max(lines, default=1)
    if sheet.freeze_panes is None and grid.width > 3:
        sheet.freeze_panes = sheet.cell(at + head, 1)
        end = f"{get_column_letter(grid.width)}{at + len(grid.rows) - 1}"
        sheet.auto_filter.ref = f"A{at + head - 1}:{end}"
        sheet.print_title_rows = f"{at}:{at + head - 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell asks of its row; one that goes through several columns or rows asks for one."""
    if cell.span > 1 or cell.down > 1:
        return 1
    return sum(1 + int(len(line) * 1.2) // width for line in cell.text.split("\n"))


def _cell(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    value, shown = (cell.text, "General") if cell.bold else stored(cell.text)
    target = sheet.cell(row, column)
    target.value, target.number_format = (None if value == "" else value), shown
    target.font = Font(bold=cell.bold)
    target.alignment, target.border = Alignment(wrap_text=True, vertical="top"), _LINE
    if cell.fill:
        target.fill = PatternFill("solid", fgColor=cell.fill)
    if cell.span > 1 or cell.down > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.down - 1, end_column=column + cell.span - 1
        )


def stored(text: str) -> tuple[str | int | float | datetime, str]:
    """A day, a share or a whole number as a spreadsheet keeps what somebody types, and how it shows it."""
    for day, shown in (("%d/%m/%Y", "dd/mm/yyyy"), ("%d.%m.%Y", "dd.mm.yyyy"), ("%d-%m-%Y", "dd-mm-yyyy")):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, day), shown
    if share := re.fullmatch(r"(\d+)( ?)%", text):
        return int(share[1]) / 100, f"0{share[2]}%"
    if re.fullmatch(r"0|[1-9]\d{0,8}", text):
        return int(text), "General"
    return text, "General"
