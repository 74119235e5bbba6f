"""A page of a PDF as a picture, what is asked about lit. Runs in the process of `child`."""

import io

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from portulan.plandoc.reading import limits
from portulan.plandoc.reading.source import Place

_WIDTH, _HEIGHT = 1100, 2200  # pixels at most, of the whole page
_AROUND = 0.08  # of the page, above and below what is lit
_TINT, _EDGE = (251, 226, 165), (178, 122, 18)


def lit(name: str, data: bytes, place: Place) -> bytes:
    """The part of the page where this stands, as PNG. Raises Unreadable for a file that has no such page."""
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            picture = _drawn(document[place.page - 1])
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise limits.broken(name) from error
    kept = io.BytesIO()
    _lit(picture, place.box).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    scale = min(_WIDTH / max(width, 1), _HEIGHT / max(height, 1))
    picture: Image.Image = page.render(scale=scale).to_pil()
    return picture.convert("RGB")


def _lit(picture: Image.Image, box: tuple[float, ...]) -> Image.Image:
    """What stands in the box under a tint, within a thin frame; the page cut above and below it."""
    width, height = picture.size
    left, top, right, bottom = (round(share * side) for share, side in zip(box, (width, height) * 2, strict=True))
    spot = (max(left - 6, 0), max(top - 5, 0), min(right + 6, width - 1), min(bottom + 5, height - 1))
    tint = Image.new("RGB", picture.size, "white")
    ImageDraw.Draw(tint).rectangle(spot, fill=_TINT, outline=_EDGE, width=2)
    margin = round(_AROUND * height)
    shown = (0, max(spot[1] - margin, 0), width, min(spot[3] + margin, height))
    return ImageChops.multiply(picture, tint).crop(shown)
