"""Which entries of the word lists stand in a title: an index by words and by beginnings, made once."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from portulan.plandoc.recognition.word_lists import entries
from portulan.plandoc.text import fold

_GAP = "…"
_SURE, _ASKED, _LESS_SURE = 1.0, 0.85, 0.6
_JOINED = re.compile(r"[-'](?=\w)")
TOKENS = r"[\s/'’·_-]+"


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a title: the role that it says, how surely, and the words at `places` that say it."""

    role: str
    weight: float
    places: tuple[int, ...]
    letters: int
    phrase: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The parts of an entry of several words, each a choice of words; a gap is an empty one."""

    role: str
    weight: float
    parts: tuple[tuple[str, ...], ...]
    first: bool
    last: bool

    @property
    def of_several(self) -> bool:
        """Whether it is more than one word."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class _Word:
    """An entry of one word."""

    role: str
    weight: float
    language: str


@dataclass(slots=True)
class _Index:
    """Entries of one word by that word, by its beginning or by its end; those of several by their first word."""

    whole: dict[str, list[_Word]] = field(default_factory=lambda: defaultdict(list))
    starts: dict[str, list[_Word]] = field(default_factory=lambda: defaultdict(list))
    tails: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, list[_Pattern]] = field(default_factory=lambda: defaultdict(list))


@cache
def _index() -> _Index:
    index = _Index()
    for entry in entries("titles"):
        weight = _LESS_SURE if not entry.sure else _ASKED if _GAP in entry.text else _SURE
        patterns = list(_patterns(entry.text, entry.section, weight))
        word = _Word(entry.section, weight, entry.language)
        if entry.text.startswith("*"):
            index.tails[entry.text[1:]] = entry.section
        elif any(one.of_several or one.first for one in patterns):
            for pattern in patterns:
                for spelt in pattern.parts[0]:
                    index.phrases[spelt].append(pattern)
        elif entry.text.endswith("*"):
            index.starts[entry.text[:-1]].append(word)
        else:
            index.whole[entry.text].append(word)
    return index


def _patterns(text: str, role: str, weight: float) -> Iterator[_Pattern]:
    """What an entry of several words asks for; a choice such as "d'action/d'intervention" is of several words, and
    makes a pattern of each."""
    first, last = text.startswith("^"), text.endswith("$")
    choices = [word.split("/") if _JOINED.search(word) else [word]
               for word in text.removeprefix("^").removesuffix("$").split()]  # fmt: skip
    for chosen in product(*choices):
        words = _JOINED.sub(" ", " ".join(chosen)).split()
        parts = tuple(() if word == _GAP else tuple(word.split("/")) for word in words)
        yield _Pattern(role, weight, parts, first, last)


def matches(words: Sequence[str]) -> Iterator[Match]:
    """All entries that stand in these words, folded."""
    index = _index()
    for place, word in enumerate(words):
        yield from _of_word(index, place, word)
        for beginning in _beginnings(word):
            for pattern in index.phrases.get(beginning, ()):
                if pattern.first and place:
                    continue
                places = _places(pattern.parts, words, place, pattern.last)
                if places:
                    letters = sum(len(words[at]) for at in places)
                    yield Match(pattern.role, pattern.weight, places, letters, pattern.of_several)


def _of_word(index: _Index, place: int, word: str) -> Iterator[Match]:
    """What one word says: of a language's entries, the longest that it is or begins with; what the end of a
    compound says outweighs a beginning that does not reach it."""
    bare = word.rstrip("s")
    found = [(one, len(word)) for one in index.whole.get(word, ())]
    if bare != word and len(bare) > 2:
        found += [(one, len(bare)) for one in index.whole.get(bare, ())]
    starts = [(one, end) for end in range(1, len(word) + 1) for one in index.starts.get(word[:end], ())]
    tail = "" if found else _tail(index.tails, word)
    if tail and not any(end > len(word) - len(tail) for _, end in starts):
        yield Match(index.tails[tail], _SURE, (place,), len(tail), False)
        return
    longest: dict[str, int] = {}
    for one, letters in (*found, *starts):
        longest[one.language] = max(letters, longest.get(one.language, 0))
    for one, letters in (*found, *starts):
        if letters == longest[one.language]:
            yield Match(one.role, one.weight, (place,), letters, False)


def _tail(tails: Mapping[str, str], word: str) -> str:
    """The end of a compound word: an "actiehouder" holds actions, and is none."""
    return next((word[at:] for at in range(3, len(word)) if word[at:] in tails), "")


def _beginnings(word: str) -> Iterator[str]:
    """How entries may spell this word: whole, or its first letters and a star."""
    yield word
    for end in range(1, len(word) + 1):
        yield word[:end] + "*"


def _places(parts: Sequence[Sequence[str]], words: Sequence[str], at: int, last: bool) -> tuple[int, ...]:
    """Where the words of a pattern stand, its first one at `at`; empty when it does not match."""
    if not parts:
        return (-1,) if not last or at == len(words) else ()
    if not parts[0]:
        for later in range(at, len(words) + 1):
            places = _places(parts[1:], words, later, last)
            if places:
                return places
        return ()
    if at >= len(words) or not any(_is(words[at], one) for one in parts[0]):
        return ()
    rest = _places(parts[1:], words, at + 1, last)
    return (at, *(place for place in rest if place >= 0)) if rest else ()


def _is(word: str, spelt: str) -> bool:
    return word.startswith(spelt[:-1]) if spelt.endswith("*") else word == spelt


def folded_entry(text: str) -> bool:
    """Whether an entry is written as titles are compared."""
    return fold(text.replace(_GAP, "")) == " ".join(text.replace(_GAP, "").split())
