"""A draft that Ada opened, and its address."""

import pytest

from portulan.drafts import commands

ROOT = "/e/mias/revisions/brouillons/"


@pytest.fixture
def draft(inside, on_the_day):
    return commands.open_draft(inside.plan, actor=inside.ada, label="Avril 2027", aim="Moins d’actions")


@pytest.fixture
def home(draft):
    return f"{ROOT}{draft.pk}/"
