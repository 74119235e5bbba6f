"""Saying what each column of a file holds: the file is read again as a whole, and what was told is remembered."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.imports import proposals, queries, rules
from portulan.imports.commands import locked, recognised
from portulan.imports.models import ColumnMapping, Import
from portulan.imports.rules import Told
from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.mapping import KNOWN, keyed, mapping_of, not_taken, unsure
from portulan.shared import filestore
from portulan.shared.errors import Invalid
from portulan.shared.scoping import open_id

_SHARED = (columns.OBJECTIVE, columns.RESULT, columns.EXTRA)  # several columns may be so


def choose_table(opened: Import, key: str) -> None:
    """Look for the plan in this table of the file. Raises Invalid for a table that it does not have, Conflict when
    the import is no longer in review."""
    choices = rules.choices_of(opened.reading)
    if key not in {one.key for one in choices}:
        raise Invalid(_("Ce choix n’existe pas."))
    if key != rules.told_from_json(opened.mapping).table:
        _store(opened, Told(table=key), rules.reading_without_plan(choices))


def change(opened: Import, roles: Mapping[str, str]) -> None:
    """Read the file again with these roles; columns that nobody spoke of find their place around them. In a file
    where no plan was found, that waits for the column of the actions. Raises Invalid when they make no plan,
    Conflict when the import is no longer in review."""
    before = rules.told_from_json(opened.mapping)
    stood = mapping_of(rules.shown_tables(opened.reading, before))
    changed = {key: role for key, role in _checked(roles, stood).items() if role != stood[key]}
    claimed = {role for role in changed.values() if role not in _SHARED}
    kept = {key: role for key, role in before.roles.items() if key not in changed and role not in claimed}
    told = Told({**kept, **changed}, table=before.table)
    if rules.lacks_plan(opened.reading) and columns.ACTION not in {**stood, **told.roles}.values():
        _store(opened, told)
    else:
        _read_again(opened, told)


def settle(opened: Import, roles: Mapping[str, str]) -> None:
    """Take these roles for right, and remember them for the next file with the same titles. Raises as `change`."""
    before = rules.told_from_json(opened.mapping)
    tables = rules.shown_tables(opened.reading, before)
    told = Told({**mapping_of(tables), **_checked(roles, mapping_of(tables))}, settled=True, table=before.table)
    if rules.lacks_plan(opened.reading) or unsure(tables) or told.roles != mapping_of(tables):
        _read_again(opened, told)
    else:
        _store(opened, told)


def _checked(roles: Mapping[str, str], known: Mapping[str, str]) -> Mapping[str, str]:
    if not set(roles) <= set(known) or not set(roles.values()) <= set(KNOWN):
        raise Invalid(_("Ce choix n’existe pas."))
    return roles


def _read_again(opened: Import, told: Told) -> None:
    stood = mapping_of(rules.shown_tables(opened.reading, told))
    if columns.ACTION not in {**stood, **told.roles}.values():
        raise Invalid(_("Choisissez la colonne qui donne les actions : sans elle, il n’y a pas de plan."))
    data = filestore.path(open_id(), opened.file_sha256).read_bytes()
    found = recognised(opened.file_name, data, _with_actions(told, stood))
    if refused := not_taken(found.tables, told.roles):
        raise Invalid(
            _("« %(title)s » a le même rôle qu’une autre colonne, et ce rôle n’en prend qu’une.")
            % {"title": refused[0]}
        )
    reading = rules.reading_to_json(found) | rules.with_choices(rules.choices_of(opened.reading))
    _store(opened, told, reading, proposals.first_look(opened.file_name, found))


def _with_actions(told: Told, stood: Mapping[str, str]) -> Told:
    """Where people see a plan that was not found, the column taken for the actions is told, not only likely."""
    if not told.table or columns.ACTION in told.roles.values():
        return told
    return replace(
        told, roles={**{key: role for key, role in stood.items() if role == columns.ACTION}, **told.roles}
    )


@transaction.atomic
def _store(
    opened: Import, told: Told, reading: rules.Json | None = None, first_look: rules.Json | None = None
) -> None:
    row = locked(opened)
    if reading is not None:
        before, after = rules.reading_from_json(row.reading), rules.reading_from_json(reading)
        decided = rules.carried(rules.decisions_from_json(row.decisions), before, after)
        decided = rules.with_words(decided, after, queries.known_words(after.tables))
        row.reading, row.decisions = reading, rules.decisions_to_json(decided)
        row.proposal = {**row.proposal, **(first_look or {})}
    row.mapping = rules.told_to_json(told)
    row.save(update_fields=["reading", "decisions", "proposal", "mapping"])
    opened.reading, opened.decisions, opened.mapping = row.reading, row.decisions, row.mapping
    if told.settled:
        _remember(opened, told)


def _remember(opened: Import, told: Told) -> None:
    tables = rules.tables_of(opened.reading)
    if fingerprint := rules.fingerprint(tables):
        ColumnMapping.objects.update_or_create(
            fingerprint=fingerprint,
            defaults={"titles": [key for key, _one in keyed(tables)], "roles": dict(told.roles)},
        )
