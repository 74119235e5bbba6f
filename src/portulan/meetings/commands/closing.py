"""A meeting is closed: its minutes are numbered, frozen, made as Word and PDF, and filed as a proof."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.journal.commands import account_of, name_of, record
from portulan.layouts.models import Version
from portulan.layouts.queries import current, template, templates_for
from portulan.meetings.commands import files
from portulan.meetings.commands.approving import Approval, locked, prepared_approvals
from portulan.meetings.models import ItemStage, Meeting, Minutes, Presence, Stage
from portulan.meetings.queries.content import as_plain
from portulan.meetings.queries.proposed import Pair, proposed_proofs, was_discussed
from portulan.meetings.queries.sessions import (
    Discussed,
    Said,
    discussed,
    fingerprint,
    held_on,
    next_number,
    session_now,
    with_letterhead,
)
from portulan.plans.models import Action, ExpectedResult
from portulan.reports.kinds.minutes import Edition, Session
from portulan.reports.templates.telling.minutes import KIND
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands import add_evidence
from portulan.tracking.models import Evidence, EvidenceKind, Visibility

_ATTEMPTS = 3
MINUTES = KIND.value
"""The kind of the templates that minutes may be written in."""
_SAYABLE = frozenset({Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT})


class Meanwhile(Conflict):
    """Somebody wrote in the meeting since the page was looked at."""


class AlreadyClosed(Conflict):
    """Somebody closed it first."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What is confirmed at the closing: what was left to say, who may be shown the minutes, of which actions and
    results they are the proof; `seen` is the fingerprint of what the page showed; `template` the institution's own
    layout of the minutes, where one is wanted."""

    said: Said
    visibility: str = Visibility.INTERNAL
    proofs: Sequence[Pair] = ()
    seen: str = ""
    template: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What was made before anything is locked."""

    session: Session
    files: files.Files
    layout: Version | None
    approvals: tuple[Approval, ...]


def close_meeting(meeting: Meeting, closing: Closing, *, actor: Any) -> Minutes:
    """Close an open meeting. The files are made before anything is locked; all the rest is one transaction, so
    that a failure leaves the meeting open, as it was. Raises Invalid, Conflict: AlreadyClosed, Meanwhile."""
    for _attempt in range(_ATTEMPTS):
        check_open(meeting)
        _check(meeting, closing)
        kept = _close(meeting, closing, _prepare(meeting, closing), actor)
        if kept is not None:
            return kept
    raise Conflict(_("D’autres réunions de cette instance se closent en ce moment. Réessayez dans un instant."))


def check_open(meeting: Meeting, stage: str = "") -> None:
    """Raises AlreadyClosed with who did it, or Conflict, for a meeting that is not open. Its `stage` is looked up
    unless it is given."""
    stage = stage or Meeting.objects.values_list("stage", flat=True).get(pk=meeting.pk)
    if stage == Stage.CLOSED:
        first = meeting.minutes.order_by("version").first()
        who = first.author_name if first else "Portulan"
        raise AlreadyClosed(_("%(who)s a clos cette réunion : voici son PV.") % {"who": who})
    if stage != Stage.OPEN:
        raise Conflict(_("Cette réunion n’est pas ouverte : rien n’est à clore."))


def _check(meeting: Meeting, closing: Closing) -> None:
    """Raises Invalid for what cannot be said, Meanwhile when the page that was confirmed is no longer true."""
    if held_on(meeting) > timezone.localdate():
        raise Invalid(_("Cette réunion n’a pas encore eu lieu : elle se clôt à partir de son jour."))
    if closing.visibility not in Visibility.values:
        raise Invalid(_("Ce choix n’existe pas."), "visibility")
    if set(closing.said.presences.values()) - _SAYABLE:
        raise Invalid(_("Ce choix n’existe pas."), "presences")
    if set(closing.said.stages.values()) - {ItemStage.DONE, ItemStage.PUT_OFF, ItemStage.DROPPED}:
        raise Invalid(_("Ce choix n’existe pas."), "stages")
    items = discussed(meeting)
    if closing.seen and closing.seen != fingerprint(session_now(meeting, items=items)):
        raise Meanwhile(
            _("Quelqu’un a écrit dans cette réunion pendant que vous relisiez. Rien n’est clos : relisez encore.")
        )
    _check_proofs(meeting, closing, items)


def _check_proofs(meeting: Meeting, closing: Closing, items: Sequence[Discussed]) -> None:
    proposed = {one.pair: one for one in proposed_proofs(meeting, items, closing.said) if not one.other}
    for pair in closing.proofs:
        if pair not in proposed:
            raise Invalid(_("Ce résultat n’est pas d’une action de cette réunion."), "proofs")
        line = proposed[pair]
        if not was_discussed(items[line.rank - 1], closing.said):
            raise Invalid(
                _("Le point %(rank)d n’a pas été traité : le PV ne prouve rien de l’action %(code)s.")
                % {"rank": line.rank, "code": line.action.code or line.action.short_title},
                "proofs",
            )


def _prepare(meeting: Meeting, closing: Closing) -> _Prepared:
    session, layout = _session(meeting, closing), _layout(closing.template)
    edition = Edition(language=meeting.workspace.language, made_on=timezone.localdate())
    approvals = prepared_approvals(meeting, discussed(meeting), closing.said)
    return _Prepared(session, files.made(session, edition, layout), layout, approvals)


def _layout(template_id: uuid.UUID | None) -> Version | None:
    """The template that was chosen, as it is now. Raises Invalid when it was removed, or is of something else."""
    if template_id is None:
        return None
    found = template(template_id)
    version = current(found) if found and templates_for(MINUTES, [found]) else None
    if version is None:
        raise Invalid(_("Ce modèle n’est plus proposé : choisissez une autre mise en page."), "modele")
    return version


def _session(meeting: Meeting, closing: Closing, items: Sequence[Discussed] | None = None) -> Session:
    session = session_now(meeting, closing.said, number=next_number(meeting), items=items)
    return with_letterhead(session, meeting.workspace)


@transaction.atomic
def _close(meeting: Meeting, closing: Closing, prepared: _Prepared, actor: Any) -> Minutes | None:
    """None when what was prepared is no longer true: it is to be prepared again. Those who close meetings of one
    body do so one after the other."""
    Body.objects.select_for_update().get(pk=meeting.body_id)
    meeting = locked(meeting)
    check_open(meeting)
    items = discussed(meeting)
    if _session(meeting, closing, items) != prepared.session:
        return None
    _settle(meeting, items, closing)
    kept = _kept(meeting, prepared, actor)
    kept.evidence = _filed(meeting, closing, prepared, actor)
    kept.save()
    for one in prepared.approvals:
        one.write(meeting, actor=actor)
    _tell(meeting, kept, actor)
    return kept


def _settle(meeting: Meeting, items: Sequence[Discussed], closing: Closing) -> None:
    """What was left to say is said; a meeting that was brought forward stands on the day when it was held."""
    meeting.minutes_visibility = closing.visibility
    brought_forward = meeting.day - held_on(meeting)
    meeting.starts, meeting.ends = meeting.starts - brought_forward, meeting.ends - brought_forward
    meeting.sequence += bool(brought_forward)
    for attendance in meeting.attendances.filter(presence=Presence.EXPECTED):
        if attendance.pk in closing.said.presences:
            attendance.presence = closing.said.presences[attendance.pk]
            attendance.save(update_fields=["presence"])
    for one in items:
        if one.item.stage == ItemStage.WAITING:
            one.item.stage = one.stage(closing.said)
            one.item.save(update_fields=["stage"])


def _kept(meeting: Meeting, prepared: _Prepared, actor: Any) -> Minutes:
    minutes = Minutes(
        meeting=meeting,
        content=as_plain(prepared.session),
        layout=prepared.layout,
        author=account_of(actor),
        author_name=name_of(actor),
        made_at=timezone.now(),
    )
    files.put(minutes, prepared.files)
    return minutes


def _filed(meeting: Meeting, closing: Closing, prepared: _Prepared, actor: Any) -> Evidence | None:
    """The minutes as one proof, of all that was chosen; none when nothing was."""
    if not closing.proofs:
        return None
    wanted = list(dict.fromkeys(action_id for action_id, _result in closing.proofs))
    actions = {one.pk: one for one in Action.objects.filter(pk__in=wanted)}
    chosen = [result_id for _action, result_id in closing.proofs if result_id]
    first, *also = (actions[pk] for pk in wanted)
    added = add_evidence(
        first,
        also=also,
        results=list(ExpectedResult.objects.filter(pk__in=chosen)),
        actor=actor,
        on=meeting.day,
        title=files.title_of(prepared.session, meeting.workspace.language),
        files=[prepared.files.given(files.file_name_of(prepared.session, "pdf"))],
        kind=EvidenceKind.MINUTES,
        visibility=closing.visibility,
        submission=uuid.uuid5(meeting.pk, "minutes"),
    )
    return next(iter(added.evidence), None)


def _tell(meeting: Meeting, kept: Minutes, actor: Any) -> None:
    session = kept.content
    meeting.stage, meeting.closed_at = Stage.CLOSED, timezone.now()
    meeting.number = session["number"]
    meeting.save()
    after = {
        "on": session["on"],
        "number": session["number"],
        "points": len(session["points"]),
        "proof": str(kept.evidence_id) if kept.evidence_id else None,
    }
    record("meeting.closed", meeting, actor=actor, name=str(meeting), after=after)
