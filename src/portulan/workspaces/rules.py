"""What is true of addresses, names and tokens, whatever the database holds."""

import datetime as dt
import hashlib

from django.utils.text import slugify

INVITATION_LASTS = dt.timedelta(days=14)


def hashed(token: str) -> str:
    """What is kept of a token: its sha256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def slug_for(name: str, taken: set[str]) -> str:
    """A short address for a workspace's name, that none of the `taken` ones is."""
    base = slugify(name)[:50].strip("-") or "espace"
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
