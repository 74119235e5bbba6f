"""Headings that count actions ("Action 1.1 – …"), each above a table of its own, which says the rest of it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from portulan.plandoc.reading.source import Block, Cell, Paragraph, Row, Run, Table
from portulan.plandoc.recognition.prose import ACTION_LINE, part_of
from portulan.plandoc.recognition.roles import ACTION
from portulan.plandoc.recognition.title_words import said

_LEAST = 2


def read(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """The blocks with such headings inside their tables, under a title of their own, and what was structure."""
    shown = [at for at, one in enumerate(blocks) if isinstance(one, Table) or one.text.strip()]
    above = {
        at: after
        for at, after in pairwise(shown)
        if isinstance(one := blocks[at], Paragraph)
        and ACTION_LINE.fullmatch(one.text.strip())
        and _fits(blocks[after])
    }
    if len(above) < _LEAST:
        return list(blocks), []
    structure: list[tuple[str, str]] = []
    tables: dict[int, Block] = {}
    for at, after in above.items():
        heading, table = blocks[at], blocks[after]
        if isinstance(heading, Paragraph) and isinstance(table, Table):
            tables[after] = _with_action(heading, table, structure)
    return [tables.get(at, one) for at, one in enumerate(blocks) if at not in above], structure


def _fits(block: Block) -> bool:
    """Whether this is a table of one row below its titles, none of which says actions, or one of pairs."""
    if not isinstance(block, Table) or len(block.rows) < 2:
        return False
    titles = [row.cells[0] for row in block.rows if row.cells] if block.columns == 2 else block.rows[0].cells
    return (len(block.rows) == 2 or block.columns == 2) and not any(said(one.text)[0] == ACTION for one in titles)


def _with_action(heading: Paragraph, table: Table, structure: list[tuple[str, str]]) -> Table:
    """The table with the action that its heading counts, under the heading's own word."""
    found = ACTION_LINE.fullmatch(heading.text.strip())
    if found is None:
        return table
    bare = replace(heading, level=0, style="")
    title = replace(bare, runs=(Run(found["label"].strip(), strong=True),))
    text = part_of(bare, heading.text.index(found["text"], found.start("sep")), len(heading.text))
    if found["code"]:
        text = replace(text, runs=(Run(f"{found['code']}. "), *text.runs))
    structure.append((found["sep"].strip(), "separator"))
    if table.columns == 2 and len(table.rows) > 2:
        head = Row((Cell(0, (title,), heading.place), Cell(1, (text,), heading.place)), heading.place)
        return replace(table, rows=(head, *table.rows))
    first, second = table.rows
    rows = (_beside(first, title), _beside(second, text))
    return replace(table, rows=rows, columns=table.columns + 1)


def _beside(row: Row, paragraph: Paragraph) -> Row:
    """The row with this text in a column before the others."""
    cells = (replace(cell, column=cell.column + 1) for cell in row.cells)
    return replace(row, cells=(Cell(0, (paragraph,), paragraph.place), *cells))
