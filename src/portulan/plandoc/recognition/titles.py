"""The rows of a table that hold its titles, found by their words, by their look, and by what stands below."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plandoc.reading.source import Cell, Row, Table
from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.calendars import is_unit
from portulan.plandoc.recognition.profiles import Profile, profile
from portulan.plandoc.recognition.roles import EXTRA

_CODED = re.compile(r"\d+\.\d+")
_LOOKED_AT = 8
_LONG = 80


@dataclass(frozen=True, slots=True)
class TitleRows:
    """Rows `first` to `end` (not included) hold the titles, by column; rows above them are the plan's front."""

    first: int
    end: int
    titles: Mapping[int, str] = field(default_factory=dict)


def title_rows(table: Table) -> TitleRows | None:
    """Where the titles are; None for a table that has none."""
    begun = False
    for index, row in enumerate(table.rows[:_LOOKED_AT]):
        filled = [cell for cell in row.cells if cell.text and not cell.continues]
        if len(filled) < 2 and not row.header:
            continue
        if filled and _is_title(row, filled, table, index, begun):
            found = _titles(table, index)
            return replace(found, first=_first(table, index))
        if len(filled) >= 0.6 * len(row.cells):
            begun = True
            if _is_data(filled):
                return None
    return None


def _first(table: Table, index: int) -> int:
    """The row where the titles begin: the one above, where a merge brings a title of its down to this one."""
    return index - 1 if any(_merged_above(table, index, cell) for cell in table.rows[index].cells) else index


def _is_title(row: Row, filled: Sequence[Cell], table: Table, index: int, begun: bool) -> bool:
    """Whether this row says titles; once a row of another kind has `begun` the table, only words can tell."""
    if _is_data(filled) or any(len(cell.text) > _LONG for cell in filled):
        return False
    if row.header and any(columns.said(cell.text)[1] >= 0.6 for cell in filled):
        return True
    if len(filled) < 2 and not row.header:
        return False
    said = {role for cell in filled for role, score in [columns.said(_one_line(cell))] if score >= 0.6}
    words = sum(len(cell.text.split()) for cell in filled) / len(filled)
    if len(said - {EXTRA, "decoy"}) >= 2 and words <= 7:
        return True
    if begun or index + 1 >= len(table.rows) or len(filled) < 0.6 * len(row.cells):
        return False
    contrast = _contrast(row, table, index)
    short = words <= 6
    if row.header:
        return True
    return short and (_looks_apart(filled, table, index) or contrast >= 1 or (bool(said) and contrast > 0))


def _is_data(filled: Sequence[Cell]) -> bool:
    """Whether a row that could be titles is one of the plan's own: it has a code or a deadline. Years side by side
    are titles where other words of the row say titles too."""
    dated = sum(
        understand(_one_line(cell)).kind not in (DeadlineKind.UNCLEAR, DeadlineKind.NONE) for cell in filled
    )
    units = sum(is_unit(_one_line(cell)) for cell in filled)
    if units > 1 and dated <= units and len(_roles_said(filled)) > 1:
        return False
    return dated > 0.15 * len(filled) or any(_CODED.match(cell.text) for cell in filled)


def _looks_apart(filled: Sequence[Cell], table: Table, index: int) -> bool:
    """All bold or all shaded, which the row below is not."""
    below = [cell for cell in table.rows[index + 1].cells if cell.text]
    strong = all(_is_strong(cell) for cell in filled) and not all(_is_strong(cell) for cell in below)
    shaded = all(cell.fill for cell in filled) and sum(cell.fill == filled[0].fill for cell in below) < 0.5 * max(
        len(below), 1
    )
    return strong or shaded


def _is_strong(cell: Cell) -> bool:
    runs = [run for paragraph in cell.paragraphs for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.strong for run in runs)


def _contrast(row: Row, table: Table, index: int) -> float:
    """How many columns hold below what their first cell is not: dates, codes, states; long texts weigh less."""
    total = 0.0
    body = table.rows[index + 1 : index + 40]
    for cell in row.cells:
        texts = [one.text for other in body if (one := other.at(cell.column)) and one.column == cell.column]
        filled = [text for text in texts if text]
        if not cell.text or not filled:
            continue
        if cell.text in filled:
            return 0.0
        below, own = profile(filled), profile([cell.text])
        total += any(_kind(below, name) >= 0.6 and _kind(own, name) == 0 for name in _KINDS)
        total += 0.3 if below.words >= 5 and own.words <= 3 and below.words > 2.5 * own.words else 0
    return total


_KINDS = ("deadline", "code", "coded", "state", "priority", "money", "percent", "recommended")


def _kind(one: Profile, name: str) -> float:
    return float(getattr(one, name))


def _titles(table: Table, index: int) -> TitleRows:
    """One row of titles, or two where the first one's cells spread over those of the second."""
    row = table.rows[index]
    spread = [cell for cell in row.cells if cell.span > 1 and cell.text] or _groups_by_blanks(table, index)
    titles = {cell.column: _one_line(cell) or _merged_above(table, index, cell) for cell in row.cells}
    if not spread or index + 2 >= len(table.rows):
        return TitleRows(index, index + 1, titles)
    below = table.rows[index + 1]
    filled = [cell for cell in below.cells if cell.text and not cell.continues]
    covered = {at for cell in spread for at in range(cell.column, cell.column + cell.span)}
    if (
        not filled
        or any(len(cell.text) > _LONG for cell in filled)
        or not (all(cell.column in covered for cell in filled) or _says_titles(filled))
        or _is_data(filled)
    ):
        return TitleRows(index, index + 1, titles)
    titles |= {cell.column: _one_line(cell) for cell in filled}
    return TitleRows(index, index + 2, titles)


def _groups_by_blanks(table: Table, index: int) -> list[Cell]:
    """The titles that have blank ones at their right, as wide as those are, where the row below fills these blanks
    and what lies under such titles, and nothing else: groups whose merges the file does not say."""
    row, below = table.rows[index], table.rows[index + 1 : index + 2]
    groups: list[Cell] = []
    for cell in row.cells:
        if cell.text:
            groups.append(cell)
        elif groups and not cell.continues:
            groups[-1] = replace(groups[-1], span=cell.column + cell.span - groups[-1].column)
    spread = [cell for cell in groups if cell.span > 1]
    covered = {at for cell in spread for at in range(cell.column, cell.column + cell.span)}
    filled = {cell.column for one in below for cell in one.cells if cell.text}
    return spread if spread and filled == covered else []


def _merged_above(table: Table, index: int, cell: Cell) -> str:
    """The title that a real merge brings down from the row above: one of no group."""
    above = table.rows[index - 1].at(cell.column) if cell.continues and index else None
    return _one_line(above) if above is not None and above.column == cell.column else ""


def _says_titles(filled: Sequence[Cell]) -> bool:
    """Whether the words of a row below a row of titles say three roles themselves."""
    return len(_roles_said(filled)) >= 3


def _roles_said(filled: Sequence[Cell]) -> set[str]:
    """The roles that the words of these cells say."""
    said = {role for cell in filled for role, score in [columns.said(_one_line(cell))] if score >= 0.6}
    return said - {EXTRA, "decoy"}


def _one_line(cell: Cell) -> str:
    return " ".join(cell.text.split())
