"""How one change is made: look at what stands, put what is wanted, remember the fields that changed."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from portulan.governance.models import Body
from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plandoc.text import Wording
from portulan.plans.commands import states
from portulan.plans.commands.states import Values
from portulan.plans.models import Action, Objective, Plan
from portulan.shared.errors import Conflict


@dataclass(frozen=True, slots=True)
class Kind:
    """How the rows of one sort are found, read as values, changed, and named in the journal."""

    model: type[Any]
    read: Callable[[Any], Values]
    put: Callable[[Any, Values], None]
    name: Callable[[Any], str]
    action_id: Callable[[Any], uuid.UUID | None] = lambda row: None


ACTION = Kind(
    Action, states.of_action, states.put_action, lambda row: _named(row.code, row.text), lambda row: row.pk
)
OBJECTIVE = Kind(Objective, states.of_objective, states.put_objective, lambda row: _named(row.code, row.title))
PLAN = Kind(Plan, states.of_plan, states.put_plan, lambda row: row.title)
BODY = Kind(Body, states.of_body, states.put_body, lambda row: row.name)

Sealed = TypeVar("Sealed", Objective, Plan, Body)
_SEALED: dict[type[Any], Kind] = {Objective: OBJECTIVE, Plan: PLAN, Body: BODY}
_FAR = 50
_NOT_SEALED = states.FOR_PEOPLE | {"place", "parent_id", "codes"}


class Stale(Conflict):
    """The form was read before somebody else's change; `since` are those changes, the latest first."""

    def __init__(self, since: Iterable[Entry]) -> None:
        self.since = tuple(since)
        who = self.since[0].actor_name if self.since else "Portulan"
        super().__init__(
            _("%(who)s a modifié cette fiche pendant que vous l’aviez sous les yeux. Rien n’a été écrasé.")
            % {"who": who}
        )


def change(
    kind: Kind,
    row: Any,
    wanted: Values,
    *,
    verb: str,
    actor: Any,
    batch: uuid.UUID | None = None,
    undoes: Entry | None = None,
    reason: str = "",
    at: dt.datetime | None = None,
) -> Entry | None:
    """Put the wanted values where they differ; remember them. None when nothing differs. Runs inside the
    caller's transaction, on a locked row."""
    before = kind.read(row)
    changed = {name: value for name, value in wanted.items() if before[name] != value}
    if not changed:
        return None
    kind.put(row, changed)
    row.refresh_from_db()
    if kind is ACTION:
        Action.objects.filter(pk=row.pk).update(version=row.version + 1)
        row.refresh_from_db()
    after = kind.read(row)
    seen = [
        name for name in after if name in changed or (name in states.FOR_PEOPLE and before[name] != after[name])
    ]
    return record(
        verb,
        row,
        actor=actor,
        name=kind.name(row),
        action_id=kind.action_id(row),
        before={name: before[name] for name in seen},
        after={name: after[name] for name in seen},
        reason=reason,
        batch=batch,
        undoes=undoes,
        at=at,
    )


def sent_as(submission: uuid.UUID | None, actor: Any) -> uuid.UUID:
    """The identity of what this person adds with this form: the same when it is sent twice."""
    return uuid.uuid5(actor.pk, str(submission)) if submission else uuid.uuid4()


def locked(row: Model) -> Any:
    """The row as it stands now, kept from others until the transaction ends."""
    model: Any = type(row)
    return model.objects.select_for_update().get(pk=row.pk)


def fresh(action: Action, version: int | None) -> Action:
    """The action, locked. Raises Stale when it is no longer the version that the form showed."""
    found: Action = locked(action)
    if version is not None and found.version != version:
        raise Stale(changes_since(found, version))
    return found


def seal(row: Objective | Plan | Body) -> str:
    """A short mark of what a form shows of this row: another one as soon as somebody changed that."""
    return _seal_of(_sealed_values(row))


def _sealed_values(row: Objective | Plan | Body) -> Values:
    return {name: value for name, value in _SEALED[type(row)].read(row).items() if name not in _NOT_SEALED}


def _seal_of(values: Values) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def sealed(row: Sealed, seen: str | None) -> Sealed:
    """The row, locked. Raises Stale when it is no longer what the form showed."""
    found: Sealed = locked(row)
    if seen and seen != seal(found):
        raise Stale(_since_seen(found, seen))
    return found


def _since_seen(row: Sealed, seen: str) -> list[Entry]:
    """The changes since the form showed this row, the latest first: undone one by one in thought, until what stood
    has the same seal; else the latest alone."""
    values, walked = _sealed_values(row), list[Entry]()
    for entry in Entry.objects.filter(subject_id=row.pk)[:_FAR]:
        walked.append(entry)
        values |= {name: value for name, value in entry.before.items() if name in values}
        if _seal_of(values) == seen:
            return walked
    return walked[:1]


def changes_since(action: Action, version: int) -> list[Entry]:
    """The changes that made this action what it is since that version, the latest first."""
    count = max(action.version - version, 1)
    renumbered = Q(subject_id=action.objective_id, after__has_key="codes")
    return list(Entry.objects.filter(Q(subject_id=action.pk) | renumbered)[:count])


def _named(code: str, marked: str) -> str:
    return " ".join(filter(None, [code, Wording.from_marked(marked).plain]))
