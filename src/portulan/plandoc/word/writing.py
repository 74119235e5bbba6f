"""Today's plan written into the house's own file, and what could not be."""

import copy
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.comparison.matching import aligned
from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.document import Action, Objective, PlanDocument
from portulan.plandoc.reading import docx
from portulan.plandoc.reading.archive import under_names_of
from portulan.plandoc.reading.docx_names import W
from portulan.plandoc.recognition import columns as roles
from portulan.plandoc.recognition import outlined
from portulan.plandoc.sentences import Sentence, say
from portulan.plandoc.word import front, marking
from portulan.plandoc.word.actions import ActionWriter, Habits
from portulan.plandoc.word.carrying import with_facts
from portulan.plandoc.word.cells import said_all
from portulan.plandoc.word.ink import Ink, take_out
from portulan.plandoc.word.objectives import written
from portulan.plandoc.word.places import (
    ActionPlace,
    ObjectivePlace,
    Places,
    Stand,
    above,
    lines,
    rows_of,
    twins,
)
from portulan.plandoc.word.tables import Unit, arranged

Element = etree._Element

_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Written:
    """The file, and what of today's plan it could not take, in words."""

    data: bytes
    remarks: tuple[Sentence, ...] = ()


def write_back(
    name: str,
    data: bytes,
    base: PlanDocument,
    today: PlanDocument,
    *,
    columns: Mapping[str, str] | None = None,
    table: str = "",
    boundary: Boundary | None = None,
    tracking: Tracking | None = None,
    facts: Mapping[str, str] = MappingProxyType({}),
) -> Written:
    """The file of these bytes with today's plan in it. `base` is the plan as it was taken from that file (its
    columns told by `columns`, the plan in `table`); rows of both plans with the same identity are the same. What is equal in both is
    not touched. `facts` go with the file unseen (see `plandoc.carried`). Raises Unreadable, and NoPlanFound."""
    opened = docx.opened(name, data)
    found, outline = outlined(opened.source, boundary, columns, table)
    places = _renamed(Places.of(opened, outline), found.document, base)
    writer = _Writer(opened, places, base, today, Ink(opened.root, opened.styles, tracking))
    writer.write()
    return Written(_saved(opened, data, facts), tuple(dict.fromkeys(writer.remarks)))


def _renamed(places: Places, read: PlanDocument, base: PlanDocument) -> Places:
    """The places under the identities of the base: those of the file, or those that people decided on since."""
    mine, its = _identities(read), _identities(base)
    if mine == its:
        return places
    ids = dict(zip(mine, _identities(aligned(read, base, identities=False)), strict=True))
    return Places(
        {ids[own]: place for own, place in places.actions.items()},
        {ids[own]: place for own, place in places.objectives.items()},
    )


def _identities(document: PlanDocument) -> list[str]:
    return [*(one.id for one in document.walk()), *(one.id for one in document.actions())]


def _saved(opened: docx.Opened, data: bytes, facts: Mapping[str, str]) -> bytes:
    """The archive with the changed part and the facts; the other parts to the byte."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        held = {info.filename: info for info in old.infolist()}
        parts = {name: old.read(info) for name, info in held.items()}
        parts[opened.main] = _serialised(opened.root, parts[opened.main])
        for name, part in with_facts(parts, opened.main, facts).items():
            new.writestr(held.get(name) or zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _serialised(root: Element, was: bytes) -> bytes:
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return under_names_of(was, data)


@dataclass(slots=True)
class _Plan:
    """A plan by identity: its rows, who holds whom."""

    objectives: dict[str, Objective] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: PlanDocument) -> "_Plan":
        plan = cls()
        for one in document.objectives:
            plan._lay(one, "")
        return plan

    def _lay(self, objective: Objective, holder: str) -> None:
        self.objectives[objective.id] = objective
        self.holders[objective.id] = holder
        for action in objective.actions:
            self.actions[action.id] = action
            self.holders[action.id] = objective.id
        for child in objective.objectives:
            self._lay(child, objective.id)

    def chain(self, own: str) -> Iterator[str]:
        """An objective and those that hold it."""
        while own:
            yield own
            own = self.holders[own]

    def depth(self, own: str) -> int:
        return sum(1 for _ in self.chain(own))

    def beside(self, own: str, document: PlanDocument) -> Sequence[Objective]:
        holder = self.holders[own]
        return self.objectives[holder].objectives if holder else document.objectives


class _Writer:
    def __init__(
        self, opened: docx.Opened, places: Places, base: PlanDocument, today: PlanDocument, ink: Ink
    ) -> None:
        self.opened, self.places, self.ink = opened, places, ink
        self.base, self.today = base, today
        self.was, self.now = _Plan.of(base), _Plan.of(today)
        self.remarks: list[Sentence] = []
        self.cells = ActionWriter(Habits.of(places.actions, base.language))
        self.pristine = {
            own: ObjectivePlace(
                place.stand,
                [copy.deepcopy(one) for one in place.named],
                [copy.deepcopy(one) for one in place.titled],
            )
            for own, place in places.objectives.items()
        }
        self.rows = {own: _copy(place) for own, place in places.actions.items()}
        self.tables: dict[str, Element | None] = {}
        self.stands: dict[str, ObjectivePlace] = dict(places.objectives)
        self.fresh: dict[str, ActionPlace] = {}
        self.named_anew: dict[str, list[Element]] = {}

    def write(self) -> None:
        self.remarks += front.write(self.ink, self.opened, self.base, self.today)
        kept: set[Element] = set()
        anew: dict[str, list[Element]] = {}
        if self.is_of_rows():
            self.settle_tables()
            kept, anew = self.arrange()
            self.take_out_lines()
        else:
            self.say_unplaced()
            kept = {row for place in self.places.actions.values() for row in place.rows}
        self.rewrite(kept, anew)
        marking.mark(self.opened.root, self.ink, self.marks(anew))

    # where everything goes

    def is_of_rows(self) -> bool:
        """Whether actions are rows of tables, that can come and go; not in prose, nor in a table each."""
        placed = self.places.actions
        if set(self.was.actions) - set(placed):
            return False
        return not any(_is_card(place) for place in placed.values())

    def say_unplaced(self) -> None:
        """Rows that come, go or move in a file whose actions are no rows."""
        changed = [
            *(own for own in self.now.actions if own not in self.was.actions),
            *(own for own in self.was.actions if own not in self.now.actions),
            *(
                own
                for own, holder in self.now.holders.items()
                if own in self.was.holders and self.was.holders[own] != holder
            ),
        ]
        for own in changed:
            self.remarks.append(
                say(
                    "Ce document n’a pas une ligne par action : {row} n’y a pas été ajouté, retiré ou déplacé.",
                    row=self.titled(own),
                )
            )

    def titled(self, own: str) -> str:
        """What a remark calls a row."""
        action = self.now.actions.get(own) or self.was.actions.get(own)
        if action is not None:
            return f"« {action.code or action.short_title or action.text.plain[:60]} »"
        objective = self.now.objectives.get(own) or self.was.objectives[own]
        return f"« {' '.join(filter(None, (objective.label, objective.code))) or objective.title.plain[:60]} »"

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

    # rows

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

    def old_tables(self) -> list[Element]:
        places = (self.places.actions[own] for own in self.was.actions)
        return list(dict.fromkeys(table for one in places if (table := above(one.rows[0], "tbl")) is not None))

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

    def units(self, document: PlanDocument, plan: _Plan, stands: Mapping[str, ObjectivePlace]) -> Iterator[Unit]:
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
        place = _copy(self.rows[own] if known else self.pattern(own))
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

    # what stays

    def rewrite(self, kept: set[Element], anew: Mapping[str, list[Element]]) -> None:
        """Change the cells of what stays."""
        for own, now in self.now.actions.items():
            was, place = self.was.actions.get(own), self.places.actions.get(own)
            if was is None or was == now:
                continue
            if place is None:
                self.remarks.append(
                    say(
                        "Les changements de {row} n’ont pas pu être écrits : il n’est pas dans un tableau.",
                        row=self.titled(own),
                    )
                )
            elif own not in self.fresh:
                self.lost(now, self.cells.write(self.ink, place, was, now))
        for own, objective in self.now.objectives.items():
            before = self.was.objectives.get(own)
            place_ = self.places.objectives.get(own)
            if before is None or place_ is None or own in anew or _same_name(before, objective):
                continue
            if place_.stand is Stand.NOWHERE or not place_.lines:
                self.remarks.append(
                    say("Le nouvel intitulé de {row} n’a pas pu être écrit.", row=self.titled(own))
                )
            elif place_.stand is not Stand.CELL or above(place_.lines[0], "tr") in kept:
                written(self.ink, place_, before, objective)

    def lost(self, action: Action, fields: Sequence[str]) -> None:
        for one in dict.fromkeys(fields):
            title = self.base.columns.get(_TITLES.get(one, ""), "") or _WORDS.get(one, one)
            self.remarks.append(
                say(
                    "Ce document n’a pas de colonne pour « {column} » : celle de {row} n’y est pas.",
                    column=title,
                    row=self.titled(action.id),
                )
            )

    def marks(self, anew: Mapping[str, list[Element]]) -> Iterator[tuple[str, Element]]:
        """Each identity of today's plan with the line that carries it."""
        for own in self.now.objectives:
            for line in (*anew.get(own, ()), *(self.stands[own].lines if own in self.stands else ())):
                if line.getroottree().getroot() is self.opened.root and said_all([line]):
                    yield own, line
                    break
        for own, action in self.now.actions.items():
            place = self.fresh.get(own) or self.places.actions.get(own)
            if place is None or place.rows[0].getroottree().getroot() is not self.opened.root:
                continue
            first = next((one for one in lines(place.cells[roles.ACTION][0]) if said_all([one])), None)
            if first is not None:
                yield own, first
            held = [one for cell in place.cells.get(roles.RESULT, ()) for one in lines(cell) if said_all([one])]
            yield from marking.results(action, held)


def _copy(place: ActionPlace) -> ActionPlace:
    rows = [copy.deepcopy(row) for row in place.rows]
    return place.copied(twins(place.rows, rows))


def _is_card(place: ActionPlace) -> bool:
    first = above(place.cells[roles.ACTION][0], "tr")
    others = [cells[0] for role, cells in place.cells.items() if role != roles.ACTION and cells]
    return bool(others) and all(above(one, "tr") is not first for one in others)


def _same_name(one: Objective, other: Objective) -> bool:
    return (one.label, one.code, one.title) == (other.label, other.code, other.title)


def _top(element: Element, body: Element) -> Element | None:
    """The element of the body that holds this one."""
    return next((one for one in (element, *element.iterancestors()) if one.getparent() is body), None)


_TITLES = {
    roles.RESPONSIBLE: "responsibles",
    roles.DEADLINE: "deadline",
    roles.RESULT: "results",
    roles.RECOMMENDATION: "recommendations",
}
_WORDS = {
    roles.RESPONSIBLE: say("Responsables"),
    roles.DEADLINE: say("Échéance"),
    roles.RESULT: say("Résultats attendus"),
    roles.RECOMMENDATION: say("Recommandations"),
    roles.PRIORITY: say("Priorité"),
}
