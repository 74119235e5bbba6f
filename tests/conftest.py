"""What every test may use: the cast, open workspaces, the day of the fictional plan (the settings are in
settings_for_tests.py)."""

import datetime as dt
from itertools import count

import pytest
from hypothesis import settings as hypothesis_settings

from portulan.commands import translations

hypothesis_settings.register_profile("portulan", deadline=None)  # a busy machine is no failure
hypothesis_settings.register_profile("quick", deadline=None, max_examples=15)  # what `make fast` asks for
hypothesis_settings.load_profile("portulan")


def pytest_configure(config):
    """Once for all workers: the translations that pages read are those of the catalogues."""
    if not hasattr(config, "workerinput"):
        translations.compile_all()


@pytest.fixture
def cast(db):
    """Ada, Basile, Chloé and Driss, with their plans, and no file kept yet."""
    from cast import gather
    from portulan.shared import filestore
    from written_again import written_again

    made = written_again(gather)
    for workspace in (made.workspace, made.elsewhere):
        filestore.forget(workspace.pk)
    return made


@pytest.fixture
def inside(cast):
    """Ada's workspace, open."""
    from portulan.shared import scoping

    with scoping.opened(cast.workspace.pk):
        yield cast


@pytest.fixture
def on_the_day(monkeypatch):
    """23 November 2026, from ten in the morning: the third year of the fictional plan. Time passes."""
    import factories

    return set_clock(monkeypatch, factories.TODAY)


def set_clock(monkeypatch, day):
    """It is that day, ten in the morning; each look at the clock is a little later than the one before."""
    from django.utils import timezone

    ticks = count()
    start = dt.datetime.combine(day, dt.time(10), tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: start + dt.timedelta(microseconds=next(ticks)))
    return day
