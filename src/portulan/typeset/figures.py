"""The house's marks as drawings without words: one cell for each action, told apart by form as well as colour."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from portulan.plandoc.status import Status
from portulan.typeset.page import Figure

INK, SHEET, LINE = "#14263b", "#ffffff", "#877b64"
TEAL, OCHRE, VERMILION = "#2b7a7e", "#b27a12", "#c5412a"
OCHRE_SOFT, VERMILION_SOFT = "#f7ecd3", "#fbe9e2"

_RANK = {one: rank for rank, one in enumerate(Status)}
_STROKE = 0.32
_ON_A_LINE = 3  # cells of a pile


@dataclass(frozen=True, slots=True)
class Size:
    """Of a cell, and of what stands between two of them, in millimetres."""

    width: float = 4.4
    height: float = 3.2
    gap: float = 0.75


USUAL, SMALL = Size(), Size(3.3, 2.5, 0.6)


def scale(statuses: Iterable[Status], width: float, alt: str, size: Size = USUAL) -> Figure | None:
    """The échelle of these actions in the order of statuses, in as many lines as that width (millimetres) asks
    for; None where there is no action. `alt` says the same in words."""
    placed = laid_out(statuses, width, size)
    if not placed:
        return None
    cells = "".join(cell(mark, x, y, size) for mark, x, y in placed)
    return drawing(cells, alt, max(x for _, x, _ in placed) + size.width, placed[-1][2] + size.height)


def laid_out(statuses: Iterable[Status], width: float, size: Size) -> list[tuple[Status, float, float]]:
    """Each cell with its place (left, top), line after line, in the order of statuses."""
    across, down = size.width + size.gap, size.height + size.gap
    on_a_line = max(1, int((width + size.gap) // across))
    marks = sorted(statuses, key=_RANK.__getitem__)
    return [(mark, rank % on_a_line * across, rank // on_a_line * down) for rank, mark in enumerate(marks)]


def fitted(count: int, width: float, height: float, size: Size = USUAL) -> Size:
    """The largest cells, at most of that size, of which so many stand in that room (millimetres)."""
    while count and tall(count, width, size) > height:
        size = Size(size.width * 0.9, size.height * 0.9, size.gap * 0.9)
    return size


def tall(count: int, width: float, size: Size) -> float:
    """The height of so many cells, in millimetres."""
    on_a_line = max(1, int((width + size.gap) // (size.width + size.gap)))
    lines = -(-count // on_a_line)
    return lines * (size.height + size.gap) - size.gap if lines else 0.0


def piles(parts: Sequence[tuple[Sequence[Status], str]], width: float, height: float) -> list[Figure]:
    """Bars of cells that stand beside one another, each upon the same line, with its words; all in that width and
    height (millimetres), the latest statuses on top."""
    most = max((len(statuses) for statuses, _alt in parts), default=0)
    size, across = _piled(most, width, height)
    lines = max(1, -(-most // across))
    tall = lines * (size.height + size.gap) + _STROKE
    return [drawing(_pile(statuses, size, across, width, tall), alt, width, tall) for statuses, alt in parts]


def _piled(most: int, width: float, height: float) -> tuple[Size, int]:
    """The largest cells of which so many stand on one another in that room, and how many of them on a line."""
    size, across = USUAL, min(_ON_A_LINE, int((width + USUAL.gap) // (USUAL.width + USUAL.gap)) or 1)
    while -(-most // across) * (size.height + size.gap) > height:
        size = Size(size.width * 0.9, size.height * 0.9, size.gap * 0.9)
        across = max(across, int(width * 0.8 // (size.width + size.gap)))
    return size, across


def _pile(statuses: Sequence[Status], size: Size, across: int, width: float, tall: float) -> str:
    marks = sorted(statuses, key=_RANK.__getitem__)
    cells = "".join(
        cell(
            mark,
            rank % across * (size.width + size.gap),
            tall - _STROKE - (rank // across + 1) * (size.height + size.gap),
            size,
        )
        for rank, mark in enumerate(marks)
    )
    line = f'<path d="M0 {tall - _STROKE / 2:.2f}H{width:.2f}" stroke="{LINE}" stroke-width="{_STROKE}"/>'
    return cells + line


def drawing(shapes: str, alt: str, width: float, height: float) -> Figure:
    """These shapes (millimetres) as a figure."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}mm" height="{height:.2f}mm" '
        f'viewBox="0 0 {width:.2f} {height:.2f}">{shapes}</svg>'
    )
    return Figure(svg, alt, round(width, 2), round(height, 2))


def cell(status: Status, x: float, y: float, size: Size = USUAL) -> str:
    """One cell, its corner there."""
    return f'<g transform="translate({x:.2f} {y:.2f})">{"".join(_cell(status, size))}</g>'


def _cell(status: Status, size: Size) -> Iterator[str]:
    match status:
        case Status.DONE:
            yield _frame(size, INK, INK)
        case Status.LATE:
            yield _frame(size, VERMILION, VERMILION_SOFT)
            yield from _hatching(size)
        case Status.DUE:
            yield _frame(size, OCHRE, OCHRE)
        case Status.UNDER_WAY:
            yield _frame(size, TEAL, SHEET)
            yield f'<path d="M0 0V{size.height}H{size.width}Z" fill="{TEAL}"/>'
        case Status.TO_COME:
            yield _frame(size, LINE, "none", dashed=True)
        case Status.SUSPENDED | Status.DROPPED:
            yield _frame(size, LINE, "none")
            yield from _bars(size)
        case Status.FED:
            yield _frame(size, TEAL, TEAL, round_=True)
        case Status.TO_FEED:
            yield _frame(size, OCHRE, OCHRE_SOFT, round_=True, dashed=True)


def _frame(size: Size, stroke: str, fill: str, *, round_: bool = False, dashed: bool = False) -> str:
    half = _STROKE / 2
    radius = (size.height - _STROKE) / 2 if round_ else 0.15
    dashes = ' stroke-dasharray="0.75 0.5"' if dashed else ""
    return (
        f'<rect x="{half}" y="{half}" width="{size.width - _STROKE:.2f}" height="{size.height - _STROKE:.2f}" '
        f'rx="{radius:.2f}" fill="{fill}" stroke="{stroke}" stroke-width="{_STROKE}"{dashes}/>'
    )


def _hatching(size: Size) -> Iterator[str]:
    """Diagonals from the lower left to the upper right, cut just inside the frame."""
    inset, step, at = 0.3, 1.15, 0.75
    width, height = size.width - 2 * inset, size.height - 2 * inset
    while at < width + height:
        x1, y1 = (0.0, at) if at <= height else (at - height, height)
        x2, y2 = (at, 0.0) if at <= width else (width, at - width)
        line = f"M{x1 + inset:.2f} {y1 + inset:.2f}L{x2 + inset:.2f} {y2 + inset:.2f}"
        yield f'<path d="{line}" stroke="{VERMILION}" stroke-width="0.5" fill="none"/>'
        at += step


def _bars(size: Size) -> Iterator[str]:
    for share in (0.32, 0.58):
        yield (
            f'<rect x="{size.width * share:.2f}" y="0.2" width="{size.width * 0.1:.2f}" '
            f'height="{size.height - 0.4:.2f}" fill="{LINE}"/>'
        )
