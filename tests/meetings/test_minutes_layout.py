"""Minutes in the institution's own template: at the closing, approved, corrected; they keep what they were."""

import datetime as dt
import io
import uuid

import pytest
from pypdfium2 import PdfDocument

import word_templates as made
from meetings.held import hold
from portulan.layouts.commands import keep_template, remove_template, replace_file
from portulan.meetings.commands.approving import approve_minutes
from portulan.meetings.commands.closing import Closing, close_meeting
from portulan.meetings.commands.correcting import Correction, correct_minutes
from portulan.meetings.models import Meeting, Stage
from portulan.meetings.queries.sessions import Said
from portulan.plandoc import office
from portulan.shared import filestore
from portulan.shared.errors import Invalid

pytestmark = pytest.mark.slow
WORD = made.word("Chez nous : {{ titre }} {{ projet }}{{ approuve_le }}", "{{p corps }}")


@pytest.fixture
def meeting(inside, on_the_day):
    return hold(inside)


@pytest.fixture
def template(inside):
    return keep_template("pv", "Maison", "maison.docx", WORD, actor=inside.ada)


def first_line(minutes) -> str:
    return made.lines(filestore.path(minutes.workspace_id, minutes.word_sha256).read_bytes())[0]


def pdf_of(minutes) -> str:
    with PdfDocument(io.BytesIO(filestore.path(minutes.workspace_id, minutes.pdf_sha256).read_bytes())) as file:
        return " ".join("".join(page.get_textpage().get_text_range() for page in file).split())


def test_they_keep_their_layout_through_approval_and_correction(inside, meeting, template):
    kept = close_meeting(meeting, Closing(Said(), template=template.pk, proofs=()), actor=inside.ada)
    own = "Chez nous : Procès-verbal n°\u00a01 · 2026-2027"
    assert (first_line(kept), kept.layout.number) == (f"{own} Projet", 1)
    assert pdf_of(kept).startswith("Chez nous" if office.program() else "Haute école")
    files = (kept.word_sha256, kept.pdf_sha256)
    replace_file(template, "autre.docx", made.word("Tout autre : {{ titre }}"), actor=inside.ada)
    remove_template(template, actor=inside.ada)
    kept.refresh_from_db()
    assert (kept.word_sha256, kept.pdf_sha256) == files
    corrected = correct_minutes(kept, Correction("une présence", {str(guest(kept)): "excused"}), actor=inside.ada)
    assert (first_line(corrected), corrected.layout) == (f"{own} Projet", kept.layout)
    approved = approve_minutes(corrected, on=dt.date(2026, 11, 20), actor=inside.ada)
    assert first_line(approved) == f"{own} 20\u00a0novembre\u00a02026"


def guest(minutes) -> uuid.UUID:
    return minutes.meeting.attendances.get(person__name="Nadia Ferrand").person_id


def test_without_libreoffice_the_pdf_is_our_own(inside, meeting, template, monkeypatch):
    monkeypatch.setenv("PATH", "")
    kept = close_meeting(meeting, Closing(Said(), template=template.pk, proofs=()), actor=inside.ada)
    assert first_line(kept).startswith("Chez nous")
    assert not pdf_of(kept).startswith("Chez nous")
    assert "La note est finalisée." in pdf_of(kept)


@pytest.mark.parametrize("change", ["removed", "other", "unknown"])
def test_what_is_no_template_of_minutes_is_refused_and_nothing_is_closed(inside, meeting, template, change):
    chosen = template.pk
    if change == "removed":
        remove_template(template, actor=inside.ada)
    elif change == "other":
        chosen = keep_template("preuves", "Autre", "a.docx", made.word("{{ titre }}"), actor=inside.ada).pk
    else:
        chosen = uuid.UUID(int=7)
    with pytest.raises(Invalid, match="n’est plus proposé") as refused:
        close_meeting(meeting, Closing(Said(), template=chosen, proofs=()), actor=inside.ada)
    assert refused.value.field == "modele"
    assert Meeting.objects.get(pk=meeting.pk).stage == Stage.OPEN
