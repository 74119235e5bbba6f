"""An action needs another one first: noted and taken back, each with one journal entry, never in a circle."""

import uuid
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portulan.journal.commands import record
from portulan.journal.models import Entry
from portulan.plandoc.text import Wording
from portulan.plans.commands.changing import Kind, change, locked
from portulan.plans.commands.states import Values
from portulan.plans.models import Action, Dependency, Plan
from portulan.shared.errors import Conflict, Invalid


@transaction.atomic
def add_dependency(action: Action, needs: Action, *, actor: Any, note: str = "", at: Any = None) -> Dependency:
    """Note that `action` comes after `needs`. Raises Invalid (field "needs") when it is noted already, or when it
    would close a circle, which the sentence names; Conflict when one of the two is no longer in the plan."""
    Plan.objects.select_for_update().get(pk=action.plan_id)
    action, needs, note = locked(action), locked(needs), " ".join(note.split())
    _check(action, needs, note)
    row = Dependency.objects.create(action=action, needs=needs, note=note)
    record(
        "dependency.added",
        row,
        actor=actor,
        name=_name(row),
        action_id=action.pk,
        before={"removed": True},
        after=_of_dependency(row),
        at=at,
    )
    return row


@transaction.atomic
def remove_dependency(dependency: Dependency, *, actor: Any) -> Entry:
    """Take the note back. Raises Conflict when it was already."""
    entry = change(DEPENDENCY, locked(dependency), {"removed": True}, verb="dependency.removed", actor=actor)
    if entry is None:
        raise Conflict(_("Cette dépendance est déjà retirée."))
    return entry


def why_not_again(row: Dependency) -> str:
    """Why a dependency that was taken back cannot come back as it was; empty when it can."""
    if row.action.removed_at is not None or row.needs.removed_at is not None:
        return _("Une des deux actions a été retirée du plan. Rétablissez-la d’abord.")
    if Dependency.objects.filter(action=row.action, needs=row.needs, removed_at=None).exists():
        return _("Cette dépendance a été notée à nouveau depuis.")
    chain = _chain(row.needs.pk, row.action.pk)
    return _circle(chain) if chain else ""


def _check(action: Action, needs: Action, note: str) -> None:
    if action.removed_at is not None or needs.removed_at is not None:
        raise Conflict(_("Une des deux actions a été retirée du plan entre-temps."))
    if action.pk == needs.pk:
        raise Invalid(_("Une action ne peut pas dépendre d’elle-même."), "needs")
    if len(note) > 300:
        raise Invalid(_("Cette précision compte trois cents caractères au plus."), "note")
    if Dependency.objects.filter(action=action, needs=needs, removed_at=None).exists():
        raise Invalid(
            _("C’est déjà noté : %(after)s vient après %(before)s.")
            % {"after": _code(action), "before": _code(needs)},
            "needs",
        )
    if chain := _chain(needs.pk, action.pk):
        raise Invalid(_circle(chain), "needs")


def _circle(chain: Iterable[uuid.UUID]) -> str:
    """The sentence that names the chain: each one comes after the next, which would end where it began."""
    ids = list(chain)
    found = Action.objects.in_bulk(ids)
    codes = [_standing_code(found[pk]) for pk in ids]
    steps = _(", qui vient après ").join(codes[1:])
    return _("Ce serait un cercle : %(first)s vient déjà après %(steps)s.") % {"first": codes[0], "steps": steps}


def _chain(start: uuid.UUID, end: uuid.UUID) -> list[uuid.UUID]:
    """The shortest way from an action to another by what each needs first, both included; empty when there is
    none. Actions that were removed count: they may come back."""
    rows = Dependency.objects.filter(removed_at=None)
    needed: dict[uuid.UUID, list[uuid.UUID]] = {}
    for one, other in rows.values_list("action_id", "needs_id"):
        needed.setdefault(one, []).append(other)
    return _way(needed, start, end)


def _way(needed: Mapping[uuid.UUID, list[uuid.UUID]], start: uuid.UUID, end: uuid.UUID) -> list[uuid.UUID]:
    came_from: dict[uuid.UUID, uuid.UUID | None] = {start: None}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        for following in needed.get(at, ()):
            if following not in came_from:
                came_from[following] = at
                waiting.append(following)
    way: list[uuid.UUID] = []
    step: uuid.UUID | None = end if end in came_from else None
    while step is not None:
        way.append(step)
        step = came_from[step]
    return way[::-1]


def _standing_code(action: Action) -> str:
    return (
        _code(action) if action.removed_at is None else _("%(code)s (retirée du plan)") % {"code": _code(action)}
    )


def _code(action: Action) -> str:
    return action.code or f"« {action.short_title or Wording.from_marked(action.text).plain} »"


def _name(row: Dependency) -> str:
    """What the journal names is the action that comes first; the entry is about the one that needs it."""
    return _code(row.needs)


def _of_dependency(row: Dependency) -> Values:
    return {"removed": row.removed_at is not None}


def _put_dependency(row: Dependency, values: Values) -> None:
    row.removed_at = timezone.now() if values["removed"] else None
    row.save(update_fields=["removed_at"])


DEPENDENCY = Kind(Dependency, _of_dependency, _put_dependency, _name, lambda row: row.action_id)
