"""Identities that our own files carry, as bookmarks or in a hidden column."""

import uuid

from portulan.plandoc.carried import MARK


def identity(marks: tuple[str, ...]) -> str:
    """The identity that a mark of our own files carries, if one does."""
    found = next((match for mark in marks if (match := MARK.fullmatch(mark))), None)
    return str(uuid.UUID(found[1])) if found else ""
