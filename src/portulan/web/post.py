"""Letters leave together, by one connection; who sent them learns which did."""

from collections.abc import Sequence
from smtplib import SMTPException
from typing import TypeVar

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

SECONDS = 10
For = TypeVar("For")


def left(letters: Sequence[tuple[For, EmailMessage]]) -> list[For]:
    """Send each letter; for whom it did leave."""
    connection = get_connection(timeout=SECONDS)
    if not letters or not _opens(connection):
        return []
    gone = [about for about, letter in letters if _left(letter, connection)]
    connection.close()
    return gone


def _opens(connection: BaseEmailBackend) -> bool:
    """Whether the server of e-mails answers at all: asked once, and kept open for all the letters."""
    try:
        connection.open()
    except (SMTPException, OSError):
        return False
    return True


def _left(letter: EmailMessage, connection: BaseEmailBackend) -> bool:
    try:
        return bool(connection.send_messages([letter]))
    except (SMTPException, OSError):
        return False
