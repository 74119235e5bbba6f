"""The plan's rows as pages read them: frozen values, in five queries whatever its size."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value

from portulan.governance.models import BodyKind, Seat
from portulan.plandoc.deadline import Deadline, DeadlineKind
from portulan.plandoc.document import DeclaredState, Priority
from portulan.plans.models import Action, ExpectedResult, Objective, Plan, Responsibility, ResponsibilityRole
from portulan.plans.queries.past import Image


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the plan says of itself. `starts` and `ends` are the first calendar years of its academic years."""

    id: uuid.UUID
    title: str
    starts: int | None
    ends: int | None
    edition: str
    organisation: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that carries an action. `mine`: the reader sits in it on the day asked for. `pilot`: it answers for
    the action; else it is associated to it."""

    id: uuid.UUID
    name: str
    acronym: str
    is_instance: bool
    written: str
    mine: bool
    pilot: bool = True

    @property
    def label(self) -> str:
        """What dense views show, and what stands in addresses."""
        return self.acronym or self.name


@dataclass(frozen=True, slots=True)
class ResultRow:
    """`text` is marked: *emphasis* stands between stars. `sufficiency` is what the coordination said of its proofs
    (see `plans.models.Sufficiency`)."""

    id: uuid.UUID
    text: str
    kind: str
    reached_on: dt.date | None
    sufficiency: str = ""
    sufficiency_on: dt.date | None = None
    sufficiency_note: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action with its bodies and results; `text` is marked."""

    id: uuid.UUID
    objective_id: uuid.UUID
    code: str
    text: str
    short_title: str
    deadline: Deadline
    recommendations: tuple[str, ...]
    priority: Priority
    effort: str
    state: DeclaredState
    state_since: dt.date | None
    bodies: tuple[BodyRow, ...]
    """Pilots first."""
    results: tuple[ResultRow, ...]

    @property
    def reached(self) -> int:
        return sum(1 for one in self.results if one.reached_on is not None)

    @property
    def mine(self) -> bool:
        """Whether the reader sits in a body that carries it."""
        return any(body.mine for body in self.bodies)


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """A node of the tree; `title` is marked. `parent_id` is None at the top."""

    id: uuid.UUID
    parent_id: uuid.UUID | None
    label: str
    code: str
    title: str
    short_title: str
    objectives: tuple["ObjectiveRow", ...]
    actions: tuple[ActionRow, ...]

    def walk(self) -> Iterator["ObjectiveRow"]:
        """This objective and those below it, in reading order."""
        yield self
        for child in self.objectives:
            yield from child.walk()

    def all_actions(self) -> Iterator[ActionRow]:
        """Its actions and those of the objectives below it, in reading order."""
        for node in self.walk():
            yield from node.actions


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The whole plan as it stands; removed rows are left out."""

    facts: PlanFacts
    objectives: tuple[ObjectiveRow, ...]

    def actions(self) -> Iterator[ActionRow]:
        """Every action, in reading order."""
        for objective in self.objectives:
            yield from objective.all_actions()


def plan_rows(*, reader: uuid.UUID | None = None, on: dt.date | None = None) -> PlanRows | None:
    """The open workspace's plan, or None while it has none. `reader` (a user) and `on` say whose bodies are
    marked `mine`."""
    facts = plan_facts()
    if facts is None:
        return None
    held = Responsibility.objects.annotate(mine=_sits(reader, on)).order_by("position", "id")
    standing = Action.objects.filter(removed_at=None).order_by("position", "id").values_list(*_ACTION)
    results = ExpectedResult.objects.filter(removed_at=None).order_by("position", "id").values_list(*_RESULT)
    objectives = Objective.objects.filter(removed_at=None).order_by("position", "id").values_list(*_OBJECTIVE)
    bodies = _bodies(held.values_list(*_BODY))
    return PlanRows(facts, _tree(objectives, _actions(standing, bodies, _results(results))))


def action_rows(
    ids: Collection[uuid.UUID], *, reader: uuid.UUID | None = None, on: dt.date | None = None
) -> Mapping[uuid.UUID, ActionRow]:
    """These actions as `plan_rows` gives them, removed ones too, in three queries however many the plan has."""
    held = Responsibility.objects.filter(action_id__in=ids).annotate(mine=_sits(reader, on))
    results = ExpectedResult.objects.filter(action_id__in=ids, removed_at=None).order_by("position", "id")
    actions = Action.objects.filter(pk__in=ids).values_list(*_ACTION)
    bodies = _bodies(held.order_by("position", "id").values_list(*_BODY))
    grouped = _actions(actions, bodies, _results(results.values_list(*_RESULT)))
    return {row.id: row for rows in grouped.values() for row in rows}


def plan_facts() -> PlanFacts | None:
    """What the open workspace's plan says of itself, in one query."""
    row = Plan.objects.values_list(*_FACTS).first()
    return PlanFacts(*row) if row else None


def rows_of(image: Image, *, reader: uuid.UUID | None = None, on: dt.date | None = None) -> PlanRows | None:
    """The same of the plan as it stood on a day; one query, for who sat where."""
    if image.plan is None:
        return None
    mine = set(_seats(reader, on).values_list("body_id", flat=True)) if reader and on else set()
    held = [
        (one.action_id, one.written, image.now_of[one.body_id] in mine, *_BODY_FACTS(one))
        for one in image.responsibilities
    ]
    results = _results(_columns(image.results, _RESULT))
    actions = _actions(_columns(image.actions, _ACTION), _bodies(held), results)
    facts = next(_columns([image.plan], _FACTS))
    return PlanRows(PlanFacts(*facts), _tree(_columns(image.objectives, _OBJECTIVE), actions))


_FACTS = ("id", "title", "starts", "ends", "edition", "organisation")
_OBJECTIVE = ("id", "parent_id", "label", "code", "title", "short_title")
_SAID = ("sufficiency", "sufficiency_on", "sufficiency_note")
_RESULT = ("action_id", "id", "text", "kind", "reached_on", *_SAID)
_BODY = ("action_id", "written", "mine", "body_id", "body__name", "body__acronym", "body__kind", "role")
_BODY_FACTS = attrgetter("body_id", "body.name", "body.acronym", "body.kind", "role")
_ACTION = (
    "id", "objective_id", "code", "text", "short_title",
    "deadline_text", "deadline_kind", "deadline_starts", "deadline_due",
    "recommendations", "priority", "effort", "state", "state_since",
)  # fmt: skip


def _columns(rows: Iterable[Any], names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """These fields of rows that are not read from the database, as it would give them."""
    return map(attrgetter(*names), rows)


def _bodies(rows: Iterable[tuple[Any, ...]]) -> Mapping[uuid.UUID, tuple[BodyRow, ...]]:
    known: dict[tuple[uuid.UUID, str, str], BodyRow] = {}
    grouped: dict[uuid.UUID, list[BodyRow]] = defaultdict(list)
    for action_id, written, mine, body_id, name, acronym, kind, role in rows:
        body = known.get((body_id, written, role))
        if body is None:
            meets, pilot = kind in (BodyKind.COMMISSION, BodyKind.GROUP), role == ResponsibilityRole.PILOT
            body = known[body_id, written, role] = BodyRow(
                body_id, name, acronym, meets, written, bool(mine), pilot
            )
        grouped[action_id].append(body)
    return {
        action_id: tuple(sorted(bodies, key=lambda body: not body.pilot)) for action_id, bodies in grouped.items()
    }


def _sits(reader: uuid.UUID | None, on: dt.date | None) -> Exists | Value:
    if reader is None or on is None:
        return Value(False, output_field=BooleanField())
    return Exists(_seats(reader, on).filter(body_id=OuterRef("body_id")))


def _seats(reader: uuid.UUID, on: dt.date) -> QuerySet[Seat]:
    """The seats that a user holds on that day."""
    held = Seat.objects.filter(person__user_id=reader, starts__lte=on)
    return held.filter(Q(ends=None) | Q(ends__gte=on))


def _results(rows: Iterable[tuple[Any, ...]]) -> Mapping[uuid.UUID, tuple[ResultRow, ...]]:
    grouped: dict[uuid.UUID, list[ResultRow]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(ResultRow(*row[1:]))
    return {action_id: tuple(results) for action_id, results in grouped.items()}


def _actions(
    rows: Iterable[tuple[Any, ...]],
    bodies: Mapping[uuid.UUID, tuple[BodyRow, ...]],
    results: Mapping[uuid.UUID, tuple[ResultRow, ...]],
) -> Mapping[uuid.UUID, tuple[ActionRow, ...]]:
    grouped: dict[uuid.UUID, list[ActionRow]] = defaultdict(list)
    for pk, objective, code, text, short, written, kind, starts, due, refs, priority, effort, state, since in rows:
        grouped[objective].append(
            ActionRow(
                pk,
                objective,
                code,
                text,
                short,
                Deadline(written, DeadlineKind(kind), starts, due),
                tuple(refs),
                Priority(priority),
                effort,
                DeclaredState(state),
                since,
                bodies.get(pk, ()),
                results.get(pk, ()),
            )
        )
    return {objective: tuple(actions) for objective, actions in grouped.items()}


def _tree(
    rows: Iterable[tuple[Any, ...]], actions: Mapping[uuid.UUID, tuple[ActionRow, ...]]
) -> tuple[ObjectiveRow, ...]:
    children: dict[uuid.UUID | None, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        children[row[1]].append(row)

    def below(parent: uuid.UUID | None) -> tuple[ObjectiveRow, ...]:
        return tuple(
            ObjectiveRow(pk, up, label, code, title, short, objectives=below(pk), actions=actions.get(pk, ()))
            for pk, up, label, code, title, short in children[parent]
        )

    return below(None)
