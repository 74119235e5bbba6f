"""Adopting the plan as it stands: a revision that is never edited afterwards."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.journal.commands import record
from portulan.plans.commands.changing import locked
from portulan.plans.commands.taking_in import freeze
from portulan.plans.models import Plan, Revision
from portulan.plans.queries.document import document_of
from portulan.shared.errors import Conflict, Invalid


@transaction.atomic
def adopt_revision(
    plan: Plan,
    *,
    actor: Any,
    label: str,
    adopted_on: dt.date,
    body: Body | None = None,
    note: str = "",
    submission: uuid.UUID | None = None,
) -> Revision:
    """Freeze the plan as it stands, as adopted by a body on a day. The same form adopts once; a plan that nothing
    changed since its last revision is not adopted again. Raises Invalid, Conflict."""
    plan = locked(plan)
    label = checked_label(label, adopted_on)
    if said := Revision.objects.filter(submission=submission).first() if submission else None:
        return said
    document = document_of(plan)
    kept = freeze(plan, document, label=label, adopted_on=adopted_on)
    if Revision.objects.filter(plan=plan, label=label, sha256=kept.sha256).exclude(pk=kept.pk).exists():
        raise Conflict(_("Cette révision est déjà gardée, mot pour mot."))
    kept.body, kept.note, kept.submission = body, note.strip(), submission
    kept.save(update_fields=["body", "note", "submission"])
    after = {"on": adopted_on.isoformat(), "body": str(body) if body else ""}
    record("revision.adopted", kept, actor=actor, name=label, after=after, reason=kept.note)
    return kept


def checked_label(label: str, adopted_on: dt.date) -> str:
    """The name of a revision, tidied. Raises Invalid for a name or a day that no revision can have."""
    label = " ".join(label.split())
    if not label or len(label) > 200:
        raise Invalid(_("Donnez un nom à cette révision, de deux cents caractères au plus."), "label")
    if adopted_on > timezone.localdate():
        raise Invalid(_("Cette date n’est pas encore passée."), "adopted_on")
    return label
