"""What every test may use: the cast, open workspaces, the day of the fictional plan (the settings are in
settings_for_tests.py)."""

import datetime as dt
import gc
from itertools import count

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings

import worked_here
from portulan.commands import translations
from portulan.shared import bounded

hypothesis_settings.register_profile("portulan", deadline=None)  # a busy machine is no failure
hypothesis_settings.register_profile("quick", deadline=None, max_examples=15)  # what `make fast` asks for
hypothesis_settings.load_profile("portulan")


def pytest_configure(config):
    """Once for all workers: the translations that pages read are those of the catalogues."""
    if not hasattr(config, "workerinput"):
        translations.compile_all()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Of a family (a file, or one test with many cases), the first is fast and the others are slow. What keeps
    something in the database is told from what does not."""
    begun = set()
    for item in items:
        families = {node.nodeid.split("[")[0] for node, _mark in item.iter_markers_with_node("family")}
        if families & begun:
            item.add_marker("slow")
        elif not item.get_closest_marker("slow"):
            begun |= families
        if item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ()):
            item.add_marker("stored")


def pytest_collection_finish():
    """What is there by now stays: it is not gone through again and again for what may be thrown away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def _children(request, monkeypatch):
    """Child processes are started for tests that are slow or ask for it; for others their work is done here."""
    if not _apart(request.node):
        monkeypatch.setattr(bounded, "_run", worked_here.ran)


def _apart(test):
    """A child knows no database: those of the slow suite are not started again on another one."""
    marked = {one.name for one in test.iter_markers()}
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        marked -= {"slow"}
    return bool(marked & {"apart", "browser"}) or ("slow" in marked and "family" not in marked)


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
