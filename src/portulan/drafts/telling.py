"""What one edit of a draft changed, as plain values that stay readable whatever becomes of the draft."""

from collections.abc import Mapping
from typing import Any

from portulan.plandoc.comparison.changes import Change, Field, compared
from portulan.plandoc.comparison.table import TOP, Kind
from portulan.plandoc.document import Action, Objective, PlanDocument

Told = dict[str, Any]
"""A row: its `kind`, `id` and `name`, and its `cells`, each with its `field`, its words `before` and `after`."""


def told(before: PlanDocument, after: PlanDocument) -> list[Told]:
    """The rows that differ, in the order of the later document."""
    names = _names(before) | _names(after)
    rows: dict[tuple[Kind, str], Told] = {}
    for one in compared(before, after):
        row = rows.setdefault(
            (one.kind, one.id), {"kind": str(one.kind), "id": one.id, "name": names.get(one.id, ""), "cells": []}
        )
        row["cells"].append(_cell(one, names))
    return list(rows.values())


def _cell(change: Change, names: Mapping[str, str]) -> Told:
    was, is_now = (_words(change.field, value, names) for value in (change.before, change.after))
    return {"field": str(change.field), "before": was, "after": is_now}


def _words(field: Field, value: Any, names: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if field is Field.PRESENCE:
        return str((value.text if isinstance(value, Action) else value.title).plain)
    if field is Field.PLACE:
        return " · ".join(names.get(one, "") for one in (value.holder, value.after) if one != TOP)
    if field is Field.RESPONSIBLES:
        return ", ".join(one.name for one in value)
    if field is Field.RESULTS:
        return " ; ".join(one.text.plain for one in value)
    if field is Field.RECOMMENDATIONS:
        return ", ".join(value)
    if field is Field.DEADLINE:
        return str(value.text)
    return str(getattr(value, "plain", value))


def _names(document: PlanDocument) -> dict[str, str]:
    rows: list[Action | Objective] = [*document.walk(), *document.actions()]
    return {one.id: _name(one) for one in rows}


def _name(one: Action | Objective) -> str:
    words = one.text if isinstance(one, Action) else one.title
    return " ".join(filter(None, [one.code, one.short_title or words.plain[:80]]))
