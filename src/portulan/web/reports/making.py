"""Makes a document: what was asked is gathered from the open workspace, then written in its format."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from portulan.plans.queries.recommended import evaluations_of, recommended
from portulan.plans.queries.standing import standing_plan
from portulan.reports import files
from portulan.reports.templates import InTemplate
from portulan.shared.errors import Invalid
from portulan.tracking.queries import Note, PlanView, dependencies_of, last_notes, notes
from portulan.tracking.queries.postponements import postponements
from portulan.tracking.rules import Audience
from portulan.web.proofs import archive
from portulan.web.reports import dossier as dossiers
from portulan.web.reports.asked import Asked
from portulan.web.reports.follow_up import follow_up
from portulan.web.reports.front import Kept
from portulan.web.reports.kinds import DOCX, PDF, ZIP, Kind, title_of
from portulan.web.reports.plan_report import plan_report
from portulan.web.reports.proofs import AUDIENCES, listed_proofs, shown_to
from portulan.web.reports.recommendations import conditions_of, followed
from portulan.web.reports.slides import committee
from portulan.web.reports.summary import summary
from portulan.web.revisions.asked import asked_editions
from portulan.web.revisions.register import register_of
from portulan.web.uploads import megabytes
from portulan.workspaces.models import Workspace

Tell = Callable[[str, int, int], object]
"""Told what is being done in words, which step that is, of how many."""


def silently(stage: str, step: int, steps: int) -> None:
    """Nobody follows."""


@dataclass(frozen=True, slots=True)
class Order:
    """A document to make: of which part of the plan, in which format, for whom (a word of `AUDIENCES`); in an
    institution's template, the Word file of an archive too."""

    workspace: Workspace
    kept: Kept
    format: str
    audience: str = "membres"
    tell: Tell = silently
    template: InTemplate | None = None
    options: Mapping[str, str] = field(default_factory=dict)


def order_of(workspace: Workspace, kept: Kept, wanted: Asked, tell: Tell = silently) -> Order:
    """What was asked, of that part of the plan. Raises Http404, Invalid for a template that cannot be had."""
    return Order(workspace, kept, wanted.format, wanted.audience, tell, wanted.template, wanted.options)


@dataclass(frozen=True, slots=True)
class Made:
    """A document; its bytes come piece by piece, once."""

    pieces: Iterable[bytes]
    media_type: str
    suffix: str


def make(kind: Kind, order: Order) -> Made:
    """The document. Raises Invalid where its annexes weigh more than an archive may."""
    if order.format == ZIP:
        return _archive(order)
    order.tell(_("Rassemblement de ce que le plan en dit"), 1, 3)
    gather, write = _KINDS[kind]
    facts = gather(order)
    order.tell(_("Mise en page"), 2, 3)
    content, media_type, suffix = write(facts, order.template or order.format)
    order.tell(_("Rangement du fichier"), 3, 3)
    return Made([content], media_type, suffix)


def annexes_of(plan: PlanView) -> tuple[dossiers.Numbered, ...]:
    """The annexes of the dossier."""
    return dossiers.numbered(plan, evaluations_of(plan.image), shown_to(Audience.EXPERTS))


_BEFORE_ANNEXES = 3  # steps: gathering, and two documents


def _archive(order: Order) -> Made:
    """The dossier with its annexes and manifest. Steps: what is gathered, each document, each annex."""
    plan = order.kept.plan
    annexes = annexes_of(plan)
    weighed(annexes)
    steps = _BEFORE_ANNEXES + len(annexes)
    order.tell(_("Rassemblement de ce que le plan en dit"), 1, steps)
    facts = _told(order, annexes)
    documents, layouts = {}, {PDF: PDF, DOCX: order.template or DOCX}
    for rank, format in enumerate((PDF, DOCX), 2):
        order.tell(_("Mise en page du document (%(format)s)") % {"format": format.upper()}, rank, steps)
        documents[f"{title_of(Kind.DOSSIER)}.{format}"] = files.dossier_file(facts, layouts[format])[0]
    held, manifest = dossiers.members(documents, annexes)
    return Made(archive.stream(_one_by_one(held, order.tell, steps), manifest), "application/zip", ZIP)


def _one_by_one(held: Sequence[archive.Member], tell: Tell, steps: int) -> Iterator[archive.Member]:
    """The members of the archive; of the last ones, the annexes, each is told when its turn comes."""
    for step, one in enumerate(held, steps - len(held) + 1):
        if step > _BEFORE_ANNEXES:
            tell(_("Annexe jointe : %(title)s") % {"title": one.facts["title"]}, step, steps)
        yield one


def weighed(annexes: Sequence[dossiers.Numbered]) -> None:
    """Go on, or raise Invalid where these annexes weigh more than an archive may."""
    total = sum(one.proof.file_size for one in annexes)
    if total > settings.MAX_ARCHIVE_BYTES:
        raise Invalid(
            _(
                "Ces annexes pèsent %(weight)s : un zip en contient jusqu’à %(limit)s. Montrez-en moins "
                "aux expert·es."
            )
            % {"weight": megabytes(total), "limit": megabytes(settings.MAX_ARCHIVE_BYTES)}
        )


def notes_until(plan: PlanView) -> Mapping[uuid.UUID, Note]:
    """The last note of each action on the day of the plan."""
    return last_notes(list(plan.by_id), day=plan.past)


def notes_by_action(plan: PlanView) -> Mapping[uuid.UUID, tuple[Note, ...]]:
    """The notes of each action until the day of the plan, the latest first, in one query."""
    found: dict[uuid.UUID, list[Note]] = {}
    for one in notes(day=plan.past):
        if one.on <= plan.as_of:
            found.setdefault(one.action_id, []).append(one)
    return {pk: tuple(told) for pk, told in found.items()}


def _plan(order: Order) -> Any:
    return plan_report(order.workspace, order.kept, postponements(order.kept.plan.as_of))


def _follow_up(order: Order) -> Any:
    plan = order.kept.plan
    return follow_up(order.workspace, order.kept, postponements(plan.as_of), notes_until(plan))


def _recommendations(order: Order) -> Any:
    rows, questions = recommended(order.kept.plan.image)
    conditions = conditions_of(order.kept.plan, dependencies_of(order.kept.plan))
    return followed(order.workspace, order.kept, rows, questions, conditions)


def _proofs(order: Order) -> Any:
    return listed_proofs(order.workspace, order.kept, AUDIENCES[order.audience])


def _summary(order: Order) -> Any:
    rows, questions = recommended(order.kept.plan.image)
    moves = postponements(order.kept.plan.as_of)
    return summary(order.workspace, order.kept, moves, rows, questions)


def _slides(order: Order) -> Any:
    rows, questions = recommended(order.kept.plan.image)
    moves = postponements(order.kept.plan.as_of)
    return committee(order.workspace, order.kept, moves, rows, questions)


def _register(order: Order) -> Any:
    """From one edition to another, those between them included. Raises Http404 for one that is not kept."""
    plan = standing_plan(order.workspace, order.kept.plan.as_of)
    if plan is None:
        raise Http404
    known, (older, newer) = asked_editions(plan, order.options)
    return register_of(order.workspace, known[known.index(older) : known.index(newer) + 1])


def _dossier(order: Order) -> Any:
    return _told(order, annexes_of(order.kept.plan))


def _told(order: Order, annexes: tuple[dossiers.Numbered, ...]) -> Any:
    plan = order.kept.plan
    rows, questions = recommended(plan.image)
    moves, told_of = postponements(plan.as_of), notes_by_action(plan)
    return dossiers.dossier(order.workspace, order.kept, rows, questions, moves, told_of, annexes)


_KINDS: Mapping[Kind, tuple[Callable[[Order], Any], Callable[[Any, Any], tuple[bytes, str, str]]]] = {
    Kind.PLAN: (_plan, files.plan_report_file),
    Kind.FOLLOW_UP: (_follow_up, files.follow_up_file),
    Kind.RECOMMENDATIONS: (_recommendations, files.recommendations_file),
    Kind.PROOFS: (_proofs, files.proofs_file),
    Kind.SUMMARY: (_summary, files.summary_file),
    Kind.SLIDES: (_slides, files.slides_file),
    Kind.DOSSIER: (_dossier, files.dossier_file),
    Kind.REGISTER: (_register, files.register_file),
}
"""How each kind is gathered, then written."""
