"""Writes a document as a Word file: real styles, repeated header rows, merged cells, bookmarks for identities."""

import datetime as dt
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as WordFile
from docx.oxml import parse_xml

from portulan.plandoc.comparison.redline import Tracking
from portulan.typeset import docx_front, docx_styles
from portulan.typeset.archive import settled
from portulan.typeset.characters import printable
from portulan.typeset.page import (
    Aside,
    Block,
    BulletList,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    KeyValues,
    Look,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Shading,
    Table,
    Tone,
    Track,
    plain,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = {
    Look.BODY: "",
    Look.TITLE: "Title",
    Look.SUBTITLE: "Subtitle",
    Look.KICKER: docx_styles.KICKER,
    Look.MUTED: docx_styles.MUTED,
    Look.PROSE: docx_styles.PROSE,
    Look.LEGEND: docx_styles.LEGEND,
}
_GROUNDS = {Shading.SUNK: "F0E9DB", Shading.ATTENTION: "FBE9E2"}
_RULES = {Tone.INK: docx_styles.INK, Tone.TEAL: "2B7A7E", Tone.ATTENTION: "C5412A"}
_TOGETHER = 4  # up to so many rows under a merged cell stay on one page; of more, the first two
_MARK = re.compile(r"[0-9a-f]{32}")
_TRACKS = {Track.REMOVED: "del", Track.ADDED: "ins"}
_CELLS = {Track.REMOVED: "cellDel", Track.ADDED: "cellIns"}
_BESIDE = '<w:ind w:left="284" w:right="142"/>'
_PROSE_LISTED = '<w:ind w:left="482" w:hanging="198"/>'
_LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def write(document: Document) -> bytes:
    """The bytes of a .docx. The same document gives the same bytes."""
    file = docx.Document()
    docx_styles.prepare(file, document)
    body = file.element.body
    said = written(file, document, docx_styles.text_width(document.orientation))
    for element in parse_xml(f"<w:body {_NAMESPACE}>{said}</w:body>"):
        body.insert(len(body) - 1, element)
    buffer = io.BytesIO()
    file.save(buffer)
    return settled(buffer.getvalue(), {"docProps/app.xml": _APPLICATION})


def written(file: WordFile, document: Document, width: int, first: int = 1) -> str:
    """The blocks as they are written in that file, which takes their pictures; its text is so wide (twentieths of
    a point). What has a number in the file (bookmarks, drawings, changes) counts from `first`."""
    pictures = docx_front.Pictures(file, document, min(1.0, width / docx_styles.text_width(document.orientation)))
    writer = _Writer(width, document.tracking, pictures, first)
    writer.lead_to(docx_front.headed(document))
    return writer.blocks(document.blocks)


_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


class _Writer:
    """Holds what a file has once: the numbers and names of its bookmarks, whose changes it tracks, the width of
    its text (twentieths of a point)."""

    def __init__(self, width: int, tracking: Tracking | None, pictures: docx_front.Pictures, first: int) -> None:
        self.width = width
        self.pictures = pictures
        self.headings: tuple[Heading, ...] = ()
        self.contents: dict[int, str] = {}
        self.numbers = itertools.count(first)
        self.marks: Counter[str] = Counter()
        self.changed = _changed(tracking)

    def lead_to(self, headings: tuple[Heading, ...]) -> None:
        """These headings are those of the contents: each gets a bookmark."""
        self.headings = headings
        self.contents = {id(one): docx_front.anchor(rank) for rank, one in enumerate(headings)}

    def blocks(self, blocks: Iterable[Block]) -> str:
        pieces: list[str] = []
        before: Block | None = None
        for block in blocks:
            if isinstance(block, Table | Aside) and type(block) is type(before):
                pieces.append(_BETWEEN)  # Word joins two tables that touch, and the grounds of two asides
            pieces.append(self.block(block))
            before = block
        if isinstance(before, Table):
            pieces.append(_BETWEEN)  # Word wants a paragraph after the last table
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
            case Aside():
                return self.aside(block)
            case Figure():
                return self.figure(block)
            case Table():
                return self.table(block)
            case Cover() | Contents() | PageBreak():
                return self.front(block)

    def front(self, block: Cover | Contents | PageBreak) -> str:
        match block:
            case Cover():
                return self.cover(block)
            case Contents():
                return docx_front.contents(block, self.headings)
            case PageBreak():
                return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def heading(self, heading: Heading) -> str:
        runs = self.listed(heading, self.marked(heading.mark, self.runs(heading.runs)))
        style = f'<w:pStyle w:val="Heading{min(heading.level, 9)}"/>'
        return f"<w:p><w:pPr>{style}{self.end(heading.end)}</w:pPr>{runs}</w:p>"

    def listed(self, heading: Heading, runs: str) -> str:
        """The runs of a heading, under the name by which the contents lead to it."""
        name = self.contents.get(id(heading))
        if name is None:
            return runs
        number = next(self.numbers)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'

    def figure(self, figure: Figure) -> str:
        picture = self.pictures.run(figure, next(self.numbers))
        return f'<w:p><w:pPr><w:pStyle w:val="{docx_styles.FIGURE}"/></w:pPr>{picture}</w:p>'

    def cover(self, block: Cover) -> str:
        picture = self.pictures.run(block.figure, next(self.numbers)) if block.figure else ""
        logos = (self.pictures.logo(one, next(self.numbers)) for one in block.logos)
        return docx_front.cover(block, picture, "<w:r><w:tab/></w:r>".join(logos))

    def paragraph(self, paragraph: Paragraph, style: str = "", properties: str = "", was: str = "") -> str:
        """`was` is what its properties were in the older edition, where they were others."""
        outline = _style(style) + properties + self.end(paragraph.end) + was
        replaced = tuple(run for run in paragraph.runs if paragraph.replaces and run.track is Track.REMOVED)
        said = self.marked(paragraph.replaces, self.runs(replaced))
        said += self.marked(paragraph.mark, self.runs(paragraph.runs[len(replaced) :]))
        return f"<w:p>{f'<w:pPr>{outline}</w:pPr>' if outline else ''}{said}</w:p>"

    def aside(self, block: Aside) -> str:
        """Paragraphs beside one rule; all but the last stay with what follows."""
        rule = (
            f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{_RULES[block.tone]}"/></w:pBdr>'
            '<w:shd w:val="clear" w:color="auto" w:fill="FAF7F0"/>'
        )
        label = Paragraph(plain(block.label, strong=True))
        lines = [(label, docx_styles.ASIDE), *((one, _STYLES[one.look]) for one in block.paragraphs)]
        last = len(lines) - 1
        return "".join(
            self.paragraph(one, style, f"{'<w:keepNext/>' if rank < last else ''}<w:keepLines/>{rule}{_BESIDE}")
            for rank, (one, style) in enumerate(lines)
        )

    def bullets(self, block: BulletList, keeping: str = "") -> str:
        return "".join(
            self.paragraph(
                item,
                docx_styles.PROSE_BULLET if item.look is Look.PROSE else docx_styles.BULLET,
                keeping + _LISTED + (_PROSE_LISTED if item.look is Look.PROSE else ""),
                self.was(_style(docx_styles.CELL) + keeping) if item.relisted else "",
            )
            for item in block.items
        )

    def marked(self, mark: str, runs: str) -> str:
        """The runs between the two ends of a bookmark `_ptl_<32 hex digits>`, where the mark is an identity. What
        went and came again elsewhere has two, the second named `_ptl_<32 hex digits>_2`."""
        identity = mark.replace("-", "").lower()
        if not _MARK.fullmatch(identity):
            return runs
        number = next(self.numbers)
        self.marks[identity] += 1
        again = f"_{self.marks[identity]}" if self.marks[identity] > 1 else ""
        start = f'<w:bookmarkStart w:id="{number}" w:name="_ptl_{identity}{again}"/>'
        return f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'

    # what is tracked

    def runs(self, runs: tuple[Run, ...]) -> str:
        return "".join(self.tracked(run.track, _run(run)) for run in runs if run.text)

    def tracked(self, track: Track, run: str) -> str:
        if track is Track.KEPT:
            return run
        tag = _TRACKS[track]
        return f'<w:{tag} w:id="{next(self.numbers)}"{self.changed}>{run}</w:{tag}>'

    def change(self, track: Track, tags: Mapping[Track, str]) -> str:
        """The mark that a row, a cell or the end of a line comes or goes."""
        return "" if track is Track.KEPT else f'<w:{tags[track]} w:id="{next(self.numbers)}"{self.changed}/>'

    def end(self, track: Track) -> str:
        return f"<w:rPr>{self.change(track, _TRACKS)}</w:rPr>" if track is not Track.KEPT else ""

    def was(self, properties: str) -> str:
        return f'<w:pPrChange w:id="{next(self.numbers)}"{self.changed}><w:pPr>{properties}</w:pPr></w:pPrChange>'

    def key_values(self, block: KeyValues) -> str:
        title, *tracks = block.tracks or (Track.KEPT,) * (1 + len(block.pairs))
        lines = [self.paragraph(Paragraph((Run(block.title, track=title),), end=title), docx_styles.FACTS_TITLE)]
        for (name, value), track in zip(block.pairs, tracks, strict=True):
            said = (Run(name, strong=True, track=track), Run(f"\u00a0: {value}", track=track))
            lines.append(self.paragraph(Paragraph(said, end=track), docx_styles.FACTS))
        return "".join(lines)

    def table(self, table: Table) -> str:
        widths = _widths(table.columns, self.width)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        described = f"<w:tblDescription w:val={quoteattr(printable(table.summary))}/>" if table.summary else ""
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{docx_styles.TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" '
            f'w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{described}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{self.header(table, widths)}"
            f"{''.join(self.rows(table.rows, widths))}</w:tbl>"
        )

    def header(self, table: Table, widths: list[int]) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="bottom"/>'
            f"{self.change(column.track, _CELLS)}</w:tcPr>"
            f"{self.paragraph(_title(column, table.track), docx_styles.COLUMN_TITLE)}</w:tc>"
            for column, width in zip(table.columns, widths, strict=True)
        )
        tracked = self.change(table.track, _TRACKS)
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/>{tracked}</w:trPr>{cells}</w:tr>"

    def rows(self, rows: tuple[Row, ...], widths: list[int]) -> Iterator[str]:
        """Each row once, in one pass: `open_cells` holds the cells merged from above, by their first column."""
        open_cells: dict[int, tuple[Cell, int]] = {}
        for row in rows:
            begins = any(cell.rows > 1 for cell in row.cells)
            kept = begins or any(cell.rows <= _TOGETHER and left > 1 for cell, left in open_cells.values())
            cells = "".join(self.cells(row, widths, open_cells, "<w:keepNext/>" if kept else ""))
            yield f"<w:tr><w:trPr><w:cantSplit/>{self.change(row.track, _TRACKS)}</w:trPr>{cells}</w:tr>"

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
                self.change(cell.track, _CELLS),
            )
            column += span

    def content(self, cell: Cell, keeping: str) -> str:
        figure = self.figure(cell.figure) if cell.figure else ""
        blocks = cell.blocks or (() if figure else (Paragraph(),))
        return figure + "".join(self.cell_block(block, keeping) for block in blocks)

    def cell_block(self, block: Heading | Paragraph | BulletList, keeping: str) -> str:
        match block:
            case Heading():
                outline = f'{keeping}<w:outlineLvl w:val="{min(block.level, 9) - 1}"/>'
                runs = self.listed(block, self.marked(block.mark, self.runs(block.runs)))
                return f"<w:p><w:pPr>{_style(docx_styles.ROW_TITLE)}{outline}</w:pPr>{runs}</w:p>"
            case BulletList():
                return self.bullets(block, keeping)
            case Paragraph():
                was = self.was(_style(docx_styles.BULLET) + keeping + _LISTED) if block.relisted else ""
                return self.paragraph(block, _STYLES[block.look] or docx_styles.CELL, keeping, was)


_BETWEEN = f'<w:p><w:pPr><w:pStyle w:val="{docx_styles.GAP}"/></w:pPr></w:p>'


def _begun(cell: Cell) -> tuple[Cell, int]:
    """A cell and the rows that it covers, the present one included."""
    return cell, cell.rows


def _cell(cell: Cell, content: str, width: int, span: int, merge: str, tracked: str) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    ground = _GROUNDS.get(cell.shading)
    shaded = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    sized = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{sized}{spanned}{merge}{shaded}{tracked}</w:tcPr>{content}</w:tc>"


def _widths(columns: tuple[Column, ...], whole: int) -> list[int]:
    share = sum(column.width for column in columns) or 1
    return [round(whole * column.width / share) for column in columns]


def _style(style: str) -> str:
    return f'<w:pStyle w:val="{style}"/>' if style else ""


def _title(column: Column, track: Track) -> Paragraph:
    """The title of a column; beside the one that it had."""
    if column.was is None:
        return Paragraph(plain(column.title, track=track), end=track)
    return Paragraph((*plain(column.was, track=Track.REMOVED), *plain(column.title, track=Track.ADDED)))


def _changed(tracking: Tracking | None) -> str:
    """The author and the hour of each change, as attributes."""
    if tracking is None:
        return ' w:author=""'
    on = tracking.on.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f' w:author={quoteattr(printable(tracking.author))} w:date="{on}"'


def _run(run: Run) -> str:
    style = ("<w:b/>" if run.strong else "") + ("<w:i/>" if run.emphasis else "")
    lines = printable(run.text).split("\n")
    tag = "delText" if run.track is Track.REMOVED else "t"
    text = "<w:br/>".join(_text(line, tag) for line in lines)
    return f"<w:r>{f'<w:rPr>{style}</w:rPr>' if style else ''}{text}</w:r>"


def _text(line: str, tag: str) -> str:
    pieces = (
        f'<w:{tag} xml:space="preserve">{escape(piece)}</w:{tag}>' if piece else "" for piece in line.split("\t")
    )
    return "<w:tab/>".join(pieces)
