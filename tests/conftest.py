"""What every test may use: the cast, open workspaces, a data folder of its own."""

import os
import tempfile

os.environ.setdefault("PORTULAN_DATA_DIR", tempfile.mkdtemp(prefix="portulan-tests-"))
os.environ.setdefault("PORTULAN_SECRET_KEY", "for-tests-only")
os.environ.setdefault("PORTULAN_DEBUG", "1")

import pytest


@pytest.fixture
def cast(db):
    """Ada, Basile, Chloé and Driss, with their plans."""
    from cast import gather

    return gather()


@pytest.fixture
def inside(cast):
    """Ada's workspace, open."""
    from portulan.shared import scoping

    with scoping.opened(cast.workspace.pk):
        yield cast
