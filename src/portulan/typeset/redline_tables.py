"""Two editions of one table as one: rows, merged cells and columns that come and go."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from portulan.plandoc.comparison.steps import steps, type_step
from portulan.typeset.page import BulletList, Cell, Column, Heading, Paragraph, Row, Table, Track
from portulan.typeset.redline_lines import merged_lines, tracked_lines

type_origin = tuple[int, int]  # the row and the column where a cell begins


@dataclass(frozen=True, slots=True)
class _Grid:
    """The rows of a table, each with the cell of every column: what a merged cell covers is that cell. Columns are
    those of both editions; None where a wide cell, or the other edition, has the column."""

    rows: tuple[Row, ...]
    cells: list[list[type_origin | None]]
    begun: dict[type_origin, Cell]

    def at(self, row: int | None, column: int) -> type_origin | None:
        return self.cells[row][column] if row is not None else None

    def wide(self, row: int, columns: Sequence[int]) -> list[int]:
        """Which of these columns have a cell of their own in this row."""
        return [column for column in columns if self.cells[row][column] is not None]


@dataclass(slots=True)
class _Group:
    """Rows that merged cells hold together: their ranks, and what they are."""

    rows: list[int]
    key: Hashable = None
    keys: list[Hashable] = field(default_factory=list)


def merged_table(old: Table, new: Table) -> Table:
    """The two tables as one. A cell merged over rows begins anew where those above are of one edition only."""
    columns = list(_columns(old.columns, new.columns))
    was = _grid(old, [at for at, _ in columns])
    now = _grid(new, [to for _, to in columns])
    merger = _Merger(was, now, [_track(one) for one in columns])
    rows = merger.rows(_walk(was, now, [rank for rank, (at, to) in enumerate(columns) if None not in (at, to)]))
    return replace(new, columns=tuple(_titled(old, new, one) for one in columns), rows=tuple(rows))


def whole_row(row: Row, track: Track) -> Row:
    """A row that stands in one edition only."""
    return Row(tuple(replace(one, blocks=tracked_lines(one.blocks, track)) for one in row.cells), track)


def _columns(old: Sequence[Column], new: Sequence[Column]) -> Iterator[type_step]:
    """The columns of both: the same title, or one title for another in the same spot."""
    gone: list[int] = []
    come: list[int] = []
    for at, to in [*steps([one.title for one in old], [one.title for one in new]), (-1, -1)]:
        if at is not None and to is not None:
            while gone and come:
                yield gone.pop(0), come.pop(0)
            yield from ((one, None) for one in gone)
            yield from ((None, one) for one in come)
            gone, come = [], []
            if at >= 0:
                yield at, to
        elif at is not None:
            gone.append(at)
        elif to is not None:
            come.append(to)


def _track(step: type_step) -> Track:
    return Track.ADDED if step[0] is None else Track.REMOVED if step[1] is None else Track.KEPT


def _titled(old: Table, new: Table, step: type_step) -> Column:
    at, to = step
    column = new.columns[to] if to is not None else old.columns[at or 0]
    was = old.columns[at].title if at is not None and to is not None else column.title
    return replace(column, was=was if was != column.title else None, track=_track(step))


def _grid(table: Table, columns: Sequence[int | None]) -> _Grid:
    """The table under the columns of both editions, by their ranks in this one."""
    begun: dict[type_origin, Cell] = {}
    rows: list[list[type_origin | None]] = []
    covered: dict[int, tuple[type_origin, int]] = {}
    for rank, row in enumerate(table.rows):
        given = iter(row.cells)
        own: list[type_origin | None] = [None] * len(table.columns)
        column = 0
        while column < len(table.columns):
            if column in covered:
                origin, left = covered.pop(column)
            else:
                origin, cell = (rank, column), next(given, Cell())
                begun[origin], left = cell, cell.rows
            if left > 1:
                covered[column] = (origin, left - 1)
            own[column] = origin
            column += max(1, begun[origin].columns)
        rows.append([own[at] if at is not None else None for at in columns])
    return _Grid(table.rows, rows, begun)


def _groups(grid: _Grid) -> list[_Group]:
    groups: list[_Group] = []
    for rank, origins in enumerate(grid.cells):
        if not groups or all(one is None or one[0] == rank for one in origins):
            groups.append(_Group([]))
        groups[-1].rows.append(rank)
        groups[-1].keys.append(_row_key(grid.rows[rank]))
    for group in groups:
        group.key = _mark(grid.rows[group.rows[0]], heads=True) or group.keys[0]
    return groups


def _row_key(row: Row) -> Hashable:
    """What a row is: the first mark in it, that of its title apart; else its first words."""
    return _mark(row, heads=False) or next((text for one in row.cells if (text := _text(one))), "")


def _mark(row: Row, *, heads: bool) -> str:
    cells = [one for one in row.cells if heads or not (one.heads or one.rows > 1)]
    texts = (text for one in cells for block in one.blocks for text in _texts(block))
    return next((text.mark for text in texts if text.mark), "")


def _texts(block: Heading | Paragraph | BulletList) -> Sequence[Heading | Paragraph]:
    return block.items if isinstance(block, BulletList) else (block,)


def _text(cell: Cell) -> str:
    return "\n".join(text.text for block in cell.blocks for text in _texts(block))


def _walk(was: _Grid, now: _Grid, common: Sequence[int]) -> Iterator[type_step]:
    """The rows of both, groups first, so that what is merged stays together. Rows whose cells are joined
    otherwise, in the columns that are common, are not one."""
    old, new = _groups(was), _groups(now)
    for at, to in steps([one.key for one in old], [one.key for one in new]):
        mine = old[at] if at is not None else _Group([])
        its = new[to] if to is not None else _Group([])
        for one, other in steps(mine.keys, its.keys):
            before = mine.rows[one] if one is not None else None
            after = its.rows[other] if other is not None else None
            if before is None or after is None or was.wide(before, common) == now.wide(after, common):
                yield before, after
            else:
                yield before, None
                yield None, after


@dataclass(slots=True)
class _Open:
    """A cell being merged: where it begins in each edition, and how many rows it covers so far."""

    old: type_origin | None
    new: type_origin | None
    cell: Cell
    rows: int = 1

    def goes_on(self, old: type_origin | None, new: type_origin | None) -> bool:
        return (old is None or old == self.old) and (new is None or new == self.new)

    def finished(self) -> Cell:
        return replace(self.cell, rows=self.rows)


@dataclass(slots=True)
class _Merger:
    """`tracks` are those of the columns; `shown` holds the cells that were shown already, each once an edition;
    `open` the cell of each column that may go on downwards."""

    was: _Grid
    now: _Grid
    tracks: list[Track]
    shown: set[tuple[Track, type_origin]] = field(default_factory=set)
    open: dict[int, _Open] = field(default_factory=dict)

    def rows(self, walk: Iterable[type_step]) -> list[Row]:
        begun = [(_track(step), list(self.row(step))) for step in walk]
        return [Row(tuple(cell.finished() for cell in cells), track) for track, cells in begun]

    def row(self, step: type_step) -> Iterator[_Open]:
        """The cells that begin in this row; those that go on are counted."""
        for column in range(len(self.tracks)):
            old, new = self.was.at(step[0], column), self.now.at(step[1], column)
            if old is None and new is None:
                if self.missing(step, column):
                    yield _Open(None, None, Cell(tracked_lines((), _track(step)), track=self.tracks[column]))
                continue
            above = self.open.get(column)
            if above is not None and above.goes_on(old, new):
                above.rows += 1
                continue
            self.open[column] = _Open(old, new, self.cell(step, column, old, new))
            yield self.open[column]

    def missing(self, step: type_step, column: int) -> bool:
        """Whether no edition that has the row has this column."""
        return self.tracks[column] is not Track.KEPT and self.tracks[column] is not _track(step) is not Track.KEPT

    def cell(self, step: type_step, column: int, old: type_origin | None, new: type_origin | None) -> Cell:
        origin = self.now.begun[new] if new is not None else self.was.begun[old or (0, 0)]
        before, after = self.content(Track.REMOVED, old), self.content(Track.ADDED, new)
        track = _track(step)
        blocks = merged_lines(before, after) if track is Track.KEPT else tracked_lines((*before, *after), track)
        own = self.tracks[column] if track is Track.KEPT else Track.KEPT
        return replace(origin, blocks=blocks, columns=self.span(step, column), track=own)

    def content(self, edition: Track, origin: type_origin | None) -> Sequence[Heading | Paragraph | BulletList]:
        """What a cell says in one edition; nothing where it was said above."""
        if origin is None or (edition, origin) in self.shown:
            return ()
        self.shown.add((edition, origin))
        return (self.was if edition is Track.REMOVED else self.now).begun[origin].blocks

    def span(self, step: type_step, column: int) -> int:
        """How many columns of both editions a cell covers."""
        end = column + 1
        while end < len(self.tracks) and not self.missing(step, end):
            if self.was.at(step[0], end) is not None or self.now.at(step[1], end) is not None:
                break
            end += 1
        return end - column
