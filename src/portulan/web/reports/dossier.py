"""The dossier for the experts gathered: what each recommendation led to, and the proofs that they may be shown."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.archives.zipping import safe
from portulan.plans.models import State
from portulan.plans.queries.recommendations import EvaluationRow, Question, RecommendationRow
from portulan.plans.queries.rows import ResultRow
from portulan.reports.kinds.dossier import Annex, Answered, Chapter, Dossier, Told
from portulan.tracking.models import EvidenceKind
from portulan.tracking.queries import Note, PlanView, Proof, TrackedAction
from portulan.tracking.queries.postponements import Moves
from portulan.typeset import csv
from portulan.typeset.page import Column, Sheet
from portulan.web.plan import marks
from portulan.web.plan.sentences import capital, feminine, joined, scale_in_words
from portulan.web.proofs.archive import Member, cell, member_at
from portulan.web.recommendations.page import recommendations_page
from portulan.web.reports.follow_up import move_lines, noted, result_state, set_wording, standing, written
from portulan.web.reports.front import Kept, front
from portulan.web.reports.proofs import action_codes
from portulan.web.reports.recommendations import answer_of, answering, evaluation_facts, page_of
from portulan.web.templatetags import ui
from portulan.workspaces.models import Workspace

Numbers = Mapping[uuid.UUID, str]
Notes = Mapping[uuid.UUID, tuple[Note, ...]]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A proof as an annex: its number, and what the archive holds of it."""

    number: str
    proof: Proof
    member: Member


def numbered(plan: PlanView, rows: Sequence[EvaluationRow], shown: frozenset[uuid.UUID]) -> tuple[Numbered, ...]:
    """The annexes: the proofs of the actions that answer a recommendation, in the order in which the dossier first
    needs them, of those that may be shown."""
    wanted = (pk for row in rows for one in row.recommendations for pk in one.actions)
    answering = [plan.by_id[pk] for pk in wanted if pk in plan.by_id]
    proofs = {one.id: one for action in answering for one in reversed(action.proofs) if one.id in shown}
    wide = max(2, len(str(len(proofs))))
    return tuple(_numbered(f"{rank:0{wide}d}", one, plan) for rank, one in enumerate(proofs.values(), 1))


def _numbered(number: str, proof: Proof, plan: PlanView) -> Numbered:
    name = f"{proof.title}.url" if proof.url else proof.file_name
    path = safe(_("Annexe %(number)s %(name)s") % {"number": number, "name": name})
    return Numbered(number, proof, member_at(proof, plan, path))


def dossier(
    workspace: Workspace,
    kept: Kept,
    rows: Sequence[EvaluationRow],
    questions: Sequence[Question],
    moves: Moves,
    notes: Notes,
    annexes: Sequence[Numbered],
) -> Dossier:
    """The dossier. `notes` are those of each action until its day, the latest first."""
    plan = kept.plan
    shown = recommendations_page(plan, rows, questions, slug=workspace.slug, edits=False)
    teller = _Teller(plan, moves, notes, {one.proof.id: one.number for one in annexes})
    counted = ngettext("%(n)s annexe.", "%(n)s annexes.", len(annexes)) % {"n": capital(feminine(len(annexes)))}
    return Dossier(
        front=front(workspace, kept),
        lead=f"{shown.title}. {counted}",
        chapters=tuple(teller.chapter(one) for one in rows),
        annexes=tuple(_annex(one, plan) for one in annexes),
        statuses=tuple(one.status for one in answering(rows, plan)),
        tally=scale_in_words(answering(rows, plan)),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells actions, each proof by the number of its annex."""

    plan: PlanView
    moves: Moves
    notes: Notes
    numbers: Numbers

    def chapter(self, row: EvaluationRow) -> Chapter:
        return Chapter(
            ui.typo(row.title), evaluation_facts(row), tuple(self.answered(one) for one in row.recommendations)
        )

    def answered(self, row: RecommendationRow) -> Answered:
        answer = answer_of(row)
        if answer and row.answered_on:
            answer = _("%(answer)s, le %(day)s") % {"answer": answer, "day": ui.long_day(row.answered_on)}
        return Answered(
            number=row.number,
            text=ui.typo(row.text),
            about=" · ".join(filter(None, [ui.typo(row.criterion), page_of(row)])),
            answer=answer,
            reason=ui.typo(row.reason),
            actions=tuple(self.told(self.plan.by_id[pk]) for pk in row.actions if pk in self.plan.by_id),
        )

    def told(self, action: TrackedAction) -> Told:
        row = action.row
        deadline = ui.typo(row.deadline.text) or _("à fixer")
        bodies = joined([written(one) for one in row.bodies]) or _("à désigner")
        return Told(
            code=row.code,
            text=set_wording(row.text),
            standing=standing(action),
            decided=(
                _("Responsables : %(bodies)s") % {"bodies": bodies},
                _("Échéance : %(deadline)s") % {"deadline": deadline},
                *(_("Attendu : %(result)s") % {"result": marks.plain(one.text)} for one in row.results),
            ),
            done=tuple(_("%(when)s : %(text)s") % said for said in map(_done, self.notes.get(row.id, ()))),
            proved=tuple(self.proved(action)),
            postponed=move_lines(self.moves.get(row.id, ())),
        )

    def proved(self, action: TrackedAction) -> Iterator[str]:
        """Each result with its annexes; then the proofs of the action as a whole."""
        for one in action.row.results:
            yield _("%(result)s : %(state)s") % {"result": marks.plain(one.text), "state": self.state(action, one)}
        if loose := self.annexes(action.loose_proofs()):
            yield _("Pour l’action entière : %(annexes)s") % {"annexes": loose}

    def state(self, action: TrackedAction, result: ResultRow) -> str:
        """Where a result stands; a proof that the experts may not be shown is said, not named."""
        proofs = action.proofs_of(result)
        said = [result_state(action, result), self.annexes(proofs)]
        if any(not one.draft and one.id not in self.numbers for one in proofs):
            said.append(_("preuve interne, non jointe"))
        return ", ".join(filter(None, said))

    def annexes(self, proofs: Iterable[Proof]) -> str:
        """ "annexes 01 et 04"."""
        found = sorted(self.numbers[one.id] for one in proofs if one.id in self.numbers)
        if not found:
            return ""
        return ngettext("annexe %(list)s", "annexes %(list)s", len(found)) % {"list": joined(found)}


def _done(note: Note) -> dict[str, str]:
    text = ui.typo(note.text) or (str(State(note.state).label) if note.state else "")
    return {"when": noted(note), "text": text}


def _annex(one: Numbered, plan: PlanView) -> Annex:
    proof = one.proof
    lost = one.member.facts["missing"]
    return Annex(
        number=one.number,
        title=ui.typo(proof.title),
        kind=str(EvidenceKind(proof.kind).label),
        day=ui.day(proof.on),
        actions=action_codes(proof, plan),
        file=proof.url or (_("fichier introuvable") if lost else one.member.path),
        sha256=proof.file_sha256,
    )


def members(
    documents: Mapping[str, bytes], annexes: Sequence[Numbered]
) -> tuple[tuple[Member, ...], dict[str, bytes]]:
    """What the archive holds: the documents by name, the annexes; and the manifest of all of them."""
    written_out = tuple(Member(name, None, content, _facts(name, content)) for name, content in documents.items())
    lines = [*(one.facts for one in written_out), *map(_annex_facts, annexes)]
    return (*written_out, *(one.member for one in annexes)), _manifest(lines)


def _facts(name: str, content: bytes) -> dict[str, Any]:
    sha256 = hashlib.sha256(content).hexdigest()
    return {"annex": "", "path": name, "sha256": sha256, "size": len(content), "title": name.rpartition(".")[0]}


def _annex_facts(one: Numbered) -> dict[str, Any]:
    """The line of an annex; the hash of a link is that of the small file that leads to it."""
    kept = ("path", "sha256", "size", "title", "date", "actions", "link", "missing")
    facts = {"annex": one.number} | {name: one.member.facts[name] for name in kept}
    if content := one.member.content:
        facts |= {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return facts


def _manifest(lines: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    titles = {
        "annex": _("Annexe"), "path": _("Chemin"), "sha256": _("Empreinte SHA-256"), "size": _("Taille en octets"),
        "title": _("Titre"), "date": _("Date"), "actions": _("Actions"), "link": _("Lien"),
        "missing": _("Fichier introuvable"),
    }  # fmt: skip
    rows = tuple(tuple(cell(line.get(name, "")) for name in titles) for line in lines)
    sheet = Sheet(_("Annexes"), tuple(Column(title, 20) for title in titles.values()), rows)
    told = json.dumps({"files": list(lines)}, ensure_ascii=False, indent=2)
    return {"manifeste.csv": csv.write(sheet), "manifeste.json": told.encode()}
