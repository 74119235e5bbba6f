"""Plans as offices write them: Word files in dresses of their own, and what LibreOffice makes of dressed files.

The dress of a document follows from its first words, so that the same blocks give the same file."""

import io
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bench.imports.dressed_sheet import to_dressed_xlsx
from bench.imports.layouts import Case
from bench.imports.page import Block, Cell, Grid, Heading, Sheet


@dataclass(frozen=True, slots=True)
class Dress:
    """How a Word file looks, and what the lines of a cell are: paragraphs, soft line ends or points."""

    font: str
    size: float
    table: str
    colour: str
    lines: str
    titled: bool
    running: str
    foot: str


DRESSES = (
    Dress("Liberation Sans", 9, "Table Grid", "1F3864", "paragraphs", True, "", "Page"),
    Dress("DejaVu Serif", 8, "Light Grid Accent 1", "7F6000", "soft", False, "Version de travail", "Page"),
    Dress("Liberation Serif", 10, "Medium Shading 1 Accent 1", "385623", "points", True, "", "– "),
    Dress("DejaVu Sans", 7.5, "Light List Accent 2", "833C0B", "paragraphs", False, "Document interne", "p."),
    Dress("Liberation Sans", 8.5, "Table Grid", "404040", "soft", True, "DRAFT 3", "Page"),
    Dress("Liberation Serif", 9, "Light Shading", "203864", "points", False, "", "Page"),
)

DARK_HEAD = ("Medium Shading 1 Accent 1", "Light List Accent 2")  # their first row is white on a colour


def dress_of(blocks: Sequence[Block]) -> Dress:
    first = next((one.text for one in blocks if not isinstance(one, Sheet | Grid)), "")
    return DRESSES[zlib.crc32(first.encode()) % len(DRESSES)]


def to_dressed_docx(blocks: Sequence[Block]) -> bytes:
    dress = dress_of(blocks)
    document = docx.Document()
    _page(document, dress, wide=any(isinstance(one, Grid) and one.width > 5 for one in blocks))
    titled = dress.titled
    for block in blocks:
        if isinstance(block, Grid):
            _table(document, block, dress)
            document.add_paragraph()
        elif isinstance(block, Heading):
            document.add_heading(block.text, 0 if titled and block.level == 1 else block.level)
            titled = titled and block.level != 1
        elif isinstance(block, Sheet):
            document.add_heading(block.name, 2)
        else:
            style = {0: None, 1: "List Bullet", 2: "List Bullet 2"}[block.bullet]
            _labelled(document.add_paragraph(style=style), block.text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Document, dress: Dress, wide: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(18)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = dress.font, Pt(dress.size)
    for level in range(4):
        style = document.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.color.rgb = RGBColor.from_string(dress.colour)
        style.font.name = dress.font
    section.header.paragraphs[0].text = dress.running
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{dress.foot} ")
    for kind in ("begin", "PAGE", "end"):
        foot.add_run()._r.append(_field(kind))


def _field(kind: str) -> object:
    """A mark of a field, or its instruction."""
    if kind not in ("begin", "end"):
        found = OxmlElement("w:instrText")
        found.text = kind
        return found
    found = OxmlElement("w:fldChar")
    found.set(qn("w:fldCharType"), kind)
    return found


def _labelled(paragraph: Paragraph, text: str) -> None:
    """What stands before a colon is bold, as many write it."""
    label, colon, rest = text.partition(":")
    if colon and rest and len(label) < 30:
        paragraph.add_run(label + colon).bold = True
        text = rest
    paragraph.add_run(text)


def _table(document: Document, grid: Grid, dress: Dress) -> None:
    table = document.add_table(len(grid.rows), grid.width)
    table.style = dress.table
    table.autofit = False
    _widths(document, table, grid)
    for row, column, cell in grid.placed():
        if row == 0 and dress.table in DARK_HEAD:
            cell = replace(cell, fill="")
        target = table.cell(row, column)
        if cell.span > 1 or cell.down > 1:
            target = target.merge(table.cell(row + cell.down - 1, column + cell.span - 1))
        _fill(target, cell, dress)
    if all(cell.bold for cell in grid.rows[0]) and len(grid.rows) > 2:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _widths(document: Document, table: Table, grid: Grid) -> None:
    """Columns as wide as their longest text asks for, within bounds; never so narrow as to break a word."""
    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    asked = [8] * grid.width
    for _, column, cell in grid.placed():
        if cell.span == 1:
            word = max(map(len, cell.text.split()), default=0)
            asked[column] = max(asked[column], min(max(map(len, cell.text.split("\n"))), 45), 5 * word // 2)
    for index, share in enumerate(asked):
        width = Emu(room * share // sum(asked))
        table.columns[index].width = width
        for one in table.columns[index].cells:
            one.width = width


def _fill(target: _Cell, cell: Cell, dress: Dress) -> None:
    lines = cell.text.split("\n")
    for index, line in enumerate(lines):
        if index and dress.lines == "soft":
            target.paragraphs[-1].add_run().add_break()
        elif index:
            target.add_paragraph()
        paragraph = target.paragraphs[-1]
        if dress.lines == "points" and len(lines) > 1:
            paragraph.style = "List Bullet"
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.add_run(line).bold = cell.bold or None
    if cell.fill:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", cell.fill)):
            shade.set(qn(f"w:{name}"), value)
        target._tc.get_or_add_tcPr().append(shade)


CONVERTED = {
    "dressed.pdf": ("docx", "pdf"),
    "dressed.odt": ("docx", "odt"),
    "dressed.html": ("docx", "html"),
    "sheet.pdf": ("xlsx", "pdf"),
    "sheet.ods": ("xlsx", "ods"),
}


def of(cases: Iterable[Case]) -> Iterator[tuple[Case, str, bytes]]:
    """The cases that ask for a file that LibreOffice makes of a dressed one, with that format."""
    asked = [(case, kind) for case in cases for kind in case.formats if kind in CONVERTED]
    for kind, (source, target) in CONVERTED.items():
        write = to_dressed_docx if source == "docx" else to_dressed_xlsx
        by_name = {case.name: case for case, one in asked if one == kind}
        files = {name: write(case.blocks) for name, case in by_name.items()}
        for name, data in converted(files, source, target).items():
            yield by_name[name], kind, data


def converted(files: Mapping[str, bytes], source: str, target: str) -> dict[str, bytes]:
    """Each file as LibreOffice saves it, all in one go; none where it is not installed."""
    office = shutil.which("soffice")
    if not office or not files:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / f"{name}.{source}").write_bytes(data)
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target]
        paths = [f"{folder}/{name}.{source}" for name in files]
        subprocess.run([*command, "--outdir", folder, *paths], check=False, capture_output=True, timeout=300)
        made = {name: Path(folder) / f"{name}.{target}" for name in files}
        return {name: path.read_bytes() for name, path in made.items() if path.exists()}
