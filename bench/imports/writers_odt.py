"""A file of the development set as LibreOffice writes it: a package with `content.xml`."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from bench.imports.page import Block, Cell, Grid, Heading, Sheet

_TYPE = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
_STYLES = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def to_odt(blocks: Sequence[Block]) -> bytes:
    body = "".join(map(_block, blocks))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.3">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", _TYPE)
        package.writestr("META-INF/manifest.xml", _MANIFEST)
        package.writestr("content.xml", content)
    return file.getvalue()


def _block(block: Block) -> str:
    if isinstance(block, Sheet):
        return f'<text:h text:outline-level="2">{escape(block.name)}</text:h>'
    if isinstance(block, Heading):
        return f'<text:h text:outline-level="{block.level}">{escape(block.text)}</text:h>'
    if isinstance(block, Grid):
        return _table(block)
    inner = f"<text:p>{escape(block.text)}</text:p>"
    for _ in range(block.bullet):
        inner = f"<text:list><text:list-item>{inner}</text:list-item></text:list>"
    return inner


def _table(grid: Grid) -> str:
    rows = "".join(
        f"<table:table-row>{''.join(_row(grid, number))}</table:table-row>" for number in range(len(grid.rows))
    )
    return f'<table:table><table:table-column table:number-columns-repeated="{grid.width}"/>{rows}</table:table>'


def _row(grid: Grid, number: int) -> Iterator[str]:
    """The cells of a row, and a covered cell for each place that another takes."""
    starts = {(row, column): cell for row, column, cell in grid.placed()}
    for column in range(grid.width):
        cell = starts.get((number, column))
        yield _cell(cell) if cell else "<table:covered-table-cell/>"


def _cell(cell: Cell) -> str:
    spans = f'table:number-columns-spanned="{cell.span}" table:number-rows-spanned="{cell.down}"'
    lines = (escape(line) for line in cell.text.split("\n"))
    bold = '<text:span text:style-name="B">{}</text:span>' if cell.bold else "{}"
    inner = "".join(f"<text:p>{bold.format(line)}</text:p>" for line in lines)
    return f"<table:table-cell {spans}>{inner}</table:table-cell>"
