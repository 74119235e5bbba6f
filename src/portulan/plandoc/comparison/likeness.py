"""Pairing rows that mean the same thing: words that few rows share decide, witnesses help."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from portulan.plandoc.text import fold

ENOUGH = 0.55
"""From here on two rows are one: unrelated sentences of one plan reach 0.3, and 0.45 under the same code."""

_TEXT_WEIGHT = 0.6
_CANDIDATES = 8
_RARE = 40
_FEW = 900
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Item:
    """A row to be paired: its text, and what else tells it, a set of words for each witness."""

    id: str
    text: str
    witnesses: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    item: Item
    folded: str
    words: frozenset[str]


def pairs(
    older: Sequence[Item], newer: Sequence[Item], weights: Sequence[float]
) -> Iterator[tuple[str, str, float]]:
    """(older id, newer id, confidence), the surest first, each row once. `weights` say what each witness is worth
    beside the wording (0.6). The cost grows with the rows, not with their product: only rows that share a rare
    word, or their first witness, are weighed."""
    rarity = _rarity([*older, *newer])
    left, right = [_known(one) for one in older], [_known(one) for one in newer]
    few = len(left) * len(right) <= _FEW
    index = _index(left)
    scored: list[tuple[float, int, int, int]] = []
    for rank, one in enumerate(right):
        for at in range(len(left)) if few else _candidates(one, index, rarity):
            score = _score(left[at], one, rarity, weights)
            if score >= ENOUGH:
                scored.append((-score, abs(at - rank), at, rank))
    gone: set[str] = set()
    for negative, _far, at, rank in sorted(scored):
        ends = {f"<{at}", f">{rank}"}
        if not ends & gone:
            gone |= ends
            yield left[at].item.id, right[rank].item.id, round(-negative, 3)


def _known(item: Item) -> _Known:
    folded = fold(item.text)
    return _Known(item, folded, frozenset(_WORD.findall(folded)))


def _rarity(items: Iterable[Item]) -> dict[str, float]:
    """How much each word tells: much when few rows use it."""
    counts = Counter(word for item in items for word in _known(item).words)
    return {word: 1 / math.log2(1 + count) for word, count in counts.items()}


def _index(rows: Sequence[_Known]) -> Mapping[str, list[int]]:
    """Where each word and each first witness stands; those that stand nearly everywhere lead nowhere."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for key in _keys(row):
            found[key].append(at)
    return {key: places for key, places in found.items() if len(places) <= _RARE}


def _keys(row: _Known) -> Iterator[str]:
    yield from row.words
    yield f"={row.folded}"
    yield from (f"#{one}" for witness in row.item.witnesses[:1] for one in witness)


def _candidates(row: _Known, index: Mapping[str, list[int]], rarity: Mapping[str, float]) -> list[int]:
    """The older rows that share most of what is rare."""
    shared: dict[int, float] = defaultdict(float)
    for key in _keys(row):
        for at in index.get(key, ()):
            shared[at] += 100.0 if key[0] == "=" else rarity.get(key, 1.0)
    return sorted(shared, key=lambda at: (-shared[at], at))[:_CANDIDATES]


def _score(one: _Known, other: _Known, rarity: Mapping[str, float], weights: Sequence[float]) -> float:
    """The wording's likeness, moved by the witnesses that speak: both silent, a witness counts for nothing."""
    total, worth = _TEXT_WEIGHT * _wording(one, other, rarity), _TEXT_WEIGHT
    for mine, its, weight in zip(one.item.witnesses, other.item.witnesses, weights, strict=False):
        if mine or its:
            total += weight * len(mine & its) / len(mine | its)
            worth += weight
    return total / worth


def _wording(one: _Known, other: _Known, rarity: Mapping[str, float]) -> float:
    """Letters in order, and how much of the shorter text's words the longer one has."""
    if one.folded == other.folded:
        return 1.0
    least = min(sum(rarity[word] for word in row.words) for row in (one, other))
    held = sum(rarity[word] for word in one.words & other.words) / least if least else 0.0
    return min(0.99, (fuzz.ratio(one.folded, other.folded) / 100 + held) / 2)
