"""A decision lives on after its meeting: done, open again, moved, withdrawn; and what it brings about."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import name_of, record
from portulan.meetings.models import Decision, Stage
from portulan.plans.models import Recommendation, Revision
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.models import Postponement

LONGEST = 2000


@transaction.atomic
def mark_done(decision: Decision, *, actor: Any, on: dt.date, note: str = "") -> Decision:
    """Done on a day, with a word about it. Raises Invalid, Conflict."""
    decision = _standing(decision)
    note = _checked(note, "note")
    if decision.done_on is not None:
        raise Conflict(_("C’était déjà noté comme fait."))
    if on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if on < decision.meeting.day:
        raise Invalid(_("C’est avant la réunion qui l’a décidé."), "on")
    decision.done_on, decision.done_note, decision.done_by_name = on, note, name_of(actor)
    decision.save(update_fields=["done_on", "done_note", "done_by_name"])
    _tell(decision, "done", actor, after={"on": on.isoformat(), "note": note})
    return decision


@transaction.atomic
def reopen(decision: Decision, *, actor: Any) -> Decision:
    """It is to be followed again: it was not done after all, or it was withdrawn by mistake. Raises Conflict."""
    decision = _closed_meeting(decision)
    if decision.done_on is None and decision.withdrawn_at is None:
        raise Conflict(_("Elle est déjà à suivre."))
    before = {"done_on": decision.done_on.isoformat() if decision.done_on else None}
    decision.done_on, decision.done_note, decision.done_by_name, decision.withdrawn_at = None, "", "", None
    decision.save(update_fields=["done_on", "done_note", "done_by_name", "withdrawn_at"])
    _tell(decision, "reopened", actor, before=before)
    return decision


@transaction.atomic
def move_due(decision: Decision, *, actor: Any, due: dt.date | None, reason: str) -> Decision:
    """Another day until which it is to be done, or none, with the reason. Raises Invalid, Conflict."""
    decision = _standing(decision)
    reason = _checked(reason, "reason")
    if not reason:
        raise Invalid(_("Dites en une phrase pourquoi la date change."), "reason")
    if due is not None and not 2000 <= due.year <= 2100:
        raise Invalid(_("Cette date n’est pas comprise. Écrivez-la ainsi : 2026-11-23."), "due")
    if due is not None and due < decision.meeting.day:
        raise Invalid(_("C’est avant la réunion qui l’a décidé."), "due")
    if due == decision.due:
        raise Invalid(_("C’est déjà la date prévue."), "due")
    before, after = {"due": _day(decision.due)}, {"due": _day(due)}
    decision.due = due
    decision.save(update_fields=["due"])
    _tell(decision, "due", actor, before=before, after=after, reason=reason)
    return decision


@transaction.atomic
def withdraw(decision: Decision, *, actor: Any, reason: str) -> Decision:
    """It no longer holds: it is not followed any more, and keeps its row. Raises Invalid, Conflict."""
    decision = _standing(decision)
    reason = _checked(reason, "reason")
    if not reason:
        raise Invalid(_("Dites en une phrase pourquoi elle ne tient plus."), "reason")
    decision.withdrawn_at = timezone.now()
    decision.save(update_fields=["withdrawn_at"])
    _tell(decision, "dropped", actor, after={"withdrawn": True}, reason=reason)
    return decision


@transaction.atomic
def lead_to(decision: Decision, brought: Revision | Postponement | Recommendation, *, actor: Any) -> Decision:
    """Remember what a decision brought about. Raises Conflict when it was withdrawn."""
    decision = _standing(decision)
    field = _FIELDS[type(brought)]
    if getattr(decision, f"{field}_id") == brought.pk:
        return decision
    setattr(decision, field, brought)
    decision.save(update_fields=[field])
    _tell(decision, "led", actor, after={field: str(brought.pk)})
    return decision


_FIELDS: dict[type[Any], str] = {
    Revision: "revision",
    Postponement: "postponement",
    Recommendation: "recommendation",
}


def _closed_meeting(decision: Decision) -> Decision:
    """The decision, locked, of a meeting that is over. Raises Conflict."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("meeting")
    found: Decision = rows.get(pk=decision.pk)
    if found.meeting.stage != Stage.CLOSED:
        raise Conflict(_("La réunion n’est pas close : cette décision se change dans ses notes."))
    return found


def _standing(decision: Decision) -> Decision:
    found = _closed_meeting(decision)
    if found.withdrawn_at is not None:
        raise Conflict(_("Cette décision est retirée : rétablissez-la d’abord."))
    return found


def _checked(text: str, field: str) -> str:
    text = text.strip()
    if len(text) > LONGEST:
        raise Invalid(_("Deux mille caractères au plus."), field)
    return text


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _tell(decision: Decision, what: str, actor: Any, **told: Any) -> None:
    action_id: uuid.UUID | None = decision.action_id
    record(f"decision.{what}", decision, actor=actor, name=decision.text, action_id=action_id, **told)
