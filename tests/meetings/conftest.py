"""A meeting of the CEP in the fictional plan, planned through the real command."""

import datetime as dt

import pytest
from django.utils import timezone

from portulan.governance.models import Body
from portulan.meetings.commands.planning import When, plan_meeting


def on(day, start=14, end=16):
    """The hours of a meeting on that day."""
    zone = timezone.get_current_timezone()
    return When(
        dt.datetime.combine(day, dt.time(start), zone), dt.datetime.combine(day, dt.time(end), zone), "Salle 12"
    )


@pytest.fixture
def meeting(inside, on_the_day):
    """The CEP meets on Thursday 3 December 2026."""
    cep = Body.objects.get(acronym="CEP")
    return plan_meeting(cep, on(dt.date(2026, 12, 3)), actor=inside.ada)
