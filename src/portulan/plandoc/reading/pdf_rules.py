"""Straight lines of a page: pieces on one line are joined (cell borders, dashes, dots), touching lines grouped."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

THIN = 3.0
NEAR = 2.5
TOGETHER = 4.5  # lines of one table; the white that some leave between cells is no column
_SHORT, _APART = 10.0, 6.0  # dashes and dots: how long, how far apart
_LEAST = 6.0  # a line that is shorter once joined is a mark
_BUCKET = 24.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_horizontal(self) -> bool:
        return self.right - self.left >= self.top - self.bottom

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.bottom + self.top) / 2

    def touches(self, other: "Rule") -> bool:
        return (
            self.left - TOGETHER <= other.right
            and other.left - TOGETHER <= self.right
            and self.bottom - TOGETHER <= other.top
            and other.bottom - TOGETHER <= self.top
        )


def joined(rules: Sequence[Rule]) -> list[Rule]:
    """Fewer, longer lines: those that go on in one another become one; dots belong to a row and to a column."""
    dots = [one for one in rules if max(one.right - one.left, one.top - one.bottom) <= THIN]
    long = [one for one in rules if max(one.right - one.left, one.top - one.bottom) > THIN]
    flat = [Rule(one.left, one.y, one.right, one.y) for one in (*(r for r in long if r.is_horizontal), *dots)]
    tall = [Rule(one.x, one.bottom, one.x, one.top) for one in (*(r for r in long if not r.is_horizontal), *dots)]
    across = [Rule(start, y, end, y) for y, start, end in _along(flat, lambda one: (one.y, one.left, one.right))]
    upright = [Rule(x, start, x, end) for x, start, end in _along(tall, lambda one: (one.x, one.bottom, one.top))]
    return [*across, *upright]


def _along(
    rules: Iterable[Rule], ends: Callable[[Rule], tuple[float, float, float]]
) -> Iterator[tuple[float, float, float]]:
    """(where, start, end) of the joined lines of one direction."""
    rows: list[tuple[float, list[tuple[float, float]]]] = []
    for where, start, end in sorted(map(ends, rules)):
        if not rows or where - rows[-1][0] > 0.6:
            rows.append((where, []))
        rows[-1][1].append((start, end))
    for where, pieces in rows:
        yield from ((where, start, end) for start, end in _merged(sorted(pieces)) if end - start >= _LEAST)


def _merged(pieces: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    start, end = pieces[0]
    last = end - start  # the length of the piece joined last: dashes are short and follow one another
    for left, right in pieces[1:]:
        dashes = last <= _SHORT and right - left <= _SHORT and left - end <= _APART
        if left - end <= NEAR or dashes:
            end = max(end, right)
        else:
            yield start, end
            start, end = left, right
        last = right - left
    yield start, end


def groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The lines that touch one another, directly or through others."""
    leader = list(range(len(rules)))

    def head(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    near: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, rule in enumerate(rules):
        for spot in _buckets(rule):
            for other in near[spot]:
                if head(other) != head(index) and rule.touches(rules[other]):
                    leader[head(other)] = head(index)
            near[spot].append(index)
    found: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        found[head(index)].append(rule)
    return list(found.values())


def _buckets(rule: Rule) -> Iterator[tuple[int, int]]:
    """The squares of the page that a line comes near to."""
    for column in range(int((rule.left - NEAR) // _BUCKET), int((rule.right + NEAR) // _BUCKET) + 1):
        for row in range(int((rule.bottom - NEAR) // _BUCKET), int((rule.top + NEAR) // _BUCKET) + 1):
            yield column, row
