"""A draft beside the plan as it stands: what it would change, what changed here meanwhile."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from portulan.drafts.models import Draft, DraftChange, DraftState
from portulan.plandoc import jsonfile
from portulan.plandoc.comparison.changes import Change, Sort, applied
from portulan.plandoc.comparison.merge import CellProposal, Verdict, merged
from portulan.plandoc.coverage import way_of
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.drafting import told_by, unplaced
from portulan.plans.commands.applying import APPLICABLE
from portulan.plans.queries.document import document_of


@dataclass(frozen=True)
class Work:
    """A draft with its documents: the plan that it was made from, what it makes of it, the plan as it stands. The
    states of actions are those of today in all three. `merged` names, of actions that left, what each became."""

    version: int
    base: PlanDocument
    document: PlanDocument
    live: PlanDocument
    merged: Mapping[str, str]
    reasons: Mapping[str, str]

    @cached_property
    def cells(self) -> tuple[CellProposal, ...]:
        """The cells that the draft or the plan here changed since the base."""
        return tuple(one for one in merged(self.base, self.live, self.document) if one.field in APPLICABLE)

    @cached_property
    def since(self) -> tuple[CellProposal, ...]:
        """What changed here alone."""
        return tuple(one for one in self.cells if one.verdict is Verdict.HERE)

    @cached_property
    def conflicts(self) -> tuple[CellProposal, ...]:
        """What both changed, each in its own way."""
        return tuple(one for one in self.cells if one.verdict is Verdict.BOTH)

    @property
    def wanted(self) -> tuple[Change, ...]:
        """What the draft alone changes of the plan as it stands."""
        return tuple(one.change() for one in self.cells if one.verdict is Verdict.FILE)

    @cached_property
    def target(self) -> PlanDocument:
        """The plan once the draft is adopted, as far as nothing is left to decide."""
        return applied(self.live, self.wanted)

    @property
    def homeless(self) -> tuple[Change, ...]:
        """New rows whose objective left the plan meanwhile."""
        return unplaced(self.target, self.wanted)

    @property
    def kept_back(self) -> tuple[Change, ...]:
        """Objectives that the draft drops and that hold something here since."""
        standing = {one.id for one in self.target.walk()}
        return tuple(one for one in self.wanted if one.sort is Sort.REMOVED and one.id in standing)

    @cached_property
    def seen(self) -> str:
        """A mark of both sides: another one as soon as the draft or the plan changes."""
        said = f"{self.version} {jsonfile.compact(self.live)}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def ways(self, document: PlanDocument) -> dict[str, tuple[str, ...]]:
        """The merges that hold in that document: of each action that left, those that it became part of, one after
        the other; the last one stands."""
        standing = {one.id for one in document.actions()}
        found = {gone: way_of(gone, self.merged) for gone in self.merged if gone not in standing}
        return {gone: way for gone, way in found.items() if way[-1] in standing}


def work_on(draft: Draft) -> Work:
    """The draft with its documents, in four queries."""
    live = document_of(draft.plan)
    base, document = (told_by(jsonfile.from_json(one), live) for one in (draft.base, draft.document))
    return Work(draft.version, base, document, live, draft.merged, draft.reasons)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list, without its documents."""

    id: uuid.UUID
    label: str
    aim: str
    opened_by: str
    created_at: object
    changed_at: object


def open_drafts() -> tuple[DraftLine, ...]:
    """The drafts in preparation, the latest first, in one query."""
    rows = Draft.objects.filter(state=DraftState.OPEN)
    names = ("id", "label", "aim", "opened_by_name", "created_at", "changed_at")
    return tuple(DraftLine(*row) for row in rows.values_list(*names))


def changes_of(draft: Draft) -> tuple[DraftChange, ...]:
    """What was done in the draft, the latest first, in one query."""
    return tuple(DraftChange.objects.filter(draft=draft))
