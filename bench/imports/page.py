"""A file of the development set before it is written: headings, paragraphs and tables of cells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """`span` columns wide, `down` rows high; lines are parted by line ends."""

    text: str = ""
    span: int = 1
    down: int = 1
    bold: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    bullet: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, as HTML has them: a row leaves out what a cell above or at its left covers. `hidden` are
    the rows that a spreadsheet does not show; `typed`, where it keeps days and shares as numbers."""

    rows: tuple[tuple[Cell, ...], ...]
    hidden: frozenset[int] = frozenset()
    typed: bool = False

    def placed(self) -> list[tuple[int, int, Cell]]:
        """(row, column, cell) of each cell."""
        taken: set[tuple[int, int]] = set()
        found = []
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                found.append((number, column, cell))
                taken |= {
                    (number + down, column + right) for down in range(cell.down) for right in range(cell.span)
                }
                column += cell.span
        return found

    @property
    def width(self) -> int:
        return max(column + cell.span for _, column, cell in self.placed())


@dataclass(frozen=True, slots=True)
class Sheet:
    """What follows is on a sheet of this name; elsewhere than in a spreadsheet, under this heading."""

    name: str


Block = Heading | Text | Grid | Sheet
