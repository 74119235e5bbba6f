"""A logo is drawn anew: nothing of what was given survives but its colours."""

import struct
import zlib

import pytest

from portulan.plandoc.reading.source import Unreadable
from portulan.reports.templates.logos import MAX_BYTES, drawn
from reports.templates.made import SVG

HEAD = b"\x89PNG\r\n\x1a\n"


def png(width: int, height: int, *, said: tuple[int, int] | None = None, more: bytes = b"") -> bytes:
    """A PNG of one colour; `said` is the size that it claims."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    size = struct.pack(">IIBBBBB", *(said or (width, height)), 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x0f\x5c\x63" * width) * height)
    return HEAD + chunk(b"IHDR", size) + more + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def svg(inside: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" {attributes}>{inside}</svg>'.encode()


def refusal(data: bytes, name: str = "logo.png") -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        drawn(name, data)
    return refused.value


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (SVG, (1500, 600)),
        (png(30, 10), (1600, 533)),
        (png(10, 30), (200, 600)),
        (svg("<rect width='9' height='9'/>"), (1200, 600)),
    ],
)
def test_what_is_drawn_is_a_png_of_the_same_shape(data, size):
    made, width, height = drawn("logo", data)
    assert made.startswith(HEAD)
    assert (abs(width - size[0]) <= 1, abs(height - size[1]) <= 1) == (True, True)


def test_what_a_picture_carries_is_gone():
    secret = b"<script>alert(1)</script> Exif position"
    carried = struct.pack(">I", len(secret)) + b"tEXt" + secret + struct.pack(">I", zlib.crc32(b"tEXt" + secret))
    made, *_size = drawn("logo.png", png(20, 20, more=carried) + b"<?php eval(1) ?>")
    assert (b"script" in made, b"php" in made, b"tEXt" in made) == (False, False, False)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + b"\0" * 40, b"%PDF-1.7", HEAD, HEAD + b"\0" * 50, b"\xff\xd8\xff", b"<p/>", b"<svg"]
)
def test_what_is_no_picture_is_said(data):
    assert refusal(data).sentence == "« logo.png » n’est pas une image PNG, JPEG ou SVG qui s’ouvre."


def test_what_claims_to_be_immense_is_refused_before_it_is_drawn():
    assert "100000 × 100000 points" in refusal(png(4, 4, said=(100_000, 100_000))).sentence
    frame = b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", 60_000, 60_000) + b"\0" * 40
    assert "60000 × 60000 points" in refusal(frame).sentence


def test_what_is_too_heavy_is_refused():
    assert refusal(png(4, 4) + b"\0" * MAX_BYTES).code == "too_large"


@pytest.mark.parametrize(
    "hostile",
    [
        svg("<script>alert(1)</script>"),
        svg("<g onload='alert(1)'/>"),
        svg("", "onload='alert(1)'"),
        svg("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"),
        svg("<image href='https://example.org/x.png'/>"),
        svg("<image xmlns:x='http://www.w3.org/1999/xlink' x:href='file:///etc/passwd'/>"),
        svg("<a href='javascript:alert(1)'><rect width='9' height='9'/></a>"),
        svg("<style>@import 'https://example.org/x.css';</style>"),
        svg("<style>rect { fill: url(https://example.org/x) }</style>"),
        svg("<rect fill='url(https://example.org/x)'/>"),
        b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + svg("<text>&b;</text>"),
    ],
)
def test_a_drawing_that_lives_is_refused(hostile):
    assert refusal(hostile, "logo.svg").sentence == (
        "« logo.svg » contient un script, ou va chercher quelque chose ailleurs. Enregistrez-le en PNG."
    )


def test_a_drawing_may_refer_to_itself():
    inside = (
        "<defs><linearGradient id='g'><stop/></linearGradient></defs><rect width='9' height='9' fill='url(#g)'/>"
    )
    assert drawn("logo.svg", svg(inside))[0].startswith(HEAD)
