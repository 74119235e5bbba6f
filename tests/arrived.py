"""The real plan, arrived from its Word file in a workspace of Ada's: read once a process, then written again."""

from pathlib import Path

from portulan.imports import commands
from portulan.imports.models import Import
from portulan.plans.models import Plan
from portulan.shared import filestore, scoping
from portulan.workspaces.commands import invite, join, open_workspace
from portulan.workspaces.models import Role, User, Workspace
from written_again import written_again

DOCX = Path(__file__).parents[1] / "examples" / "mias-2024-2029.docx"
NAME = "Mon plan.docx"


def arrived() -> tuple[Workspace, Plan]:
    """The workspace "Neuf" and its plan; the cast is there already."""
    place, plan = written_again(_accepted)
    _with_its_file(place)
    return place, plan


def joined() -> Workspace:
    """The workspace "Neuf", without a plan: Ada coordinates, Basile is responsible, Chloé reads."""
    place = written_again(_joined)
    filestore.forget(place.pk)
    return place


def under_review(place: Workspace) -> Import:
    """The review of the file in that workspace, which is the one where they `joined`."""
    opened = written_again(_put_in)
    _with_its_file(place)
    return opened


def _joined() -> Workspace:
    ada, basile, chloe = (User.objects.get(email=f"{one}@example.org") for one in ("ada", "basile", "chloé"))
    place = open_workspace("Neuf", actor=ada)
    with scoping.opened(place.pk):
        for person, role in ((basile, Role.RESPONSIBLE), (chloe, Role.READER)):
            _invitation, token = invite(person.email, role, actor=ada)
            join(token, person)
    return place


def _put_in() -> Import:
    ada = User.objects.get(email="ada@example.org")
    with scoping.opened(Workspace.objects.get(slug="neuf").pk):
        return commands.open_import(DOCX.name, [DOCX.read_bytes()], actor=ada)


def _with_its_file(place: Workspace) -> None:
    """The workspace keeps the Word file, and no other."""
    filestore.forget(place.pk)
    filestore.keep(place.pk, [DOCX.read_bytes()])


def _accepted() -> tuple[Workspace, Plan]:
    ada = User.objects.get(email="ada@example.org")
    place = open_workspace("Neuf", actor=ada)
    with scoping.opened(place.pk):
        opened = commands.open_import(NAME, [DOCX.read_bytes()], actor=ada)
        return place, commands.accept_import(opened, actor=ada)
