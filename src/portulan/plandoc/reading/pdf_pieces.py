"""The stretches of ink on a line, and the columns that the white between them shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from portulan.plandoc.reading.pdf_lines import Line

_WIDE = 0.62  # of the size: white wider than that is no space between words
_BULLET = re.compile(r"[•◦▪‣–·●○■□➢✓*-]|\d{1,2}[.)]|[a-z]\)")
Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Ink without wide white inside. `first` and `last` are the columns that it lies in, once they are known."""

    line: int
    left: float
    right: float
    y: float
    size: float
    text: str
    first: int = 0
    last: int = 0

    @property
    def top(self) -> float:
        return self.y + 0.72 * self.size

    @property
    def bottom(self) -> float:
        return self.y - 0.22 * self.size


def pieces(line: Line, number: int = 0, cuts: Sequence[Stretch] = ()) -> list[Piece]:
    """The pieces of a line; any white wider than a thin space parts them where it lies in one of the `cuts`."""
    found: list[Piece] = []
    space = False
    for glyph in line.glyphs:
        if glyph.text == " ":
            space = True
            continue
        size = max(glyph.size, 1.0)
        last = found[-1] if found else None
        white = glyph.left - last.right if last else 0.0
        least = 0.2 * size if last and any(a < glyph.left and last.right < b for a, b in cuts) else _WIDE * size
        if last and white < least:
            text = last.text + (" " if space else "") + glyph.text
            found[-1] = replace(last, right=max(glyph.right, last.right), size=max(size, last.size), text=text)
        else:
            found.append(Piece(number, glyph.left, glyph.right, line.y, size, glyph.text))
        space = False
    return _with_bullets(found)


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
    telling = [line for line in lines if len(line) > 1 or line[0].right - line[0].left < narrow]
    return list(_stretches([one for line in telling for one in line], 0.05 * len(telling)))


def _stretches(found: Sequence[Piece], most: float) -> Iterator[Stretch]:
    """Where more than `most` pieces lie over one another."""
    edges = sorted([(one.left, 1) for one in found] + [(one.right, -1) for one in found])
    depth, start = 0, None
    for x, step in edges:
        depth += step
        if depth > most and start is None:
            start = x
        elif depth <= most and start is not None:
            if x - start > 4:
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
