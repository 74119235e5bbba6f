"""Thomas, without an account, asked in an inquiry of Ada's."""

import pytest

from asking import ask, sitting


@pytest.fixture
def asked(inside, on_the_day):
    """Thomas, as he is asked."""
    _inquiry, (given,) = ask(inside.ada, sitting("Thomas Wéry", "thomas@example.org"))
    return given.link.asked
