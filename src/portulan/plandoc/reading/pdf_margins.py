"""What stands at the head and foot of the pages: page numbers, lines that come again, notes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from portulan.plandoc.reading.pdf_lines import Line
from portulan.plandoc.reading.pdf_pieces import pieces
from portulan.plandoc.reading.source import Paragraph, Place, Remnant
from portulan.plandoc.sentences import say

NOTES = "notes de bas de page"
_PAGE_NUMBER = re.compile(
    r"(?:p(?:age|agina|ágina)?\.?\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|sur|of|van|de)\s*\d{1,4})?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b\d{1,3}\s*(?:/|sur|of|van|de)\s*\d{1,3}$", re.IGNORECASE)
_APART = 1.8  # of the size of letters: how far from the text what stands in a margin is
_MARGIN = 0.12  # of the page's height
_FIGURES = re.compile(r"\d+")


class Margins:
    """Knows, once all pages were seen, which lines of their margins come again."""

    def __init__(self, pages: Sequence[tuple[Sequence[Line], float]]) -> None:
        self.count = len(pages)
        self.times = Counter(key for lines, height in pages for key in {_key(one, height) for one in lines} if key)
        self.met: set[tuple[str, int]] = set()

    def is_number(self, line: Line, height: float) -> bool:
        return bool(_key(line, height)) and bool(_PAGE_NUMBER.fullmatch(line.text))

    def comes_again(self, line: Line, height: float) -> bool:
        """Whether it stands at the same place of another page, but for its figures."""
        key = _key(line, height)
        return key is not None and self.times[key] >= max(2, 0.4 * self.count) and any(map(str.isalpha, line.text))

    def without(self, lines: Sequence[Line], height: float) -> list[Line]:
        """These lines of a page, from top to bottom, but for those at its foot and head that stand apart from the
        text between: page numbers, and what comes again."""
        kept = list(lines)
        while len(kept) > 1 and self._closes(kept[-1], kept[-2], height):
            kept.pop()
        while len(kept) > 1 and self._opens(kept[0], kept[1], height):
            kept.pop(0)
        return kept

    def _closes(self, line: Line, above: Line, height: float) -> bool:
        if line.y > _MARGIN * height:
            return False
        apart = above.y - line.y >= _APART * max(line.glyphs[0].size, above.glyphs[0].size)
        again, counted = self.comes_again(line, height), bool(_COUNTED.search(line.text))
        return (again and counted) or (apart and (again or counted or self.is_number(line, height)))

    def _opens(self, line: Line, below: Line, height: float) -> bool:
        apart = line.y - below.y > _APART * max(line.glyphs[0].size, below.glyphs[0].size)
        again = self.is_number(line, height) or self.comes_again(line, height)
        return apart and again and line.y > height / 2 and len(pieces(line)) <= 2

    def set_apart(self, line: Line, paragraph: Paragraph, height: float) -> Paragraph | Remnant:
        """A line that comes again is kept the first time, under the name of its margin."""
        key = _key(line, height)
        if key is None or key in self.met:
            return Remnant(paragraph.text, paragraph.place, "repeated header")
        self.met.add(key)
        part = say("en-tête") if line.y > height / 2 else say("pied de page")
        return replace(paragraph, place=Place(part, paragraph.place.page))


def _key(line: Line, height: float) -> tuple[str, int] | None:
    """What a line says but for its figures, and how high; None outside the margins."""
    if _MARGIN * height < line.y < (1 - _MARGIN) * height:
        return None
    return _FIGURES.sub("0", line.text), round(line.y / 6)
