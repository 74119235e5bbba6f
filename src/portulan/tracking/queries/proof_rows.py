"""The proofs of each action that count, as they stand and as they stood at the end of a day."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from portulan.plandoc.academic_year import Boundary
from portulan.plans.queries.past import Image
from portulan.tracking.models import Evidence
from portulan.tracking.queries.proofs import visible_to
from portulan.tracking.rules import Audience


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence; `results` are the expected results that it proves or prepares, of any of its
    `actions`."""

    id: uuid.UUID
    title: str
    kind: str
    on: dt.date
    academic_year: int
    draft: bool
    author_name: str
    note: str
    url: str
    file_name: str
    file_size: int
    file_sha256: str
    visibility: str
    replaces: uuid.UUID | None
    actions: frozenset[uuid.UUID] = frozenset()
    results: frozenset[uuid.UUID] = frozenset()


Proofs = Mapping[uuid.UUID, tuple[Proof, ...]]
_COLUMNS = (
    "id", "title", "kind", "on", "academic_year", "draft", "author_name", "note", "url", "file_name",
    "file_size", "file_sha256", "visibility", "replaces_id", "actions__id", "results__id",
)  # fmt: skip
_SETS = frozenset({"actions", "results"})
_NAMES = frozenset(one.name for one in fields(Proof)) - _SETS - {"on"}


def proofs(of: Collection[uuid.UUID] | None = None) -> Proofs:
    """The proofs of each action (of these only, when some are named), their last versions only, in one query."""
    shown = visible_to(Audience.MEMBERS)
    if of is not None:
        shown = shown.filter(actions__in=of)
    rows = shown.order_by("-on", "-created_at", "id").values_list(*_COLUMNS)
    return _by_action(_together(rows))


def proofs_on(image: Image, now: Boundary) -> Proofs:
    """The proofs of each action that counted on the day of the image, in one query; `now` is how the year is set
    today."""
    rows = list(Evidence.objects.order_by("-created_at", "id").values_list(*_COLUMNS, "removed_at"))
    before = _taken_back(image)
    removed = {row[0]: before[row[0]].get("removed", row[-1] is not None) for row in rows}
    known = [one for one in _together(row[:-1] for row in rows) if not removed[one.id]]
    replaced = {one.replaces for one in known}
    kept = [_as_then(one, before[one.id], image.boundary, now) for one in known if one.id not in replaced]
    return _by_action(sorted(kept, key=lambda one: one.on, reverse=True))


def _together(rows: Iterable[tuple[Any, ...]]) -> list[Proof]:
    """A row for each action and result that a proof holds, brought together again."""
    seen: dict[uuid.UUID, Proof] = {}
    actions: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    results: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        seen.setdefault(row[0], Proof(*row[:-2]))
        actions[row[0]].update(filter(None, row[-2:-1]))
        results[row[0]].update(filter(None, row[-1:]))
    return [
        replace(proof, actions=frozenset(actions[pk]), results=frozenset(results[pk]))
        for pk, proof in seen.items()
    ]


def _by_action(proofs: Iterable[Proof]) -> Proofs:
    grouped: dict[uuid.UUID, list[Proof]] = defaultdict(list)
    for proof in proofs:
        for action_id in proof.actions:
            grouped[action_id].append(proof)
    return {action_id: tuple(own) for action_id, own in grouped.items()}


def _taken_back(image: Image) -> Mapping[uuid.UUID, dict[str, Any]]:
    """What later entries changed of each proof, as it was before them."""
    before: dict[uuid.UUID, dict[str, Any]] = defaultdict(dict)
    for entry in image.later:
        if entry.verb.removeprefix("undo.").startswith("evidence."):
            before[entry.subject_id].update(entry.before)
    return before


def _as_then(proof: Proof, before: Mapping[str, Any], then: Boundary, now: Boundary) -> Proof:
    """The proof as it was, in the academic year that its day was in."""
    values: dict[str, Any] = {name: said for name, said in before.items() if name in _NAMES}
    for name in _SETS & before.keys():
        values[name] = frozenset(uuid.UUID(pk) for pk in before[name])
    on = dt.date.fromisoformat(before["on"]) if "on" in before else proof.on
    if on != proof.on or (then != now and proof.academic_year == now.year_of(on).first):
        values |= {"on": on, "academic_year": then.year_of(on).first}
    return replace(proof, **values) if values else proof
