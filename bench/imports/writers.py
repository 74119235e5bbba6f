"""The development set's files, each block list in each format; PDF through LibreOffice where it is installed."""

import contextlib
import csv
import html
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import Font, PatternFill

from bench.imports.dressed import to_dressed_docx
from bench.imports.dressed_sheet import to_dressed_xlsx
from bench.imports.page import Block, Cell, Grid, Heading, Sheet, Text
from bench.imports.writers_odt import to_odt


def to_docx(blocks: Sequence[Block]) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    for block in without_sheets(blocks):
        if isinstance(block, Heading):
            document.add_heading(block.text, block.level)
        elif isinstance(block, Grid):
            _docx_table(document, block)
            document.add_paragraph()
        else:
            style = {0: None, 1: "List Bullet", 2: "List Bullet 2"}[block.bullet]
            document.add_paragraph(block.text, style)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _docx_table(document: "docx.document.Document", grid: Grid) -> None:
    table = document.add_table(len(grid.rows), grid.width)
    table.style = "Table Grid"
    for row, column, cell in grid.placed():
        target = table.cell(row, column)
        if cell.span > 1 or cell.down > 1:
            target = target.merge(table.cell(row + cell.down - 1, column + cell.span - 1))
        lines = cell.text.split("\n")
        for index, line in enumerate(lines):
            paragraph = target.paragraphs[0] if index == 0 else target.add_paragraph()
            run = paragraph.add_run(line)
            run.bold, run.font.size = cell.bold or None, docx.shared.Pt(8)
        if cell.fill:
            shade = OxmlElement("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", cell.fill)):
                shade.set(qn(f"w:{name}"), value)
            target._tc.get_or_add_tcPr().append(shade)


def to_xlsx(blocks: Sequence[Block]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    at = 1
    for block in blocks:
        if isinstance(block, Sheet):
            empty = sheet.max_row == 1 and sheet["A1"].value is None
            sheet, at = sheet if empty else book.create_sheet(), 1
            sheet.title = block.name[:31]
        elif isinstance(block, Grid):
            for row, column, cell in block.placed():
                _sheet_cell(sheet, at + row, column + 1, cell, block.typed)
            for row in block.hidden:
                sheet.row_dimensions[at + row].hidden = True
            at += len(block.rows) + 1
        else:
            sheet.cell(at, 1, block.text).font = Font(bold=isinstance(block, Heading))
            at += 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet_cell(
    sheet: "openpyxl.worksheet.worksheet.Worksheet", row: int, column: int, cell: Cell, typed: bool
) -> None:
    value, shown = _typed(cell.text) if typed else (cell.text or None, "General")
    target = sheet.cell(row, column, value)
    target.number_format = shown
    target.font = Font(bold=cell.bold)
    if cell.fill:
        target.fill = PatternFill("solid", fgColor=cell.fill)
    if cell.span > 1 or cell.down > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.down - 1, end_column=column + cell.span - 1
        )


def _typed(text: str) -> tuple[object, str]:
    """A day or a share as a spreadsheet keeps it, and how it shows it."""
    for day, shown in (("%d/%m/%Y", "dd/mm/yyyy"), ("%d.%m.%Y", "dd.mm.yyyy")):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, day), shown
    if share := re.fullmatch(r"(\d+)( ?)%", text):
        return int(share[1]) / 100, f"0{share[2]}%"
    return text or None, "General"


def to_csv(blocks: Sequence[Block]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    for block in without_sheets(blocks):
        if isinstance(block, Grid):
            for row in _filled(block):
                writer.writerow(row)
        else:
            writer.writerow([block.text] + [""] * (max_width(blocks) - 1))
    return file.getvalue().encode("utf-8-sig")


def max_width(blocks: Sequence[Block]) -> int:
    return max((block.width for block in blocks if isinstance(block, Grid)), default=1)


def _filled(grid: Grid) -> list[list[str]]:
    rows = [[""] * grid.width for _ in grid.rows]
    for row, column, cell in grid.placed():
        rows[row][column] = cell.text
    return rows


def to_html(blocks: Sequence[Block]) -> bytes:
    parts = ["<!doctype html><meta charset=utf-8><body>"]
    for block in without_sheets(blocks):
        if isinstance(block, Heading):
            parts.append(f"<h{block.level}>{html.escape(block.text)}</h{block.level}>")
        elif isinstance(block, Grid):
            parts.append("<table border=1>" + "".join(_html_row(row) for row in block.rows) + "</table>")
        elif block.bullet:
            inner = f"<ul><li>{html.escape(block.text)}</li></ul>"
            parts.append(inner if block.bullet == 1 else f"<ul>{inner}</ul>")
        else:
            parts.append(f"<p>{html.escape(block.text)}</p>")
    return "\n".join([*parts, "</body>"]).encode()


def _html_row(row: Sequence[Cell]) -> str:
    cells = (
        f'<td colspan="{cell.span}" rowspan="{cell.down}"{f" bgcolor=#{cell.fill}" if cell.fill else ""}>'
        + (f"<b>{_html_text(cell)}</b>" if cell.bold else _html_text(cell))
        + "</td>"
        for cell in row
    )
    return f"<tr>{''.join(cells)}</tr>"


def _html_text(cell: Cell) -> str:
    return html.escape(cell.text).replace("\n", "<br>")


def to_md(blocks: Sequence[Block]) -> bytes:
    lines = []
    for block in without_sheets(blocks):
        if isinstance(block, Heading):
            lines += ["#" * block.level + " " + block.text, ""]
        elif isinstance(block, Grid):
            head, *rows = _filled(block)
            lines += [
                "| " + " | ".join(cell.replace("\n", "<br>") for cell in head) + " |",
                "|" + "---|" * len(head),
            ]
            lines += ["| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |" for row in rows] + [""]
        else:
            lines.append("  " * (block.bullet - 1) + "- " + block.text if block.bullet else block.text + "\n")
    return ("\n".join(lines) + "\n").encode()


def to_cp1252_csv(blocks: Sequence[Block]) -> bytes:
    """As a spreadsheet of western Europe writes it: semicolons, and an encoding of its own."""
    return to_csv(blocks).decode("utf-8-sig").encode("cp1252", errors="replace")


def to_comma_csv(blocks: Sequence[Block]) -> bytes:
    """As an English spreadsheet or a script writes it: commas, no mark of the encoding, only the tables."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    for block in blocks:
        if isinstance(block, Grid):
            writer.writerows(_filled(block))
    return file.getvalue().encode()


def to_txt(blocks: Sequence[Block]) -> bytes:
    """What a person copies from a document: cells parted by tabs, points by hyphens."""
    lines = []
    for block in without_sheets(blocks):
        if isinstance(block, Grid):
            lines += ["\t".join(cell.replace("\n", " ") for cell in row) for row in _filled(block)]
        else:
            lines.append(("- " if isinstance(block, Text) and block.bullet else "") + block.text)
    return "\n".join(lines).encode()


def without_sheets(blocks: Sequence[Block]) -> Iterator[Heading | Text | Grid]:
    for block in blocks:
        yield Heading(block.name, 2) if isinstance(block, Sheet) else block


WRITERS = {
    "docx": to_docx,
    "xlsx": to_xlsx,
    "csv": to_csv,
    "cp1252.csv": to_cp1252_csv,
    "comma.csv": to_comma_csv,
    "html": to_html,
    "md": to_md,
    "txt": to_txt,
    "odt": to_odt,
    "dressed.docx": to_dressed_docx,
    "dressed.xlsx": to_dressed_xlsx,
}


def pdfs(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Word files as PDF, all in one go of LibreOffice; none where it is not installed."""
    office = shutil.which("soffice")
    if not office or not files:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / f"{name}.docx").write_bytes(data)
        command = [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            *(f"{folder}/{name}.docx" for name in files),
        ]
        subprocess.run(command, check=False, capture_output=True, timeout=300)
        made = {name: Path(folder) / f"{name}.pdf" for name in files}
        return {name: path.read_bytes() for name, path in made.items() if path.exists()}
