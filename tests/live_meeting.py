"""An open meeting in tests of its pages: its addresses, what its forms send."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portulan.governance.models import Body
from portulan.meetings.models import AgendaItem, ItemKind

FORM = "5c4b8f3e-0000-4000-8000-000000000001"
JSON = {"Accept": "application/json"}


def on_the_agenda(meeting, action, position=0):
    return AgendaItem.objects.create(
        meeting=meeting, position=position, kind=ItemKind.ACTION, title=action.text, action=action
    )


def to(name, meeting, *rest):
    return reverse(name, args=["mias", meeting.pk, *(one.pk for one in rest)])


def page_of(meeting):
    return to("meeting", meeting)


def save(client, item, notes, base="", **headers):
    return client.post(to("live_notes", item.meeting, item), {"notes": notes, "base": base}, headers=headers)


def queries(client, path, **headers):
    """How many a page takes, once caches are warm; what only tests add is left out."""
    client.get(path, headers=headers)
    with CaptureQueriesContext(connection) as told:
        answer = client.get(path, headers=headers)
    assert answer.status_code in (200, 304)
    return len(told)


def act(**changed):
    cep = Body.objects.get(acronym="CEP")
    return {"kind": "decision", "text": "La note est validée.", "body": cep.pk, "submission": FORM} | changed


def upload(name, content):
    return SimpleUploadedFile(name, content)


def later(item, **changed):
    version = str(item.action.version)
    said = {"deadline": "28-29", "reason": "L’enquête manque.", "where": "CEP", "version": version}
    return said | {"submission": FORM} | changed
