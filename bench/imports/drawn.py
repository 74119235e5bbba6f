"""Documents drawn by hand as text, the way their authors lay them out, beside the truth that `written` reads.

A line that begins with `|` is a row of a table: `<` goes on the cell at its left, `^` the one above, `!` makes a
cell a title (bold and shaded), `*` makes it bold, `¶` ends a line. `# ` is a heading, `- ` a point, `-- ` one
below it, `@sheet NAME` a new sheet, and `@plan LAYOUT` the rows of the truth as that layout shows them."""

import re
from collections.abc import Callable, Iterator, Sequence

from bench.imports.page import Block, Cell, Grid, Heading, Sheet, Text

FILL = "DDE8CB"


def blocks(text: str, plan: Callable[[str], Sequence[Block]]) -> Iterator[Block]:
    """The blocks of a drawn document; `plan` lays out the truth's rows."""
    table: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            table.append([cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")])
            continue
        if table:
            yield _table(table)
            table = []
        if line.startswith("@plan "):
            yield from plan(line.split()[1])
        elif line.strip():
            yield _line(line.strip())


def _line(line: str) -> Block:
    mark, _, text = line.partition(" ")
    text = text.replace("¶", "\n")
    if set(mark) == {"#"}:
        return Heading(text, len(mark))
    if mark == "@sheet":
        return Sheet(text)
    return Text(text, len(mark)) if mark in ("-", "--") else Text(line.replace("¶", "\n"))


def _table(rows: list[list[str]]) -> Grid:
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    return Grid(
        tuple(
            tuple(_cell(rows, at, column) for column, text in enumerate(row) if text not in ("<", "^"))
            for at, row in enumerate(rows)
        )
    )


def _cell(rows: list[list[str]], at: int, column: int) -> Cell:
    text, span, down = rows[at][column], 1, 1
    while column + span < len(rows[at]) and rows[at][column + span] == "<":
        span += 1
    while at + down < len(rows) and rows[at + down][column] == "^":
        down += 1
    title, bold = text.startswith("!"), bool(re.match(r"!|\*[^*]", text))
    plain = (text[1:] if bold else text).strip().replace("¶", "\n")
    return Cell(plain, span, down, bold, FILL if title else "")
