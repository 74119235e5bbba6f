"""The pages of inquiries: the coordination asks, sees who answered, reminds, revokes."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from asking import CLOSES, SENTENCE, ask, sitting, words_of
from portulan.inquiries import commands, queries
from portulan.inquiries.models import Asked, Inquiry, PersonalLink
from portulan.journal.models import Entry
from portulan.shared import scoping

HOME = "/e/mias/nouvelles/"
ASK = f"{HOME}demander/"
LINK = re.compile(r"http\S+/r/[\w-]+/")


@pytest.fixture
def thomas(inside):
    return sitting("Thomas Wéry", "thomas@example.org")


@pytest.fixture
def opened(ada, inside, thomas):
    """An inquiry of Thomas and of Louise, who has no address."""
    one, _links = ask(inside.ada, thomas, sitting("Louise"))
    return one


def form(*people, **changed):
    return {"sentence": SENTENCE, "closes_on": CLOSES.isoformat(), "people": [one.pk for one in people]} | {
        "submission": "5c4b8f3e-0000-4000-8000-000000000001",
        **changed,
    }


def test_who_has_something_to_say_is_ticked(ada, inside, thomas):
    sitting("Louise")
    page = ada.get(ASK)
    rows = re.findall(r'name="people" value="([^"]+)"([^>]*)>', page.text)
    assert len(rows) == 3
    assert ["checked" in rest for _id, rest in rows] == [True] * 3
    said = words_of(page)
    assert "Thomas Wéry CEP 9 actions attendent un mot" in said
    assert "Louise CEP 9 actions attendent un mot · sans adresse : son lien s’affichera, à transmettre" in said


def test_asking_writes_to_each_and_shows_the_other_links_once(ada, inside, thomas):
    louise = sitting("Louise")
    answer = ada.post(ASK, form(thomas, louise))
    one = Inquiry.objects.get()
    assert answer.url == f"{HOME}{one.pk}/"
    (letter,) = mail.outbox
    assert letter.reply_to == ["ada@example.org"]
    assert (letter.to, letter.subject) == (["thomas@example.org"], "Ada vous demande des nouvelles du plan")
    assert "Où en êtes-vous\u00a0?" in letter.body
    assert "9 actions attendent un mot de vous." in letter.body
    mailed = LINK.search(letter.body)[0]
    page = ada.get(answer.url).text
    (shown,) = LINK.findall(page)
    assert shown != mailed
    assert LINK.findall(ada.get(answer.url).text) == []
    assert [link.sent_at is not None for link in PersonalLink.objects.order_by("asked__person__name")] == [
        False,
        True,
    ]
    for link in (shown, mailed):
        assert ada.get(link.removeprefix("http://localhost:8000")).status_code == 200


def test_a_letter_that_cannot_leave_shows_its_link(ada, inside, thomas, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = ada.get(ada.post(ASK, form(thomas)).url)
    assert len(LINK.findall(page.text)) == 1
    assert "aucun e-mail n’est parti" in words_of(page)


def test_a_form_sent_twice_asks_and_writes_once(ada, inside, thomas):
    assert ada.post(ASK, form(thomas)).url == ada.post(ASK, form(thomas)).url
    assert (Inquiry.objects.count(), len(mail.outbox)) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"sentence": ""}, "Ce champ est obligatoire."),
        ({"closes_on": "2026-11-01"}, "Cette date est passée."),
        ({"closes_on": "demain"}, "Saisissez une date valide."),
        ({"people": []}, "Choisissez au moins une personne."),
    ],
)
def test_a_wrong_form_comes_back_filled(ada, inside, thomas, changed, sentence):
    answer = ada.post(ASK, form(thomas, **changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    kept = f'value="{thomas.pk}" id="p-{thomas.pk}" checked'
    assert (kept in answer.text) is ("people" not in changed)
    assert Inquiry.objects.count() == 0


def test_nobody_of_another_workspace_is_asked(ada, inside, thomas):
    with scoping.opened(inside.elsewhere.pk):
        from portulan.governance.models import Person

        stranger = Person.objects.create(name="Étrangère")
    answer = ada.post(ASK, form(thomas, stranger))
    assert answer.status_code == 422
    assert Inquiry.objects.count() == 0


def test_the_page_says_who_answered_and_what_came_in(ada, opened, inside, on_the_day):
    asked = Asked.objects.get(person__name="Thomas Wéry")
    commands.opened(Asked.objects.get(person__name="Louise"))
    commands.note(asked, inside.action("1.1.1"), on=on_the_day, text="Relu.", state="started")
    commands.attach(asked, inside.action("1.1.2"), url="https://example.org/pv", title="PV")
    said = words_of(ada.get(f"{HOME}{opened.pk}/"))
    assert "Une personne sur deux a répondu." in said
    assert "1 avancement noté et 1 preuve jointe, sur 2 actions." in said
    assert "Thomas Wéry a répondu le 23 novembre 2026" in said
    assert "Action 1.1.1 « Relu. » · En cours Action 1.1.2 PV" in said
    assert "Louise a ouvert sa page le 23 novembre 2026, sans répondre sans adresse : lien à transmettre" in said
    assert "1 réponse sur 2" in words_of(ada.get(HOME))


def test_the_next_inquiry_starts_from_the_last(ada, opened, inside, on_the_day):
    asked = Asked.objects.get(person__name="Thomas Wéry")
    commands.note(asked, inside.action("1.1.1"), on=on_the_day, text="Relu.")
    page = ada.get(ASK)
    assert SENTENCE in page.text
    said = words_of(page)
    assert "attendent un mot · a répondu la dernière fois" in said
    assert "· n’a pas répondu la dernière fois" in said


def test_reminding_writes_to_the_silent(ada, opened):
    answer = ada.post(f"{HOME}{opened.pk}/relancer/")
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["thomas@example.org"], f"Rappel\u00a0: {SENTENCE}")
    page = ada.get(answer.url)
    assert len(LINK.findall(page.text)) == 1
    assert "relance" not in words_of(page).split("Louise")[0]


def test_one_more_link_shows_once_and_may_be_revoked(ada, opened):
    asked = Asked.objects.get(person__name="Thomas Wéry")
    page = ada.get(ada.post(f"{HOME}{opened.pk}/{asked.pk}/lien/").url).text
    (link,) = LINK.findall(page)
    path = link.removeprefix("http://localhost:8000")
    assert ada.get(path).status_code == 200
    answer = ada.post(f"{HOME}{opened.pk}/{asked.pk}/retirer/")
    assert "Le lien de Thomas Wéry ne s’ouvre plus." in words_of(ada.get(answer.url))
    assert ada.get(path).status_code == 410
    assert ada.post(f"{HOME}{opened.pk}/{asked.pk}/retirer/").status_code == 409


def test_closing_asks_first(ada, opened):
    path = f"{HOME}{opened.pk}/retirer/"
    assert "Ses liens personnels ne s’ouvrent plus" in words_of(ada.get(path))
    assert queries.live_links().count() == 2
    ada.post(path)
    assert queries.live_links().count() == 0


def test_what_is_of_another_inquiry_is_not_found(ada, opened, inside):
    other, _links = ask(inside.ada, sitting("Gaël"))
    asked = Asked.objects.get(person__name="Gaël")
    for path in (f"{HOME}{opened.pk}/{asked.pk}/lien/", f"{HOME}{opened.pk}/{asked.pk}/retirer/"):
        assert ada.post(path).status_code == 404
    assert queries.live_links().filter(asked__inquiry=other).count() == 1


def test_only_the_coordination_asks(client, opened, inside):
    asked = opened.asked.first()
    reading = (HOME, ASK, f"{HOME}{opened.pk}/", f"{HOME}{opened.pk}/retirer/")
    sending = [f"{HOME}{opened.pk}/{what}" for what in ("relancer/", f"{asked.pk}/lien/", f"{asked.pk}/retirer/")]
    for person in (inside.basile, inside.chloe):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert [client.get(path).status_code for path in reading] == [403] * 4
        assert [client.post(path).status_code for path in (*sending, ASK)] == [403] * 4
        assert "Demander des nouvelles" not in client.get("/e/mias/").text
    assert queries.live_links().count() == 2


def test_an_inquiry_of_another_workspace_is_not_found(client, opened, inside):
    client.force_login(inside.driss, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"{HOME}{opened.pk}/").status_code == 404
    assert client.get(f"/e/ailleurs/nouvelles/{opened.pk}/").status_code == 404
    assert client.post(f"/e/ailleurs/nouvelles/{opened.pk}/relancer/").status_code == 404


def test_it_is_reached_from_the_dashboard_and_the_bodies(ada):
    for path in ("/e/mias/", "/e/mias/instances/"):
        assert f'href="{HOME}"' in ada.get(path).text


def test_without_a_plan_there_is_nothing_to_ask(client, inside, on_the_day):
    from portulan.workspaces.commands import open_workspace

    workspace = open_workspace("Vide", actor=inside.ada)
    client.force_login(inside.ada, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/e/{workspace.slug}/nouvelles/demander/").url == f"/e/{workspace.slug}/documents/"
    assert "Aucune demande encore." in client.get(f"/e/{workspace.slug}/nouvelles/").text


def test_the_journal_tells_it(ada, opened, inside, on_the_day):
    commands.note(Asked.objects.get(person__name="Thomas Wéry"), inside.action("1.1.1"), on=on_the_day, text="Lu.")
    said = words_of(ada.get("/e/mias/journal/"))
    assert f"Ada a demandé des nouvelles : « {SENTENCE} »" in said
    assert "Personnes Louise, Thomas Wéry" in said
    assert "Thomas Wéry a noté un avancement sur l’action 1.1.1" in said
    assert Entry.objects.filter(actor_name="Portulan").count() == 0


@pytest.mark.slow
def test_as_many_queries_with_more_people_and_more_answers(ada, inside, thomas, on_the_day):
    def count(path):
        with CaptureQueriesContext(connection) as ran:
            assert ada.get(path).status_code == 200
        return len(ran)

    one, (given,) = ask(inside.ada, thomas)
    commands.note(given.link.asked, inside.action("1.1.1"), on=on_the_day, text="Lu.")
    commands.attach(given.link.asked, inside.action("1.1.1"), url="https://example.org/0", title="PV")
    few = [count(path) for path in (HOME, ASK, f"{HOME}{one.pk}/")]
    more, links = ask(inside.ada, *(sitting(f"Personne {rank}") for rank in range(6)))
    for rank, given in enumerate(links):
        commands.note(given.link.asked, inside.action("1.1.2"), on=on_the_day, text="Lu.")
        commands.attach(
            given.link.asked, inside.action("1.1.3"), url=f"https://example.org/{rank + 1}", title="PV"
        )
    assert [count(path) for path in (HOME, ASK, f"{HOME}{more.pk}/")] == few
    assert max(few) <= 15, few


def test_people_stand_by_name_whatever_their_accents(ada, inside, thomas):
    one, _links = ask(inside.ada, thomas, etienne := sitting("Étienne Lambert"), sitting("Fatou Diallo"))
    said = words_of(ada.get(f"{HOME}{one.pk}/"))
    assert said.index(etienne.name) < said.index("Fatou Diallo") < said.index("Thomas Wéry")
    said = words_of(ada.get(ASK))
    assert said.index(etienne.name) < said.index("Fatou Diallo") < said.index("Thomas Wéry")
