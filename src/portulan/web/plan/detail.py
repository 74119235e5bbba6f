"""An action unfolded: its results with their proofs, its last note, and what the reader may do."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portulan.plandoc.document import DeclaredState
from portulan.plans.queries.rows import ActionRow, ResultRow
from portulan.tracking.models import EvidenceKind
from portulan.tracking.queries import Note, Proof, ResultState, TrackedAction
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import capital, month
from portulan.web.templatetags import ui
from portulan.workspaces.models import Membership
from portulan.workspaces.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A proof on one line: icon, title as a link, kind, day, author; `remove_address` for who may take it away."""

    icon: SafeString
    title: str
    address: str
    external: bool
    about: str
    note: str
    remove_address: str


@dataclass(frozen=True, slots=True)
class ResultCard:
    """An expected result, where it stands, what proves it."""

    id: str
    submission: str
    state: str
    icon: SafeString
    text: SafeString
    in_a_word: str
    in_words: str
    proofs: tuple[ProofLine, ...]
    reached: bool
    reach_address: str
    unreach_address: str
    add_address: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as pages show it; `this_year` fills its diamond."""

    text: str
    who: str
    body: str
    on: str
    on_iso: str
    declared: str
    this_year: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """What the unfolded row shows."""

    id: str
    code: str
    address: str
    results: tuple[ResultCard, ...]
    loose_proofs: tuple[ProofLine, ...]
    since: str
    note: NoteLine | None
    may_report: bool
    evidence_address: str
    progress_address: str


def detail(action: TrackedAction, note: Note | None, membership: Membership, *, from_plan: bool = True) -> Detail:
    """An action unfolded for this member, in the plan (forms come back to its row) or on its own page."""
    slug, row = membership.workspace.slug, action.row
    after = _back_to_row(slug, row) if from_plan else ""
    allowed = may_report(membership, row)
    return Detail(
        id=str(row.id),
        code=row.code,
        address=address("action", slug, row.id),
        results=tuple(_card(one, action, slug, after, allowed) for one in row.results),
        loose_proofs=tuple(_proof(one, slug, after, allowed) for one in action.loose_proofs()),
        since=since(row),
        note=note_line(note) if note else None,
        may_report=allowed,
        evidence_address=address("evidence_add", slug, row.id) + _query(after),
        progress_address=address("progress_add", slug, row.id) + _query(after),
    )


def _back_to_row(slug: str, row: ActionRow) -> str:
    return f"{reverse('plan', args=[slug])}?ouvrir={row.id}#a-{row.id}"


def _query(after: str, **values: str) -> str:
    """The query of an address: these values, and where the form goes next."""
    values |= {"next": after} if after else {}
    return f"?{urlencode(values)}" if values else ""


def may_report(membership: Membership, row: ActionRow) -> bool:
    """Whether this member may note progress and add proofs; the row must have been read for them."""
    verdict = may(
        membership,
        Permission.REPORT,
        action_bodies={body.id for body in row.bodies},
        own_bodies={body.id for body in row.bodies if body.mine},
    )
    return bool(verdict)


def note_line(note: Note, *, this_year: bool = True) -> NoteLine:
    """A note as pages show it."""
    return NoteLine(
        text=note.text,
        who=note.author_name,
        body=note.body,
        on=ui.long_day(note.on),
        on_iso=note.on.isoformat(),
        declared=state_words(note.state) if note.state else "",
        this_year=this_year,
    )


def since(row: ActionRow) -> str:
    """ "en cours depuis mars 2026": what is declared, and since when; empty when nothing is."""
    if row.state is DeclaredState.NOT_STARTED:
        return ""
    words = state_words(row.state).lower()
    if row.state_since is None:
        return words
    return _("%(state)s depuis %(month)s") % {"state": words, "month": month(row.state_since)}


def state_words(state: str) -> str:
    """A declared state in a word."""
    return {
        DeclaredState.NOT_STARTED: _("Pas commencée"),
        DeclaredState.STARTED: _("En cours"),
        DeclaredState.DONE: _("Réalisée"),
        DeclaredState.SUSPENDED: _("Suspendue"),
        DeclaredState.DROPPED: _("Abandonnée"),
    }[DeclaredState(state)]


def _card(result: ResultRow, action: TrackedAction, slug: str, after: str, allowed: bool) -> ResultCard:
    state = action.state_of(result)
    words = {
        ResultState.REACHED: _("Atteint"),
        ResultState.PREPARED: _("En préparation"),
        ResultState.EXPECTED: _("Attendu"),
    }[state]
    on = result.reached_on
    return ResultCard(
        id=str(result.id),
        submission="" if after else str(uuid.uuid4()),
        state=state.value,
        icon=ui.icon(marks.RESULT_ICONS[state]),
        text=marks.wording(result.text),
        in_a_word=words,
        in_words=_("Atteint le %(day)s") % {"day": ui.long_day(on)} if on else words,
        proofs=tuple(_proof(proof, slug, after, allowed) for proof in action.proofs_of(result)),
        reached=on is not None,
        reach_address=address("result_reached", slug, result.id),
        unreach_address=address("result_unreached", slug, result.id) + _query(after),
        add_address=address("evidence_add", slug, action.row.id) + _query(after, resultat=str(result.id)),
        links=(
            (
                _("ou collez un lien"),
                address("evidence_add", slug, action.row.id) + _query("", resultat=str(result.id)),
            ),
        ),
    )


def _proof(proof: Proof, slug: str, after: str, allowed: bool) -> ProofLine:
    """In the plan, where forms come back to the row (`after`), the author is left to the action's own page."""
    about = [capital(str(EvidenceKind(proof.kind).label)), ui.day(proof.on)]
    return ProofLine(
        icon=marks.proof_icon(proof.kind, proof.draft),
        title=proof.title,
        address=proof_address(proof.id, proof.url, slug),
        external=bool(proof.url),
        about=" · ".join(about if after else [*about, proof.author_name]),
        note=proof.note,
        remove_address=address("evidence_remove", slug, proof.id) + _query(after) if allowed else "",
    )


def proof_address(proof_id: uuid.UUID, url: str, slug: str) -> str:
    """Where a proof is read: its own address when it is a link of the web, else its file."""
    if url.startswith(("https://", "http://")):
        return url
    return address("evidence_file", slug, proof_id)
