"""How many made-up examples a property test sees: all of them in the slow suite, a few in the fast one."""

from hypothesis import settings


def of(number: int) -> int:
    """That many, less under the profile "quick" (`make fast`)."""
    return max(4, number * settings.default.max_examples // 100)
