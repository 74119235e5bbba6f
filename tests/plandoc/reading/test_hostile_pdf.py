"""Sixty damaged and hostile PDF files: each is read, or refused with a sentence; none takes the reader down."""

import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Unreadable

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[3] / "examples" / "mias-2024-2029.pdf"
TEXT = b"BT /F1 10 Tf 50 700 Td (Bonjour) Tj ET "
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def built(*objects: bytes, trailer: bytes = b"") -> bytes:
    out, starts = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(starts) + 1, trailer, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(starts) + 1, table, end)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)


def page(content: bytes, box: bytes = b"[0 0 595 842]", pages: int = 1, extra: bytes = b"") -> bytes:
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(pages))
    objects = [CATALOG, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages), FONT]
    for index in range(pages):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> "
            b"%s >>" % (box, 5 + 2 * index, extra),
            stream(content),
        ]
    return built(*objects)


def drawings() -> Iterator[tuple[str, bytes]]:
    """Pages that draw too much, or in strange places."""
    chance = random.Random(3)
    spots = [(chance.randrange(595), chance.randrange(842)) for _ in range(40_000)]
    yield "lines", page(TEXT + b"".join(b"%d %d m %d %d l S " % (x, y, 595 - x, y) for x, y in spots[:20_000]))
    yield "dots", page(TEXT + b"".join(b"%d %d 1 1 re f " % spot for spot in spots))
    yield "boxes", page(TEXT + b"".join(b"%d %d 40 40 re S " % spot for spot in spots[:8_000]))
    yield "fills", page(TEXT + b"1 0 0 rg " + b"".join(b"%d %d 40 40 re f " % spot for spot in spots[:20_000]))
    grid = b"".join(b"0 %g 595 .1 re f %g 0 .1 842 re f " % (at * 2.7, at * 2.7) for at in range(220))
    yield "grid", page(TEXT + grid)
    scattered = b"".join(b"1 0 0 1 %d %d Tm (x) Tj " % spot for spot in spots[:20_000])
    yield "scattered", page(b"BT /F1 4 Tf " + scattered + b"ET")
    yield (
        "far",
        page(TEXT + b"1e9 1e9 m 2e9 1e9 l S 0 0 1e9 0.5 re f 0 0 1e9 1e9 re S BT /F1 9 Tf 1e8 0 Td (a) Tj ET"),
    )
    yield "line of text", page(b"BT /F1 10 Tf 50 700 Td (" + b"a" * 200_000 + b") Tj ET")
    yield "deep", page(b"q " * 100_000 + TEXT + b"Q " * 100_000)
    for size in (b"0", b"0.0001", b"1e7", b"-10"):
        yield f"font of {size.decode()}", page(b"BT /F1 " + size + b" Tf 50 700 Td (Bonjour) Tj ET")
    yield "flat", page(b"BT /F1 10 Tf 0 0 0 0 50 700 Tm (Bonjour) Tj ET")
    yield "controls", page(b"BT /F1 10 Tf 50 500 Td (\\001\\002\\003\\000\\377\\376) Tj ET")
    yield "spaces", page(b"BT /F1 10 Tf 5 5 Td (     ) Tj ET")


def shapes() -> Iterator[tuple[str, bytes]]:
    """Files whose skeleton is wrong."""
    for box in (b"[0 0 1e9 1e9]", b"[0 0 -5 -5]", b"[0 0 0 0]", b"[(a) null 3]", b"null"):
        yield f"box {box.decode()}", page(TEXT, box)
    yield "no pages", built(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>")
    yield "count that lies", built(CATALOG, b"<< /Type /Pages /Kids [] /Count 100000000 >>")
    yield "pages in themselves", built(CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
    yield "nothing", b"%PDF-1.7\nnothing here"
    yield "many pages", page(TEXT, pages=600)
    yield "nested arrays", page(TEXT, extra=b"/X " + b"[" * 50_000 + b"]" * 50_000)
    yield "nested dictionaries", page(TEXT, extra=b"/X " + b"<< /A " * 20_000 + b"1" + b">>" * 20_000)
    yield "turned by 37", page(TEXT, extra=b"/Rotate 37")
    yield "cropped to nothing", page(TEXT, extra=b"/CropBox [900 900 901 901]")
    keys = (
        b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >> /ID [<00><00>] /Root 1 0 R"
    )
    yield "locked", page(TEXT).replace(b"/Root 1 0 R", keys % (b"41" * 32, b"42" * 32))
    yield "unknown lock", page(TEXT).replace(b"/Root 1 0 R", b"/Encrypt << /Filter /Foo /V 99 >> /Root 1 0 R")


def damaged() -> Iterator[tuple[str, bytes]]:
    """The sample, cut or with bits flipped."""
    whole = SAMPLE.read_bytes()
    for part in range(1, 13):
        yield f"cut at {part}/13", whole[: len(whole) * part // 13]
    for seed in range(20):
        chance, data = random.Random(seed), bytearray(whole)
        for _ in range((1, 10, 100, 1000)[seed % 4]):
            data[chance.randrange(9, len(data))] ^= 1 << chance.randrange(8)
        yield f"flipped {seed}", bytes(data)


def answer(data: bytes) -> tuple[str, str]:
    try:
        return "read", f"{len(read('plan.pdf', data).blocks)} blocks."
    except Unreadable as refused:
        return refused.code, refused.sentence


FILES = [*drawings(), *shapes(), *damaged()]


@pytest.mark.parametrize(("name", "data"), FILES, ids=[name for name, _ in FILES])
def test_it_is_read_or_refused_with_a_sentence(name, data):
    code, sentence = answer(data)
    assert code in {"read", "broken", "scan", "locked", "too_many_cells"}
    assert sentence.endswith(".")


def test_there_are_sixty():
    assert len(FILES) >= 60
