"""The stretches of ink on a line, and the columns that the white between them shows."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from portulan.plandoc.reading.pdf_lines import BULLETS, Glyph, Line

_ALIKE, _OFTEN = 0.7, 3  # points between left sides that are one; how many make a column
_LEAST = 1.5  # points: the ink of a 1, alone in its column
INFINITE = float("inf")
_ENOUGH = 8  # lines, among which one title that stands over two columns does not make them one
_FIXED = 1.8  # a space of a font of letters of one width is so much wider
_WIDE = 0.62  # of the size: white wider than that is no space between words
_BULLET = re.compile(rf"[{re.escape(BULLETS)}*]|\d{1, 2}[.)]|[a-z]\)")
Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Ink without wide white inside; `whites` are the spaces between its words, `joints` the places inside words
    where the file goes on from one stretch of text to another. `first` and `last` are the columns that it lies in,
    once they are known."""

    line: int
    left: float
    right: float
    y: float
    size: float
    text: str
    whites: tuple[Stretch, ...] = ()
    first: int = 0
    last: int = 0
    strong: bool = False
    joints: tuple[Stretch, ...] = ()

    @property
    def parts(self) -> list[Stretch]:
        """Where another text may begin in it."""
        return sorted((*self.whites, *self.joints))

    @property
    def top(self) -> float:
        return self.y + 0.72 * self.size

    @property
    def bottom(self) -> float:
        return self.y - 0.22 * self.size


def pieces(line: Line, number: int = 0, cuts: Sequence[Stretch] = (), starts: Sequence[float] = ()) -> list[Piece]:
    """The pieces of a line; any white wider than a thin space parts them where it lies in one of the `cuts`, and
    so does the beginning of a text at one of the `starts`."""
    found: list[list[tuple[Glyph, bool]]] = []  # each glyph, and whether a space stands before it
    right, spaced = 0.0, False
    for glyph in line.glyphs:
        if glyph.text == " ":
            spaced = True
            continue
        size = max(glyph.size, 1.0) * (_FIXED if glyph.fixed else 1.0)
        thin = any(a < glyph.left and right < b for a, b in cuts)
        begins = bool(found) and glyph.run != found[-1][-1][0].run and _is_near(glyph, starts)
        if not found or begins or glyph.left - right >= (0.2 if thin else _WIDE) * size:
            found.append([])
            right = glyph.right
        found[-1].append((glyph, spaced))
        right, spaced = max(right, glyph.right), False
    parts = [_piece(own, line, number) for own in found]
    ends = [*(one.left for one in parts[1:]), INFINITE]  # a text too wide for its place ends where the next begins
    return _with_bullets([replace(one, right=min(one.right, end)) for one, end in zip(parts, ends, strict=True)])


def _stretches_in_bold(line: Line) -> list[tuple[int, str]]:
    """The texts in bold of a line that stand after others, each with the rank of its first character."""
    found: list[tuple[int, str]] = []
    strong = True
    for rank, glyph in enumerate(line.glyphs):
        if glyph.text == " ":
            if found and strong:
                found[-1] = found[-1][0], found[-1][1] + " "
            continue
        if glyph.strong and not strong and line.glyphs[rank - 1].text == " ":
            found.append((rank, ""))
        if glyph.strong and found:
            found[-1] = found[-1][0], found[-1][1] + glyph.text
        strong = glyph.strong
    return [(rank, text.strip()) for rank, text in found]


def labels_inside(lines: Sequence[Line]) -> dict[int, set[int]]:
    """Of each line the ranks of the characters that begin a label amid it: a text in bold that comes again so, as
    those of forms do."""
    found = [_stretches_in_bold(line) for line in lines]
    times = Counter(text for own in found for _, text in own)
    return {
        number: {rank for rank, text in own if times[text] > 1 and len(text) > 2}
        for number, own in enumerate(found)
        if own
    }


def parted_at(line: Line, number: int, ranks: Set[int]) -> list[Piece]:
    """The pieces of a line, where others begin at the characters of these ranks too."""
    if not ranks:
        return pieces(line, number)
    bounds = [0, *sorted(ranks), len(line.glyphs)]
    parts = (line.glyphs[first:last] for first, last in pairwise(bounds))
    return [piece for own in parts for piece in pieces(replace(line, glyphs=own), number)]


def _is_near(glyph: Glyph, starts: Sequence[float]) -> bool:
    return any(abs(glyph.left - one) < 0.16 * glyph.size for one in starts)


def _piece(own: Sequence[tuple[Glyph, bool]], line: Line, number: int) -> Piece:
    last = own[0][0]
    right, text = last.right, last.text
    whites: list[Stretch] = []
    joints: list[Stretch] = []
    for glyph, spaced in own[1:]:
        if spaced:
            whites.append((right, glyph.left))
        elif glyph.run != last.run:
            joints.append((right, glyph.left))
        text += f" {glyph.text}" if spaced else glyph.text
        right, last = max(right, glyph.right), glyph
    size = max(1.0, *(one.size for one, _ in own))
    strong = all(one.strong for one, _ in own)
    return Piece(
        number, own[0][0].left, right, line.y, size, text, tuple(whites), joints=tuple(joints), strong=strong
    )


def _with_bullets(found: list[Piece]) -> list[Piece]:
    """A bullet, and the number of an item, belong to the text after them."""
    result: list[Piece] = []
    for one in found:
        last = result[-1] if result else None
        if last and _BULLET.fullmatch(last.text) and one.left - last.right < 2.5 * one.size:
            result[-1] = replace(one, left=last.left, text=f"{last.text} {one.text}")
        else:
            result.append(one)
    return result


def columns(lines: Sequence[Sequence[Piece]], drawn: Sequence[float]) -> list[Stretch]:
    """The columns: between the upright lines drawn there, else between white that hardly any line crosses."""
    left = min(one.left for line in lines for one in line) - 1
    right = max(one.right for line in lines for one in line) + 1
    inner = [x for x in drawn if left + 4 < x < right - 4]
    if len(inner) >= 2:
        return list(pairwise([min(left, *drawn), *inner, max(right, *drawn)]))
    narrow = 0.45 * (right - left)
    firm = [*_firm([line for line in lines if len(line) > 1]), *_labels(lines)]
    head = [one.left for one in lines[0][1:]] if all(one.strong for one in lines[0]) else []
    telling = [
        line
        for line in lines
        if len(line) > 1
        or (
            line[0].right - line[0].left < narrow
            and not any(line[0].left + 4 < x < line[0].right for x in firm)
            and not _is_over(line[0], head)
        )
    ]
    starts = _starts(telling)
    parts = [part for line in telling for one in line for part in _cut_at(one, starts)]
    parts = [one for one in parts if not any(one.left + 4 < x < one.right - 1 for x in firm)]
    most = 0.05 * len(telling)
    found = list(_stretches(parts, max(most, 1.0) if len(telling) >= _ENOUGH else most))
    found = [one for one in found if one[1] - one[0] > 4 or not _are_bullets(one, parts)]
    return _widened(_without_rivers(found, parts, lines[0]), parts)


def _is_over(piece: Piece, head: Sequence[float]) -> bool:
    """Whether a text alone on its line runs over the beginnings of several titles of columns."""
    return sum(piece.left + 4 < x < piece.right - 4 for x in head) > 1


def _are_bullets(column: Stretch, parts: Sequence[Piece]) -> bool:
    own = [one for one in parts if column[0] <= one.left < column[1]]
    return all(_BULLET.fullmatch(one.text) for one in own)


def _without_rivers(found: Sequence[Stretch], parts: Sequence[Piece], head: Sequence[Piece]) -> list[Stretch]:
    """The columns, but those that only the last words of justified lines make: each ends at the right edge of the
    words at its left, never stands alone, begins where it will and has no title in the first line, the `head`."""
    result: list[Stretch] = []
    for column in reversed(found):
        if result and _is_river(column, result[-1], parts, head):
            result[-1] = column[0], result[-1][1]
        else:
            result.append(column)
    return result[::-1]


def _is_river(before: Stretch, column: Stretch, parts: Sequence[Piece], head: Sequence[Piece]) -> bool:
    own = [one for one in parts if column[0] < (one.left + one.right) / 2 < column[1]]
    titles = [one for one in head if column[0] - 1 <= one.left < column[1] and not one.text[0].islower()]
    if len(head) < 2 or not own or titles:
        return False
    beside = {one.line for one in parts if before[0] < (one.left + one.right) / 2 < before[1]}
    edge = max(one.right for one in own)
    begin_together = max(one.left for one in own) - min(one.left for one in own) < _ALIKE
    return (
        all(one.line in beside for one in own)
        and sum(edge - one.right < 1.0 for one in own) >= 0.9 * len(own)
        and (
            not begin_together or len({one.text for one in own}) == 1 or all(one.text[0].islower() for one in own)
        )
    )


def _widened(found: Sequence[Stretch], parts: Sequence[Piece]) -> list[Stretch]:
    """The columns as wide as the text that lies in one of them only."""
    wide = [list(one) for one in found]
    for part in parts:
        own = [at for at, one in enumerate(found) if part.left < one[1] and one[0] < part.right]
        if len(own) == 1:
            column = wide[own[0]]
            column[0], column[1] = min(column[0], part.left), max(column[1], part.right)
    return [
        (max(left, before), min(right, after))
        for (left, right), before, after in zip(
            wide, (-INFINITE, *(one[1] for one in found)), (*(one[0] for one in found[1:]), INFINITE), strict=False
        )
    ]


def _firm(lines: Sequence[Sequence[Piece]]) -> list[float]:
    """Where most lines begin another piece: a line of one piece that goes over it is a title of rows."""
    found = sorted(one.left for line in lines for one in line[1:])
    least = max(3, 0.4 * len(lines))
    return [x for at, x in enumerate(found) if bisect_right(found, x + _ALIKE) - at >= least]


def _labels(lines: Sequence[Sequence[Piece]]) -> list[float]:
    """Where texts in bold begin right of others that are not, on several lines: labels of a form."""
    found = sorted(
        one.left for line in lines for before, one in pairwise(line) if one.strong and not before.strong
    )
    return [x for x, other in pairwise(found) if other - x <= _ALIKE]


def _starts(lines: Sequence[Sequence[Piece]]) -> list[float]:
    """Where pieces that follow another on their line begin, and words of other lines too: a column whose left
    neighbour hardly leaves any white."""
    found = sorted(one.left for line in lines for one in line[1:])
    words = sorted([*found, *(x for line in lines for one in line for _, x in one.whites)])
    often = [x for x in found if bisect_right(words, x + _ALIKE) - bisect_left(words, x - _ALIKE) >= _OFTEN]
    return [x for x, other in pairwise([*often, float("inf")]) if other - x > _ALIKE]


def _cut_at(piece: Piece, starts: Sequence[float]) -> Iterator[Piece]:
    """The parts of a piece whose words begin where columns do."""
    left = piece.left
    for end, start in piece.parts:
        at = bisect_left(starts, start - _ALIKE)
        if at < len(starts) and starts[at] <= start + _ALIKE:
            yield replace(piece, left=left, right=min(end, start))
            left = start
    yield replace(piece, left=left)


def _stretches(found: Sequence[Piece], most: float) -> Iterator[Stretch]:
    """Where more than `most` pieces lie over one another."""
    edges = sorted([(one.left, 1) for one in found] + [(one.right, -1) for one in found])
    depth, start = 0, None
    for x, step in edges:
        depth += step
        if depth > most and start is None:
            start = x
        elif depth <= most and start is not None:
            if x - start > _LEAST:
                yield start, x
            start = None


def placed(found: Sequence[Piece], whites: Sequence[float]) -> list[Piece]:
    """The pieces with the columns that they lie in; `whites` are the middles of the white between columns."""
    result = []
    for one in found:
        first = sum(x < one.left + 0.3 * one.size for x in whites)
        last = sum(x < one.right - 0.3 * one.size for x in whites)
        result.append(replace(one, first=first, last=max(first, last)))
    return result
