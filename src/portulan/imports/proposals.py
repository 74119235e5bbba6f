"""A file that comes back: the plan that it came from, what it would change here, and what was chosen of that."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from portulan.imports import queries, rules
from portulan.imports.models import Import, ImportState
from portulan.plandoc import carried, jsonfile
from portulan.plandoc.comparison.changes import Change, Field, Slippage, Sort, compared, slippage
from portulan.plandoc.comparison.hearing import heard, titled
from portulan.plandoc.comparison.merge import CellProposal, Verdict, merged, paired, with_new_rows
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.recognition.findings import Recognition
from portulan.plandoc.text import fold
from portulan.plans.commands.applying import APPLICABLE
from portulan.plans.models import Plan, Revision
from portulan.plans.queries.document import document_of
from portulan.plans.queries.revisions import identities, ours

FILE, HERE = "file", "here"
ELSEWHERE = frozenset({Field.STATE, Field.EXTRA})
_LATEST = 30
_HARDLY = 5  # less than one action in so many

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that the file is taken to come from: `what` is "export" (our own file carries it), "revision",
    "import" or "plan" (as it stands)."""

    what: str
    label: str
    on: dt.date | None
    document: PlanDocument


@dataclass(frozen=True)
class Proposal:
    """What a file would change of the plan as it stands now. `cells` are those that a person decides, in the
    file's reading order; `since` those that only the plan here changed; `elsewhere` what the file says that no
    file decides (states, other columns). `names` gives the plan's identity of each action of the file."""

    origin: Origin
    live: PlanDocument
    file: PlanDocument
    cells: tuple[CellProposal, ...]
    since: tuple[CellProposal, ...]
    choices: Mapping[str, str]
    elsewhere: tuple[CellProposal, ...]
    names: Mapping[str, str]

    def chosen(self, cell: CellProposal) -> str:
        """FILE, HERE, or empty for a conflict that nobody decided yet. A row leaves the plan, or an objective that
        the file does not have, only on request; nothing comes from another plan but on request."""
        if (given := self.choices.get(cell.token)) is not None:
            return given
        if cell.verdict is Verdict.BOTH:
            return ""
        if self.is_another:
            return HERE
        left = cell.field is Field.PLACE and cell.here.holder in self.absent
        return HERE if left or cell.change().sort is Sort.REMOVED else FILE

    @cached_property
    def absent(self) -> frozenset[str]:
        """The rows that the file does not have."""
        return frozenset(one.id for one in self.cells if one.change().sort is Sort.REMOVED)

    @cached_property
    def met(self) -> int:
        """How many actions of the file are in the plan."""
        ours = {one.id for one in self.live.actions()}
        return sum(1 for one in self.file.actions() if one.id in ours)

    @property
    def is_another(self) -> bool:
        """Whether the file is rather some other plan: hardly any of its actions is here."""
        return self.met * _HARDLY < sum(1 for _one in self.file.actions())

    def doubts(self, subjects: Iterable[str]) -> int:
        """How many of these doubts, by the actions they are about, concern what the file would change."""
        changed = {one.id for one in self.cells}
        return sum(1 for own in subjects if self.names.get(own) in changed)

    def accepted(self) -> tuple[Change, ...]:
        """The changes to make: what the file says, where it was chosen."""
        return tuple(one.change() for one in self.cells if self.chosen(one) == FILE)

    @cached_property
    def seen(self) -> str:
        """A mark of the plan as it stands: another one as soon as it changes."""
        return hashlib.sha256(jsonfile.dumps(self.live).encode()).hexdigest()[:16]

    def slippage(self) -> Slippage:
        """How deadlines moved from the file to the plan, when the file is the older one."""
        return slippage(compared(self.file, self.live))


def proposal_of(opened: Import, plan: Plan) -> Proposal:
    """What the file would change, computed against the plan as it stands."""
    live, known = document_of(plan), identities(plan)
    decided = rules.decided_document(
        rules.reading_from_json(opened.reading),
        rules.decisions_from_json(opened.decisions),
        queries.boundary(),
    )
    kept = opened.proposal.get("origin")
    origin = _origin_from_json(kept) if kept else _likeliest(plan, decided, live)
    base = titled(ours(origin.document, known))
    named = paired(base, live, decided, named=lambda own: str(uuid.uuid5(opened.pk, own)))
    file = heard(named, with_new_rows(base, live))
    told = merged(base, live, file)
    cells = [one for one in told if one.field in APPLICABLE]
    return Proposal(
        origin,
        live,
        file,
        tuple(one for one in cells if one.verdict is not Verdict.HERE),
        tuple(one for one in cells if one.verdict is Verdict.HERE),
        opened.proposal.get("choices", {}),
        tuple(one for one in told if one.field in ELSEWHERE and one.verdict is not Verdict.HERE),
        {own.id: mine.id for own, mine in zip(decided.actions(), file.actions(), strict=True)},
    )


def first_look(name: str, found: Recognition) -> Json:
    """What to remember of a file when it comes: the plan that it came from. Nothing where there is no plan."""
    plan = Plan.objects.first()
    if plan is None:
        return {}
    known = identities(plan)
    origin = _carried(name, found, known) or _likeliest(plan, found.document, document_of(plan))
    return {"origin": _origin_to_json(origin)}


def taken_before(opened: Import) -> Import | None:
    """The time when the same file was accepted already."""
    same = Import.objects.filter(file_sha256=opened.file_sha256, state=ImportState.ACCEPTED)
    return same.exclude(pk=opened.pk).order_by("-decided_at").first()


def _carried(name: str, found: Recognition, known: set[str]) -> Origin | None:
    """The plan that our own Word file carries, when it is one of this plan."""
    try:
        document = jsonfile.loads(found.facts.get(carried.NAME, ""))
    except jsonfile.NotAPlanFile:
        return None
    ids = [one.id for one in document.actions()]
    ours = sum(1 for own in ids if own in known)
    return Origin("export", name, None, document) if ids and ours * 2 > len(ids) else None


def _likeliest(plan: Plan, file: PlanDocument, live: PlanDocument) -> Origin:
    """The document that has most of the file's wording: the plan as it stands, a revision, a file taken before."""
    mine = _sayings(file)
    origins = [Origin("plan", plan.title, None, live), *_past(plan)]
    return max(origins, key=lambda one: len(mine & _sayings(one.document)))


def _past(plan: Plan) -> Iterator[Origin]:
    for revision in Revision.objects.filter(plan=plan)[:_LATEST]:
        document = jsonfile.from_json(revision.document)
        yield Origin("revision", revision.label, revision.adopted_on, document)
    taken = Import.objects.filter(plan=plan, state=ImportState.ACCEPTED).exclude(proposal={})
    for one in taken.order_by("-decided_at")[:_LATEST]:
        if "file" in one.proposal:
            on = one.decided_at.date() if one.decided_at else None
            yield Origin("import", one.file_name, on, jsonfile.from_json(one.proposal["file"]))


def _sayings(document: PlanDocument) -> set[tuple[str, str]]:
    """What a document says, cell by cell, whatever the codes."""
    found: set[tuple[str, str]] = set()
    for action in document.actions():
        text = fold(action.text.plain)
        bodies = ", ".join(fold(one.name) for one in action.responsibles)
        results = " ".join(fold(one.text.plain) for one in action.expected_results)
        found |= {(text, ""), (text, fold(action.deadline.text)), (text, bodies), (text, results)}
    return found


def _origin_to_json(origin: Origin) -> Json:
    return {
        "what": origin.what,
        "label": origin.label,
        "on": origin.on.isoformat() if origin.on else None,
        "document": jsonfile.to_json(origin.document),
    }


def _origin_from_json(data: Json) -> Origin:
    on = dt.date.fromisoformat(data["on"]) if data["on"] else None
    return Origin(data["what"], data["label"], on, jsonfile.from_json(data["document"]))


def with_choices(kept: Json, tokens: Mapping[str, str]) -> Json:
    """What is remembered, with these choices; an empty one is taken back."""
    choices = {**kept.get("choices", {}), **tokens}
    return {**kept, "choices": {name: choice for name, choice in choices.items() if choice}}


def as_revision(proposal: Proposal) -> PlanDocument:
    """The file's document as it is kept: under the plan's identities, its own words."""
    return replace(titled(proposal.file), language=proposal.live.language)
