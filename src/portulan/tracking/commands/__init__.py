"""What happens to an action: progress noted, results reached, proofs added and removed."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.commands.undoing_seats import undo_seat
from portulan.governance.models import Body
from portulan.journal.commands import account_of, name_of, record
from portulan.journal.models import Entry
from portulan.plandoc.text import Wording
from portulan.plans.commands import undo as plans_undo
from portulan.plans.commands.changing import change, locked
from portulan.plans.commands.states import Values
from portulan.plans.models import Action, ExpectedResult, State
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import rules
from portulan.tracking.commands.postponing import Decision as Decision
from portulan.tracking.commands.postponing import change_action as change_action
from portulan.tracking.commands.postponing import follow_undoing
from portulan.tracking.commands.postponing import keep_postponements as keep_postponements
from portulan.tracking.commands.postponing import postpone as postpone
from portulan.tracking.commands.proof_changes import RESULT
from portulan.tracking.commands.proof_changes import ProofFacts as ProofFacts
from portulan.tracking.commands.proof_changes import change_evidence as change_evidence
from portulan.tracking.commands.proof_changes import finish_draft as finish_draft
from portulan.tracking.commands.proof_changes import judge_proofs as judge_proofs
from portulan.tracking.commands.proof_changes import link_evidence as link_evidence
from portulan.tracking.commands.proof_changes import show_to as show_to
from portulan.tracking.commands.proof_changes import unlink_evidence as unlink_evidence
from portulan.tracking.commands.proofs import Added as Added
from portulan.tracking.commands.proofs import GivenFile as GivenFile
from portulan.tracking.commands.proofs import add_evidence as add_evidence
from portulan.tracking.commands.proofs import add_version as add_version
from portulan.tracking.commands.proofs import remove_evidence as remove_evidence
from portulan.tracking.commands.settings import undo_settings
from portulan.tracking.commands.telling import EVIDENCE, tell, told_elsewhere
from portulan.tracking.commands.telling import actions_told as actions_told
from portulan.tracking.models import ProgressUpdate


@transaction.atomic
def report_progress(
    action: Action,
    *,
    actor: Any,
    on: dt.date,
    text: str = "",
    state: str = "",
    body: Body | None = None,
    submission: uuid.UUID | None = None,
    since: dt.date | None = None,
    batch: uuid.UUID | None = None,
    undoes: Entry | None = None,
    at: dt.datetime | None = None,
) -> ProgressUpdate:
    """Note what happened on a day, and what it declares of the action (empty: nothing new), true `since` that day
    unless another is said. The same submission writes once. Raises Invalid, Conflict."""
    action = locked(action)
    if said := _said_before(submission, action):
        return said[0]
    text, state = text.strip(), state if state != action.state else ""
    _check_note(action, on, text, state)
    update = ProgressUpdate.objects.create(
        action=action,
        on=on,
        text=text,
        state=state,
        author=account_of(actor),
        author_name=name_of(actor),
        body=body,
        submission=submission,
        created_at=at or timezone.now(),
    )
    before, after = _declare(action, update, since or on)
    record(
        "progress.noted",
        update,
        actor=actor,
        name=Wording(text).plain,
        action_id=action.pk,
        before=before,
        after=after,
        reason=text if state in rules.NEEDS_A_REASON else "",
        batch=batch,
        undoes=undoes,
        at=at,
    )
    return update


@transaction.atomic
def mark_reached(
    result: ExpectedResult, *, actor: Any, on: dt.date, at: dt.datetime | None = None
) -> Entry | None:
    """Declare an expected result reached on a day; None when it was already. Raises Invalid."""
    result = locked(result)
    if on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if result.reached_on is not None:
        return None
    return change(RESULT, result, {"reached_on": on.isoformat()}, verb="result.reached", actor=actor, at=at)


@transaction.atomic
def unmark(result: ExpectedResult, *, actor: Any) -> Entry | None:
    """No longer hold a result for reached; None when it was not."""
    return change(RESULT, locked(result), {"reached_on": None}, verb="result.unreached", actor=actor)


@transaction.atomic
def undo(entry: Entry, *, actor: Any) -> Entry:
    """Undo a change of the plan, of a result, of a proof (for all its actions), of a mandate or of the settings.
    Raises Conflict."""
    if apart := _undone_apart(entry):
        return apart(entry, actor=actor)
    written = plans_undo.undo(entry, actor=actor, kinds=KINDS)
    follow_undoing(entry, written)
    for other in told_elsewhere(entry):
        tell(written, other.action_id, undoes=other)
    return written


@transaction.atomic
def undo_together(entry: Entry, *, actor: Any) -> None:
    """Undo all that was done in one go with this entry, or nothing of it. Raises Conflict."""
    told = Entry.objects.filter(batch=entry.batch, verb=entry.verb)
    for one in {other.subject_id: other for other in told}.values():
        undo(one, actor=actor)


def can_be_undone(entry: Entry) -> bool:
    """Whether the journal offers to undo this entry. A note is never undone: another one corrects it."""
    if _undone_apart(entry):
        return not hasattr(entry, "undone_by")
    return plans_undo.can_be_undone(entry, KINDS)


def _undone_apart(entry: Entry) -> Callable[..., Entry] | None:
    """How a mandate or the settings are undone: neither is a row of the plan. None for all else."""
    verb = entry.verb.removeprefix("undo.")
    if verb == "workspace.changed":
        return undo_settings
    return undo_seat if verb.startswith("seat.") else None


def _check_note(action: Action, on: dt.date, text: str, state: str) -> None:
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan : plus rien ne s’y note."))
    if on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "on")
    if state and state not in State.values:
        raise Invalid(_("Ce choix n’existe pas."), "state")
    if state == State.SUSPENDED and not text:
        raise Invalid(_("Dites en une phrase pourquoi l’action est suspendue."), "text")
    if state == State.DROPPED and not text:
        raise Invalid(_("Dites en une phrase pourquoi l’action est abandonnée."), "text")
    if not text and not state:
        raise Invalid(_("Écrivez ce qui a avancé, ou changez l’état de l’action."), "text")


def _declare(action: Action, update: ProgressUpdate, since: dt.date) -> tuple[Values, Values]:
    """The action's state is that of its latest note (by its own date) that declares one."""
    after: Values = {"text": update.text, "on": update.on.isoformat()}
    if not update.state:
        return {}, after
    later = action.updates.exclude(pk=update.pk).exclude(state="").filter(on__gt=update.on)
    if later.exists():
        return {}, after
    before: Values = {
        "state": action.state,
        "state_since": action.state_since.isoformat() if action.state_since else None,
    }
    action.state, action.state_since = update.state, since
    action.save(update_fields=["state", "state_since"])
    return before, {"state": action.state, "state_since": since.isoformat(), **after}


def _said_before(submission: uuid.UUID | None, action: Action) -> list[ProgressUpdate]:
    """What the same form already noted. Raises Conflict when it was on another action."""
    said = list(ProgressUpdate.objects.filter(submission=submission)) if submission else []
    if any(one.action_id != action.pk for one in said):
        raise Conflict(_("Ce formulaire a déjà servi pour une autre action. Ouvrez-le à nouveau."))
    return said


KINDS = {**plans_undo.KINDS, "result": RESULT, "evidence": EVIDENCE}
