"""Addresses of a workspace's pages, resolved once a name: a plan page prints hundreds of them."""

import uuid
from functools import lru_cache

from django.urls import reverse

_ANY = uuid.UUID(int=0)


def address(name: str, slug: str, pk: uuid.UUID) -> str:
    """What `reverse(name, args=[slug, pk])` gives."""
    return _pattern(name, slug).replace(str(_ANY), str(pk))


@lru_cache(maxsize=256)
def _pattern(name: str, slug: str) -> str:
    return reverse(name, args=[slug, _ANY])
