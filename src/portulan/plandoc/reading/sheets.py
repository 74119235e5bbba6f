"""The cells of a sheet become paragraphs and a table: shared by all kinds of spreadsheets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from portulan.plandoc import carried
from portulan.plandoc.reading import limits
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Place, Remark, Row, Run, Table, letters
from portulan.plandoc.sentences import say

Spot = tuple[int, int]  # row and column, from 1


@dataclass(frozen=True, slots=True)
class Content:
    """What one cell shows."""

    runs: tuple[Run, ...]
    fill: str = ""
    number_format: str = ""


@dataclass(slots=True)
class Sheet:
    """`merges` are the joined ranges: first row, first column, last row, last column. `fills` are the colours of
    cells without a text."""

    name: str
    cells: dict[Spot, Content] = field(default_factory=dict)
    fills: dict[Spot, str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    marks: dict[int, str] = field(default_factory=dict)


def carried_facts(sheet: Sheet) -> dict[str, str] | None:
    """What the hidden sheet of one of our own workbooks carries; None for any other sheet."""
    if sheet.name != carried.SHEET:
        return None
    cells = ["".join(run.text for run in sheet.cells[spot].runs) for spot in sorted(sheet.cells)]
    return carried.unpacked(cells) if carried.is_packed(cells) else None


def set_marks_apart(sheet: Sheet) -> None:
    """The identities that one of our own workbooks carries in a column of their own are no text of it."""
    columns: set[int] = set()
    for (row, column), content in list(sheet.cells.items()):
        text = "".join(run.text for run in content.runs)
        if text.startswith("_ptl_") and carried.MARK.fullmatch(text):
            sheet.marks[row] = text
            columns.add(column)
            del sheet.cells[row, column]
    for spot, content in list(sheet.cells.items()):
        if spot[1] in columns and "".join(run.text for run in content.runs) == carried.MARKS:
            del sheet.cells[spot]


def blocks(sheet: Sheet, number: int) -> list[Block]:
    """The lone cells above the first row that has two are paragraphs; from there on all is one table. Rows without
    text are passed over."""
    rows: dict[int, list[int]] = {}
    for (row, column), content in sheet.cells.items():
        if any(run.text.strip() for run in content.runs):
            rows.setdefault(row, []).append(column)
    if not rows:
        return []
    ordered = sorted(rows)
    first = next((row for row in ordered if len(rows[row]) > 1), ordered[-1] + 1)
    result: list[Block] = []
    for row in ordered:
        if row < first:
            place = Place(
                say("feuille masquée") if sheet.hidden else "", row=row, column=rows[row][0], sheet=sheet.name
            )
            result += paragraphs(sheet.cells[row, rows[row][0]].runs, place)
    below = [row for row in ordered if row >= first]
    if below:
        result.append(_table(sheet, below, [column for row in below for column in rows[row]], number))
    return result


def remarks(sheet: Sheet) -> Iterator[Remark]:
    """What the spreadsheet does not show, and was read all the same."""
    if sheet.hidden:
        yield Remark(
            say("La feuille « {sheet} » est masquée dans le fichier ; elle a été lue.", sheet=sheet.name),
            Place(sheet=sheet.name),
        )
        return
    filled = {row for row, _column in sheet.cells}
    if rows := sorted(sheet.hidden_rows & filled):
        yield Remark(
            say(
                "Des lignes de la feuille « {sheet} » sont masquées ; elles ont été lues : {rows}",
                sheet=sheet.name,
                rows=_listed(map(str, rows)),
            ),
            Place(sheet=sheet.name, row=rows[0]),
        )
    filled = {column for _row, column in sheet.cells}
    if columns := sorted(sheet.hidden_columns & filled):
        yield Remark(
            say(
                "Des colonnes de la feuille « {sheet} » sont masquées ; elles ont été lues : {columns}",
                sheet=sheet.name,
                columns=_listed(map(letters, columns)),
            ),
            Place(sheet=sheet.name, column=columns[0]),
        )


def _listed(names: Iterable[str]) -> str:
    """The first eight, ended as a sentence is."""
    known = list(names)
    return ", ".join(known[:8]) + ("…" if len(known) > 8 else ".")


def paragraphs(runs: Iterable[Run], place: Place, hard: bool = True) -> tuple[Paragraph, ...]:
    """One paragraph a line."""
    runs = tuple(runs)
    if not any("\n" in run.text or "\r" in run.text for run in runs):  # nearly all cells
        whole = tuple(run for run in runs if run.text)
        return (Paragraph(whole, place, hard=hard),) if whole else ()
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines[-1].append(Run(first, run.emphasis, run.strong))
        lines += [[Run(text, run.emphasis, run.strong)] for text in rest]
    kept = [tuple(run for run in line if run.text) for line in lines]
    return tuple(Paragraph(line, place, hard=hard) for line in kept if line)


def _table(sheet: Sheet, rows: list[int], columns: list[int], number: int) -> Table:
    """Columns without any text are passed over, as rows are."""
    used = sorted(set(columns))
    if len(used) * len(rows) > 4 * limits.MAX_CELLS:
        raise limits.too_many_cells(sheet.name)
    covered = _covered(sheet, rows[-1], used[-1])
    found = [_row(sheet, row, used, covered) for row in rows]
    return Table(tuple(found), len(used), Place(table=number, sheet=sheet.name), hidden=sheet.hidden)


def _covered(sheet: Sheet, last_row: int, last_column: int) -> dict[Spot, tuple[int, int, int, int]]:
    covered: dict[Spot, tuple[int, int, int, int]] = {}
    for top, left, bottom, right in sheet.merges:
        whole = (top, left, min(bottom, last_row), min(right, last_column))
        if len(covered) + max(whole[2] - top + 1, 0) * max(whole[3] - left + 1, 0) > 4 * limits.MAX_CELLS:
            raise limits.too_many_cells(sheet.name)
        for row in range(top, whole[2] + 1):
            for column in range(left, whole[3] + 1):
                covered[row, column] = whole
    return covered


def _row(sheet: Sheet, row: int, used: list[int], covered: Mapping[Spot, tuple[int, int, int, int]]) -> Row:
    cells: list[Cell] = []
    at = 0
    while at < len(used):
        column = used[at]
        top, _left, _bottom, right = covered.get((row, column), (row, column, row, column))
        under = [one for one in used[at:] if one <= right] if right > column else [column]
        cells.append(_cell(sheet, Place(row=row, column=column, sheet=sheet.name), at, under, row > top))
        at += len(under)
    return Row(
        tuple(cells),
        Place(row=row, sheet=sheet.name),
        hidden=row in sheet.hidden_rows,
        mark=sheet.marks.get(row, ""),
    )


def _cell(sheet: Sheet, place: Place, at: int, columns: list[int], continues: bool) -> Cell:
    """The cell over these columns; what a merge covers is still in the file, and read."""
    contents = [sheet.cells[place.row, column] for column in columns if (place.row, column) in sheet.cells]
    runs: list[Run] = []
    for content in contents:
        runs += [Run("\n"), *content.runs] if runs else content.runs
    first = contents[0] if contents else Content((), sheet.fills.get((place.row, columns[0]), ""))
    return Cell(at, paragraphs(runs, place), place, len(columns), continues, first.fill, first.number_format)
