"""The invitation by e-mail, what changed since, the cancellation; the agenda as a file."""

import datetime as dt
import io
import uuid

import docx
import pypdfium2
import pytest
from django.core import mail

from asking import words_of
from calendar_reading import read
from meetings.conftest import on
from portulan.governance.models import Body, Person, Seat
from portulan.meetings.commands.agenda import NewItem, add_items
from portulan.meetings.commands.inviting import invite_guest, say_presence
from portulan.meetings.commands.planning import change_meeting
from portulan.meetings.models import ItemKind, Meeting, Presence

pytestmark = pytest.mark.family

FORM = "5c4b8f3e-0000-4000-8000-000000000001"


def url(meeting, rest=""):
    return f"/e/mias/reunions/{meeting.pk}/{rest}"


def calendar_of(letter):
    """The .ics of a letter: its bytes, and the method that its header says."""
    (part,) = [one for one in letter.message().walk() if one.get_content_type() == "text/calendar"]
    assert part.get_filename() == "reunion.ics"
    return part.get_payload(decode=True), part.get_param("method")


@pytest.fixture
def ready(inside, meeting):
    """Basile and a guest are invited; Luc has no address; one item."""
    myriam = Person.objects.create(name="Myriam Colson", email="myriam@example.org")
    invite_guest(meeting, myriam, actor=inside.ada, title="experte")
    invite_guest(meeting, Person.objects.create(name="Luc Henrard"), actor=inside.ada)
    add_items(meeting, [NewItem(ItemKind.FREE, "Budget", 30)], actor=inside.ada)
    return meeting


def test_one_sees_who_receives_it_before_it_leaves(ada, ready):
    said = words_of(ada.get(url(ready, "invitation/")))
    assert "2 personnes reçoivent l’e-mail Basile basile@example.org Myriam Colson myriam@example.org" in said
    assert "Sans adresse, à prévenir autrement : Luc Henrard." in said
    assert mail.outbox == []


def test_it_leaves_once_with_its_calendar_and_its_agenda(ada, inside, ready):
    sent = {"submission": FORM, "message": "Venez nombreux."}
    answers = [ada.post(url(ready, "invitation/"), sent) for _again in "ab"]
    assert [one.status_code for one in answers] == [302, 302]
    first, second = mail.outbox
    assert (first.to, second.to) == (["basile@example.org"], ["myriam@example.org"])
    assert (
        first.subject.replace("\u00a0", " ")
        == "Réunion : Commission Environnement professionnel, jeudi 3 décembre 2026"
    )
    assert first.reply_to == ["ada@example.org"]
    body = first.body.replace("\u00a0", " ")
    assert "Ada vous invite à cette réunion :" in body
    assert "jeudi 3 décembre 2026, 14 h à 16 h" in body
    assert "Venez nombreux." in body
    assert "14 h  1. Budget" in body
    content, method = calendar_of(first)
    whole, (event,) = read(content)
    assert (method, str(whole["METHOD"])) == ("REQUEST", "REQUEST")
    assert str(event["ORGANIZER"]) == "mailto:ada@example.org"
    assert str(event["ATTENDEE"]) == "mailto:basile@example.org"
    assert "myriam" not in content.decode()
    (name, paper, kind) = next(one for one in first.attachments if isinstance(one, tuple))
    assert (name, kind) == ("ordre-du-jour-cep-2026-12-03.pdf", "application/pdf")
    assert "Budget" in pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    ready.refresh_from_db()
    assert ready.invited_at is not None
    assert "invitation à envoyer" not in words_of(ada.get("/e/mias/reunions/"))


def test_without_an_agenda_no_page_goes_with_it(ada, meeting):
    ada.post(url(meeting, "invitation/"), {"submission": FORM})
    (letter,) = mail.outbox
    assert [part.get_content_type() for part in letter.message().get_payload()] == ["text/plain", "text/calendar"]


def test_another_form_sends_it_again(ada, ready):
    for form in (FORM, uuid.uuid4()):
        ada.post(url(ready, "invitation/"), {"submission": form})
    assert len(mail.outbox) == 4


def test_a_change_is_told_with_what_changed(ada, basile, inside, ready):
    ada.post(url(ready, "invitation/"), {"submission": FORM})
    change_meeting(ready, on(dt.date(2026, 12, 4), 9, 11), actor=inside.ada)
    change_meeting(ready, on(dt.date(2026, 12, 4), 10, 11), actor=inside.ada)
    assert "Elle a changé depuis l’invitation" in words_of(ada.get(url(ready)))
    said = words_of(ada.get(url(ready, "invitation/")))
    assert "Date : 3 décembre 2026, devient 4 décembre 2026" in said
    assert "Heure : 14:00, devient 10:00" in said
    mail.outbox.clear()
    basile.post(url(ready, "invitation/"), {"submission": uuid.uuid4()})
    letter = mail.outbox[0]
    assert letter.subject.startswith("Modifiée")
    assert "Heure : 14:00, devient 10:00" in letter.body.replace("\u00a0", " ")
    _whole, (event,) = read(calendar_of(letter)[0])
    assert (event["SEQUENCE"], str(event["ORGANIZER"])) == (2, "mailto:ada@example.org")
    assert "Elle a changé depuis" not in words_of(ada.get(url(ready)))


def test_a_cancellation_reaches_those_who_were_invited_once(ada, ready):
    ada.post(url(ready, "invitation/"), {"submission": FORM})
    mail.outbox.clear()
    page = words_of(ada.get(url(ready, "annuler/")))
    assert "Un e-mail part vers Basile et Myriam Colson. Sans adresse, à prévenir autrement : Luc Henrard." in page
    codes = [ada.post(url(ready, "annuler/"), {"reason": "Salle inondée"}).status_code for _again in "ab"]
    assert codes == [302, 409]
    first, _second = mail.outbox
    assert "Motif : Salle inondée" in first.body.replace("\u00a0", " ")
    content, method = calendar_of(first)
    whole, (event,) = read(content)
    assert (method, str(whole["METHOD"]), str(event["STATUS"])) == ("CANCEL", "CANCEL", "CANCELLED")
    assert event["SEQUENCE"] == 1


def only_cancelled(letter):
    """The event of a letter that takes a meeting out of one calendar."""
    content, method = calendar_of(letter)
    whole, (event,) = read(content, stated=False)
    assert (method, str(whole["METHOD"])) == ("CANCEL", "CANCEL")
    return event


def test_who_is_left_out_after_an_invitation_learns_it_alone(ada, ready):
    ada.post(url(ready, "invitation/"), {"submission": FORM})
    mail.outbox.clear()
    for name in ("Myriam Colson", "Luc Henrard"):
        ada.post(url(ready, f"presence/{ready.attendances.get(person__name=name).pk}/"), {"presence": "out"})
    (letter,) = mail.outbox
    assert letter.to == ["myriam@example.org"]
    assert letter.subject.replace("\u00a0", " ").startswith("Sans vous : Commission")
    assert "Ada ne vous attend plus à cette réunion :" in letter.body.replace("\u00a0", " ")
    assert "/reunions/" not in letter.body
    event = only_cancelled(letter)
    assert (event["SEQUENCE"], str(event["ATTENDEE"])) == (1, "mailto:myriam@example.org")
    ready.refresh_from_db()
    assert ready.sequence == ready.invited_sequence == 2
    assert "Elle a changé depuis" not in words_of(ada.get(url(ready)))


def test_who_was_never_told_hears_nothing(ada, inside, ready):
    ada.post(url(ready, "invitation/"), {"submission": FORM})
    late = invite_guest(ready, Person.objects.create(name="Tard", email="tard@example.org"), actor=inside.ada)
    mail.outbox.clear()
    ada.post(url(ready, f"presence/{late.pk}/"), {"presence": "out"})
    ready.refresh_from_db()
    assert (mail.outbox, ready.sequence) == ([], 0)


def test_who_sits_no_more_learns_it_when_the_list_follows_the_mandates(ada, inside, ready):
    ada.post(url(ready, "invitation/"), {"submission": FORM})
    mail.outbox.clear()
    Seat.objects.filter(body=ready.body_id).delete()
    ada.post(url(ready, "membres/"))
    (letter,) = mail.outbox
    assert (letter.to, str(only_cancelled(letter)["ATTENDEE"])) == (
        ["basile@example.org"],
        "mailto:basile@example.org",
    )


def test_a_cancelled_meeting_is_restored_and_announced(ada, chloe, driss, ready):
    assert ada.post(url(ready, "retablir/")).status_code == 409
    ada.post(url(ready, "invitation/"), {"submission": FORM})
    ada.post(url(ready, "annuler/"), {"reason": "Grève"})
    assert "La rétablir" in words_of(ada.get(url(ready)))
    assert "La rétablir" not in words_of(chloe.get(url(ready)))
    assert (chloe.post(url(ready, "retablir/")).status_code, driss.post(url(ready, "retablir/")).status_code) == (
        403,
        404,
    )
    assert "Rétablir la réunion" in words_of(ada.get(url(ready, "retablir/")))
    answer = ada.post(url(ready, "retablir/"), follow=True)
    assert answer.redirect_chain == [(url(ready, "invitation/"), 302)]
    assert "Elle était annulée, et aura lieu." in words_of(answer)
    mail.outbox.clear()
    ada.post(url(ready, "invitation/"), {"submission": uuid.uuid4()})
    _whole, (event,) = read(calendar_of(mail.outbox[0])[0])
    assert (event["SEQUENCE"], str(event["STATUS"])) == (2, "CONFIRMED")
    assert "a rétabli une réunion" in words_of(ada.get("/e/mias/journal/"))
    assert "Elle a changé depuis" not in words_of(ada.get(url(ready)))


def test_nobody_hears_of_what_they_were_not_invited_to(ada, ready):
    assert "Un e-mail part" not in words_of(ada.get(url(ready, "annuler/")))
    ada.post(url(ready, "annuler/"), {"reason": "Grève"})
    assert mail.outbox == []


def test_who_is_excused_is_told_so_by_the_calendar(ada, inside, ready):
    say_presence(ready.attendances.get(person__user=inside.basile), Presence.EXCUSED, actor=inside.ada)
    ada.post(url(ready, "invitation/"), {"submission": FORM})
    (event,) = read(calendar_of(mail.outbox[0])[0])[1]
    assert str(event["ATTENDEE"].params["PARTSTAT"]) == "DECLINED"


def test_letters_that_cannot_leave_are_named(ada, ready, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = ada.post(url(ready, "invitation/"), {"submission": FORM}, follow=True)
    assert "L’e-mail n’est pas parti pour Basile et Myriam Colson : prévenez autrement." in words_of(answer)


def test_nothing_leaves_when_nobody_has_an_address_or_the_form_is_wrong(ada, meeting):
    assert ada.post(url(meeting, "invitation/"), {"submission": "x"}).status_code == 422
    meeting.attendances.all().delete()
    answer = ada.post(url(meeting, "invitation/"), {"submission": FORM})
    assert "Aucune personne invitée n’a d’adresse" in words_of(answer)
    assert mail.outbox == []


def test_only_who_may_sends(basile, chloe, driss, client, ready):
    here, sent = url(ready, "invitation/"), {"submission": FORM}
    assert chloe.post(here, sent).status_code == 403
    assert driss.post(here, sent).status_code == 404
    assert client.post(here, sent).url.startswith("/compte/connexion/")
    other = Body.objects.create(acronym="CS", name="Comité stratégique", kind="commission")
    Meeting.objects.filter(pk=ready.pk).update(body=other)
    assert basile.post(here, sent).status_code == 403
    assert mail.outbox == []


def test_the_agenda_is_a_word_and_a_pdf_page(chloe, driss, ready):
    word = chloe.get(url(ready, "ordre-du-jour/docx"))
    assert word["Content-Disposition"] == 'attachment; filename="ordre-du-jour-cep-2026-12-03.docx"'
    document = docx.Document(io.BytesIO(word.content))
    said = [one.text.replace("\u00a0", " ") for one in document.paragraphs]
    assert "Ordre du jour : Commission Environnement professionnel" in said
    cells = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in document.tables[0].rows]
    assert cells[:3] == [
        ["Heure", "Point", "Durée"],
        ["14 h", "1. Budget", "30 min"],
        ["14 h 30", "2. Divers et prochaine date", "10 min"],
    ]
    pdf = chloe.get(url(ready, "ordre-du-jour/pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert chloe.get(url(ready, "ordre-du-jour/odt")).status_code == 404
    assert driss.get(url(ready, "ordre-du-jour/pdf")).status_code == 404
