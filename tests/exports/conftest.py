"""What tests of exports may use: something asked for, and who is told of it."""

import pytest

from factories import TODAY
from portulan.exports.commands import Asked, ask


@pytest.fixture
def place(settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture
def wanted():
    return Asked("avancement", "pdf", "Rapport d’avancement, PDF", TODAY, {"pour": "membres"}, "fr")


@pytest.fixture
def told() -> list:
    """The exports that a worker was told of."""
    return []


@pytest.fixture
def waiting(inside, wanted, told, place):
    return ask(wanted, actor=inside.ada, enqueue=told.append)
