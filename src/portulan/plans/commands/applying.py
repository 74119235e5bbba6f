"""Changes that were accepted become changes of the plan: one transaction, one batch of the journal, each entry
undoable as if somebody had made it."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction

from portulan.governance.commands import bodies_named
from portulan.journal.commands import record
from portulan.plandoc import document as doc
from portulan.plandoc.comparison.changes import Change, Field, Sort, applied, compared
from portulan.plandoc.comparison.table import Kind as RowKind
from portulan.plandoc.comparison.table import Place, Table
from portulan.plandoc.text import short_title
from portulan.plans import rules
from portulan.plans.commands import states
from portulan.plans.commands.changing import ACTION, OBJECTIVE, PLAN, Kind, change
from portulan.plans.commands.states import Values
from portulan.plans.models import Action, Objective, Plan
from portulan.plans.queries.document import document_of

APPLICABLE = frozenset(Field) - {Field.STATE, Field.EXTRA, Field.LANGUAGE, Field.COLUMNS}
"""States are declared by those who report progress, never by a file."""


@transaction.atomic
def apply_changes(
    plan: Plan,
    wanted: Iterable[Change],
    *,
    actor: Any,
    batch: uuid.UUID | None = None,
    reason: str = "",
    reasons: Mapping[str, str] | None = None,
    merged: Mapping[str, str] | None = None,
) -> int:
    """Make these changes, whose identities are the plan's own; answers how many rows changed. What no longer
    differs is left alone; what would break the tree is not done (see `comparison.changes.applied`). `reasons` says
    why of some rows, `reason` of the others; `merged` names, of actions that leave, the one that each becomes."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    document = document_of(plan)
    target = applied(document, [one for one in wanted if one.field in APPLICABLE])
    applying = _Applying(plan, target, {"actor": actor, "batch": batch or uuid.uuid4()})
    applying.reason, applying.reasons, applying.merged = reason, reasons or {}, merged or {}
    found = compared(document, target)
    applying.bodies = bodies_named(applying.names(found), target.acronyms)
    for kind in (RowKind.PLAN, RowKind.OBJECTIVE, RowKind.ACTION):
        applying.bring(kind, found)
    for kind in (RowKind.ACTION, RowKind.OBJECTIVE):
        applying.remove(kind, found)
    return len({(one.kind, one.id) for one in found})


class _Applying:
    def __init__(self, plan: Plan, target: doc.PlanDocument, by: Values) -> None:
        self.plan, self.target, self.table, self.by = plan, target, Table.of(target), by
        self.reason = ""
        self.reasons: Mapping[str, str] = {}
        self.merged: Mapping[str, str] = {}
        self.bodies: dict[str, Any] = {}

    def how(self, own: str) -> Values:
        """By whom, in which batch and why the row changes."""
        return {**self.by, "reason": self.reasons.get(own) or self.reason}

    def names(self, found: Iterable[Change]) -> list[str]:
        """The bodies that these changes name."""
        rows: dict[str, Any] = self.table.rows[RowKind.ACTION]
        ids = dict.fromkeys(one.id for one in found if one.kind is RowKind.ACTION and one.sort is not Sort.REMOVED)
        return [body.name for own in ids for body in rows[own].responsibles]

    def bring(self, kind: RowKind, found: Iterable[Change]) -> None:
        """The rows in reading order, each whole: added, moved, its cells changed."""
        rows: dict[str, list[Change]] = {}
        for one in found:
            if one.kind is kind and one.sort is not Sort.REMOVED:
                rows.setdefault(one.id, []).append(one)
        for own, cells in rows.items():
            if kind is RowKind.PLAN:
                change(PLAN, self.plan, _plan_values(cells), verb="plan.changed", **self.how(own))
            elif cells[0].sort is Sort.ADDED:
                self.add(kind, cells[0])
            else:
                self.alter(kind, own, cells)

    def add(self, kind: RowKind, one: Change) -> None:
        place = one.place or Place("")
        row = _found(kind, one.id)
        known = row is not None
        if row is None:
            row = _new(kind, self.plan, one.id, place)
        values = self.whole(kind, one.after) | self.at(kind, row, place)
        if known:
            again = {"removed": False} | ({"merged_into": None} if kind is RowKind.ACTION else {})
            change(_KINDS[kind], row, values | again, verb=f"{kind}.restored", **self.how(one.id))
            return
        _PUT[kind](row, values)
        row.refresh_from_db()
        after = {
            name: value
            for name, value in _KINDS[kind].read(row).items()
            if value not in ("", []) and name not in ("place", "codes", "parent")
        }
        record(
            f"{kind}.added",
            row,
            name=_KINDS[kind].name(row),
            action_id=_KINDS[kind].action_id(row),
            before={"removed": True},
            after=after,
            **self.how(one.id),
        )

    def alter(self, kind: RowKind, own: str, cells: list[Change]) -> None:
        row = _found(kind, own)
        assert row is not None  # noqa: S101 - it stands in the document of this very transaction
        for one in cells:
            if one.field is Field.PLACE:
                change(_KINDS[kind], row, self.at(kind, row, one.after), verb=f"{kind}.moved", **self.how(own))
        names = {_NAMES.get(one.field, one.field.value) for one in cells} - {Field.PLACE.value}
        whole = self.whole(kind, self.table.rows[kind][own])
        values = {name: value for name, value in whole.items() if name in names}
        change(_KINDS[kind], row, values, verb=f"{kind}.changed", **self.how(own))

    def remove(self, kind: RowKind, found: Iterable[Change]) -> None:
        """The last ones first, so that an objective goes after those below it."""
        for one in reversed([one for one in found if one.kind is kind and one.sort is Sort.REMOVED]):
            kept = self.merged.get(one.id)
            values, verb = (
                ({"removed": True, "merged_into": kept}, "merged") if kept else ({"removed": True}, "removed")
            )
            change(_KINDS[kind], _found(kind, one.id), values, verb=f"{kind}.{verb}", **self.how(one.id))

    def at(self, kind: RowKind, row: Any, place: Place) -> Values:
        """Where a row stands, as the values of its kind."""
        holder = "objective_id" if kind is RowKind.ACTION else "parent_id"
        held = {holder: place.holder or None}
        beside = type(row).objects.filter(plan=self.plan, **held).exclude(pk=row.pk).order_by("position", "id")
        before = [str(own) for own in beside.values_list("pk", flat=True)]
        rank = before.index(place.after) + 2 if place.after in before else len(before) + 1
        return held | {"place": rank if place.after else 1}

    def whole(self, kind: RowKind, row: Any) -> Values:
        """The row's values, as `states` has them."""
        if kind is RowKind.OBJECTIVE:
            return {
                "code": row.code,
                "label": row.label,
                "title": row.title.marked(),
                "short_title": _short(row.short_title, row.title.plain),
            }
        bodies: dict[Any, Values] = {}
        for one in row.responsibles:
            body = self.bodies.get(one.name)
            if body is not None:
                value = {"body": str(body.pk), "role": str(one.role), "written": one.name}
                bodies.setdefault(body.pk, value)
        return {
            "code": row.code,
            "text": row.text.marked(),
            "short_title": _short(row.short_title, row.text.plain),
            "priority": str(row.priority),
            "deadline": row.deadline.text,
            "recommendations": list(row.recommendations),
            "responsibles": list(bodies.values()),
            "results": [
                {"id": one.id, "text": one.text.marked(), "kind": str(one.kind)} for one in row.expected_results
            ],
        }


_KINDS: dict[RowKind, Kind] = {RowKind.ACTION: ACTION, RowKind.OBJECTIVE: OBJECTIVE, RowKind.PLAN: PLAN}
_PUT: dict[RowKind, Callable[[Any, Values], None]] = {
    RowKind.ACTION: states.put_action,
    RowKind.OBJECTIVE: states.put_objective,
}
_NAMES = {Field.RESULTS: "results"}


def _found(kind: RowKind, own: str) -> Any:
    """The row, locked, removed or not; None when there never was one."""
    return _KINDS[kind].model.objects.select_for_update().filter(pk=uuid.UUID(own)).first()


def _new(kind: RowKind, plan: Plan, own: str, place: Place) -> Any:
    """A row that is not written yet, at the end of its holder."""
    if kind is RowKind.ACTION:
        return Action(id=uuid.UUID(own), plan=plan, objective_id=uuid.UUID(place.holder), position=_END)
    holder = uuid.UUID(place.holder) if place.holder else None
    return Objective(id=uuid.UUID(own), plan=plan, parent_id=holder, position=_END)


_END = 1_000_000


def _plan_values(cells: Iterable[Change]) -> Values:
    values: Values = {}
    for one in cells:
        if one.field is Field.PERIOD:
            values |= {"starts": one.after.starts, "ends": one.after.ends}
        elif one.field is Field.ACRONYMS:
            values["acronyms"] = dict(one.after)
        else:
            values[one.field.value] = one.after
    return values


def _short(given: str, text: str) -> str:
    return given if 0 < len(given) <= rules.SHORT_TITLE_LIMIT else short_title(given or text)
