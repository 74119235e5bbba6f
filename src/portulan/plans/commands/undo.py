"""Undoing one change: what was before comes back, provided that nothing changed it since."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext as _

from portulan.journal.commands import still_done, undoing
from portulan.journal.models import Entry
from portulan.plans.commands import merging
from portulan.plans.commands.changing import ACTION, BODY, OBJECTIVE, PLAN, Kind, change
from portulan.plans.commands.dependencies import DEPENDENCY, why_not_again
from portulan.plans.commands.objectives import why_it_stays
from portulan.plans.commands.states import FOR_PEOPLE
from portulan.shared.errors import Conflict

KINDS: Mapping[str, Kind] = {
    "action": ACTION,
    "objective": OBJECTIVE,
    "plan": PLAN,
    "body": BODY,
    "dependency": DEPENDENCY,
}


def can_be_undone(entry: Entry, kinds: Mapping[str, Kind] = KINDS) -> bool:
    """Whether this sort of change can be undone at all, and was not undone yet; whether nothing changed it since
    is known when it is tried."""
    return (
        entry.verb.removeprefix("undo.").partition(".")[0] in kinds
        and bool(entry.before)
        and not hasattr(entry, "undone_by")
    )


@transaction.atomic
def undo(entry: Entry, *, actor: Any, kinds: Mapping[str, Kind] = KINDS) -> Entry:
    """Put back what was before the entry, and remember that. Raises Conflict, with the reason, if it cannot."""
    entry = still_done(entry)
    kind = kinds.get(entry.verb.removeprefix("undo.").partition(".")[0])
    if kind is None or not entry.before:
        raise Conflict(_("Ce changement ne s’annule pas."))
    if entry.verb.removeprefix("undo.") == merging.VERB:
        return merging.undo_merge(entry, actor=actor)
    row = _row(kind, entry)
    now = kind.read(row)
    if any(now.get(name) != value for name, value in entry.after.items() if name not in FOR_PEOPLE):
        raise Conflict(_("Cela a encore changé depuis : l’annuler effacerait ce changement plus récent."))
    if sentence := _obstacle(kind, row, entry):
        raise Conflict(sentence)
    wanted = {name: value for name, value in entry.before.items() if name not in FOR_PEOPLE}
    written = change(kind, row, wanted, verb=undoing(entry), actor=actor, undoes=entry)
    if written is None:
        raise Conflict(_("Il n’y a plus rien à annuler ici."))
    return written


def _row(kind: Kind, entry: Entry) -> Any:
    try:
        return kind.model.objects.select_for_update().get(pk=entry.subject_id)
    except ObjectDoesNotExist:
        raise Conflict(_("Ce que ce changement concernait n’existe plus.")) from None


def _obstacle(kind: Kind, row: Any, entry: Entry) -> str:
    """Why the tree would not hold together afterwards; empty when it would."""
    removed = entry.before.get("removed")
    if kind is OBJECTIVE and removed is True:
        return why_it_stays(row)
    if kind is DEPENDENCY and removed is False:
        return why_not_again(row)
    holder = {ACTION.model: "objective", OBJECTIVE.model: "parent"}.get(kind.model)
    above = getattr(row, holder, None) if holder else None
    if removed is False and above is not None and above.removed_at is not None:
        return _("L’objectif qui le contenait a été retiré du plan. Rétablissez-le d’abord.")
    gone = entry.before.get("objective_id") or entry.before.get("parent_id")
    if gone and OBJECTIVE.model.objects.filter(pk=gone).exclude(removed_at=None).exists():
        return _("L’objectif d’où cela venait a été retiré du plan. Rétablissez-le d’abord.")
    return ""
