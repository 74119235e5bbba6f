"""Glyphs become lines: marks of notes are told apart, and the spaces put that the file leaves out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

BULLETS = "•◦▪‣–-·●○■□➢✓\uf0b7\uf0a7\uf0d8\uf0fc"
_TWO_LETTERS = 0.9  # of the size, from the pen to the next but one in a font of letters of one width
_NUMBERED = re.compile(r"\d+(\.\d+)*\.?\s")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: its sides and baseline in points, y upwards, and its look. `mark` for a small raised figure
    that calls a note: it is no part of the text. `turns` are the quarter turns to the right that make it upright,
    where it stands sideways on its page; `start` is where the pen then was. `run` tells the stretches of text that
    the file shows at one go; `fixed` where all letters of its font are as wide as each other."""

    text: str
    left: float
    right: float
    y: float
    size: float
    emphasis: bool
    strong: bool
    mark: bool = False
    bottom: float = 0.0
    top: float = 0.0
    turns: int = 0
    start: float = 0.0
    run: int = 0
    fixed: bool = False

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one baseline, left to right, with the spaces that the gaps between them tell."""

    glyphs: tuple[Glyph, ...]
    y: float
    left: float
    right: float
    text: str

    @property
    def first_word(self) -> float:
        """The width of its first word."""
        count = len(self.text.split(" ", 1)[0])
        return self.glyphs[max(count - 1, 0)].right - self.left

    @property
    def has_bullet(self) -> bool:
        return len(self.text) > 1 and self.text[0] in BULLETS and self.text[1] == " "


def with_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """The same characters, in the order of the file: the small raised figures after a word are marks of notes, on
    the line of that word."""
    found: list[Glyph] = []
    base: Glyph | None = None
    for glyph in glyphs:
        if base and glyph.text in "0123456789*†" and _is_raised(glyph, found[-1], base):
            found.append(replace(glyph, y=base.y, mark=True))
            continue
        if not glyph.text.isspace():
            base = glyph
        found.append(glyph)
    return _lowered(found)


def _is_raised(glyph: Glyph, before: Glyph, base: Glyph) -> bool:
    squared = base.text == "m" and glyph.text in "23"
    return (
        (before is base or before.mark)
        and not squared
        and (base.text.isalpha() or base.text in ".,;:!?)»”\u00a0")
        and glyph.size < 0.8 * base.size
        and 0.1 * base.size < glyph.y - base.y < 0.8 * base.size
        and -0.2 * base.size < glyph.left - before.right < 0.4 * base.size
    )


def _lowered(glyphs: list[Glyph]) -> list[Glyph]:
    """The raised figures that open a note stand on the line of the text after them."""
    found: list[Glyph] = []
    after: Glyph | None = None
    for glyph in reversed(glyphs):
        if after and not glyph.mark and glyph.text.isdigit() and glyph.size < 0.8 * after.size:
            near = (
                0.1 * after.size < glyph.y - after.y < 0.8 * after.size
                and 0 <= after.left - glyph.left < 2 * after.size
            )
            glyph = replace(glyph, y=after.y) if near else glyph
        elif not glyph.text.isspace():
            after = glyph
        found.append(glyph)
    return found[::-1]


def strings(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that follow one another in the file without white, as words do, with the space after them."""
    group: list[Glyph] = []
    for glyph in glyphs:
        if group and not _goes_on(group[-1], glyph):
            yield group
            group = []
        group.append(glyph)
    if group:
        yield group


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    if last.text == " " or glyph.turns != last.turns or glyph.turns or overlaps(last, glyph):
        return False
    return abs(glyph.y - last.y) < 0.1 * glyph.size and -0.3 * glyph.size < glyph.left - last.right < 0.15 * max(
        glyph.size, last.size
    )


def overlaps(last: Glyph, glyph: Glyph) -> bool:
    """Whether a text begins there that another one, too wide for its place, runs over."""
    return glyph.run != last.run and last.text != " " and glyph.left - last.right < -0.12 * glyph.size


def begins_with_mark(line: Line) -> bool:
    """Whether a line is the first of a note: a small figure, then its text."""
    tail = next((one for one in line.glyphs if not one.text.isdigit() and one.text != " "), None)
    return tail is not None and line.text[0].isdigit() and line.glyphs[0].size < 0.8 * tail.size


def lines(glyphs: list[Glyph]) -> list[Line]:
    """Lines from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: -one.y):
        if rows and abs(rows[-1][0].y - glyph.y) <= 0.3 * max(glyph.size, 1):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    found = [_line(_in_order(row)) for row in rows]
    return [line for line in found if line.text.strip()]


def _in_order(row: list[Glyph]) -> list[Glyph]:
    """From left to right; a text that another one runs over stays whole."""
    found = sorted(row, key=lambda one: one.left)
    if not any(overlaps(one, other) for one, other in pairwise(found)):
        return found
    own: dict[int, list[Glyph]] = {}
    for glyph in found:
        own.setdefault(glyph.run, []).append(glyph)
    return [glyph for run in sorted(own.values(), key=lambda run: run[0].left) for glyph in run]


def _line(row: list[Glyph]) -> Line:
    spaced: list[Glyph] = []
    for glyph in row:
        before = spaced[-1] if spaced else None
        if glyph.text.isspace():
            glyph = Glyph(" ", glyph.left, glyph.right, glyph.y, glyph.size, glyph.emphasis, glyph.strong)
        if before and glyph.text == " " == before.text:
            continue
        if before and before.text != " " and glyph.text != " " and _is_apart(before, glyph):
            spaced.append(Glyph(" ", before.right, glyph.left, glyph.y, glyph.size, False, glyph.strong))
        spaced.append(glyph)
    while spaced and spaced[0].text == " ":
        spaced.pop(0)
    while spaced and spaced[-1].text == " ":
        spaced.pop()
    if not spaced:
        return Line((), 0, 0, 0, "")
    text = "".join([glyph.text for glyph in spaced])
    return Line(tuple(spaced), row[0].y, spaced[0].left, spaced[-1].right, text)


def _is_apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether the gap between two characters is a space that the file leaves out. Figures are set as wide as each
    other: the ink of a 1 leaves a gap at both sides."""
    beside = glyph.text.isdigit() or glyph.text in (before.text, ")")
    marks = before.text == glyph.text and not before.text.isalnum()  # "+++"
    narrow = marks or (before.text in "1.,:" and beside) or (glyph.text in "1.,:" and not before.text.isalpha())
    if overlaps(before, glyph):
        return True
    if glyph.fixed and before.fixed and not glyph.turns:
        return glyph.start - before.start > _TWO_LETTERS * max(glyph.size, before.size)
    return glyph.left - before.right > (0.4 if narrow else 0.2) * max(glyph.size, before.size)


def is_numbered(text: str) -> bool:
    """Whether a text begins with a code such as "2.1.3." or "4"."""
    return bool(_NUMBERED.match(text))
