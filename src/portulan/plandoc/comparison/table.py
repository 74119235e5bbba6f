"""A plan document laid flat: each row by its identity, and where it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from portulan.plandoc.document import Action, Objective, PlanDocument

TOP = ""
AnyRow = TypeVar("AnyRow")


class Kind(StrEnum):
    """What a row is. The plan itself is one row, whose identity is empty."""

    PLAN = "plan"
    OBJECTIVE = "objective"
    ACTION = "action"


Row = PlanDocument | Objective | Action


@dataclass(frozen=True, slots=True)
class Place:
    """The objective that holds a row (empty: the top), and the row of its kind before it (empty: it is first)."""

    holder: str
    after: str = ""


@dataclass(slots=True)
class Table:
    """`rows` holds each row without what is below it; `order` the identities below each holder. Both may be
    changed in place; `document` builds the tree again."""

    plan: PlanDocument
    rows: dict[Kind, dict[str, Objective | Action]] = field(default_factory=dict)
    order: dict[Kind, dict[str, list[str]]] = field(default_factory=dict)
    holders: dict[Kind, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: PlanDocument) -> "Table":
        table = cls(replace(document, objectives=()))
        for kind in (Kind.OBJECTIVE, Kind.ACTION):
            table.rows[kind], table.order[kind], table.holders[kind] = {}, {}, {}
        table._lay(document.objectives, TOP)
        return table

    def _lay(self, objectives: Iterable[Objective], holder: str) -> None:
        for one in objectives:
            self._put(Kind.OBJECTIVE, replace(one, objectives=(), actions=()), holder)
            for action in one.actions:
                self._put(Kind.ACTION, action, one.id)
            self._lay(one.objectives, one.id)

    def _put(self, kind: Kind, row: Objective | Action, holder: str) -> None:
        self.rows[kind][row.id] = row
        self.holders[kind][row.id] = holder
        self.order[kind].setdefault(holder, []).append(row.id)

    def place(self, kind: Kind, own: str) -> Place:
        holder = self.holders[kind][own]
        beside = self.order[kind][holder]
        at = beside.index(own)
        return Place(holder, beside[at - 1] if at else "")

    def take_out(self, kind: Kind, own: str) -> None:
        """The row leaves its place; what it holds keeps its holder."""
        self.order[kind][self.holders[kind].pop(own)].remove(own)

    def put_in(self, kind: Kind, own: str, place: Place) -> None:
        """At its place; last when the row that should be before it is not there."""
        beside = self.order[kind].setdefault(place.holder, [])
        at = beside.index(place.after) + 1 if place.after in beside else len(beside)
        beside.insert(at if place.after else 0, own)
        self.holders[kind][own] = place.holder

    def above(self, objective: str) -> Iterator[str]:
        """The objectives that hold this one, the nearest first."""
        while objective := self.holders[Kind.OBJECTIVE].get(objective, TOP):
            yield objective

    def empty(self, objective: str) -> bool:
        return not any(order.get(objective) for order in self.order.values())

    def document(self) -> PlanDocument:
        return replace(self.plan, objectives=self._below(TOP))

    def _below(self, holder: str) -> tuple[Objective, ...]:
        objectives: Mapping[str, Objective] = self.rows[Kind.OBJECTIVE]  # type: ignore[assignment]
        actions: Mapping[str, Action] = self.rows[Kind.ACTION]  # type: ignore[assignment]
        return tuple(
            replace(
                objectives[own],
                objectives=self._below(own),
                actions=tuple(actions[one] for one in self.order[Kind.ACTION].get(own, ())),
            )
            for own in self.order[Kind.OBJECTIVE].get(holder, ())
        )


def moved(older: Table, newer: Table, kind: Kind) -> set[str]:
    """The rows of both that changed holder, and the fewest that explain another order beside the others."""
    found = {own for own, holder in newer.holders[kind].items() if older.holders[kind].get(own, holder) != holder}
    for holder, beside in newer.order[kind].items():
        ranks = {own: rank for rank, own in enumerate(older.order[kind].get(holder, ()))}
        common = [own for own in beside if own in ranks]
        found |= set(common) - set(longest_rising(common, [ranks[own] for own in common]))
    return found


def longest_rising(rows: Sequence[AnyRow], ranks: Sequence[int]) -> list[AnyRow]:
    """The most rows whose ranks rise (patience sorting)."""
    tails: list[int] = []
    before: list[int] = []
    for at, rank in enumerate(ranks):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if ranks[tails[middle]] < rank else (low, middle)
        before.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [at]
    result: list[AnyRow] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        result.append(rows[at])
        at = before[at]
    return result[::-1]
