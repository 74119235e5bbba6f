"""Ruled lines become grids: rows and columns, with the merges that missing lines tell."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portulan.plandoc.reading.pdf_rules import NEAR, TOGETHER, Rule, groups


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: `continues` where no line parts it from the cell above."""

    row: int
    column: int
    span: int
    continues: bool


class Grid:
    """`xs` are the columns' edges from the left, `ys` the rows' edges from the top."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules
        horizontal = [rule for rule in rules if rule.is_horizontal]
        vertical = [rule for rule in rules if not rule.is_horizontal]
        self.xs = _distinct([rule.x for rule in vertical])
        self._rising = _opened(_distinct([rule.y for rule in horizontal]), vertical)
        self.ys = self._rising[::-1]
        self.width, self.height = len(self.xs) - 1, len(self.ys) - 1
        self._across = _stretches(self._rising, ((rule.y, rule.left, rule.right) for rule in horizontal))
        self._upright = _stretches(self.xs, ((rule.x, rule.bottom, rule.top) for rule in vertical))
        self._spots = [list(self._row(row)) for row in range(self.height)] if self.is_table else []
        self._over = [
            [spot for spot in row for _ in range(spot.span)] for row in self._spots
        ]  # the cell over each column

    @property
    def is_table(self) -> bool:
        return self.width >= 1 and self.height >= 1

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[0] - self.ys[-1])

    def spots(self, row: int) -> list[Spot]:
        return self._spots[row]

    def all_spots(self) -> Iterator[Spot]:
        """The cells, each once, in its first row."""
        return (spot for row in self._spots for spot in row if not spot.continues)

    def is_inside_row(self, y: float, apart: float) -> bool:
        """Whether a height lies in a row, further than that from both its edges."""
        at = bisect_right(self._rising, y)
        return 0 < at <= self.height and self._rising[at - 1] + apart < y < self._rising[at] - apart

    def spot(self, x: float, y: float) -> tuple[int, int] | None:
        """The (row, first column) of the cell at this point, its first row when it is merged; None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[-1] <= y < self.ys[0]):
            return None
        row = self.height - bisect_right(self._rising, y)
        column = bisect_right(self.xs, x) - 1
        found = self._over[row][column]
        while found.continues:
            found = self._over[found.row - 1][column]
        return found.row, found.column

    def left(self, spot: Spot) -> float:
        return self.xs[spot.column]

    def right(self, spot: Spot) -> float:
        return self.xs[spot.column + spot.span]

    def bottom(self, spot: Spot) -> float:
        """Of the whole cell, the rows that it is merged over included."""
        row = spot.row
        while row + 1 < self.height and self._over[row + 1][spot.column].continues:
            row += 1
        return self.ys[row + 1]

    def is_parted(self, row: int) -> bool:
        """Whether the line above a row goes over all columns."""
        return all(not spot.continues for spot in self._spots[row])

    def _row(self, row: int) -> Iterator[Spot]:
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        column = 0
        while column < self.width:
            span = 1
            while column + span < self.width and not _holds(self._upright[column + span], middle):
                span += 1
            centre = (self.xs[column] + self.xs[column + 1]) / 2
            parted = _holds(self._across[self.height - row], centre)
            yield Spot(row, column, span, row > 0 and not parted)
            column += span


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables of a page: each group of lines that touch one another."""
    found = [Grid(group) for group in groups(rules) if len(group) >= 4 and not _is_open_below(group)]
    tables = (part for grid in found if grid.is_table for part in _parted(grid))
    return sorted(tables, key=lambda grid: -grid.top)


def _parted(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid that stand one on the other without white: none of the columns of the one goes on."""
    inner = [{spot.column for spot in grid.spots(row)[1:]} for row in range(grid.height)]
    walls: set[int] = set()
    first = title = 0  # the first row of the table, and of the whole rows that may be titles of the next one
    for row, own in enumerate(inner):
        if not own:
            continue
        if (
            walls
            and grid.is_parted(title)
            and (
                _are_cards(inner, walls, title, row) or (walls.isdisjoint(own) and _are_tables(inner, first, row))
            )
        ):
            yield _cut(grid, first, title)
            first, walls = title, set()
        walls |= own
        title = row + 1
    yield grid if not first else _cut(grid, first, grid.height)


def _are_tables(inner: Sequence[set[int]], first: int, row: int) -> bool:
    """Whether the columns before a row and those from there on are enough for two tables, be they labels and what
    they name; a form has rows of its own too."""
    after = next((own for own in inner[row + 1 :] if own), set())
    many = sum(map(bool, inner[first:row])) > 1 and bool(after & inner[row])
    return many or len(set().union(*inner[first : row + 1])) > 2


def _are_cards(inner: Sequence[set[int]], walls: set[int], title: int, row: int) -> bool:
    """Whether a whole row is the title of a card that shares nothing but its labels with the one above."""
    after: set[int] = set()
    for own in inner[row:]:
        if not own:
            break
        after |= own
    return title < row and len(walls & after) <= 1 and len(walls ^ after) >= 4


def _cut(grid: Grid, first: int, last: int) -> Grid:
    """The grid of these rows, the last one left out."""
    top, bottom = grid.ys[first], grid.ys[last]
    return Grid(
        [
            Rule(rule.left, max(rule.bottom, bottom), rule.right, min(rule.top, top))
            for rule in grid.rules
            if rule.bottom <= top + NEAR and rule.top >= bottom - NEAR
            and (rule.is_horizontal or min(rule.top, top) - max(rule.bottom, bottom) > NEAR)
        ]
    )  # fmt: skip


def _opened(rising: list[float], vertical: Sequence[Rule]) -> list[float]:
    """With the end of a row that a page end left open: its upright lines go on beyond the last horizontal one."""
    if len(rising) < 2:
        return rising
    found = list(rising)
    below = [rule.bottom for rule in vertical if rule.bottom < rising[0] - _OPEN]
    above = [rule.top for rule in vertical if rule.top > rising[-1] + _OPEN]
    if len(below) > 1 and rising[0] - min(below) < 0.6 * (rising[-1] - rising[0]):
        found.insert(0, min(below))
    if len(above) > 1 and max(above) - rising[-1] < 0.6 * (rising[-1] - rising[0]):
        found.append(max(above))
    return found


_OPEN = 6.0


def _is_open_below(group: Sequence[Rule]) -> bool:
    """Whether these lines frame the titles of a table only: its columns go on below without lines between rows."""
    across = [rule.y for rule in group if rule.is_horizontal]
    if not across:
        return False
    tall = [rule for rule in group if not rule.is_horizontal and rule.bottom < min(across) - _OPEN]
    low = min((rule.bottom for rule in tall), default=0.0)
    return len(tall) > 1 and min(across) - low > 2 * (max(across) - min(across))


_Stretches = list[tuple[float, float]]


def _stretches(values: Sequence[float], lines: Iterable[tuple[float, float, float]]) -> list[_Stretches]:
    """Under each of the values, the (start, end) of the lines that lie there, joined and rising."""
    found: dict[int, _Stretches] = defaultdict(list)
    for where, start, end in lines:
        found[bisect_right(values, where) - 1].append((start, end))
    return [joined_stretches(sorted(found[index])) for index in range(len(values))]


def joined_stretches(stretches: _Stretches) -> _Stretches:
    """Those that touch one another as one; they rise."""
    result: _Stretches = []
    for start, end in stretches:
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _holds(stretches: _Stretches, point: float) -> bool:
    at = bisect_right(stretches, (point, float("inf"))) - 1
    return at >= 0 and stretches[at][1] >= point


def _distinct(values: list[float]) -> list[float]:
    """The values, rising, those nearer than TOGETHER taken as one."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > TOGETHER:
            result.append(value)
    return result
