"""The markup that LibreOffice's texts and spreadsheets share: paragraphs, lists, tables, styles."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from portulan.plandoc.reading.numbers import BULLET, Counter, written
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Place, Remark, Row, Run, Table
from portulan.plandoc.sentences import say

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT = f"{_URN}office:1.0}}", f"{_URN}style:1.0}}", f"{_URN}text:1.0}}"
TABLE, DRAW, FO = f"{_URN}table:1.0}}", f"{_URN}drawing:1.0}}", f"{_URN}xsl-fo-compatible:1.0}}"

_SKIPPED = {TEXT + "tracked-changes", OFFICE + "forms", TEXT + "sequence-decls", TABLE + "calculation-settings",
            TABLE + "content-validations", TABLE + "shapes", TABLE + "table-column"}  # fmt: skip
_ASIDE = {
    OFFICE + "annotation": say("commentaires"),
    TEXT + "note": say("notes de bas de page"),
    DRAW + "text-box": say("zone de texte"),
}
_CHANGES = {TEXT + "change-start", TEXT + "change", TEXT + "change-end"}
_ROW_GROUPS = {TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"}
_CELLS = {TABLE + "table-cell", TABLE + "covered-table-cell"}
Look = tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class _Style:
    emphasis: bool | None = None
    strong: bool | None = None
    level: int = 0
    fill: str = ""
    data: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _ListLevel:
    form: str
    prefix: str
    suffix: str
    shown: int
    start: int


class Styles:
    """The styles of a file, those of its own parts before those that they inherit."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._own = {
            (one.get(STYLE + "family", ""), one.get(STYLE + "name", "")): one
            for root in roots
            for one in root.iter(STYLE + "style")
        }
        self._whole: dict[tuple[str, str], _Style] = {}
        self.lists = {
            one.get(STYLE + "name", ""): dict(_list_level(level) for level in one)
            for root in roots
            for one in root.iter(TEXT + "list-style")
        }

    def get(self, family: str, name: str | None) -> _Style:
        key = (family, name or "")
        if key not in self._whole:
            self._whole[key] = self._built(*key, 0)
        return self._whole[key]

    def _built(self, family: str, name: str, depth: int) -> _Style:
        element = self._own.get((family, name))
        if element is None or depth > 12:
            return _Style()
        base = self._built(family, element.get(STYLE + "parent-style-name", ""), depth + 1)
        text, cell = element.find(STYLE + "text-properties"), element.find(STYLE + "table-cell-properties")
        table = element.find(STYLE + "table-properties")
        slant, weight = (
            (text.get(FO + "font-style"), text.get(FO + "font-weight")) if text is not None else (None, None)
        )
        fill = (cell.get(FO + "background-color") or "") if cell is not None else base.fill
        level = element.get(STYLE + "default-outline-level") or ""
        return _Style(
            base.emphasis if slant is None else slant in {"italic", "oblique"},
            base.strong if weight is None else weight == "bold" or weight in {"600", "700", "800", "900"},
            min(int(level), 6) if level.isdigit() else base.level,
            "" if fill == "transparent" else fill.lstrip("#"),
            element.get(STYLE + "data-style-name") or base.data,
            table is not None and table.get(TABLE + "display") == "false",
        )


@dataclass(slots=True)
class BlockReader:
    """Reads the parts of one file, in order: the numbers of lists go on from one to the next."""

    styles: Styles
    tables: int = 0
    remarks: list[Remark] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)
    counters: dict[str, Counter] = field(default_factory=dict)

    def blocks(self, parent: etree._Element, place: Place) -> Iterator[Block]:
        """Paragraphs and tables below an element, through sections and frames."""
        for child in parent:
            if child.tag in (TEXT + "p", TEXT + "h"):
                yield self.paragraph(child, place)
                yield from self.set_aside()
            elif child.tag == TEXT + "list":
                yield from self.list(child, place, 0, "")
            elif child.tag == TABLE + "table":
                yield self.table(child, place)
            elif child.tag in _CHANGES:
                self.note_changes(place)
            elif child.tag in _ASIDE:
                self.put_aside(child)
                yield from self.set_aside()
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self.blocks(child, place)

    def set_aside(self) -> list[Block]:
        """What stood inside a paragraph without being of it: notes, comments, text boxes."""
        found, self.aside = self.aside, []
        return found

    def put_aside(self, element: etree._Element) -> None:
        part = _ASIDE[str(element.tag)]
        body = element.find(TEXT + "note-body")
        outer, self.aside = self.aside, []
        found = list(self.blocks(element if body is None else body, Place(part=part)))
        self.aside = outer + found

    def list(self, element: etree._Element, place: Place, level: int, style: str) -> Iterator[Block]:
        style = element.get(TEXT + "style-name") or style
        counter = self.counters.get(style)
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list")
        if counter is None or (level == 0 and not goes_on):
            starts = {at: one.start for at, one in self.styles.lists.get(style, {}).items()}
            counter = self.counters[style] = Counter(starts)
        for item in element:
            bullet = ""
            if item.tag == TEXT + "list-item":
                start = item.get(TEXT + "start-value") or ""
                if start.isdigit():
                    counter.restart(level, int(start))
                if any(child.tag in (TEXT + "p", TEXT + "h") for child in item):
                    bullet = self.bullet(style, level, counter)
            yield from self.item(item, place, level, style, bullet)

    def item(self, item: etree._Element, place: Place, level: int, style: str, bullet: str) -> Iterator[Block]:
        for child in item:
            if child.tag == TEXT + "list":
                yield from self.list(child, place, level + 1, style)
                continue
            for block in self.blocks([child], place):  # type: ignore[arg-type]
                if isinstance(block, Paragraph) and block.place == place:
                    block = replace(block, bullet=bullet, list_level=level, computed=bool(bullet))
                    bullet = ""
                yield block

    def bullet(self, style: str, level: int, counter: Counter) -> str:
        levels = self.styles.lists.get(style, {})
        own = levels.get(level)
        counter.next(level)
        if own is None or not own.form:
            return BULLET
        first = max(level - own.shown + 1, 0)
        numbers = (
            written(counter.at(at), levels[at].form if at in levels else "1") for at in range(first, level + 1)
        )
        return own.prefix + ".".join(numbers) + own.suffix

    def paragraph(self, element: etree._Element, place: Place) -> Paragraph:
        style = self.styles.get("paragraph", element.get(TEXT + "style-name"))
        look = (bool(style.emphasis), bool(style.strong))
        said = element.get(TEXT + "outline-level") or ""
        level = (
            (min(int(said), 6) if said.isdigit() else style.level) if element.tag == TEXT + "h" else style.level
        )
        return Paragraph(
            tuple(self.runs(element, look, place)),
            place,
            element.get(TEXT + "style-name", ""),
            marks=tuple(
                one.get(TEXT + "name", "") for one in element.iter(TEXT + "bookmark-start", TEXT + "bookmark")
            ),
            level=level,
            notes=tuple("".join(map(str, one.itertext())) for one in element.iter(TEXT + "note-citation")),
        )

    def runs(self, parent: etree._Element, look: Look, place: Place) -> Iterator[Run]:
        if parent.text:
            yield Run(_one_blank(parent.text), *look)
        for child in parent:
            tag = child.tag
            if tag == TEXT + "s":
                yield Run(" " * min(int(child.get(TEXT + "c") or 1), 1000), *look)
            elif tag == TEXT + "tab":
                yield Run("\t", *look)
            elif tag == TEXT + "line-break":
                yield Run("\n", *look)
            elif tag in _CHANGES:
                self.note_changes(place)
            elif tag in _ASIDE:
                self.put_aside(child)
            elif isinstance(tag, str) and tag not in _SKIPPED:
                yield from self.runs(child, self.look(child, look), place)
            if child.tail:
                yield Run(_one_blank(child.tail), *look)

    def look(self, element: etree._Element, look: Look) -> Look:
        if element.tag != TEXT + "span":
            return look
        style = self.styles.get("text", element.get(TEXT + "style-name"))
        emphasis, strong = style.emphasis, style.strong
        return look[0] if emphasis is None else emphasis, look[1] if strong is None else strong

    def note_changes(self, place: Place) -> None:
        if not self.remarks:
            self.remarks.append(Remark(say("Le suivi des modifications est lu comme accepté."), place))

    # tables

    def table(self, element: etree._Element, place: Place) -> Table:
        self.tables += 1
        here = Place(part=place.part, table=self.tables)
        opened: dict[int, tuple[int, int]] = {}
        rows = [
            self.row(one, Place(part=place.part, table=here.table, row=number), header, opened)
            for number, (one, header) in enumerate(rows_of(element), 1)
        ]
        return Table(
            tuple(rows), max((one.column + one.span for row in rows for one in row.cells), default=0), here
        )

    def row(self, element: etree._Element, place: Place, header: bool, opened: dict[int, tuple[int, int]]) -> Row:
        """`opened` are the cells that go on below: rows left and width, by column."""
        cells: list[Cell] = []
        column = 0
        for one in element.iterchildren(*_CELLS):
            if cells and column < cells[-1].column + cells[-1].span:
                column += 1  # covered from the left
                continue
            here = Place(part=place.part, table=place.table, row=place.row, column=column + 1)
            left, width = opened.get(column, (0, 1))
            covered = one.tag == TABLE + "covered-table-cell" and left > 0
            span = width if covered else number_of(one, "number-columns-spanned")
            below = left - 1 if covered else number_of(one, "number-rows-spanned") - 1
            opened[column] = (below, span)
            cells.append(self.cell(one, column, span, covered, here))
            column += 1
        return Row(tuple(cells), place, header)

    def cell(self, element: etree._Element, column: int, span: int, continues: bool, place: Place) -> Cell:
        blocks = list(self.blocks(element, place))
        fill = self.styles.get("table-cell", element.get(TABLE + "style-name")).fill
        tables = tuple(one for one in blocks if isinstance(one, Table))
        return Cell(column, tuple(_flat(blocks)), place, span, continues, fill, tables=tables)


def rows_of(table: etree._Element, header: bool = False) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table, and whether each is one of titles."""
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child, header
        elif child.tag in _ROW_GROUPS:
            yield from rows_of(child, header or child.tag == TABLE + "table-header-rows")


def number_of(element: etree._Element, attribute: str) -> int:
    """A count of cells, at least 1."""
    text = element.get(TABLE + attribute) or "1"
    return max(min(int(text), 1_048_576), 1) if text.isascii() and text.isdigit() else 1


def _flat(blocks: list[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (one for row in block.rows for cell in row.cells for one in cell.paragraphs)


def _list_level(element: etree._Element) -> tuple[int, _ListLevel]:
    shown, start = element.get(TEXT + "display-levels") or "1", element.get(TEXT + "start-value") or "1"
    numbered = element.tag == TEXT + "list-level-style-number"
    return int(element.get(TEXT + "level") or 1) - 1, _ListLevel(
        (element.get(STYLE + "num-format") or "") if numbered else "",
        element.get(STYLE + "num-prefix") or "",
        element.get(STYLE + "num-suffix") or "",
        int(shown),
        int(start),
    )


def _one_blank(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
