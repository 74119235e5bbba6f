"""The institution's own template on the pages of meetings: proposed at the closing, taken for the agenda."""

import io

import docx
import pytest
from django.core import mail
from django.urls import reverse

import word_templates as made
from meetings.held import hold
from portulan.layouts.commands import keep_template
from portulan.meetings.models import Meeting, Minutes, Stage
from portulan.shared import scoping

pytestmark = pytest.mark.slow
OWN = made.word("Chez nous : {{ titre }}", "{{p corps }}")


@pytest.fixture
def meeting(cast, on_the_day):
    with scoping.opened(cast.workspace.pk):
        return hold(cast)


@pytest.fixture
def template(cast):
    def keep(kind):
        with scoping.opened(cast.workspace.pk):
            return keep_template(kind, "Maison", "m.docx", OWN, by_default=True, actor=cast.ada)

    return keep


def first_line(answer) -> str:
    content = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    return docx.Document(io.BytesIO(content)).paragraphs[0].text


def test_the_closing_proposes_it_and_keeps_what_was_chosen(ada, meeting, template):
    where = reverse("meeting_close", args=["mias", meeting.pk])
    assert ada.get(where).context["page"].layouts == ()
    own = template("pv")
    labels = [(label, chosen) for _value, label, chosen in ada.get(where).context["page"].layouts]
    assert labels == [("Maison", True), ("Celle de Portulan", False)]
    refused = ada.post(where, {"visibility": "autre", "modele": ""})
    assert [chosen for _value, _label, chosen in refused.context["page"].layouts] == [False, True]
    assert ada.post(where, {"visibility": "internal", "modele": str(own.pk)}).status_code == 302
    word = ada.get(reverse("minutes_file", args=["mias", meeting.pk, 1, "docx"]))
    assert first_line(word) == "Chez nous : Procès-verbal n°\u00a01 · 2026-2027"
    assert Minutes.everywhere.get().layout.template == own


def test_the_agenda_takes_it_unless_another_layout_is_asked_for(ada, meeting, template):
    template("ordre-du-jour")
    where = reverse("agenda_paper", args=["mias", meeting.pk, "docx"])
    assert first_line(ada.get(where)).startswith("Chez nous : Ordre du jour\u00a0: ")
    assert not first_line(ada.get(where, {"modele": ""})).startswith("Chez nous")
    assert ada.get(where, {"modele": "rien"}).status_code == 404


def test_the_invitation_leaves_with_our_own_page_where_the_template_fails(ada, meeting, template, monkeypatch):
    template("ordre-du-jour")
    Meeting.everywhere.filter(pk=meeting.pk).update(stage=Stage.PLANNED)
    monkeypatch.setenv("PATH", "")
    ada.post(reverse("meeting_invitation", args=["mias", meeting.pk]), {"submission": "5" * 32, "message": ""})
    assert [name.rsplit(".", 1)[-1] for name in (one[0] for one in mail.outbox[0].attachments[1:])] == ["pdf"]


def test_the_sheet_of_a_body_too(ada, cast, meeting, template):
    template("fiche")
    where = reverse("body_sheet_file", args=["mias", meeting.body_id, "docx"])
    assert first_line(ada.get(where)) == "Chez nous : Fiche\u00a0: CEP"
    assert ada.get(reverse("body_sheet_file", args=["mias", meeting.body_id, "xlsx"])).status_code == 404
