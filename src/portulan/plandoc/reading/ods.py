"""Reading .ods on zipfile and lxml: every sheet as people see it, and those that they do not see."""

import datetime as dt
from collections.abc import Iterator

from lxml import etree

from portulan.plandoc.reading import limits, number_formats, progress, sheets
from portulan.plandoc.reading.archive import FAULTS, Archive
from portulan.plandoc.reading.odf import OFFICE, STYLE, TABLE, TEXT, BlockReader, Styles, number_of, rows_of
from portulan.plandoc.reading.sheets import Content, Sheet
from portulan.plandoc.reading.source import Block, Paragraph, Place, Remark, Run, Source

_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read each sheet, with its comments and text boxes. Raises Unreadable."""
    try:
        with Archive(name, data) as archive:
            return _Workbook(archive).read(sha256)
    except FAULTS as error:
        raise limits.broken(name) from error


class _Workbook:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.content, styles = archive.tree("content.xml"), archive.tree_or_none("styles.xml")
        roots = [self.content] if styles is None else [styles, self.content]
        self.styles = Styles(roots)
        self.reader = BlockReader(self.styles)
        self.with_days = {
            one.get(STYLE + "name", "") for root in roots for one in root.iter(_NUMBER + "date-style")
            if one.find(_NUMBER + "day") is not None
        }  # fmt: skip
        self.filled = 0

    def read(self, sha256: str) -> Source:
        body = self.content.find(f"{OFFICE}body/{OFFICE}spreadsheet")
        blocks: list[Block] = []
        remarks: list[Remark] = []
        facts: dict[str, str] = {}
        listed = body.findall(TABLE + "table") if body is not None else []
        for number, element in enumerate(progress.counted(progress.SHEET, listed), 1):
            style = self.styles.get("table", element.get(TABLE + "style-name"))
            sheet = Sheet(element.get(TABLE + "name", ""), hidden=style.hidden)
            beside = self.fill(sheet, element)
            if (told := sheets.carried_facts(sheet)) is not None:
                facts |= told
                continue
            sheets.set_marks_apart(sheet)
            blocks += [*sheets.blocks(sheet, number), *beside]
            remarks += sheets.remarks(sheet)
        return Source(self.archive.name, sha256, "ods", tuple(blocks), remarks=tuple(remarks), facts=facts)

    def fill(self, sheet: Sheet, element: etree._Element) -> list[Block]:
        """The cells of a sheet; its comments and text boxes are given back."""
        beside: list[Block] = []
        for shapes in element.findall(TABLE + "shapes"):
            beside += self.reader.blocks(shapes, Place("zone de texte", sheet=sheet.name))
        sheet.hidden_columns.update(_hidden_columns(element))
        row = 1
        for one, _header in rows_of(element):
            times = number_of(one, "number-rows-repeated")
            filled = self.row(sheet, one, row, beside)
            if one.get(TABLE + "visibility") in {"collapse", "filter"}:
                sheet.hidden_rows.update(range(row, row + min(times, 1000)))
            for again in range(row + 1, row + times if filled else row):
                self.row(sheet, one, again, [])
            row += times
        return beside

    def row(self, sheet: Sheet, element: etree._Element, row: int, beside: list[Block]) -> bool:
        """Whether it holds any text."""
        column, some = 1, False
        for one in element:
            if one.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                continue
            times = number_of(one, "number-columns-repeated")
            wide, high = number_of(one, "number-columns-spanned"), number_of(one, "number-rows-spanned")
            if wide > 1 or high > 1:
                sheet.merges.append((row, column, row + high - 1, column + wide - 1))
            content = self.content_of(sheet, one, Place(row=row, column=column, sheet=sheet.name), beside)
            for at in range(column, column + times if content.runs else column):
                self.count()
                sheet.cells[row, at], some = content, True
            column += times
        return some

    def count(self) -> None:
        self.filled += 1
        if self.filled > limits.MAX_CELLS:
            raise limits.too_many_cells(self.archive.name)

    def content_of(self, sheet: Sheet, cell: etree._Element, place: Place, beside: list[Block]) -> Content:
        style = self.styles.get("table-cell", cell.get(TABLE + "style-name"))
        look = (bool(style.emphasis), bool(style.strong))
        runs: list[Run] = []
        for paragraph in cell.findall(TEXT + "p"):
            runs += [Run("\n")] if runs else []
            runs += self.reader.runs(paragraph, look, place)
        for note in cell.findall(f"{OFFICE}annotation"):
            here = Place("commentaires", row=place.row, column=place.column, sheet=sheet.name)
            beside += [one for one in self.reader.blocks(note, here) if isinstance(one, Paragraph)]
        if date := self.date(cell, style.data):
            runs = [Run(date, *look)]
        kept = tuple(runs) if any(run.text.strip() for run in runs) else ()
        form = cell.get(OFFICE + "value-type", "")
        return Content(kept, style.fill, "" if form == "string" else form)

    def date(self, cell: etree._Element, style: str) -> str:
        """A whole day is given as YYYY-MM-DD; a month or a year as the sheet shows it."""
        value = cell.get(OFFICE + "date-value")
        if not value or style not in self.with_days:
            return ""
        return number_formats.day(dt.datetime.fromisoformat(value))


def _hidden_columns(sheet: etree._Element) -> Iterator[int]:
    """The columns that the sheet does not show, counted from 1."""
    column = 1
    for one in sheet.iter(TABLE + "table-column"):
        times = number_of(one, "number-columns-repeated")
        if one.get(TABLE + "visibility") in {"collapse", "filter"}:
            yield from range(column, column + min(times, 1000))
        column += times
