"""The tables of a file as people see them in it: columns in their order, and a few rows."""

from collections.abc import Iterator, Sequence

from portulan.plandoc.reading.source import Source
from portulan.plandoc.recognition.findings import ColumnReading, PlanTable
from portulan.plandoc.recognition.layout import Laid, Layout, candidates

_ROWS, _LENGTH = 5, 240
_MOST, _LEAST = 8, 2


def plan_tables(found: Layout) -> Iterator[PlanTable]:
    """Those of the plan: one for the tables of the same titles, as the first of them begins."""
    groups: dict[tuple[str, ...], list[Laid]] = {}
    for one in found.blocks:
        if isinstance(one, Laid) and one.roles:
            groups.setdefault(one.group, []).append(one)
    for group, columns in zip(groups.values(), _apart(found.readings), strict=False):
        yield _table(group, columns)


def possible_tables(source: Source) -> list[PlanTable]:
    """Those in which a person may see the plan that was not found: the one with the most cells first."""
    found = [_table(group, columns) for group, columns in candidates(source) if len(columns) > 1]
    enough = [one for one in found if one.length >= _LEAST or (one.length and any(c.title for c in one.columns))]
    return sorted(enough, key=lambda one: -one.length * len(one.columns))[:_MOST]


def _table(group: Sequence[Laid], columns: Sequence[ColumnReading]) -> PlanTable:
    first = group[0]
    length = sum(any(cell.text for cell in row.cells) for one in group for row in one.body)
    return PlanTable(tuple(columns), tuple(_rows(first, columns)), first.table.place, first.key, length)


def _apart(readings: Sequence[ColumnReading]) -> Iterator[tuple[ColumnReading, ...]]:
    """The columns of each table: they count from the left again in the next one."""
    start = 0
    for at in range(1, len(readings) + 1):
        if at == len(readings) or readings[at].column <= readings[at - 1].column:
            yield tuple(readings[start:at])
            start = at


def _rows(laid: Laid, columns: Sequence[ColumnReading]) -> Iterator[tuple[str, ...]]:
    for row in laid.body[:_ROWS]:
        cells = {cell.column: cell.text[:_LENGTH] for cell in row.cells}
        yield tuple(cells.get(one.column, "") for one in columns)
