"""The readable part of an archive: plain pages for any browser, without Portulan, the plan as canonical JSON,
the journal as CSV."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext

from portulan.archives.zipping import different
from portulan.governance.models import Body, Seat
from portulan.governance.queries import BodyCard, body_cards
from portulan.plandoc import jsonfile
from portulan.plans.models import Answer, Plan, Revision, State
from portulan.plans.queries.document import document_of
from portulan.plans.queries.recommendations import EvaluationRow, by_action, evaluations
from portulan.tracking.queries import Note, PlanView, Proof, TrackedAction, notes, plan_view
from portulan.tracking.queries.postponements import postponements
from portulan.web.archives.journal import journal_csv
from portulan.web.plan.sentences import capital
from portulan.workspaces.models import Membership, Workspace

File = tuple[str, Iterable[bytes]]


def pages(workspace: Workspace, kept: Mapping[str, str], moment: dt.datetime) -> Iterator[File]:
    """Every readable file, by its path, in the language of the workspace, as things stand at that moment. `kept`
    are the paths of the kept files, by hash."""
    with translation.override(workspace.language):
        yield "LISEZMOI.txt", [_text("archives/readme.txt", workspace=workspace, moment=moment)]
        yield "style.css", [_text("archives/style.css")]
        yield "journal.csv", journal_csv(workspace.slug)
        view = plan_view(workspace, timezone.localdate(moment))
        if view is None:
            yield "index.html", [_text("archives/empty.html", workspace=workspace, moment=moment, up="")]
            return
        yield from _documents(view)
        yield from _Site(workspace, view, kept, moment).pages()


def _documents(view: PlanView) -> Iterator[File]:
    yield "plan.json", [jsonfile.dumps(document_of(Plan.objects.get(pk=view.facts.id))).encode()]
    for revision, path in _revisions():
        yield f"{path}.json", [jsonfile.dumps(jsonfile.from_json(revision.document)).encode()]


def _revisions() -> Iterator[tuple[Revision, str]]:
    """Every revision, the oldest first, with its path less the ending."""
    taken = set[str]()
    for one in Revision.objects.select_related("body").order_by("adopted_on", "created_at", "id"):
        yield one, different(f"revisions/{one.adopted_on.isoformat()}-{slugify(one.label)[:60]}", taken)


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A proof and where its file is; `address` is empty for a file that the archive could not hold."""

    proof: Proof
    address: str


@dataclass(frozen=True, slots=True)
class Said:
    """A note, with the state that it declares in words."""

    note: Note
    state: str


@dataclass
class _Site:
    """All that the pages link to each other by."""

    workspace: Workspace
    view: PlanView
    kept: Mapping[str, str]
    moment: dt.datetime
    bodies: Sequence[BodyCard] = field(default_factory=body_cards)
    reports: Sequence[EvaluationRow] = field(default_factory=evaluations)

    @cached_property
    def addresses(self) -> Mapping[uuid.UUID, str]:
        """The path of the page of each action, body and report."""
        taken = set[str]()
        named = [(one.row.id, "actions", one.row.code) for one in self.view.actions]
        named += [(one.id, "instances", one.label) for one in self.bodies]
        named += [(one.id, "evaluations", one.title) for one in self.reports]
        return {
            pk: different(f"{folder}/{slugify(name.replace('.', '-'))[:60] or pk}.html", taken)
            for pk, folder, name in named
        }

    def pages(self) -> Iterator[File]:
        """The index, then one page for each thing."""
        yield "index.html", [self._index()]
        yield from self._actions()
        yield from self._bodies()
        for report in self.reports:
            yield self._page(report.id, "evaluation", report=report, answers=self._answers(report))
        for revision, path in _revisions():
            document = jsonfile.from_json(revision.document)
            said = {"revision": revision, "document": document, "json": f"{PurePosixPath(path).name}.json"}
            yield f"{path}.html", [_text("archives/revision.html", up="../", workspace=self.workspace, **said)]

    def _page(self, pk: uuid.UUID, name: str, **context: Any) -> File:
        shared = {"up": "../", "workspace": self.workspace, "addresses": self.addresses}
        return self.addresses[pk], [_text(f"archives/{name}.html", **shared, **context)]

    def _index(self) -> bytes:
        return _text(
            "archives/index.html",
            up="",
            workspace=self.workspace,
            moment=self.moment,
            plan=self.view.facts,
            objectives=[_section(one, self) for one in self.view.objectives],
            bodies=[(one, self.addresses[one.id]) for one in self.bodies],
            reports=[(one, self.addresses[one.id]) for one in self.reports],
            revisions=[(one, f"{path}.html") for one, path in _revisions()],
            members=Membership.objects.select_related("user").order_by("user__name"),
            figures=(len(self.view.actions), len(self.view.proofs())),
        )

    def _actions(self) -> Iterator[File]:
        said, moves, ties = (
            defaultdict[uuid.UUID, list[Said]](list),
            postponements(),
            by_action(tuple(self.reports)),
        )
        for note in notes():
            said[note.action_id].append(Said(note, str(State(note.state).label) if note.state else ""))
        for action in self.view.actions:
            yield self._page(
                action.row.id,
                "action",
                action=action,
                status=_status(action),
                path=self.view.path_to(action),
                bodies=[(one, self.addresses.get(one.id, "")) for one in action.row.bodies],
                results=[(one, self._proofs(action.proofs_of(one))) for one in action.row.results],
                loose=self._proofs(action.loose_proofs()),
                said=said[action.row.id],
                moves=moves.get(action.row.id, ()),
                answered=[(one, self.addresses[one.evaluation_id]) for one in ties.get(action.row.id, ())],
            )

    def _proofs(self, proofs: Iterable[Proof]) -> list[ProofLine]:
        return [ProofLine(one, self._address(one)) for one in proofs]

    def _address(self, proof: Proof) -> str:
        if proof.url:
            return proof.url
        path = self.kept.get(proof.file_sha256, "")
        return f"../{quote(path)}" if path else ""

    def _bodies(self) -> Iterator[File]:
        seats = defaultdict[uuid.UUID, list[Seat]](list)
        for seat in Seat.objects.select_related("person__user").order_by("starts", "id"):
            seats[seat.body_id].append(seat)
        kinds = dict(Body._meta.get_field("kind").flatchoices)
        carried = defaultdict[uuid.UUID, list[tuple[TrackedAction, bool]]](list)
        for action in self.view.actions:
            for one in action.row.bodies:
                carried[one.id].append((action, one.pilot))
        for card in self.bodies:
            lines = [(action, self.addresses[action.row.id], pilot) for action, pilot in carried[card.id]]
            kind = capital(str(kinds.get(card.kind, "")))
            yield self._page(card.id, "body", body=card, kind=kind, seats=seats[card.id], lines=lines)

    def _answers(self, report: EvaluationRow) -> list[Any]:
        words = {one.value: str(one.label) for one in Answer}
        known = self.view.by_id
        return [
            (
                one,
                words.get(one.answer, ""),
                [(known[pk].row, self.addresses[pk]) for pk in one.actions if pk in known],
            )
            for one in report.recommendations
        ]


@dataclass(frozen=True, slots=True)
class Section:
    """An objective as the index prints it; `level` is that of its heading."""

    objective: Any
    level: int
    actions: tuple[tuple[TrackedAction, str, str], ...]
    sections: "tuple[Section, ...]"


def _section(objective: Any, site: _Site, level: int = 3) -> Section:
    own = [site.view.by_id[one.id] for one in objective.actions]
    return Section(
        objective,
        min(level, 6),
        tuple((one, site.addresses[one.row.id], _status(one)) for one in own),
        tuple(_section(one, site, level + 1) for one in objective.objectives),
    )


def _status(action: TrackedAction) -> str:
    return gettext(action.status.label)


def _text(template: str, **context: Any) -> bytes:
    return render_to_string(template, context).encode()
