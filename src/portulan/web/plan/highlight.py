"""Words found in a text, whatever their case and accents, and shown there."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portulan.plandoc.text import fold


def found(words: Sequence[str], *texts: str) -> bool:
    """Whether every word (folded) is in one of these texts."""
    haystack = fold(" ".join(texts))
    return all(word in haystack for word in words)


def highlight(text: str, words: Sequence[str]) -> SafeString:
    """The text as HTML, the words (folded) that it holds in <mark>."""
    pieces, at = [], 0
    for start, end in spans(text, words):
        pieces += [str(escape(text[at:start])), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return mark_safe("".join([*pieces, str(escape(text[at:]))]))


def excerpt(text: str, words: Sequence[str], width: int = 160) -> SafeString:
    """The part of a long text around the first word found, highlighted; cut between words."""
    if len(text) <= width:
        return highlight(text, words)
    first = next(iter(spans(text, words)), (0, 0))[0]
    start = max(0, min(first - width // 3, len(text) - width))
    if start:
        start = text.find(" ", start) + 1 or start
    end = text.rfind(" ", start, start + width) if start + width < len(text) else len(text)
    cut = text[start : end if end > start else start + width]
    return mark_safe(
        f"{'… ' if start else ''}{highlight(cut, words)}{' …' if start + len(cut) < len(text) else ''}"
    )


def spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the words (folded) stand in the text, in order, those that touch made one."""
    folded, places = _folded(text)
    marked: set[int] = set()
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            marked.update(places[at : at + len(word)])
            at = folded.find(word, at + len(word))
    runs: list[tuple[int, int]] = []
    for place in sorted(marked):
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    pieces, places = [], []
    for place, character in enumerate(text):
        piece = _fold_one(character)
        pieces.append(piece)
        places += [place] * len(piece)
    return "".join(pieces), places


@lru_cache(maxsize=2048)
def _fold_one(character: str) -> str:
    return " " if character.isspace() else fold(character)
