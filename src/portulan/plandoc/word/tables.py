"""The rows of a table in the order of today's plan: what goes, what comes, and the cells merged beside them."""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from portulan.plandoc.comparison.steps import steps
from portulan.plandoc.reading.docx_names import W
from portulan.plandoc.word.cells import said_all
from portulan.plandoc.word.ink import Ink, blank, put_for, take_out
from portulan.plandoc.word.places import above, begins, cell_at, cells, continues, lines, merged, rows_of

Element = etree._Element
type_key = tuple[str, str]  # "o" or "a", and the identity

KEPT, GONE, COME = "kept", "gone", "come"


@dataclass(slots=True)
class Unit:
    """An action with its rows, or the rows that an objective fills; `chain` names the objectives that stand in
    cells beside it, by column."""

    key: type_key
    holder: str
    rows: list[Element] = field(default_factory=list)
    chain: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Placed:
    """A unit in the table as it is written, and in which edition it is there."""

    unit: Unit
    rows: list[Element]
    state: str
    was: Mapping[int, str] = field(default_factory=dict)


type_made = Callable[[Unit], list[Element]]
type_named = Callable[[str], list[Element]]


def arranged(
    ink: Ink, table: Element, old: Sequence[Unit], new: Sequence[Unit], made: type_made, named: type_named
) -> tuple[set[Element], dict[str, list[Element]]]:
    """Put the units of a table in the order of `new`. `made` gives the rows of one that comes, `named` the lines
    that name an objective now. Answers the rows that stay, and the lines of objectives written anew."""
    if [(one.key, one.holder) for one in old] == [(one.key, one.holder) for one in new]:
        return {row for one in old for row in one.rows}, {}
    placed = list(_placed(old, new))
    beside = sorted({column for one in (*old, *new) for column in one.chain if column >= 0})
    habits = {column: _habit(old, column) for column in beside}
    _part_broken(placed, beside)
    for one in placed:
        one.rows = made(one.unit) if one.state == COME else one.rows
    come = {row for one in placed if one.state == COME for row in one.rows}
    placed = [one for one in placed if one.state != GONE or come.isdisjoint(one.rows)]
    _lay(table, placed)
    shown = placed if ink.tracking is not None else [one for one in placed if one.state != GONE]
    for row in (row for one in shown if one.state == GONE for row in one.rows):
        ink.row(row, "del")
    anew: dict[str, list[Element]] = {}
    for column in beside:
        anew |= _Column(ink, column, habits[column], named).write(shown)
    for row in come:
        ink.row(row, "ins")
    for row in (row for one in placed if one.state == GONE and ink.tracking is None for row in one.rows):
        take_out(row)
    return {row for one in placed if one.state == KEPT for row in one.rows}, anew


def _habit(old: Sequence[Unit], column: int) -> str:
    """How an objective is shown beside several actions: merged, written again, or on the first row only."""
    seen: set[str] = set()
    habit = ""
    for unit in old:
        for row in unit.rows:
            cell = cell_at(row, column)
            if cell is None:
                continue
            if begins(cell) or continues(cell):
                return "merged"
            if unit.chain.get(column, "") in seen:
                habit = habit or ("again" if said_all(lines(cell)) else "first")
        seen.add(unit.chain.get(column, ""))
    return habit or "merged"


def _copied(held: Sequence[Element]) -> list[Element]:
    return [copy.deepcopy(one) for one in held]


def part(cell: Element) -> None:
    """A cell that several rows share becomes one each, saying the same."""
    for first, *others in _blocks(above(cell, "tbl")):
        if cell is first or any(cell is one for one in others):
            merged(first, "")
            for one in others:
                merged(one, "")
                for line in lines(one):
                    one.remove(line)
                one.extend(_copied(lines(first)))


def shares(cell: Element) -> list[Element]:
    """The rows that a merge of this cell covers."""
    for block in _blocks(above(cell, "tbl")) if begins(cell) or continues(cell) else ():
        if any(cell is one for one in block):
            return [row for one in block if (row := above(one, "tr")) is not None]
    return []


def _blocks(table: Element | None) -> list[list[Element]]:
    """The cells of each merge, from the top."""
    found: list[list[Element]] = []
    open_: dict[int, list[Element]] = {}
    for row in rows_of(table) if table is not None else ():
        for column, cell in cells(row):
            if continues(cell) and column in open_:
                open_[column].append(cell)
            else:
                open_[column] = [cell]
                found.append(open_[column])
    return [one for one in found if len(one) > 1]


def _part_broken(placed: Sequence[Placed], beside: Sequence[int]) -> None:
    """Cells that several actions share become one each where those are no longer neighbours."""
    nothing: list[Element | None] = [None]
    order = [(row, one.state) for one in placed for row in (one.rows or nothing)]
    ranks = {row: rank for rank, (row, _) in enumerate(order) if row is not None}
    for row, state in order:
        for column, cell in cells(row) if row is not None else ():
            covered = shares(cell) if column not in beside else []
            at = [ranks.get(one, -1) for one in covered]
            whole = all(one >= 0 and order[one][1] == state for one in at)
            if covered and not (whole and at == list(range(min(at), min(at) + len(at)))):
                part(cell)


def _placed(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Placed]:
    """Objective after objective, so that the rows beside one stay together."""
    older, newer = _groups(old), _groups(new)
    for at, to in steps([one[0].holder for one in older], [one[0].holder for one in newer]):
        mine, its = older[at] if at is not None else [], newer[to] if to is not None else []
        for one, other in steps([unit.key for unit in mine], [unit.key for unit in its]):
            if other is None and one is not None:
                yield Placed(mine[one], mine[one].rows, GONE, mine[one].chain)
            elif other is not None and one is not None:
                yield Placed(its[other], mine[one].rows, KEPT, mine[one].chain)
            elif other is not None:
                yield Placed(its[other], [], COME)


def _groups(units: Sequence[Unit]) -> list[list[Unit]]:
    groups: list[list[Unit]] = []
    for unit in units:
        if not groups or groups[-1][0].holder != unit.holder:
            groups.append([])
        groups[-1].append(unit)
    return groups


def _lay(table: Element, placed: Sequence[Placed]) -> None:
    """Bring what comes to its place. Rows that are of no action stay where they are."""
    last: Element | None = None
    first = _first(placed, table)
    for one in placed:
        for row in one.rows:
            if one.state == COME and last is not None:
                last.addnext(row)
            elif one.state == COME:
                first.addprevious(row)
            last = row
    if not len(first):
        take_out(first)


def _first(placed: Sequence[Placed], table: Element) -> Element:
    """The first of the plan's rows; where the table has none, an empty row after its last, to be taken away."""
    rows = (row for one in placed if one.state != COME for row in one.rows)
    first = next(rows, None)
    if first is not None:
        return first
    return etree.SubElement(table, W + "tr")


@dataclass(slots=True)
class _Column:
    """A column of objectives. Each objective is shown once in each edition; `open` names what the cell above shows
    in the older and in the newer; `anew` those that were written as they are named now."""

    ink: Ink
    column: int
    habit: str
    named: type_named
    shown: set[tuple[str, str]] = field(default_factory=set)
    open: tuple[str | None, str | None] = (None, None)
    anew: dict[str, list[Element]] = field(default_factory=dict)

    def write(self, placed: Sequence[Placed]) -> dict[str, list[Element]]:
        runs: list[list[Element]] = []
        for one in placed:
            for row in one.rows:
                cell = cell_at(row, self.column)
                if cell is None or (self.column not in one.was and self.column not in one.unit.chain):
                    self.open = (None, None)
                    continue
                old = one.was.get(self.column) if one.state != COME else None
                new = one.unit.chain.get(self.column) if one.state != GONE else None
                if self.goes_on(old, new) and self.habit != "again":
                    runs[-1].append(cell)
                    self.cleared(cell)
                else:
                    self.open = (old, new)
                    runs.append([cell])
                    self.begun(cell, one.state, old, new)
        for run in runs:
            self.joined(run)
        return self.anew

    def goes_on(self, old: str | None, new: str | None) -> bool:
        if self.open == (None, None):
            return False
        return (old is None or old == self.open[0]) and (new is None or new == self.open[1])

    def cleared(self, cell: Element) -> None:
        """A cell below the one that shows the objective: empty."""
        held = lines(cell)
        if said_all(held):
            for one in held[1:]:
                take_out(one)
            put_for(held[0], blank(held[0]))

    def begun(self, cell: Element, state: str, old: str | None, new: str | None) -> None:
        """The cell shows its objective, in the editions that did not show it yet."""
        before = old if old is not None and (GONE, old) not in self.shown else None
        after = new if new is not None and (COME, new) not in self.shown else None
        self.shown |= {(GONE, old or ""), (COME, new or "")} if self.habit != "again" else set()
        full = bool(said_all(lines(cell)))
        if state == GONE or (state == KEPT and before is not None and before == after and full):
            return
        content = self.named(after) if after is not None else []
        if state == COME or self.ink.tracking is None or before is None or not full:
            self.filled(cell, content)
            for one in lines(cell) if state == KEPT else ():
                self.ink.underline(one)
        else:
            for one in lines(cell):
                self.ink.strike(one)
            self.added(cell, content)
        if after is not None:
            self.anew.setdefault(after, lines(cell))

    def filled(self, cell: Element, content: Sequence[Element]) -> None:
        held = lines(cell)
        for one in _copied(content) or [blank(held[0])]:
            held[0].addprevious(one)
        for one in held:
            take_out(one)

    def added(self, cell: Element, content: Sequence[Element]) -> None:
        """Beside what goes, in the same line: the end of a cell can neither come nor go."""
        last = lines(cell)[-1]
        for one in _copied(content):
            self.ink.underline(one)
            for child in [child for child in one if child.tag != W + "pPr"]:
                last.append(child)

    def joined(self, run: Sequence[Element]) -> None:
        if self.habit == "merged":
            states = ["restart", *["continue"] * (len(run) - 1)] if len(run) > 1 else [""]
            for cell, state in zip(run, states, strict=True):
                alone = state == "" and begins(cell)
                is_now = "restart" if begins(cell) else "continue" if continues(cell) else ""
                if is_now != state and not alone:
                    merged(cell, state)
