"""Ruled lines become grids: rows and columns, with the merges that missing lines tell."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

THIN = 3.0
NEAR = 2.5


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_horizontal(self) -> bool:
        return self.right - self.left >= self.top - self.bottom

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.bottom + self.top) / 2

    def touches(self, other: "Rule") -> bool:
        return (
            self.left - NEAR <= other.right
            and other.left - NEAR <= self.right
            and self.bottom - NEAR <= other.top
            and other.bottom - NEAR <= self.top
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: `continues` where no line parts it from the cell above."""

    row: int
    column: int
    span: int
    continues: bool


class Grid:
    """`xs` are the columns' edges from the left, `ys` the rows' edges from the top."""

    def __init__(self, rules: list[Rule]) -> None:
        self.horizontal = [rule for rule in rules if rule.is_horizontal]
        self.vertical = [rule for rule in rules if not rule.is_horizontal]
        self.xs = _distinct([rule.x for rule in self.vertical])
        self.ys = _distinct([rule.y for rule in self.horizontal])[::-1]
        self.width, self.height = len(self.xs) - 1, len(self.ys) - 1
        self._spots = [list(self._row(row)) for row in range(self.height)] if self.is_table else []
        self._rising = self.ys[::-1]

    @property
    def is_table(self) -> bool:
        return self.width >= 1 and self.height >= 1

    @property
    def top(self) -> float:
        return self.ys[0]

    def spots(self, row: int) -> list[Spot]:
        return self._spots[row]

    def spot(self, x: float, y: float) -> tuple[int, int] | None:
        """The (row, first column) of the cell at this point, its first row when it is merged; None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[-1] <= y < self.ys[0]):
            return None
        row = self.height - bisect_right(self._rising, y)
        column = bisect_right(self.xs, x) - 1
        found = self._over(row, column)
        while found.continues:
            found = self._over(found.row - 1, column)
        return found.row, found.column

    def _over(self, row: int, column: int) -> Spot:
        return next(one for one in self._spots[row] if one.column <= column < one.column + one.span)

    def left(self, spot: Spot) -> float:
        return self.xs[spot.column]

    def right(self, spot: Spot) -> float:
        return self.xs[spot.column + spot.span]

    def _row(self, row: int) -> Iterator[Spot]:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        column = 0
        while column < self.width:
            span = 1
            while column + span < self.width and not self._parts_columns(self.xs[column + span], middle):
                span += 1
            centre = (self.xs[column] + self.xs[column + 1]) / 2
            yield Spot(row, column, span, row > 0 and not self._parts_rows(self.ys[row], centre))
            column += span

    def _parts_columns(self, x: float, y: float) -> bool:
        return any(abs(rule.x - x) <= NEAR and rule.bottom <= y <= rule.top for rule in self.vertical)

    def _parts_rows(self, y: float, x: float) -> bool:
        return any(abs(rule.y - y) <= NEAR and rule.left <= x <= rule.right for rule in self.horizontal)


def grids(rules: list[Rule]) -> list[Grid]:
    """The tables of a page: each group of lines that touch one another."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(rule.touches(other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(other for group in touching for other in group)])
    found = [Grid(group) for group in groups if len(group) >= 4]
    return sorted((grid for grid in found if grid.is_table), key=lambda grid: -grid.top)


def _distinct(values: list[float]) -> list[float]:
    """The values, rising, those nearer than NEAR taken as one."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > NEAR:
            result.append(value)
    return result
