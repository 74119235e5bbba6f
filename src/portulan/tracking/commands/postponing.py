"""Moving a deadline later: never in silence, the reason and where it was decided are kept; undoing keeps count."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plandoc.deadline import Deadline, DeadlineKind, understand
from portulan.plandoc.drift import is_later
from portulan.plans.commands import actions as plans
from portulan.plans.commands.changing import ACTION, change, fresh
from portulan.plans.models import Action
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.models import Postponement

_NOT_A_DEADLINE = frozenset({DeadlineKind.NONE, DeadlineKind.UNCLEAR})


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a deadline moves, and where that was decided: a body, words, a day (today when none is said)."""

    reason: str
    body: Body | None = None
    where: str = ""
    on: dt.date | None = None


@transaction.atomic
def postpone(
    action: Action,
    *,
    actor: Any,
    deadline: str,
    decision: Decision,
    version: int | None = None,
    submission: uuid.UUID | None = None,
    batch: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Postponement:
    """Give an action a later deadline, as written. The same submission counts once. Raises Stale, Conflict, and
    Invalid when the deadline is not later (field "deadline") or nobody says why (field "reason")."""
    if submission and (said := Postponement.objects.filter(submission=submission).first()):
        if said.action_id != action.pk:
            raise Conflict(_("Ce formulaire a déjà servi pour une autre action. Ouvrez-le à nouveau."))
        return said
    action = fresh(action, version)
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan : son échéance ne se reporte plus."))
    _check_later(action, deadline.strip())
    check_decision(decision)
    before, values = action.deadline, {"deadline": deadline.strip()}
    reason = decision.reason.strip()
    entry = change(ACTION, action, values, verb="action.postponed", actor=actor, reason=reason, batch=batch, at=at)
    assert entry is not None  # noqa: S101 - a later deadline differs
    return _keep(entry, action, before, action.deadline, decision, actor, submission)


@transaction.atomic
def change_action(
    action: Action,
    draft: plans.ActionDraft,
    *,
    actor: Any,
    version: int | None = None,
    decision: Decision | None = None,
) -> Entry | None:
    """Change what the draft says of an action; with a later deadline it is a postponement too, which asks for a
    decision. None when nothing differs. Raises Stale, Invalid, Postpones."""
    action = fresh(action, version)
    if draft.deadline is None or not plans.moves_later(action, draft.deadline):
        return plans.change_action(action, draft, actor=actor)
    if decision is None or not decision.reason.strip():
        raise plans.Postpones
    _check_later(action, draft.deadline.strip())
    check_decision(decision)
    before, reason = action.deadline, decision.reason.strip()
    entry = plans.change_action(action, draft, actor=actor, reason=reason, postponing=True)
    assert entry is not None  # noqa: S101 - a later deadline differs
    action.refresh_from_db()
    _keep(entry, action, before, action.deadline, decision, actor)
    return entry


@transaction.atomic
def keep_postponements(batch: uuid.UUID, *, actor: Any, decision: Decision) -> int:
    """Of the changes made together in this batch of the journal, remember those that moved a deadline later, each
    with the reason that its entry gives, else that of the decision; how many did."""
    check_decision(decision)
    kept = 0
    for entry in Entry.objects.filter(batch=batch, verb__startswith="action."):
        if not {"deadline"} <= entry.before.keys() & entry.after.keys():
            continue
        action = Action.objects.get(pk=entry.subject_id)
        before = understand(entry.before["deadline"], action.workspace.boundary)
        after = understand(entry.after["deadline"], action.workspace.boundary)
        if is_later(before, after):
            own = replace(decision, reason=entry.reason or decision.reason)
            _keep(entry, action, before, after, own, actor)
            kept += 1
    return kept


def follow_undoing(undone: Entry, written: Entry) -> None:
    """After `undone` was undone by `written`: a postponement falls with the change that made it, and comes back,
    as another row, when that undoing is undone."""
    Postponement.objects.filter(pk=undone.pk, undone_at=None).update(undone_at=written.at)
    first = Postponement.objects.filter(pk=undone.undoes_id).first() if undone.undoes_id else None
    if first is not None:
        first.pk, first._state.adding = written.pk, True
        first.created_at, first.undone_at, first.submission = written.at, None, None
        first.save(force_insert=True)


def check_decision(decision: Decision) -> None:
    """Raises Invalid, with the field at fault, when a decision does not say enough, or too much."""
    if not decision.reason.strip():
        raise Invalid(_("Dites en une phrase pourquoi l’échéance est reportée."), "reason")
    if len(decision.reason.strip()) > 2000:
        raise Invalid(_("Le motif compte deux mille caractères au plus."), "reason")
    if len(decision.where.strip()) > 200:
        raise Invalid(_("Deux cents caractères au plus disent où cela s’est décidé."), "where")
    if decision.on is not None and decision.on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "decided_on")


def _check_later(action: Action, written: str) -> None:
    """Raises Invalid when this is no later deadline of the action."""
    wanted = understand(written, action.workspace.boundary)
    if len(written) > 100:
        raise Invalid(_("L’échéance compte cent caractères au plus."), "deadline")
    if action.deadline.due is None:
        raise Invalid(
            _("Cette action n’a pas d’échéance datée : donnez-lui-en une dans « Modifier »."), "deadline"
        )
    if wanted.kind in _NOT_A_DEADLINE:
        raise Invalid(_("Écrivez la nouvelle échéance : 27-28, ou un jour, 30/06/2028."), "deadline")
    if not is_later(action.deadline, wanted):
        raise Invalid(
            _("Ce n’est pas plus tard que l’échéance actuelle, %(deadline)s.")
            % {"deadline": action.deadline_text},
            "deadline",
        )


def _keep(
    entry: Entry,
    action: Action,
    before: Deadline,
    after: Deadline,
    decision: Decision,
    actor: Any,
    submission: uuid.UUID | None = None,
) -> Postponement:
    """The identity of a postponement is that of the journal's entry that moved the deadline."""
    return Postponement.objects.create(
        id=entry.pk,
        action=action,
        from_text=before.text,
        from_due=before.due,
        to_text=after.text,
        to_due=after.due,
        reason=decision.reason.strip(),
        body=decision.body,
        decided_where=decision.where.strip(),
        decided_on=decision.on or timezone.localdate(entry.at),
        author=actor,
        author_name=actor.name if actor else "Portulan",
        created_at=entry.at,
        submission=submission,
    )
