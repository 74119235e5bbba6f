"""How far a reading is: readers say their stages, and whoever listens hears them."""

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol, TypeVar

OPENING, CONVERTING, PAGE, SHEET, RECOGNISING = "opening", "converting", "page", "sheet", "recognising"

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Stage:
    """What is being done; `at` counts from 1 up to `of`, 0 where nothing is counted."""

    name: str
    at: int = 0
    of: int = 0


class _Counted(Sized, Iterable[T], Protocol[T]):
    """What has a length, and is gone through once."""


_listener: ContextVar[Callable[[Stage], object] | None] = ContextVar("listener", default=None)


@contextmanager
def listened(listener: Callable[[Stage], object]) -> Iterator[None]:
    """Call the listener for each stage that is said inside."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tell(name: str, at: int = 0, of: int = 0) -> None:
    """Say the stage; nothing happens where nobody listens."""
    if listener := _listener.get():
        listener(Stage(name, at, of))


def counted(name: str, parts: _Counted[T]) -> Iterator[T]:
    """The parts, each told as it begins."""
    for at, part in enumerate(parts, 1):
        tell(name, at, len(parts))
        yield part
