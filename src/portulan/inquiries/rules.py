"""How long a personal link lives, and what a plan expects a word about."""

import datetime as dt
import secrets

from portulan.plandoc.status import Status

ANSWER_WITHIN = dt.timedelta(days=23)
GRACE = dt.timedelta(days=7)
AT_MOST = dt.timedelta(days=180)
AWAITED = (Status.LATE, Status.DUE, Status.TO_FEED)


def new_token() -> str:
    """256 random bits, for an address."""
    return secrets.token_urlsafe(32)


def expires_on(closes_on: dt.date) -> dt.date:
    """The last day on which a link opens: some days after the inquiry closes, so that a late answer is welcome."""
    return closes_on + GRACE
