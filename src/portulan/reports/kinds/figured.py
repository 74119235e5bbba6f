"""Where parts of a plan stand, as figures with the same in words: bars of cells, piles by year, their key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from portulan.plandoc.status import Status
from portulan.reports.kinds.front import columns, spoken
from portulan.reports.kinds.vocabulary import Vocabulary, vocabulary
from portulan.typeset import figures
from portulan.typeset.page import Block, Cell, Figure, Look, Paragraph, Row, Table, paragraphs, plain

LANDSCAPE = 265.0  # millimetres of a line of a page set sideways
MOST_PILES = 8  # that stand beside one another on a page
_TALL = 34.0  # millimetres of the tallest pile
_COVER = 45.0  # millimetres of an échelle on a cover
_PADDING = 6.0  # millimetres of a column that its figure leaves


@dataclass(frozen=True, slots=True)
class Standing:
    """A part of the plan: an objective, a year, a body. `counts` says its statuses in words."""

    name: str
    statuses: tuple[Status, ...]
    counts: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    shared: Vocabulary
    part: str
    piles: str
    key: tuple[str, ...]
    key_summary: str


def cover_scale(statuses: Sequence[Status], width: float, alt: str) -> Figure | None:
    """The échelle of a cover: on one line where that is nearly so, never too tall."""
    count = len(statuses)
    on_a_line = (width + figures.USUAL.gap) / (figures.USUAL.width + figures.USUAL.gap)
    tall = figures.USUAL.height if on_a_line < count <= 1.3 * on_a_line else _COVER
    return figures.scale(statuses, width, alt, figures.fitted(count, width, tall + 0.01))


@cache
def mark(status: Status) -> Figure | None:
    """One cell, beside the words that say the same."""
    return figures.scale([status], _TALL, "")


def key(entries: Sequence[tuple[Status, str, int]], language: str) -> Table:
    """How each status is drawn, and how many actions have it."""
    said = spoken(_WORDS, language)
    rows = []
    for status, name, number in entries:
        mark = Cell(figure=figures.scale([status], _TALL, name))
        rows.append(Row((mark, Cell(paragraphs([name]), heads=True), Cell(paragraphs([str(number)])))))
    return Table(columns(said.key, (14.0, 60.0, 104.0)), tuple(rows), said.key_summary)


def bars(lines: Sequence[Standing], width: float, language: str) -> Table:
    """A line a part: its name, a cell for each of its actions, the same in words. `width` is that of the page, in
    millimetres."""
    said = spoken(_WORDS, language)
    shares = (width * 0.34, width * 0.38, width * 0.28)
    rows = tuple(_bar(one, shares[1] - _PADDING) for one in lines)
    titles = (said.part, said.shared.one_cell, said.shared.in_figures)
    return Table(columns(titles, shares), rows, said.shared.standings)


def _bar(line: Standing, room: float) -> Row:
    name = Cell((Paragraph(plain(line.name)),), heads=True)
    return Row((name, Cell(figure=figures.scale(line.statuses, room, line.counts)), Cell(_counted(line))))


def piles(lines: Sequence[Standing], width: float, language: str) -> Iterator[Block]:
    """A column a part, its cells piled up upon one line, the same in words below; bars where there are many."""
    if len(lines) > MOST_PILES:
        yield bars(lines, width, language)
        return
    said = spoken(_WORDS, language)
    drawn = figures.piles([(one.statuses, one.counts) for one in lines], width / len(lines) - _PADDING, _TALL)
    titled = columns((one.name for one in lines), (1.0 for _one in lines))
    cells = tuple(Cell(_counted(one), figure=figure) for one, figure in zip(lines, drawn, strict=True))
    yield Table(titled, (Row(cells),), said.piles)


def _counted(line: Standing) -> tuple[Paragraph, ...]:
    note = (Paragraph(plain(line.note), Look.MUTED),) if line.note else ()
    return (Paragraph(plain(line.counts)), *note)


_FRENCH = Words(
    shared=vocabulary("fr"),
    part="Partie du plan",
    piles="Une colonne par année, avec une case par action et les mêmes chiffres en mots",
    key=("Case", "Statut", "Actions"),
    key_summary="Comment chaque statut est dessiné, et combien d’actions l’ont",
)
_ENGLISH = Words(
    shared=vocabulary("en"),
    part="Part of the plan",
    piles="One column for each year, with a cell for each action and the same figures in words",
    key=("Cell", "Status", "Actions"),
    key_summary="How each status is drawn, and how many actions have it",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
