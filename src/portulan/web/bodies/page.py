"""The page of a body: what it carries, what the year expects from it, its proofs, its members, its load."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.governance.models import Seat
from portulan.governance.queries import BodyCard
from portulan.plandoc.status import Status
from portulan.tracking.models import EvidenceKind
from portulan.tracking.queries import PlanView, Proof, TrackedAction, counts
from portulan.web.bodies.load import LoadYear, load, undated
from portulan.web.bodies.words import held, named
from portulan.web.plan import marks
from portulan.web.plan.addresses import address
from portulan.web.plan.detail import proof_address
from portulan.web.plan.following import Batch, batches
from portulan.web.plan.people import by_rank
from portulan.web.plan.sentences import capital, feminine, scale_in_words
from portulan.web.templatetags import ui

SOON = dt.timedelta(days=60)
JUST = dt.timedelta(days=45)
SHOWN_PROOFS = 10


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action of the body; `others` are the bodies that carry it too."""

    code: str
    address: str
    text: SafeString
    others: SafeString
    others_word: str
    deadline: str
    results: SafeString
    status: SafeString


@dataclass(frozen=True, slots=True)
class Part:
    """The actions that the body pilots, or those to which it is associated."""

    id: str
    title: str
    lines: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate; `handover` is where what it leaves behind is listed, when it ends soon or just ended."""

    id: uuid.UUID
    name: str
    person_address: str
    title: str
    held: str
    handover: str


@dataclass(frozen=True, slots=True)
class YearProof:
    """A proof of the year, and the action that it proves."""

    icon: SafeString
    title: str
    address: str
    external: bool
    about: str
    code: str
    action_address: str


@dataclass(frozen=True, slots=True)
class BodyPage:
    """All that the page prints; `actions` are those it carries, for the page's own queries."""

    body: BodyCard
    title: str
    chapo: str
    scale: SafeString
    in_words: str
    batches: tuple[Batch, ...]
    parts: tuple[Part, ...]
    years: tuple[LoadYear, ...]
    undated: str
    proofs: tuple[YearProof, ...]
    more_proofs: int
    members: tuple[MandateLine, ...]
    to_come: tuple[MandateLine, ...]
    past: tuple[MandateLine, ...]
    ending: tuple[MandateLine, ...]


def of_body(plan: PlanView | None, body_id: uuid.UUID) -> tuple[TrackedAction, ...]:
    """The actions that a body carries, as pilot or associated."""
    actions = plan.actions if plan else ()
    return tuple(one for one in actions if any(body.id == body_id for body in one.row.bodies))


def pilots(action: TrackedAction, body_id: uuid.UUID) -> bool:
    """Whether this body answers for the action."""
    return any(body.id == body_id and body.pilot for body in action.row.bodies)


def body_page(
    plan: PlanView | None,
    body: BodyCard,
    seats: Sequence[Seat],
    day: dt.date,
    slug: str,
    plan_address: str,
) -> BodyPage:
    """The page on a day. `seats` are all the mandates of the body."""
    actions = of_body(plan, body.id)
    own = tuple(one for one in actions if pilots(one, body.id))
    proofs = _proofs(plan, actions, slug) if plan else []
    undecided = undated(actions)
    return BodyPage(
        body=body,
        title=title(body, own, actions),
        chapo=_chapo(len(actions) - len(own), bool(own)),
        scale=marks.scale(actions),
        in_words=scale_in_words(actions),
        batches=batches(plan, actions, plan_address, slug, most=20, without=body.id) if plan else (),
        parts=_parts(body.id, own, actions, slug),
        years=load(plan, actions) if plan else (),
        undated=ngettext(
            "Et %(n)s action dont l’échéance reste à fixer.",
            "Et %(n)s actions dont l’échéance reste à fixer.",
            undecided,
        )
        % {"n": feminine(undecided)}
        if undecided
        else "",
        proofs=tuple(proofs[:SHOWN_PROOFS]),
        more_proofs=max(len(proofs) - SHOWN_PROOFS, 0),
        **_mandates(seats, day, slug),
    )


def title(body: BodyCard, own: Sequence[TrackedAction], actions: Sequence[TrackedAction]) -> str:
    """ "La CEP porte seize actions ; deux sont en retard"."""
    if not actions:
        return _("%(body)s ne porte aucune action") % {"body": named(body)}
    if own:
        head = ngettext("%(body)s porte %(n)s action", "%(body)s porte %(n)s actions", len(own))
    else:
        head = ngettext("%(body)s accompagne %(n)s action", "%(body)s accompagne %(n)s actions", len(actions))
    head %= {"body": named(body), "n": feminine(len(own or actions))}
    return _("%(head)s ; %(rest)s") % {"head": head, "rest": _finding(own or actions)}


def _finding(actions: Sequence[TrackedAction]) -> str:
    tally = counts(actions)
    if late := tally[Status.LATE]:
        return ngettext("%(n)s est en retard", "%(n)s sont en retard", late) % {"n": feminine(late)}
    if due := tally[Status.DUE]:
        text = ngettext("%(n)s est à échéance cette année", "%(n)s sont à échéance cette année", due)
        return text % {"n": feminine(due)}
    return _("aucune n’est en retard")


def _chapo(associated: int, pilots_some: bool) -> str:
    if not associated or not pilots_some:
        return ""
    text = ngettext(
        "S’y ajoute %(n)s action en association.", "S’y ajoutent %(n)s actions en association.", associated
    )
    return text % {"n": ui.words(associated, "f")}


def _parts(
    body_id: uuid.UUID, own: Sequence[TrackedAction], actions: Sequence[TrackedAction], slug: str
) -> tuple[Part, ...]:
    rest = [one for one in actions if one not in own]
    parts = (("pilote", _("Actions pilotées"), own), ("associe", _("Actions en association"), rest))
    return tuple(
        Part(name, head, tuple(_line(one, body_id, slug) for one in found)) for name, head, found in parts if found
    )


def _line(action: TrackedAction, body_id: uuid.UUID, slug: str) -> ActionLine:
    row = action.row
    return ActionLine(
        code=row.code,
        address=address("action", slug, row.id),
        text=marks.wording(row.text),
        others=marks.tags(one for one in row.bodies if one.id != body_id),
        others_word=_others_word(action, body_id),
        deadline=ui.typo(row.deadline.text) or "–",
        results=ui.results_gauge(row.reached, len(row.results)),
        status=ui.status_pill(action.status),
    )


def _others_word(action: TrackedAction, body_id: uuid.UUID) -> str:
    """What stands before the other bodies; those associated say so themselves."""
    if not any(body.pilot for body in action.row.bodies if body.id != body_id):
        return ""
    return _("aussi") if pilots(action, body_id) else _("pilotée par")


def _proofs(plan: PlanView, actions: Iterable[TrackedAction], slug: str) -> list[YearProof]:
    """The proofs of the running academic year, the latest first."""
    found: list[tuple[Proof, TrackedAction]] = [
        (proof, action)
        for action in actions
        for proof in action.proofs
        if proof.academic_year == plan.year.first and not proof.draft
    ]
    found.sort(key=lambda pair: pair[0].on, reverse=True)
    return [
        YearProof(
            icon=marks.proof_icon(proof.kind, proof.draft),
            title=proof.title,
            address=proof_address(proof.id, proof.url, slug),
            external=bool(proof.url),
            about=" · ".join([capital(str(EvidenceKind(proof.kind).label)), ui.day(proof.on)]),
            code=action.row.code,
            action_address=address("action", slug, action.row.id),
        )
        for proof, action in found
    ]


def _mandates(seats: Sequence[Seat], day: dt.date, slug: str) -> dict[str, tuple[MandateLine, ...]]:
    now = by_rank(one for one in seats if one.held_on(day))
    past = [one for one in seats if one.ends is not None and one.ends < day]
    ending = [one for one in seats if ends_about(one, day)]
    return {
        "members": tuple(mandate_line(one, day, slug) for one in now),
        "to_come": tuple(mandate_line(one, day, slug) for one in seats if one.starts > day),
        "past": tuple(mandate_line(one, day, slug) for one in sorted(past, key=_ended, reverse=True)),
        "ending": tuple(mandate_line(one, day, slug) for one in ending),
    }


def _ended(seat: Seat) -> dt.date:
    return seat.ends or dt.date.max


def ends_about(seat: Seat, day: dt.date) -> bool:
    """Whether a mandate ends within two months, or ended in the last six weeks: time to hand over."""
    return seat.ends is not None and day - JUST <= seat.ends <= day + SOON


def mandate_line(seat: Seat, day: dt.date, slug: str) -> MandateLine:
    """A mandate as pages show it on a day."""
    return MandateLine(
        id=seat.pk,
        name=str(seat.person),
        person_address=address("person", slug, seat.person_id),
        title=seat.title,
        held=held(seat, day),
        handover=address("person_handover", slug, seat.person_id) if ends_about(seat, day) else "",
    )
