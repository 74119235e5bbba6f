"""Rows as plain values: what the journal keeps of them, and how such values are put back.

Values are JSON. `place` is the place among all the rows with the same parent, removed ones too, from 1: what
comes back finds its own again. `objective` and `parent` are names for people, never put back; the ids count.
"""

import uuid
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from portulan.governance import rules as governance_rules
from portulan.governance.models import Body, BodyAlias
from portulan.governance.queries import standing_ids
from portulan.plandoc.deadline import understand
from portulan.plans.models import Action, ExpectedResult, Objective, Plan, Responsibility

Values = dict[str, Any]
Placed = TypeVar("Placed", Action, Objective)

FOR_PEOPLE = frozenset({"objective", "parent"})
_ACTION_TEXTS = ("code", "text", "short_title", "priority", "effort")
_OBJECTIVE_TEXTS = ("code", "label", "title", "short_title")
_PLAN_FIELDS = ("title", "edition", "organisation", "starts", "ends", "acronyms")
_BODY_FIELDS = ("name", "acronym", "kind")


def of_action(action: Action) -> Values:
    """The whole action, its bodies and its standing results included."""
    return {name: getattr(action, name) for name in _ACTION_TEXTS} | {
        "deadline": action.deadline_text,
        "recommendations": list(action.recommendations),
        "responsibles": [
            {"body": str(one.body_id), "role": one.role, "written": one.written}
            for one in action.responsibilities.order_by("position")
        ],
        "results": [
            {"id": str(one.pk), "text": one.text, "kind": one.kind}
            for one in action.expected_results.filter(removed_at=None).order_by("position")
        ],
        "objective_id": str(action.objective_id),
        "objective": _name(action.objective),
        "place": _place(action),
        "removed": action.removed_at is not None,
        "merged_into": str(action.merged_into_id) if action.merged_into_id else None,
    }


def put_action(action: Action, values: Values) -> None:
    """Put these values in the place of the action's own; what is not named stays."""
    place = values.get("place", _place(action) if "objective_id" in values else None)
    for name in values.keys() & set(_ACTION_TEXTS):
        setattr(action, name, values[name])
    if "recommendations" in values:
        action.recommendations = list(values["recommendations"])
    if "deadline" in values:
        _put_deadline(action, values["deadline"])
    if "removed" in values:
        action.removed_at = timezone.now() if values["removed"] else None
    if "merged_into" in values:
        action.merged_into_id = uuid.UUID(values["merged_into"]) if values["merged_into"] else None
    if "objective_id" in values:
        action.objective_id = uuid.UUID(values["objective_id"])
    action.save()
    if "responsibles" in values:
        _put_responsibles(action, values["responsibles"])
    if "results" in values:
        _put_results(action, values["results"])
    if place is not None:
        _put_place(action, place)


def of_objective(objective: Objective) -> Values:
    """The objective and the codes of the actions it holds."""
    return {name: getattr(objective, name) for name in _OBJECTIVE_TEXTS} | {
        "parent_id": str(objective.parent_id) if objective.parent_id else None,
        "parent": _name(objective.parent) if objective.parent else "",
        "place": _place(objective),
        "removed": objective.removed_at is not None,
        "codes": {str(one.pk): one.code for one in objective.actions.filter(removed_at=None)},
    }


def put_objective(objective: Objective, values: Values) -> None:
    """Put these values in the place of the objective's own; what is not named stays."""
    place = values.get("place", _place(objective) if "parent_id" in values else None)
    for name in values.keys() & set(_OBJECTIVE_TEXTS):
        setattr(objective, name, values[name])
    if "removed" in values:
        objective.removed_at = timezone.now() if values["removed"] else None
    if "parent_id" in values:
        objective.parent_id = uuid.UUID(values["parent_id"]) if values["parent_id"] else None
    objective.save()
    if "codes" in values:
        _put_codes(objective, values["codes"])
    if place is not None:
        _put_place(objective, place)


def of_plan(plan: Plan) -> Values:
    return {name: getattr(plan, name) for name in _PLAN_FIELDS}


def put_plan(plan: Plan, values: Values) -> None:
    """Put these values in the place of the plan's own."""
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(values))


def of_body(body: Body) -> Values:
    """The body and its spellings, in alphabetical order."""
    aliases = body.aliases.values_list("spelling", flat=True)
    return {name: getattr(body, name) for name in _BODY_FIELDS} | {"aliases": sorted(aliases)}


def put_body(body: Body, values: Values) -> None:
    """Put these values in the place of the body's own."""
    for name in values.keys() & set(_BODY_FIELDS):
        setattr(body, name, values[name])
    body.save()
    if "aliases" in values:
        body.aliases.all().delete()
        BodyAlias.objects.bulk_create(
            BodyAlias(body=body, spelling=spelling, folded=folded)
            for folded, spelling in {governance_rules.key(one): one for one in values["aliases"]}.items()
        )


def rank(row: Placed) -> int:
    """Its place among the standing rows beside it, from 1; where it would come back when it is removed."""
    before = _beside(row).exclude(pk=row.pk).filter(position__lt=row.position, removed_at=None)
    return before.count() + 1


def place_at(row: Placed, rank: int, beside: Iterable[Placed]) -> int:
    """The place that gives the row this rank among the standing rows of `beside`."""
    others = [one for one in beside if one.pk != row.pk]
    standing = [index for index, one in enumerate(others) if one.removed_at is None]
    return standing[min(rank - 1, len(standing)) - 1] + 2 if rank > 1 and standing else 1


def _place(row: Placed) -> int:
    keys = [one.pk for one in _beside(row)]
    return keys.index(row.pk) + 1 if row.pk in keys else len(keys) + 1


def _put_place(row: Placed, place: int) -> None:
    """Give the row this place among all those beside it, and positions from 1 to all."""
    rows: list[Placed] = [one for one in _beside(row) if one.pk != row.pk]
    rows.insert(place - 1, row)
    moved = []
    for position, one in enumerate(rows, 1):
        if one.position != position:
            one.position = position
            moved.append(one)
    if moved:
        type(row).objects.bulk_update(moved, ["position"])


def _beside(row: Placed) -> QuerySet[Placed]:
    """The rows with the same parent, removed ones too, in order; the row itself is among them."""
    rows = type(row).objects.filter(plan_id=row.plan_id).order_by("position", "id")
    if isinstance(row, Action):
        return rows.filter(objective_id=row.objective_id)
    return rows.filter(parent_id=row.parent_id)


def _put_deadline(action: Action, written: str) -> None:
    deadline = understand(written, action.workspace.boundary)
    action.deadline_text, action.deadline_kind = deadline.text, deadline.kind
    action.deadline_starts, action.deadline_due = deadline.starts, deadline.due


def _put_responsibles(action: Action, responsibles: Iterable[Values]) -> None:
    """A body that was merged since is the one that it is part of; each stands once."""
    action.responsibilities.all().delete()
    rows = list(responsibles)
    now = standing_ids([uuid.UUID(one["body"]) for one in rows])
    once: dict[uuid.UUID, Values] = {}
    for one in rows:
        once.setdefault(now[uuid.UUID(one["body"])], one)
    Responsibility.objects.bulk_create(
        Responsibility(action=action, body_id=body_id, role=one["role"], written=one["written"], position=position)
        for position, (body_id, one) in enumerate(once.items(), 1)
    )


def _put_results(action: Action, results: Iterable[Values]) -> None:
    """Results not named are removed (their proofs stay); those named again come back as they were."""
    known = {str(one.pk): one for one in action.expected_results.all()}
    for position, values in enumerate(results, 1):
        row = known.pop(values["id"], None) or ExpectedResult(id=uuid.UUID(values["id"]), action=action)
        row.text, row.kind, row.position, row.removed_at = values["text"], values["kind"], position, None
        row.save()
    gone = [pk for pk, one in known.items() if one.removed_at is None]
    action.expected_results.filter(pk__in=gone).update(removed_at=timezone.now())


def _put_codes(objective: Objective, codes: dict[str, str]) -> None:
    for action in objective.actions.filter(pk__in=list(codes)):
        action.code = codes[str(action.pk)]
        action.version += 1
        action.save(update_fields=["code", "version"])


def _name(objective: Objective) -> str:
    return " ".join(filter(None, [objective.code, objective.short_title or objective.title]))
