"""One table for each action: titles at the left, values at the right, turned into rows of one table."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Row, Run, Table
from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.row_shapes import is_strong
from portulan.plandoc.text import fold

type_pair = tuple[Cell, Cell]
_LONG = 60
_NUMBERED = re.compile(r"(?P<name>[^\W\d_][^\d:]*?)[ .]*(?P<code>(?:(?<= )[a-z]{1,3}[.-]?)?\d{1,3}(?:\.\d{1,3})*)")
_NUMBER_ALONE = re.compile(r"[a-z]{1,3}[ .-]?\d{1,3}(?:\.\d{1,3})*\.?|\d{1,3}(?:\.\d{1,3})+\.?")


@dataclass(frozen=True, slots=True)
class Card:
    """The (title, value) pairs of one table; the text over its whole width, if any, has an empty title."""

    table: Table
    pairs: tuple[type_pair, ...]

    @property
    def titles(self) -> list[str]:
        return [_name(title) for title, _ in self.pairs]


def turned(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each card as a table of two rows, titles and values, all cards under the same columns."""
    blocks = [part for block in blocks for part in (_parted(block) if isinstance(block, Table) else [block])]
    cards = {at: card for at, block in enumerate(blocks) if isinstance(block, Table) and (card := _card(block))}
    often = Counter(title for card in cards.values() for title in set(card.titles) if title)
    others = {
        texts
        for at, block in enumerate(blocks)
        if isinstance(block, Table) and at not in cards
        for texts in _rows_of_texts(block)
    }
    chosen = {
        at: card
        for at, card in cards.items()
        if _is_card(card, often) and others.isdisjoint(_rows_of_texts(card.table))
    }
    order = list(dict.fromkeys(title for card in chosen.values() for title in card.titles))
    return [_as_rows(chosen[at], order) if at in chosen else block for at, block in enumerate(blocks)]


def _rows_of_texts(table: Table) -> Iterator[tuple[str, ...]]:
    """The rows of three texts and more: one that stands in a longer table too holds titles there, as here."""
    texts = (tuple(fold(cell.text) for cell in row.cells if cell.text) for row in table.rows)
    return (one for one in texts if len(one) >= 3)


def _parted(table: Table) -> list[Table]:
    """A table in which the same titles come again, in the same order, is several cards that run together."""
    below = {at + 1 for at in range(len(table.rows)) if _values_below(table, at)}
    titles = [
        _name(row.cells[0]) if len(row.cells) in (1, 2, 4) and at not in below else ""
        for at, row in enumerate(table.rows)
    ]
    starts = [at for at, title in enumerate(titles) if title and title == titles[0]]
    if len(starts) < 2:
        return [table]
    parts = [titles[start:end] for start, end in pairwise([*starts, len(titles)])]
    usual = set(parts[0])
    if len(parts[0]) < 3 or any(len(part) < 2 or not usual.issuperset(part) for part in parts):
        return [table]
    if any(len(part) != len(set(part)) for part in parts):
        return [table]
    return [replace(table, rows=table.rows[start:end]) for start, end in pairwise([*starts, len(titles)])]


def _name(title: Cell) -> str:
    """What a title says, whatever its number: "Action n° 2" is the like of "Action n° 1"; "E1" counts only."""
    folded = fold(title.text).rstrip(" :")
    if _NUMBER_ALONE.fullmatch(folded):
        return "#"
    numbered = _NUMBERED.fullmatch(folded)
    return numbered["name"] if numbered else folded


def _numbered(pair: type_pair) -> type_pair:
    """The number of a title put before its value, as codes stand before texts."""
    title, value = pair
    if _name(title) == "#" and value.paragraphs:
        first, *others = value.paragraphs
        coded = replace(first, runs=(Run(f"{title.text.rstrip(' :.')}. "), *first.runs))
        return replace(title, paragraphs=()), replace(value, paragraphs=(coded, *others))
    found = _NUMBERED.fullmatch(fold(title.text).rstrip(" :"))
    if found is None or not value.paragraphs or len(title.paragraphs) != 1:
        return pair
    text = title.text
    at = low.rindex(found["code"]) if found["code"] in (low := text.lower()) else len(text)
    first, *others = value.paragraphs
    coded = replace(first, runs=(Run(f"{text[at:].rstrip(' :')}. "), *first.runs))
    named = replace(title.paragraphs[0], runs=(replace(title.paragraphs[0].runs[0], text=text[:at].strip()),))
    return replace(title, paragraphs=(named,)), replace(value, paragraphs=(coded, *others))


def _values_below(table: Table, at: int) -> tuple[Cell, ...]:
    """The values of a row of titles inside a card: as many cells, right below, in another look; none elsewhere."""
    row, below = table.rows[at], table.rows[at + 1] if at + 1 < len(table.rows) else None
    if below is None or len(row.cells) < 2 or len(row.cells) == table.columns == 2:
        return ()
    alike = [cell.column for cell in row.cells] == [cell.column for cell in below.cells]
    told = all(is_strong(cell) and len(cell.text) <= _LONG for cell in row.cells)
    return below.cells if at and alike and told and not any(map(is_strong, below.cells)) else ()


def _counted(cell: Cell) -> type_pair:
    """The text over a whole card: one that only counts it ("Action n° 2") is a number under a title."""
    found = _NUMBERED.fullmatch(fold(cell.text))
    if found is None or len(cell.paragraphs) != 1 or not cell.text.lower().endswith(found["code"]):
        return Cell(0, ()), cell
    one = cell.paragraphs[0]
    text = one.text.rstrip()
    at = len(text) - len(found["code"])
    title, number = (replace(one, runs=(Run(part.strip()),)) for part in (text[:at], text[at:]))
    return replace(cell, paragraphs=(title,)), replace(cell, paragraphs=(number,))


def _card(table: Table) -> Card | None:
    pairs: list[type_pair] = []
    rows = iter(enumerate(table.rows))
    for at, row in rows:
        if below := _values_below(table, at):
            pairs += zip(row.cells, below, strict=True)
            next(rows)
            continue
        cells = [cell for cell in row.cells if not cell.continues]
        if pairs and len(cells) == 1 and len(row.cells) == 2 and row.cells[0].continues:
            title, value = pairs[-1]  # a page end cut the row
            pairs[-1] = title, replace(value, paragraphs=(*value.paragraphs, *cells[0].paragraphs))
            continue
        if len(cells) == 1 and not pairs and cells[0].text:
            pairs.append(_counted(cells[0]))
        elif len(cells) in (2, 4) and len(cells[0].text) <= _LONG:
            found = [(cells[at], cells[at + 1]) for at in range(0, len(cells), 2)]
            pairs += [pair for pair in found if pair[0].text or pair[1].text]
        elif any(cell.text for cell in cells):
            return None
    titles = [title.text for title, _ in pairs]
    return Card(table, tuple(pairs)) if len(pairs) >= 2 and len(set(titles)) == len(titles) else None


def _is_card(card: Card, often: Counter[str]) -> bool:
    """Whether its titles return in other tables, or say the parts of an action."""
    named = [title for title in card.titles if title]
    roles = {role for role, score in map(columns.said, named) if score >= 0.6}
    if any(understand(title).kind is not DeadlineKind.UNCLEAR for title in named):
        return False
    shared = sum(often[title] >= 2 for title in named)
    if len(named) >= 3 and shared >= 0.6 * len(named):
        return True
    first = card.pairs[0]
    if columns.said(first[0].text)[1] >= 0.6 and columns.said(first[1].text)[1] >= 0.8 and len(first[1].text) < 30:
        return False
    return len(roles) >= 3 and bool(roles & {columns.RESPONSIBLE, columns.DEADLINE})


def _as_rows(card: Card, order: list[str]) -> Table:
    """Its titles as a first row marked as such, its values as the second."""
    at = {title: index for index, title in enumerate(order)}
    pairs = [(at[name], *_numbered(pair)) for name, pair in zip(card.titles, card.pairs, strict=True)]
    titles = tuple(_at(title, column) for column, title, _ in pairs)
    values = tuple(_at(value, column) for column, _, value in pairs)
    place = card.table.rows[0].place
    rows = (Row(_sorted(titles), place, header=True), Row(_sorted(values), place))
    return replace(card.table, rows=rows, columns=len(order))


def _at(cell: Cell, column: int) -> Cell:
    return replace(cell, column=column, span=1, continues=False)


def _sorted(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: cell.column))


def lone(paragraph: Paragraph, column: int) -> Cell:
    """A cell that holds one paragraph."""
    return Cell(column, (paragraph,), paragraph.place)
