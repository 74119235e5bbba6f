"""Where the plan ends in its table: what stands at its foot (legend, totals, signatures) is none of it."""

from collections.abc import Mapping, Sequence

from portulan.plandoc.reading.source import Row
from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.row_shapes import filled_in, text_at, texts_at


def rows_of_plan(rows: Sequence[Row], roles: Mapping[int, str]) -> int:
    """How many rows belong to the plan: what stands at its foot (legend, totals, signatures) says neither who nor
    when, in fewer columns, or is no action at all."""
    by_role = {role: column for column, role in roles.items()}
    dated = (
        columns.share_of_deadlines(texts_at(rows, by_role[columns.DEADLINE]))
        if columns.DEADLINE in by_role
        else 0.0
    )
    usual = _median([filled_in(row) for row in rows])
    long = _median([len(text.split()) for text in texts_at(rows, by_role[columns.ACTION]) if text])
    length = len(rows)
    while length > 1 and not _belongs(rows[length - 1], by_role, dated >= 0.6, usual, long):
        length -= 1
    enough = len(rows) - length >= 2 and (length >= 0.5 * len(rows) or length >= 4)
    return length if enough else _above_gap(rows)


def _above_gap(rows: Sequence[Row]) -> int:
    """Without the lone texts that a sheet has below the table, after rows left empty."""
    length = len(rows)
    while length > 1 and filled_in(rows[length - 1]) == 1:
        place, before = rows[length - 1].place, rows[length - 2].place
        if not (place.sheet and place.row > before.row + 1):
            break
        length -= 1
    return length


def _median(numbers: Sequence[int]) -> int:
    return sorted(numbers)[len(numbers) // 2] if numbers else 0


def _belongs(row: Row, by_role: Mapping[str, int], dated: bool, usual: int, long: int) -> bool:
    said = {role: text_at(row, column) for role, column in by_role.items()}
    if any(cell.continues for cell in row.cells) or (
        dated and columns.share_of_deadlines([said[columns.DEADLINE]])
    ):
        return True
    if filled_in(row) == 1:
        return bool(said.get(columns.RESULT) or said.get(columns.OBJECTIVE))
    told = len(said[columns.ACTION].split()) >= max(1, min(3, 0.4 * long))
    return told and (filled_in(row) > 0.5 * usual or bool(said.get(columns.RESPONSIBLE)))
