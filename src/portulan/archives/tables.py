"""What an archive holds of the database, found by looking at the models: one that is added later is taken too."""

import datetime as dt
import decimal
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from portulan.shared.errors import Invalid
from portulan.shared.scoping import WorkspaceRow
from portulan.workspaces.models import User, Workspace

Row = dict[str, Any]

SECRETS: Mapping[str, Callable[[], Any]] = MappingProxyType(
    {
        "workspaces.invitation.token_sha256": lambda: secrets.token_hex(32),
        "inquiries.personallink.token_sha256": lambda: secrets.token_hex(32),
        "meetings.calendarlink.token_sha256": lambda: secrets.token_hex(32),
    }
)
"""What opens a door never leaves: the field, and what takes its place on coming back (it opens nothing)."""

LEFT_OUT: frozenset[str] = frozenset({"exports.export"})
"""Tables of a workspace that are not taken, by their names: exports, which are made again at will and expire."""

OF_A_USER = ("id", "email", "name", "language", "is_active", "joined_at")
"""What is told of an account: no password, nothing that signs in."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a workspace; `name` is that of its file."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    @property
    def fields(self) -> "list[models.Field[Any, Any]]":
        """The columns that are taken: all but the workspace, which is known, and what is secret."""
        return [
            one
            for one in self.model._meta.concrete_fields
            if one.name != "workspace" and f"{self.name}.{one.name}" not in SECRETS
        ]

    @property
    def secret(self) -> dict[str, Callable[[], Any]]:
        """The columns that are not taken, and what makes a value for them."""
        head = f"{self.name}."
        return {name.removeprefix(head): made for name, made in SECRETS.items() if name.startswith(head)}

    @property
    def keys(self) -> "list[models.ForeignKey[Any, Any]]":
        return [one for one in self.fields if isinstance(one, models.ForeignKey)]

    @property
    def ties(self) -> "list[Tie]":
        """Its many-to-many fields, those without a table of their own."""
        found = self.model._meta.local_many_to_many
        ties = [Tie(self, one) for one in found]
        return [one for one in ties if one.through._meta.auto_created]

    def rows(self, workspace: Workspace) -> Iterator[Row]:
        """Every row of that workspace, in the order of their identities, in one query."""
        fields = self.fields
        found = self.model._base_manager.filter(workspace=workspace).order_by("pk")
        for values in found.values_list(*(one.attname for one in fields)).iterator(chunk_size=1000):
            yield {one.name: plain(value) for one, value in zip(fields, values, strict=True)}


@dataclass(frozen=True, slots=True)
class Tie:
    """The pairs of a many-to-many field."""

    table: Table
    field: "models.ManyToManyField[Any, Any]"

    @property
    def name(self) -> str:
        return f"{self.table.name}.{self.field.name}"

    @property
    def through(self) -> type[models.Model]:
        return cast("type[models.Model]", self.field.remote_field.through)

    @property
    def ends(self) -> tuple[str, str]:
        """The columns of its table: whose it is, and what it leads to."""
        return (f"{self.field.m2m_field_name()}_id", f"{self.field.m2m_reverse_field_name()}_id")

    @property
    def target(self) -> type[models.Model]:
        return self.field.related_model

    def rows(self, workspace: Workspace) -> Iterator[Row]:
        """Every pair of that workspace, in one query."""
        owner = f"{self.field.m2m_field_name()}__workspace"
        found = self.through._base_manager.filter(**{owner: workspace}).order_by(*self.ends)
        for one, other in found.values_list(*self.ends).iterator(chunk_size=1000):
            yield {"of": plain(one), "to": plain(other)}


def tables() -> list[Table]:
    """Every table of a workspace, by name."""
    found = [Table(one) for one in apps.get_models() if issubclass(one, WorkspaceRow) and not one._meta.proxy]
    return sorted((one for one in found if one.name not in LEFT_OUT), key=lambda one: one.name)


def of_the_workspace(workspace: Workspace) -> Row:
    """The workspace itself with its institutions, in one query."""
    fields = workspace._meta.concrete_fields
    row: Row = {one.name: plain(getattr(workspace, one.attname)) for one in fields}
    found = workspace.institutions.order_by("name")
    row["institutions"] = [{"id": plain(one.pk), "name": one.name, "acronym": one.acronym} for one in found]
    return row


def people(workspace: Workspace) -> Iterator[Row]:
    """The accounts that rows speak of, by address; a query for each column that leads to some, and one."""
    ids: set[uuid.UUID] = set()
    for table in tables():
        rows = table.model._base_manager.filter(workspace=workspace).order_by()
        for key in table.keys:
            if key.related_model is User:
                ids |= set(rows.exclude(**{key.name: None}).values_list(key.attname, flat=True).distinct())
    for values in User.objects.filter(pk__in=ids).order_by("email").values_list(*OF_A_USER):
        yield {name: plain(value) for name, value in zip(OF_A_USER, values, strict=True)}


def plain(value: Any) -> Any:
    """A column's value as JSON has it, to the microsecond. Raises TypeError for a kind that is not known."""
    if value is None or isinstance(value, bool | int | float | list | dict):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    raise TypeError(f"an archive cannot hold {type(value).__name__}")


def value_of(field: "models.Field[Any, Any]", given: Any) -> Any:
    """The inverse of `plain`, checked as the column asks. Raises Invalid."""
    if given is None or isinstance(field, models.JSONField):
        return given
    try:
        read = (field.target_field if isinstance(field, models.ForeignKey) else field).to_python(given)
        if isinstance(given, list | dict) or not _suits(field, read):
            raise ValidationError("not a value of its own")
    except (ValidationError, ValueError, TypeError, OverflowError):
        where = f"{field.model._meta.label_lower}.{field.name}"
        raise Invalid(_("Une valeur de l’archive ne convient pas : %(where)s.") % {"where": where}) from None
    return read


def _suits(field: "models.Field[Any, Any]", read: Any) -> bool:
    """What pages rely on. No more: whatever a workspace held must come back."""
    if field.choices:
        return read == "" or read in dict(field.flatchoices)
    if isinstance(field, models.URLField):
        return not read or str(read).startswith(("https://", "http://"))
    if isinstance(field, models.IntegerField):
        field.run_validators(read)
    return True


def leads_to_a_known_place(key: "models.ForeignKey[Any, Any]") -> bool:
    """Whether what this column leads to can be told in an archive."""
    target = key.related_model
    return isinstance(target, type) and (issubclass(target, WorkspaceRow) or target in (User, Workspace))
