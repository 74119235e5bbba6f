"""Taking a workspace out, remembered in its journal."""

from portulan.archives.writing import Archive, Pages, write_archive
from portulan.journal.commands import record
from portulan.workspaces.models import Membership


def take_out(member: Membership, pages: Pages) -> Archive:
    """The archive of the open workspace; the entry that says who took it out is in it."""
    workspace = member.workspace
    record("workspace.taken_out", member, actor=member.user, name=workspace.name)
    return write_archive(workspace, pages)
