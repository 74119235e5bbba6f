"""A line that wrapped is told from one that ended: by the room it left, by what its column says elsewhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from portulan.plandoc.reading.pdf_lines import Line
from portulan.plandoc.reading.pdf_wording import Lexicon, Part, label
from portulan.plandoc.text import fold

_GOES_ON = re.compile(
    r"(?:[,(:–/&+-]|['’]|\b(?:d[eu]s?|la|les?|l|d|et|ou|en|au|aux|a|par|pour|sur|dans|avec|sans|selon|"
    r"un|une|ses?|leurs?|"
    r"of|the|a|(?<!par )an|and|or|in|for|to|with|by|on|from|at|van|het|een|de|voor|op|met|en|of|aan|bij|in|der|"
    r"die|das|und|y|o|el|los|del|con|para|e|do|da|dos|das|com|por))\s*$"
)


_ITEM = re.compile(r"(?:\()?([a-z]|\d{1,2})(?:\)|\.(?=\s))\s?(?=\S)")


def goes_on(text: str) -> bool:
    """Whether a text ends in a way that asks for more."""
    return bool(_GOES_ON.search(fold(text.rstrip()[-20:])))


Cells = Sequence[Sequence[Line]]
_OFTEN = 2  # paragraphs set apart, for white to tell


class Verdict(Enum):
    WRAPPED = "wrapped"
    PERHAPS_WRAPPED = "perhaps wrapped"
    PERHAPS_ENDED = "perhaps ended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text of a column may stand, and how it is set: `full` where lines that wrap reach its right edge
    exactly, `step` the widest step between lines of one paragraph, in sizes of its letters, `spaced` where
    paragraphs are further apart, always; `lists` where its cells hold several items, `alone` the texts that are a
    cell by themselves."""

    left: float
    right: float
    centred: bool = False
    full: bool = False
    step: float = 0.0
    spaced: bool = False
    lists: bool = False
    alone: frozenset[str] = frozenset()


def column(cells: Sequence[Sequence[Line]], left: float, right: float, step: float, lexicon: Lexicon) -> Column:
    """How these cells of one column are set; `right` is as far as text may go."""
    every = [line for cell in cells for line in cell]
    wrapped = [line for cell in cells for line in cell[:-1]]
    edge = max((line.right for line in every), default=right)
    reach = {line.text for line in wrapped if abs(line.right - edge) < 0.8}
    full = len(reach) >= 4 and sum(line.text in reach for line in wrapped) >= 0.55 * len(wrapped)
    short = [line for line in every if line.right - line.left < 0.8 * (right - left)]
    middle = sum(abs((line.left - left) - (right - line.right)) < 2.5 for line in short)
    centred = len(short) >= 3 and middle >= 0.7 * len(short)
    alone = frozenset(fold(cell[0].text) for cell in cells if len(cell) == 1)
    draft = Column(left, edge if full else right, centred, full, step, False, False, alone)
    verdicts = [_by_room(draft, one, other, lexicon) for cell in cells for one, other in pairwise(cell)]
    ended = sum(one is Verdict.ENDED for one in verdicts)
    unsure = sum(one is None for one in verdicts)
    lists = ended >= max(1, 0.12 * unsure)
    return Column(left, draft.right, centred, full, step, False, lists, alone)


def with_white(
    found: Mapping[int, Column], cells: Mapping[int, Cells], lexicon: Lexicon, habit: float = 0.0
) -> dict[int, Column]:
    """The columns of a table, where white tells all their paragraphs apart: some of the table's are, and no line
    of the column that ended is as near to the next one as lines that wrap are. `habit` is the widest step inside
    paragraphs of the tables before, where white told theirs apart; 0 for none."""
    own = _with_white(found, cells, lexicon)
    if habit and not any(where.spaced for where in own.values()):
        return _with_white({at: replace(one, step=habit) for at, one in found.items()}, cells, lexicon, habit)
    return own


def _with_white(
    found: Mapping[int, Column], cells: Mapping[int, Cells], lexicon: Lexicon, habit: float = 0.0
) -> dict[int, Column]:
    apart, ended = Counter[int](), set[int]()
    for at, where in found.items():
        for one, other in (pair for cell in cells[at] for pair in pairwise(cell) if not pair[1].has_bullet):
            if _is_apart(where, one, other):
                apart[at] += 1
            elif _by_room(where, one, other, lexicon) is Verdict.ENDED:
                ended.add(at)
    told = sum(times for at, times in apart.items() if at not in ended) >= (1 if habit else _OFTEN)
    return {at: replace(where, spaced=told and at not in ended) for at, where in found.items()}


def _is_apart(where: Column, last: Line, line: Line) -> bool:
    return last.y - line.y > (where.step or 2.2) * line.glyphs[0].size


def step(cells: Iterable[Sequence[Line]]) -> float:
    """The widest step between two lines of one paragraph, in these cells, in sizes of their letters."""
    steps = sorted(
        (one.y - other.y) / max(other.glyphs[0].size, 1)
        for cell in cells
        for one, other in pairwise(cell)
        if one.y - other.y > 0.85 * other.glyphs[0].size
    )
    if not steps:
        return 0.0
    widest = steps[int(0.06 * len(steps))]
    for one in steps:
        if widest < one <= widest + 0.1:
            widest = one
    return 1.12 * widest if widest < 1.8 else 0.0


def parts(lines: Sequence[Line], where: Column, lexicon: Lexicon) -> Iterator[Part]:
    """The lines of a cell grouped into paragraphs."""
    part: Part | None = None
    for rank, line in enumerate(lines):
        if part is None:
            part = Part([line])
            continue
        verdict = _verdict(part.lines, line, lines[rank + 1 :], where, lexicon)
        if verdict in (Verdict.ENDED, Verdict.PERHAPS_ENDED):
            yield part
            part = Part([line], loose=verdict is Verdict.PERHAPS_ENDED)
            continue
        if verdict is Verdict.PERHAPS_WRAPPED:
            part.seams.append(len(part.lines))
        if _may_tear(part.lines[-1], line, where):
            part.torn.append(len(part.lines))
        part.lines.append(line)
    if part is not None:
        yield part


def _verdict(above: Sequence[Line], line: Line, below: Sequence[Line], where: Column, lexicon: Lexicon) -> Verdict:
    if _is_next_item(above[0].text, line.text, [one.text for one in below]):
        return Verdict.ENDED
    found = _by_room(where, above[-1], line, lexicon)
    if found is not None:
        return found
    if _may_tear(above[-1], line, where) and lexicon.is_one(above[-1].text, line.text):
        return Verdict.WRAPPED
    own = fold(" ".join(one.text for one in above))
    if fold(f"{own} {line.text}") in where.alone:
        return Verdict.WRAPPED
    if own in where.alone or fold(line.text) in where.alone:
        return Verdict.ENDED if where.lists or fold(line.text) in where.alone else Verdict.PERHAPS_ENDED
    word = _first_word(line)
    if word in lexicon.proper and word.lower() not in lexicon.small:
        return Verdict.PERHAPS_ENDED if where.lists else Verdict.WRAPPED
    if word.lower() in lexicon.small:
        return Verdict.ENDED if where.lists else Verdict.PERHAPS_ENDED
    return Verdict.PERHAPS_ENDED if where.lists and not word[:1].isdigit() else Verdict.PERHAPS_WRAPPED


def _is_next_item(above: str, text: str, below: Sequence[str]) -> bool:
    """Whether a line begins an item of a list: the one after the item above, or the first of those below."""
    number = _item(text)
    return bool(number) and (_item(above) == number - 1 > 0 or (number == 1 and 2 in map(_item, below)))


def _item(text: str) -> int:
    """The number of an item, as "b)" and "2." have one; 0 for another text."""
    found = _ITEM.match(text)
    if not found:
        return 0
    return int(found[1]) if found[1].isdigit() else ord(found[1]) - ord("a") + 1


def _by_room(where: Column, last: Line, line: Line, lexicon: Lexicon) -> Verdict | None:
    """What the place of two lines tells for sure; None where it tells nothing."""
    size = last.glyphs[-1].size
    if line.has_bullet or label(line.text) in lexicon.labels or abs(size - line.glyphs[0].size) > 0.8:
        return Verdict.ENDED
    if _is_apart(where, last, line):
        return Verdict.ENDED
    if where.spaced:
        return Verdict.WRAPPED
    text, start = last.text.rstrip(), line.text[:1]
    going_on = goes_on(text) or text.count("(") > text.count(")")
    room = where.right - last.right + (last.left - where.left if where.centred else 0.0)
    if where.full and room > 1.5 and not going_on:
        return Verdict.ENDED
    if 0.26 * size + line.first_word < room - 0.2 * size:
        return Verdict.PERHAPS_WRAPPED if going_on and start.islower() else Verdict.ENDED
    if start.islower() or going_on or not start.isalnum():
        return Verdict.WRAPPED
    return None


def _may_tear(last: Line, line: Line, where: Column) -> bool:
    """Whether a line is one word that fills its column, and the next may be its rest."""
    room = where.right - last.right + (last.left - where.left if where.centred else 0.0)
    return (
        " " not in last.text
        and not line.has_bullet
        and room < line.glyphs[0].right - line.glyphs[0].left + 0.1 * line.glyphs[0].size
    )


def _first_word(line: Line) -> str:
    match = re.match(r"[\w'’-]+", line.text)
    word = match[0] if match else ""
    return re.split(r"['’]", word)[-1] if len(word) > 2 else word
