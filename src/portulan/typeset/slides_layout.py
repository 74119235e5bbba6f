"""What stands where on which slide: parts are measured one below the other, and go on over further slides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portulan.typeset import measure
from portulan.typeset.deck import Box, Grid, Key, Lead, Lines, Marks, Note, Part, Slide
from portulan.typeset.figures import Size, fitted, tall
from portulan.typeset.page import Logo
from portulan.typeset.slides_theme import BODY, INSIDE, TITLE

LEADS, NOTE, HEAD = (26.0, 24.0, 22.0, 20.0, 18.0), 14.0, 12.0  # points
TITLES = (28.0, 26.0, 24.0, 22.0, 20.0)
SIZES = (20.0, 18.0, 16.0, 15.0, 14.0)  # of tables and lines: the largest in which all is on one slide
OVER_SEVERAL = 15.0  # points, where none is
LARGE, IN_KEY, INNER = Size(10.6, 7.4, 1.7), Size(8.0, 5.8, 1.35), Size(5.6, 4.1, 0.95)
GAP, PAD, GUTTER, DASH, AFTER_LINE = 6.0, 1.5, 4.0, 6.0, 2.2  # millimetres
KEY_HEIGHT, KEY_COLUMNS = 10.0, 3
MARKS_HEIGHT, INNER_HEIGHT = 34.0, 13.0
LOGO_WIDTH, LOGO_HEIGHT = 56.0, 20.0  # millimetres that a logo may take
MOST_CELL, MOST_LINE, MOST_LEAD, MOST_TITLE = 5, 3, 3, 2  # lines of text


@dataclass(frozen=True, slots=True)
class Placed:
    """A part on a slide: its top in millimetres, the height of each of its rows where it has rows, the size of its
    text in points where it may vary."""

    part: Part
    top: float
    heights: tuple[float, ...]
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """One slide as it is shown."""

    title: str
    parts: tuple[Placed, ...]
    spoken: str


def pages(slide: Slide, continued: str) -> list[Page]:
    """The slides that it takes: each with a title of its own. What is said stands under the first."""
    stacks = _laid_out(slide.parts)
    total = len(stacks)
    found = []
    for rank, stack in enumerate(stacks, 1):
        title = slide.title if total == 1 else continued.format(title=slide.title, rank=rank, total=total)
        found.append(Page(title, tuple(stack), slide.spoken if rank == 1 else ""))
    return found


def _laid_out(parts: Sequence[Part]) -> list[list[Placed]]:
    """All on one slide where a size allows it; else over slides that are about as full as one another."""
    for size in SIZES:
        stacks = list(_stacked(parts, size, BODY[3]))
        if len(stacks) == 1:
            return stacks
    stacks = list(_stacked(parts, OVER_SEVERAL, BODY[3]))
    for share in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55):
        fewer = list(_stacked(parts, OVER_SEVERAL, BODY[3] * share))
        if len(fewer) > len(stacks):
            break
        stacks = fewer
    return stacks


def title_size(text: str) -> float:
    """The largest size (points) in which a title keeps its lines; a longer one is shortened by the writer."""
    return _largest(text, TITLES, MOST_TITLE, TITLE[2])


def lead_size(lead: Lead) -> float:
    return _largest(lead.text, LEADS if lead.large else LEADS[2:], MOST_LEAD, INSIDE)


def shares(grid: Grid) -> list[float]:
    """The width of each column, in millimetres."""
    whole = sum(grid.widths)
    return [INSIDE * one / whole for one in grid.widths]


def header_height(grid: Grid) -> float:
    most = max(
        measure.lines(one, measure.SANS_STRONG, HEAD, room - GUTTER)
        for one, room in zip(grid.titles, shares(grid), strict=True)
    )
    return measure.height(most, HEAD) + 2 * PAD


def _largest(text: str, sizes: Sequence[float], most: int, room: float) -> float:
    return next((one for one in sizes if measure.fits(text, measure.SERIF, one, room, most)), sizes[-1])


def _stacked(parts: Sequence[Part], size: float, room: float) -> Iterator[list[Placed]]:
    """The parts of each slide in turn, in that room (millimetres). Each takes at least its first row where it
    begins, which `_trimmed` keeps lower than a slide."""
    stack: list[Placed] = []
    top, waiting = 0.0, [_trimmed(part, size) for part in parts]
    while waiting:
        part = waiting.pop(0)
        fixed, heights = _measured(part, size)
        fit = _fitting(fixed, heights, room - top)
        if not fit and stack and heights:
            yield stack
            stack, top = [], 0.0
            fit = _fitting(fixed, heights, room)
        first, rest = _cut(part, max(1, fit))
        taken = heights[: max(1, fit)]
        stack.append(Placed(first, BODY[1] + top, taken, size))
        top += fixed + sum(taken) + GAP
        if rest is not None:
            waiting.insert(0, rest)
            yield stack
            stack, top = [], 0.0
    if stack:
        yield stack


def _fitting(fixed: float, heights: Sequence[float], room: float) -> int:
    """How many of its rows a part may have there."""
    count, used = 0, fixed
    for one in heights:
        if used + one > room + 0.01:
            break
        count, used = count + 1, used + one
    return count


def _cut(part: Part, count: int) -> tuple[Part, Part | None]:
    match part:
        case Grid(rows=rows) if count < len(rows):
            return replace(part, rows=rows[:count]), replace(part, rows=rows[count:])
        case Lines(items=items) if count < len(items):
            return Lines(items[:count]), Lines(items[count:])
    return part, None


def _measured(part: Part, size: float) -> tuple[float, tuple[float, ...]]:
    """The height that a part takes before its rows, then those of its rows."""
    match part:
        case Lead(text=text):
            large = lead_size(part)
            return 0.0, (measure.height(measure.lines(text, measure.SERIF, large, INSIDE), large),)
        case Note(text=text):
            return 0.0, (measure.height(measure.lines(text, measure.SANS, NOTE, INSIDE), NOTE),)
        case Marks(statuses=statuses):
            return 0.0, (tall(len(statuses), INSIDE, marks_size(len(statuses))),)
        case Key(entries=entries):
            return 0.0, (-(-len(entries) // KEY_COLUMNS) * KEY_HEIGHT,)
        case Lines(items=items):
            return 0.0, tuple(line_height(one, size) for one in items)
        case Grid():
            return header_height(part), tuple(row_height(part, row, size) for row in part.rows)


def logo_size(logo: Logo) -> tuple[float, float]:
    """The width and the height that a logo takes on the cover, in millimetres."""
    share = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
    return logo.width * share, logo.height * share


def marks_size(count: int, height: float = MARKS_HEIGHT) -> Size:
    """Of the cells of an échelle that has the width of the slide."""
    return fitted(count, INSIDE, height, LARGE)


def line_height(text: str, size: float) -> float:
    """Of a line behind its dash, with the room below it."""
    return measure.height(measure.lines(text, measure.SANS, size, INSIDE - DASH), size) + AFTER_LINE


def row_height(grid: Grid, row: Sequence[Box], size: float) -> float:
    rooms = zip(row, shares(grid), strict=True)
    return max(_box_height(box, room - GUTTER, size) for box, room in rooms) + 2 * PAD


def inner_size(count: int, room: float) -> Size:
    """Of the cells of an échelle inside a grid."""
    return fitted(count, room, INNER_HEIGHT, INNER)


def _box_height(box: Box, room: float, size: float) -> float:
    if box.marks is not None:
        count = len(box.marks.statuses)
        return tall(count, room, inner_size(count, room)) if count else 0.0
    font = measure.SANS_STRONG if box.strong else measure.SANS  # the wider of the two
    text = " ".join(filter(None, [box.strong, box.text]))
    return measure.height(measure.lines(text, font, size, room), size)


def _trimmed(part: Part, size: float) -> Part:
    """The same, no text of it taking more lines than a slide can show."""
    match part:
        case Lead(text=text):
            return replace(part, text=measure.shortened(text, measure.SERIF, LEADS[-1], INSIDE, 2 * MOST_LEAD))
        case Note(text=text):
            return Note(measure.shortened(text, measure.SANS, NOTE, INSIDE, MOST_CELL))
        case Lines(items=items):
            room = INSIDE - DASH
            return Lines(tuple(measure.shortened(one, measure.SANS, size, room, MOST_LINE) for one in items))
        case Grid():
            rooms = [one - GUTTER for one in shares(part)]
            rows = (zip(row, rooms, strict=True) for row in part.rows)
            trimmed = tuple(tuple(_trimmed_box(box, room, size) for box, room in row) for row in rows)
            return replace(part, rows=trimmed)
    return part


def _trimmed_box(box: Box, room: float, size: float) -> Box:
    if box.marks is not None:
        return box
    font = measure.SANS_STRONG if box.strong else measure.SANS
    return replace(box, text=measure.shortened(box.text, font, size, room, MOST_CELL - bool(box.strong)))
