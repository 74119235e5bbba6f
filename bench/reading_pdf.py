"""Reading a PDF of ten times the rows, beside one."""

import csv
import io
from collections.abc import Iterator

import typst

from bench.figures import Figure
from bench.ground import Ground
from bench.reading_records import records, tenfold


def printed(count: int) -> bytes:
    """The same plan as `records`, as a ruled table over pages."""
    rows = csv.reader(io.StringIO(records(count).decode()), delimiter=";")
    cells = ",".join(f'[#"{text}"]' for row in rows for text in row)
    table = f"#table(columns: (1fr, auto, 2fr, 1fr, auto, 1fr), stroke: 0.5pt, {cells})"
    return typst.compile(f'#set page(paper: "a4", flipped: true)\n#set text(size: 9pt)\n{table}'.encode())


def measure(_ground: Ground) -> Iterator[Figure]:
    yield tenfold("pdf", printed(40), printed(400))
