"""How a draft ends: adopted, it becomes the plan and a revision of it, at once; or it is given up, and kept."""

import datetime as dt
import uuid
from typing import Any

from django.db import DataError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.drafts.commands.bringing import bring_together
from portulan.drafts.commands.working import check_seen, homeless_sentence, standing
from portulan.drafts.models import Draft, DraftState
from portulan.drafts.queries import Work, work_on
from portulan.governance.models import Body
from portulan.journal.commands import record
from portulan.plans.commands.adopting import adopt_revision, checked_label
from portulan.plans.commands.applying import apply_changes
from portulan.plans.commands.changing import locked
from portulan.plans.models import Action, Plan, Revision
from portulan.shared.errors import Conflict
from portulan.tracking.commands import Decision, keep_postponements


@transaction.atomic
def adopt_draft(
    draft: Draft,
    *,
    actor: Any,
    seen: str,
    label: str,
    adopted_on: dt.date,
    body: Body | None = None,
    note: str = "",
    submission: uuid.UUID | None = None,
) -> Revision:
    """Make the plan what the draft says, in one batch of the journal, and freeze it as adopted by a body on a day.
    The same form adopts once. Raises Conflict when the page showed something else or a choice is left, Invalid."""
    if submission and (known := Revision.objects.filter(submission=submission).first()):
        return known
    label = checked_label(label, adopted_on)
    row = standing(draft)
    plan: Plan = locked(row.plan)
    work = work_on(row)
    check_seen(work, seen)
    if sentence := why_not_yet(work):
        raise Conflict(sentence)
    batch, reason = uuid.uuid4(), note.strip() or _("Révision « %(label)s »") % {"label": label}
    _apply(row, plan, work, batch, actor, Decision(reason[:2000], body=body, on=adopted_on))
    kept = adopt_revision(
        plan, actor=actor, label=label, adopted_on=adopted_on, body=body, note=note, submission=submission
    )
    _close(row, DraftState.ADOPTED, kept)
    after = {"label": kept.label, "changes": len(work.wanted)}
    record("draft.adopted", row, actor=actor, name=row.label, after=after, batch=batch, reason=row.aim)
    return kept


@transaction.atomic
def discard_draft(draft: Draft, *, actor: Any, reason: str = "") -> None:
    """Give the draft up. It is kept as it is, and no longer offered. Raises Conflict once it is closed."""
    row = standing(draft)
    changes = len(work_on(row).wanted)
    _close(row, DraftState.DISCARDED)
    after = {"changes": changes}
    record("draft.discarded", row, actor=actor, name=row.label, after=after, reason=reason.strip())


def why_not_yet(work: Work) -> str:
    """What keeps a draft from being adopted; empty when nothing does."""
    if work.conflicts:
        return _(
            "Le plan et le brouillon ont changé la même chose, chacun à sa façon. "
            "Choisissez d’abord ce qui compte."
        )
    if lost := work.homeless:
        return homeless_sentence(lost[0].after)
    return ""


def _apply(row: Draft, plan: Plan, work: Work, batch: uuid.UUID, actor: Any, decision: Decision) -> None:
    ways = work.ways(work.target)
    try:
        apply_changes(
            plan,
            work.wanted,
            actor=actor,
            batch=batch,
            reason=decision.reason,
            reasons=row.reasons,
            merged={gone: way[-1] for gone, way in ways.items()},
        )
    except DataError as error:
        raise Conflict(_("Un des textes est trop long pour sa case. Rien n’a été modifié.")) from error
    ends = [*ways, *(way[-1] for way in ways.values())]
    found = {str(one.pk): one for one in Action.objects.filter(pk__in=ends)}
    for gone, way in ways.items():
        bring_together(found[gone], found[way[-1]], way, actor=actor, batch=batch)
    keep_postponements(batch, actor=actor, decision=decision)


def _close(row: Draft, state: DraftState, revision: Revision | None = None) -> None:
    row.state, row.closed_at, row.revision = state, timezone.now(), revision
    row.save(update_fields=["state", "closed_at", "revision"])
