"""Tracking is tried on the fictional day."""

import pytest


@pytest.fixture(autouse=True)
def _on_the_day(on_the_day):
    """What is asked for as of the fictional day is asked for today."""
