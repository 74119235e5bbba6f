"""How often somebody tries: unknown tokens from one address, readings of one link. The cache keeps it a moment."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MISSES, WITHIN = 30, 60  # so many unknown tokens from one address in so many seconds


def misses_of(request: HttpRequest, what: str) -> str:
    """Under which name the misses of this address are counted."""
    return f"{what}-misses:{get_adapter(request).get_client_ip(request)}"


def too_many(place: str, most: int) -> bool:
    """Whether it was counted so many times already."""
    return bool(cache.get(place, 0) >= most)


def count(place: str, seconds: int) -> None:
    """One time more; the count is forgotten so many seconds after the first."""
    cache.add(place, 0, seconds)
    try:
        cache.incr(place)
    except ValueError:
        cache.set(place, 1, seconds)
