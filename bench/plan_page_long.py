"""The plan page with 520 actions, against the control page with the same 520 and against itself with 52."""

from collections.abc import Iterator

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground


def measure(ground: Ground) -> Iterator[Figure]:
    page, control = turn_by_turn(lambda: ground.get("/e/long/plan/"), lambda: ground.get("/control/long/"), runs=5)
    yield Figure("plan page, 520 actions / control page", page, control, most_ratio=2.0)
    long, short = turn_by_turn(lambda: ground.get("/e/long/plan/"), lambda: ground.get("/e/mias/plan/"), runs=5)
    yield Figure("plan page, 520 actions / 52 actions", long, short, most_ratio=10.0)
