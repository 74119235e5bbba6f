"""Brings an archive into a Portulan that does not have its workspace: the same identities, in one transaction.

Every row is put into that workspace whatever the archive says, and may only lead to rows of the archive itself.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _

from portulan.archives.kept import FOLDER
from portulan.archives.reading import Opened, opened
from portulan.archives.tables import OF_A_USER, Row, Table, Tie, tables, value_of
from portulan.archives.writing import DATA, migrations
from portulan.shared import filestore
from portulan.shared.errors import Conflict, Invalid
from portulan.workspaces.models import Institution, User, Workspace
from portulan.workspaces.rules import slug_for

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What came in: the workspace, the address that it had, how many accounts were made and how many were known,
    the rows by table, and the hashes of the files that the archive could not hold."""

    workspace: Workspace
    former_slug: str
    made: int
    known: int
    counts: Mapping[str, int]
    lost: tuple[str, ...]


@dataclass
class _Known:
    """The identities that rows may lead to: of the archive's own rows by model, and of
    accounts (theirs here by that in the archive)."""

    workspace: Workspace
    rows: dict[type[models.Model], set[uuid.UUID]] = field(default_factory=dict)
    accounts: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def here(self, target: type[models.Model], given: uuid.UUID | None) -> uuid.UUID | None:
        """The identity, here, of what the archive calls so. Raises Invalid when it is not in the archive."""
        if given is None:
            return None
        if issubclass(target, Workspace) and given == self.workspace.pk:
            return given
        if issubclass(target, User) and given in self.accounts:
            return self.accounts[given]
        if given in self.rows.get(target, ()):
            return given
        raise Invalid(_("L’archive parle de ce qu’elle ne contient pas : elle n’est pas reprise."))


def verify(file: Path) -> Mapping[str, str]:
    """What the archive says of its workspace, once each file has its hash. Raises Invalid; writes nothing."""
    with opened(file) as archive:
        _check_versions(archive)
        return archive.manifest.workspace


def read_archive(file: Path) -> Restored:
    """Bring the archive in, or raise Invalid or Conflict and leave everything as it was."""
    with opened(file) as archive:
        _check_versions(archive)
        row = next(archive.lines(f"{DATA}/espace.json"), None)
        if row is None:
            raise Invalid(_("L’archive ne dit rien de son espace."))
        workspace = _workspace(row)
        _check_absent(workspace)
        ids = {table.model: _identities(archive, table) for table in tables()}
        try:
            with transaction.atomic():
                return _bring_in(archive, _Known(workspace, ids), row)
        except (IntegrityError, DataError):
            raise Invalid(
                _("Des données de l’archive se contredisent, ou sont déjà dans cette installation.")
            ) from None


def _check_versions(archive: Opened) -> None:
    here = migrations()
    newer = [app for app, last in archive.manifest.migrations.items() if last[:4] > here.get(app, "")[:4]]
    if newer:
        raise Invalid(_("Cette archive vient d’un Portulan plus récent : mettez celui-ci à jour d’abord."))
    known = {"espace", "personnes"}
    for table in tables():
        known |= {table.name, *(tie.name for tie in table.ties)}
    told = {
        path.removeprefix(f"{DATA}/").rpartition(".")[0] for path in archive.paths if path.startswith(f"{DATA}/")
    }
    if told - known:
        names = ", ".join(sorted(told - known))
        raise Invalid(
            _("L’archive contient des données que ce Portulan ne connaît pas : %(names)s.") % {"names": names}
        )


def _check_absent(workspace: Workspace) -> None:
    found = Workspace.objects.filter(pk=workspace.pk).first()
    if found is not None:
        raise Conflict(
            _("Cet espace est déjà dans cette installation : « %(name)s » (%(slug)s). Rien n’a été modifié.")
            % {"name": found.name, "slug": found.slug}
        )


def _workspace(row: Row) -> Workspace:
    fields = {one.name: one for one in Workspace._meta.concrete_fields}
    given = {name: value for name, value in row.items() if name != "institutions"}
    if given.keys() - fields.keys() or not isinstance(row.get("institutions"), list) or not given.get("id"):
        raise Invalid(_("L’archive ne dit rien de son espace."))
    return Workspace(**{name: value_of(fields[name], value) for name, value in given.items()})


def _bring_in(archive: Opened, known: _Known, row: Row) -> Restored:
    workspace = known.workspace
    former = workspace.slug
    workspace.slug = slug_for(former, set(Workspace.objects.values_list("slug", flat=True)))
    workspace.save(force_insert=True)
    workspace.institutions.set([_institution(one) for one in row["institutions"]])
    made, met = _people(archive, known)
    counts = {table.name: _rows(archive, table, known) for table in tables()}
    for table in tables():
        for tie in table.ties:
            counts[tie.name] = _pairs(archive, tie, known)
    if any(archive.manifest.counts.get(name, 0) != count for name, count in counts.items()):
        raise Invalid(_("L’archive ne contient pas exactement ce que dit son manifeste."))
    _keep_files(archive, workspace)
    return Restored(workspace, former, made, met, counts, archive.manifest.lost)


def _institution(told: Any) -> Institution:
    """The institution of that name; made when it is not there."""
    fields = {one.name: one for one in Institution._meta.concrete_fields}
    if not isinstance(told, dict) or told.keys() != fields.keys():
        raise Invalid(_("L’archive ne dit rien de son espace."))
    given = {name: value_of(fields[name], value) for name, value in told.items()}
    if Institution.objects.filter(pk=given["id"]).exclude(name=given["name"]).exists():
        given["id"] = uuid.uuid4()
    return Institution.objects.get_or_create(name=given["name"], defaults=given)[0]


def _people(archive: Opened, known: _Known) -> tuple[int, int]:
    """The accounts: made without a password (a code lets them in), or known by their address; how many of each."""
    made = met = 0
    fields = {name: User._meta.get_field(name) for name in OF_A_USER}
    for lines in _some(archive.lines(f"{DATA}/personnes.jsonl")):
        told = [_user(line, fields) for line in lines]
        here = {one.email: one.pk for one in User.objects.filter(email__in=[one.email for one in told])}
        taken = set(User.objects.filter(pk__in=[one.pk for one in told]).values_list("pk", flat=True))
        new = [one for one in told if one.email not in here]
        for one in told:
            own = here.get(one.email) or (uuid.uuid4() if one.pk in taken else one.pk)
            known.accounts[one.pk] = own
            one.pk = own
        User.objects.bulk_create(new)
        made, met = made + len(new), met + len(told) - len(new)
    return made, met


def _user(line: Row, fields: "Mapping[str, Any]") -> User:
    if line.keys() != fields.keys() or not line["id"] or not line["email"]:
        raise Invalid(_("Une personne de l’archive n’est pas décrite comme il faut."))
    user = User(**{name: value_of(fields[name], value) for name, value in line.items()})
    user.email = user.email.strip().lower()
    user.set_unusable_password()
    return user


def _identities(archive: Opened, table: Table) -> set[uuid.UUID]:
    """The identities of the rows of one table. Raises Invalid for one that comes twice."""
    own = table.model._meta.pk
    found = [value_of(own, line.get("id")) for line in archive.lines(f"{DATA}/{table.name}.jsonl")]
    if None in found or len(set(found)) < len(found):
        raise Invalid(_("L’archive contient deux fois la même ligne, ou une ligne sans identité."))
    return set(found)


def _rows(archive: Opened, table: Table, known: _Known) -> int:
    """Write the rows of one table. How many."""
    fields, count = {one.name: one for one in table.fields}, 0
    for lines in _some(archive.lines(f"{DATA}/{table.name}.jsonl")):
        table.model._base_manager.bulk_create([_row(table, fields, line, known) for line in lines])
        count += len(lines)
    return count


def _row(table: Table, fields: "Mapping[str, models.Field[Any, Any]]", line: Row, known: _Known) -> models.Model:
    if line.keys() - fields.keys():
        names = ", ".join(f"{table.name}.{name}" for name in sorted(line.keys() - fields.keys()))
        raise Invalid(
            _("L’archive contient des données que ce Portulan ne connaît pas : %(names)s.")
            % {"names": names[:200]}
        )
    given: dict[str, Any] = {name: made() for name, made in table.secret.items()}
    for name, value in line.items():
        one = fields[name]
        read = value_of(one, value)
        given[one.attname] = known.here(one.related_model, read) if isinstance(one, models.ForeignKey) else read
    return table.model(**given, workspace_id=known.workspace.pk)


def _pairs(archive: Opened, tie: Tie, known: _Known) -> int:
    own, other = tie.ends
    count = 0
    for lines in _some(archive.lines(f"{DATA}/{tie.name}.jsonl")):
        pairs = [(_identity(tie, line, "of"), _identity(tie, line, "to")) for line in lines]
        tie.through._base_manager.bulk_create(
            tie.through(**{own: known.here(tie.table.model, one), other: known.here(tie.target, to)})
            for one, to in pairs
        )
        count += len(pairs)
    return count


def _identity(tie: Tie, line: Row, name: str) -> uuid.UUID | None:
    read = value_of(tie.table.model._meta.pk, line.get(name))
    if read is None or line.keys() != {"of", "to"}:
        raise Invalid(_("L’archive contient deux fois la même ligne, ou une ligne sans identité."))
    return read if isinstance(read, uuid.UUID) else None


def _keep_files(archive: Opened, workspace: Workspace) -> None:
    """The kept files under their hashes, as the manifest says and as was verified."""
    try:
        for one in archive.manifest.members:
            if one.path.startswith(f"{FOLDER}/"):
                filestore.keep(workspace.pk, archive.pieces(one.path))
    except BaseException:
        filestore.forget(workspace.pk)
        raise


def _some(lines: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(lines, AT_ONCE)):
        yield some
