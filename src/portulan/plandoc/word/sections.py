"""Objectives that come in lines of their own, with a table each, or that go; and the table of each objective."""

import copy

from lxml import etree

from portulan.plandoc.document import Objective
from portulan.plandoc.reading.docx_names import W
from portulan.plandoc.sentences import say
from portulan.plandoc.word.desk import Desk
from portulan.plandoc.word.ink import take_out
from portulan.plandoc.word.objectives import written
from portulan.plandoc.word.places import ObjectivePlace, Stand, above, rows_of, twins

Element = etree._Element


class Sections(Desk):
    """What of a desk is about the body of the file."""

    def settle_tables(self) -> None:
        for objective in self.today.walk():
            self.tables[objective.id] = self.table_of(objective)

    def table_of(self, objective: Objective) -> Element | None:
        """The table where the actions of an objective stand."""
        place = self.places.objectives.get(objective.id)
        if place is None:
            return self.begin_objective(objective)
        if place.stand in (Stand.CELL, Stand.ROWS):
            return above(place.lines[0], "tbl")
        for one in self.was.objectives[objective.id].walk():
            for action in one.actions:
                return above(self.places.actions[action.id].rows[0], "tbl")
        return None

    def model_of(self, own: str) -> tuple[str, bool]:
        """The objective that a new one is written like, and whether it stands beside it."""
        beside = [one.id for one in self.now.beside(own, self.today)]
        at = beside.index(own)
        known = [one for one in (*reversed(beside[:at]), *beside[at + 1 :]) if one in self.places.objectives]
        if known:
            return known[0], True
        depth = self.now.depth(own)
        alike = [one for one in self.was.objectives if self.was.depth(one) == depth]
        return (alike[0] if alike else ""), False

    def begin_objective(self, objective: Objective) -> Element | None:
        """Say how a new objective stands: like its neighbour; in lines of its own it gets a table too."""
        own = objective.id
        model, beside = self.model_of(own)
        if not model or self.places.objectives[model].stand is Stand.NOWHERE:
            self.remarks.append(
                say("L’objectif {row} n’a pas trouvé de place dans ce document.", row=self.titled(own))
            )
            self.stands[own] = ObjectivePlace(Stand.NOWHERE)
            return self.tables.get(self.now.holders[own])
        like = self.places.objectives[model]
        named = self.copied_names(own, model)
        self.stands[own] = ObjectivePlace(
            like.stand, named[: len(like.named)], named[len(like.named) :], like.column
        )
        if like.stand is Stand.LINES:
            return self.begin_section(objective, model, beside, named)
        if beside:
            return above(like.lines[0], "tbl")
        return self.tables.get(self.now.holders[own])

    def begin_section(
        self, objective: Objective, model: str, beside: bool, named: list[Element]
    ) -> Element | None:
        """The lines of a new objective, and an empty table like its neighbour's, in their place."""
        spot = self.end_of_section(objective, model, beside)
        table = self.empty_table(model) if any(one.actions for one in objective.walk()) else None
        gap = etree.Element(W + "p")
        for one in reversed([*named, *([table, gap] if table is not None else [])]):
            spot.addnext(one)
        for line in named:
            self.ink.underline(line)
            self.ink.end(line, "ins")
        if table is not None:
            self.ink.end(gap, "ins")
            for row in rows_of(table):
                self.ink.row(row, "ins")
        return table

    def end_of_section(self, objective: Objective, model: str, beside: bool) -> Element:
        """The last element of what stands before a new section: of the objective before it, or that holds it."""
        siblings = [one.id for one in self.now.beside(objective.id, self.today)]
        at = siblings.index(objective.id)
        for own in reversed(siblings[:at]):
            if last := self.last_element(own):
                return last[0]
        if beside and at == 0:
            first = self.places.objectives[siblings[1] if len(siblings) > 1 else model].lines[0]
            mark = etree.Element(W + "p")
            first.addprevious(mark)
            return mark
        holder = self.now.holders[objective.id]
        last = self.last_element(holder) if holder else []
        return last[0] if last else self.last_element(next(iter(self.was.objectives)))[0]

    def last_element(self, own: str) -> list[Element]:
        """The last element of the body that an objective fills, in a list; none where it has none."""
        ends = [*self.stands[own].lines] if own in self.stands else []
        plan = self.was if own in self.was.objectives else self.now
        for one in plan.objectives[own].walk():
            table = self.tables.get(one.id) if one.id in self.tables else None
            ends += [table] if table is not None else []
            ends += [row for action in one.actions if action.id in self.places.actions
                     for row in self.places.actions[action.id].rows]  # fmt: skip
        body = next(self.opened.root.iter(W + "body"))
        tops = [top for one in ends if (top := _top(one, body)) is not None]
        return [max(tops, key=body.index)] if tops else []

    def empty_table(self, model: str) -> Element | None:
        """A copy of the table of another objective, with its titles only."""
        ids = [action.id for one in self.was.objectives[model].walk() for action in one.actions]
        ids = ids or list(self.was.actions)
        table = next(self.places.actions[ids[0]].rows[0].iterancestors(W + "tbl"))
        fresh = copy.deepcopy(table)
        own = twins([table], [fresh])
        taken = {row for place in self.places.actions.values() for row in place.rows}
        taken |= {row for place in self.places.objectives.values() for row in place.rows}
        for row in [own[one] for one in rows_of(table) if one in taken]:
            take_out(row)
        return fresh

    def copied_names(self, own: str, model: str) -> list[Element]:
        """The lines of a model, saying this objective."""
        pristine = self.pristine[model]
        place = ObjectivePlace(
            pristine.stand,
            [copy.deepcopy(one) for one in pristine.named],
            [copy.deepcopy(one) for one in pristine.titled],
        )
        written(self.ink.plainly(), place, self.was.objectives[model], self.now.objectives[own])
        return place.lines

    def named(self, own: str) -> list[Element]:
        """The lines that name an objective as it is called now."""
        if own in self.pristine:
            place = self.pristine[own]
            fresh = ObjectivePlace(
                place.stand,
                [copy.deepcopy(one) for one in place.named],
                [copy.deepcopy(one) for one in place.titled],
            )
            written(self.ink.plainly(), fresh, self.was.objectives[own], self.now.objectives[own])
            return fresh.lines
        return self.stands[own].lines

    def take_out_lines(self) -> None:
        """Objectives of lines of their own that went: their lines go, and the tables that nothing fills."""
        for own, place in self.places.objectives.items():
            if own not in self.now.objectives and place.stand is Stand.LINES:
                for line in place.lines:
                    self.ink.strike(line)
                    if self.ink.tracking is None:
                        take_out(line)
                    else:
                        self.ink.end(line, "del")
        used = {one for one in self.tables.values() if one is not None}
        for table in self.old_tables():
            if table in used:
                continue
            if self.ink.tracking is None:
                take_out(table)
            else:
                taken = {row for place in self.places.actions.values() for row in place.rows}
                for row in rows_of(table):
                    if row not in taken and row.find(f"{W}trPr/{W}del") is None:
                        self.ink.row(row, "del")

    def old_tables(self) -> list[Element]:
        """The tables where actions stood, in order."""
        places = (self.places.actions[own] for own in self.was.actions)
        return list(dict.fromkeys(table for one in places if (table := above(one.rows[0], "tbl")) is not None))


def _top(element: Element, body: Element) -> Element | None:
    """The element of the body that holds this one."""
    return next((one for one in (element, *element.iterancestors()) if one.getparent() is body), None)
