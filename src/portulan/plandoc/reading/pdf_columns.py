"""Tables without vertical lines, guessed from the white that runs between their columns."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from portulan.plandoc.reading.pdf_grid import Grid, Rule
from portulan.plandoc.reading.pdf_lines import Line

LIKELY, POSSIBLE = 0.8, 0.5  # how sure, with horizontal lines and without any
_MOST_CROSSED = 0.15  # of the lines, those of full-width rows, that may run over the white between two columns

Stretch = tuple[float, float]


def guessed(lines: Sequence[Line], rules: Sequence[Rule]) -> list[tuple[Grid, float]]:
    """The tables of a page that no grid of lines shows, each with a confidence. `lines` go from top to bottom."""
    found: list[tuple[Grid, float]] = []
    across = _across(rules)
    for region in _regions(lines):
        drawn = [y for y in across if region[-1].y - 40 < y < region[0].y + 40]
        columns = _columns(region)
        if len(columns) >= (2 if len(drawn) >= 3 else 3):
            grid = Grid(list(_rules(region, columns, drawn)))
            if grid.is_table and grid.height >= 3 and grid.width >= 2:
                found.append((grid, LIKELY if len(drawn) >= 3 else POSSIBLE))
    return found


def pieces(line: Line) -> list[Stretch]:
    """The stretches of a line between white wider than a space."""
    found: list[Stretch] = []
    for glyph in line.glyphs:
        if glyph.text == " ":
            continue
        if found and glyph.left - found[-1][1] < 0.75 * max(glyph.size, 1):
            found[-1] = (found[-1][0], max(glyph.right, found[-1][1]))
        else:
            found.append((glyph.left, glyph.right))
    return found


def _across(rules: Sequence[Rule]) -> list[float]:
    """The heights of the horizontal lines."""
    return sorted({round(rule.y, 1) for rule in rules if rule.is_horizontal and rule.right - rule.left > 60})


def _regions(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Stretches of lines among which many have white inside: from the first to the last such line."""
    broken = [index for index, line in enumerate(lines) if len(pieces(line)) >= 2]
    group: list[int] = []
    for index in broken:
        if group and (index - group[-1] > 8 or lines[group[-1]].y - lines[index].y > 130):
            if len(group) >= 4:
                yield list(lines[group[0] : group[-1] + 1])
            group = []
        group.append(index)
    if len(group) >= 4:
        last = group[-1] + 1
        near = 1.1 * _pitch(lines[group[0] : last])
        while last < len(lines) and lines[last - 1].y - lines[last].y < near:
            last += 1  # the rest of the last row
        yield list(lines[group[0] : last])


def _pitch(lines: Sequence[Line]) -> float:
    """The usual step from one line of a cell to the next."""
    steps = sorted(one.y - other.y for one, other in pairwise(lines) if one.y - other.y > 1)
    return steps[len(steps) // 5] if steps else 0.0


def _columns(region: list[Line]) -> list[Stretch]:
    """The stretches between the white that hardly any line crosses."""
    spans = [pieces(line) for line in region]
    edges = sorted(
        [(left, 1) for line in spans for left, _ in line] + [(right, -1) for line in spans for _, right in line]
    )
    most = max(_MOST_CROSSED * len(region), 1) if len(region) > 6 else 0
    columns: list[Stretch] = []
    depth, start = 0, None
    for x, step in edges:
        depth += step
        if depth > most and start is None:
            start = x
        elif depth <= most and start is not None:
            columns.append((start, x))
            start = None
    return [one for one in columns if one[1] - one[0] > 4]


def _rules(region: list[Line], columns: list[Stretch], drawn: list[float]) -> Iterator[Rule]:
    """The lines that would have been drawn: a row that runs over the white has none there."""
    left = min(line.left for line in region) - 4
    right = max(line.right for line in region) + 4
    rows = list(_rows(region, columns, drawn))
    heights = [row[0].y + 0.95 * row[0].glyphs[0].size for row in rows]
    heights.append(region[-1].y - 0.4 * region[-1].glyphs[0].size)
    for y in heights:
        yield Rule(left, y, right, y)
    whites = [(one[1] + other[0]) / 2 for one, other in pairwise(columns)]
    for row, top, bottom in zip(rows, heights, heights[1:], strict=False):
        for x in (left, right, *whites):
            crossed = any(start < x - 1 and x + 1 < end for line in row for start, end in pieces(line))
            if not crossed:
                yield Rule(x, bottom, x, top)


def _rows(region: list[Line], columns: list[Stretch], drawn: list[float]) -> Iterator[list[Line]]:
    """The lines of each row: parted by drawn lines where there are some, else by the white between rows, else each
    line that begins in the first column begins a row."""
    usual = _pitch(region)
    pitches = [one.y - other.y for one, other in pairwise(region)]
    spaced = sum(pitch > 1.3 * usual for pitch in pitches) >= max(2, len(pitches) // 8)
    row: list[Line] = []
    for line in region:
        if row and _parted(row[-1], line, drawn, 1.3 * usual if spaced else 0.0, columns[0][1]):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _parted(above: Line, line: Line, drawn: list[float], white: float, first: float) -> bool:
    if len(drawn) > 3:
        return any(line.y < y < above.y for y in drawn)
    if white:
        return above.y - line.y > white
    return line.left < first
