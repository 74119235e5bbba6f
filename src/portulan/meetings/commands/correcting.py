"""Minutes are corrected: the next version says what, and the proof follows. Who is shown them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import account_of, name_of, record
from portulan.meetings.commands import files
from portulan.meetings.commands.approving import following, last_version, locked, still_stands
from portulan.meetings.models import AgendaItem, Attendance, Decision, Meeting, Minutes, Presence, Stage
from portulan.meetings.queries.content import as_plain, session_of, was_written_here
from portulan.reports.kinds.minutes import Act, Edition, Point, Session
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.commands import show_to
from portulan.tracking.models import Visibility

Texts = Mapping[str, str]
LONGEST_NOTE = 500


def _nothing() -> Texts:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Correction:
    """What is wanted in the place of what stands: presences by person, notes by item, decisions by their own id;
    `note` tells readers what was corrected."""

    note: str
    presences: Texts = field(default_factory=_nothing)
    notes: Texts = field(default_factory=_nothing)
    acts: Texts = field(default_factory=_nothing)


def correct_minutes(minutes: Minutes, correction: Correction, *, actor: Any) -> Minutes:
    """The next version of these minutes, not approved yet, in the same layout; its files are made before anything
    is locked. Raises Invalid, Conflict when these minutes are no longer the last version."""
    _check_last(minutes)
    _check_said(correction)
    before = session_of(minutes.content)
    after = corrected(before, correction)
    if after == before:
        raise Invalid(_("Rien ne change : corrigez d’abord une présence, des notes ou une décision."))
    language = minutes.meeting.workspace.language
    edition = Edition(minutes.version + 1, correction.note.strip(), None, language, timezone.localdate())
    made = files.made(after, edition, minutes.layout)
    return _write(minutes, before, after, correction, made, actor)


def corrected(session: Session, correction: Correction) -> Session:
    """The session with these corrections; what it does not hold is left aside."""
    people = tuple(replace(one, came=correction.presences.get(one.id, one.came)) for one in session.attendees)
    return replace(session, attendees=people, points=tuple(_point(one, correction) for one in session.points))


@transaction.atomic
def show_minutes(meeting: Meeting, visibility: str, *, actor: Any) -> None:
    """Say who may be shown the minutes besides the members; their proof follows. Raises Invalid."""
    if visibility not in Visibility.values:
        raise Invalid(_("Ce choix n’existe pas."), "visibility")
    meeting = locked(meeting)
    last = last_version(meeting)
    evidence = last.evidence if last else None
    if evidence is not None and still_stands(evidence):
        show_to(evidence, visibility, actor=actor)
    if meeting.minutes_visibility == visibility:
        return
    before, after = {"visibility": meeting.minutes_visibility}, {"visibility": visibility}
    meeting.minutes_visibility = visibility
    meeting.save(update_fields=["minutes_visibility"])
    record("minutes.shown", meeting, actor=actor, name=str(meeting), before=before, after=after)


def _point(point: Point, correction: Correction) -> Point:
    acts = tuple(_act(one, correction) for one in point.acts)
    return replace(point, notes=correction.notes.get(point.id, point.notes), acts=acts)


def _act(act: Act, correction: Correction) -> Act:
    return replace(act, text=correction.acts.get(act.id, act.text).strip())


def _check_last(minutes: Minutes) -> None:
    if minutes.meeting.stage != Stage.CLOSED or not was_written_here(minutes.content):
        raise Conflict(_("Ce PV est un fichier repris tel quel : il se remplace, il ne se corrige pas ici."))
    if minutes.meeting.minutes.filter(version__gt=minutes.version).exists():
        raise Conflict(_("Une version corrigée existe déjà : corrigez plutôt celle-là."))


def _check_said(correction: Correction) -> None:
    if not correction.note.strip():
        raise Invalid(_("Dites en une phrase ce qui est corrigé : le PV le portera."), "note")
    if len(correction.note.strip()) > LONGEST_NOTE:
        raise Invalid(_("Cinq cents caractères au plus disent ce qui est corrigé."), "note")
    if set(correction.presences.values()) - set(Presence.values):
        raise Invalid(_("Ce choix n’existe pas."), "presences")
    if any(not text.strip() for text in correction.acts.values()):
        sentence = _("Une décision ne peut pas être vide. Retirez-la plutôt depuis la page des décisions.")
        raise Invalid(sentence, "acts")


@transaction.atomic
def _write(
    minutes: Minutes, before: Session, after: Session, correction: Correction, made: files.Files, actor: Any
) -> Minutes:
    locked(minutes.meeting)
    _check_last(minutes)
    kept = Minutes(
        meeting=minutes.meeting,
        version=minutes.version + 1,
        content=as_plain(after),
        note=correction.note.strip(),
        layout=minutes.layout,
        evidence=minutes.evidence,
        author=account_of(actor),
        author_name=name_of(actor),
        made_at=timezone.now(),
    )
    files.put(kept, made)
    kept.evidence = following(kept, made, actor=actor, note=kept.note)
    kept.save()
    _put_rows(minutes.meeting, before, after)
    told = {"version": kept.version, "on": after.on.isoformat()}
    record("minutes.corrected", kept, actor=actor, name=str(kept.meeting), after=told, reason=kept.note)
    return kept


def _put_rows(meeting: Meeting, before: Session, after: Session) -> None:
    """The rows of the meeting say what the last version says. What was deleted since is not missed."""
    for old, new in zip(before.attendees, after.attendees, strict=True):
        if old != new:
            Attendance.objects.filter(meeting=meeting, person=uuid.UUID(new.id)).update(presence=new.came)
    for was, now in zip(before.points, after.points, strict=True):
        if was.notes != now.notes:
            AgendaItem.objects.filter(meeting=meeting, pk=uuid.UUID(now.id)).update(notes=now.notes)
        for told, said in zip(was.acts, now.acts, strict=True):
            if told != said:
                Decision.objects.filter(meeting=meeting, pk=uuid.UUID(said.id)).update(text=said.text)
