"""Taking a workspace out, and bringing one in from a page; both are remembered in its journal."""

from pathlib import Path

from django.db import transaction

from portulan.archives.bounded import check
from portulan.archives.restoring import Restored, read_archive
from portulan.archives.writing import Archive, Pages, write_archive
from portulan.journal.commands import record
from portulan.shared import filestore, scoping
from portulan.workspaces.models import Membership, Role, User


def take_out(member: Membership, pages: Pages) -> Archive:
    """The archive of the open workspace; the entry that says who took it out is in it."""
    workspace = member.workspace
    record("workspace.taken_out", member, actor=member.user, name=workspace.name)
    return write_archive(workspace, pages)


def bring_in(file: Path, *, actor: User) -> Restored:
    """Bring in the workspace of an archive that this person sent: they are of its coordination from now on, which
    its journal says. All of it, or nothing. Raises Invalid, Conflict with the reason."""
    check(file)
    with transaction.atomic():
        restored = read_archive(file)
        try:
            with scoping.opened(restored.workspace.pk):
                _welcome(actor, restored)
        except BaseException:
            filestore.forget(restored.workspace.pk)
            raise
    return restored


def _welcome(actor: User, restored: Restored) -> None:
    member, _new = Membership.objects.update_or_create(
        workspace=restored.workspace, user=actor, defaults={"role": Role.COORDINATION}
    )
    after = {"entries": restored.counts["journal.entry"]}
    record("workspace.brought_in", member, actor=actor, name=restored.workspace.name, after=after)
