"""An action unfolded: its results with their proofs, its last note, and what the reader may do."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portulan.plandoc.document import DeclaredState
from portulan.plans.models import Sufficiency
from portulan.plans.queries.rows import ActionRow, ResultRow
from portulan.tracking.models import EvidenceKind
from portulan.tracking.queries import Note, Proof, ResultState, TrackedAction
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.sentences import capital, month, results_proved
from portulan.web.templatetags import ui
from portulan.workspaces.models import Membership
from portulan.workspaces.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A proof on one line: icon, title as a link to its page, kind, day, author, who may be shown it; the version
    that it replaced; `link` when it is one of the web; `remove_address` for who may take it away."""

    icon: SafeString
    title: str
    address: str
    link: str
    earlier_address: str
    about: str
    visibility: SafeString
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
    verdict: str
    verdict_icon: str
    verdict_kind: str
    judge_address: str


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
    written_for: str = ""


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
    postpone_address: str


def detail(action: TrackedAction, note: Note | None, membership: Membership, *, from_plan: bool = True) -> Detail:
    """An action unfolded for this member, in the plan (forms come back to its row) or on its own page."""
    slug, row = membership.workspace.slug, action.row
    after = _back_to_row(slug, row) if from_plan else ""
    allowed, judges = may_report(membership, row), bool(may(membership, Permission.EDIT_PLAN))
    return Detail(
        id=str(row.id),
        code=row.code,
        address=address("action", slug, row.id),
        results=tuple(_card(one, action, slug, after, allowed, judges) for one in row.results),
        loose_proofs=tuple(_proof(one, slug, after, allowed) for one in action.loose_proofs()),
        since=state_in_full(action),
        note=note_line(note) if note else None,
        may_report=allowed,
        evidence_address=address("evidence_add", slug, row.id) + _query(after),
        progress_address=address("progress_add", slug, row.id) + _query(after),
        postpone_address=_postpone(membership, row, after),
    )


def _postpone(membership: Membership, row: ActionRow, after: str) -> str:
    """Where the deadline is postponed, for who may and when there is one; empty otherwise."""
    if row.deadline.due is None or not may(membership, Permission.EDIT_PLAN):
        return ""
    return address("action_postpone", membership.workspace.slug, row.id) + _query(after)


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
        written_for=note.written_for,
    )


def state_in_full(action: TrackedAction) -> str:
    """ "réalisée depuis mars 2026, 1 résultat sur 2 prouvé": what is declared, then what is proved. Empty when
    nothing is declared, reached or proved."""
    told = action.proving
    nothing = action.row.state is DeclaredState.NOT_STARTED and not (told.reached or told.proved)
    if nothing:
        return ""
    declared = since(action.row) or state_words(action.row.state).lower()
    return ", ".join(filter(None, [declared, results_proved(told)]))


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


def verdict_of(result: ResultRow, action: TrackedAction) -> str:
    """What the coordination said of the proofs of a result; empty when it said nothing, or when it confirmed
    proofs that are gone."""
    if result.sufficiency == Sufficiency.MORE:
        return _("La coordination demande un complément : %(note)s") % {"note": result.sufficiency_note}
    if result.sufficiency != Sufficiency.CONFIRMED or not action.is_proved(result):
        return ""
    said = _("Preuve confirmée suffisante par la coordination le %(day)s")
    return said % {"day": ui.long_day(result.sufficiency_on)}


def _card(
    result: ResultRow, action: TrackedAction, slug: str, after: str, allowed: bool, judges: bool
) -> ResultCard:
    state, verdict = action.state_of(result), verdict_of(result, action)
    words = {
        ResultState.REACHED: _("Atteint"),
        ResultState.PREPARED: _("En préparation"),
        ResultState.EXPECTED: _("Attendu"),
    }[state]
    on = result.reached_on
    return ResultCard(
        verdict=verdict,
        verdict_kind=result.sufficiency if verdict else "",
        verdict_icon="shield-check"
        if result.sufficiency == Sufficiency.CONFIRMED
        else "message-circle-question-mark",
        judge_address=address("proofs_judge", slug, result.id) + _query(after) if judges else "",
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
        address=address("proof", slug, proof.id),
        link=proof_address(proof.id, proof.url, slug) if proof.url else "",
        earlier_address=address("proof", slug, proof.replaces) if proof.replaces else "",
        about=" · ".join(about if after else [*about, proof.author_name]),
        visibility=marks.visibility(proof.visibility),
        note=proof.note,
        remove_address=address("evidence_remove", slug, proof.id) + _query(after) if allowed else "",
    )


def proof_address(proof_id: uuid.UUID, url: str, slug: str) -> str:
    """Where a proof is read: its own address when it is a link of the web, else its file."""
    if url.startswith(("https://", "http://")):
        return url
    return address("evidence_file", slug, proof_id)
