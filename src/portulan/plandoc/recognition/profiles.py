"""What a column's content looks like, whatever its title: shares of cells of each nature, lengths, repetitions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plandoc.recognition import vocabulary as v
from portulan.plandoc.recognition.lists import is_like_name
from portulan.plandoc.text import fold

SAMPLE = 80
CODE = re.compile(
    r"(?:[A-Za-z]{1,4}[ .-]?)?\d{1,3}(?:[.-]\d{1,3})*(?:[.-]?[a-z])?[.):]?|[IVX]{1,5}[.)]?|[A-Z](?:\.\d+)*[.)]?"
)
CODED = re.compile(
    r"(?:(?:[A-Z]{1,3}\.?)?\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)]|[A-Z]{1,3}\d{1,2}[.):]?|[A-Z][.)]|[IVX]+[.)])\s+\S"
)
RECOMMENDED = re.compile(
    r"(?:(?:r|rec|reco|recommandation|recommendation|aanbeveling|a)\.?\s?\d{1,2}(?:\.\d+)*|aeqes\b.{0,30}|"
    r"p\. ?\d+)",
)
_MONEY = re.compile(r"(?:[€$£]|\beur\b|\bk€)|^\d{1,3}(?:[ .,]\d{3})+(?:,\d\d)?$")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|etp|fte|vte|jours?|days?|dagen|dias?|heures?|hours?|h|uren|horas?)")
_CONTACT = re.compile(r"@\w|^(?:\+|0)\d[\d /.()-]{7,}$")
_PIECES = re.compile(r"\n|[;,/&+|]|\s(?:et|and|en|y|e)\s")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares go from 0 to 1, over the filled cells; `fill` is theirs over all rows; `grouped` says how much the
    column repeats itself, is blank or merged below, `returning` how many of its values come back after another."""

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


def profile(texts: Sequence[str], merged: int = 0) -> Profile:
    """Of a column's cells, from top to bottom, blank ones included; `merged` of them continue the one above."""
    filled = [text for text in texts if text]
    if not filled:
        return Profile()
    sample = filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE]
    folded = [fold(text) for text in sample]
    bare = [CODED.sub(lambda match: match[0][-1], text, count=1) for text in sample]
    pieces = [piece.strip() for text in sample for piece in _PIECES.split(text) if piece.strip()]

    def share(flags: Sequence[float]) -> float:
        return sum(flags) / len(sample)

    return Profile(
        filled=len(filled),
        fill=len(filled) / max(len(texts) - merged, 1),
        words=share([len(text.split()) for text in sample]),
        distinct=len(set(folded)) / len(sample),
        grouped=1 - len(_changes(texts)) / len(texts),
        returning=_returning(texts),
        deadline=share([_is_deadline(text) for text in sample]),
        verbal=share([v.verbal(text) for text in bare]),
        nominal=share([v.nominal(text) for text in bare]),
        named=sum(is_like_name(piece) for piece in pieces) / max(len(pieces), 1),
        name_repeats=1 - len({fold(piece) for piece in pieces}) / max(len(pieces), 1),
        code=share([bool(CODE.fullmatch(text)) for text in sample]),
        coded=share([bool(CODED.match(text)) for text in sample]),
        recommended=share([_is_recommended(text) for text in folded]),
        priority=share([bool(v.priority(text)) for text in sample]),
        state=share([v.state(text) is not None for text in sample]),
        money=share([bool(_MONEY.search(text)) for text in folded]),
        percent=share([bool(_PERCENT.fullmatch(text)) for text in folded]),
        contact=share([bool(_CONTACT.search(text)) and not _is_deadline(text) for text in folded]),
        several=share(["\n" in text or ";" in text for text in sample]),
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


def _is_deadline(text: str) -> bool:
    one_line = " ".join(text.split())
    kind = understand(one_line).kind
    return kind not in (DeadlineKind.NONE, DeadlineKind.UNCLEAR) and not (
        kind is DeadlineKind.PLAN_YEAR and len(one_line) < 3
    )


def _is_recommended(folded: str) -> bool:
    pieces = [piece.strip() for piece in re.split(r"[,;/\n]| et | and ", folded) if piece.strip()]
    return bool(pieces) and all(RECOMMENDED.fullmatch(piece) for piece in pieces)
