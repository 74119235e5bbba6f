"""A change of a proof, told in the journals of all its actions: one entry each, in one batch, undone as one."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plans.commands.changing import Kind
from portulan.plans.commands.states import Values
from portulan.shared.errors import Conflict
from portulan.tracking.models import Evidence

_FIELDS = ("title", "kind", "note", "visibility", "draft")


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
        actor=entry.actor or entry.actor_name,
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
    return {name: getattr(evidence, name) for name in _FIELDS} | {
        "on": evidence.on.isoformat(),
        "actions": sorted(str(pk) for pk in evidence.actions.values_list("pk", flat=True)),
        "results": sorted(str(pk) for pk in evidence.results.values_list("pk", flat=True)),
        "removed": evidence.removed_at is not None,
    }


def _put_evidence(evidence: Evidence, values: Values) -> None:
    for name in values.keys() & set(_FIELDS):
        setattr(evidence, name, values[name])
    if "on" in values:
        evidence.on = dt.date.fromisoformat(values["on"])
        evidence.academic_year = evidence.workspace.boundary.year_of(evidence.on).first
    if "removed" in values:
        _check_versions(evidence, values["removed"])
        evidence.removed_at = timezone.now() if values["removed"] else None
    evidence.save()
    if "actions" in values:
        evidence.actions.set(values["actions"])
    if "results" in values:
        evidence.results.set(values["results"])


def _check_versions(evidence: Evidence, removed: bool) -> None:
    """Versions come and go from the last one. Raises Conflict for an earlier one."""
    if removed and evidence.newer.filter(removed_at=None).exists():
        raise Conflict(_("Une version plus récente remplace cette preuve : retirez d’abord celle-là."))
    earlier = evidence.replaces
    if removed or earlier is None:
        return
    if earlier.removed_at is not None or earlier.newer.filter(removed_at=None).exclude(pk=evidence.pk).exists():
        raise Conflict(_("Une autre version l’a remplacée depuis : celle-ci ne peut plus revenir."))


def _first_action(evidence: Evidence) -> uuid.UUID | None:
    return evidence.actions.order_by("position", "pk").values_list("pk", flat=True).first()


EVIDENCE = Kind(Evidence, _of_evidence, _put_evidence, lambda row: row.title, _first_action)
