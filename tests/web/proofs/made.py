"""What the tests of proofs are made with."""

import datetime as dt
import io

from django.urls import reverse

from portulan.tracking import commands

PDF = b"%PDF-1.7 une note"
DAY = dt.date(2025, 10, 12)


def address(name, *args, slug="mias"):
    return reverse(name, args=[slug, *args])


def given(name="note.pdf", data=PDF):
    return commands.GivenFile(name, len(data), io.BytesIO(data))


def sign_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
