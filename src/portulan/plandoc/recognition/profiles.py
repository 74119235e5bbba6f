"""What a column's content looks like, whatever its title: shares of cells of each nature, lengths, repetitions."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from portulan.plandoc.deadline import is_like_deadline, understand
from portulan.plandoc.recognition import vocabulary as v
from portulan.plandoc.recognition.codes import coding
from portulan.plandoc.recognition.lists import is_like_name
from portulan.plandoc.recognition.posts import is_post
from portulan.plandoc.text import fold

SAMPLE = 80
CODE = re.compile(
    r"(?:[A-Za-z]{1,4}[ .-]?)?\d{1,4}(?:[.-]\d{1,3})*(?:[.-]?[a-z])?[.):]?|[IVX]{1,5}[.)]?|[A-Z](?:\.\d+)*[.)]?"
)
CODED = re.compile(
    r"(?:(?:[A-Z]{1,3}[.-]?)?\d{1,3}(?:[.-]\d{1,3})+[.)]?-?|\d{1,3}[.)]|"
    r"[A-Z]{1,3}-?\d{1,3}[.):]?|[A-Z][.)]|[IVX]+[.)])\s+\S"
)
RECOMMENDED = re.compile(
    r"(?:(?:r|rec|reco|recommandation|recommendation|aanbeveling|a)\.?\s?\d{1,2}(?:\.\d+)*|aeqes\b.{0,30}|"
    r"p\. ?\d+)",
)
_MONEY = re.compile(r"(?:[€$£]|\beur\b|\bk€)|^\d{1,3}(?:[ .,]\d{3})+(?:,\d\d)?$")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|etp|fte|vte|jours?|days?|dagen|dias?|heures?|hours?|h|uren|horas?)")
_NUMBER = re.compile(r"[+-]?\d+(?:[ .,\u00a0]\d+)*")
_COUNTED = re.compile(r"([A-Za-z]{1,3})[ .-]?(\d{1,3})")
_RACI = frozenset("raciqvs")
_CONTACT = re.compile(r"@\w|^(?:\+|0)\d[\d /.()-]{7,}$")
_PIECES = re.compile(r"\n|[;,/&+|]|\s(?:et|and|en|und|y|e)\s")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares go from 0 to 1, over the filled cells; `fill` is theirs over all rows; `grouped` says how much the
    column repeats itself, is blank or merged below, `returning` how many of its values come back after another.
    `posted` pieces surely name a post or a team; `flagged` cells say yes, no or a colour; `number` ones are one,
    without a word; `merged` is the share of rows that a real merge joins to the one above; `latest` is false of
    dates that another column's follow."""

    filled: int = 0
    fill: float = 0.0
    words: float = 0.0
    distinct: float = 1.0
    grouped: float = 0.0
    returning: float = 0.0
    deadline: float = 0.0
    verbal: float = 0.0
    nominal: float = 0.0
    named: float = 0.0
    name_repeats: float = 0.0
    code: float = 0.0
    coded: float = 0.0
    recommended: float = 0.0
    priority: float = 0.0
    state: float = 0.0
    money: float = 0.0
    percent: float = 0.0
    contact: float = 0.0
    several: float = 0.0
    posted: float = 0.0
    flagged: float = 0.0
    number: float = 0.0
    latest: bool = True
    merged: float = 0.0


def profile(texts: Sequence[str], merged: int = 0) -> Profile:
    """Of a column's cells, from top to bottom, blank ones included; `merged` of them continue the one above."""
    filled = [text for text in texts if text]
    if not filled:
        return Profile()
    sample = filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE]
    folded = [fold(text) for text in sample]
    how = coding(sample)
    bare = [text[found.end() :] if (found := how.match(text)) else text for text in sample]
    pieces = list(_pieces(sample))

    def share(flags: Sequence[float]) -> float:
        return sum(flags) / len(sample)

    return Profile(
        filled=len(filled),
        fill=len(filled) / max(len(texts) - merged, 1),
        words=share([len(text.split()) for text in sample]),
        distinct=len(set(folded)) / len(sample),
        grouped=1 - len(_changes(texts)) / len(texts),
        returning=_returning(texts),
        deadline=0.0 if _counts_up(sample) else share([is_like_deadline(text) for text in sample]),
        verbal=share([v.verbal(text) for text in bare]),
        nominal=share([v.nominal(text) for text in bare]),
        named=sum(is_like_name(piece) for piece in pieces) / max(len(pieces), 1),
        name_repeats=_repeats(_changes(sample)),
        posted=sum(is_post(piece) for piece in pieces) / max(len(pieces), 1),
        code=share([bool(CODE.fullmatch(text)) for text in sample]) if _may_count(sample) else 0.0,
        coded=1.0 if how.label else share([bool(CODED.match(text)) for text in sample]),
        recommended=share([_is_recommended(text) for text in folded]),
        priority=share([bool(v.priority(text)) for text in sample]),
        state=share([_says_state(text) for text in sample]),
        money=share([bool(_MONEY.search(text)) for text in folded]),
        percent=share([bool(_PERCENT.fullmatch(text)) for text in folded]),
        contact=share([bool(_CONTACT.search(text)) and not is_like_deadline(text) for text in folded]),
        flagged=share([v.is_flag(text) for text in sample]),
        number=share([bool(_NUMBER.fullmatch(text)) for text in sample]),
        several=share(["\n" in text or ";" in text for text in sample]),
        merged=merged / max(len(texts), 1),
    )


def _pieces(texts: Sequence[str]) -> Iterator[str]:
    return (piece.strip() for text in texts for piece in _PIECES.split(text) if piece.strip())


def _repeats(texts: Sequence[str]) -> float:
    """Which share of the pieces come back: a text that only goes on from row to row counts once."""
    pieces = list(map(fold, _pieces(texts)))
    return 1 - len(set(pieces)) / max(len(pieces), 1)


def with_order_of_dates(profiles: Sequence[Profile], texts: Sequence[Sequence[str]]) -> list[Profile]:
    """The profiles, where a column of dates that another one's follow is known as a beginning; dates that only
    some rows have (postponed ones) make it none."""
    dated = {at: _days(texts[at]) for at, one in enumerate(profiles) if one.deadline >= 0.6}
    full = [days for at, days in dated.items() if profiles[at].fill >= 0.8]
    early = {at for at, days in dated.items() if any(_follow(days, other) for other in full)}
    return [replace(one, latest=at not in early) for at, one in enumerate(profiles)]


def without_letters_of_raci(profiles: Sequence[Profile], texts: Sequence[Sequence[str]]) -> list[Profile]:
    """The profiles, where columns side by side that hold nothing but R, A, C and I are a matrix of who does
    what: neither priorities nor codes."""
    lettered = {at: letters for at, own in enumerate(texts) if (letters := _letters(own)) and letters <= _RACI}
    matrix = {at for at in lettered if {at - 1, at + 1} & lettered.keys()}
    if not {"r", "a"} <= set().union(*(lettered[at] for at in matrix)):
        return list(profiles)
    return [
        replace(one, percent=1.0, priority=0.0, state=0.0, code=0.0, named=0.0) if at in matrix else one
        for at, one in enumerate(profiles)
    ]


def _letters(texts: Sequence[str]) -> set[str]:
    """The letters of a column, empty where it has words."""
    pieces = [piece for text in texts for piece in re.split(r"[\s/,;+&-]+", fold(text)) if piece]
    return set(pieces) if all(len(piece) == 1 for piece in pieces) else set()


def _days(texts: Sequence[str]) -> list[dt.date | None]:
    return [understand(" ".join(text.split())).due for text in texts[:SAMPLE]]


def _follow(days: Sequence[dt.date | None], others: Sequence[dt.date | None]) -> bool:
    """Whether nearly each of these days comes before the other of its row."""
    pairs = [(one, other) for one, other in zip(days, others, strict=False) if one and other]
    return len(pairs) >= 2 and sum(one < other for one, other in pairs) >= 0.8 * len(pairs)


def _may_count(texts: Sequence[str]) -> bool:
    """Bare numbers count rows only where each goes on from the one before, or begins again at one."""
    numbers = [int(text) for text in (one.rstrip(".)") for one in texts) if text.isdigit()]
    if len(numbers) < 0.8 * len(texts):
        return True
    return all(after > before or after == 1 for before, after in pairwise(numbers))


def _counts_up(texts: Sequence[str]) -> bool:
    """ "M1", "M2", "M3": numbers of the rows, though each alone could be a month."""
    found = [_COUNTED.fullmatch(text) for text in texts]
    numbers = [(one[1], int(one[2])) for one in found if one]
    return len(numbers) == len(texts) >= 3 and all(
        after == (letters, number + 1) for (letters, number), after in pairwise(numbers)
    )


def _changes(texts: Sequence[str]) -> list[str]:
    """The texts that differ from the one before, blanks taken for what stands above."""
    changes: list[str] = []
    for text in texts:
        if text and (not changes or changes[-1] != text):
            changes.append(text)
    return changes


def _returning(texts: Sequence[str]) -> float:
    """Which share of the values come back after another one: names do, objectives do not."""
    changes = [fold(text) for text in _changes(texts)]
    return (len(changes) - len(set(changes))) / max(len(set(changes)), 1)


def _says_state(text: str) -> bool:
    """A cross alone may say many things; a title decides then."""
    return v.state(text) is not None and len(text.strip()) > 1


def _is_recommended(folded: str) -> bool:
    pieces = [piece.strip() for piece in re.split(r"[,;/\n]| et | and ", folded) if piece.strip()]
    return bool(pieces) and all(RECOMMENDED.fullmatch(piece) for piece in pieces)
