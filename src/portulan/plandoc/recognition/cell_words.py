"""The words that cells say a priority or a state with, from the lists by language, as a dictionary."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

from portulan.plandoc.document import DeclaredState, Priority
from portulan.plandoc.recognition.word_lists import entries

_PRIORITY = "priority "
_STATE = "state "


@cache
def priorities() -> Mapping[str, Priority]:
    """What each word says of an action's importance."""
    return {said: Priority(value) for said, value in _said(_PRIORITY)}


@cache
def states() -> Mapping[str, DeclaredState]:
    """What each word says of an action's progress."""
    return {plain(said): DeclaredState(value.replace(" ", "_")) for said, value in _said(_STATE)}


def plain(text: str) -> str:
    """A folded text without its signs, but for those that say something by themselves."""
    return " ".join(re.sub(r"[^\w%✓✔✅☑☐⏳]", " ", text).split())


def spelt(text: str) -> Iterator[str]:
    """All that an entry stands for: each choice of its words; joined words, as in "pas-encore", are two."""
    for chosen in product(*(word.split("/") for word in text.split())):
        yield re.sub(r"(?<=\w)-(?=\w)", " ", " ".join(chosen))


def _said(kind: str) -> Iterator[tuple[str, str]]:
    for entry in entries("cells"):
        if entry.section.startswith(kind):
            yield from ((said, entry.section.removeprefix(kind)) for said in spelt(entry.text))
