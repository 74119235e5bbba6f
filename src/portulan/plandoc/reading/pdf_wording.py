"""Lines become paragraphs: words cut at a line end are joined, bullets and note marks set apart."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from portulan.plandoc.reading.pdf_lines import Glyph, Line
from portulan.plandoc.reading.source import Paragraph, Place, Remnant, Run

_SURE_HYPHENS = "\u2010\u00ad"  # what programs write when they cut a word themselves
_HEAD = re.compile(r"[^\W\d_][\w-]*[-\u2010\u00ad]$")
_TAIL = re.compile(r"[^\W\d_]+")
_MANY = 4
_TWICE = re.compile(r"-[^\W\d_]")
_LAST = re.compile(r"[^\W\d_]+$")
_LABEL = re.compile(r"([^\W\d_a-zà-ÿ][\w’' -]{1,30}?)\s?:\s")
_LONE = re.compile(r"[b-df-hj-np-tvwxz](?=\s|$)")  # no word of one letter
_ONSET = (
    r"(?:[bcdfgkptvw][lrh]|s[chklmnpqtw]|sch|th|tw|dw|kn|gn|pf|ps|ph|qu|rh|wh|zw|cz|vl|mn|ts|kw|wr|dh|bh|kh|"
    r"[dlmtsnjc]['’])"
)
_TORN = re.compile(rf"{_LONE.pattern}|(?!{_ONSET})[b-df-hj-np-tv-xz]{{2}}")  # no word begins so
_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,3})+[.)]?|\d{1,2}[a-z][.)]?|\d{4}[-/–]\d{2,4}")  # and codes: "1.1", "2b"
_LINKS = frozenset(
    "le la les l un une des du de d et ou en au aux à par pour sur dans avec sans non peu pas est son sa ses "
    "the of and or in on at to by for with from as an is not no het een van voor op met aan bij te der die "
    "das dem den und von zu im mit für bei auf el los las y o con por para del al su e i il lo gli di da che "
    "nel per os do dos ao na".split()
)
_WORD = re.compile(r"[\w-]*\w")
_COMPOUND = frozenset(
    "savoir après avant sous non mi vice semi demi ex anti inter quasi rendez peut co auto micro macro méta pré "
    "post self well low high long short on off zij oud oost west noord zuid".split()
)  # first parts of words that are written with a hyphen


@dataclass(slots=True)
class Part:
    """The lines of one paragraph. `seams` are the ranks of those that may begin another, `torn` of those that may
    begin amid a word; `loose` where it may go on from the one before."""

    lines: list[Line]
    seams: list[int] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)
    loose: bool = False


class Lexicon:
    """What the words of the document tell: which ones stand whole inside lines, which ones in small letters, which
    ones with a capital amid a sentence; the labels that open several lines; whether line ends cut words, with a
    hyphen or without. It learns from lines that follow one another."""

    def __init__(self, texts: Iterable[Sequence[Line]]) -> None:
        self.inside: set[str] = set()
        self.small: set[str] = set()
        self.proper: set[str] = set()
        self.cuts: dict[str, set[str]] = {}  # of each word that a hyphen at a line end may cut, its first parts
        torn = ends = 0
        labels: Counter[str] = Counter()
        for text in texts:
            ends += len(text) - 1
            labels.update(filter(None, (label(line.text) for line in text)))
            tail = ""
            for line, below in pairwise([*(line.text for line in text), ""]):
                self._learn(line, tail, below)
                torn += bool(tail and " " not in tail and (_TORN.match(line) or _is_day(tail, line)))
                tail = line
        self.labels = {one for one, times in labels.items() if times >= 3}
        self.tears_words = torn >= 2
        self.has_hyphens = len(self.cuts) > 0.03 * ends  # so few, and a program did not put them
        self.has_many_hyphens = len(self.cuts) >= max(_MANY, 0.06 * ends)  # more than compounds ever give
        self.cuts_words = self._cuts_words()
        self.ordered = sorted(self.inside)
        self.ends = {word[-3:] for word in self.inside if len(word) > 3}
        self.starts = {word[:3] for word in self.inside if len(word) > 3}

    def _learn(self, text: str, above: str, below: str) -> None:
        """The words of a line but for those that a line end may have cut."""
        cut = bool(_HEAD.search(text[-60:])) and below[:1].islower()
        head = _HEAD.search(above[-60:])
        if head and (tail := _TAIL.match(text)) and text[0].islower():
            self.cuts.setdefault(f"{head[0][:-1]}{tail[0]}".lower(), set()).add(head[0][:-1].lower())
        first = bool(above) and (bool(head) or " " not in above) and text[:1].islower()
        last = cut or (bool(below) and " " not in text and below[:1].islower())
        before = ""
        for match in _WORD.finditer(text):
            word = match[0]
            whole = not (first and match.start() == 0) and not (last and match.end() >= len(text) - 1)
            if whole:
                self.inside.add(word.lower())
            if whole and word[0].islower():
                self.small.add(word)
            elif before and before[0].islower() and text[match.start() - 1] in " '’(":
                self.proper.add(word)
            before = word

    def _cuts_words(self) -> bool:
        """Whether the hyphens at line ends cut words: these stand whole elsewhere, or are cut at another place."""
        whole = parts = 0
        ordered = sorted(self.inside)
        for word, heads in self.cuts.items():
            whole += word in self.inside or len(heads) > 1 or any(_begins(ordered, head) for head in heads)
            parts += any(
                f"{head}-{word[len(head) :]}" in self.inside or _begins(ordered, f"{head}-") for head in heads
            )
        if whole >= 2 and whole > 2 * parts and whole >= 0.15 * len(self.cuts):
            return True
        compounds = sum(head.rsplit("-", 1)[-1] in _COMPOUND for heads in self.cuts.values() for head in heads)
        return self.has_many_hyphens and not parts and compounds <= 0.2 * len(self.cuts)

    def is_one_word(self, head: str, tail: str) -> bool:
        """Whether these two parts, with a hyphen at a line end between them, are one word cut in two."""
        one, other = head.lower(), tail.lower()
        if f"{one}{other}" in self.inside:
            return f"{one}-{other}" not in self.inside
        if f"{one}-{other}" in self.inside or not self.cuts_words or not tail[0].islower():
            return False
        return one.rsplit("-", 1)[-1] not in _COMPOUND and not (one in self.inside and other in self.inside)

    def knows_cut(self, head: str, tail: str) -> bool:
        """Whether something else than the habit of the document says what `is_one_word` answers."""
        one, other = head.lower(), tail.lower()
        return (
            (f"{one}{other}" in self.inside) != (f"{one}-{other}" in self.inside)
            or (self.cuts_words and len(self.cuts.get(f"{one}{other}", ())) > 1)
            or (not self.cuts_words and one.rsplit("-", 1)[-1] in _COMPOUND)
            or (one in self.inside and (other in self.inside or not self.cuts_words))
            or not (tail[0].islower() and (self.cuts_words or self.has_hyphens))
        )

    def is_torn(self, head: str, tail: str) -> bool:
        """Whether these two parts, a line end between them, are one word that was wider than its column."""
        one, other = head.lower(), tail.lower()
        if f"{one}{other}" in self.inside or _LONE.fullmatch(other):
            return True
        if not self.tears_words:
            return False
        if _TORN.match(other):
            return True
        ended = one in self.inside or one[-3:] in self.ends  # the first part ends as words do
        if other in _LINKS:
            return not ended and f"{one}{other}"[-3:] in self.ends
        return other not in self.inside and not (ended and len(other) > 3 and other[:3] in self.starts)

    def is_one(self, last: str, line: str) -> bool:
        """Whether a line of one word that fills its column and the next one surely make a single word, a day, a
        number or a code, whatever letters or figures part there."""
        tail = line.split(" ", 1)[0]
        if tail[0] in ".,;:)" or _is_day(last, tail) or _NUMBER.fullmatch(last + tail):
            return True
        word = f"{last}{tail.rstrip('.,;:)')}".lower()
        if not word.isalpha() or tail[0].islower():
            return False
        return word in self.inside or _begins(self.ordered, word)

    def knows_torn(self, head: str, tail: str) -> bool:
        """Whether words of the document say what `is_torn` answers."""
        one, other = head.lower(), tail.lower()
        if f"{one}{other}" in self.inside or (self.tears_words and _LONE.fullmatch(other)):
            return True
        return other in self.inside and (one in self.inside or not self.tears_words)


def _is_day(last: str, line: str) -> bool:
    """Whether a day, as figures write it, is cut there: "05/01/20", "26"."""
    return bool(_DAY.fullmatch(last + line.split(" ", 1)[0]))


def label(text: str) -> str:
    """What a line names before a colon, as "Responsable : " does; empty for none."""
    found = _LABEL.match(text)
    return found[1] if found else ""


def _begins(ordered: Sequence[str], head: str) -> bool:
    """Whether a longer word of these, which rise, begins so."""
    at = bisect_right(ordered, head)
    return len(head) >= 3 and at < len(ordered) and ordered[at].startswith(head)


class Composer:
    """Writes the paragraphs of one page; what is no part of their text goes to the remnants. `step` is the widest
    one between lines of a paragraph, where white told paragraphs apart in the tables so far."""

    step: float = 0.0

    def __init__(self, lexicon: Lexicon, remnants: list[Remnant]) -> None:
        self.lexicon, self.remnants = lexicon, remnants

    def paragraph(self, group: Sequence[Line], place: Place, part: Part | None = None) -> Paragraph:
        """One paragraph from its lines; its bullet is set apart. `part` says how surely they are one."""
        glyphs: list[Glyph] = []
        starts: list[int] = []
        breaks: list[int] = []
        joints: list[tuple[int, str]] = []
        for rank, line in enumerate(group):
            if glyphs:
                torn = part is not None and rank in part.torn
                other = self._joined_on(glyphs, line, place, torn)
                joints += [] if other is None else [(len(glyphs), other)]
            breaks += [len(glyphs)] if rank else []
            if part is not None and rank in part.seams:
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
            loose=part is not None and part.loose,
            breaks=tuple(one - skipped for one in breaks),
            joints=tuple((at - skipped, other) for at, other in joints),
        )

    def _joined_on(self, glyphs: list[Glyph], line: Line, place: Place, torn: bool) -> str | None:
        """Put between these characters and the line what its line end was: nothing where it cut a word. Where that
        is not sure, answers what else it may have been, empty for one character less."""
        tail = _TAIL.match(line.text)
        before = "".join(glyph.text for glyph in glyphs[-60:])
        elided = tail is not None and line.text[tail.end() : tail.end() + 1] in ("'", "’")
        if torn and self.lexicon.is_one(before.rsplit(" ", 1)[-1], line.text):
            return None
        if torn and tail and not elided and (word := _LAST.search(before)):
            one = self.lexicon.is_torn(word[0], tail[0])
            if not one:
                glyphs.append(_space(glyphs[-1], line))
            return None if self.lexicon.knows_torn(word[0], tail[0]) else (" " if one else "")
        if line.text[:1] == "-" and glyphs[-1].text == "-" and _TWICE.match(line.text):
            self.remnants.append(Remnant(glyphs.pop().text, place, "hyphen"))  # Portuguese writes it on both lines
            return None
        if (head := _HEAD.search(before)) and tail:
            sure = glyphs[-1].text in _SURE_HYPHENS and tail[0][0].islower()
            one = sure or self.lexicon.is_one_word(head[0][:-1], tail[0])
            hyphen = glyphs[-1].text
            if one:
                self.remnants.append(Remnant(glyphs.pop().text, place, "hyphen"))
            return None if sure or self.lexicon.knows_cut(head[0][:-1], tail[0]) else (hyphen if one else "")
        apart = len(glyphs) > 1 and glyphs[-1].text == "/" and glyphs[-2].text == " "  # "Head / Deputy"
        if apart or not breaks_inside_word(glyphs[-1].text):
            glyphs.append(_space(glyphs[-1], line))
        return None


def _space(last: Glyph, line: Line) -> Glyph:
    return Glyph(" ", 0, 0, 0, 0, last.emphasis and line.glyphs[0].emphasis, False)


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
