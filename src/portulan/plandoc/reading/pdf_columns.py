"""Tables without all their lines, guessed from the white between columns and between rows."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise

from portulan.plandoc.reading import pdf_boxes, pdf_grid, pdf_page, pdf_rows
from portulan.plandoc.reading.pdf_grid import Grid
from portulan.plandoc.reading.pdf_lines import Line
from portulan.plandoc.reading.pdf_page import Fill
from portulan.plandoc.reading.pdf_pieces import Piece, Stretch, columns, labels_inside, parted_at, pieces, placed
from portulan.plandoc.reading.pdf_rows import Drawn
from portulan.plandoc.reading.pdf_rules import Rule

_NUMBERED = re.compile(r"^([^\W\d_]{3,}\D*)\d[\d.]*$")
LIKELY, POSSIBLE = 0.8, 0.5  # how sure, with horizontal lines (or all witnesses) and without any
_CLEAR = 0.8  # white between columns, in sizes of letters
_MOSTLY = 0.45  # of the texts of a column, some of which are further in, below a bullet
_BEFORE = 3.0  # points from where a column may end to where the texts of the next begin
_RARELY = 0.15  # of the texts, for some to run over drawn walls: they are cut where words are
_MOST = 200  # texts of a column that tell where they begin
_ALIGNED = 1.5  # points between what begins at one place


def guessed(
    lines: Sequence[Line],
    page: pdf_page.Drawn,
    frames: Sequence[Grid] = (),
    before: Sequence[Stretch] = (),
    heads: Set[str] = frozenset(),
) -> list[tuple[Grid, float]]:
    """The tables of a page that no grid of lines shows, each with a confidence. `lines` go from top to bottom;
    `frames` are drawn around titles only, `before` are the columns of the table that closed the page before,
    `heads` the lines of titles that come again in the document: a table of one row may stand under them."""
    found: list[tuple[Grid, float]] = []
    across, upright = _across(page.rules, page.fills), _upright(page.rules)
    parted = [pieces(line, number) for number, line in enumerate(lines)]
    labels = Counter(line[0].text for line in parted if len(line) > 1 and 2 < len(line[0].text) <= 30)
    inside = labels_inside(lines)
    for region in _regions(parted, bool(before), heads):
        titled = _text(region[0]) in heads
        if before and not found and _is_within(parted[: region[0][0].line], region, before):
            region = [*parted[: region[0][0].line], *region]
        region = [parted_at(lines[one[0].line], one[0].line, inside.get(one[0].line, set())) for one in region]
        top, bottom = region[0][0].top, region[-1][0].bottom
        drawn = [one for one in across if bottom - 40 < one.y < top + 40]
        walls = _walls(upright, top, bottom) or _framed(region, frames)
        own: Sequence[Stretch] = columns(region, walls or _coloured(region, page.fills))
        goes_on = bool(before) and region[0][0].line <= 1 and _fits(region, before)
        if goes_on:
            own = before
        elif min(len(region) - 1 + titled, len(own)) < 2 or not (
            titled
            or len(own) > 2
            or len(drawn) > 2
            or walls
            or _is_paired(region, own)
            or _come_again(region, labels)
        ):
            continue
        table, sure = _table([lines[line[0].line] for line in region], own, drawn)
        if table and table.height >= (1 if goes_on else 3 - titled) and table.width >= 2:
            found.append((table, sure))
    return found


def _walls(upright: Sequence[tuple[float, float, float]], top: float, bottom: float) -> list[float]:
    """Where upright lines go over most of these heights, if not at one go."""
    found: dict[float, float] = {}
    for x, low, high in upright:
        at = next((one for one in found if abs(one - x) < 1), x)
        found[at] = found.get(at, 0.0) + max(min(high, top) - max(low, bottom), 0.0)
    return [x for x, height in found.items() if height > 0.5 * (top - bottom)]


def _come_again(region: Sequence[Sequence[Piece]], labels: Mapping[str, int]) -> bool:
    """Whether most of what stands at the left of a region does so elsewhere on the page: labels of cards."""
    both = [line for line in region if len(line) > 1]
    return len(both) > 2 and sum(labels[line[0].text] > 1 for line in both) >= 0.6 * len(both)


def _coloured(region: Sequence[Sequence[Piece]], fills: Sequence[Fill]) -> list[float]:
    """Where coloured cells of a row meet, unless text runs over it."""
    found = pdf_boxes.walls((one.box for one in fills), region[0][0].top + 12, region[-1][0].bottom - 12)
    return _uncrossed(found, region)


def _framed(region: Sequence[Sequence[Piece]], frames: Sequence[Grid]) -> list[float]:
    """Where the cells of framed titles meet at the head of a region, unless text runs over it."""
    own = (one for one in frames if one.ys[-1] < region[0][0].y < one.top)
    return next((_uncrossed(one.xs[1:-1], region, _RARELY) for one in own), [])


def _uncrossed(found: list[float], region: Sequence[Sequence[Piece]], most: float = 0.08) -> list[float]:
    pieces_ = [one for line in region for one in line]
    crossing = sum(
        any(one.left + 2 < x < one.right - 2 and not _is_white(one, x) for x in found) for one in pieces_
    )
    return found if len(found) >= 2 and crossing <= most * len(pieces_) else []


def _fits(region: Sequence[Sequence[Piece]], before: Sequence[Stretch]) -> bool:
    """Whether hardly any text runs over the white between these columns, and they hold most of it."""
    whites = [one[1] for one in before[:-1]]
    found = [one for line in region if len(line) > 1 for one in line]
    crossing = sum(
        any(one.left + 2 < x < one.right - 2 and not _is_white(one, x) for x in whites) for one in found
    )
    return crossing <= 0.03 * len(found) and all(before[0][0] - 12 < one.left for one in found)


def _is_within(over: Sequence[list[Piece]], region: Sequence[list[Piece]], before: Sequence[Stretch]) -> bool:
    """Whether these lines over a region are the first ones of its columns: as small, and each in one column."""
    size = max(one.size for line in region for one in line)
    lines = [line[0] for line in over]
    return all(
        one.size <= 1.05 * size and any(left - 2 < one.left and one.right < right + 2 for left, right in before)
        for one in lines
    ) and all(one.y - other.y < 40 for one, other in pairwise([*lines, region[0][0]]))


def _is_white(piece: Piece, x: float) -> bool:
    return any(left - 1 < x < right + 1 for left, right in piece.whites)


def _across(rules: Sequence[Rule], fills: Sequence[Fill]) -> list[Drawn]:
    """The horizontal lines, and the edges of coloured boxes, by their height."""
    lines = [(rule.y, rule.left, rule.right) for rule in rules if rule.is_horizontal]
    boxes = [one.box for one in fills if one.box[2] - one.box[0] > 20]
    edges = [(y, box[0], box[2]) for box in boxes for y in (box[1], box[3])]
    found: list[Drawn] = []
    for y, left, right in sorted((*lines, *edges)):
        if not found or y - found[-1].y > 2.5:
            found.append(Drawn(y, ()))
        found[-1] = Drawn(found[-1].y, (*found[-1].parts, (left, right)))
    joined = [Drawn(one.y, tuple(pdf_grid.joined_stretches(sorted(one.parts)))) for one in found]
    return [one for one in joined if any(right - left > 60 for left, right in one.parts)]


def _upright(rules: Sequence[Rule]) -> list[tuple[float, float, float]]:
    return sorted((rule.x, rule.bottom, rule.top) for rule in rules if not rule.is_horizontal)


def heads(lines: Sequence[Line]) -> Iterator[str]:
    """The lines of a page that may be titles of columns: several texts in bold."""
    for line in lines:
        own = pieces(line)
        if len(own) > 2 and all(one.strong for one in own):
            yield _text(own)


def _text(line: Sequence[Piece]) -> str:
    return "|".join(one.text for one in line)


def _regions(
    lines: Sequence[list[Piece]], goes_on: bool = False, heads: Set[str] = frozenset()
) -> Iterator[list[list[Piece]]]:
    """Stretches of lines among which many have white inside: from the first to the last such line. The first may
    be short where a table `goes_on` from the page before, any under titles that come again."""
    broken = [index for index, line in enumerate(lines) if len(line) >= 2]
    group: list[int] = []
    for index in [*broken, -1]:
        if group and (index < 0 or index - group[-1] > 8 or lines[group[-1]][0].y - lines[index][0].y > 130
                      or _heading_between(lines, group[-1], index)):  # fmt: skip
            if len(group) >= (1 if goes_on else 2 if _text(lines[group[0]]) in heads else 3):
                yield from _alike(lines[group[0] : _end(lines, group[0], group[-1] + 1)])
            group, goes_on = [], False
        group.append(index)


def _alike(region: Sequence[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """Its tables: one begins at titles in bold above columns of another width."""
    first = 0
    for rank, line in enumerate(region):
        head = region[first]
        if rank > first and _is_other_head(line, head, region[rank - 1]):
            titled = rank - 1 > first and len(region[rank - 1]) == 1 and len(region[rank - 2]) > 1
            yield list(region[first : rank - titled])
            first = rank
    yield list(region[first:])


def _is_other_head(line: Sequence[Piece], head: Sequence[Piece], above: Sequence[Piece]) -> bool:
    """Whether these titles in bold are those of another table: the first one comes again, or they follow on text,
    and they stand elsewhere."""
    if len(line) < 2 or len(head) < 2 or not line[0].strong:
        return False
    elsewhere = sum(min(abs(one.left - other.left) for other in head) > _ALIGNED for one in line)
    if _label(line[0]) == _label(head[0]):
        return elsewhere > 0
    bold = all(one.strong for one in (*head, *line)) and not any(one.strong for one in above)
    return bold and elsewhere >= max(2, 0.5 * len(line))


def _label(piece: Piece) -> str:
    """What a text says, but for the number of a card that stands in figures after its name."""
    return _NUMBERED.sub(r"\1", piece.text)


def _heading_between(lines: Sequence[list[Piece]], above: int, below: int) -> bool:
    """Whether a line larger than both stands alone between them."""
    most = 1.12 * max(lines[above][0].size, lines[below][0].size)
    return any(line[0].size > most for line in lines[above + 1 : below])


def _end(lines: Sequence[list[Piece]], first: int, last: int) -> int:
    """The rest of the last row belongs to the region."""
    steps = sorted(
        one[0].y - other[0].y for one, other in pairwise(lines[first:last]) if one[0].y - other[0].y > 1
    )
    near = 1.1 * (steps[len(steps) // 5] if steps else 0.0)
    while last < len(lines) and lines[last - 1][0].y - lines[last][0].y < near:
        last += 1
    return last


def _is_paired(region: Sequence[Sequence[Piece]], own: Sequence[Stretch]) -> bool:
    """Whether two columns are a table rather than two of prose: labels and what they name, or titles in bold over
    texts of which one is short, with wide white between."""
    if _is_labelled(region, own):
        return True
    both = [line for line in region if len(line) > 1]
    white = min(one[1].left - one[0].right for one in both)
    short = min(sorted(len(line[at].text) for line in both)[len(both) // 2] for at in (0, -1))
    titled = all(one.strong for one in both[0]) and not any(one.strong for line in both[1:] for one in line)
    return len(both) >= max(4, 0.6 * len(region)) and white > 1.2 * both[0][0].size and short <= 30 and titled


def _is_labelled(region: Sequence[Sequence[Piece]], own: Sequence[Stretch]) -> bool:
    """Whether a first narrow column of short texts, not on every line, names what the second says."""
    left = [line[0] for line in region if line[0].left < own[0][1]]
    narrow = own[0][1] - own[0][0] < 0.5 * (own[1][1] - own[1][0])
    short = sorted(len(one.text) for one in left)[len(left) // 2] <= 30 if left else False
    bold = all(one.strong for one in left) and not any(line[-1].strong for line in region if len(line) > 1)
    return (narrow or bold) and short and ((len(left) < 0.9 * len(region) and len(region) >= 6) or bold)


def _table(lines: Sequence[Line], own: Sequence[Stretch], drawn: Sequence[Drawn]) -> tuple[Grid | None, float]:
    """The grid of the lines that would have been drawn, none where a text runs over the white between columns; and
    how sure it is."""
    cuts = [(one[1] - 0.5, other[0] + 0.5) for one, other in pairwise(own)]
    whites = [max((a + b) / 2, b - _BEFORE) for a, b in cuts]  # a text may be too wide at its right
    starts = _starts(lines, own)
    found = [one for number, line in enumerate(lines) for one in _in_columns(line, number, cuts, whites, starts)]
    rows = pdf_rows.rows(found, len(own), drawn)
    if len(rows.edges) < 2:
        return None, 0.0
    left = min(min(one.left for one in found), own[0][0]) - 4
    right = max(max(one.right for one in found), own[-1][1]) + 4
    xs = [left, *whites, right]
    grid = Grid([*_flat(rows, xs, found, drawn), *_tall(rows, found, xs)])
    witnessed = not rows.tall and not rows.solid and _is_witnessed(found, rows, len(own))
    return grid, LIKELY if witnessed or (len(drawn) > 2 and _are_columns(found, len(own))) else POSSIBLE


def _are_columns(found: Sequence[Piece], width: int) -> bool:
    """Whether most texts of each column begin, end or are centred at one place: else they may be those of several
    tables, one below the other."""
    for column in range(width):
        first = {one.y: one for one in reversed(found) if one.first == column == one.last}  # of each line
        own = list(first.values())
        sides = ([one.left for one in own], [one.right for one in own], [one.left + one.right for one in own])
        if own and max(map(_at_one_place, sides)) < _MOSTLY * len(own):
            return False
    return True


def _at_one_place(values: Iterable[float]) -> int:
    """The most of these that lie within a few points."""
    rising = sorted(values)
    return max(bisect_right(rising, one + _ALIGNED) - at for at, one in enumerate(rising))


def _is_witnessed(found: Sequence[Piece], told: pdf_rows.Rows, width: int) -> bool:
    """Whether the white between columns is wide and nothing runs over it but titles of rows, the texts of a column
    begin at one place, and those of a row on one line, in several columns, without white inside."""
    rows = [[one for one in found if low < one.y < high] for high, low in pairwise(told.edges)]
    inside = [one for row in rows if not _is_title(row) for one in row]
    columns_ = [[one for one in inside if one.first == column] for column in range(width)]
    if any(one.first != one.last for one in inside) or not all(columns_):
        return False
    size = sorted(one.size for one in inside)[len(inside) // 2]
    return (
        all(
            min(one.left for one in right) - max(one.right for one in left) >= _CLEAR * size
            for left, right in pairwise(columns_)
        )
        and all(_begin_together(column) for column in columns_)
        and all(_is_title(row) or _is_one_row(row, told.pitch) for row in rows)
    )


def _is_title(row: Sequence[Piece]) -> bool:
    """Whether one text alone, that begins in the first column, goes over this row."""
    return len({round(one.y) for one in row}) == len(row) == 1 and row[0].first == 0


def _begin_together(column: Sequence[Piece]) -> bool:
    left = min(one.left for one in column)
    return sum(one.left - left < _ALIGNED for one in column) >= 0.95 * len(column)


def _is_one_row(row: Sequence[Piece], pitch: float) -> bool:
    heights: dict[int, list[float]] = {}
    for one in row:
        heights.setdefault(one.first, []).append(one.y)
    tops = [max(own) for own in heights.values()]
    whole = all(
        one - other <= pitch for own in heights.values() for one, other in pairwise(sorted(own, reverse=True))
    )
    return whole and len(tops) > 1 and max(tops) - min(tops) < _ALIGNED


def _starts(lines: Sequence[Line], own: Sequence[Stretch]) -> list[float]:
    """Where the texts of each column but the first begin, most of the time."""
    lefts = sorted(one.left for line in lines for one in pieces(line))
    inside = ([x for x in lefts if left - 1 < x < right] for left, right in own[1:])
    return [
        max(found, key=lambda x: sum(abs(one - x) < _ALIGNED for one in found[:_MOST])) if found else left
        for found, (left, _) in zip(inside, own[1:], strict=True)
    ]


def _in_columns(
    line: Line, number: int, cuts: Sequence[Stretch], whites: Sequence[float], starts: Sequence[float]
) -> Iterator[Piece]:
    """The pieces of a line in their columns; one that goes over several whatever parts it is the title of rows."""
    for whole in placed(pieces(line, number), whites):
        if whole.first == whole.last:
            yield whole
            continue
        parts = [
            one
            for one in placed(pieces(line, number, cuts, starts), whites)
            if whole.left <= one.left < whole.right
        ]
        over = any(one.first != one.last for one in parts)
        told = all(_begins_a_column(one, other, starts) for one, other in pairwise(parts))
        yield from parts if told and not over else [whole]


def _begins_a_column(before: Piece, one: Piece, starts: Sequence[float]) -> bool:
    """Whether a text begins where its column does, or after more white than stands between words."""
    return any(abs(one.left - x) < _ALIGNED for x in starts) or one.left - before.right > 0.45 * one.size


def _flat(
    rows: pdf_rows.Rows, xs: Sequence[float], found: Sequence[Piece], drawn: Sequence[Drawn]
) -> Iterator[Rule]:
    """The lines under each row, but where a cell is merged over rows: a block runs over them, or a line drawn
    for other columns leaves it out."""
    for column, (left, right) in enumerate(pairwise(xs)):
        own = [one for one in found if one.first <= column <= one.last]
        above = rows.edges[0]
        for y, below in pairwise([*rows.edges, rows.edges[-1]]):
            line = next((one for one in drawn if abs(one.y - y) < 0.5), None)
            merged = (
                (column, y) in rows.over
                or any(one.first == column and one.bottom < y < one.top for one in rows.tall)
                or (
                    line is not None
                    and y not in (rows.edges[0], rows.edges[-1])
                    and not line.over(left + 0.2 * (right - left), right - 0.2 * (right - left))
                    and not _begins(own, (above, y, below), rows.pitch)
                )
            )
            if not merged:
                above = y
                yield Rule(left, y, right, y)


def _begins(own: Sequence[Piece], heights: tuple[float, float, float], pitch: float) -> bool:
    """Whether a text begins between the second and the third of these heights, and another ended over it."""
    above, y, below = heights
    over = [one for one in own if y < one.y < above]
    under = [one for one in own if below < one.y < y]
    return bool(over and under) and over[-1].bottom >= y - 1 and over[-1].y - under[0].y > pitch


def _tall(rows: pdf_rows.Rows, found: Sequence[Piece], xs: Sequence[float]) -> Iterator[Rule]:
    for top, bottom in pairwise(rows.edges):
        own = [one for one in found if bottom < one.y < top]
        crossed = {column for one in own for column in range(one.first + 1, one.last + 1)}
        if crossed and _is_title(own):
            crossed = set(range(1, len(xs) - 1))
        for column, x in enumerate(xs):
            if column not in crossed:
                yield Rule(x, bottom, x, top)
