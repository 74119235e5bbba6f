"""What pdfium tells of a page: its characters and the straight lines drawn on it, turned upright."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from portulan.plandoc.reading import pdf_grid
from portulan.plandoc.reading.pdf_grid import Rule
from portulan.plandoc.reading.pdf_lines import Glyph

MAX_PATHS = 20_000  # a page that draws more is a picture, not a table
_LINE_END_HYPHENS = {0x02, 0xAD, 0xFFFE}  # what pdfium gives for a hyphen at the end of a line
Box = tuple[float, float, float, float]


def content(page: pypdfium2.PdfPage) -> tuple[list[Glyph], list[Rule], float]:
    """The characters in the order of the file, the lines, and the height of the page once its text is upright."""
    text = page.get_textpage()
    turns = _turns(text.raw, text.count_chars())
    width, height = page.get_size()
    if page.get_rotation() % 180:
        width, height = height, width
    glyphs = list(_glyphs(text, turns, width, height))
    rules = [
        Rule(*_turned((one.left, one.bottom, one.right, one.top), turns, width, height)) for one in _rules(page)
    ]
    return glyphs, rules, width if turns % 2 else height


def _turns(raw: pdfium.FPDF_TEXTPAGE, count: int) -> int:
    """By how many quarter turns to the right most of the text becomes upright."""
    step = max(count // 40, 1)
    angles = [pdfium.FPDFText_GetCharAngle(raw, index) for index in range(0, count, step)]
    votes = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return votes.most_common(1)[0][0] if votes else 0


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


def _glyphs(text: pypdfium2.PdfTextPage, turns: int, width: float, height: float) -> Iterator[Glyph]:
    raw = text.raw
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    font, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        code = 0x2D if code in _LINE_END_HYPHENS else code
        if code < 32 or code == 0xFFFF or pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        pdfium.FPDFText_GetFontInfo(raw, index, font, 256, flags)
        name = font.value
        box, base = (left.value, bottom.value, right.value, top.value), y.value
        if turns:
            box = _turned(box, turns, width, height)
            base = _turned((x.value, y.value, x.value, y.value), turns, width, height)[1]
        size = pdfium.FPDFText_GetFontSize(raw, index)
        if 0x30 <= code <= 0x39 and box[1] - base > 0.2 * size:  # a figure that its font draws small and high
            base, size = box[1], 0.6 * size
        yield Glyph(
            chr(code) if code < 0x110000 else "\ufffd",
            box[0],
            box[2],
            base,
            size,
            b"Italic" in name or b"Oblique" in name,
            b"Bold" in name,
        )


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    """The straight lines drawn on the page, whether stroked, or filled as thin boxes."""
    for number, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=8)):
        if number > MAX_PATHS:
            return
        left, bottom, right, top = item.get_bounds()
        if min(right - left, top - bottom) <= pdf_grid.THIN:
            yield Rule(left, bottom, right, top)
        elif _is_stroked(item):
            yield from (
                Rule(left, bottom, right, bottom),
                Rule(left, top, right, top),
                Rule(left, bottom, left, top),
                Rule(right, bottom, right, top),
            )


def _is_stroked(item: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    return bool(stroke.value) and pdfium.FPDFPath_CountSegments(item.raw) in {4, 5}
