"""Today's plan written into the house's own file, and what could not be."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.comparison.matching import aligned
from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.document import Objective, PlanDocument
from portulan.plandoc.reading import docx
from portulan.plandoc.reading.archive import under_names_of
from portulan.plandoc.recognition import columns as roles
from portulan.plandoc.recognition import outlined
from portulan.plandoc.sentences import Sentence, say
from portulan.plandoc.word import front, marking
from portulan.plandoc.word.carrying import with_facts
from portulan.plandoc.word.cells import said_all
from portulan.plandoc.word.ink import Ink
from portulan.plandoc.word.objectives import written
from portulan.plandoc.word.places import (
    ActionPlace,
    Places,
    Stand,
    above,
    lines,
)
from portulan.plandoc.word.rows import Rows

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
    columns told by `columns`, the plan in `table`); rows of both plans with the same identity are the same. What
    is equal in both is not touched. `facts` go with the file unseen (see `plandoc.carried`). Raises Unreadable,
    and NoPlanFound."""
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


class _Writer(Rows):
    """Writes all of it."""

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
        self.remarks += self.missing_columns()
        marking.mark(self.opened.root, self.ink, self.marks(anew))

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
                    "Ce document n’a pas une ligne par action : {row} n’y a pas été ajouté, retiré ou déplacé.",
                    row=self.titled(own),
                )
            )

    def rewrite(self, kept: set[Element], anew: Mapping[str, list[Element]]) -> None:
        """Change the cells of what stays."""
        for own, now in self.now.actions.items():
            was, place = self.was.actions.get(own), self.places.actions.get(own)
            if was is None or was == now:
                continue
            if place is None:
                self.remarks.append(
                    say(
                        "Les changements de {row} n’ont pas pu être écrits : il n’est pas dans un tableau.",
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


def _is_card(place: ActionPlace) -> bool:
    first = above(place.cells[roles.ACTION][0], "tr")
    others = [cells[0] for role, cells in place.cells.items() if role != roles.ACTION and cells]
    return bool(others) and all(above(one, "tr") is not first for one in others)


def _same_name(one: Objective, other: Objective) -> bool:
    return (one.label, one.code, one.title) == (other.label, other.code, other.title)
