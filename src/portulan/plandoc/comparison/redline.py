"""Two wordings as one text, word by word: what stays, what goes, what comes."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Tracking:
    """Whose changes are tracked, and when they were made (aware)."""

    author: str
    on: dt.datetime


class Part(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Segment:
    part: Part
    text: str


_TOKEN = re.compile(r"\w+(?:['’]\w*)?|\s+|[^\w\s]")
_ISLAND = 2


def redline(before: str, after: str) -> tuple[Segment, ...]:
    """The segments in reading order: kept and removed ones make `before`, kept and added ones make `after`. A
    word or two that stay between two changes are part of one change: a redline is read, not computed."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return tuple(_segments(old, new))


def _segments(old: list[str], new: list[str]) -> Iterator[Segment]:
    gone: list[str] = []
    come: list[str] = []
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for rank, (tag, start, end, new_start, new_end) in enumerate(opcodes):
        island = 0 < rank < len(opcodes) - 1 and _is_island(old[start:end])
        if tag == "equal" and not island:
            yield from _changed(gone, come)
            gone, come = [], []
            yield Segment(Part.KEPT, "".join(old[start:end]))
        else:
            gone += old[start:end]
            come += new[new_start:new_end]
    yield from _changed(gone, come)


def _is_island(tokens: list[str]) -> bool:
    """Too little to be worth telling apart: blanks, marks, one short word."""
    words = [one for one in tokens if one[0].isalnum()]
    return len(words) < _ISLAND and sum(map(len, words)) <= 3


def _changed(gone: list[str], come: list[str]) -> Iterator[Segment]:
    """Blanks that both begin or end with are kept outside."""
    lead = ""
    while gone and come and gone[0] == come[0]:
        lead += gone[0]
        gone, come = gone[1:], come[1:]
    tail = ""
    while gone and come and gone[-1] == come[-1]:
        tail = gone[-1] + tail
        gone, come = gone[:-1], come[:-1]
    for part, text in (
        (Part.KEPT, lead),
        (Part.REMOVED, "".join(gone)),
        (Part.ADDED, "".join(come)),
        (Part.KEPT, tail),
    ):
        if text:
            yield Segment(part, text)
