"""Three documents: what a file changes of the plan it came from, beside what changed here since."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portulan.plandoc.comparison.changes import Change, Field, Sort, applied, compared
from portulan.plandoc.comparison.matching import aligned
from portulan.plandoc.comparison.table import Kind, Place
from portulan.plandoc.document import PlanDocument


class Verdict(StrEnum):
    """Who changed a cell since the base: the file, the plan here, or both, each in its own way."""

    FILE = "file"
    HERE = "here"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class CellProposal:
    """One cell that is not the same everywhere. PRESENCE holds rows (None where there is none), PLACE places, as
    in `Change`. `place` says where a row that comes is put."""

    kind: Kind
    id: str
    field: Field
    base: Any
    file: Any
    here: Any
    verdict: Verdict
    place: Place | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}:{self.field}"

    @property
    def token(self) -> str:
        """The name of a decision: of this cell, as long as both sides say the same."""
        said = hashlib.sha256(f"{self.here!r}\n{self.file!r}".encode()).hexdigest()[:12]
        return f"{self.key}:{said}"

    def change(self) -> Change:
        """What accepting it changes here."""
        return Change(self.kind, self.id, self.field, self.here, self.file, self.place)


Changed = Mapping[tuple[Kind, str, Field], Change]


def merge(base: PlanDocument, ours: PlanDocument, theirs: PlanDocument) -> tuple[CellProposal, ...]:
    """Each cell that the file (`theirs`) or the plan here (`ours`) changed since the base, row by row in the
    file's reading order; what both changed to the same is not told. The identities of base and ours are one
    already; the file's rows are paired with the base's, and those that are new with the new ones here."""
    return merged(base, ours, paired(base, ours, theirs))


def paired(
    base: PlanDocument,
    ours: PlanDocument,
    theirs: PlanDocument,
    *,
    identities: bool = True,
    named: Callable[[str], str] | None = None,
) -> PlanDocument:
    """The file's document under the identities of the base and of the plan here (see `aligned`)."""
    known = aligned(theirs, base, identities=identities)
    return aligned(known, with_new_rows(base, ours), named=named)


def with_new_rows(base: PlanDocument, ours: PlanDocument) -> PlanDocument:
    """The base with the rows that came here since."""
    return applied(base, [one for one in compared(base, ours) if one.sort is Sort.ADDED])


def merged(base: PlanDocument, ours: PlanDocument, theirs: PlanDocument) -> tuple[CellProposal, ...]:
    """The same for three documents that have one identity for each row already."""
    filed, here = _by_cell(compared(base, theirs)), _by_cell(compared(base, ours))
    between = _by_cell(compared(ours, theirs))
    return tuple(_proposals(filed, here, between))


def _by_cell(found: tuple[Change, ...]) -> Changed:
    return {(one.kind, one.id, one.field): one for one in found}


def _proposals(filed: Changed, here: Changed, between: Changed) -> Iterator[CellProposal]:
    both_new = {key[:2] for key, one in filed.items() if one.sort is Sort.ADDED and key in here}
    for cell, change in between.items():
        if cell[:2] in both_new:
            yield _proposal(change, None, Verdict.BOTH)
        elif change.field is Field.PRESENCE:
            yield from _presence(cell, change, filed, here)
        elif change.field is Field.PLACE:
            yield from _place(cell, change, filed, here)
        elif not _same_results(change):
            mine, its = here.get(cell), filed.get(cell)
            verdict = Verdict.HERE if its is None else Verdict.FILE if mine is None else Verdict.BOTH
            yield _proposal(change, (its or mine or change).before, verdict)


def _same_results(change: Change) -> bool:
    """Results that came on both sides have an identity of each; what they say is what counts."""
    if change.field is not Field.RESULTS:
        return False
    before, after = ([(one.text, one.kind) for one in side] for side in (change.before, change.after))
    return before == after


def _presence(
    cell: tuple[Kind, str, Field], change: Change, filed: Changed, here: Changed
) -> Iterator[CellProposal]:
    """A row that stands on one side only; removed on a side and changed on the other, it is a conflict."""
    mine, its = here.get(cell), filed.get(cell)
    if mine is None:  # it stands, or not, here as in the base: the file added or removed it
        touched = any(key[:2] == cell[:2] for key in here)
        yield _proposal(change, change.before, Verdict.BOTH if touched else Verdict.FILE)
    elif its is None:  # the file has it, or not, as the base: it was removed or added here
        touched = any(key[:2] == cell[:2] for key in filed)
        yield _proposal(change, change.after, Verdict.BOTH if touched else Verdict.HERE)


def _place(cell: tuple[Kind, str, Field], change: Change, filed: Changed, here: Changed) -> Iterator[CellProposal]:
    """Order is told only where a side moved the row itself, not where its neighbours moved."""
    mine, its = here.get(cell), filed.get(cell)
    if its is None and mine is None:
        return
    verdict = Verdict.HERE if its is None else Verdict.FILE if mine is None else Verdict.BOTH
    yield _proposal(change, (its or mine or change).before, verdict)


def _proposal(change: Change, base: Any, verdict: Verdict) -> CellProposal:
    return CellProposal(
        change.kind, change.id, change.field, base, change.after, change.before, verdict, change.place
    )
