"""Three texts become one: what two people made of the same notes. No word that either wrote is lost, and what is
deleted is set aside."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

Lines = list[str]
MOST_PAIRS = 4_000_000
"""Lines of the one times lines of the other, beyond which what differs is one change: comparing takes too long."""
KEPT_EVERY = dt.timedelta(minutes=5)
ANOTHER_HAND = dt.timedelta(seconds=30)
MUCH = 12
"""Words gone at once: what makes it a deletion to be able to take back."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The notes with the changes of both. Where both changed the same lines, `mine` holds what the one wrote of
    them, `theirs` what the other did, `both` the two, one after the other; elsewhere the three say the same."""

    mine: str
    theirs: str
    both: str
    clashes: bool

    @property
    def text(self) -> str:
        """The merged notes, when nothing clashes."""
        return self.both


class Change(NamedTuple):
    """The lines from `start` to `end` (not included) of the base become `lines`. Nothing between them: lines are
    inserted before `start`."""

    start: int
    end: int
    lines: Lines


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Merge line by line; a paragraph is a line. Changes of different lines, and insertions at different places,
    live together; two that differ on the same line, or at the same place, clash."""
    old = base.split("\n")
    ours, others = _changes(old, mine.split("\n")), _changes(old, theirs.split("\n"))
    sides: tuple[Lines, Lines, Lines] = ([], [], [])
    at, clashes = 0, False
    for start, end, of_mine, of_theirs in _groups(ours, others):
        said = _said(old, start, end, of_mine), _said(old, start, end, of_theirs)
        chosen = _chosen(said, of_mine, of_theirs)
        clashes |= chosen is None
        for lines, own in zip(sides, chosen or (said[0], said[1], said[1] + said[0]), strict=True):
            lines += old[at:start] + own
        at = end
    kept, other, together = ("\n".join(lines + old[at:]) for lines in sides)
    return Merged(kept, other, together, clashes)


def tidy(typed: str) -> str:
    """Notes as they are kept: one sign between two lines, whatever the browser sent, and none that no database
    holds."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _changes(old: Lines, new: Lines) -> list[Change]:
    """As many lines for as many are so many changes of one line."""
    head, tail = _alike(old, new)
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(before) * len(after) > MOST_PAIRS:
        return [Change(head, len(old) - tail, after)]
    found: list[Change] = []
    for tag, start, end, a, b in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "replace" and end - start == b - a:
            found += [Change(at, at + 1, [line]) for at, line in enumerate(after[a:b], head + start)]
        elif tag != "equal":
            found.append(Change(head + start, head + end, after[a:b]))
    return found


def _alike(old: Lines, new: Lines) -> tuple[int, int]:
    """How many lines are the same at the beginning, and at the end after these."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    return head, tail


def _groups(ours: list[Change], others: list[Change]) -> Iterator[tuple[int, int, list[Change], list[Change]]]:
    """The changes in the order of the text, those that touch the same lines of the base together."""
    waiting = sorted([(one, 0) for one in ours] + [(one, 1) for one in others], key=lambda pair: pair[0][:2])
    while waiting:
        first, side = waiting.pop(0)
        start, end = first.start, first.end
        sides: tuple[list[Change], list[Change]] = ([], [])
        sides[side].append(first)
        while waiting and _touches(start, end, waiting[0][0]):
            one, side = waiting.pop(0)
            sides[side].append(one)
            end = max(end, one.end)
        yield start, end, *sides


def _touches(start: int, end: int, other: Change) -> bool:
    """Whether a change is of the same lines as those from `start` to `end`, or inserted at the same place."""
    same_place = start == end == other.start == other.end
    return same_place or (other.start < end and start < other.end)


def _said(old: Lines, start: int, end: int, changes: list[Change]) -> Lines:
    """The lines from `start` to `end` with these changes made."""
    lines: Lines = []
    at = start
    for one in changes:
        lines += old[at : one.start] + one.lines
        at = one.end
    return lines + old[at:end]


def _chosen(
    said: tuple[Lines, Lines], of_mine: list[Change], of_theirs: list[Change]
) -> tuple[Lines, Lines, Lines] | None:
    """What stands there when nothing clashes; None when it does."""
    if not of_theirs or said[0] == said[1]:
        return said[0], said[0], said[0]
    return None if of_mine else (said[1], said[1], said[1])


def worth_keeping(before: str, after: str, *, same_hand: bool, since: dt.timedelta | None) -> bool:
    """Whether notes are set aside before they are written over: it was last done a while ago (`since`; None:
    never), sooner when somebody else goes on, and always when they take words away, or when many go at once."""
    if not before.strip():
        return False
    gone = words_gone(before, after)
    if since is None or gone >= MUCH or (gone and not same_hand):
        return True
    return since > (KEPT_EVERY if same_hand else ANOTHER_HAND)


def words_gone(before: str, after: str) -> int:
    """How many words of the one are no longer in the other."""
    return (Counter(before.split()) - Counter(after.split())).total()
