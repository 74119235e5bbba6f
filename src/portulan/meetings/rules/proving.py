"""Of what minutes are the proof: which items say enough of their action, which results ask for these minutes."""

import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from portulan.meetings.rules import ItemStage
from portulan.plandoc.text import Wording, fold

Named = tuple[uuid.UUID, str, str]
"""A body, what it is called in dense views, and one of its spellings."""


class Worded(Protocol):
    """A result, as marked text."""

    @property
    def text(self) -> str: ...


Result = TypeVar("Result", bound=Worded)


@dataclass(frozen=True, slots=True)
class Treated:
    """An item of the agenda that is about an action: its `rank`, what was said of it (`stage`), what it becomes at
    the closing, and whether something is `written` of it besides its title."""

    rank: int
    action: uuid.UUID
    stage: ItemStage
    becomes: ItemStage
    written: bool
    for_information: bool = False

    @property
    def told(self) -> bool:
        """Only told: for information, and nothing came of it."""
        return self.for_information and not self.written and self.becomes == ItemStage.DONE

    @property
    def spoken(self) -> bool:
        """Whether the meeting spoke of the action."""
        return self.written or (self.becomes == ItemStage.DONE and not self.told)

    @property
    def waits(self) -> bool:
        """Whether it is still to be dealt with."""
        return self.stage == ItemStage.WAITING and not self.written and not self.told


@dataclass(frozen=True, slots=True)
class Line(Generic[Result]):
    """An item with one of the results of its action, or none for the action as a whole; `other` names the body
    whose minutes the result asks for, which takes the line away."""

    item: Treated
    result: Result | None
    other: str = ""

    @property
    def ticked(self) -> bool:
        """Whether it is proposed."""
        return self.item.spoken and not self.other


def lines(
    items: Iterable[Treated],
    results: Mapping[uuid.UUID, Sequence[Result]],
    own: uuid.UUID,
    bodies: Collection[Named],
) -> Iterator[Line[Result]]:
    """The list, in the order of the agenda, each action once. `results` are those that expect minutes, by action;
    `own` is the body that meets."""
    for item in _once(items):
        named = [(one, others_named(one.text, own, bodies)) for one in results.get(item.action, ())]
        for one, other in named:
            yield Line(item, one, other)
        if all(other for _one, other in named):
            yield Line(item, None)


def _once(items: Iterable[Treated]) -> Iterable[Treated]:
    """Each action with its first item, preferably one of which something is written."""
    found: dict[uuid.UUID, Treated] = {}
    for one in items:
        if one.action not in found or (one.written and not found[one.action].written):
            found[one.action] = one
    return found.values()


def others_named(text: str, own: uuid.UUID, bodies: Collection[Named]) -> str:
    """The body whose minutes a result asks for, where it is not this one: "PV du Comité stratégique" is for no
    meeting of the CEP. Empty when it names this body, or none."""
    words = fold(Wording.from_marked(text).plain)
    named = {pk: label for pk, label, name in bodies if _says(words, name)}
    return "" if own in named else next(iter(named.values()), "")


def _says(words: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", words))
