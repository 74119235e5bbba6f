"""Writing today's plan back into the house's own Word file, beside reading that file."""

import datetime as dt
from collections.abc import Iterator

from bench.figures import Figure, turn_by_turn
from bench.ground import SAMPLE, Ground
from bench.writing_redline import revised
from portulan.plandoc import reading, recognition
from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.word.writing import write_back

_TRACKED = Tracking("Banc d’essai", dt.datetime(2027, 5, 3, tzinfo=dt.UTC))


def measure(ground: Ground) -> Iterator[Figure]:
    data, base = SAMPLE.read_bytes(), ground.document
    today = revised(base)
    back, read = turn_by_turn(
        lambda: write_back(SAMPLE.name, data, base, today, tracking=_TRACKED),
        lambda: recognition.recognise(reading.read(SAMPLE.name, data)),
        runs=7,
    )
    yield Figure("the house's own Word file / reading it", back, read, most_seconds=1.0)
