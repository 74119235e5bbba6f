"""The plan with what proves it: proofs, computed statuses, notes, in a constant number of queries."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.status import Proving, Status, proving, status
from portulan.plandoc.tracked import ProofFact, Tracked
from portulan.plans.models import Plan
from portulan.plans.queries.dependencies import Need, dependencies
from portulan.plans.queries.document import document_of, document_on
from portulan.plans.queries.past import Image, dependencies_on, end_of, image_of
from portulan.plans.queries.rows import (
    ActionRow,
    ObjectiveRow,
    PlanFacts,
    PlanRows,
    ResultRow,
    action_rows,
    plan_rows,
    rows_of,
)
from portulan.tracking.models import Evidence, Postponement, ProgressUpdate
from portulan.tracking.queries.proof_rows import Proof as Proof
from portulan.tracking.queries.proof_rows import Proofs, proofs, proofs_on
from portulan.workspaces.models import Workspace


class ResultState(StrEnum):
    """Where an expected result stands; the value is the class that pages give it."""

    REACHED = "atteint"
    PREPARED = "prep"
    EXPECTED = "attendu"


@dataclass(frozen=True, slots=True)
class Note:
    """A dated note on an action; `state` is what it declares, empty when nothing new. `about_year` (its first
    calendar year) makes it a yearly point. `written_for` is the code of the action that it was written on, when
    that one was merged into this one since."""

    id: uuid.UUID
    action_id: uuid.UUID
    on: dt.date
    text: str
    state: str
    author_name: str
    body_acronym: str | None
    body_full_name: str | None
    about_year: int | None = None
    written_for: str = ""

    @property
    def body(self) -> str:
        """The body in whose name it was written, empty when none was said."""
        return self.body_acronym or self.body_full_name or ""


@dataclass(frozen=True, slots=True)
class TrackedAction:
    """An action with its status on the day of the view, and its proofs, the latest first."""

    row: ActionRow
    status: Status
    proofs: tuple[Proof, ...]

    def state_of(self, result: ResultRow) -> ResultState:
        """Declared reached; or a proof or a draft is attached; or nothing yet."""
        if result.reached_on is not None:
            return ResultState.REACHED
        return ResultState.PREPARED if self.proofs_of(result) else ResultState.EXPECTED

    def proofs_of(self, result: ResultRow) -> tuple[Proof, ...]:
        return tuple(proof for proof in self.proofs if result.id in proof.results)

    def is_proved(self, result: ResultRow) -> bool:
        """Whether a proof that is no draft stands for it, whatever was declared."""
        return any(not proof.draft for proof in self.proofs_of(result))

    @property
    def proving(self) -> Proving:
        """How many of its results are reached, and how many are proved: two things."""
        return proving((one.reached_on is not None, self.is_proved(one)) for one in self.row.results)

    def loose_proofs(self) -> tuple[Proof, ...]:
        """Those of the action as a whole: they prove no result that still stands."""
        standing = {result.id for result in self.row.results}
        return tuple(proof for proof in self.proofs if not proof.results & standing)


@dataclass(frozen=True)
class PlanView:
    """The whole plan as of a day. `actions` are in reading order."""

    facts: PlanFacts
    objectives: tuple[ObjectiveRow, ...]
    actions: tuple[TrackedAction, ...]
    as_of: dt.date
    boundary: Boundary
    image: Image | None = field(default=None, compare=False, repr=False)
    """What stood then, when the day is past; None today and later."""

    @property
    def past(self) -> dt.date | None:
        """The day, when it is past."""
        return self.as_of if self.image else None

    @cached_property
    def by_id(self) -> Mapping[uuid.UUID, TrackedAction]:
        return {action.row.id: action for action in self.actions}

    @property
    def year(self) -> AcademicYear:
        """The current academic year."""
        return self.boundary.year_of(self.as_of)

    def under(self, objective: ObjectiveRow) -> tuple[TrackedAction, ...]:
        """The actions of an objective and of those below it."""
        return tuple(self.by_id[row.id] for row in objective.all_actions())

    def path_to(self, action: TrackedAction) -> tuple[ObjectiveRow, ...]:
        """The objectives that hold an action, from the top."""
        nodes = {node.id: node for top in self.objectives for node in top.walk()}
        path: list[ObjectiveRow] = []
        at: uuid.UUID | None = action.row.objective_id
        while at is not None:
            path.append(nodes[at])
            at = nodes[at].parent_id
        return tuple(reversed(path))

    def around(self, action: TrackedAction) -> tuple[TrackedAction | None, TrackedAction | None]:
        """The action before it and the one after it, in reading order."""
        at = self.actions.index(action)
        before = self.actions[at - 1] if at else None
        return before, self.actions[at + 1] if at + 1 < len(self.actions) else None

    def proofs(self) -> tuple[Proof, ...]:
        """Every proof once, the latest first, however many actions it stands for."""
        seen = {proof.id: proof for action in self.actions for proof in action.proofs}
        return tuple(sorted(seen.values(), key=lambda proof: (-proof.on.toordinal(), proof.title, proof.id)))

    def results(self) -> Iterator[ResultRow]:
        """Every expected result, in reading order."""
        for action in self.actions:
            yield from action.row.results


def counts(actions: Iterable[TrackedAction]) -> dict[Status, int]:
    """How many actions have each status, in the order in which statuses are shown; none is left out at zero."""
    tally = dict.fromkeys(Status, 0)
    for action in actions:
        tally[action.status] += 1
    return tally


def plan_view(workspace: Workspace, as_of: dt.date, *, reader: uuid.UUID | None = None) -> PlanView | None:
    """The plan of the open workspace on a day: as it stood at its end, when it is past; as it stands, with the
    statuses of that day, when it is today or to come. In six queries today; None while it has none. Give the
    reader (a user's id) to know which actions are theirs."""
    if as_of < timezone.localdate():
        return past_view(workspace, as_of, reader=reader)
    plan = plan_rows(reader=reader, on=as_of)
    if plan is None:
        return None
    return _view(plan, proofs(), as_of, workspace.boundary)


def tracked_actions(
    workspace: Workspace, ids: Collection[uuid.UUID], as_of: dt.date, *, reader: uuid.UUID | None = None
) -> Mapping[uuid.UUID, TrackedAction]:
    """These actions as they stand, with the statuses of that day, in four queries however many the plan has."""
    if not ids:
        return {}
    rows, proved = action_rows(ids, reader=reader, on=as_of), proofs(ids)
    return {pk: _tracked(row, proved.get(pk, ()), as_of, workspace.boundary) for pk, row in rows.items()}


def past_view(workspace: Workspace, as_of: dt.date, *, reader: uuid.UUID | None = None) -> PlanView | None:
    """The plan of the open workspace as it stood at the end of a past day, told by the journal; None when there
    was none yet."""
    image = image_of(workspace, as_of)
    plan = rows_of(image, reader=reader, on=as_of)
    if plan is None:
        return None
    return _view(plan, proofs_on(image, workspace.boundary), as_of, image.boundary, image)


def document_at(plan: PlanView) -> PlanDocument:
    """The whole plan of the view as a document."""
    then = document_on(plan.image) if plan.image else None
    return then or document_of(Plan.objects.get(pk=plan.facts.id))


def tracked_of(plan: PlanView) -> Tracked:
    """What stands beside the document of the view: proofs, results reached, how the year is set."""
    results = [one for one in plan.results() if one.reached_on]
    return Tracked(
        as_of=plan.as_of,
        boundary=plan.boundary,
        proofs={str(one.row.id): tuple(_fact(proof, one) for proof in one.proofs) for one in plan.actions},
        reached={str(one.id): one.reached_on for one in results if one.reached_on},
        since={str(one.row.id): one.row.state_since for one in plan.actions if one.row.state_since},
    )


def _fact(proof: Proof, action: TrackedAction) -> ProofFact:
    held = [str(one.id) for one in action.row.results if one.id in proof.results]
    about = (proof.title, str(proof.kind), proof.on, proof.academic_year, proof.draft)
    return ProofFact(str(proof.id), *about, tuple(held))


def dependencies_of(plan: PlanView) -> tuple[Need, ...]:
    """The dependencies between the actions of the view, in one query."""
    return dependencies_on(plan.image) if plan.image else dependencies()


def _view(
    plan: PlanRows, proofs: Proofs, as_of: dt.date, boundary: Boundary, image: Image | None = None
) -> PlanView:
    actions = tuple(_tracked(row, proofs.get(row.id, ()), as_of, boundary) for row in plan.actions())
    return PlanView(plan.facts, plan.objectives, actions, as_of, boundary, image)


def _tracked(row: ActionRow, proofs: tuple[Proof, ...], as_of: dt.date, boundary: Boundary) -> TrackedAction:
    years = {proof.academic_year for proof in proofs if not proof.draft}
    return TrackedAction(row, status(row.state, row.deadline, years, as_of, boundary), proofs)


_NOTE = ("id", "action_id", "on", "text", "state", "author_name", "body__acronym", "body__name", "about_year")


def notes(*, day: dt.date | None = None) -> tuple[Note, ...]:
    """The notes of all actions, the latest first, in one query; those that were written by the end of the day,
    when one is said."""
    rows = _written_by(day).order_by("-on", "-created_at")
    return tuple(Note(*row) for row in rows.values_list(*_NOTE))


def notes_of(action_id: uuid.UUID, *, day: dt.date | None = None) -> tuple[Note, ...]:
    """The same of one action, with those of the actions that were merged into it."""
    rows = _written_by(day).order_by("-on", "-created_at")
    rows = rows.filter(Q(action_id=action_id) | Q(action__merged_into=action_id))
    found = [(code, Note(*row)) for code, *row in rows.values_list("action__code", *_NOTE)]
    return tuple(one if one.action_id == action_id else replace(one, written_for=code) for code, one in found)


def last_notes(action_ids: Iterable[uuid.UUID], *, day: dt.date | None = None) -> Mapping[uuid.UUID, Note]:
    """The latest note of each of these actions that has one, in one query."""
    rows = _written_by(day).filter(action_id__in=list(action_ids)).order_by("on", "created_at")
    return {row[1]: Note(*row) for row in rows.values_list(*_NOTE)}


def _written_by(day: dt.date | None) -> QuerySet[ProgressUpdate]:
    rows: QuerySet[ProgressUpdate] = _until(day, ProgressUpdate.objects.all())
    return rows


def last_words(day: dt.date | None = None) -> Mapping[uuid.UUID, dt.date]:
    """The day of the last thing said of each action (a note, a proof or a postponement), by the end of the day
    when one is said. In one query."""
    notes, proofs, moves = (
        _written_by(day).values_list("action_id").annotate(last=Max("on")),
        _until(day, Evidence.objects.filter(removed_at=None)).values_list("actions").annotate(last=Max("on")),
        _until(day, Postponement.objects.filter(undone_at=None))
        .values_list("action_id")
        .annotate(last=Max("decided_on")),
    )
    days: dict[uuid.UUID, dt.date] = {}
    for action_id, on in notes.order_by().union(proofs.order_by(), moves.order_by()):
        days[action_id] = max(on, days.get(action_id, on))
    return days


def days_of_notes(*, until: dt.date) -> Mapping[uuid.UUID, tuple[dt.date, dt.date]]:
    """The days of the first and last notes of each action that has some until that day, in one query."""
    rows = ProgressUpdate.objects.filter(on__lte=until).order_by().values_list("action_id")
    return {pk: (first, last) for pk, first, last in rows.annotate(first=Min("on"), last=Max("on"))}


def _until(day: dt.date | None, rows: Any) -> Any:
    return rows.filter(created_at__lt=end_of(day)) if day is not None else rows
