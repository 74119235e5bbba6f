"""A change of a proof, told in the journals of all its actions: one entry each, in one batch, undone as one."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plans.commands.changing import Kind
from portulan.plans.commands.states import Values
from portulan.tracking.models import Evidence


def actions_told(entry: Entry) -> set[uuid.UUID]:
    """The actions whose journals say that change: several for a proof of several actions."""
    others = told_elsewhere(entry).values_list("action_id", flat=True)
    return {pk for pk in (entry.action_id, *others) if pk is not None}


def tell_the_others(entry: Entry, action_ids: Iterable[uuid.UUID]) -> list[Entry]:
    """The journals of a proof's other actions say the same as that of the first, in the same batch."""
    return [tell(entry, pk) for pk in action_ids if pk != entry.action_id]


def tell(entry: Entry, action_id: uuid.UUID | None, *, undoes: Entry | None = None) -> Entry:
    return record(
        entry.verb,
        Evidence(pk=entry.subject_id),
        actor=entry.actor,
        name=entry.subject_name,
        action_id=action_id,
        before=entry.before,
        after=entry.after,
        reason=entry.reason,
        batch=entry.batch,
        undoes=undoes,
        at=entry.at,
    )


def told_elsewhere(entry: Entry) -> QuerySet[Entry]:
    """The same change as the journals of a proof's other actions say it."""
    same = Entry.objects.filter(batch=entry.batch, subject_id=entry.subject_id, verb=entry.verb)
    told = same.filter(verb__regex=r"^(undo\.)?evidence\.")
    return told.exclude(pk=entry.pk)


def _of_evidence(evidence: Evidence) -> Values:
    return {"removed": evidence.removed_at is not None}


def _put_evidence(evidence: Evidence, values: Values) -> None:
    evidence.removed_at = timezone.now() if values["removed"] else None
    evidence.save(update_fields=["removed_at"])


def _first_action(evidence: Evidence) -> uuid.UUID | None:
    return evidence.actions.order_by("position", "pk").values_list("pk", flat=True).first()


EVIDENCE = Kind(Evidence, _of_evidence, _put_evidence, lambda row: row.title, _first_action)
