"""Writes a sheet as an .xlsx: a frozen header, filters, wrapped text, and texts that are never formulas."""

import io
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from portulan.plandoc.carried import MARKS, SHEET, mark, packed
from portulan.typeset.archive import settled
from portulan.typeset.characters import printable
from portulan.typeset.languages import regional
from portulan.typeset.page import Sheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_INK, _LINE, _SUNK = "FF14263B", "FFDDD2BD", "FFF0E9DB"
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_ROW_RULE = Border(bottom=Side("thin", color=_LINE))
_HEAD = {
    "font": Font(name="Calibri", bold=True, color=_INK),
    "fill": PatternFill("solid", fgColor=_SUNK),
    "border": Border(top=Side("medium", color=_INK), bottom=Side("thin", color=_INK)),
    "alignment": Alignment(wrap_text=True, vertical="bottom"),
}
_NAME_LIMIT = 31  # characters that Excel takes in the name of a sheet


def write(sheet: Sheet) -> bytes:
    """The bytes of an .xlsx, the width of each column in characters. The same sheet gives the same bytes."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - a new workbook has one
    page.title = _name(sheet.title)
    fill(page, sheet)
    _carry(book, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue(), {"docProps/core.xml": properties(sheet)})


def fill(page: Worksheet, sheet: Sheet) -> None:
    """Put the sheet in a page of a workbook."""
    _rows(page, sheet)
    if sheet.marks:
        _marks(page, sheet)
    _view(page, sheet)


def _rows(page: Worksheet, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(1, number)
        put(cell, column.title)
        for name, value in _HEAD.items():
            setattr(cell, name, value)
        page.column_dimensions[get_column_letter(number)].width = column.width
    for line, row in enumerate(sheet.rows, 2):
        for number, text in enumerate(row, 1):
            cell = page.cell(line, number)
            put(cell, text)
            cell.alignment = _WRAPPED
            cell.border = _ROW_RULE


def put(cell: Cell | MergedCell, text: str) -> None:
    """A text, whatever it begins with; the quote keeps Excel from making a formula of it when it is edited."""
    text = printable(text)
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def _marks(page: Worksheet, sheet: Sheet) -> None:
    """The identities of rows, in a hidden column: they follow their row wherever it is sorted or moved."""
    last = len(sheet.columns) + 1
    for line, text in enumerate((MARKS, *map(mark, sheet.marks)), 1):
        put(page.cell(line, last), text)
    page.column_dimensions[get_column_letter(last)].hidden = True


def _carry(book: Workbook, sheet: Sheet) -> None:
    """What the table does not show, on a sheet that no menu of Excel offers to show."""
    if sheet.carried:
        page = book.create_sheet(SHEET)
        page.sheet_state = "veryHidden"
        for line, text in enumerate(packed(sheet.carried), 1):
            put(page.cell(line, 1), text)


def _view(page: Worksheet, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns) + bool(sheet.marks))}{len(sheet.rows) + 1}"
    page.sheet_view.showGridLines = False
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot = HeaderFooterItem()
    foot.left.text = printable(sheet.title).replace("&", "&&")[:100]
    foot.right.text = "&P / &N"
    page.oddFooter = foot


def _name(title: str) -> str:
    kept = "".join(character for character in printable(title) if character not in "[]:*?/\\\n\t")
    return kept.strip(" '")[:_NAME_LIMIT].strip(" '") or "Plan"


def properties(sheet: Sheet) -> bytes:
    """What the file says of itself: title and language."""
    title, language = escape(printable(sheet.title)), escape(regional(sheet.language))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:language>{language}</dc:language></cp:coreProperties>"
    ).encode()
