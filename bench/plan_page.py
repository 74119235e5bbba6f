"""The plan page against the control page: the same plan, in a bare view."""

from collections.abc import Iterator

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground


def measure(ground: Ground) -> Iterator[Figure]:
    page, control = turn_by_turn(lambda: ground.get("/e/mias/plan/"), lambda: ground.get("/control/mias/"))
    yield Figure("plan page / control page", page, control, most_ratio=2.0)
