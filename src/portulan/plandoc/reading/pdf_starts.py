"""Rows of a table whose lines of text all follow at one step: no line is drawn, no white tells rows from lines.
A row begins where texts begin side by side: in columns that the line above left blank, under titles, at codes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from portulan.plandoc.reading.pdf_pieces import Piece
from portulan.plandoc.reading.pdf_wraps import goes_on

CODE = re.compile(r"(?:[A-Z]{0,3}[.-]?\d{1,3}(?:\.\d{1,3})*|[IVX]{1,4})[.):]?(?:\s|$)")
_ITEM = re.compile(r"[•◦▪‣–·●○■□➢✓*-]\s|[a-z0-9]\)\s")
_MOSTLY, _NEARLY = 0.8, 0.9


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text through the table: its pieces by their first column; those of one column are one."""

    y: float
    pieces: dict[int, Piece]

    @property
    def columns(self) -> set[int]:
        return {at for one in self.pieces.values() for at in range(one.first, one.last + 1)}

    @property
    def is_title(self) -> bool:
        """Whether it is one text that runs over several columns."""
        only = next(iter(self.pieces.values()))
        return len(self.pieces) == 1 and only.first == 0 and only.last > 0

    @property
    def strong(self) -> bool:
        return all(one.strong for one in self.pieces.values())


def texts(found: Sequence[Piece]) -> list[Text]:
    """The lines that these pieces make, from top to bottom."""
    lines: list[list[Piece]] = []
    for one in sorted(found, key=lambda piece: -piece.y):
        if lines and lines[-1][0].y - one.y <= 0.3 * one.size:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [Text(line[0].y, _by_column(line)) for line in lines]


def _by_column(line: Sequence[Piece]) -> dict[int, Piece]:
    found: dict[int, Piece] = {}
    for one in sorted(line, key=lambda piece: piece.left):
        last = found.get(one.first)
        if last is None:
            found[one.first] = one
        else:
            whites = (*last.whites, (last.right, one.left), *one.whites)
            text, strong = f"{last.text} {one.text}", last.strong and one.strong
            found[one.first] = replace(
                last, right=one.right, last=max(last.last, one.last), text=text, whites=whites, strong=strong
            )
    return found


def are_labels(found: Iterable[Piece]) -> bool:
    """Whether the first of two columns holds titles in bold of what the second says: each begins a row."""
    return all(one.strong == (one.first == 0) for one in found if one.first == one.last)


def is_even(lines: Sequence[Text], pitch: float) -> bool:
    """Whether the lines follow one another at one step, whatever their columns."""
    steps = [one.y - other.y for one, other in pairwise(lines)]
    close = sum(step < 0.6 * pitch for step in steps)
    wide = sum(step > pitch for step in steps)
    return close <= 0.06 * len(steps) and wide <= max(1, 0.12 * len(steps))


def starts(lines: Sequence[Text], width: int, pitch: float, drawn: Sequence[float]) -> dict[int, set[int]]:
    """The ranks of the lines that begin a row, each with the columns whose text goes on over it from the row
    above: cells merged over rows. `drawn` are the heights of the lines drawn."""
    rights = _rights(lines, width)
    pairs = list(enumerate(pairwise(lines), 1))
    found: dict[int, set[int]] = {0: set()}
    for rank, (above, below) in pairs:
        if (
            above.y - below.y > pitch
            or _is_drawn(above, below, drawn)
            or _turns(above, below)
            or _is_second_title(above, below)
            or (_resumed(above, below) and not _all_go_on(above, below, rights))
        ):
            found[rank] = set()
    anchors = _anchors(lines, sorted(found), width)
    coded = _coded(lines, width)
    labels = width == 2 and are_labels(one for line in lines for one in line.pieces.values())
    for rank, (above, below) in pairs:
        told = coded & below.columns or (labels and _is_label(above, below, rights[0]))
        if rank not in found and (told or _is_full(above, below, anchors, rights)):
            found[rank] = set()
    first = next((rank for rank, line in enumerate(lines) if not line.strong), 0)
    for rank, (above, below) in pairs:
        if rank in found:
            found[rank] = _merged(above, below, rights, rank < first and not _is_drawn(above, below, drawn))
    return found


def _rights(lines: Sequence[Text], width: int) -> dict[int, float]:
    """How far right the text of each column goes."""
    found = dict.fromkeys(range(width), 0.0)
    for at, one in (pair for line in lines for pair in line.pieces.items()):
        if one.last == at:
            found[at] = max(found[at], one.right)
    return found


def _is_drawn(above: Text, below: Text, drawn: Sequence[float]) -> bool:
    return any(below.y < y < above.y for y in drawn)


def _turns(above: Text, below: Text) -> bool:
    """Whether titles end or begin there: their looks, and how far they run, tell."""
    if above.is_title and below.is_title:
        return above.strong != below.strong or not _goes_on(
            above, below, 0, max(one.right for one in above.pieces.values())
        )
    if above.is_title or below.is_title:
        return True
    return above.strong != below.strong and not any(
        one.strong for one in (above if below.strong else below).pieces.values()
    )


def _is_second_title(above: Text, below: Text) -> bool:
    """Whether a title over several columns stands above those of each."""
    return (
        above.strong
        and below.strong
        and any(
            sum(one.first <= at <= one.last for at in below.pieces) > 1
            for one in above.pieces.values()
            if one.last > one.first
        )
    )


def _resumed(above: Text, below: Text) -> set[int]:
    """The columns that begin again after a blank."""
    return below.columns - above.columns


def _goes_on(above: Text, below: Text, column: int, right: float) -> bool | None:
    """Whether the text of a column wraps there; None where its end and its room do not tell."""
    one, other = above.pieces[column], below.pieces[column]
    if _ITEM.match(other.text) or one.strong != other.strong:
        return False
    word = (other.whites[0][0] if other.whites else other.right) - other.left
    if word + 0.5 * one.size < right - one.right:
        return False
    return True if other.text[:1].islower() or goes_on(one.text) else None


def _shared(above: Text, below: Text) -> list[int]:
    return [at for at in below.pieces if at in above.pieces]


def _all_go_on(above: Text, below: Text, rights: dict[int, float]) -> bool:
    """Whether one column alone begins there, amid the sentences of all others."""
    shared = _shared(above, below)
    on = [_goes_on(above, below, at, rights[at]) for at in shared]
    return len(_resumed(above, below)) == 1 and len(shared) > 1 and all(on)


def _anchors(lines: Sequence[Text], found: Sequence[int], width: int) -> set[int]:
    """The columns that have a text where rows begin; all those that mostly have one where no row is known."""
    begun = [lines[rank] for rank in found if not lines[rank].is_title]
    if len(begun) < 3:
        begun = [one for one in lines if not one.is_title]
    least = _NEARLY if len(begun) < len(lines) else _MOSTLY
    return {at for at in range(width) if sum(at in one.pieces for one in begun) >= least * len(begun)}


def _coded(lines: Sequence[Text], width: int) -> set[int]:
    """The columns of which nearly each line is a code."""
    found = set()
    for at in range(width):
        own = [one.pieces[at].text for one in lines if at in one.pieces and not one.is_title]
        codes = [text for text in own if CODE.match(text)]
        if len(codes) >= 2 and len(codes) >= _MOSTLY * len(own) and len(set(codes)) > 0.5 * len(codes):
            found.add(at)
    return found


def _is_label(above: Text, below: Text, right: float) -> bool:
    return 0 in below.pieces and not (0 in above.pieces and _goes_on(above, below, 0, right))


def _is_full(above: Text, below: Text, anchors: set[int], rights: dict[int, float]) -> bool:
    """Whether a row begins below one whose last line fills all the columns that rows begin with."""
    if not anchors or not anchors <= below.pieces.keys() or len(below.pieces) < 2 or below.strong != above.strong:
        return False
    on = [_goes_on(above, below, at, rights[at]) for at in _shared(above, below)]
    return on.count(True) < on.count(False)


def _merged(above: Text, below: Text, rights: dict[int, float], titles: bool) -> set[int]:
    """The columns whose text runs on over a row's beginning, where another one fills the row above; amid `titles`
    all those that do not begin again."""
    if above.is_title or below.is_title:
        return set()
    if _is_second_title(above, below):
        grouped = {
            at for one in above.pieces.values() if one.last > one.first for at in range(one.first, one.last + 1)
        }
        return set(range(max(above.columns | below.columns) + 1)) - grouped
    if titles and above.strong and below.strong and (begun := _resumed(above, below)):
        grouped = {at for at in above.pieces if at + 1 in begun}
        return set(range(max(above.columns | below.columns) + 1)) - begun - grouped
    shared = _shared(above, below)
    on = {at for at in shared if _goes_on(above, below, at, rights[at])}
    return on if len(on) < len(shared) else set()
