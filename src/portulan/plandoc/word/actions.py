"""What the cells of an action say, brought from one state of the action to another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from portulan.plandoc.document import Action, DeclaredState, Priority, Role
from portulan.plandoc.plan_words import words
from portulan.plandoc.recognition import columns, vocabulary
from portulan.plandoc.text import Wording
from portulan.plandoc.word.cells import Item, plain, said_all, write_items, write_text
from portulan.plandoc.word.ink import Ink
from portulan.plandoc.word.places import ActionPlace, above, lines
from portulan.plandoc.word.tables import part, shares

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Habits:
    """How this file writes: the look of each column's lines, and its own words for priorities and states."""

    looks: Mapping[str, Element]
    priorities: Mapping[Priority, str]
    states: Mapping[DeclaredState, str]

    @classmethod
    def of(cls, places: Mapping[str, ActionPlace], language: str) -> "Habits":
        looks: dict[str, Element] = {}
        for place in places.values():
            for role, cells in {**place.cells, **place.extra}.items():
                shown = (line for cell in cells for line in lines(cell) if said_all([line]))
                if role not in looks and (first := next(shown, None)) is not None:
                    looks[role] = first
        own = words(language)
        priorities, states = dict(own.priorities), dict(own.states)
        for place in places.values():
            for text in _texts(place, columns.PRIORITY):
                if found := vocabulary.priority(text):
                    priorities[found] = text
            for text in _texts(place, columns.STATE):
                if told := vocabulary.state(text):
                    states[told] = text
        return cls(looks, priorities, states)


def _texts(place: ActionPlace, role: str) -> Iterator[str]:
    return (said_all(lines(cell)) for cell in place.cells.get(role, ()))


type_lister = Callable[[Action], list[Item]]


class ActionWriter:
    """Writes one action after the other. `write` answers the fields that its cells have no place for."""

    def __init__(self, habits: Habits) -> None:
        self.habits = habits

    def write(self, ink: Ink, place: ActionPlace, was: Action, now: Action) -> list[str]:
        """Touch only the cells of what changed."""
        lost = list(self._text(ink, place, was, now))
        lost += self._bodies(ink, place, was, now)
        lost += self._words(ink, place, was, now)
        lost += self._lists(ink, place, was, now)
        for title in {**was.extra, **now.extra}:
            before, after = was.extra.get(title, ""), now.extra.get(title, "")
            if before != after:
                cells = place.extra.get(title, [])
                self._items(
                    ink,
                    cells,
                    plain(before.split("\n") if before else ()),
                    plain(after.split("\n") if after else ()),
                    title,
                )
                lost += [] if cells else [title]
        return lost

    def _text(self, ink: Ink, place: ActionPlace, was: Action, now: Action) -> Iterator[str]:
        own = place.cells.get(columns.CODE, [])
        apart = bool(own) and (bool(said_all(lines(own[0]))) or not was.code)
        cell = place.cells[columns.ACTION][0]
        if apart and was.code != now.code:
            self._single(ink, own[0], was.code, Wording(now.code), columns.CODE)
        whole = said_all(lines(cell))
        at = whole.find(was.text.plain) if was.text else -1
        before = whole[:at] if at >= 0 else ""
        after = whole[at + len(was.text.plain) :] if at >= 0 else ""
        if not apart and was.code != now.code:
            before = _recoded(before, was.code, now.code)
        if (was.text, was.code if not apart else "") != (now.text, now.code if not apart else ""):
            pieces = [one for one in ((before, False), *now.text.pieces(), (after, False)) if one[0]]
            ink.rewrite(lines(cell), pieces, self._look(columns.ACTION, cell))
        yield from ()

    def _bodies(self, ink: Ink, place: ActionPlace, was: Action, now: Action) -> Iterator[str]:
        apart = columns.ASSOCIATE in place.cells
        sides = {columns.RESPONSIBLE: [Role.PILOT] if apart else [*Role]}
        sides |= {columns.ASSOCIATE: [Role.ASSOCIATE]} if apart else {}
        for role, kept in sides.items():
            before = plain(one.name for one in was.responsibles if one.role in kept)
            after = plain(one.name for one in now.responsibles if one.role in kept)
            if before != after and not self._items(ink, place.cells.get(role, []), before, after, role):
                yield columns.RESPONSIBLE

    def _words(self, ink: Ink, place: ActionPlace, was: Action, now: Action) -> Iterator[str]:
        """The cells of one word or one date."""
        said = (
            (columns.DEADLINE, was.deadline.text, now.deadline.text),
            (columns.PRIORITY, self.habits.priorities[was.priority], self.habits.priorities[now.priority]),
            (columns.STATE, self.habits.states[was.state], self.habits.states[now.state]),
        )
        for role, before, after in said:
            held = place.cells.get(role, [])
            if before == after:
                continue
            if held:
                self._single(ink, held[0], before, Wording(after), role)
            elif role != columns.STATE:  # what is declared is followed in Portulan, not in the plan's table
                yield role

    def _lists(self, ink: Ink, place: ActionPlace, was: Action, now: Action) -> Iterator[str]:
        results: type_lister = lambda one: [Item(result.id, result.text) for result in one.expected_results]  # noqa: E731
        for role, before, after in (
            (columns.RESULT, results(was), results(now)),
            (columns.RECOMMENDATION, plain(was.recommendations), plain(now.recommendations)),
        ):
            if before != after and not self._items(ink, place.cells.get(role, []), before, after, role):
                yield role

    def _items(self, ink: Ink, held: list[Element], was: list[Item], now: list[Item], role: str) -> bool:
        if held:
            self._alone(held)
            write_items(ink, held, was, now, self._look(role, held[0]))
        return bool(held)

    @staticmethod
    def _alone(held: list[Element]) -> None:
        """A cell that other actions share is parted before one of them changes it."""
        rows = {above(one, "tr") for one in held}
        for cell in held:
            if not rows.issuperset(shares(cell)):
                part(cell)

    def _single(self, ink: Ink, cell: Element, was: str, now: Wording, role: str) -> None:
        self._alone([cell])
        write_text(ink, cell, was, now, self._look(role, cell))

    def _look(self, role: str, cell: Element) -> Element:
        own = next((one for one in lines(cell) if said_all([one])), None)
        return own if own is not None else self.habits.looks.get(role, lines(cell)[0])


def _recoded(before: str, was: str, now: str) -> str:
    """The beginning of a cell under another code: "1.1.2. " becomes "1.2.4. "."""
    if was and was in before:
        return before.replace(was, now, 1) if now else ""
    return f"{now}. {before}" if now else before
