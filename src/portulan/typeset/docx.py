"""Writes a document as a Word file: real styles, repeated header rows, merged cells, bookmarks for identities."""

import io
import itertools
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.oxml import parse_xml

from portulan.typeset import docx_styles
from portulan.typeset.archive import settled
from portulan.typeset.characters import printable
from portulan.typeset.page import (
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Look,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Shading,
    Table,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = {
    Look.BODY: "",
    Look.TITLE: "Title",
    Look.SUBTITLE: "Subtitle",
    Look.KICKER: docx_styles.KICKER,
    Look.MUTED: docx_styles.MUTED,
}
_GROUNDS = {Shading.SUNK: "F0E9DB", Shading.ATTENTION: "FBE9E2"}
_TOGETHER = 4  # up to so many rows under a merged cell stay on one page; of more, the first two
_MARK = re.compile(r"[0-9a-f]{32}")


def write(document: Document) -> bytes:
    """The bytes of a .docx. The same document gives the same bytes."""
    file = docx.Document()
    docx_styles.prepare(file, document)
    body = file.element.body
    writer = _Writer(docx_styles.text_width(document.orientation))
    for element in parse_xml(f"<w:body {_NAMESPACE}>{writer.blocks(document.blocks)}</w:body>"):
        body.insert(len(body) - 1, element)
    buffer = io.BytesIO()
    file.save(buffer)
    return settled(buffer.getvalue(), {"docProps/app.xml": _APPLICATION})


_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


class _Writer:
    """Holds what a file has once: the numbers of its bookmarks, the width of its text (twentieths of a point)."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.numbers = itertools.count(1)

    def blocks(self, blocks: Iterable[Block]) -> str:
        pieces: list[str] = []
        for block in blocks:
            if isinstance(block, Table) and pieces and pieces[-1].endswith("</w:tbl>"):
                pieces.append(_BETWEEN_TABLES)  # Word joins two tables that touch
            pieces.append(self.block(block))
        if pieces and pieces[-1].endswith("</w:tbl>"):
            pieces.append(_BETWEEN_TABLES)  # Word wants a paragraph after the last table
        return "".join(pieces)

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return self.paragraph(block, _STYLES[block.look])
            case BulletList():
                return self.bullets(block)
            case KeyValues():
                return self.key_values(block)
            case PageBreak():
                return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            case Table():
                return self.table(block)

    def heading(self, heading: Heading) -> str:
        runs = self.marked(heading.mark, _runs(heading.runs))
        return f'<w:p><w:pPr><w:pStyle w:val="Heading{min(heading.level, 9)}"/></w:pPr>{runs}</w:p>'

    def paragraph(self, paragraph: Paragraph, style: str = "", properties: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        outline = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
        return f"<w:p>{outline}{self.marked(paragraph.mark, _runs(paragraph.runs))}</w:p>"

    def bullets(self, block: BulletList, keeping: str = "") -> str:
        properties = f'{keeping}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        return "".join(self.paragraph(item, docx_styles.BULLET, properties) for item in block.items)

    def marked(self, mark: str, runs: str) -> str:
        """The runs between the two ends of a bookmark `_ptl_<32 hex digits>`, where the mark is an identity."""
        identity = mark.replace("-", "").lower()
        if not _MARK.fullmatch(identity):
            return runs
        number = next(self.numbers)
        start = f'<w:bookmarkStart w:id="{number}" w:name="_ptl_{identity}"/>'
        return f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'

    def key_values(self, block: KeyValues) -> str:
        pairs = (Paragraph((Run(name, strong=True), Run(f"\u00a0: {value}"))) for name, value in block.pairs)
        title = self.paragraph(Paragraph((Run(block.title),)), docx_styles.FACTS_TITLE)
        return title + "".join(self.paragraph(pair, docx_styles.FACTS) for pair in pairs)

    def table(self, table: Table) -> str:
        widths = _widths(table.columns, self.width)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        described = f"<w:tblDescription w:val={quoteattr(printable(table.summary))}/>" if table.summary else ""
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{docx_styles.TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" '
            f'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{described}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{self.header(table.columns, widths)}"
            f"{''.join(self.rows(table.rows, widths))}</w:tbl>"
        )

    def header(self, columns: tuple[Column, ...], widths: list[int]) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
            f"{self.paragraph(Paragraph((Run(column.title),)), docx_styles.COLUMN_TITLE)}</w:tc>"
            for column, width in zip(columns, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"

    def rows(self, rows: tuple[Row, ...], widths: list[int]) -> Iterator[str]:
        """Each row once, in one pass: `open_cells` holds the cells merged from above, by their first column."""
        open_cells: dict[int, tuple[Cell, int]] = {}
        for row in rows:
            begins = any(cell.rows > 1 for cell in row.cells)
            kept = begins or any(cell.rows <= _TOGETHER and left > 1 for cell, left in open_cells.values())
            cells = "".join(self.cells(row, widths, open_cells, "<w:keepNext/>" if kept else ""))
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def cells(
        self, row: Row, widths: list[int], open_cells: dict[int, tuple[Cell, int]], keeping: str
    ) -> Iterator[str]:
        """The cells of one row, those that a merge continues included."""
        given = iter(row.cells)
        column = 0
        while column < len(widths):
            continued = column in open_cells
            cell, left = open_cells.pop(column) if continued else _begun(next(given, Cell()))
            if left > 1:
                open_cells[column] = (cell, left - 1)
            span = max(1, min(cell.columns, len(widths) - column))
            yield _cell(
                cell,
                "<w:p/>" if continued else self.content(cell, keeping),
                sum(widths[column : column + span]),
                span,
                "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>' if cell.rows > 1 else "",
            )
            column += span

    def content(self, cell: Cell, keeping: str) -> str:
        blocks = cell.blocks or (Paragraph(),)
        return "".join(self.cell_block(block, keeping) for block in blocks)

    def cell_block(self, block: Heading | Paragraph | BulletList, keeping: str) -> str:
        match block:
            case Heading():
                outline = f'{keeping}<w:outlineLvl w:val="{min(block.level, 9) - 1}"/>'
                return self.paragraph(Paragraph(block.runs, mark=block.mark), docx_styles.ROW_TITLE, outline)
            case BulletList():
                return self.bullets(block, keeping)
            case Paragraph():
                return self.paragraph(block, _STYLES[block.look] or docx_styles.CELL, keeping)


_BETWEEN_TABLES = f'<w:p><w:pPr><w:pStyle w:val="{docx_styles.GAP}"/></w:pPr></w:p>'


def _begun(cell: Cell) -> tuple[Cell, int]:
    """A cell and the rows that it covers, the present one included."""
    return cell, cell.rows


def _cell(cell: Cell, content: str, width: int, span: int, merge: str) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    ground = _GROUNDS.get(cell.shading)
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}{shaded}</w:tcPr>{content}</w:tc>'


def _widths(columns: tuple[Column, ...], whole: int) -> list[int]:
    share = sum(column.width for column in columns) or 1
    return [round(whole * column.width / share) for column in columns]


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(_run(run) for run in runs if run.text)


def _run(run: Run) -> str:
    style = ("<w:b/>" if run.strong else "") + ("<w:i/>" if run.emphasis else "")
    lines = printable(run.text).split("\n")
    text = "<w:br/>".join(_text(line) for line in lines)
    return f"<w:r>{f'<w:rPr>{style}</w:rPr>' if style else ''}{text}</w:r>"


def _text(line: str) -> str:
    pieces = (f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in line.split("\t"))
    return "<w:tab/>".join(pieces)
