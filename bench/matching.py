"""Telling which action is which in two editions without identities: of ten times the actions, beside one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground, times_ten
from bench.writing_redline import revised
from portulan.plandoc.comparison import matching
from portulan.plandoc.comparison.matching import renamed


def measure(ground: Ground) -> Iterator[Figure]:
    short, long = ground.document, distinct(times_ten(ground.document))
    longer, shorter = turn_by_turn(lambda: matched(long), lambda: matched(short), runs=5)
    yield Figure("knowing 10 times the actions again / one", longer, shorter, most_ratio=11.0)


def matched(document: Any) -> Any:
    return matching(strangers(revised(document)), document, identities=False)


def strangers(document: Any) -> Any:
    """The same document under identities that say nothing."""
    owns = [one.id for one in document.walk()]
    owns += [
        own for one in document.actions() for own in (one.id, *(result.id for result in one.expected_results))
    ]
    return renamed(document, {own: f"other {rank}" for rank, own in enumerate(owns)})


def distinct(document: Any) -> Any:
    """The same actions, each with a word of its own, as no two actions of a plan are worded alike."""
    return replace(document, objectives=tuple(_distinct(one) for one in document.objectives))


def _distinct(objective: Any) -> Any:
    actions = tuple(
        replace(one, text=replace(one.text, plain=f"{one.text.plain} n{one.code}", emphasis=()))
        for one in objective.actions
    )
    return replace(objective, actions=actions, objectives=tuple(_distinct(one) for one in objective.objectives))
