"""Lines become paragraphs: words cut at a line end are joined, bullets and note marks set apart."""

import re
from collections.abc import Iterable, Iterator, Sequence

from portulan.plandoc.reading.pdf_lines import Glyph, Line
from portulan.plandoc.reading.pdf_pieces import pieces
from portulan.plandoc.reading.source import Paragraph, Place, Remnant, Run

_SURE_HYPHENS = "\u2010\u00ad"  # what programs write when they cut a word themselves
_HEAD = re.compile(r"[^\W\d_][\w-]*[-\u2010\u00ad]$")
_TAIL = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[\w-]*\w")
_COMPOUND = frozenset(
    "savoir après avant sous non mi vice semi demi ex anti inter quasi rendez peut co auto micro macro méta pré "
    "post self well low high long short on off zij oud oost west noord zuid".split()
)  # first parts of words that are written with a hyphen


class Lexicon:
    """What the words of the document tell: which ones stand whole inside lines, which ones in small letters, which
    ones with a capital amid a sentence; whether words are cut at line ends."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.inside: set[str] = set()
        self.small: set[str] = set()
        self.proper: set[str] = set()
        heads: list[str] = []
        for line in lines:
            for piece in pieces(line):
                self._learn(piece.text)
                if head := _HEAD.search(piece.text[-60:]):
                    heads.append(head[0][:-1].lower())
        self.sorted = sorted(self.inside)
        whole = sum(self._begins(head) for head in heads)
        parts = sum(self._begins(head + "-") for head in heads)
        self.cuts_words = whole >= 2 and whole > 2 * parts and whole >= 0.15 * len(heads)

    def _learn(self, text: str) -> None:
        before = ""
        for match in _WORD.finditer(text):
            word = match[0]
            if match.end() < len(text) or not text.endswith(("-", *_SURE_HYPHENS)):
                self.inside.add(word.lower())
            if word[0].islower():
                self.small.add(word)
            elif before and before[0].islower() and text[match.start() - 1] in " '’(":
                self.proper.add(word)
            before = word

    def _begins(self, head: str) -> bool:
        """Whether a longer word of the document begins so."""
        from bisect import bisect_right

        at = bisect_right(self.sorted, head)
        return len(head) >= 3 and at < len(self.sorted) and self.sorted[at].startswith(head)

    def is_one_word(self, head: str, tail: str) -> bool:
        """Whether these two parts, at a line end and after it, are one word cut in two."""
        one, other = head.lower(), tail.lower()
        if f"{one}{other}" in self.inside:
            return f"{one}-{other}" not in self.inside
        if f"{one}-{other}" in self.inside or not self.cuts_words or not tail[0].islower():
            return False
        return one.rsplit("-", 1)[-1] not in _COMPOUND and not (one in self.inside and other in self.inside)


class Composer:
    """Writes the paragraphs of one page; what is no part of their text goes to the remnants."""

    def __init__(self, lexicon: Lexicon, remnants: list[Remnant]) -> None:
        self.lexicon, self.remnants = lexicon, remnants

    def paragraph(
        self, group: Sequence[Line], place: Place, seams: Sequence[int] = (), loose: bool = False
    ) -> Paragraph:
        """One paragraph from its lines; its bullet is set apart. `seams` are the ranks of the lines that may begin
        something else."""
        glyphs: list[Glyph] = []
        starts: list[int] = []
        for rank, line in enumerate(group):
            if glyphs and (cut := self._cut(glyphs, line)) is not None:
                self._joint(glyphs, cut, place)
            if rank in seams:
                starts.append(len(glyphs))
            glyphs += (glyph for glyph in line.glyphs if not glyph.mark)
        bullet = glyphs[0].text if group[0].has_bullet else ""
        skipped = 2 if bullet else 0
        return Paragraph(
            tuple(_runs(glyphs[skipped:])),
            place,
            bullet=bullet,
            hard=bool(bullet),
            notes=tuple(glyph.text for line in group for glyph in line.glyphs if glyph.mark),
            seams=tuple(one - skipped for one in starts),
            loose=loose,
        )

    def _joint(self, glyphs: list[Glyph], cut: bool, place: Place) -> None:
        if cut:
            self.remnants.append(Remnant(glyphs.pop().text, place, "hyphen"))

    def _cut(self, glyphs: list[Glyph], line: Line) -> bool | None:
        """True for a word cut at the line end; a space is put where the line end was one."""
        end = glyphs[-1].text
        head = _HEAD.search("".join(glyph.text for glyph in glyphs[-60:]))
        tail = _TAIL.match(line.text)
        if head and tail:
            if end in _SURE_HYPHENS and tail[0][0].islower():
                return True
            if self.lexicon.is_one_word(head[0][:-1], tail[0]):
                return True
        if not breaks_inside_word(end):
            glyphs.append(Glyph(" ", 0, 0, 0, 0, glyphs[-1].emphasis and line.glyphs[0].emphasis, False))
        return False


def breaks_inside_word(end: str) -> bool:
    """A line that ends so goes on without a space: "savoir-" + "faire", "rencontres/" + "événements"."""
    return end in "-/\u2010\u2011\u00ad"


def _runs(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    text, look = "", (False, False)
    for glyph in glyphs:
        own = (glyph.emphasis, glyph.strong)
        if own != look and text:
            yield Run(text, *look)
            text = ""
        text, look = text + glyph.text, own
    if text:
        yield Run(text, *look)
