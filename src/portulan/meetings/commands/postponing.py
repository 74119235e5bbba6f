"""A meeting moves a deadline: the plan has its postponement, the minutes the decision, which leads to it."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.meetings.commands.acts import Act, note_act
from portulan.meetings.commands.holding import check_open
from portulan.meetings.models import ActKind, AgendaItem, Decision
from portulan.shared.errors import Invalid
from portulan.tracking.commands import postponing as tracking


@dataclass(frozen=True, slots=True)
class Later:
    """A later deadline, as written; why; where that was decided, in words. `version` is the one of the action that
    was seen."""

    deadline: str
    reason: str
    where: str = ""
    version: int | None = None


@transaction.atomic
def postpone_in_meeting(
    item: AgendaItem, later: Later, *, actor: Any, submission: uuid.UUID | None = None
) -> Decision:
    """Postpone the action of an item of an open meeting, and note it as a decision. The same form counts once.
    Raises Stale, Conflict, Invalid."""
    check_open(item.meeting)
    action = item.subject
    if action is None:
        raise Invalid(_("Ce point ne porte sur aucune action du plan."), "deadline")
    moved = tracking.postpone(
        action,
        actor=actor,
        deadline=later.deadline,
        decision=tracking.Decision(later.reason, item.meeting.body, later.where, item.meeting.said_on),
        version=later.version,
        submission=submission,
    )
    said = {"code": action.code, "before": moved.from_text, "after": moved.to_text}
    text = _("L’échéance de l’action %(code)s est reportée : %(before)s devient %(after)s.") % said
    return note_act(
        item,
        Act(ActKind.DECISION, f"{text} {later.reason}"[:2000]),
        actor=actor,
        submission=submission,
        postponement=moved,
    )
