"""Ada's workspace after some work, with its files in a folder of the test; and an archive of it, made once."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction

import cast as people
import factories
from archives.made import LINK, Worked, archive, lived
from portulan.journal.models import Entry
from portulan.plans.commands.taking_in import take_in
from portulan.plans.models import Revision
from portulan.shared import filestore, scoping
from portulan.workspaces.models import Invitation, Role, User, Workspace


@dataclass(frozen=True)
class Left:
    """What is known of a workspace that was archived and is not there any more."""

    content: bytes
    pk: object
    secrets: tuple[str, ...]
    entries: frozenset[str]
    revisions: frozenset[str]
    elsewhere: object


@pytest.fixture
def kept_apart(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path


@pytest.fixture
def worked(kept_apart, inside):
    """The cast after some work, and the token of the invitation that waits."""
    return Worked(**vars(inside), token=lived(inside))


_MADE: list[Left] = []


@pytest.fixture
def left(kept_apart, db) -> Left:
    """An archive of such a workspace, made once for all; nothing of it is left in the database."""
    if not _MADE:
        with transaction.atomic():
            _MADE.append(_left(people.gather(), kept_apart))
            transaction.set_rollback(True)
    filestore.forget(_MADE[0].pk)
    return _MADE[0]


def _left(cast: people.Cast, folder: Path) -> Left:
    with scoping.opened(cast.workspace.pk):
        token = lived(cast)
        hashes = [one.split("$")[-1] for one in User.objects.values_list("password", flat=True)]
        return Left(
            archive(cast.workspace, folder).read_bytes(),
            cast.workspace.pk,
            (token, LINK, Invitation.objects.get().token_sha256, *hashes),
            frozenset(str(pk) for pk in Entry.objects.values_list("pk", flat=True)),
            frozenset(Revision.objects.values_list("sha256", flat=True)),
            cast.elsewhere.pk,
        )


@pytest.fixture
def gone(left, kept_apart) -> Path:
    """The file of that archive."""
    file = kept_apart / "tout.zip"
    file.write_bytes(left.content)
    return file


@pytest.fixture
def elsewhere(db) -> Workspace:
    """Driss's workspace, with a plan."""
    place = factories.workspace("ailleurs", "Autre master fictif")
    driss = factories.member(place, "Driss", Role.COORDINATION)
    with scoping.opened(place.pk):
        take_in(factories.plan_document(1), actor=driss)
    return place
