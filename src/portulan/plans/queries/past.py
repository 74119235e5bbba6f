"""The plan as it stood at the end of a day: what stands now, with every later entry of the journal taken back, the
latest first. A constant number of queries, whatever happened since."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import reread, understand
from portulan.plans.models import Action, Dependency, ExpectedResult, Objective, Plan, Responsibility
from portulan.plans.queries.dependencies import Need
from portulan.workspaces.models import Workspace

Values = dict[str, Any]
Key = tuple[str, uuid.UUID]

_ROWS = frozenset({"plan", "objective", "action", "result", "body"})
_PARENTS = {"action": "objective_id", "objective": "parent_id"}
_APART = frozenset({"removed", "results", "responsibles", "deadline"})
_ACTION_FIELDS = ("code", "text", "short_title", "priority", "effort", "state")
_RESULT_DAYS = ("reached_on", "sufficiency_on")
_RESULT_WORDS = ("sufficiency", "sufficiency_by", "sufficiency_note")
_DAYS = frozenset({"state_since", *_RESULT_DAYS})


def end_of(day: dt.date) -> dt.datetime:
    """The first moment after that local day."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def written_by(day: dt.date) -> QuerySet[Entry]:
    """The entries of the journal up to the end of that day."""
    entries = Entry.objects.all()
    return entries if day >= timezone.localdate() else entries.filter(at__lt=end_of(day))


@dataclass
class Image:
    """What stood at the end of a day: rows that are not saved, in order, removed ones left out. `later` are the
    entries of the journal that came after, the latest first."""

    boundary: Boundary
    later: tuple[Entry, ...]
    plan: Plan | None = None
    objectives: list[Objective] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    results: list[ExpectedResult] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    now_of: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    """Each body, and the one that it is part of today."""


def image_of(workspace: Workspace, day: dt.date) -> Image:
    """The open workspace's plan at the end of that day; its `plan` is None when it had none yet."""
    later = tuple(Entry.objects.filter(at__gte=end_of(day)).select_related("undoes").order_by("-at", "-id"))
    rewinding = _Rewinding(workspace)
    for entry in _latest_first(later, rewinding):
        rewinding.take_back(entry)
    return rewinding.image(later)


def dependencies_on(image: Image) -> tuple[Need, ...]:
    """The dependencies between the actions of the image, in their order; one query."""
    rows = list(Dependency.objects.all())
    standing = {row.pk: row.removed_at is None for row in rows}
    for entry in image.later:
        if entry.subject_id in standing and entry.verb.removeprefix("undo.").startswith("dependency."):
            added = entry.verb == "dependency.added"
            standing[entry.subject_id] = not added and not entry.before["removed"]
    ranks = {action.pk: rank for rank, action in enumerate(image.actions)}
    kept = [one for one in rows if standing[one.pk] and one.action_id in ranks and one.needs_id in ranks]
    kept.sort(key=lambda one: (ranks[one.action_id], ranks[one.needs_id], str(one.pk)))
    return tuple(Need(one.pk, one.action_id, one.needs_id, one.note) for one in kept)


def _latest_first(later: Iterable[Entry], rewinding: "_Rewinding") -> Iterator[Entry]:
    """Where several were written at the same moment, the one whose outcome stands comes first."""
    for _at, group in groupby(later, key=lambda entry: entry.at):
        together = list(group)
        while together:
            entry = next((one for one in together if rewinding.stands(one)), together[0])
            together.remove(entry)
            yield entry


class _Rewinding:
    """All rows as the journal knows them, by what they are and their identity; and the order of those that have
    the same parent, removed ones too."""

    def __init__(self, workspace: Workspace) -> None:
        self.boundary = self.boundary_now = workspace.boundary
        self.rows: dict[Key, Values] = {}
        self.order: dict[tuple[str, str | None], list[uuid.UUID]] = defaultdict(list)
        self.plan = Plan.objects.first()
        self.stored = {row.pk: row for row in Action.objects.order_by("position", "id")}
        self.changed_deadlines: set[uuid.UUID] = set()
        self._read_objectives()
        self._read_actions()
        self.bodies = {row.pk: row for row in Body.everywhere.filter(workspace_id=workspace.pk)}
        for body in self.bodies.values():
            self.rows["body", body.pk] = {name: getattr(body, name) for name in ("name", "acronym", "kind")}
        if self.plan is not None:
            names = ("title", "edition", "organisation", "starts", "ends", "acronyms")
            self.rows["plan", self.plan.pk] = {name: getattr(self.plan, name) for name in names}

    def _read_objectives(self) -> None:
        self.objectives = {row.pk: row for row in Objective.objects.order_by("position", "id")}
        for row in self.objectives.values():
            parent = str(row.parent_id) if row.parent_id else None
            self.order["objective", parent].append(row.pk)
            named = {name: getattr(row, name) for name in ("label", "code", "title", "short_title")}
            self.rows["objective", row.pk] = named | {"parent_id": parent, "removed": row.removed_at is not None}

    def _read_actions(self) -> None:
        results, responsibles = self._results(), self._responsibles()
        for row in self.stored.values():
            self.order["action", str(row.objective_id)].append(row.pk)
            since = row.state_since.isoformat() if row.state_since else None
            self.rows["action", row.pk] = {name: getattr(row, name) for name in _ACTION_FIELDS} | {
                "deadline": row.deadline_text,
                "recommendations": list(row.recommendations),
                "state_since": since,
                "objective_id": str(row.objective_id),
                "removed": row.removed_at is not None,
                "results": results[row.pk],
                "responsibles": responsibles[row.pk],
            }

    def _results(self) -> Mapping[uuid.UUID, list[Values]]:
        grouped: dict[uuid.UUID, list[Values]] = defaultdict(list)
        for row in ExpectedResult.objects.order_by("position", "id"):
            days = {name: day.isoformat() if (day := getattr(row, name)) else None for name in _RESULT_DAYS}
            self.rows["result", row.pk] = days | {name: getattr(row, name) for name in _RESULT_WORDS}
            if row.removed_at is None:
                grouped[row.action_id].append({"id": str(row.pk), "text": row.text, "kind": row.kind})
        return grouped

    def _responsibles(self) -> Mapping[uuid.UUID, list[Values]]:
        grouped: dict[uuid.UUID, list[Values]] = defaultdict(list)
        for row in Responsibility.objects.order_by("position", "id"):
            value = {"body": str(row.body_id), "role": row.role, "written": row.written}
            grouped[row.action_id].append(value)
        return grouped

    def stands(self, entry: Entry) -> bool:
        """Whether what the entry left is what stands, as far as fields tell."""
        values = self.rows.get(_key(entry), {})
        return all(values[name] == entry.after.get(name) for name in entry.before if name in values)

    def take_back(self, entry: Entry) -> None:
        """Put back what was before the entry."""
        key = _key(entry)
        if entry.verb == "plan.taken_in":
            self.plan = None
        elif key[0] == "body" and "gone_id" in entry.after | entry.before:
            self._take_back_a_merge(entry)
        elif key[0] == "workspace":
            self._take_back_the_year(entry.before)
        elif key not in self.rows:
            return
        elif entry.verb in ("action.added", "objective.added"):
            self._forget(key)
        else:
            self._put(key, entry.before)

    def _take_back_a_merge(self, entry: Entry) -> None:
        """Two bodies are apart again; or one again, when what is taken back is that they were parted."""
        joined = "moved" in entry.after
        told = entry.after if joined or entry.undoes is None else entry.undoes.after
        kept, gone = str(entry.subject_id), told["gone_id"]
        for one in told["responsibilities"]:
            held = self.rows.get(("action", uuid.UUID(one["action"])), {}).get("responsibles", [])
            (_part if joined else _join)(held, one, kept, gone)

    def _take_back_the_year(self, before: Values) -> None:
        now = self.boundary
        terms = tuple((month, day) for month, day in before.get("later_terms", now.later_terms))
        self.boundary = Boundary(before.get("year_month", now.month), before.get("year_day", now.day), terms)

    def _forget(self, key: Key) -> None:
        kind, pk = key
        self.order[kind, self.rows[key][_PARENTS[kind]]].remove(pk)
        del self.rows[key]

    def _put(self, key: Key, before: Values) -> None:
        kind, pk = key
        values = self.rows[key]
        if kind in _PARENTS and before.keys() & {"place", _PARENTS[kind]}:
            self._move(kind, pk, values, before)
        if kind == "action" and "deadline" in before:
            self.changed_deadlines.add(pk)
        values.update({name: said for name, said in before.items() if name in values})
        for action_id, code in before.get("codes", {}).items():
            self.rows.get(("action", uuid.UUID(action_id)), {})["code"] = code

    def _move(self, kind: str, pk: uuid.UUID, values: Values, before: Values) -> None:
        parent = _PARENTS[kind]
        beside = self.order[kind, values[parent]]
        place = before.get("place", beside.index(pk) + 1)
        beside.remove(pk)
        self.order[kind, before.get(parent, values[parent])].insert(place - 1, pk)

    def image(self, later: tuple[Entry, ...]) -> Image:
        """The rows that stand, as models that are not saved."""
        image = Image(self.boundary, later)
        if self.plan is None:
            return image
        image.now_of = {pk: row.merged_into_id or pk for pk, row in self.bodies.items()}
        image.plan = _with(self.plan, self.rows["plan", self.plan.pk])
        for pk, row in self.bodies.items():
            _with(row, self.rows["body", pk])
        image.objectives = self._in_order("objective", self.objectives, image.plan)
        image.actions = self._in_order("action", self.stored, image.plan)
        for action in image.actions:
            values = self.rows["action", action.pk]
            self._date(action, values["deadline"])
            image.results += self._results_of(action, values["results"])
            image.responsibilities += self._responsibles_of(action, values["responsibles"])
        return image

    def _in_order(self, kind: str, stored: Mapping[uuid.UUID, Any], plan: Plan) -> list[Any]:
        rows = []
        for pk in (pk for (what, _parent), pks in self.order.items() if what == kind for pk in pks):
            values = self.rows[kind, pk]
            if not values["removed"]:
                rows.append(_with(stored[pk], values))
        return rows

    def _date(self, action: Action, written: str) -> None:
        """Its deadline, understood as the year was set that day."""
        if action.pk in self.changed_deadlines:
            action.deadline = understand(written, self.boundary)
        elif self.boundary != self.boundary_now:
            first_year = self.plan.starts if self.plan else None
            action.deadline = reread(action.deadline, self.boundary_now, self.boundary, first_year)

    def _results_of(self, action: Action, said: Iterable[Values]) -> Iterator[Any]:
        for position, one in enumerate(said, 1):
            pk = uuid.UUID(one["id"])
            row = ExpectedResult(
                id=pk,
                workspace_id=action.workspace_id,
                action_id=action.pk,
                position=position,
                text=one["text"],
                kind=one["kind"],
            )
            yield _with(row, self.rows.get(("result", pk), {}))

    def _responsibles_of(self, action: Action, said: Iterable[Values]) -> Iterator[Responsibility]:
        for position, one in enumerate(said, 1):
            body = self.bodies[uuid.UUID(one["body"])]
            yield Responsibility(
                workspace_id=action.workspace_id,
                action_id=action.pk,
                body=body,
                role=one["role"],
                written=one["written"],
                position=position,
            )


def _key(entry: Entry) -> Key:
    """What an entry is about. A note that declares a state is about its action."""
    verb = entry.verb.removeprefix("undo.")
    if verb == "progress.noted" and entry.action_id is not None:
        return "action", entry.action_id
    return verb.partition(".")[0], entry.subject_id


def _with(row: Any, values: Values) -> Any:
    """The row with these values, which are the journal's."""
    for name, said in values.items():
        if name in _DAYS:
            setattr(row, name, dt.date.fromisoformat(said) if said else None)
        elif name in ("objective_id", "parent_id"):
            setattr(row, name, uuid.UUID(said) if said else None)
        elif name not in _APART:
            setattr(row, name, said)
    return row


def _part(held: list[Values], told: Values, kept: str, gone: str) -> None:
    """The body that was merged carries the action again, as it did."""
    here = next((one for one in held if one["body"] == kept), None)
    if here is None:
        return
    if told["shared_with"] is None:
        here["body"] = gone
        return
    here["role"] = told["shared_with"]
    held.insert(told["position"] - 1, {"body": gone, "role": told["role"], "written": told["written"]})


def _join(held: list[Values], told: Values, kept: str, gone: str) -> None:
    """The body that was parted is merged again."""
    there = next((one for one in held if one["body"] == gone), None)
    if there is None:
        return
    if told["shared_with"] is None:
        there["body"] = kept
        return
    held.remove(there)
    for one in held:
        if one["body"] == kept and "pilot" in (told["role"], told["shared_with"]):
            one["role"] = "pilot"
