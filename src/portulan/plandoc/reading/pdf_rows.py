"""Rows of a table without lines between them, from blocks of text: what stands side by side is one row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from portulan.plandoc.reading import pdf_starts
from portulan.plandoc.reading.pdf_pieces import Piece, Stretch
from portulan.plandoc.reading.pdf_starts import Text


@dataclass(slots=True)
class Block:
    """Pieces one below the other without more white than lines of one cell leave."""

    first: int
    last: int
    pieces: list[Piece]

    @property
    def top(self) -> float:
        return self.pieces[0].top

    @property
    def bottom(self) -> float:
        return self.pieces[-1].bottom


@dataclass(frozen=True, slots=True)
class Drawn:
    """A height at which horizontal lines are drawn, or the edges of coloured boxes lie; `parts` is where."""

    y: float
    parts: tuple[Stretch, ...]

    def over(self, left: float, right: float) -> bool:
        """Whether they go over most of this stretch."""
        covered = sum(max(min(right, end) - max(left, start), 0.0) for start, end in self.parts)
        return covered >= 0.5 * (right - left)


@dataclass(frozen=True, slots=True)
class Rows:
    """`edges` part the rows, from the top; `tall` are the blocks that run over several of them; `solid` where no
    white tells rows from lines; `pitch` is the widest step from one line of a text to the next; `over` are the
    columns whose cell goes on over an edge, with that edge."""

    edges: list[float]
    tall: list[Block]
    solid: bool
    pitch: float
    over: frozenset[tuple[int, float]] = frozenset()


def rows(found: Sequence[Piece], width: int, lines: Sequence[Drawn]) -> Rows:
    """The rows of these pieces, from top to bottom; `lines` are those drawn between rows."""
    pitch, solid = _pitch(found)
    blocks = _blocks(found, width, pitch, lines)
    drawn = [one.y for one in lines]
    if (
        _tell_all(drawn, blocks)
        and _go_over(lines, blocks, width)
        and not (width == 2 and pdf_starts.are_labels(found))
    ):
        edges = _drawn_edges(drawn, blocks_top(blocks), blocks_bottom(blocks))
        return Rows(_with_white(edges, blocks), [], False, pitch)
    lines_ = pdf_starts.texts(found)
    if solid or (width == 2 and pdf_starts.are_labels(found)) or pdf_starts.is_even(lines_, pitch):
        return _even(lines_, width, pitch, lines)
    stacks, tall = _side_by_side(blocks, width)
    return Rows(_edges(stacks, drawn), tall, False, pitch)


def _even(texts: Sequence[Text], width: int, pitch: float, lines: Sequence[Drawn]) -> Rows:
    """The rows of lines of text that no white parts."""
    left, right = (side(at for text in texts for one in text.pieces.values() for at in (one.left, one.right))
                   for side in (min, max))  # fmt: skip
    drawn = [one.y for one in lines if one.over(left, right)]
    starts = pdf_starts.starts(texts, width, pitch, drawn)
    stacks = [
        [Block(one.first, one.last, [one]) for text in texts[first:last] for one in text.pieces.values()]
        for first, last in pairwise([*sorted(starts), len(texts)])
    ]
    edges = _edges(stacks, drawn)
    over = {(at, y) for y, rank in zip(edges, sorted(starts), strict=False) for at in starts[rank]}
    return Rows(edges, [], True, pitch, frozenset(over))


def blocks_top(blocks: Sequence[Block]) -> float:
    return max(one.top for one in blocks) + 2


def blocks_bottom(blocks: Sequence[Block]) -> float:
    return min(one.bottom for one in blocks) - 2


def _drawn_edges(drawn: Sequence[float], top: float, bottom: float) -> list[float]:
    """The lines drawn, from the one above the text, or its top, to the one below."""
    above = min((y for y in drawn if y >= top - 4), default=top)
    below = max((y for y in drawn if y <= bottom + 4), default=bottom)
    kept = [above]
    for y in sorted((y for y in drawn if below < y < above), reverse=True):
        if kept[-1] - y > 4 and y - below > 4:
            kept.append(y)
    return [*kept, below]


def _with_white(edges: Sequence[float], blocks: Sequence[Block]) -> list[float]:
    """The edges, and the white that parts the first column and others at one height between two of them: rows of
    one colour, that another table begins with."""
    found = list(edges)
    for top, bottom in pairwise(edges):
        own = [one for one in blocks if bottom < (one.top + one.bottom) / 2 < top]
        for above, below in pairwise(_stacks(own)):
            first, second = ({one.first for one in stack} for stack in (above, below))
            if 0 in first and first == second and len(first) > 1:
                found.append((min(one.bottom for one in above) + max(one.top for one in below)) / 2)
    return sorted(found, reverse=True)


def _pitch(found: Sequence[Piece]) -> tuple[float, bool]:
    return widest_step(sorted(_steps(found)), sorted(one.size for one in found)[len(found) // 2])


def widest_step(steps: Sequence[float], size: float) -> tuple[float, bool]:
    """The widest step, of these that rise, from one line of a text of this size to the next; whether nearly all
    are alike."""
    enough = max(2, 0.06 * len(steps))
    clusters = [own for own in _clusters([step for step in steps if step > 0.85 * size]) if len(own) >= enough]
    if not clusters or clusters[0][0] > 1.75 * size:
        return 1.4 * size, False
    while len(clusters) > 1 and _is_snapped(clusters[0][-1], clusters[1][0]):
        clusters[:2] = [clusters[0] + clusters[1]]
    usual = clusters[0][-1]
    following = next((own[0] for own in clusters[1:]), 1.2 * usual + 1.2)
    widest = usual + 0.5 * min(following - usual, 0.2 * usual + 1.2)
    wide = sum(step > widest for step in steps)
    return widest, wide < max(2, 0.05 * len(steps))


def _is_snapped(step: float, following: float) -> bool:
    """Whether two steps are one that a browser rounded to whole dots, once down and once up."""
    dot = following - step
    return dot < 0.8 and abs(step / dot - round(step / dot)) < 0.04


def _clusters(rising: Sequence[float]) -> list[list[float]]:
    found: list[list[float]] = []
    for one in rising:
        if found and one - found[-1][-1] <= 0.3:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _steps(found: Sequence[Piece]) -> list[float]:
    last: dict[int, Piece] = {}
    steps = []
    for one in found:
        above = last.get(one.first)
        if above is not None and above.y - one.y > 1:
            steps.append(above.y - one.y)
        last[one.first] = one
    return steps


def _blocks(found: Sequence[Piece], width: int, pitch: float, drawn: Sequence[Drawn]) -> list[Block]:
    """Pieces of the same columns that follow at the usual step, with no line drawn between."""
    open_blocks: dict[int, Block] = {}
    blocks: list[Block] = []
    for one in found:
        above = open_blocks.get(one.first)
        if (
            above is not None
            and above.last == one.last
            and above.pieces[-1].y - one.y <= pitch
            and not any(one.y < line.y < above.pieces[-1].y and line.over(one.left, one.right) for line in drawn)
        ):
            above.pieces.append(one)
            continue
        block = Block(one.first, one.last, [one])
        blocks.append(block)
        for column in range(one.first, min(one.last, width - 1) + 1):
            open_blocks[column] = block
    return blocks


def _tell_all(drawn: Sequence[float], blocks: Sequence[Block]) -> bool:
    """Whether the lines drawn part all rows: most stretches between them hold few blocks one above the other."""
    inside = sorted(y for y in drawn if blocks_bottom(blocks) < y < blocks_top(blocks))
    if len(inside) < 3:
        return False
    most = 0
    tall = 0
    for low, high in pairwise([float("-inf"), *inside, float("inf")]):
        own = Counter(one.first for one in blocks if low < (one.top + one.bottom) / 2 < high)
        rows_here = sorted(own.values())[-2:]
        tall += bool(rows_here) and rows_here[0] > 3
        most = max(most, sum(own.values()))
    return tall <= max(1, 0.2 * (len(inside) + 1)) and most <= 0.5 * len(blocks) + 4


def _go_over(lines: Sequence[Drawn], blocks: Sequence[Block], width: int) -> bool:
    """Whether the lines drawn part the texts of most columns, not those of a first one merged over rows only."""
    inside = [one for one in lines if blocks_bottom(blocks) < one.y < blocks_top(blocks)]
    parted = 0
    for column in range(width):
        own = [piece for one in blocks if one.first == column == one.last for piece in one.pieces]
        left, right = min((one.left for one in own), default=0.0), max((one.right for one in own), default=0.0)
        parted += sum(one.over(left, right) for one in inside) > 1
    return parted >= 0.5 * width


def _side_by_side(blocks: Sequence[Block], width: int) -> tuple[list[list[Block]], list[Block]]:
    """Blocks that overlap in height are one row. A column whose blocks glue rows together that are whole without
    it holds cells merged over rows: those blocks are told apart."""
    left_out: set[int] = set()
    stacks = _stacks(blocks)
    for _ in range(width - 2):
        best: tuple[float, int, list[list[Block]]] | None = None
        for column in set(range(width)) - left_out:
            rest = [one for one in blocks if one.first not in left_out and not one.first == column == one.last]
            without = _stacks(rest)
            full = sum(len({one.first for one in stack}) >= 2 for stack in without)
            gain = len(without) / max(len(stacks), 1)
            if gain >= 1.2 and full >= 0.8 * len(without) and (best is None or gain > best[0]):
                best = gain, column, without
        if best is None:
            break
        left_out.add(best[1])
        stacks = best[2]
    tall = [one for one in blocks if one.first in left_out and one.first == one.last]
    return _with(stacks, tall)


def _with(stacks: list[list[Block]], tall: list[Block]) -> tuple[list[list[Block]], list[Block]]:
    """The blocks left out come back to their row where they lie beside one only, or are rows of their own."""
    over: list[Block] = []
    alone: list[Block] = []
    for one in tall:
        beside = [stack for stack in stacks if _overlap(stack, one)]
        if len(beside) == 1:
            beside[0].append(one)
        elif beside:
            over.append(one)
        else:
            alone.append(one)
    whole = [*stacks, *([one] for one in alone)]
    return sorted(whole, key=lambda stack: -max(one.top for one in stack)), over


def _overlap(stack: Sequence[Block], one: Block) -> bool:
    return min(other.bottom for other in stack) < one.top and one.bottom < max(other.top for other in stack)


def _stacks(blocks: Sequence[Block]) -> list[list[Block]]:
    stacks: list[list[Block]] = []
    low = 0.0
    for one in sorted(blocks, key=lambda block: -block.top):
        if stacks and one.top > low:
            stacks[-1].append(one)
            low = min(low, one.bottom)
        else:
            stacks.append([one])
            low = one.bottom
    return stacks


def _edges(stacks: list[list[Block]], drawn: Sequence[float]) -> list[float]:
    spans = [(max(one.top for one in stack), min(one.bottom for one in stack)) for stack in stacks]
    edges = [spans[0][0] + 2]
    for (_, bottom), (top, _) in pairwise(spans):
        between = [y for y in drawn if top < y < bottom]
        edges.append(between[0] if between else (bottom + top) / 2)
    return [*edges, spans[-1][1] - 2]
