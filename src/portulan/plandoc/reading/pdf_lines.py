"""Glyphs become lines, lines become paragraphs: a line that wrapped is told from a line that ended."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from portulan.plandoc.reading.source import Paragraph, Place, Run

BULLETS = "•◦▪‣–-·●○■□➢✓\uf0b7\uf0a7\uf0d8\uf0fc"
_NUMBERED = re.compile(r"\d+(\.\d+)*\.?\s")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: its sides and baseline in points, y upwards, and its look. `mark` for a small raised figure
    that calls a note: it is no part of the text."""

    text: str
    left: float
    right: float
    y: float
    size: float
    emphasis: bool
    strong: bool
    mark: bool = False

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

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

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
    found = [_line(sorted(row, key=lambda one: one.left)) for row in rows]
    return [line for line in found if line.text.strip()]


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
        return Line((), 0, 0, 0)
    return Line(tuple(spaced), row[0].y, spaced[0].left, spaced[-1].right)


def _is_apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether the gap between two characters is a space that the file leaves out. Figures are set as wide as each
    other: the ink of a 1 leaves a gap at both sides."""
    narrow = (before.text in "1.,:" and (glyph.text.isdigit() or glyph.text in "1.,:")) or glyph.text in "1.,:"
    return glyph.left - before.right > (0.4 if narrow else 0.2) * glyph.size


def paragraphs(found: list[Line], right: float) -> Iterator[list[Line]]:
    """Lines grouped into paragraphs. A line has ended, rather than wrapped, when the next one begins with a bullet
    or when its first word would still have fitted before `right`."""
    group: list[Line] = []
    for line in found:
        if group and _ended(group, line, right):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _ended(group: list[Line], line: Line, right: float) -> bool:
    last = group[-1]
    size = last.glyphs[-1].size
    if line.has_bullet or last.y - line.y > 2.2 * size or abs(size - line.glyphs[0].size) > 0.8:
        return True
    return last.right + 0.26 * size + line.first_word < right - 0.5


def words(found: Iterable[Line]) -> frozenset[str]:
    """The words that stand inside lines, in small letters: they tell a hyphenated word from a compound."""
    return frozenset(word.lower() for line in found for word in re.findall(r"[\w-]+", line.text))


def paragraph(group: Sequence[Line], place: Place, known: frozenset[str] = frozenset()) -> Paragraph:
    """One paragraph from its lines; its bullet is set apart. A hyphen at a line end is kept, unless the word is
    `known` without it and unknown with it."""
    notes = tuple(glyph.text for line in group for glyph in line.glyphs if glyph.mark)
    glyphs: list[Glyph] = []
    for line in group:
        if glyphs and _is_hyphenation(glyphs, line, known):
            glyphs.pop()
        elif glyphs and not _breaks_inside_word(glyphs[-1].text):
            glyphs.append(Glyph(" ", 0, 0, 0, 0, glyphs[-1].emphasis and line.glyphs[0].emphasis, False))
        glyphs += (glyph for glyph in line.glyphs if not glyph.mark)
    bullet = glyphs[0].text if group[0].has_bullet else ""
    return Paragraph(
        tuple(_runs(glyphs[2:] if bullet else glyphs)), place, bullet=bullet, hard=bool(bullet), notes=notes
    )


def _is_hyphenation(glyphs: list[Glyph], line: Line, known: frozenset[str]) -> bool:
    head = re.search(r"([\w-]+)-$", "".join(glyph.text for glyph in glyphs[-60:]))
    tail = re.match(r"\w+", line.text)
    if not head or not tail:
        return False
    one, other = head[1].lower(), tail[0].lower()
    return f"{one}{other}" in known and f"{one}-{other}" not in known


def _breaks_inside_word(end: str) -> bool:
    """A line that ends so goes on without a space: "savoir-" + "faire", "rencontres/" + "événements"."""
    return end in "-/\u2011"


def _runs(glyphs: list[Glyph]) -> Iterator[Run]:
    text, look = "", (False, False)
    for glyph in glyphs:
        own = (glyph.emphasis, glyph.strong)
        if own != look and text:
            yield Run(text, *look)
            text = ""
        text, look = text + glyph.text, own
    if text:
        yield Run(text, *look)


def is_numbered(text: str) -> bool:
    """Whether a text begins with a code such as "2.1.3." or "4"."""
    return bool(_NUMBERED.match(text))


def continued(above: tuple[Paragraph, ...], below: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs of a cell that a page end cut: what goes on below without a bullet goes on above."""
    if not above or not below or below[0].bullet:
        return above + below
    last, first = above[-1], below[0]
    joint = () if _breaks_inside_word(last.text[-1:]) else (Run(" "),)
    whole = Paragraph(
        (*last.runs, *joint, *first.runs), last.place, last.style, last.bullet, last.marks, last.hard
    )
    return (*above[:-1], whole, *below[1:])
