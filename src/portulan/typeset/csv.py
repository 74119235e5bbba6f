"""Writes a sheet as CSV, as Excel in French opens it: UTF-8 with its mark, semicolons, CRLF, all fields quoted.

A text that a spreadsheet would take for a formula is preceded by an apostrophe, which it does not show.
"""

import csv
import io

from portulan.typeset.characters import printable
from portulan.typeset.page import Sheet

MEDIA_TYPE = "text/csv; charset=utf-8"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def write(sheet: Sheet) -> bytes:
    """The bytes of the file. A text of several lines stays in one field, its lines parted by line feeds."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_safe(column.title) for column in sheet.columns])
    writer.writerows([_safe(text) for text in row] for row in sheet.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    text = printable(text)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
