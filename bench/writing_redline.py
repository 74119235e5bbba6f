"""Writing two editions of the plan as one Word file with tracked changes, beside writing the plan as Word."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground, times_ten
from bench.writing import write
from portulan.plandoc.text import Wording
from portulan.reports import files

_ON = dt.datetime(2027, 5, 3, tzinfo=dt.UTC)


def measure(ground: Ground) -> Iterator[Figure]:
    older, newer = ground.document, revised(ground.document)
    redline, plain = turn_by_turn(lambda: written(older, newer), lambda: write(newer, "docx"), runs=7)
    yield Figure("writing a redline / the plan as Word", redline, plain, most_seconds=1.0)
    long, much = times_ten(older), times_ten(newer)
    longer, shorter = turn_by_turn(lambda: written(long, much), lambda: written(older, newer), runs=3)
    yield Figure("a redline of 10 times the actions / of one", longer, shorter, most_ratio=11.0)


def written(older: Any, newer: Any) -> bytes:
    return files.redline_file(older, newer, author="Banc d’essai", on=_ON)[0]


def revised(document: Any) -> Any:
    """One action in three reworded, one in five gone, so that rows go, stay and change."""
    return replace(document, objectives=tuple(_revised(one) for one in document.objectives))


def _revised(objective: Any) -> Any:
    actions = [
        replace(one, text=Wording(f"{one.text.plain} et son bilan")) if rank % 3 == 0 else one
        for rank, one in enumerate(objective.actions)
        if rank % 5 != 4
    ]
    below = tuple(_revised(one) for one in objective.objectives)
    return replace(objective, actions=tuple(actions), objectives=below)
