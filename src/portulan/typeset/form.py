"""Writes a form as an .xlsx: a sheet to fill in, lists that propose, and how to fill it in."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from portulan.typeset import xlsx
from portulan.typeset.archive import settled
from portulan.typeset.page import Sheet

MEDIA_TYPE = xlsx.MEDIA_TYPE
ROWS = 1000  # that the lists reach

_FREE = Protection(locked=False)
_EXAMPLE = Font(name="Calibri", italic=True, color="FF6B7280")
_GUIDE_WIDTH = 96.0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the cells of a column (counted from 0) propose; `hint` is shown beside a cell."""

    column: int
    title: str
    values: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True)
class Form:
    """`sheet` gives titles, widths and the rows of examples; `guidance` the instructions, their title first."""

    sheet: Sheet
    guide: str
    guidance: tuple[str, ...]
    lists: str
    choices: tuple[Choices, ...]


def write(form: Form) -> bytes:
    """The bytes of the .xlsx. The same form gives the same bytes."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - a new workbook has one
    page.title = form.sheet.title
    xlsx.fill(page, form.sheet)
    _open(page, len(form.sheet.columns), len(form.sheet.rows))
    _guide(book.create_sheet(form.guide), form.guidance)
    _lists(page, book.create_sheet(form.lists), form.choices)
    buffer = io.BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue(), {"docProps/core.xml": xlsx.properties(form.sheet)})


def _open(page: Worksheet, columns: int, examples: int) -> None:
    """Everything may be written but the titles."""
    page.auto_filter.ref = None
    for number in range(1, columns + 1):
        column = page.column_dimensions[get_column_letter(number)]
        column.protection = _FREE
        column.alignment = Alignment(wrap_text=True, vertical="top")
        column.number_format = "@"
        for row in range(2, examples + 2):
            cell = page.cell(row, number)
            cell.protection, cell.font, cell.number_format = _FREE, _EXAMPLE, "@"
    page.row_dimensions[1].height = 32
    rights = page.protection
    rights.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort"):
        setattr(rights, allowed, False)  # False: not forbidden


def _guide(page: Worksheet, guidance: Sequence[str]) -> None:
    page.sheet_view.showGridLines = False
    page.column_dimensions["A"].width = _GUIDE_WIDTH
    for row, text in enumerate(guidance, 1):
        cell = page.cell(row, 1, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name="Calibri", bold=row == 1, size=14 if row == 1 else 11)


def _lists(page: Worksheet, lists: Worksheet, choices: Sequence[Choices]) -> None:
    """The choices stand in a sheet that is not shown; other answers are taken too."""
    lists.sheet_state = "hidden"
    for number, one in enumerate(choices, 1):
        letter = get_column_letter(number)
        for row, text in enumerate((one.title, *one.values), 1):
            xlsx.put(lists.cell(row, number), text)
        if not one.values:
            continue
        area = f"'{lists.title}'!${letter}$2:${letter}${len(one.values) + 1}"
        rule = DataValidation(type="list", formula1=area, allow_blank=True, showErrorMessage=False)
        rule.promptTitle, rule.prompt, rule.showInputMessage = one.title, one.hint, True
        page.add_data_validation(rule)
        column = get_column_letter(one.column + 1)
        rule.add(f"{column}2:{column}{ROWS}")
