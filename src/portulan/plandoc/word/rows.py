"""The rows of today's plan: which table each stands in, and the rows of those that come."""

import copy
from collections.abc import Iterator, Mapping

from lxml import etree

from portulan.plandoc.document import PlanDocument
from portulan.plandoc.sentences import say
from portulan.plandoc.word import marking
from portulan.plandoc.word.desk import Side, copied
from portulan.plandoc.word.objectives import written
from portulan.plandoc.word.places import ActionPlace, ObjectivePlace, Stand, above, twins
from portulan.plandoc.word.sections import Sections
from portulan.plandoc.word.tables import Unit, arranged

Element = etree._Element


class Rows(Sections):
    """What of a desk is about the rows of its tables."""

    def arrange(self) -> tuple[set[Element], dict[str, list[Element]]]:
        """Bring the rows of every table in order."""
        kept: set[Element] = set()
        anew: dict[str, list[Element]] = {}
        tables = list(
            dict.fromkeys([*self.old_tables(), *(one for one in self.tables.values() if one is not None)])
        )
        for table in tables:
            stays, written_anew = arranged(
                self.ink, table, self.old_units(table), self.new_units(table), self.made, self.named
            )
            kept |= stays
            anew |= written_anew
        lost = [
            action for action in self.now.actions.values() if self.tables.get(self.now.holders[action.id]) is None
        ]
        for action in lost:
            self.remarks.append(
                say("L’action {row} n’a pas trouvé de tableau dans ce document.", row=self.titled(action.id))
            )
        return kept, anew

    def old_units(self, table: Element) -> list[Unit]:
        return [
            unit for unit in self.units(self.base, self.was, self.places.objectives) if self.stood(unit) is table
        ]

    def stood(self, unit: Unit) -> Element | None:
        return above(unit.rows[0], "tbl") if unit.rows else None

    def new_units(self, table: Element) -> list[Unit]:
        found = []
        for unit in self.units(self.today, self.now, self.stands):
            own = self.tables.get(unit.key[1] if unit.key[0] == "o" else self.now.holders[unit.key[1]])
            if own is table:
                found.append(unit)
        return found

    def units(self, document: PlanDocument, plan: Side, stands: Mapping[str, ObjectivePlace]) -> Iterator[Unit]:
        for objective in document.walk():
            place = stands.get(objective.id)
            if place is not None and place.stand is Stand.ROWS:
                yield Unit(("o", objective.id), objective.id, place.rows)
            chain = {
                stands[own].column: own
                for own in plan.chain(objective.id)
                if own in stands and stands[own].stand is Stand.CELL
            }
            for action in objective.actions:
                known = self.places.actions.get(action.id) if plan is self.was else None
                yield Unit(("a", action.id), objective.id, known.rows if known else [], chain)

    def made(self, unit: Unit) -> list[Element]:
        """The rows of what comes: moved, or copied from a neighbour and filled."""
        kind, own = unit.key
        if kind == "o":
            return self.made_rows(own)
        known = self.places.actions.get(own)
        if known is not None and self.ink.tracking is None:
            return known.rows
        place = copied(self.rows[own] if known else self.pattern(own))
        rows, self.fresh[own] = place.rows, place
        before = self.was.actions[own] if known else self.was.actions[self.pattern_id(own)]
        if not known:
            marking.unmark(rows)
        now = self.now.actions[own]
        self.lost(now, self.cells.write(self.ink.plainly(), place, before, now))
        return rows

    def made_rows(self, own: str) -> list[Element]:
        """The rows that an objective fills, moved or copied from its neighbour's."""
        if own in self.places.objectives:
            rows = self.places.objectives[own].rows
            return rows if self.ink.tracking is None else [copy.deepcopy(row) for row in rows]
        model, _ = self.model_of(own)
        like = self.places.objectives[model]
        rows = [copy.deepcopy(row) for row in like.rows]
        own_elements = twins(like.rows, rows)
        place = ObjectivePlace(
            like.stand,
            [own_elements[one] for one in like.named],
            [own_elements[one] for one in like.titled],
            like.column,
        )
        marking.unmark(rows)
        written(self.ink.plainly(), place, self.was.objectives[model], self.now.objectives[own])
        self.stands[own] = place
        return rows

    def pattern_id(self, own: str) -> str:
        """The action whose row a new one is copied from: the nearest of its objective, else of its table."""
        holder = self.now.holders[own]
        beside = [one.id for one in self.now.objectives[holder].actions]
        at = beside.index(own)
        near = [one for one in (*reversed(beside[:at]), *beside[at + 1 :]) if one in self.places.actions]
        table = self.tables.get(holder)
        there = [one for one, place in self.places.actions.items() if above(place.rows[0], "tbl") is table]
        return next(iter((*near, *there, *self.places.actions)))

    def pattern(self, own: str) -> ActionPlace:
        """A row to copy; one that others add to is copied without them."""
        place = self.rows[self.pattern_id(own)]
        first = place.rows[0]
        held = set(first.iter())
        return ActionPlace(
            [first],
            {role: [one for one in cells if one in held] for role, cells in place.cells.items()},
            {title: [one for one in cells if one in held] for title, cells in place.extra.items()},
        )
