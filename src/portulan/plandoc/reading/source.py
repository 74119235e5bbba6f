"""What a file holds, before anything is understood: paragraphs and tables of cells, in order, with places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portulan.plandoc.sentences import say
from portulan.plandoc.text import Wording, tidied


class Unreadable(Exception):
    """The file cannot be read. `code` is stable; `sentence` (French) says what happened and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its file; numbers count from 1, 0 means "does not apply". `sheet` is the name of a
    spreadsheet's sheet: row and column are then those that its window shows. `box` is where on the `page`: left,
    top, right, bottom from its upper left corner, as shares of its width and height; empty where not known."""

    part: str = ""
    page: int = 0
    line: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    sheet: str = ""
    box: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.box, tuple):  # JSON gives a list
            object.__setattr__(self, "box", tuple(self.box))

    @property
    def address(self) -> str:
        """As spreadsheets write it: "Plan!B4"; empty elsewhere than in a spreadsheet."""
        spot = letters(self.column) + (str(self.row) if self.row else "")
        return f"{self.sheet}!{spot}" if self.sheet and spot else self.sheet

    @property
    def words(self) -> tuple[str, ...]:
        """From the largest to the smallest: "page 3", "tableau 2", "ligne 5"."""
        return tuple(filter(None, (self.part, *(self._in_sheet() if self.sheet else self._in_pages()))))

    def __str__(self) -> str:
        return ", ".join(self.words)

    def _in_sheet(self) -> Iterator[str]:
        yield say("feuille « {name} »", name=self.sheet)
        if self.row and self.column:
            yield say("cellule {name}", name=f"{letters(self.column)}{self.row}")
        elif self.row:
            yield say("ligne {number}", number=self.row)

    def _in_pages(self) -> Iterator[str]:
        if self.page:
            yield say("page {number}", number=self.page)
        if self.table:
            yield say("tableau {number}", number=self.table)
        if self.row:
            yield say("ligne {number}", number=self.row)
        if self.column:
            yield say("colonne {number}", number=self.column)
        if self.line and not self.row:
            yield say("ligne {number}", number=self.line)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    emphasis: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`bullet` is the bullet or the number that stood before the text, if any; it is `computed` where the program
    writes it, so that it is no character of the file. `marks` are the bookmarks that surround the paragraph.
    `hard` is False where the reader cannot tell a new paragraph from a line that wrapped (PDF). `level` is 1 to 6
    for a heading, else 0; `list_level` counts from 0, and says something where there is a bullet; `notes` are the
    marks of the notes that it calls. `seams` are the places in its text where something else may begin, `loose`
    says that it may go on from the paragraph before: the reader had to choose. `rank`
    says which paragraph of the file it is, from 1, where that is known (.docx), for who writes back into it.
    `breaks` are the places where its lines begin, where the reader knows lines (PDF), the first one left out.
    `joints` are the places where a line end may have cut a word, each with what the other reading puts there,
    empty where it takes a character away."""

    runs: tuple[Run, ...]
    place: Place = Place()
    style: str = ""
    bullet: str = ""
    marks: tuple[str, ...] = ()
    hard: bool = True
    level: int = 0
    list_level: int = 0
    notes: tuple[str, ...] = ()
    computed: bool = False
    seams: tuple[int, ...] = ()
    loose: bool = False
    rank: int = 0
    breaks: tuple[int, ...] | None = None
    joints: tuple[tuple[int, str], ...] = ()

    @property
    def text(self) -> str:
        """The text to the letter, white space included."""
        return "".join(run.text for run in self.runs)

    @property
    def wording(self) -> Wording:
        """The text with its emphasis, blanks tidied."""
        return Wording.from_pieces((run.text, run.emphasis) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is its paragraphs, tidied, one a line: written once, as it is asked for again and again.
    `column` counts from 0. `continues` is True for a cell that a real merge joins to the one above. `fill` is
    the colour behind it, RRGGBB or empty; `number_format` says what a spreadsheet shows of a number ("0%").
    `tables` are those inside it, whose paragraphs are among its own too."""

    column: int
    paragraphs: tuple[Paragraph, ...]
    place: Place = Place()
    span: int = 1
    continues: bool = False
    fill: str = ""
    number_format: str = ""
    tables: tuple["Table", ...] = ()
    text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        lines = (tidied(paragraph.text) for paragraph in self.paragraphs)
        object.__setattr__(self, "text", "\n".join(filter(None, lines)))

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(mark for paragraph in self.paragraphs for mark in paragraph.marks)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in this row, left to right. `header` where the file says that it is a row of titles;
    `hidden` where the program does not show it; `mark` is the identity that one of our own workbooks carries;
    `cut` where a page ends in it, or perhaps before the next."""

    cells: tuple[Cell, ...]
    place: Place = Place()
    header: bool = False
    hidden: bool = False
    mark: str = ""
    cut: bool = False

    def at(self, column: int) -> Cell | None:
        """The cell that begins in, or spreads over, this column."""
        for cell in self.cells:
            if cell.column <= column < cell.column + cell.span:
                return cell
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` is how many columns the widest row has. `confidence` is under 1 where the reader had to guess that
    this is a table (a PDF without ruled lines); `hidden` for a sheet that the program does not show."""

    rows: tuple[Row, ...]
    columns: int
    place: Place = Place()
    confidence: float = 1.0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Remnant:
    """Characters that belong to the file's making, not to its text: markup left over, page separators."""

    text: str
    place: Place
    nature: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader has to say about a place: a sentence, in French."""

    sentence: str
    place: Place = Place()


def letters(column: int) -> str:
    """The name of a spreadsheet's column, counted from 1: 1 is A, 27 is AA; 0 is nothing."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. `kind` is "docx", "pdf", "text"… whatever its name said. `facts` are what one of our
    own files holds beside its text (see `plandoc.carried`)."""

    name: str
    sha256: str
    kind: str
    blocks: tuple[Block, ...]
    remnants: tuple[Remnant, ...] = ()
    remarks: tuple[Remark, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, those of cells included, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                for row in block.rows:
                    for cell in row.cells:
                        yield from cell.paragraphs

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))
