"""The neutral tree: what a document or a sheet says, before any file format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from portulan.plandoc.comparison.redline import Tracking


class Orientation(StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Look(StrEnum):
    """The part a paragraph plays; each writer knows how it looks. A legend stays with what follows it."""

    BODY = "body"
    TITLE = "title"
    SUBTITLE = "subtitle"
    KICKER = "kicker"
    MUTED = "muted"
    PROSE = "prose"
    LEGEND = "legend"


class Shading(StrEnum):
    """The ground of a cell, named by what it says."""

    NONE = "none"
    SUNK = "sunk"
    ATTENTION = "attention"


class Tone(StrEnum):
    """The colour of the rule beside an aside."""

    INK = "ink"
    TEAL = "teal"
    ATTENTION = "attention"


class Track(StrEnum):
    """Whether a part of a document stands in both of its editions (see `redline`), or in one of them only."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style. A line feed in it is a line break."""

    text: str
    emphasis: bool = False
    strong: bool = False
    track: Track = Track.KEPT


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`mark` is the identity (a UUID) of what the paragraph states; Word carries it as a bookmark. `end` says in
    which edition a new line begins after it; `relisted` that it is an item of a list in one edition only;
    `replaces` is the mark of what the removed runs state, where it is another thing."""

    runs: tuple[Run, ...] = ()
    look: Look = Look.BODY
    mark: str = ""
    end: Track = Track.KEPT
    relisted: bool = False
    replaces: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body; level 1 stands right below the title of the document."""

    level: int
    runs: tuple[Run, ...]
    mark: str = ""
    end: Track = Track.KEPT

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Short names with what they stand for, under a title of their own: acronyms, facts. `tracks` says of the
    title, then of each pair, where it stands; nothing where all stand in both editions."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    tracks: tuple[Track, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """What is to be found again at a glance, beside a rule: a word that says what it is, then its text."""

    label: str
    paragraphs: tuple[Paragraph, ...]
    tone: Tone = Tone.INK


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing without words (see `figures`): its SVG, what it shows in words (empty where it only repeats what
    stands beside it), its size in millimetres."""

    svg: str
    alt: str
    width: float
    height: float


LOGO_WIDTH, LOGO_HEIGHT = 52.0, 20.0  # millimetres that a logo may take on a cover


@dataclass(frozen=True, slots=True)
class Logo:
    """The mark of an institution: a PNG, its size in pixels, what it is in words."""

    png: bytes
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Cover:
    """A first page of its own. `lead` is what the document finds, in a sentence; `facts` stand at its foot; the
    `logos`, two at most, above all."""

    kicker: str
    title: str
    subtitle: str
    lead: str = ""
    figure: Figure | None = None
    facts: tuple[tuple[str, str], ...] = ()
    remark: str = ""
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of the body down to that level, each with its page where the format has pages; `alone` on a
    page of their own."""

    title: str
    depth: int = 2
    alone: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the table's width, in any unit. `was` is the title in the older edition, where it was
    another; `track` says which edition has the column."""

    title: str
    width: float = 1.0
    was: str | None = None
    track: Track = Track.KEPT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell covers `rows` rows and `columns` columns; what it covers is left out of the rows below, as in HTML.
    `heads` says that the cell is the title of its rows; `track` that one edition only has it, with its column.
    `figure` stands above what it says; `parted` that the end of a page may come between its rows."""

    blocks: tuple[Heading | Paragraph | BulletList, ...] = ()
    rows: int = 1
    columns: int = 1
    shading: Shading = Shading.NONE
    heads: bool = False
    track: Track = Track.KEPT
    figure: Figure | None = None
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    track: Track = Track.KEPT


@dataclass(frozen=True, slots=True)
class Table:
    """The titles of the columns make the header row, repeated on each page; `summary` says what the table is;
    `track` is that of the header row."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summary: str = ""
    track: Track = Track.KEPT


Block = Paragraph | Heading | BulletList | KeyValues | Aside | Figure | Cover | Contents | PageBreak | Table


@dataclass(frozen=True, slots=True)
class Document:
    """`running` is what the head of each page after the first recalls (of the first too where it is `headed`), at
    left and right; its foot names the author and the page.
    `dense` sets a PDF small and tight, to stand on few pages; `ruled` opens each part under a rule of ink.
    `carried` are facts that no reader sees but that a Word file keeps for whoever reads it back, by name. With
    `tracking` it holds two editions (see `redline`), which Word files alone can show."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "fr"
    author: str = ""
    running: tuple[str, str] = ("", "")
    orientation: Orientation = Orientation.PORTRAIT
    dense: bool = False
    ruled: bool = False
    headed: bool = False
    carried: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tracking: Tracking | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of plain texts, for spreadsheets and CSV. `marks` are the identities of its rows, and `carried`
    facts by name, that no reader sees but that a workbook keeps for whoever reads it back."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    language: str = "fr"
    marks: tuple[str, ...] = ()
    carried: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def plain(
    text: str, *, emphasis: bool = False, strong: bool = False, track: Track = Track.KEPT
) -> tuple[Run, ...]:
    """One run of text, or none where there is no text."""
    return (Run(text, emphasis, strong, track),) if text else ()


def paragraphs(lines: Iterable[str]) -> tuple[Paragraph, ...]:
    """One plain paragraph a line."""
    return tuple(Paragraph(plain(line)) for line in lines)
