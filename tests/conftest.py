"""What every test may use: the cast, open workspaces, the day of the fictional plan (the settings are in
settings_for_tests.py)."""

import datetime as dt

import pytest
from hypothesis import settings as hypothesis_settings

from portulan.commands import translations

hypothesis_settings.register_profile("portulan", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("portulan")


def pytest_configure(config):
    """Once for all workers: the translations that pages read are those of the catalogues."""
    if not hasattr(config, "workerinput"):
        translations.compile_all()


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


@pytest.fixture
def on_the_day(monkeypatch):
    """23 November 2026, ten in the morning: the third year of the fictional plan."""
    from django.utils import timezone

    import factories

    noon = dt.datetime.combine(factories.TODAY, dt.time(10), tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return factories.TODAY
