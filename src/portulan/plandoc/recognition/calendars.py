"""Columns of years, quarters or months that crosses fill ("2026 | 2027"): read as one column of deadlines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portulan.plandoc import calendar_words as words
from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Row, Run, Table
from portulan.plandoc.text import fold

JOINT = " · "
_LOOKED_AT = 6
_MARK = re.compile(r"[xX×✕✖✗✘✓✔☑●•■▪◼█⬛▓▒░◆★*+o]{1,3}")
_PART = re.compile(
    r"(?:q|t|k|s|h|tri\w*\.?|sem\w*\.?|m|mois|month|y|an|jaar)\s?\d{1,2}|\d{1,2}\s?(?:e|er|º|o)?\s?(?:t|q|s)"
)
_YEAR = re.compile(r"20\d\d")
_UNITS = (
    DeadlineKind.CALENDAR_YEAR, DeadlineKind.ACADEMIC_YEAR, DeadlineKind.QUARTER, DeadlineKind.SEMESTER,
    DeadlineKind.MONTH, DeadlineKind.PLAN_YEAR,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The columns from `start` to `end` (not included), whose units stand in the row of rank `at`."""

    at: int
    start: int
    end: int
    units: tuple[str, ...]

    def holds(self, column: int) -> bool:
        return self.start <= column < self.end


def read(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """The blocks with each calendar as one column of deadlines; the characters that were structure only."""
    structure: list[tuple[str, str]] = []
    found: list[Block] = []
    for block in blocks:
        calendar = _calendar(block) if isinstance(block, Table) else None
        found.append(_as_deadlines(block, calendar, structure) if isinstance(block, Table) and calendar else block)
    return found, structure


def is_joined(title: str) -> bool:
    """Whether this is the title that such a column is given."""
    parts = title.split(JOINT.strip())
    return len(parts) > 1 and all(is_unit(part.strip()) for part in parts)


def _calendar(table: Table) -> _Calendar | None:
    for at, row in enumerate(table.rows[:_LOOKED_AT]):
        for run in _runs(row):
            start, end = run[0].column, run[-1].column + 1
            if _is_marked(table, at, start, end):
                above = table.rows[at - 1] if at else None
                return _Calendar(at, start, end, tuple(_named(cell, above) for cell in run))
    return None


def _runs(row: Row) -> Iterator[list[Cell]]:
    """Side by side, at least two cells that each name another stretch of time."""
    run: list[Cell] = []
    for cell in (*row.cells, None):
        goes_on = cell is not None and cell.span == 1 and not cell.continues and is_unit(cell.text)
        if goes_on and cell is not None and (not run or run[-1].column + 1 == cell.column):
            run.append(cell)
            continue
        if len(run) > 1:
            yield run
        run = [cell] if goes_on and cell is not None else []


def is_unit(text: str) -> bool:
    """Whether a title names a stretch of time: a year, a quarter, a month."""
    folded = fold(text).strip(" .")
    if not folded or len(folded) > 24:
        return False
    return bool(_PART.fullmatch(folded)) or folded in words.MONTHS or understand(text).kind in _UNITS


def _is_marked(table: Table, at: int, start: int, end: int) -> bool:
    """Whether crosses alone stand below, or colours alone, in most rows that say something."""
    rows = [row for row in table.rows[at + 1 :] if sum(bool(cell.text) for cell in row.cells) > 1]
    cells = [[cell for cell in row.cells if start <= cell.column < end] for row in rows]
    texts = [cell.text for some in cells for cell in some if cell.text]
    if any(not _MARK.fullmatch(text) for text in texts):
        return False
    marked = sum(bool(_marks(row, start, end, not texts)) for row in rows)
    return bool(rows) and marked >= max(1, 0.5 * len(rows)) and any(len(some) > 1 for some in cells)


def _marks(row: Row, start: int, end: int, coloured: bool) -> list[int]:
    """The columns with a mark; where no text marks any, those whose colour the row's other cells do not have."""
    held = [cell for cell in row.cells if start <= cell.column < end]
    if not coloured:
        return [at for cell in held if cell.text for at in _columns(cell, end)]
    usual = {cell.fill for cell in row.cells if not start <= cell.column < end}
    found = [at for cell in held if cell.fill and cell.fill not in usual for at in _columns(cell, end)]
    return found if len(found) < end - start or len({cell.fill for cell in held}) == 1 else []


def _columns(cell: Cell, end: int) -> range:
    """Those that a cell covers: a bar drawn by a merge lasts as long as it is wide."""
    return range(cell.column, min(cell.column + cell.span, end))


def _named(cell: Cell, above: Row | None) -> str:
    """The unit with the year that stands above it, or over several of them."""
    text = " ".join(cell.text.split())
    over = above.at(cell.column) if above is not None else None
    years = _YEAR.findall(over.text) if over is not None else []
    return f"{text} {years[0]}" if len(years) == 1 and not _YEAR.search(text) else text


def _as_deadlines(table: Table, calendar: _Calendar, structure: list[tuple[str, str]]) -> Table:
    body = table.rows[calendar.at + 1 :]
    coloured = not any(cell.text for row in body for cell in row.cells if calendar.holds(cell.column))
    head = [_head(row, rank, table, calendar, structure) for rank, row in enumerate(table.rows[: calendar.at + 1])]
    rows = (_below(row, calendar, coloured, structure) for row in body)
    return replace(table, rows=(*(row for row in head if row is not None), *rows))


def _head(row: Row, rank: int, table: Table, calendar: _Calendar, structure: list[tuple[str, str]]) -> Row | None:
    """A row of titles; None where it only named the units of a calendar that has a title above."""
    title = _title_above(table, calendar)
    own = [cell for cell in row.cells if calendar.holds(cell.column)]
    others = tuple(cell for cell in row.cells if not calendar.holds(cell.column))
    if rank < calendar.at:
        kept = next((cell for cell in own if title and rank == calendar.at - 1 and cell.text), None)
        if own and all(calendar.start <= cell.column and cell.column + cell.span <= calendar.end for cell in own):
            structure += [(cell.text, "column title") for cell in own if cell is not kept]
            cells = (*others, replace(kept, column=calendar.start, span=1)) if kept else others
            return replace(row, cells=_sorted(cells))
        return row
    units = Cell(calendar.start, _written(JOINT.join(calendar.units), own), own[0].place)
    if title:
        structure += [(cell.text, "column title") for cell in own]
        units = Cell(calendar.start, (), own[0].place, continues=True)
    said = any(cell.text for cell in others)
    return replace(row, cells=_sorted((*others, units))) if said or not title else None


def _title_above(table: Table, calendar: _Calendar) -> str:
    """What one cell over the whole calendar says, unless it only names a year."""
    over = table.rows[calendar.at - 1].at(calendar.start) if calendar.at else None
    if over is None or over.column != calendar.start or over.span != calendar.end - calendar.start:
        return ""
    return "" if _YEAR.fullmatch(over.text.strip()) else over.text


def _written(text: str, cells: Sequence[Cell]) -> tuple[Paragraph, ...]:
    first = next((one for cell in cells for one in cell.paragraphs), Paragraph(()))
    runs = (Run(text, strong=any(run.strong for run in first.runs)),)
    return (Paragraph(runs, first.place, first.style),)


def _below(row: Row, calendar: _Calendar, coloured: bool, structure: list[tuple[str, str]]) -> Row:
    own = [cell for cell in row.cells if calendar.holds(cell.column)]
    if not own or any(cell.column < calendar.start < cell.column + cell.span for cell in row.cells):
        return row
    others = tuple(cell for cell in row.cells if not calendar.holds(cell.column))
    structure += [(cell.text, "calendar mark") for cell in own]
    marked = _marks(row, calendar.start, calendar.end, coloured) if others else []
    text = _said([at - calendar.start for at in marked], calendar.units)
    paragraphs = (Paragraph((Run(text),), own[0].place),) if text else ()
    return replace(row, cells=_sorted((*others, Cell(calendar.start, paragraphs, own[0].place))))


def _said(marked: Sequence[int], units: Sequence[str]) -> str:
    """ "2026", "2026, 2027" or "2026-2028", with the year once where all share it: "Q1, Q2 2026"."""
    if not marked:
        return ""
    runs: list[list[int]] = []
    for at in sorted(set(marked)):
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return ", ".join(_stretch([units[at] for at in run]) for run in runs)


def _stretch(units: Sequence[str]) -> str:
    first, last = units[0], units[-1]
    if len(units) < 3:
        return ", ".join(units)
    return f"{first}-{last}" if _YEAR.fullmatch(first) else f"{first} - {last}"


def _sorted(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: cell.column))
