"""Timing two things turn by turn, and the line that a figure prints."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`seconds` of the thing and `beside` of its control; exactly one of the two targets is set."""

    name: str
    seconds: float
    beside: float
    most_ratio: float | None = None
    most_seconds: float | None = None

    @property
    def ratio(self) -> float:
        return self.seconds / self.beside

    @property
    def ok(self) -> bool:
        if self.most_ratio is not None:
            return self.ratio <= self.most_ratio
        return self.most_seconds is None or self.seconds < self.most_seconds

    def __str__(self) -> str:
        target = f"ratio ≤ {self.most_ratio}" if self.most_ratio is not None else f"< {self.most_seconds} s"
        times = f"{self.seconds * 1000:>9.1f} ms{self.beside * 1000:>9.1f} ms"
        return f"{self.name:<44}{times}{self.ratio:>9.2f}   {target:<12} {'ok' if self.ok else 'OVER'}"


def turn_by_turn(one: Callable[[], object], other: Callable[[], object], runs: int = 15) -> tuple[float, float]:
    """Medians of both, in seconds. They alternate, so that a busy moment of the machine falls on both."""
    one(), other()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        times[0].append(_seconds(one))
        times[1].append(_seconds(other))
    return statistics.median(times[0]), statistics.median(times[1])


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
