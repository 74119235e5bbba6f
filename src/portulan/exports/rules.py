"""When a document is no longer waited for, and when it is forgotten."""

import datetime as dt

KEPT = dt.timedelta(days=7)
"""How long a file, and the word about a failure, stay."""

STALLED = dt.timedelta(minutes=3)
"""Without a sign of life for so long, what was making a document has stopped: it may be asked for again."""

UNANSWERED = dt.timedelta(seconds=15)
"""Waiting for so long while nothing else is made, nobody is there to make it."""


def has_stalled(touched_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether a document that is being made has stopped."""
    return now - touched_at > STALLED


def is_unanswered(asked_at: dt.datetime, now: dt.datetime) -> bool:
    return now - asked_at > UNANSWERED
