"""Lines that the dress of a ruled table leaves out, as the styles of Word do: colours and texts tell them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median

from portulan.plandoc.reading import pdf_lines
from portulan.plandoc.reading.pdf_grid import Grid, Spot, joined_stretches
from portulan.plandoc.reading.pdf_lines import Glyph, Line
from portulan.plandoc.reading.pdf_page import Fill
from portulan.plandoc.reading.pdf_rules import Rule

_INSIDE = 4.0  # points from the lines drawn
_ONE = 1.5  # points between what lies at one height, or begins at one place
_NEXT = 3.0  # sizes of letters, from a table to the lines beside it
_MOST = 0.6  # of the table's width, for a change of colour to part its rows
Word = tuple[float, float, float]  # left, right, the size of its letters


def by_colours(grid: Grid, fills: Sequence[Fill]) -> list[Rule]:
    """The lines where the colour behind most cells of a row changes inside it."""
    left, right = grid.xs[0], grid.xs[-1]
    found: list[tuple[float, list[tuple[float, float]]]] = []
    for y, start, end in sorted(_edges(grid, fills)):
        if not found or y - found[-1][0] > _ONE:
            found.append((y, []))
        found[-1][1].append((start, end))
    rules = []
    for y, parts in found:
        stretches = joined_stretches(sorted((start - _ONE, end + _ONE) for start, end in parts))
        if sum(end - start for start, end in stretches) >= _MOST * (right - left):
            rules += [Rule(max(start, left), y, min(end, right), y) for start, end in stretches]
    return rules


def _edges(grid: Grid, fills: Sequence[Fill]) -> Iterator[tuple[float, float, float]]:
    """(height, left, right) of the coloured boxes' edges that lie inside a row."""
    for fill in fills:
        left, bottom, right, top = fill.box
        if left < grid.xs[0] - _INSIDE or right > grid.xs[-1] + _INSIDE or top - bottom < _INSIDE:
            continue
        yield from ((y, left, right) for y in (bottom, top) if grid.is_inside_row(y, _INSIDE))


def goes_on(grid: Grid, glyphs: Iterable[Glyph]) -> bool:
    """Whether texts in several columns of a grid of coloured cells stand right above or below it: rows of its
    table that have no colour."""
    ink = [one for one in glyphs if not one.turns and not one.text.isspace() and grid.xs[0] < one.x < grid.xs[-1]]
    over = [one for one in ink if grid.top < one.y < grid.top + _NEXT * one.size]
    return any(_is_row(line, grid) for line in pdf_lines.lines(over)) or goes_on_below(grid, ink)


def goes_on_below(grid: Grid, glyphs: Iterable[Glyph]) -> bool:
    """Whether texts in several of its columns stand right below a grid."""
    under = [
        one
        for one in glyphs
        if grid.ys[-1] - _NEXT * one.size < one.y < grid.ys[-1]
        and not (one.turns or one.text.isspace())
        and grid.xs[0] < one.x < grid.xs[-1]
    ]
    return any(_is_row(line, grid) for line in pdf_lines.lines(under))


def _is_row(line: Line, grid: Grid) -> bool:
    """Whether the words of a line stand in several columns, with wide white where some of these meet."""
    words, walls = _words(line), grid.xs[1:-1]
    columns = [sum(x <= left + 0.5 for x in walls) for left, _, _ in words]
    return columns[:1] == [0] and any(
        after[0] - before[1] > after[2]
        for (one, before), (other, after) in pairwise(zip(columns, words, strict=True))
        if one != other
    )


def by_texts(grid: Grid, inside: Mapping[tuple[int, int], Sequence[Glyph]]) -> list[Rule]:
    """The lines between texts of one cell that stand side by side where other rows have their columns: no word
    runs over them, and each text begins where its column does."""
    wide = [spot for spot in grid.all_spots() if spot.span > 1 and inside.get((spot.row, spot.column))]
    if not wide:
        return []
    starts = _starts(grid, inside)
    rules = []
    for spot in wide:
        own = [one for one in inside[spot.row, spot.column] if not one.turns]
        if _are_beside(spot, [_words(line) for line in pdf_lines.lines(own)], grid, starts):
            inner = grid.xs[spot.column + 1 : spot.column + spot.span]
            rules += [Rule(x, grid.bottom(spot), x, grid.ys[spot.row]) for x in inner]
    return rules


def _starts(grid: Grid, inside: Mapping[tuple[int, int], Sequence[Glyph]]) -> dict[int, float]:
    """Where the texts of each column begin, from the cells that span no other."""
    found: dict[int, list[float]] = {}
    for spot in grid.all_spots():
        ink = [one.left for one in inside.get((spot.row, spot.column), ()) if not one.text.isspace()]
        if spot.span == 1 and ink:
            found.setdefault(spot.column, []).append(min(ink))
    return {column: median(lefts) for column, lefts in found.items()}


def _words(line: Line) -> list[Word]:
    parts = (list(own) for blank, own in groupby(line.glyphs, key=lambda one: one.text == " ") if not blank)
    return [(own[0].left, max(one.right for one in own), max(one.size for one in own)) for own in parts]


def _are_beside(spot: Spot, lines: Sequence[Sequence[Word]], grid: Grid, starts: Mapping[int, float]) -> bool:
    """Whether these lines hold texts of several columns, each where its column's texts begin."""
    inner = range(spot.column + 1, spot.column + spot.span)
    whole = spot.span == grid.width  # no upright line in this row
    filled: set[int] = set()
    for words in lines:
        if any(left + 0.5 < grid.xs[at] < right - 0.5 for left, right, _ in words for at in inner):
            return False
        columns = [sum(grid.xs[at] <= left + 0.5 for at in inner) for left, _, _ in words]
        filled |= set(columns)
        for (before, (_, end, _)), (after, (start, _, size)) in pairwise(zip(columns, words, strict=True)):
            begins = abs(start - starts.get(spot.column + after, start + size)) < _ONE
            if before != after and not (whole and begins) and start - end < size:
                return False
    return len(filled) > 1
