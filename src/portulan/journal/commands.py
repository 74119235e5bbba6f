"""Writing the journal."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.models import Entry
from portulan.shared.errors import Conflict
from portulan.shared.scoping import WorkspaceRow


def record(
    verb: str,
    subject: WorkspaceRow,
    *,
    actor: Any,
    name: str = "",
    action_id: uuid.UUID | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    batch: uuid.UUID | None = None,
    undoes: Entry | None = None,
    at: dt.datetime | None = None,
) -> Entry:
    """Remember one change, inside the command's transaction. `actor` is a User, the name of somebody without an
    account, or None for Portulan itself."""
    return Entry.objects.create(
        at=at or timezone.now(),
        actor=account_of(actor),
        actor_name=name_of(actor),
        verb=verb,
        subject_id=subject.pk,
        subject_name=name[:300],
        action_id=action_id,
        before=before or {},
        after=after or {},
        reason=reason,
        batch=batch or uuid.uuid4(),
        undoes=undoes,
    )


def still_done(entry: Entry) -> Entry:
    """The entry, locked, to be undone. Raises Conflict when it was undone already."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if Entry.objects.filter(undoes=entry).exists():
        raise Conflict(_("Ce changement a déjà été annulé."))
    return entry


def undoing(entry: Entry) -> str:
    """The verb of what undoes it; what undoes an undoing keeps its verb."""
    return entry.verb if entry.verb.startswith("undo.") else f"undo.{entry.verb}"


def account_of(actor: Any) -> Any:
    """The User who acts; None for somebody without an account, and for Portulan itself."""
    return None if isinstance(actor, str) else actor


def name_of(actor: Any) -> str:
    """The name under which an actor signs."""
    if isinstance(actor, str):
        return actor
    return str(actor.name) if actor else "Portulan"
