"""A comparison as JSON: versioned, in the order of `changes`, every cell with what it was and what it is."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from portulan.plandoc import jsonfile
from portulan.plandoc.comparison.changes import Change, summary
from portulan.plandoc.comparison.table import Kind, Place, Table
from portulan.plandoc.deadline import Deadline
from portulan.plandoc.document import Action, ExpectedResult, Objective, Period, PlanDocument, Responsible
from portulan.plandoc.text import Wording

FORMAT = "portulan-comparison/1"
"""Grows when a key changes its meaning or leaves; keys may be added within a version."""

Json = dict[str, Any]


def to_json(
    older: PlanDocument,
    newer: PlanDocument,
    found: Sequence[Change],
    *,
    sides: tuple[Json, Json],
    in_words: str,
) -> Json:
    """What changed from the older to the newer, which have one identity for each row (see `compared`). `sides` is
    what is said of each of them (a label, a day…); `in_words` is the summary for people, in their language."""
    rows = [Table.of(newer), Table.of(older)]
    touched = {one.id for one in found if one.kind is Kind.ACTION}
    return {
        "format": FORMAT,
        "older": {**sides[0], "actions": older.counts().actions},
        "newer": {**sides[1], "actions": newer.counts().actions},
        "summary": in_words,
        "unchanged_actions": sum(1 for one in newer.actions() if one.id not in touched),
        "counts": [
            {"row": str(kind), "sort": str(sort), "rows": count}
            for (kind, sort), count in sorted(summary(found).items())
        ],
        "changes": [_change(one, rows) for one in found],
    }


def dumps(told: Json) -> str:
    """Equal comparisons give equal text: keys in the format's order, two spaces, a final line end."""
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _change(one: Change, tables: Iterable[Table]) -> Json:
    return {
        "row": str(one.kind),
        "id": one.id,
        **_named(one, tables),
        "sort": str(one.sort),
        "field": str(one.field),
        "before": _value(one.before),
        "after": _value(one.after),
        **({"place": _value(one.place)} if one.place else {}),
    }


def _named(one: Change, tables: Iterable[Table]) -> Json:
    """The code and the words of the row, as the newer document has them where it has the row."""
    row = next((table.rows[one.kind][one.id] for table in tables if one.id in table.rows.get(one.kind, ())), None)
    if row is None:
        return {"code": "", "text": ""}
    return {"code": row.code, "text": row.text.plain if isinstance(row, Action) else row.title.plain}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, Mapping):
        return dict(value)
    said = next((say for kind, say in _SAID.items() if isinstance(value, kind)), None)
    return said(value) if said else None if value is None else str(value)


_SAID: Mapping[type, Callable[[Any], Json]] = {
    Action: jsonfile.action_to_json,
    Objective: jsonfile.objective_to_json,
    Deadline: jsonfile.deadline_to_json,
    ExpectedResult: jsonfile.result_to_json,
    Responsible: jsonfile.responsible_to_json,
    Wording: lambda value: jsonfile.wording_to_json("text", value),
    Place: lambda value: {"below": value.holder, "after": value.after},
    Period: lambda value: {"starts": value.starts, "ends": value.ends},
}
