"""The page of a personal link: without signing in, only one's own actions, nothing typed is lost."""

import datetime as dt
import logging
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asking import CLOSES, SENTENCE, ask, sitting, words_of
from portulan.governance.models import Body, Seat
from portulan.inquiries import commands
from portulan.inquiries.models import Asked, PersonalLink
from portulan.journal.models import Entry
from portulan.plans.models import Action
from portulan.tracking.models import Evidence, ProgressUpdate
from portulan.web.answering import door

pytestmark = pytest.mark.family

SUBMISSION = re.compile(r'name="submission" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _no_misses():
    cache.clear()


@pytest.fixture
def given(inside, on_the_day):
    """The link of Thomas, who has no account."""
    _inquiry, (given,) = ask(inside.ada, sitting("Thomas Wéry", "thomas@example.org"))
    return given


@pytest.fixture
def path(given):
    return f"/r/{given.token}/"


@pytest.fixture
def send(client, path, inside, settings, tmp_path):
    """Sends the page with these fields, by the code of the action: `send({"1.1.1": {"text": "Lu."}})`."""
    settings.FILES_DIR = tmp_path

    def sending(said, **page):
        fields = {"opened": timezone.now().isoformat()} | page
        for code, values in said.items():
            pk = inside.action(code).pk
            fields |= {f"a-{pk}-{name}": value for name, value in values.items()}
        fields.setdefault("submission", SUBMISSION.search(client.get(path).text)[1])
        return client.post(path, fields)

    return sending


def pdf(content=b"un", name="PV CEP 2026-11-12.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7 " + content)


def test_it_opens_without_signing_in(client, path, given):
    answer = client.get(path)
    said = words_of(answer)
    assert said.startswith("Bonjour Thomas. Neuf actions attendent un mot de vous, quelques minutes suffisent.")
    assert f"{SENTENCE} Ada, à répondre avant le 10 décembre 2026" in said
    assert "1.1.1 À échéance cette année 26-27 Rédaction de la note 1.1.1 PV de la CEP Note de synthèse" in said
    assert "sessionid" not in client.cookies
    assert Asked.objects.get().opened_at is not None


@pytest.mark.parametrize(
    ("due", "title"),
    [
        (0, "Bonjour Thomas. Rien n’attend un mot de vous pour l’instant."),
        (1, "Bonjour Thomas. Une action attend un mot de vous, deux minutes suffisent."),
        (4, "Bonjour Thomas. Quatre actions attendent un mot de vous, deux minutes suffisent."),
    ],
)
def test_the_title_counts_what_waits(client, path, due, title):
    codes = list(Action.objects.order_by("code").values_list("pk", flat=True))
    Action.objects.filter(pk__in=codes[due:]).update(state="done")
    answer = client.get(path)
    assert words_of(answer).startswith(title)
    others = re.search(r'<details class="autres"><summary>([^<]*)', answer.text)
    assert others[1].replace("\u00a0", " ") == f"Les {9 - due} autres actions de vos instances"


def test_it_leaves_no_trace(client, path):
    for answer in (client.get(path), client.get("/r/inconnu/"), client.post(path, {})):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in client.get(path).text


def test_a_sentence_a_state_and_two_proofs(client, send, inside):
    files = [pdf(), pdf(b"deux", "note.pdf")]
    answer = send({"1.1.1": {"text": "Relu.", "state": "started", "documents": files, "on": "2026-11-20"}})
    action = inside.action("1.1.1")
    (update,) = ProgressUpdate.objects.all()
    assert (update.text, update.on.isoformat(), update.author_name) == ("Relu.", "2026-11-20", "Thomas Wéry")
    assert (action.state, action.evidence.count()) == ("started", 2)
    said = words_of(client.get(answer.url))
    assert said.startswith("Merci Thomas, c’est noté. Huit actions attendent encore un mot de vous.")
    assert "Ce qui est noté 1.1.1 « Relu. » En cours · PV CEP 2026-11-12, note" in said
    assert {entry.actor_name for entry in Entry.objects.filter(action_id=action.pk)} == {"Thomas Wéry"}


def test_what_is_empty_is_left_alone(send, inside):
    send({"1.1.1": {"text": "  ", "on": "2026-11-20", "state": ""}, "1.1.2": {"text": "Lu."}})
    assert list(ProgressUpdate.objects.values_list("action__code", flat=True)) == ["1.1.2"]
    assert inside.action("1.1.1").state == "not_started"


def test_a_page_with_nothing_says_so(send):
    answer = send({})
    assert answer.status_code == 422
    assert "Rien n’était rempli : rien n’a été envoyé." in words_of(answer)
    assert Asked.objects.get().answered_at is None


def test_a_page_sent_twice_counts_once(client, send, path):
    sent = {"submission": SUBMISSION.search(client.get(path).text)[1]}
    for _time in range(2):
        answer = send({"1.1.1": {"text": "Relu.", "documents": pdf(), "url": "example.org/pv"}}, **sent)
        assert answer.status_code == 302
    assert (ProgressUpdate.objects.count(), Evidence.objects.count()) == (1, 2)


def test_a_link_gets_a_title(send):
    send({"1.1.1": {"url": "www.example.org/pv/cep-mars/"}})
    assert Evidence.objects.get().title == "example.org, cep-mars"


def test_what_is_wrong_comes_back_as_it_was_typed_and_the_rest_is_noted(client, send, path, inside):
    answer = send(
        {
            "1.1.1": {"state": "suspended", "url": "pas une adresse", "documents": pdf()},
            "1.1.2": {"text": "Lu."},
            "1.1.3": {"text": "Demain", "on": "2027-01-01"},
        }
    )
    assert answer.status_code == 422
    said = words_of(answer)
    assert "Dites en une phrase pourquoi l’action est suspendue." in said
    assert "Donnez une adresse complète du web" in said
    assert "Cette date n’est pas encore passée." in said
    assert "un navigateur les oublie" in said
    assert 'value="pas une adresse"' in answer.text
    assert ">\nDemain</textarea>" in answer.text
    assert re.search(r'value="suspended"[^>]* checked', answer.text)
    assert list(ProgressUpdate.objects.values_list("text", flat=True)) == ["Lu."]
    assert Evidence.objects.get().actions.get().code == "1.1.1"
    again = {"submission": SUBMISSION.search(answer.text)[1]}
    assert send({"1.1.2": {"text": "Relu."}, "1.1.3": {"text": "Hier"}}, **again).status_code == 302
    assert sorted(ProgressUpdate.objects.values_list("text", flat=True)) == ["Hier", "Lu.", "Relu."]


def test_an_empty_file_is_named(send):
    answer = send({"1.1.1": {"text": "Lu.", "documents": SimpleUploadedFile("vide.pdf", b"")}})
    assert answer.status_code == 422
    assert "Le fichier « vide.pdf » est vide." in words_of(answer)
    assert (ProgressUpdate.objects.count(), Evidence.objects.count()) == (1, 0)


def test_a_proof_is_taken_back_and_a_note_completed(client, send, inside):
    send({"1.1.1": {"text": "Relu.", "documents": pdf()}})
    (proof,) = Evidence.objects.all()
    page = send({"1.1.1": {"text": "Relu deux fois.", "gone": str(proof.pk)}})
    assert "« Relu deux fois. »" in words_of(client.get(page.url))
    proof.refresh_from_db()
    assert proof.removed_at is not None
    assert ProgressUpdate.objects.count() == 2


def test_only_what_came_by_this_link_is_taken_back(send, inside):
    from portulan.tracking import commands as tracking

    (theirs,) = tracking.add_evidence(
        inside.action("1.1.1"), actor=inside.ada, on=None, url="https://example.org/a", title="D’Ada"
    ).evidence
    assert send({"1.1.1": {"gone": str(theirs.pk)}}).status_code == 422
    theirs.refresh_from_db()
    assert theirs.removed_at is None


def test_an_action_of_others_is_neither_shown_nor_written(client, send, path, inside):
    other = Body.objects.create(name="Comité stratégique", acronym="CS", kind="commission")
    inside.action("1.1.1").responsibilities.update(body=other)
    assert "Rédaction de la note 1.1.1" not in words_of(client.get(path))
    answer = send({"1.1.1": {"text": "Chez les autres."}, "1.1.2": {"text": "Chez nous."}})
    assert answer.status_code == 422
    said = words_of(answer)
    assert "Une action n’est plus de vos instances : ceci n’a pas été noté. « Chez les autres. »" in said
    assert list(ProgressUpdate.objects.values_list("text", flat=True)) == ["Chez nous."]


def test_an_action_of_another_workspace_is_not_written(client, path, inside):
    theirs = Action.everywhere.get(workspace=inside.elsewhere, code="1.1.1")
    client.post(path, {f"a-{theirs.pk}-text": "Ici.", f"a-{theirs.pk}-state": "done"})
    assert ProgressUpdate.everywhere.count() == 0
    assert Action.everywhere.get(pk=theirs.pk).state == "not_started"


def test_the_second_of_a_body_sees_what_the_first_noted_and_loses_nothing(client, send, inside, on_the_day):
    began = timezone.now().isoformat()
    _inquiry, (first,) = ask(inside.ada, sitting("Louise"))
    commands.note(first.link.asked, inside.action("1.1.1"), on=on_the_day, text="Fini.", state="done")
    answer = send({"1.1.1": {"text": "Presque."}}, opened=began)
    said = words_of(client.get(answer.url))
    assert "Noté par d’autres pendant que vous écriviez 1.1.1 Louise : « Fini. » Réalisée" in said
    assert ProgressUpdate.objects.count() == 2
    assert inside.action("1.1.1").state == "done"


def test_the_last_note_of_somebody_else_is_shown(client, path, inside, on_the_day):
    _inquiry, (first,) = ask(inside.ada, sitting("Louise"))
    commands.note(first.link.asked, inside.action("1.1.1"), on=on_the_day, text="Commencé.")
    assert "« Commencé. » Louise, 23 novembre 2026" in words_of(client.get(path))


def test_a_link_that_was_revoked(client, given, path, inside):
    commands.revoke(given.link.asked, actor=inside.ada)
    for answer in (client.get(path), client.post(path, {})):
        assert answer.status_code == 410
        assert words_of(answer) == (
            "Ce lien a été retiré Pour en recevoir un autre, écrivez à Ada. Ce que vous avez déjà envoyé est bien "
            "gardé."
        )


def test_a_link_opens_until_its_last_day(client, path):
    day = timezone.localdate()
    PersonalLink.objects.update(expires_on=day)
    assert client.get(path).status_code == 200
    PersonalLink.objects.update(expires_on=day - dt.timedelta(days=1))
    answer = client.get(path)
    assert answer.status_code == 410
    assert words_of(answer).startswith("Ce lien a expiré")
    assert PersonalLink.objects.get().expires_on < CLOSES


def test_an_ended_mandate_has_a_kind_page(client, path, inside):
    Seat.objects.filter(person__name="Thomas Wéry").update(ends="2026-11-01")
    action = inside.action("1.1.1")
    for answer in (client.get(path), client.post(path, {f"a-{action.pk}-text": "Encore un mot."})):
        assert answer.status_code == 403
        assert "écrivez à Ada. Merci pour ce que vous avez fait avancer." in words_of(answer)
    assert ProgressUpdate.objects.count() == 0


@pytest.mark.parametrize("token", ["inconnu", "x" * 500, "é", "%00"])
def test_an_unknown_token_opens_nothing(client, given, token):
    answer = client.get(f"/r/{token}/")
    assert answer.status_code == 404
    assert "Vérifiez que l’adresse est entière" in words_of(answer)


def test_guessing_is_stopped(client, path):
    for _time in range(door.MISSES):
        assert client.get("/r/au-hasard/").status_code == 404
    assert client.get("/r/au-hasard/").status_code == 429
    assert client.get(path).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.9").get(path).status_code == 200


def test_the_form_needs_its_token_even_when_the_origin_is_hidden(path, inside):
    strict = Client(enforce_csrf_checks=True)
    typed = {f"a-{inside.action('1.1.1').pk}-text": "Lu."}
    assert strict.post(path, typed, headers={"origin": "null"}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', strict.get(path).text)[1]
    with_token = typed | {"csrfmiddlewaretoken": token}
    assert strict.post(path, with_token, headers={"origin": "https://ailleurs.example"}).status_code == 403
    assert ProgressUpdate.objects.count() == 0
    assert strict.post(path, with_token, headers={"origin": "null"}).status_code == 302
    assert ProgressUpdate.objects.count() == 1


def test_no_token_in_the_logs(client, path, caplog):
    token = path.split("/")[2]
    PersonalLink.objects.update(expires_on=dt.date(2020, 1, 1))
    with caplog.at_level(logging.INFO):
        client.get(path)
        client.put(path)
        Client(enforce_csrf_checks=True).post(path, {})
    assert len(caplog.records) >= 3
    assert [record.getMessage() for record in caplog.records if token in record.getMessage()] == []
    assert "/r/…/" in caplog.text


def test_who_is_signed_in_as_another_still_answers_as_the_person_of_the_link(client, send, inside):
    client.force_login(inside.chloe, backend="django.contrib.auth.backends.ModelBackend")
    send({"1.1.1": {"text": "Lu."}})
    assert ProgressUpdate.objects.get().author_name == "Thomas Wéry"


def test_a_moment_that_is_none_shows_the_page(client, path):
    for typed in ("demain", "2126-01-01T00:00:00+00:00", "2026-11-01T00:00:00"):
        assert words_of(client.get(path, {"merci": typed})).startswith("Bonjour Thomas.")


@pytest.mark.slow
def test_as_many_queries_with_more_actions_and_more_said(client, path, given, inside, tenfold, on_the_day):
    def count():
        with CaptureQueriesContext(connection) as ran:
            assert client.get(path, {"merci": "2026-11-01T00:00:00+00:00"}).status_code == 200
        return len(ran)

    def say(code):
        commands.note(given.link.asked, inside.action(code), on=on_the_day, text="Lu.")
        commands.attach(given.link.asked, inside.action(code), url=f"https://example.org/{code}", title="PV")

    say("1.1.1")
    few = count()
    for code in ("1.1.2", "1.1.3", "2.1.1"):
        say(code)
    tenfold(inside.workspace)
    assert count() == few
    assert few <= 20, few


def test_it_speaks_the_language_of_the_browser(client, path):
    said = words_of(client.get(path, headers={"accept-language": "en"}))
    assert said.startswith("Hello Thomas. Nine actions are waiting for a word from you, a few minutes will do.")
