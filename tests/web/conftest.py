"""What page tests may use: people signed in, larger plans."""

import pytest

import factories


@pytest.fixture
def ada(cast, client, on_the_day):
    """Ada's browser, signed in."""
    client.force_login(cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def tenfold():
    """Gives each action of a workspace nine more like it, with their bodies and results."""

    from portulan.plans.models import Action, ExpectedResult, Responsibility

    def grow(workspace) -> None:
        for action in list(Action.everywhere.filter(workspace=workspace)):
            bodies = list(Responsibility.everywhere.filter(action=action))
            results = list(ExpectedResult.everywhere.filter(action=action))
            for rank in range(9):
                action.pk, action.code = factories.uuid.uuid4(), f"{action.code[:5]}.{rank}"
                action.save(force_insert=True)
                for row in [*bodies, *results]:
                    row.pk, row.action = factories.uuid.uuid4(), action
                    row.save(force_insert=True)

    return grow
