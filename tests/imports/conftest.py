"""What tests of imports may use: the real plan, taken from its Word file."""

from pathlib import Path

import pytest

from portulan.imports import commands
from portulan.shared import scoping
from portulan.workspaces.commands import open_workspace

DOCX = Path(__file__).parents[2] / "examples" / "mias-2024-2029.docx"


@pytest.fixture
def plan(cast):
    """The real plan, in a workspace of Ada's that is open."""
    made = open_workspace("Neuf", actor=cast.ada)
    with scoping.opened(made.pk):
        opened = commands.open_import(DOCX.name, [DOCX.read_bytes()], actor=cast.ada)
        yield commands.accept_import(opened, actor=cast.ada)
