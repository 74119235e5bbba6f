"""Reading a PDF of ten times the rows, beside one."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import typst

from bench.figures import Figure
from bench.ground import Ground
from bench.reading_records import records, tenfold


def printed(count: int, stroke: str = "0.5pt") -> bytes:
    """The same plan as `records`, as a table over pages, with all its lines or as Typst is told to draw them."""
    rows = csv.reader(io.StringIO(records(count).decode()), delimiter=";")
    cells = ",".join(f'[#"{text}"]' for row in rows for text in row)
    table = f"#table(columns: (1fr, auto, 2fr, 1fr, auto, 1fr), stroke: {stroke}, {cells})"
    return typst.compile(f'#set page(paper: "a4", flipped: true)\n#set text(size: 9pt)\n{table}'.encode())


def measure(_ground: Ground) -> Iterator[Figure]:
    yield tenfold("pdf", printed(40), printed(400))
    rows = "(x: none, y: 0.4pt)"
    figure = tenfold("pdf", printed(40, rows), printed(400, rows))
    yield replace(figure, name=f"{figure.name}, lines between rows only")
