"""Several tables on one sheet, with empty rows between them: the plan, and below it signatures or a key."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from portulan.plandoc.reading.source import Block, Row, Table
from portulan.plandoc.recognition.title_words import said
from portulan.plandoc.recognition.titles import title_rows
from portulan.plandoc.text import fold


def read(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each of these tables apart, and the lone texts above them as paragraphs."""
    return [part for block in blocks for part in (_parted(block) if isinstance(block, Table) else [block])]


def _parted(table: Table) -> list[Block]:
    start = next((at for at in _gaps(table.rows) if _begins_another(table, at)), None)
    if start is None:
        return [table]
    above, below = table.rows[:start], replace(table, rows=table.rows[start:])
    return [replace(table, rows=above), *_with_leads_apart(below)]


def _gaps(rows: Sequence[Row]) -> Iterator[int]:
    """The rows above which the sheet has an empty one."""
    for at in range(1, len(rows)):
        place, before = rows[at].place, rows[at - 1].place
        if place.sheet and place.row > before.row + 1:
            yield at


def _begins_another(table: Table, at: int) -> bool:
    """Whether titles stand below this gap, and other ones than above it."""
    mine, theirs = title_rows(table), title_rows(replace(table, rows=table.rows[at:]))
    if mine is None or theirs is None or mine.end > at:
        return False
    if any(not _is_lone(row) for row in table.rows[at : at + theirs.first]):
        return False
    known = {fold(title) for title in mine.titles.values() if title}
    new = [fold(title) for title in theirs.titles.values() if title]
    telling = [one for one in new if said(one)[1] >= 0.6]
    return len(new) >= 2 and len(telling) >= 0.6 * len(new) and sum(one in known for one in new) < 0.5 * len(new)


def _with_leads_apart(table: Table) -> list[Block]:
    first = next((at for at, row in enumerate(table.rows) if not _is_lone(row)), len(table.rows))
    leads = [one for row in table.rows[:first] for cell in row.cells for one in cell.paragraphs]
    rest = [replace(table, rows=table.rows[first:])] if first < len(table.rows) else []
    return [*leads, *rest]


def _is_lone(row: Row) -> bool:
    return sum(bool(cell.text) for cell in row.cells) == 1
