"""Reading .html, and what a browser or Word puts in the clipboard: one walk over the tree, nothing fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from portulan.plandoc.reading import limits, sheets
from portulan.plandoc.reading.encoding import decode
from portulan.plandoc.reading.numbers import BULLET, written
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Place, Row, Run, Source, Table

_DROPPED = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "select", "textarea"}
)
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table)\b", re.IGNORECASE | re.DOTALL
)
_FRAGMENT = re.compile(r"<(?:table|tr|li|p|h[1-6]|div)\b[^<>]*>", re.IGNORECASE)


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read what a browser would show. Raises Unreadable."""
    text = _decoded(name, data)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        raise limits.broken(name) from error
    if root is None:
        raise limits.empty(name)
    walker = _Walker(name, dict(_CLASS.findall("".join(one.text or "" for one in root.iter("style")))))
    blocks = tuple(walker.walk(root))
    return Source(name, sha256, "html", blocks)


def looks_like(text: str) -> bool:
    """Whether a text without a telling name is a page, or a piece of one."""
    return bool(_HTML.match(text[:20_000])) or len(_FRAGMENT.findall(text[:200_000])) >= 3


def _decoded(name: str, data: bytes) -> str:
    said = _CHARSET.search(data[:4096])
    if said:
        try:
            return data.decode(said[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    return decode(name, data)


@dataclass(slots=True)
class _Grid:
    """A table being read. `open` are the cells that go on below: rows left and width, by column."""

    number: int
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] | None = None
    open: dict[int, tuple[int, int]] = field(default_factory=dict)
    in_head: bool = False
    titles: bool = True
    inside: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A cell being read: its width, height and colour."""

    span: int
    height: int
    fill: str


class _Walker:
    def __init__(self, name: str, classes: dict[str, str]) -> None:
        self.name, self.classes = name, classes
        self.containers: list[list[Block]] = [[]]
        self.grids: list[_Grid] = []
        self.shapes: list[_Shape] = []
        self.lists: list[tuple[str, int]] = []
        self.looks: list[tuple[bool, bool]] = [(False, False)]
        self.runs: list[Run] = []
        self.bullet, self.level, self.tables, self.counted = "", 0, 0, 0
        self.typed = False

    def walk(self, root: etree._Element) -> list[Block]:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element.tag in _DROPPED or self.takes_bullet(element):
                    walk.skip_subtree()
                    self.looks.append(self.looks[-1])
                    continue
                self.start(element)
                self.text(element.text, element.tag == "pre")
            else:
                self.end(element)
                self.text(element.tail, False)
        self.flush()
        return self.containers[0]

    def takes_bullet(self, element: etree._Element) -> bool:
        """Word's clipboard writes the numbers of lists in spans of their own."""
        if "mso-list:ignore" not in (element.get("style") or "").replace(" ", "").lower():
            return False
        self.bullet, self.typed = "".join(map(str, element.itertext())).strip(" \u00a0\r\n\t"), True
        return True

    def start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        self.looks.append(self.look(element, tag))
        if tag in _BLOCKS:
            self.flush()
        match tag:
            case "br":
                self.runs.append(Run("\n", *self.looks[-1]))
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.level = int(tag[1])
            case "ul" | "ol":
                self.lists.append((element.get("type") or "1" if tag == "ol" else "", _count(element, "start", 1)))
            case "li":
                self.item()
            case "table":
                self.tables += 1
                self.grids.append(_Grid(self.tables))
            case "thead" if self.grids:
                self.grids[-1].in_head = True
            case "tr" if self.grids:
                self.end_row()
                self.grids[-1].cells, self.grids[-1].titles = [], True
            case "td" | "th" if self.grids:
                self.start_cell(element, tag)

    def end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        self.looks.pop()
        if tag in _BLOCKS:
            self.flush()
        match tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self.level = 0
            case "li":
                self.bullet = ""
            case "ul" | "ol" if self.lists:
                self.lists.pop()
            case "td" | "th" if self.shapes:
                self.end_cell()
            case "tr" if self.grids:
                self.end_row()
            case "thead" if self.grids:
                self.grids[-1].in_head = False
            case "table" if self.grids:
                self.end_table()

    def look(self, element: etree._Element, tag: str) -> tuple[bool, bool]:
        emphasis, strong = self.looks[-1]
        named = [self.classes.get(one, "") for one in (element.get("class") or "").split()]
        style = ";".join([*named, element.get("style") or ""]).lower().replace(" ", "")
        emphasis = emphasis or tag in {"i", "em"} or "font-style:italic" in style
        emphasis = emphasis and "font-style:normal" not in style
        strong = strong or tag in {"b", "strong"} or bool(re.search("font-weight:(?:bold|[6-9]00)", style))
        return emphasis, strong and not re.search("font-weight:(?:normal|[1-4]00)", style)

    def text(self, text: str | None, as_it_is: bool) -> None:
        if text:
            text = text if as_it_is else _BLANKS.sub(" ", text)
            self.runs.append(Run(text, *self.looks[-1]))

    def item(self) -> None:
        form, number = self.lists[-1] if self.lists else ("", 1)
        self.bullet, self.typed = f"{written(number, form)}." if form else BULLET, False
        if self.lists:
            self.lists[-1] = (form, number + 1)

    def flush(self) -> None:
        """What was read since the last block is a paragraph."""
        runs, self.runs = tuple(self.runs), []
        if any(run.text.strip() for run in runs):
            grid = self.grids[-1] if self.grids else None
            place = Place(table=grid.number, row=len(grid.rows) + 1) if grid else Place()
            trimmed = _trimmed(runs)
            for one in sheets.paragraphs(trimmed, place) if self.shapes else (Paragraph(trimmed, place),):
                self.containers[-1].append(self.dressed(one))

    def dressed(self, one: Paragraph) -> Paragraph:
        """The paragraph with the bullet that waits for it, and its level."""
        bullet, self.bullet = self.bullet, ""
        return replace(
            one,
            bullet=bullet,
            level=self.level,
            list_level=max(len(self.lists) - 1, 0),
            computed=bool(bullet) and not self.typed,
        )

    # tables

    def start_cell(self, element: etree._Element, tag: str) -> None:
        grid = self.grids[-1]
        if grid.cells is None:
            grid.cells, grid.titles = [], True
        grid.titles = grid.titles and tag == "th"
        self.counted += 1
        if self.counted > limits.MAX_CELLS:
            raise limits.too_many_cells(self.name)
        colour = re.search(r"background(?:-color)?:\s*#?([\w]+)", element.get("style") or "")
        fill = (element.get("bgcolor") or (colour[1] if colour else "")).lstrip("#")
        self.shapes.append(_Shape(_count(element, "colspan", 1) or 1, _count(element, "rowspan", 1), fill))
        self.containers.append([])

    def end_cell(self) -> None:
        grid, blocks, shape = self.grids[-1], self.containers.pop(), self.shapes.pop()
        cells = grid.cells if grid.cells is not None else []
        grid.cells = cells
        column = self.skip_open(grid, cells)
        place = Place(table=grid.number, row=len(grid.rows) + 1, column=column + 1)
        tables = tuple(one for one in blocks if isinstance(one, Table))
        grid.inside += blocks
        cells.append(Cell(column, tuple(_flat(blocks)), place, shape.span, False, shape.fill, tables=tables))
        if shape.height != 1:
            grid.open[column] = (shape.height - 1 if shape.height else 10_000, shape.span)

    def skip_open(self, grid: _Grid, cells: list[Cell]) -> int:
        """The next free column: cells that go on from above come before it."""
        column = cells[-1].column + cells[-1].span if cells else 0
        while column in grid.open and not any(one.column == column for one in cells):
            span = grid.open[column][1]
            place = Place(table=grid.number, row=len(grid.rows) + 1, column=column + 1)
            cells.append(Cell(column, (), place, span, continues=True))
            column += span
        return column

    def end_row(self) -> None:
        grid = self.grids[-1]
        if grid.cells is None:
            return
        fresh = {one.column for one in grid.cells if not one.continues}
        self.skip_open(grid, grid.cells)
        grid.open = {
            at: (left if at in fresh else left - 1, span)
            for at, (left, span) in grid.open.items()
            if at in fresh or left > 1
        }
        if grid.cells:
            header = grid.in_head or (grid.titles and not grid.rows)
            grid.rows.append(Row(tuple(grid.cells), Place(table=grid.number, row=len(grid.rows) + 1), header))
        grid.cells = None

    def end_table(self) -> None:
        self.end_row()
        grid = self.grids.pop()
        width = max((one.column + one.span for row in grid.rows for one in row.cells), default=0)
        if width == 1 and any(isinstance(one, Table) for one in grid.inside):  # it only places others
            self.containers[-1].extend(grid.inside)
        elif grid.rows:
            self.containers[-1].append(Table(tuple(grid.rows), width, Place(table=grid.number)))


def _flat(blocks: list[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (one for row in block.rows for cell in row.cells for one in cell.paragraphs)


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without the blanks that stand for the markup's own line ends."""
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(" \n"))
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return tuple(kept)


def _count(element: etree._Element, attribute: str, default: int) -> int:
    text = (element.get(attribute) or "").strip()
    return min(int(text), 1000) if text.isascii() and text.isdigit() else default
