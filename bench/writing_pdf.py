"""Writing the plan as PDF/UA, beside writing a page of one line."""

from collections.abc import Iterator

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground
from bench.writing import one_line, write


def measure(ground: Ground) -> Iterator[Figure]:
    writing, bare = turn_by_turn(lambda: write(ground.document, "pdf"), one_line, runs=7)
    yield Figure("writing PDF / a page of one line", writing, bare, most_seconds=0.3)
