"""The settings of a workspace: its name, its institutions, when its academic years and their terms begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.journal.commands import record, still_done, undoing
from portulan.journal.models import Entry
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import reread, reread_day
from portulan.plans.commands.states import Values
from portulan.plans.models import Action, Plan
from portulan.shared.errors import Conflict, Invalid
from portulan.shared.scoping import open_id
from portulan.tracking.models import Evidence, Postponement
from portulan.workspaces.commands import institutions_named
from portulan.workspaces.models import Membership, Workspace

_AT_ONCE = 500
_DEADLINE = ("deadline_text", "deadline_kind", "deadline_starts", "deadline_due")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the coordination sets for its workspace."""

    name: str
    institutions: tuple[str, ...]
    boundary: Boundary


@dataclass(frozen=True, slots=True)
class Changed:
    """The entry of the journal, and how many deadlines of the plan changed their days."""

    entry: Entry
    moved: int


@transaction.atomic
def change_settings(workspace: Workspace, wanted: Settings, *, actor: Any) -> Changed | None:
    """Set the open workspace, and read again what its academic years date: deadlines, postponements, proofs. None
    when nothing differs. Raises Invalid."""
    _check(wanted)
    return _set(workspace, wanted, actor=actor)


@transaction.atomic
def undo_settings(entry: Entry, *, actor: Any) -> Entry:
    """Put back the settings that were before the entry, and read again what they date. Raises Conflict once they
    were changed since."""
    entry = still_done(entry)
    workspace = Workspace.objects.get(pk=open_id())
    if _values(workspace) != entry.after:
        raise Conflict(
            _("Les réglages ont encore changé depuis : l’annuler effacerait ce changement plus récent.")
        )
    before = entry.before
    terms = tuple((month, day) for month, day in before["later_terms"])
    boundary = Boundary(before["year_month"], before["year_day"], terms)
    wanted = Settings(before["name"], tuple(before["institutions"]), boundary)
    done = _set(workspace, wanted, actor=actor, undoes=entry)
    if done is None:
        raise Conflict(_("Il n’y a plus rien à annuler ici."))
    return done.entry


def _set(workspace: Workspace, wanted: Settings, *, actor: Any, undoes: Entry | None = None) -> Changed | None:
    found = Workspace.objects.select_for_update().get(pk=workspace.pk)
    former, before = found.boundary, _values(found)
    _put(found, wanted)
    after = _values(found)
    if after == before:
        return None
    moved = _read_again(former, found.boundary) if former != found.boundary else 0
    member = Membership.objects.get(user=actor)
    verb = undoing(undoes) if undoes else "workspace.changed"
    entry = record(verb, member, actor=actor, name=found.name, before=before, after=after, undoes=undoes)
    return Changed(entry, moved)


def _check(wanted: Settings) -> None:
    if not wanted.name.strip():
        raise Invalid(_("Donnez un nom à l’espace."), "name")
    if not wanted.boundary.is_in_order:
        raise Invalid(
            _(
                "Les quadrimestres se suivent dans l’année : le deuxième commence après le premier jour de "
                "l’année, le troisième après le deuxième, avant l’année suivante."
            ),
            "second_month",
        )


def _values(workspace: Workspace) -> Values:
    return {
        "name": workspace.name,
        "year_month": workspace.year_month,
        "year_day": workspace.year_day,
        "later_terms": [list(one) for one in workspace.later_terms],
        "institutions": sorted(workspace.institutions.values_list("name", flat=True)),
    }


def _put(workspace: Workspace, wanted: Settings) -> None:
    boundary = wanted.boundary
    workspace.name, workspace.year_month, workspace.year_day = wanted.name.strip(), boundary.month, boundary.day
    workspace.later_terms = [list(one) for one in boundary.later_terms]
    workspace.save(update_fields=["name", "year_month", "year_day", "later_terms"])
    workspace.institutions.set(institutions_named(wanted.institutions))


def _read_again(former: Boundary, boundary: Boundary) -> int:
    _read_postponements_again(former, boundary)
    _date_proofs_again(boundary)
    return _read_deadlines_again(former, boundary)


def _read_deadlines_again(former: Boundary, boundary: Boundary) -> int:
    """Those of removed actions too, so that they come back right; only the standing ones count."""
    first_year = Plan.objects.values_list("starts", flat=True).first()
    moved = []
    for action in Action.objects.select_for_update():
        meant = reread(action.deadline, former, boundary, first_year)
        if meant != action.deadline:
            action.deadline = meant
            moved.append(action)
    Action.objects.bulk_update(moved, _DEADLINE, batch_size=_AT_ONCE)
    return sum(action.removed_at is None for action in moved)


def _read_postponements_again(former: Boundary, boundary: Boundary) -> None:
    """Where a deadline came from and went to is counted in the same years as the deadline itself."""
    rows = list(Postponement.objects.all())
    for row in rows:
        row.from_due = reread_day(row.from_text, row.from_due, former, boundary)
        row.to_due = reread_day(row.to_text, row.to_due, former, boundary)
    Postponement.objects.bulk_update(rows, ["from_due", "to_due"], batch_size=_AT_ONCE)


def _date_proofs_again(boundary: Boundary) -> None:
    rows: Iterable[Evidence] = list(Evidence.objects.only("pk", "on", "academic_year"))
    moved = [row for row in rows if row.academic_year != boundary.year_of(row.on).first]
    for row in moved:
        row.academic_year = boundary.year_of(row.on).first
    Evidence.objects.bulk_update(moved, ["academic_year"], batch_size=_AT_ONCE)
