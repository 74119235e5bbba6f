"""What pdfium tells of a page: its characters, the straight lines and the filled boxes, turned upright."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2
import pypdfium2.raw as pdfium

from portulan.plandoc.reading import pdf_rules
from portulan.plandoc.reading.pdf_lines import Glyph
from portulan.plandoc.reading.pdf_rules import Rule

MAX_PATHS = 60_000  # a page that draws more is a picture, not a table
MAX_DEPTH = 8  # of drawings inside drawings
_LINE_END_HYPHENS = {0x02, 0xAD, 0xFFFE}  # what pdfium gives for a hyphen at the end of a line
_BOLD = (b"Bold", b"bold", b"Black", b"Heavy", b"Semi", b"Demi", b"CMBX", b"SFBX")
_SLANTED = (b"Italic", b"italic", b"Oblique", b"CMTI", b"SFTI", b"Slanted")
_FIXED = (b"Mono", b"Courier", b"Consol", b"Typewriter", b"CMTT", b"SFTT")
_SLANT = 0.15  # as far, in radians, as upright text may lean
_LARGER = 2.0
INFINITE = float("inf")
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Fill:
    """A box of one colour, RRGGBB."""

    box: Box
    colour: str

    @property
    def area(self) -> float:
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


@dataclass(slots=True)
class Drawn:
    """A page once most of its text is upright: `turns` says by how many quarter turns to the right. The characters
    stand in the order of the file, those of a `watermark` apart, the `fills` in that of drawing."""

    page: pypdfium2.PdfPage
    turns: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    watermark: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)

    @property
    def upright_height(self) -> float:
        return self.width if self.turns % 2 else self.height

    def colour_at(self, point: tuple[float, float]) -> str:
        """The colour drawn last there, RRGGBB or empty."""
        x, y = point
        return next(
            (
                one.colour
                for one in reversed(self.fills)
                if one.box[0] <= x <= one.box[2] and one.box[1] <= y <= one.box[3]
            ),
            "",
        )

    def shown(self, box: Box) -> Box:
        """Where a box stands on the page as programs show it: left, top, right, bottom from the upper left corner,
        as shares of its width and height."""
        left, bottom, right, top = _turned(box, -self.turns % 4, *self._upright_size())
        x, y = ctypes.c_int(), ctypes.c_int()
        corners = []
        for corner in ((left, bottom), (right, top)):
            pdfium.FPDF_PageToDevice(self.page.raw, 0, 0, 10_000, 10_000, 0, *corner, x, y)
            corners.append((min(max(x.value, 0), 10_000) / 10_000, min(max(y.value, 0), 10_000) / 10_000))
        (one, two), (three, four) = corners
        return min(one, three), min(two, four), max(one, three), max(two, four)

    def _upright_size(self) -> tuple[float, float]:
        return (self.height, self.width) if self.turns % 2 else (self.width, self.height)


def content(page: pypdfium2.PdfPage) -> Drawn:
    """The characters, lines and boxes of a page."""
    text = page.get_textpage()
    looks = _Looks(text.raw)
    width, height = page.get_size()
    if page.get_rotation() % 180:
        width, height = height, width
    found = Drawn(page, looks.turns, width, height)
    glyphs = list(_glyphs(text.raw, looks, width, height))
    slanted = looks.slanted_runs()
    found.glyphs = [one for one in glyphs if one.run not in slanted]
    found.watermark = [one for one in glyphs if one.run in slanted]
    rules: list[Rule] = []
    for rule, fill in _shapes(page):
        if rule:
            rules.append(
                Rule(*_turned((rule.left, rule.bottom, rule.right, rule.top), found.turns, width, height))
            )
        if fill:
            found.fills.append(replace(fill, box=_turned(fill.box, found.turns, width, height)))
    found.rules = pdf_rules.joined(rules)
    return found


def _turned(box: Box, turns: int, width: float, height: float) -> Box:
    """A box of the page after that many quarter turns to the right."""
    left, bottom, right, top = box
    match turns:
        case 1:
            return bottom, width - right, top, width - left
        case 2:
            return width - right, height - top, width - left, height - bottom
        case 3:
            return height - top, left, height - bottom, right
        case _:
            return box


@dataclass(frozen=True, slots=True)
class _Look:
    """`run` is the number of the text object; `size` is that which is seen, whatever scales the page; `turns` the
    quarter turns that make it upright, or nearly so where it is `slanted`."""

    run: int
    size: float
    emphasis: bool
    strong: bool
    turns: int
    slanted: bool
    fixed: bool


class _Looks:
    """The look of each character: the same for all those that one text object shows."""

    def __init__(self, raw: pdfium.FPDF_TEXTPAGE) -> None:
        self.raw, self.count = raw, pdfium.FPDFText_CountChars(raw)
        self.known: dict[int, _Look] = {}
        self.font, self.flags, self.matrix = ctypes.create_string_buffer(256), ctypes.c_int(), pdfium.FS_MATRIX()
        votes = Counter(self.of(index).turns for index in range(0, self.count, max(self.count // 200, 1)))
        self.turns = votes.most_common(1)[0][0] if votes else 0

    def of(self, index: int) -> _Look:
        item = pdfium.FPDFText_GetTextObject(self.raw, index)
        address = ctypes.addressof(item.contents) if item else 0
        found = self.known.get(address)
        if found is None:
            found = self._read(index)
            if address:
                self.known[address] = found
        return found

    def _read(self, index: int) -> _Look:
        pdfium.FPDFText_GetFontInfo(self.raw, index, self.font, 256, self.flags)
        name, matrix = self.font.value, self.matrix
        scale, angle = 1.0, 0.0
        if pdfium.FPDFText_GetMatrix(self.raw, index, matrix):
            scale = math.hypot(matrix.c, matrix.d) or 1.0
            angle = math.atan2(matrix.b, matrix.a)
        size = pdfium.FPDFText_GetFontSize(self.raw, index) * scale
        strong = any(one in name for one in _BOLD)
        return _Look(
            len(self.known) + 1,
            size,
            any(one in name for one in _SLANTED),
            strong,
            round(angle / (math.pi / 2)) % 4,
            abs(math.remainder(angle, math.pi / 2)) > _SLANT,
            bool(self.flags.value & 1) or any(one in name for one in _FIXED),
        )

    def slanted_runs(self) -> set[int]:
        """The texts set slantwise in letters far larger than most: what is written over a page, not in it."""
        sizes = sorted(one.size for one in self.known.values() if not one.slanted)
        least = _LARGER * sizes[len(sizes) // 2] if sizes else INFINITE
        return {one.run for one in self.known.values() if one.slanted and one.size > least}


def _glyphs(raw: pdfium.FPDF_TEXTPAGE, looks: _Looks, width: float, height: float) -> Iterator[Glyph]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(looks.count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        code = 0x2D if code in _LINE_END_HYPHENS else code
        if code < 32 or code == 0xFFFF or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        look = looks.of(index)
        pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        box, origin = (left.value, bottom.value, right.value, top.value), (x.value, y.value)
        if looks.turns:
            box = _turned(box, looks.turns, width, height)
            origin = _turned((*origin, *origin), looks.turns, width, height)[:2]
        base, size = origin[1], look.size
        if 0x30 <= code <= 0x39 and box[1] - base > 0.2 * size and look.turns == looks.turns:
            base, size = box[1], 0.6 * size  # a figure that its font draws small and high
        yield Glyph(
            chr(code) if code < 0x110000 else "\ufffd",
            box[0],
            box[2],
            base,
            size,
            look.emphasis,
            look.strong,
            bottom=box[1],
            top=box[3],
            turns=(look.turns - looks.turns) % 4,
            start=origin[0],
            run=look.run,
            fixed=look.fixed,
        )


def turned_upright(glyph: Glyph) -> Glyph:
    """A character set sideways, as it would stand were its page turned for it; y may be under 0."""
    left, bottom, right, top = _turned((glyph.left, glyph.bottom, glyph.right, glyph.top), glyph.turns, 0, 0)
    base = _turned((glyph.start, glyph.y, glyph.start, glyph.y), glyph.turns, 0, 0)[1]
    return replace(glyph, left=left, bottom=bottom, right=right, top=top, y=base)


def _shapes(page: pypdfium2.PdfPage) -> Iterator[tuple[Rule | None, Fill | None]]:
    """The straight lines drawn on the page, stroked or filled as thin boxes; the boxes that are filled."""
    bounds = [ctypes.c_float() for _ in range(4)]
    for number, (item, matrix) in enumerate(_paths(page)):
        if number > MAX_PATHS:
            return
        if not pdfium.FPDFPageObj_GetBounds(item, *bounds):
            continue
        left, bottom, right, top = _moved(
            (bounds[0].value, bounds[1].value, bounds[2].value, bounds[3].value), matrix
        )
        if min(right - left, top - bottom) <= pdf_rules.THIN:
            if max(right - left, top - bottom) < 1e5:
                yield Rule(left, bottom, right, top), None
            continue
        filled, stroked = _drawing(item)
        if stroked:
            for rule in (
                Rule(left, bottom, right, bottom),
                Rule(left, top, right, top),
                Rule(left, bottom, left, top),
                Rule(right, bottom, right, top),
            ):
                yield rule, None
        if filled and (colour := _colour(item)):
            yield None, Fill((left, bottom, right, top), colour)


def _paths(page: pypdfium2.PdfPage) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, Matrix | None]]:
    """Each path with what moves it to its place; None where it is there already."""
    count = min(pdfium.FPDFPage_CountObjects(page.raw), 4 * MAX_PATHS)
    waiting: list[tuple[pdfium.FPDF_PAGEOBJECT, Matrix | None, int]] = []
    waiting += [(pdfium.FPDFPage_GetObject(page.raw, index), None, 0) for index in reversed(range(count))]
    visited = 0
    while waiting and (visited := visited + 1) <= 4 * MAX_PATHS:
        item, matrix, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield item, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, own)
            inner = _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            count = min(pdfium.FPDFFormObj_CountObjects(item), MAX_PATHS)
            if len(waiting) + count <= 4 * MAX_PATHS:
                waiting += [(pdfium.FPDFFormObj_GetObject(item, one), inner, depth + 1) for one in range(count)][
                    ::-1
                ]


def _product(one: Matrix, other: Matrix | None) -> Matrix:
    """First `one`, then `other`."""
    if other is None:
        return one
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(box: Box, matrix: Matrix | None) -> Box:
    if matrix is None:
        return box
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _drawing(item: pdfium.FPDF_PAGEOBJECT) -> tuple[bool, bool]:
    """Whether a path of a box's shape is filled, and stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    boxlike = pdfium.FPDFPath_CountSegments(item) in {4, 5}
    return boxlike and bool(fill.value), boxlike and bool(stroke.value)


def _colour(item: pdfium.FPDF_PAGEOBJECT) -> str:
    """RRGGBB; empty for white and for what lets all light through."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha) or alpha.value < 8:
        return ""
    colour = f"{red.value:02X}{green.value:02X}{blue.value:02X}"
    return "" if colour == "FFFFFF" else colour
