"""Where the rows, the cells and the objectives of a plan stand in the Word file that it was read from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from portulan.plandoc.reading.docx import Opened
from portulan.plandoc.reading.docx_names import W, value, whole
from portulan.plandoc.reading.source import Row
from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.hierarchy import Outline
from portulan.plandoc.recognition.nodes import Node
from portulan.plandoc.recognition.rows import Found

Element = etree._Element

_WRAPPERS = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}


class Stand(StrEnum):
    """How an objective stands: in a cell beside its actions, in rows of its own above them, in paragraphs."""

    CELL = "cell"
    ROWS = "rows"
    LINES = "lines"
    NOWHERE = "nowhere"


@dataclass(slots=True)
class ActionPlace:
    """`rows` are the rows of the action; `cells` those of each role, `extra` those of each other title."""

    rows: list[Element]
    cells: dict[str, list[Element]]
    extra: dict[str, list[Element]] = field(default_factory=dict)

    def copied(self, own: Mapping[Element, Element]) -> "ActionPlace":
        """The same place in a copy of its rows."""
        return ActionPlace(
            [own[one] for one in self.rows],
            {role: [own[one] for one in cells if one in own] for role, cells in self.cells.items()},
            {title: [own[one] for one in cells if one in own] for title, cells in self.extra.items()},
        )


@dataclass(slots=True)
class ObjectivePlace:
    """The paragraphs that name an objective, and those of a title that stands apart."""

    stand: Stand
    named: list[Element] = field(default_factory=list)
    titled: list[Element] = field(default_factory=list)
    column: int = -1

    @property
    def lines(self) -> list[Element]:
        return [*self.named, *self.titled]

    @property
    def rows(self) -> list[Element]:
        """The rows that it fills."""
        return list(dict.fromkeys(row for one in self.lines if (row := above(one, "tr")) is not None))


@dataclass(slots=True)
class Places:
    actions: dict[str, ActionPlace]
    objectives: dict[str, ObjectivePlace]

    @classmethod
    def of(cls, opened: Opened, outline: Outline) -> "Places":
        finder = _Finder(opened)
        actions = {own: place for own, found in outline.rows.items() if (place := finder.action(found))}
        taken = {row for place in actions.values() for row in place.rows}
        return cls(actions, {own: finder.objective(node, taken) for own, node in outline.nodes.items()})


class _Finder:
    def __init__(self, opened: Opened) -> None:
        self.paragraphs = opened.paragraphs

    def paragraph(self, rank: int) -> Element | None:
        return self.paragraphs[rank - 1] if 0 < rank <= len(self.paragraphs) else None

    def cell(self, row: Row, column: int) -> Element | None:
        """The cell of a column, where it is one of the file's own."""
        own = row.at(column)
        first = self.paragraph(own.paragraphs[0].rank) if own and own.paragraphs else None
        return above(first, "tc") if first is not None else None

    def action(self, found: Found) -> ActionPlace | None:
        cells: dict[str, list[Element]] = {}
        extra: dict[str, list[Element]] = {}
        for row in (found.row, *found.also):
            for column in sorted({*found.roles, *(one.column for one in row.cells)}):
                cell = self.cell(row, column)
                own = row.at(column)
                if cell is None or own is None or own.column != column:
                    continue
                if role := found.roles.get(column):
                    cells.setdefault(role, []).append(cell)
                elif title := found.titles.get(column):
                    extra.setdefault(title, []).append(cell)
        held = [cell for some in (*cells.values(), *extra.values()) for cell in some]
        rows = list(dict.fromkeys(line for cell in held if (line := above(cell, "tr")) is not None))
        return ActionPlace(rows, cells, extra) if rows and columns.ACTION in cells else None

    def objective(self, node: Node, taken: set[Element]) -> ObjectivePlace:
        named = [one for rank in node.ranks if (one := self.paragraph(rank)) is not None]
        titled = [one for rank in node.title_ranks if (one := self.paragraph(rank)) is not None]
        if not named and not titled:
            return ObjectivePlace(Stand.NOWHERE)
        row = above((named or titled)[0], "tr")
        stand = Stand.LINES if row is None else Stand.CELL if row in taken else Stand.ROWS
        return ObjectivePlace(stand, named, titled, node.column)


def above(element: Element, tag: str) -> Element | None:
    """The nearest element of that name that holds this one."""
    return next(element.iterancestors(W + tag), None)


def children(parent: Element, tag: str) -> Iterator[Element]:
    """Those of that name, and those inside content controls."""
    for child in parent:
        if child.tag == W + tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, tag)


def lines(cell: Element) -> list[Element]:
    """The paragraphs of a cell, those of tables inside it apart."""
    return list(children(cell, "p"))


def cells(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row, each with the column where it begins."""
    column = whole(value(row.find(W + "trPr"), "gridBefore"))
    for cell in children(row, "tc"):
        yield column, cell
        column += whole(value(cell.find(W + "tcPr"), "gridSpan")) or 1


def cell_at(row: Element, column: int) -> Element | None:
    return next((cell for at, cell in cells(row) if at == column), None)


def continues(cell: Element) -> bool:
    """Whether a merge joins it to the cell above."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val") != "restart"


def begins(cell: Element) -> bool:
    """Whether a merge begins in it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val") == "restart"


def merged(cell: Element, state: str) -> None:
    """Begin a merge ("restart"), go on with it ("continue"), or be alone ("")."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        properties = etree.Element(W + "tcPr")
        cell.insert(0, properties)
    for old in properties.findall(W + "vMerge"):
        properties.remove(old)
    if state:
        merge = etree.Element(W + "vMerge")
        if state == "restart":
            merge.set(W + "val", "restart")
        earlier = {W + name for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")}
        properties.insert(sum(1 for one in properties if one.tag in earlier), merge)


def rows_of(table: Element) -> list[Element]:
    return list(children(table, "tr"))


def twins(originals: Sequence[Element], copies: Sequence[Element]) -> dict[Element, Element]:
    """Each element of the originals with the same one of their copies."""
    return {
        one: other
        for original, copy in zip(originals, copies, strict=True)
        for one, other in zip(original.iter(), copy.iter(), strict=True)
    }
