"""Reading plain text: lines with tabs are rows of a table, others are paragraphs; leftover markup is set apart."""

import re
from collections.abc import Iterator
from dataclasses import replace

from portulan.plandoc.reading import limits
from portulan.plandoc.reading.encoding import CONTROLS, decode
from portulan.plandoc.reading.source import (
    Block,
    Cell,
    Paragraph,
    Place,
    Remnant,
    Row,
    Run,
    Source,
    Table,
)

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EMPHASIS = {"<i>", "<em>"}
_EMPHASIS_END = {"</i>", "</em>"}
_ITEM = re.compile(r"(?P<indent>\s*)(?P<bullet>[-*•–▪‣◦·])\s+(?=\S)")
_SEPARATOR = re.compile(r"[\s\-|=_]*-{2,}[\s\-|=_]*")


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read text in any common encoding. A table goes on over blank lines and page separators as
    long as tabbed lines follow. Raises Unreadable for what is no text."""
    reader = _Reader()
    blocks = tuple(reader.blocks(_printable(decode(name, data)).splitlines()))
    limits.check_cells(name, blocks)
    return Source(name, sha256, "text", blocks, remnants=tuple(reader.remnants))


def _printable(text: str) -> str:
    """Without the signs that no one can see, such as NUL."""
    return CONTROLS.sub("", text)


class _Reader:
    def __init__(self) -> None:
        self.remnants: list[Remnant] = []
        self.tables = 0

    def blocks(self, lines: list[str]) -> Iterator[Block]:
        rows: list[tuple[int, str]] = []
        for number, line in enumerate(lines, 1):
            if _SEPARATOR.fullmatch(line):
                self.remnants.append(Remnant(line.strip(), Place(line=number), "separator"))
            elif "\t" in line:
                rows.append((number, line))
            elif line.strip():
                if rows:
                    yield self.table(rows)
                    rows = []
                yield self.item(line, Place(line=number))
        if rows:
            yield self.table(rows)

    def item(self, line: str, place: Place) -> Paragraph:
        """A line of its own; the sign that it may begin with is a bullet, deeper by two blanks or more."""
        found = _ITEM.match(line)
        if found is None:
            return self.paragraph(line, place)
        one = self.paragraph(line[found.end() :], place)
        depth = len(found["indent"].expandtabs(4)) // 2
        return replace(one, bullet=found["bullet"], list_level=depth)

    def table(self, lines: list[tuple[int, str]]) -> Table:
        self.tables += 1
        rows = [self.row(number, line, index) for index, (number, line) in enumerate(lines, 1)]
        width = max(cell.column + cell.span for row in rows for cell in row.cells)
        return Table(tuple(rows), width, Place(table=self.tables))

    def row(self, number: int, line: str, index: int) -> Row:
        here = Place(line=number)
        cells = tuple(
            Cell(column, (self.paragraph(text, Place(line=number, column=column + 1), hard=False),), here)
            for column, text in enumerate(line.split("\t"))
        )
        return Row(cells, here)

    def paragraph(self, text: str, place: Place, hard: bool = True) -> Paragraph:
        return Paragraph(tuple(self.runs(text, place)), place, hard=hard)

    def runs(self, text: str, place: Place) -> Iterator[Run]:
        """The text between tags; <i> and <em> are emphasis, other tags are remnants."""
        at, emphasis = 0, False
        for match in _TAG.finditer(text):
            if match.start() > at:
                yield Run(text[at : match.start()], emphasis)
            at, tag = match.end(), match[0].lower().replace(" ", "")
            if tag in _EMPHASIS | _EMPHASIS_END:
                emphasis = tag in _EMPHASIS
                self.remnants.append(Remnant(match[0], place, "emphasis"))
            else:
                self.remnants.append(Remnant(match[0], place, "markup"))
        if at < len(text):
            yield Run(text[at:], emphasis)
