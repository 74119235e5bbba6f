"""Nothing is forgotten: every table of a workspace is taken, and every secret is named."""

import re

from django.apps import apps
from django.db import models

from portulan.archives.tables import LEFT_OUT, SECRETS, leads_to_a_known_place, tables
from portulan.shared.scoping import WorkspaceRow
from portulan.workspaces.models import Workspace

OPENS_A_DOOR = re.compile(r"token|secret|passw|passphrase|otp|private_key|salt")


def test_every_table_of_a_workspace_is_taken_or_named():
    every = {one._meta.label_lower for one in apps.get_models() if issubclass(one, WorkspaceRow)}
    assert {one.name for one in tables()} | LEFT_OUT == every
    assert len(every) > 20


def test_no_table_belongs_to_a_workspace_in_another_way():
    leads = [
        one
        for one in apps.get_models(include_auto_created=True)
        if not issubclass(one, WorkspaceRow)
        and any(field.related_model is Workspace for field in one._meta.fields)
    ]
    assert leads == [Workspace.institutions.through]


def test_every_column_leads_to_what_an_archive_can_tell():
    keys = [key for table in tables() for key in table.keys]
    assert [str(key) for key in keys if not leads_to_a_known_place(key)] == []
    ties = [field for table in tables() for field in table.model._meta.local_many_to_many]
    assert [str(one) for one in ties if not issubclass(one.related_model, WorkspaceRow)] == []
    through = [one.remote_field.through for one in ties]
    assert [one for one in through if not one._meta.auto_created and not issubclass(one, WorkspaceRow)] == []


def test_what_opens_a_door_is_named():
    fields = [(table.name, field) for table in tables() for field in table.model._meta.concrete_fields]
    fields += [("workspaces.workspace", field) for field in Workspace._meta.concrete_fields]
    names = {f"{table}.{field.name}" for table, field in fields if OPENS_A_DOOR.search(field.name)}
    assert names == set(SECRETS)


def test_no_column_is_of_a_kind_that_json_does_not_hold():
    kinds = (models.BinaryField, models.FileField, models.DurationField)
    assert [str(one) for table in tables() for one in table.fields if isinstance(one, kinds)] == []
