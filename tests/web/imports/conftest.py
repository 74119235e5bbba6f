"""A workspace without a plan yet, where files come in."""

import pytest

import arrived


@pytest.fixture
def neuf(cast, client):
    """A new workspace: Ada coordinates, Basile is responsible, Chloé reads; Ada is signed in."""
    client.force_login(cast.ada)
    return arrived.joined()
