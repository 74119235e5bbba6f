"""What a meeting decides, or asks to be done, is written, corrected, withdrawn while it is open."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body, Person
from portulan.journal.commands import account_of, name_of, record
from portulan.meetings.commands.holding import changing
from portulan.meetings.models import ActKind, AgendaItem, Decision
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.models import Postponement

VERBS = {ActKind.DECISION: "decision", ActKind.TO_DO: "to_do"}


@dataclass(frozen=True, slots=True)
class Act:
    """What is decided or to be done, in a sentence; `body` sees to it (the one that meets when none is said),
    `person` where one is named, until `due`."""

    kind: str
    text: str
    body: Body | None = None
    person: Person | None = None
    due: dt.date | None = None


@transaction.atomic
def note_act(
    item: AgendaItem,
    act: Act,
    *,
    actor: Any,
    submission: uuid.UUID | None = None,
    postponement: Postponement | None = None,
) -> Decision:
    """A decision, or a thing to do, of an item of an open meeting. The same form writes one. Raises Invalid,
    Conflict."""
    if submission and (said := Decision.objects.filter(submission=submission).first()):
        if said.item_id != item.pk:
            raise Conflict(_("Ce formulaire a déjà servi pour un autre point. Ouvrez-le à nouveau."))
        return said
    meeting, text = changing(item.meeting), _checked(act)
    last = meeting.decisions.aggregate(last=Coalesce(Max("position"), -1))["last"]
    noted = Decision.objects.create(
        meeting=meeting,
        item=item,
        kind=act.kind,
        position=last + 1,
        text=text,
        body=act.body or meeting.body,
        person=act.person,
        action_id=item.subject_id,
        due=act.due,
        postponement=postponement,
        author=account_of(actor),
        author_name=name_of(actor),
        submission=submission,
    )
    _tell("noted", noted, actor, after=_told(noted))
    return noted


@transaction.atomic
def change_act(decision: Decision, act: Act, *, actor: Any, version: int | None = None) -> Decision:
    """Correct what was written of an act of an open meeting; its kind too. Raises Invalid, Conflict, also when
    somebody corrected it since `version`."""
    meeting, text = changing(decision.meeting), _checked(act)
    decision = (
        Decision.objects.select_for_update(of=("self",)).select_related("body", "person__user").get(pk=decision.pk)
    )
    if decision.withdrawn_at is not None:
        raise Conflict(_("Ceci a été retiré entre-temps. Notez-le à nouveau s’il le faut."))
    if version is not None and version != decision.version:
        raise Conflict(_("Quelqu’un l’a corrigé entre-temps : relisez-le, puis corrigez-le à nouveau."))
    before = _told(decision)
    decision.kind, decision.text, decision.due = act.kind, text, act.due
    decision.body, decision.person = act.body or meeting.body, act.person
    if (after := _told(decision)) == before:
        return decision
    decision.version += 1
    decision.save(update_fields=["kind", "text", "due", "body", "person", "version"])
    _tell("changed", decision, actor, before=before, after=after)
    return decision


@transaction.atomic
def withdraw_act(decision: Decision, *, actor: Any) -> None:
    """Take an act of an open meeting away; its row stays, and it can be written again. Raises Conflict."""
    changing(decision.meeting)
    gone = Decision.objects.filter(pk=decision.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if gone:
        _tell("withdrawn", decision, actor, before=_told(decision))


@transaction.atomic
def bring_back_act(decision: Decision, *, actor: Any) -> None:
    """An act that was withdrawn stands again. Raises Conflict."""
    changing(decision.meeting)
    if Decision.objects.filter(pk=decision.pk).exclude(withdrawn_at=None).update(withdrawn_at=None):
        _tell("noted", decision, actor, after=_told(decision))


def _checked(act: Act) -> str:
    if act.kind not in ActKind.values:
        raise Invalid(_("Ce choix n’existe pas."), "kind")
    text = re.sub(r"[ \t\r\n]+", " ", act.text).strip()
    if not text:
        raise Invalid(_("Écrivez en une phrase ce qui est décidé, ou à faire."), "text")
    if len(text) > 2000:
        raise Invalid(_("Deux mille caractères au plus : le reste va dans les notes."), "text")
    if act.due is not None and not 2000 <= act.due.year <= 2100:
        raise Invalid(_("Cette date n’est pas comprise. Écrivez-la ainsi : 2026-11-23."), "due")
    return text


def _told(decision: Decision) -> dict[str, Any]:
    """What the journal tells of an act."""
    return {
        "kind": decision.kind,
        "text": decision.text,
        "body": str(decision.body),
        "person": str(decision.person) if decision.person else "",
        "due": decision.due.isoformat() if decision.due else "",
    }


def _tell(what: str, decision: Decision, actor: Any, **told: Any) -> None:
    verb = f"{VERBS[ActKind(decision.kind)]}.{what}"
    record(verb, decision, actor=actor, name=decision.text, action_id=decision.action_id, **told)
