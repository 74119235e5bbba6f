"""How much room a text takes, by the widths of our fonts: for slides, which no program lays out again."""

import re
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

SANS, SANS_STRONG, SERIF = "SourceSans3-Regular", "SourceSans3-Semibold", "SourceSerif4-Regular"

_BLANKS = re.compile(r"[ \t\r\n]+")  # no-break spaces stay
_FONTS = Path(__file__).parent / "fonts"
_UNIT = 1000  # what widths are asked for, in points: finer than any size in use
_SLACK = 1.07  # another font may stand in for ours where it is not installed
POINT = 25.4 / 72  # millimetres
LEADING = 1.26  # of a line, in sizes


@cache
def _font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONTS / f"{name}.ttf"), _UNIT, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _advance(font: str, character: str) -> float:
    return _font(font).getlength(character) / _UNIT


def width(text: str, font: str, size: float) -> float:
    """The width of a line in millimetres, with some slack; `size` is in points."""
    return sum(_advance(font, one) for one in text) * size * POINT * _SLACK


def lines(text: str, font: str, size: float, room: float) -> int:
    """How many lines a text takes in that room (millimetres): broken at spaces that may break, and inside a word
    that is longer than a line."""
    count, used, space = 1, 0.0, width(" ", font, size)
    for word in text.split(" "):
        wide = width(word, font, size)
        if used and used + space + wide > room:
            count, used = count + 1, 0.0
        if wide > room:
            count += int(wide // room)
            used = wide % room
        else:
            used += wide + (space if used else 0.0)
    return count


def height(count: int, size: float) -> float:
    """The height of so many lines, in millimetres."""
    return count * size * LEADING * POINT


def fits(text: str, font: str, size: float, room: float, most: int) -> bool:
    """Whether a text takes at most so many lines."""
    return lines(text, font, size, room) <= most


def shortened(text: str, font: str, size: float, room: float, most: int) -> str:
    """The text on one line of writing, cut between two words where it takes more lines than that in this room; the
    ellipsis says that there is more."""
    text = _BLANKS.sub(" ", text)
    if fits(text, font, size, room, most):
        return text
    words = text.split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(_cut(words, middle), font, size, room, most):
            low = middle
        else:
            high = middle - 1
    return _cut(words, low) if low else text[: max(1, int(room / width("n", font, size)) - 2)] + "…"


def _cut(words: list[str], count: int) -> str:
    return " ".join(words[:count]).rstrip(" ,;:.\u00a0") + "\u00a0…"
