"""Saying what each column of a file holds: the file is read again as a whole, and what was told is remembered."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from portulan.imports import proposals, rules
from portulan.imports.commands import locked, recognised
from portulan.imports.models import ColumnMapping, Import
from portulan.imports.rules import Told
from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.findings import Recognition
from portulan.plandoc.recognition.mapping import KNOWN, keyed, mapping_of, not_taken
from portulan.shared import filestore
from portulan.shared.errors import Invalid
from portulan.shared.scoping import open_id

_SHARED = (columns.OBJECTIVE, columns.RESULT, columns.EXTRA)  # several columns may be so


def change(opened: Import, roles: Mapping[str, str]) -> None:
    """Read the file again with these roles; columns that nobody spoke of find their place around them. Raises
    Invalid when they make no plan, Conflict when the import is no longer in review."""
    tables = rules.tables_of(opened.reading)
    stood, before = mapping_of(tables), rules.told_from_json(opened.mapping).roles
    changed = {key: role for key, role in _checked(roles, stood).items() if role != stood[key]}
    claimed = {role for role in changed.values() if role not in _SHARED}
    kept = {key: role for key, role in before.items() if key not in changed and role not in claimed}
    _read_again(opened, Told({**kept, **changed}))


def settle(opened: Import, roles: Mapping[str, str]) -> None:
    """Take these roles for right, and remember them for the next file with the same titles. Raises as `change`."""
    tables = rules.tables_of(opened.reading)
    told = Told({**mapping_of(tables), **_checked(roles, mapping_of(tables))}, settled=True)
    if any(one.role != told.roles[key] or one.confidence < 1 for key, one in keyed(tables)):
        _read_again(opened, told)
    else:
        _store(opened, told, None)


def _checked(roles: Mapping[str, str], known: Mapping[str, str]) -> Mapping[str, str]:
    if not set(roles) <= set(known) or not set(roles.values()) <= set(KNOWN):
        raise Invalid(_("Ce choix n’existe pas."))
    return roles


def _read_again(opened: Import, told: Told) -> None:
    if columns.ACTION not in {**mapping_of(rules.tables_of(opened.reading)), **told.roles}.values():
        raise Invalid(_("Choisissez la colonne qui donne les actions : sans elle, il n’y a pas de plan."))
    data = filestore.path(open_id(), opened.file_sha256).read_bytes()
    found = recognised(opened.file_name, data, told.roles)
    if refused := not_taken(found.tables, told.roles):
        raise Invalid(
            _("« %(title)s » a le même rôle qu’une autre colonne, et ce rôle n’en prend qu’une.")
            % {"title": refused[0]}
        )
    first_look = proposals.first_look(opened.file_name, found)
    _store(opened, told, found, first_look)


@transaction.atomic
def _store(
    opened: Import, told: Told, found: Recognition | None, first_look: proposals.Json | None = None
) -> None:
    row = locked(opened)
    if found is not None:
        before = rules.reading_from_json(row.reading)
        decided = rules.carried(rules.decisions_from_json(row.decisions), before, found)
        row.reading, row.decisions = rules.reading_to_json(found), rules.decisions_to_json(decided)
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
