"""Writing the plan as Word, beside zipping as many bytes."""

from collections.abc import Iterator

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground
from bench.writing import unpacked, write, zipped


def measure(ground: Ground) -> Iterator[Figure]:
    parts = unpacked(write(ground.document, "docx"))
    writing, zipping = turn_by_turn(lambda: write(ground.document, "docx"), lambda: zipped(parts), runs=7)
    yield Figure("writing Word / zipping its parts", writing, zipping, most_seconds=0.5)
