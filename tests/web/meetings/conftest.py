"""The meeting of the CEP, and browsers of the others."""

import pytest
from django.test import Client

from live_meeting import on_the_agenda
from meetings.conftest import meeting  # noqa: F401
from portulan.meetings.commands import holding


def signed_in(user) -> Client:
    """A browser of theirs."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def basile(inside, on_the_day):
    """Basile sits in the CEP."""
    return signed_in(inside.basile)


@pytest.fixture
def chloe(inside, on_the_day):
    """Chloé reads."""
    return signed_in(inside.chloe)


@pytest.fixture
def driss(inside, on_the_day):
    """Driss is of another workspace."""
    return signed_in(inside.driss)


@pytest.fixture
def opened(inside, meeting):  # noqa: F811
    return holding.open_meeting(meeting, actor=inside.ada)


@pytest.fixture
def item(opened, inside):
    return on_the_agenda(opened, inside.action("1.1.1"))
