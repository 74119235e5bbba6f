"""The tables of the plan as people see them in the file: columns in their order, and a few rows."""

from collections.abc import Iterator, Sequence

from portulan.plandoc.recognition.findings import ColumnReading, PlanTable
from portulan.plandoc.recognition.layout import Laid, Layout

_ROWS, _LENGTH = 5, 240


def plan_tables(found: Layout) -> Iterator[PlanTable]:
    """One for the tables of the same titles, as the first of them begins."""
    first: dict[tuple[str, ...], Laid] = {}
    for one in found.blocks:
        if isinstance(one, Laid) and one.roles:
            first.setdefault(one.group, one)
    for laid, columns in zip(first.values(), _apart(found.readings), strict=False):
        yield PlanTable(columns, tuple(_rows(laid, columns)), laid.table.place)


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
