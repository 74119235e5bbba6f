"""Coloured boxes side by side are the cells of a table, as ruled lines around them would be."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from portulan.plandoc.reading.pdf_rules import Rule

Box = tuple[float, float, float, float]

_APART = 8.0  # white between two cells, in points
_MEET = 3.0  # as far as neighbours on one row may be when they are to show columns
_LEAST_WIDTH, _LEAST_HEIGHT = 8.0, 6.0
_MOST = 4000  # a page of more boxes is a picture
_COVERED = 0.98


def rules(boxes: Iterable[Box]) -> list[Rule]:
    """The lines around boxes that fill a grid of at least two rows and two columns."""
    found = [one for one in boxes if one[2] - one[0] >= _LEAST_WIDTH and one[3] - one[1] >= _LEAST_HEIGHT]
    if not 4 <= len(found) <= _MOST:
        return []
    cells = _without_backgrounds(found)
    return [rule for group in _groups(cells) if _is_grid(group) for rule in _around(group)]


def walls(boxes: Iterable[Box], top: float, bottom: float) -> list[float]:
    """Where columns meet, on the row between these heights that has the most boxes side by side."""
    rows: dict[int, list[Box]] = {}
    for one in boxes:
        middle = (one[1] + one[3]) / 2
        if bottom < middle < top and one[2] - one[0] >= _LEAST_WIDTH and one[3] - one[1] >= _LEAST_HEIGHT:
            rows.setdefault(round(one[3]), []).append(one)
    return max((_meeting(sorted(row)) for row in rows.values()), key=len, default=[])


def _meeting(row: Sequence[Box]) -> list[float]:
    apart = [right[0] - left[2] for left, right in pairwise(row)]
    if any(abs(one) > _MEET for one in apart):
        return []
    return [(left[2] + right[0]) / 2 for left, right in pairwise(row)]


def _without_backgrounds(boxes: Sequence[Box]) -> list[Box]:
    """Those that lie over no two others; of boxes in the same place, one."""
    distinct = sorted({tuple(round(side, 1) for side in one) for one in boxes}, key=_area)
    kept: list[Box] = []
    for one in distinct:
        inside = sum(_holds(one, other) for other in kept)  # smaller ones came first
        if inside < 2:
            kept = [other for other in kept if not _holds(one, other)] if inside else kept
            kept.append((one[0], one[1], one[2], one[3]))
    return kept


def _area(box: Sequence[float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: Sequence[float], other: Box) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] < x < box[2] and box[1] < y < box[3]


def _groups(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Those that have a neighbour near, directly or through others."""
    left = list(boxes)
    while left:
        group = [left.pop()]
        for one in group:
            near = [other for other in left if _are_near(one, other)]
            group += near
            left = [other for other in left if other not in near]
        yield group


def _are_near(one: Box, other: Box) -> bool:
    return (
        one[0] - _APART < other[2] and other[0] - _APART < one[2]
        and one[1] - _APART < other[3] and other[1] - _APART < one[3]
    )  # fmt: skip


def _is_grid(group: Sequence[Box]) -> bool:
    """Whether these boxes leave hardly any room free in what they span, in two rows and columns at least."""
    xs, ys = _snapped(group, 0), _snapped(group, 1)
    if len(set(xs.values())) < 3 or len(set(ys.values())) < 3 or len(group) < 4:
        return False
    spanned = (max(xs.values()) - min(xs.values())) * (max(ys.values()) - min(ys.values()))
    covered = sum((xs[one[2]] - xs[one[0]]) * (ys[one[3]] - ys[one[1]]) for one in group)
    return _COVERED * spanned <= covered <= 1.05 * spanned


def _snapped(group: Sequence[Box], first: int) -> dict[float, float]:
    """The line that each side of the boxes lies on: sides nearer than the white between cells share one."""
    sides = sorted({one[at] for one in group for at in (first, first + 2)})
    found: dict[float, float] = {}
    run: list[float] = []
    for side in sides:
        if run and side - run[0] > _APART:
            found |= dict.fromkeys(run, (run[0] + run[-1]) / 2)
            run = []
        run.append(side)
    return found | dict.fromkeys(run, (run[0] + run[-1]) / 2)


def _around(group: Sequence[Box]) -> Iterator[Rule]:
    xs, ys = _snapped(group, 0), _snapped(group, 1)
    for one in group:
        left, bottom, right, top = xs[one[0]], ys[one[1]], xs[one[2]], ys[one[3]]
        yield from (Rule(left, y, right, y) for y in (bottom, top))
        yield from (Rule(x, bottom, x, top) for x in (left, right))
