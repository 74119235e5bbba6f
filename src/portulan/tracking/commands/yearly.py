"""The yearly point of a continuous action: what was done in one academic year, said again, never edited."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import account_of, name_of, record
from portulan.plandoc.academic_year import AcademicYear
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.text import Wording
from portulan.plans.commands.changing import locked
from portulan.plans.models import Action
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking.models import ProgressUpdate


@transaction.atomic
def tell_year(
    action: Action,
    *,
    actor: Any,
    year: int,
    text: str,
    submission: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> ProgressUpdate:
    """Say what was done in the academic year that begins in `year`; the latest one said of a year counts. The same
    submission writes once. Raises Invalid, Conflict."""
    action = locked(action)
    if said := ProgressUpdate.objects.filter(submission=submission).first() if submission else None:
        return said
    at = at or timezone.now()
    text, today = text.strip(), timezone.localdate(at)
    if action.removed_at is not None:
        raise Conflict(_("Cette action a été retirée du plan : plus rien ne s’y note."))
    if action.deadline_kind != DeadlineKind.CONTINUOUS:
        raise Conflict(_("Cette action a une échéance : elle se dit par ses avancements, non année par année."))
    if AcademicYear(year) > action.workspace.boundary.year_of(today):
        raise Invalid(_("Cette année n’a pas encore commencé."), "year")
    if not text:
        raise Invalid(_("Écrivez en une ou deux phrases ce qui a été fait cette année-là."), "text")
    update = ProgressUpdate.objects.create(
        action=action,
        on=today,
        text=text,
        about_year=year,
        author=account_of(actor),
        author_name=name_of(actor),
        submission=submission,
        created_at=at,
    )
    after = {"text": text, "year": AcademicYear(year).long}
    record(
        "progress.year_told",
        update,
        actor=actor,
        name=Wording(text).plain,
        action_id=action.pk,
        after=after,
        at=at,
    )
    return update
