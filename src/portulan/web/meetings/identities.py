"""Identities as forms send them."""

import uuid

from portulan.meetings.queries.proposed import Pair


def uuid_of(text: str) -> uuid.UUID | None:
    """The identity that a text is; None for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def pair_of(value: str) -> Pair | None:
    """ "action:result" or "action:", as the boxes of proposed proofs send them; None for anything else."""
    action, _colon, result = value.partition(":")
    action_id, result_id = uuid_of(action), uuid_of(result) if result else None
    return (action_id, result_id) if action_id and (result_id or not result) else None
