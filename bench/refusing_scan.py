"""Telling that a PDF is a scan, beside opening it."""

from collections.abc import Iterator

import pypdfium2

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground
from portulan.plandoc import reading
from portulan.plandoc.reading.source import Unreadable

PAGES = 40


def scan() -> bytes:
    """Pages without a character: on each a picture, of one grey dot as large as the page."""
    kids = " ".join(f"{4 + page} 0 R" for page in range(PAGES))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {PAGES} >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        "/Length 1 >>\nstream\n7\nendstream",
    ]
    for page in range(PAGES):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /S 3 0 R >> >> "
            f"/Contents {4 + PAGES + page} 0 R >>"
        )
    objects += ["<< /Length 28 >>\nstream\nq 595 0 0 842 0 0 cm /S Do Q\nendstream"] * PAGES
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()


def refused(data: bytes) -> str:
    try:
        reading.read("scan.pdf", data)
    except Unreadable as refusal:
        return refusal.code
    return ""


def measure(_ground: Ground) -> Iterator[Figure]:
    data = scan()
    if refused(data) != "scan":
        raise ValueError("the scan was read")
    whole, opening = turn_by_turn(lambda: refused(data), lambda: len(pypdfium2.PdfDocument(data)), runs=7)
    yield Figure(f"refusing a scan of {PAGES} pages / opening it", whole, opening, most_seconds=0.1)
