"""How deadlines moved from edition to edition: which actions slipped, when, and by how much."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portulan.plandoc.comparison.changes import months
from portulan.plandoc.comparison.matching import aligned
from portulan.plandoc.deadline import Deadline
from portulan.plandoc.document import Action, PlanDocument


@dataclass(frozen=True, slots=True)
class Step:
    """The deadline that an action had from this edition (by its rank) on; `months` is how far it moved then, below
    zero when it came forward, 0 where one of the two has no last day."""

    edition: int
    deadline: Deadline
    months: int = 0


@dataclass(frozen=True, slots=True)
class Slipped:
    """An action whose deadline was put back once at least; `action` as its last edition has it, `standing` when
    that is the last one of all."""

    action: Action
    steps: tuple[Step, ...]
    standing: bool

    @property
    def months(self) -> int:
        """How much was lost in all; what was won back is not taken off."""
        return sum(max(step.months, 0) for step in self.steps)


def chained(documents: Sequence[PlanDocument]) -> list[PlanDocument]:
    """The same editions, the oldest first, each under the identities of the next: a row has one in all of them."""
    found = list(documents[-1:])
    for older in reversed(documents[:-1]):
        found.insert(0, aligned(older, found[0]))
    return found


def slipped(editions: Sequence[PlanDocument]) -> tuple[Slipped, ...]:
    """What slipped, the most first. The editions are those of `chained`."""
    found = [one for one in _moved(editions) if one.months]
    return tuple(sorted(found, key=lambda one: -one.months))


def _moved(editions: Sequence[PlanDocument]) -> Iterator[Slipped]:
    steps: dict[str, list[Step]] = {}
    latest: dict[str, tuple[int, Action]] = {}
    for rank, document in enumerate(editions):
        for action in document.actions():
            before = steps.setdefault(action.id, [])
            if not before:
                before.append(Step(rank, action.deadline))
            elif before[-1].deadline != action.deadline:
                before.append(Step(rank, action.deadline, months(before[-1].deadline, action.deadline)))
            latest[action.id] = rank, action
    for own, (rank, action) in latest.items():
        yield Slipped(action, tuple(steps[own]), rank == len(editions) - 1)
