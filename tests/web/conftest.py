"""What page tests may use: the day of the fictional plan, people signed in, a count of queries."""

import datetime as dt

import pytest
from django.utils import timezone

import factories


@pytest.fixture
def on_the_day(monkeypatch):
    """23 November 2026, ten in the morning: the third year of the fictional plan."""
    noon = dt.datetime.combine(factories.TODAY, dt.time(10), tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return factories.TODAY


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
