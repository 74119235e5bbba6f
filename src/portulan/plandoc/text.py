"""Wordings: a text to the letter with its emphasised spans, and how texts are folded to be compared."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

type_span = tuple[int, int]

_MARKED = re.compile(r"\\(?P<escaped>[\\*])|(?P<star>\*)")
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text kept to the letter; `emphasis` holds the (start, end) spans, in characters, that were in italics."""

    plain: str = ""
    emphasis: tuple[type_span, ...] = ()

    def __str__(self) -> str:
        return self.plain

    def __bool__(self) -> bool:
        return bool(self.plain)

    def marked(self) -> str:
        """One line of text in which *emphasis* stands between stars; a literal star or backslash is escaped."""
        return "".join(
            f"*{_escape(piece)}*" if emphasised else _escape(piece) for piece, emphasised in self.pieces()
        )

    def pieces(self) -> list[tuple[str, bool]]:
        """The text cut into (piece, is it emphasised?), in order; no piece is empty."""
        result: list[tuple[str, bool]] = []
        at = 0
        for start, end in self.emphasis:
            result += [(self.plain[at:start], False), (self.plain[start:end], True)]
            at = end
        result.append((self.plain[at:], False))
        return [piece for piece in result if piece[0]]

    @classmethod
    def from_marked(cls, marked: str) -> "Wording":
        """Read what `marked` wrote. A lone star that closes nothing is kept as a star."""
        plain: list[str] = []
        opened: int | None = None
        spans: list[type_span] = []
        at = length = 0
        for match in _MARKED.finditer(marked):
            plain.append(marked[at : match.start()])
            length += match.start() - at
            at = match.end()
            if match["escaped"]:
                plain.append(match["escaped"])
                length += 1
            elif opened is None:
                opened = length
            else:
                if length > opened:
                    spans.append((opened, length))
                opened = None
        plain.append(marked[at:])
        text = "".join(plain)
        if opened is not None:
            text, spans = text[:opened] + "*" + text[opened:], spans
        return cls(text, tuple(spans))

    @classmethod
    def from_pieces(cls, pieces: Iterable[tuple[str, bool]]) -> "Wording":
        """Join (piece, emphasised) pairs; neighbours of the same emphasis become one span, and a wholly
        emphasised text is style, not emphasis. White space runs become one space; the ends are trimmed."""
        known = list(pieces)
        if len({emphasised for piece, emphasised in known if piece}) < 2:
            return cls(tidied("".join(piece for piece, _ in known)))
        return _normalised(known)


def tidied(text: str) -> str:
    """White space runs as one space, the ends trimmed; no-break spaces stay."""
    return _BLANKS.sub(" ", text).strip(" ")


def _normalised(pieces: list[tuple[str, bool]]) -> Wording:
    characters: list[tuple[str, bool]] = []
    for piece, emphasised in pieces:
        for character in piece:
            blank = character.isspace() and character != "\u00a0" and character != "\u202f"
            if blank and (not characters or characters[-1][0] == " "):
                continue
            characters.append((" " if blank else character, emphasised))
    while characters and characters[-1][0] == " ":
        characters.pop()
    text = "".join(character for character, _ in characters)
    spans = _trimmed(text, _runs([emphasised for _, emphasised in characters]))
    return Wording(text, () if spans == [(0, len(text))] else tuple(spans))


def _runs(flags: list[bool]) -> list[type_span]:
    spans: list[type_span] = []
    for index, flag in enumerate(flags):
        if not flag:
            continue
        if spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans


def _trimmed(text: str, spans: list[type_span]) -> list[type_span]:
    """Spans without the blanks at their ends: whether a blank is in italics says nothing."""
    result = []
    for start, end in spans:
        piece = text[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
        if start < end:
            result.append((start, end))
    return result


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("*", "\\*")


def fold(text: str) -> str:
    """Text for comparing: no case, no accents, one kind of apostrophe, single spaces, `œ` as `oe`."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


def short_title(text: str, limit: int = 40) -> str:
    """A short title proposed from an action's text: its first words, at most `limit` characters, ended where a
    linking word follows ("Rédaction d'une note de synthèse"), else by an ellipsis. The official text stays."""
    head = re.split(r"\s*[:;(]\s*|,\s", text.strip(), maxsplit=1)[0]
    head = " ".join(head.split())
    if len(head) <= limit:
        return head
    words = head.split()
    ends = [len(" ".join(words[: count + 1])) for count in range(len(words))]
    fitting = [count for count, end in enumerate(ends, 1) if end <= limit]
    natural = [
        count for count in fitting if count > 1 and _leads_in(words[count]) and not _leads_on(words[count - 1])
    ]
    if natural and ends[natural[-1] - 1] >= limit // 3:
        return " ".join(words[: natural[-1]])
    count = sum(end < limit for end in ends)
    while count > 1 and _leads_on(words[count - 1]):
        count -= 1
    return (" ".join(words[:count]) or head[: limit - 1]) + "…"


def _leads_on(word: str) -> bool:
    """Whether nothing can end with it: "de", "pour"."""
    return fold(word) in _WEAK


def _leads_in(word: str) -> bool:
    """Whether a new part of the sentence begins with it: "de", "pour", "d'une", "l'opportunité"."""
    return _leads_on(word) or fold(word).split("'")[0] in _ELIDED


_ELIDED = frozenset({"d", "l", "qu"})
_WEAK = frozenset(
    (
        "a au aux avec ce ces comme dans de des du en et la le les leur leurs ou par pour que qui sa se ses son "
        "sous sur un une via vers and at by for from in of on or the to with"
    ).split()
)
