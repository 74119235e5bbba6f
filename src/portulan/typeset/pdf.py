"""Writes a document as an accessible PDF (PDF/UA-1), laid out by Typst."""

import base64
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from portulan.typeset import measure
from portulan.typeset.characters import printable
from portulan.typeset.languages import regional
from portulan.typeset.page import (
    LOGO_HEIGHT,
    LOGO_WIDTH,
    Aside,
    Block,
    BulletList,
    Cell,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    KeyValues,
    Logo,
    Orientation,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
)

MEDIA_TYPE = "application/pdf"

_HERE = Path(__file__).parent
_TOGETHER = 0.4  # of the height of a page: more rows under a merged cell may go over its end
_GUTTER, _PADDING = 4.0, 3.6  # millimetres of a cell that hold no text
_SIZE, _LINE = 9.0, 3.75  # points of a text in a table, millimetres of its lines
_CRUMB = 0.25  # of the characters of the fullest page: a last page with fewer is nearly empty
_LONG = 900  # characters of a cell from which its row may go over a page end

Json = dict[str, Any]


def write(document: Document) -> bytes:
    """The bytes of a PDF. Texts reach Typst as data and are never read as its markup.

    A character that our fonts lack is looked for in those of the machine. One that no font has (PDF/UA then cannot
    be promised) is shown as an empty box rather than refusing the whole plan.
    """
    written = _written(_document(document))
    if document.dense or not _ends_on_a_crumb(written):
        return written
    tighter = _written(_document(document) | {"tight": True})
    return tighter if pages(tighter) < pages(written) else written


def _written(tree_of: Json) -> bytes:
    tree = json.dumps(tree_of, ensure_ascii=False)
    for fonts in (_our_fonts, _all_fonts):
        try:
            return _compiled(tree, fonts(), accessible=True)
        except typst.TypstError:
            continue
    return _compiled(tree, _all_fonts(), accessible=False)


def pages(contents: bytes) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(contents) as file:
        return len(file)


def _ends_on_a_crumb(contents: bytes) -> bool:
    """Whether the last of several pages has next to nothing on it, beside one that is full."""
    with pypdfium2.PdfDocument(contents) as file:
        if len(file) < 3:
            return False
        said: list[int] = [page.get_textpage().count_chars() for page in file]
    return said[-1] < _CRUMB * max(said)


def first_page(contents: bytes, width: int = 1000) -> bytes:
    """Its first page as a PNG, so many pixels wide."""
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument(contents) as file:
        page = file[0]
        page.render(scale=(width - 0.5) / page.get_width()).to_pil().save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _compiled(tree: str, fonts: typst.Fonts, *, accessible: bool) -> bytes:
    compiler = typst.Compiler(_HERE / "pdf.typ", root=_HERE, font_paths=fonts, sys_inputs={"document": tree})
    result = compiler.compile(format="pdf", pdf_standards=["ua-1"] if accessible else [])
    assert isinstance(result, bytes)  # noqa: S101 - one PDF, whatever its number of pages
    return result


@cache
def _our_fonts() -> typst.Fonts:
    """Read once: a PDF looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"])


@cache
def _all_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, font_paths=[_HERE / "fonts"])


def _document(document: Document) -> Json:
    language, _, region = regional(document.language).partition("-")
    return {
        "title": printable(document.title).strip() or "Document",
        "author": printable(document.author),
        "lang": language,
        "region": region or None,
        "landscape": document.orientation is Orientation.LANDSCAPE,
        "dense": document.dense,
        "tight": False,
        "ruled": document.ruled,
        "headed": document.headed,
        "running": [printable(text) for text in document.running],
        "blocks": [_block(block) for block in _laid_out(document)],
    }


def _laid_out(document: Document) -> Iterator[Block]:
    """The blocks; of each table, the merged cells whose rows take too much of a page are told so."""
    wide = document.orientation is Orientation.LANDSCAPE
    width, height = (265.0, 174.0) if wide else (178.0, 261.0)
    for block in document.blocks:
        yield _parted(block, width, _TOGETHER * height) if isinstance(block, Table) else block


def _parted(table: Table, width: float, most: float) -> Table:
    """The same, its merged cells `parted` whose rows take about more than that, in millimetres."""
    share = sum(column.width for column in table.columns) or 1
    rooms = [width * column.width / share - _GUTTER for column in table.columns]
    rows = []
    for index, row in enumerate(table.rows):
        head = row.cells[0] if row.cells else Cell()
        if head.rows > 1:
            group = table.rows[index : index + head.rows]
            tall = sum(_height(one, rooms) for one in group)
            row = replace(row, cells=(replace(head, parted=tall > most), *row.cells[1:]))
        rows.append(row)
    return replace(table, rows=tuple(rows))


def _height(row: Row, rooms: Sequence[float]) -> float:
    """Of the cells of one row, those that are merged left aside."""
    own = [(cell, room) for cell, room in zip(row.cells[::-1], rooms[::-1], strict=False) if cell.rows == 1]
    return max((_lines(cell, room) for cell, room in own), default=1) * _LINE + _PADDING


def _lines(cell: Cell, room: float) -> int:
    said = [item.text for one in cell.blocks for item in (one.items if isinstance(one, BulletList) else (one,))]
    return sum(measure.lines(text, measure.SANS, _SIZE, room) for text in said)


def _block(block: Block) -> Json:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "runs": _runs(block.runs)}
        case Paragraph():
            return {"kind": "paragraph", "look": str(block.look), "runs": _runs(block.runs)}
        case BulletList():
            return {"kind": "list", "items": [_block(item) for item in block.items]}
        case KeyValues():
            pairs = [[printable(name), printable(value)] for name, value in block.pairs]
            return {"kind": "facts", "title": printable(block.title), "pairs": pairs}
        case Aside():
            return _aside(block)
        case Figure():
            return _figure(block)
        case Cover():
            return _cover(block)
        case Contents() | PageBreak():
            return _opening(block)
        case Table():
            columns = [{"title": printable(one.title), "width": one.width} for one in block.columns]
            rows = [_row(row) for row in block.rows]
            return {"kind": "table", "columns": columns, "rows": rows}


def _opening(block: Contents | PageBreak) -> Json:
    if isinstance(block, PageBreak):
        return {"kind": "break"}
    return {"kind": "contents", "title": printable(block.title), "depth": block.depth, "alone": block.alone}


def _aside(aside: Aside) -> Json:
    said = [_block(one) for one in aside.paragraphs]
    return {"kind": "aside", "label": printable(aside.label), "tone": str(aside.tone), "blocks": said}


def _figure(figure: Figure) -> Json:
    return {
        "kind": "figure",
        "svg": figure.svg,
        "alt": printable(figure.alt),
        "width": figure.width,
        "height": figure.height,
    }


def _cover(cover: Cover) -> Json:
    return {
        "kind": "cover",
        "kicker": printable(cover.kicker),
        "title": printable(cover.title),
        "subtitle": printable(cover.subtitle),
        "lead": printable(cover.lead),
        "figure": _figure(cover.figure) if cover.figure else None,
        "facts": [[printable(name), printable(value)] for name, value in cover.facts],
        "remark": printable(cover.remark),
        "logos": [_logo(one) for one in cover.logos],
    }


def _logo(logo: Logo) -> Json:
    """A logo as a drawing that holds it, no larger than a cover takes."""
    share = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
    width, height = logo.width * share, logo.height * share
    held = f"data:image/png;base64,{base64.b64encode(logo.png).decode()}"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}mm" height="{height:.2f}mm" '
        f'viewBox="0 0 {logo.width} {logo.height}">'
        f'<image href="{held}" width="{logo.width}" height="{logo.height}"/></svg>'
    )
    return _figure(Figure(svg, logo.alt, width, height))


def _row(row: Row) -> list[Json]:
    return [_cell(cell) for cell in row.cells]


def _cell(cell: Cell) -> Json:
    blocks = [_block(block) for block in cell.blocks]
    if cell.figure:
        blocks.insert(0, _figure(cell.figure))
    return {
        "rows": cell.rows,
        "columns": cell.columns,
        "shading": str(cell.shading),
        "heads": cell.heads,
        "together": not cell.parted,
        "long": _length(cell) > _LONG,
        "blocks": blocks,
    }


def _length(cell: Cell) -> int:
    length = 0
    for block in cell.blocks:
        items = block.items if isinstance(block, BulletList) else (block,)
        length += sum(len(item.text) + 30 for item in items)
    return length


def _runs(runs: tuple[Run, ...]) -> list[Json]:
    return [
        {"text": printable(run.text), "emphasis": run.emphasis, "strong": run.strong} for run in runs if run.text
    ]
