"""Which recommendations the actions of a plan document answer: those that are tied to them, and those that new
actions name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portulan.plandoc.document import PlanDocument
from portulan.plandoc.recommendations import named_by


@dataclass(frozen=True, slots=True)
class Covered:
    """A recommendation by its key, and the identities of the actions that answer it, in the plan's order."""

    key: str
    actions: tuple[str, ...]


def coverage(
    document: PlanDocument,
    ties: Mapping[str, Iterable[str]],
    merged: Mapping[str, str] | None = None,
    numbers: Mapping[str, str] | None = None,
) -> tuple[Covered, ...]:
    """For each recommendation of `ties` (the actions tied to it, by a key), the actions of the document that
    answer it. What was merged into another action is answered by that one; an action that no tie knows answers
    those of `numbers` (their keys, by their numbers) that it names."""
    merged, numbers = merged or {}, numbers or {}
    known = {own for actions in ties.values() for own in actions}
    found: dict[str, dict[str, None]] = {key: {} for key in ties}
    tied: dict[str, list[str]] = {}
    for key, actions in ties.items():
        for own in actions:
            tied.setdefault(standing(own, merged), []).append(key)
    for action in document.actions():
        named = () if action.id in known else named_by_any(action.recommendations, tuple(numbers))
        for key in (*tied.get(action.id, ()), *(numbers[number] for number in named)):
            found[key][action.id] = None
    return tuple(Covered(key, tuple(actions)) for key, actions in found.items())


def written(document: PlanDocument) -> Mapping[str, int]:
    """How many actions write each reference, as the plan words it, in the order of the plan."""
    counts: dict[str, int] = {}
    for action in document.actions():
        for reference in action.recommendations:
            counts[reference] = counts.get(reference, 0) + 1
    return counts


def named_by_any(references: Iterable[str], numbers: Sequence[str]) -> tuple[str, ...]:
    """The numbers that these references name."""
    return tuple(dict.fromkeys(number for one in references for number in named_by(one, numbers)))


def standing(own: str, merged: Mapping[str, str]) -> str:
    """The action in which this one is today: itself, or the one that it was merged into, at the end of the way."""
    return (own, *way_of(own, merged))[-1]


def way_of(own: str, merged: Mapping[str, str]) -> tuple[str, ...]:
    """The actions that this one became part of, one after the other."""
    way: list[str] = []
    while (following := merged.get(own)) is not None and following not in way:
        way.append(following)
        own = following
    return tuple(way)
