"""What changed from one plan document to another, as values; applied to the first, they give the second."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from portulan.plandoc.comparison.matching import aligned
from portulan.plandoc.comparison.table import TOP, Kind, Place, Row, Table, moved
from portulan.plandoc.deadline import Deadline
from portulan.plandoc.document import PlanDocument


class Field(StrEnum):
    """A cell of a row. PRESENCE and PLACE are whether it is there and where; the others are named as the fields
    of `plandoc.document`."""

    PRESENCE = "presence"
    PLACE = "place"
    TITLE = "title"
    PERIOD = "period"
    EDITION = "edition"
    ORGANISATION = "organisation"
    LANGUAGE = "language"
    ACRONYMS = "acronyms"
    COLUMNS = "columns"
    LABEL = "label"
    CODE = "code"
    TEXT = "text"
    SHORT_TITLE = "short_title"
    RESPONSIBLES = "responsibles"
    DEADLINE = "deadline"
    RESULTS = "expected_results"
    RECOMMENDATIONS = "recommendations"
    PRIORITY = "priority"
    STATE = "state"
    EXTRA = "extra"


FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.PLAN: (
        Field.TITLE,
        Field.PERIOD,
        Field.EDITION,
        Field.ORGANISATION,
        Field.LANGUAGE,
        Field.ACRONYMS,
        Field.COLUMNS,
    ),
    Kind.OBJECTIVE: (Field.LABEL, Field.CODE, Field.TITLE, Field.SHORT_TITLE),
    Kind.ACTION: (
        Field.CODE,
        Field.TEXT,
        Field.SHORT_TITLE,
        Field.RESPONSIBLES,
        Field.DEADLINE,
        Field.RESULTS,
        Field.RECOMMENDATIONS,
        Field.PRIORITY,
        Field.STATE,
        Field.EXTRA,
    ),
}


class Sort(StrEnum):
    """What sort of change a reader would call it."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    RETITLED = "retitled"
    RESCHEDULED = "rescheduled"
    REASSIGNED = "reassigned"
    RESULTS = "results"
    RECOMMENDATIONS = "recommendations"
    PRIORITY = "priority"
    STATE = "state"
    OTHER = "other"


_SORTS = {
    Field.PLACE: Sort.MOVED,
    Field.CODE: Sort.RENUMBERED,
    Field.TEXT: Sort.REWORDED,
    Field.TITLE: Sort.REWORDED,
    Field.SHORT_TITLE: Sort.RETITLED,
    Field.DEADLINE: Sort.RESCHEDULED,
    Field.RESPONSIBLES: Sort.REASSIGNED,
    Field.RESULTS: Sort.RESULTS,
    Field.RECOMMENDATIONS: Sort.RECOMMENDATIONS,
    Field.PRIORITY: Sort.PRIORITY,
    Field.STATE: Sort.STATE,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that changed. PRESENCE holds the row itself, without what is below it: before is None where it was
    added, at `place`; after is None where it was removed. PLACE holds a `Place`."""

    kind: Kind
    id: str
    field: Field
    before: Any
    after: Any
    place: Place | None = None

    @property
    def sort(self) -> Sort:
        if self.field is Field.PRESENCE:
            return Sort.ADDED if self.before is None else Sort.REMOVED
        return _SORTS.get(self.field, Sort.OTHER)


def changes(older: PlanDocument, newer: PlanDocument, *, identities: bool = True) -> tuple[Change, ...]:
    """What changed, in the newer document's reading order, then what was removed. Rows are paired first (see
    `matching`), so that a row that was renumbered, moved or reworded is one."""
    return compared(older, aligned(newer, older, identities=identities))


def compared(older: PlanDocument, newer: PlanDocument) -> tuple[Change, ...]:
    """The same for two documents that have one identity for each row already."""
    return tuple(_compared(Table.of(older), Table.of(newer)))


def _compared(older: Table, newer: Table) -> Iterator[Change]:
    yield from _cells(Kind.PLAN, "", older.plan, newer.plan)
    for kind in (Kind.OBJECTIVE, Kind.ACTION):
        away = moved(older, newer, kind)
        for own, row in newer.rows[kind].items():
            was = older.rows[kind].get(own)
            if was is None:
                yield Change(kind, own, Field.PRESENCE, None, row, newer.place(kind, own))
                continue
            if own in away:
                yield Change(kind, own, Field.PLACE, older.place(kind, own), newer.place(kind, own))
            yield from _cells(kind, own, was, row)
    for kind in (Kind.ACTION, Kind.OBJECTIVE):
        for own, row in older.rows[kind].items():
            if own not in newer.rows[kind]:
                yield Change(kind, own, Field.PRESENCE, row, None, older.place(kind, own))


def _cells(kind: Kind, own: str, older: Row, newer: Row) -> Iterator[Change]:
    for name in FIELDS[kind]:
        before, after = getattr(older, name), getattr(newer, name)
        if before != after:
            yield Change(kind, own, name, before, after)


def applied(document: PlanDocument, wanted: Iterable[Change]) -> PlanDocument:
    """The document once these changes are made. All the changes of `changes(older, newer)` make the older the
    newer; some of them make what they say, as far as the tree holds together: an objective that still holds
    something stays, and nothing moves below itself or below what is not there."""
    table, wanted = Table.of(document), tuple(wanted)
    for change in wanted:
        _change_cell(table, change)
    placed = [one for one in wanted if _placed(table, one)]
    for change in placed:
        if change.field is Field.PLACE:
            table.take_out(change.kind, change.id)
    for change in placed:
        _put(table, change)
    gone = [one for one in wanted if one.sort is Sort.REMOVED and one.id in table.holders[one.kind]]
    for change in gone:
        if change.kind is Kind.ACTION:
            table.take_out(change.kind, change.id)
    _take_out_empty(table, [one.id for one in gone if one.kind is Kind.OBJECTIVE])
    return table.document()


def _change_cell(table: Table, change: Change) -> None:
    if change.field in (Field.PRESENCE, Field.PLACE):
        return
    if change.kind is Kind.PLAN:
        table.plan = replace(table.plan, **{change.field.value: change.after})
    elif (row := table.rows[change.kind].get(change.id)) is not None:
        table.rows[change.kind][change.id] = replace(row, **{change.field.value: change.after})


def _placed(table: Table, change: Change) -> bool:
    """Whether the change puts a row somewhere: a new one, or one that stands."""
    there = change.id in table.rows.get(change.kind, ())
    return (change.sort is Sort.ADDED and not there) or (change.field is Field.PLACE and there)


def _put(table: Table, change: Change) -> None:
    place: Place = change.after if change.field is Field.PLACE else change.place or Place(TOP)
    fallback: Place = change.before if change.field is Field.PLACE else Place(TOP)
    if change.sort is Sort.ADDED:
        table.rows[change.kind][change.id] = change.after
    objectives = table.rows[Kind.OBJECTIVE]
    known = not place.holder or place.holder in objectives
    below_itself = change.kind is Kind.OBJECTIVE and change.id in (place.holder, *table.above(place.holder))
    if known and not below_itself:
        table.put_in(change.kind, change.id, place)
    elif change.field is Field.PLACE:
        table.put_in(change.kind, change.id, fallback)


def _take_out_empty(table: Table, objectives: list[str]) -> None:
    """The deepest first, as long as one of them is empty."""
    while empty := [own for own in objectives if table.empty(own) and own in table.holders[Kind.OBJECTIVE]]:
        for own in empty:
            table.take_out(Kind.OBJECTIVE, own)


def summary(found: Iterable[Change]) -> Mapping[tuple[Kind, Sort], int]:
    """How many rows of each kind changed in each way."""
    return Counter((kind, sort) for kind, sort, _own in {(one.kind, one.sort, one.id) for one in found})


@dataclass(frozen=True, slots=True)
class Slippage:
    """Deadlines that were put back, those that were brought forward, and the years lost in all."""

    later: int = 0
    earlier: int = 0
    years: int = 0


def slippage(found: Iterable[Change]) -> Slippage:
    """How deadlines slipped; deadlines without a last day neither slip nor come forward."""
    moves = [months(one.before, one.after) for one in found if one.sort is Sort.RESCHEDULED]
    later = [one for one in moves if one > 0]
    return Slippage(len(later), sum(1 for one in moves if one < 0), round(sum(later) / 12))


def months(before: Deadline, after: Deadline) -> int:
    """How far a deadline moved, below zero when it came forward; 0 where one of the two has no last day."""
    if before.due is None or after.due is None:
        return 0
    return (after.due.year - before.due.year) * 12 + after.due.month - before.due.month
