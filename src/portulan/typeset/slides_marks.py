"""The échelle as native shapes: one cell for each action, told apart by form as well as colour."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from portulan.plandoc.status import Status
from portulan.typeset.characters import printable
from portulan.typeset.deck import Marks
from portulan.typeset.figures import Size, laid_out
from portulan.typeset.slides_theme import (
    ATTENTION,
    INK,
    OCHRE,
    PENCIL,
    SPACES,
    TEAL,
    VERMILION,
    emu,
    place,
)

OCHRE_SOFT = "F7ECD3"
_LINE = 0.9  # points
_NUMBERS = 3  # that one cell may need


def scale(marks: Marks, left: float, top: float, size: Size, width: float, first: int) -> str:
    """The cells in one group, its corner there (millimetres), as wide as that; `first` is the number of the group,
    the next ones those of its shapes."""
    placed = laid_out(marks.statuses, width, size)
    wide = max(x for _one, x, _y in placed) + size.width
    high = max(y for _one, _x, y in placed) + size.height
    cells = "".join(
        "".join(_cell(status, left + x, top + y, size, first + 1 + rank * _NUMBERS))
        for rank, (status, x, y) in enumerate(placed)
    )
    box = f'<a:chOff x="{emu(left)}" y="{emu(top)}"/><a:chExt cx="{emu(wide)}" cy="{emu(high)}"/></a:xfrm>'
    told = quoteattr(printable(marks.alt))
    return (
        f'<p:grpSp {SPACES}><p:nvGrpSpPr><p:cNvPr id="{first}" name="scale {first}" descr={told}/><p:cNvGrpSpPr/>'
        f"<p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{place(left, top, wide, high).replace('</a:xfrm>', box)}</p:grpSpPr>"
        f"{cells}</p:grpSp>"
    )


def numbers(marks: Marks) -> int:
    """How many numbers the group and its shapes take."""
    return 1 + len(marks.statuses) * _NUMBERS


def _cell(status: Status, x: float, y: float, size: Size, number: int) -> Iterator[str]:
    match status:
        case Status.DONE:
            yield _shape(number, x, y, size.width, size.height, _solid(INK), INK)
        case Status.LATE:
            yield _shape(number, x, y, size.width, size.height, _hatched(), VERMILION)
        case Status.DUE:
            yield _shape(number, x, y, size.width, size.height, _solid(OCHRE), OCHRE)
        case Status.UNDER_WAY:
            yield _shape(number, x, y, size.width, size.height, "<a:noFill/>", TEAL)
            yield _shape(number + 1, x, y, size.width, size.height, _solid(TEAL), TEAL, form="rtTriangle")
        case Status.TO_COME:
            yield _shape(number, x, y, size.width, size.height, "<a:noFill/>", PENCIL, dashed=True)
        case Status.SUSPENDED | Status.DROPPED:
            yield _shape(number, x, y, size.width, size.height, "<a:noFill/>", PENCIL)
            for rank, share in enumerate((0.32, 0.58), 1):
                bar = (x + size.width * share, y, size.width * 0.1, size.height)
                yield _shape(number + rank, *bar, _solid(PENCIL), PENCIL)
        case Status.FED:
            yield _shape(number, x, y, size.width, size.height, _solid(TEAL), TEAL, form="roundRect")
        case Status.TO_FEED:
            ground = _solid(OCHRE_SOFT)
            yield _shape(number, x, y, size.width, size.height, ground, OCHRE, form="roundRect", dashed=True)


def _shape(
    number: int, x: float, y: float, wide: float, high: float, fill: str, line: str,
    *, form: str = "rect", dashed: bool = False,
) -> str:  # fmt: skip
    round_ = '<a:gd name="adj" fmla="val 50000"/>' if form == "roundRect" else ""
    dashes = '<a:prstDash val="sysDash"/>' if dashed else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="cell {number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{place(x, y, wide, high)}<a:prstGeom prst="{form}"><a:avLst>{round_}</a:avLst></a:prstGeom>'
        f'{fill}<a:ln w="{round(_LINE * 12700)}">{_solid(line)}{dashes}</a:ln></p:spPr></p:sp>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _hatched() -> str:
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{VERMILION}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{ATTENTION}"/></a:bgClr></a:pattFill>'
    )
