"""What tests of imports may use: the real plan, taken from its Word file."""

import pytest

from arrived import arrived
from portulan.shared import scoping


@pytest.fixture
def plan(cast):
    """The real plan, in a workspace of Ada's that is open."""
    place, made = arrived()
    with scoping.opened(place.pk):
        yield made
