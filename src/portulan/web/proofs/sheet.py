"""The page of one proof: facts, what it proves, how it is shown, its versions, its journal."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portulan.journal.models import Entry
from portulan.plandoc.academic_year import AcademicYear
from portulan.plans.models import Action
from portulan.shared import filestore
from portulan.tracking import rules
from portulan.tracking.models import Evidence, EvidenceKind, Visibility
from portulan.tracking.queries.proofs import versions_of
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.detail import proof_address
from portulan.web.plan.journal_words import Line, in_words, lines
from portulan.web.plan.sentences import capital
from portulan.web.templatetags import ui
from portulan.web.uploads import weight
from portulan.workspaces.models import Membership
from portulan.workspaces.permissions import Permission, may

HEAD = 1024


@dataclass(frozen=True, slots=True)
class ProvedAction:
    """An action that the proof stands for, and the results of it that it proves."""

    code: str
    title: str
    address: str
    results: tuple[SafeString, ...]
    gone: bool
    unlink_id: str


@dataclass(frozen=True, slots=True)
class Version:
    title: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """All that the page prints. `shown_as` is "pdf", "picture" or empty; the choices are (value, word, chosen)."""

    id: str
    title: str
    icon: SafeString
    kind: str
    on: str
    year: str
    author: str
    added: str
    weight: str
    file_name: str
    note: str
    draft: bool
    removed: bool
    sha256: str
    visibility: SafeString
    visibilities: tuple[tuple[str, str, bool], ...]
    external: str
    open_address: str
    download_address: str
    shown_as: str
    lost: bool
    actions: tuple[ProvedAction, ...]
    later: Version | None
    earlier: tuple[Version, ...]
    history: list[Line]
    may_change: bool
    may_show: bool


def proof_sheet(
    evidence: Evidence, membership: Membership, *, own: Collection[uuid.UUID], may_show: bool
) -> ProofSheet:
    """A proof as this member sees it; `own` are the bodies in which they sit. In a constant number of queries."""
    slug = membership.workspace.slug
    versions = versions_of(evidence)
    last = versions.last.pk == evidence.pk
    actions = list(
        evidence.actions.order_by("position", "pk").prefetch_related("responsibilities", "expected_results")
    )
    proved = set(evidence.results.values_list("pk", flat=True))
    stands = last and evidence.removed_at is None
    allowed = {one.pk for one in actions if stands and _may_report(membership, one, own)}
    whole = bool(actions) and len(allowed) == len(actions)
    file = address("evidence_file", slug, evidence.pk) if evidence.file_sha256 else ""
    head = _head(evidence)
    return ProofSheet(
        id=str(evidence.pk),
        title=ui.typo(evidence.title),
        icon=marks.proof_icon(evidence.kind, evidence.draft),
        kind=capital(str(EvidenceKind(evidence.kind).label)),
        on=ui.long_day(evidence.on),
        year=AcademicYear(evidence.academic_year).long,
        author=evidence.author_name,
        added=ui.long_day(evidence.created_at),
        weight=weight(evidence.file_size) if evidence.file_size else "",
        file_name=evidence.file_name,
        note=evidence.note,
        draft=evidence.draft,
        removed=evidence.removed_at is not None,
        sha256=evidence.file_sha256,
        visibility=marks.visibility(evidence.visibility),
        visibilities=tuple((one.value, str(one.label), one == evidence.visibility) for one in Visibility),
        external=proof_address(evidence.pk, evidence.url, slug) if evidence.url else "",
        open_address=file,
        download_address=f"{file}?telecharger=1" if file else "",
        shown_as=_shown_as(head),
        lost=bool(evidence.file_sha256) and head is None,
        actions=tuple(_proved(one, proved, slug, len(actions) > 1 and one.pk in allowed) for one in actions),
        later=None if last else _version(versions.last, slug),
        earlier=tuple(_version(one, slug) for one in versions.earlier if one.pk != evidence.pk),
        history=_history(evidence, slug),
        may_change=whole,
        may_show=may_show and stands,
    )


def _may_report(membership: Membership, action: Action, own: Collection[uuid.UUID]) -> bool:
    bodies = {one.body_id for one in action.responsibilities.all()}
    return bool(may(membership, Permission.REPORT, action_bodies=bodies, own_bodies=own))


def _proved(action: Action, proved: Collection[uuid.UUID], slug: str, apart: bool) -> ProvedAction:
    return ProvedAction(
        code=action.code,
        title=ui.typo(action.short_title) or marks.plain(action.text),
        address=address("action", slug, action.pk),
        results=tuple(
            marks.wording(one.text)
            for one in sorted(action.expected_results.all(), key=lambda result: result.position)
            if one.pk in proved and one.removed_at is None
        ),
        gone=action.removed_at is not None,
        unlink_id=str(action.pk) if apart else "",
    )


def _version(evidence: Evidence, slug: str) -> Version:
    words = _("version du %(day)s") % {"day": ui.long_day(evidence.on)}
    return Version(ui.typo(evidence.title), words, address("proof", slug, evidence.pk))


def _history(evidence: Evidence, slug: str) -> list[Line]:
    """What was done to it, each change once although several journals say it."""
    entries = in_words(Entry.objects.filter(subject_id=evidence.pk))
    once = {(entry.batch, entry.verb): entry for entry in reversed(entries)}
    return lines(reversed(once.values()), slug)


def _head(evidence: Evidence) -> bytes | None:
    """The first bytes of its file; None when there is none (any more)."""
    if not evidence.file_sha256:
        return None
    try:
        with filestore.path(evidence.workspace.pk, evidence.file_sha256).open("rb") as stored:
            return stored.read(HEAD)
    except FileNotFoundError:
        return None


def _shown_as(head: bytes | None) -> str:
    """How a page may hold it: told from its bytes alone."""
    served = rules.served(head or b"")
    if not served.inline:
        return ""
    return "pdf" if served.content_type == "application/pdf" else "picture"
