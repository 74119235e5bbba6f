"""Noting progress, adding proofs, giving them back: who may, once each, nothing run."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portulan.journal.models import Entry
from portulan.plans.models import Action, ExpectedResult
from portulan.shared import scoping
from portulan.tracking.commands import add_evidence
from portulan.tracking.models import Evidence, ProgressUpdate

PDF = b"%PDF-1.7 une note"


def address(name, *args, slug="mias"):
    return reverse(name, args=[slug, *args])


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


@pytest.fixture
def first(cast):
    return cast.action("1.1.1")


@pytest.fixture
def basile(client, cast):
    client.force_login(cast.basile)
    return client


def proof(**changes):
    return {
        "documents": SimpleUploadedFile("PV du 12 octobre.pdf", PDF),
        "on": "2025-10-12",
        "submission": uuid.uuid4(),
    } | changes


def note(**changes):
    return {"text": "Trois modèles comparés", "on": "2025-10-12", "submission": uuid.uuid4()} | changes


@pytest.mark.parametrize("name", ["progress_add", "evidence_add"])
def test_who_may_report(client, cast, first, name):
    url = address(name, first.pk)
    assert client.get(url).status_code == 302
    seen = {}
    for person in (cast.ada, cast.basile, cast.chloe, cast.driss):
        client.force_login(person)
        seen[person.name] = client.get(url).status_code
    assert seen == {"Ada": 200, "Basile": 200, "Chloé": 403, "Driss": 404}
    foreign = Action.everywhere.filter(workspace=cast.elsewhere).first()
    client.force_login(cast.ada)
    assert client.get(address(name, foreign.pk)).status_code == 404


def test_a_responsable_reports_only_on_the_actions_of_their_bodies(basile, cast, first):
    first.responsibilities(manager="everywhere").all().delete()
    for name, data in (("progress_add", note()), ("evidence_add", proof())):
        assert basile.get(address(name, first.pk)).status_code == 403
        assert basile.post(address(name, first.pk), data).status_code == 403
    result = ExpectedResult.everywhere.filter(action=first).first()
    assert basile.post(address("result_reached", result.pk)).status_code == 403
    assert (ProgressUpdate.everywhere.count(), Evidence.everywhere.count()) == (0, 0)


def test_a_note_is_written_once_however_often_it_is_sent(basile, first):
    data = note(state="started")
    answers = [basile.post(address("progress_add", first.pk), data) for _ in "12"]
    assert [(one.status_code, one.url) for one in answers] == [(302, address("action", first.pk))] * 2
    update = ProgressUpdate.everywhere.get()
    first.refresh_from_db()
    assert (update.author_name, update.state, first.state) == ("Basile", "started", "started")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "", "state": "suspended"}, "text"),
        ({"on": "2999-01-01"}, "on"),
        ({"on": "hier"}, "on"),
        ({"state": "finie"}, "state"),
        ({"submission": "x"}, "submission"),
    ],
)
def test_a_note_that_cannot_be_taken_comes_back_filled(basile, first, changes, field):
    answer = basile.post(address("progress_add", first.pk), note(**changes))
    assert (answer.status_code, set(answer.context["progress_form"].errors)) == (422, {field})
    assert ProgressUpdate.everywhere.count() == 0


def test_the_form_alone_is_the_same_as_in_the_page(basile, first):
    for name, mark in (("progress_add", "saisie-avancement"), ("evidence_add", "saisie-preuve")):
        page = basile.get(address(name, first.pk)).content.decode()
        alone = basile.get(address(name, first.pk), headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in alone
        assert (page.count(mark), alone.count(mark)) == (1, 1)


def test_a_file_becomes_a_proof_of_the_results_ticked(basile, cast, first):
    results = list(ExpectedResult.everywhere.filter(action=first).order_by("position"))
    page = basile.get(address("evidence_add", first.pk) + f"?resultat={results[1].pk}")
    ticked = [one.data["value"].value for one in page.context["evidence_form"]["results"] if one.data["selected"]]
    assert ticked == [results[1].pk]
    data = proof(results=[results[1].pk])
    answers = [basile.post(address("evidence_add", first.pk), data).status_code]
    data["documents"] = SimpleUploadedFile("PV du 12 octobre.pdf", PDF)
    answers.append(basile.post(address("evidence_add", first.pk), data).status_code)
    one = Evidence.everywhere.get()
    assert answers == [302, 302]
    assert (one.title, one.kind, one.academic_year, one.author_name) == (
        "PV du 12 octobre",
        "minutes",
        2025,
        "Basile",
    )
    assert list(one.results(manager="everywhere").values_list("pk", flat=True)) == [results[1].pk]


def test_several_files_at_once_and_the_same_bytes_once(basile, first):
    files = [
        SimpleUploadedFile("a.pdf", PDF),
        SimpleUploadedFile("b.png", b"\x89PNG\r\n\x1a\n"),
        SimpleUploadedFile("c.pdf", PDF),
    ]
    answer = basile.post(address("evidence_add", first.pk), proof(documents=files), follow=True)
    assert sorted(Evidence.everywhere.values_list("title", "kind")) == [("a", "pdf"), ("b", "picture")]
    assert [str(one).replace("\u00a0", " ") for one in answer.context["messages"]] == [
        "2 preuves sont ajoutées : « a », 12 octobre 2025 (2025-2026) ; « b », 12 octobre 2025 (2025-2026).",
        "L’action avait déjà cette preuve : « a ». Elle n’a pas été ajoutée une seconde fois.",
    ]


@pytest.mark.family
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"documents": ""}, "documents"),
        ({"documents": SimpleUploadedFile("vide.pdf", b"")}, "documents"),
        ({"documents": "", "url": "javascript:alert(1)", "title": "x"}, "url"),
        ({"documents": "", "url": "data:text/html,x", "title": "x"}, "url"),
        ({"documents": "", "url": "https://exemple.be"}, "title"),
        ({"url": "https://exemple.be", "title": "x"}, "documents"),
        ({"results": [str(uuid.uuid4())]}, "results"),
        ({"on": "2999-01-01"}, "on"),
    ],
)
def test_a_proof_that_cannot_be_taken_comes_back(basile, first, changes, field):
    answer = basile.post(address("evidence_add", first.pk), proof(**changes))
    assert (answer.status_code, set(answer.context["evidence_form"].errors)) == (422, {field})
    assert Evidence.everywhere.count() == 0


def test_a_result_of_another_workspace_is_refused(basile, cast, first):
    foreign = ExpectedResult.everywhere.filter(workspace=cast.elsewhere).first()
    answer = basile.post(address("evidence_add", first.pk), proof(results=[foreign.pk]))
    assert (answer.status_code, Evidence.everywhere.count()) == (422, 0)
    assert basile.get(address("evidence_add", first.pk) + "?resultat=nope").status_code == 200
    assert basile.post(address("result_reached", foreign.pk)).status_code == 404


def test_a_file_over_the_limit_is_said_to_be(basile, first, settings):
    settings.MAX_UPLOAD_BYTES = 10
    answer = basile.post(address("evidence_add", first.pk), proof())
    assert answer.status_code == 422
    assert Evidence.everywhere.count() == 0


class Line:
    """A connection that sends for ever, or is cut; what was read of it is counted."""

    def __init__(self, cut):
        self.cut, self.read_bytes, self.most = cut, 0, 0

    def read(self, size=-1):
        if self.cut:
            raise OSError("cut")
        self.read_bytes, self.most = self.read_bytes + size, max(self.most, size)
        return b"x" * size

    def readline(self, size=-1):
        return self.read(size)


@pytest.mark.parametrize("who", ["ada", "driss", None])
@pytest.mark.parametrize("cut", [False, True])
def test_200_megabytes_get_a_sentence_and_nothing_is_kept(client, cast, first, tmp_path, who, cut):
    if who:
        client.force_login(getattr(cast, who))
    weight, line = 200 * 1024 * 1024, Line(cut)
    sent = {"CONTENT_LENGTH": str(weight), "CONTENT_TYPE": "multipart/form-data; boundary=x", "wsgi.input": line}
    answer = client.generic("POST", address("evidence_add", first.pk), **sent)
    assert answer.status_code == 413
    assert "pèse 200 Mo : Portulan reçoit jusqu’à 50 Mo" in answer.content.decode().replace("\u00a0", " ")
    assert (list(tmp_path.iterdir()), line.read_bytes) == ([], 0 if cut else weight)
    assert line.most <= 1024 * 1024


@pytest.mark.parametrize(
    ("name", "data", "content_type", "shown"),
    [
        ("note.pdf", PDF, "application/pdf", "inline"),
        ("photo.png", b"\x89PNG\r\n\x1a\n", "image/png", "inline"),
        ("page.pdf", b"<html><script>alert(1)</script>", "application/octet-stream", "attachment"),
        (
            "dessin.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
            "application/octet-stream",
            "attachment",
        ),
        ("outil.exe", b"MZ\x90", "application/octet-stream", "attachment"),
    ],
)
def test_a_proof_is_given_back_and_never_run(basile, first, name, data, content_type, shown):
    basile.post(address("evidence_add", first.pk), proof(documents=SimpleUploadedFile(name, data)))
    answer = basile.get(address("evidence_file", Evidence.everywhere.get().pk))
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'{shown}; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    framed = "'none'" if shown == "attachment" else "'self'"
    alone = "" if content_type == "application/pdf" else "sandbox; "
    assert answer["Content-Security-Policy"].startswith(f"{alone}default-src 'none'")
    assert answer["Content-Security-Policy"].endswith(f"frame-ancestors {framed}")
    assert answer["X-Frame-Options"] == ("DENY" if shown == "attachment" else "SAMEORIGIN")


def test_an_evil_name_cannot_leave_its_header(basile, first):
    evil = SimpleUploadedFile("x", PDF)
    evil._name = '../../a"\r\nSet-Cookie: x=1\u202efdp.pdf'
    basile.post(address("evidence_add", first.pk), proof(documents=evil))
    stored = Evidence.everywhere.get()
    answer = basile.get(address("evidence_file", stored.pk))
    assert not set("\r\n\u202e/") & set(stored.file_name)
    assert "Set-Cookie" not in answer.headers


def test_a_proof_is_read_by_every_member_and_by_nobody_else(client, cast, first):
    client.force_login(cast.basile)
    client.post(address("evidence_add", first.pk), proof())
    pk = Evidence.everywhere.get().pk
    client.logout()
    assert client.get(address("evidence_file", pk)).status_code == 302
    seen = []
    for person, slug in ((cast.chloe, "mias"), (cast.driss, "mias"), (cast.driss, "ailleurs")):
        client.force_login(person)
        seen.append(client.get(address("evidence_file", pk, slug=slug)).status_code)
    assert seen == [200, 404, 404]


def test_a_proof_is_removed_after_a_question_and_comes_back(client, cast, first):
    client.force_login(cast.basile)
    client.post(address("evidence_add", first.pk), proof())
    one = Evidence.everywhere.get()
    url = address("evidence_remove", one.pk)
    assert client.get(url).status_code == 200
    client.force_login(cast.chloe)
    assert client.post(url).status_code == 403
    client.force_login(cast.basile)
    assert client.post(url).status_code == 302
    assert client.get(address("evidence_file", one.pk)).status_code == 404
    entry = Entry.everywhere.filter(workspace=cast.workspace).first()
    client.force_login(cast.chloe)
    assert client.post(address("journal_undo", entry.pk)).status_code == 403
    client.force_login(cast.basile)
    assert client.post(address("journal_undo", entry.pk)).status_code == 302
    assert client.get(address("evidence_file", one.pk)).status_code == 200


def test_a_proof_of_an_action_of_another_body_too_is_not_taken_away_by_a_responsable(client, cast, first):
    second = cast.action("1.1.2")
    second.responsibilities(manager="everywhere").all().delete()
    with scoping.opened(cast.workspace.pk):
        (one,) = add_evidence(
            first, also=[second], actor=cast.ada, on=dt.date(2025, 10, 12), url="exemple.be", title="PV"
        ).evidence
    entries = list(Entry.everywhere.filter(verb="evidence.added").values_list("pk", flat=True))
    client.force_login(cast.basile)
    seen = [client.get(address("evidence_remove", one.pk)).status_code]
    seen.append(client.post(address("evidence_remove", one.pk)).status_code)
    seen += [client.post(address("journal_undo", pk)).status_code for pk in entries]
    assert seen == [403] * 4
    client.force_login(cast.ada)
    assert "1.1.1, 1.1.2" in client.get(address("evidence_remove", one.pk)).content.decode()
    assert client.post(address("evidence_remove", one.pk)).status_code == 302


def test_several_files_added_at_once_are_undone_at_once(basile, first):
    files = [SimpleUploadedFile(f"PV {day}.pdf", PDF + bytes([day])) for day in (1, 2, 3)]
    page = basile.post(address("evidence_add", first.pk), proof(documents=files), follow=True)
    (said,) = page.context["messages"]
    assert Evidence.everywhere.filter(removed_at=None).count() == 3
    assert basile.post(said.extra_tags).status_code == 302
    assert Evidence.everywhere.filter(removed_at=None).count() == 0
    assert basile.post(said.extra_tags).status_code == 409


def test_files_of_which_one_was_taken_away_since_are_not_undone_at_once(basile, first):
    files = [SimpleUploadedFile(f"PV {day}.pdf", PDF + bytes([day])) for day in (1, 2)]
    page = basile.post(address("evidence_add", first.pk), proof(documents=files), follow=True)
    (said,) = page.context["messages"]
    basile.post(address("evidence_remove", Evidence.everywhere.first().pk))
    assert basile.post(said.extra_tags).status_code == 409
    assert Evidence.everywhere.filter(removed_at=None).count() == 1


def test_a_link_has_no_file(basile, first):
    basile.post(address("evidence_add", first.pk), proof(documents="", url="www.exemple.be", title="Site"))
    one = Evidence.everywhere.get()
    assert (one.kind, one.url) == ("link", "https://www.exemple.be")
    assert basile.get(address("evidence_file", one.pk)).status_code == 404


def test_a_result_is_reached_and_expected_again(basile, first):
    result = ExpectedResult.everywhere.filter(action=first).first()
    assert basile.get(address("result_reached", result.pk)).status_code == 405
    assert basile.post(address("result_reached", result.pk), {"on": "x"}).status_code == 422
    basile.post(address("result_reached", result.pk), {"on": "2026-03-01"})
    result.refresh_from_db()
    assert result.reached_on == dt.date(2026, 3, 1)
    url = address("result_unreached", result.pk)
    assert basile.get(url).status_code == 200
    basile.post(url)
    result.refresh_from_db()
    assert result.reached_on is None


@pytest.mark.parametrize("name", ["evidence_remove", "result_unreached"])
def test_who_comes_from_a_row_of_the_plan_goes_back_to_it(basile, first, name):
    result = ExpectedResult.everywhere.filter(action=first).first()
    basile.post(address("evidence_add", first.pk), proof())
    basile.post(address("result_reached", result.pk), {"on": "2026-03-01"})
    url = address(name, {"evidence_remove": Evidence.everywhere.get(), "result_unreached": result}[name].pk)
    row = f"{address('plan')}?ouvrir={first.pk}#a-{first.pk}"
    page = basile.get(url, {"next": row})
    assert (page.context["cancel_url"], page.context["form"].initial) == (row, {"next": row})
    assert basile.get(url, {"next": "//ailleurs.example"}).context["cancel_url"] == address("action", first.pk)
    assert basile.post(url, {"next": row}).url == row


def test_choosing_an_action_shows_ones_own_first(client, cast):
    url = address("choose_action", "preuve")
    cast.action("1.1.2").responsibilities(manager="everywhere").all().delete()
    client.force_login(cast.basile)
    page = client.get(url)
    assert [row.code for row in page.context["mine"]][:3] == ["1.1.1", "1.1.3", "2.1.1"]
    assert page.context["others"] == []
    client.force_login(cast.ada)
    page = client.get(url, {"q": "note 1.1.2"})
    assert [row.code for row in page.context["others"]] == ["1.1.2"]
    assert client.get(address("choose_action", "autre")).status_code == 404
    client.force_login(cast.chloe)
    assert client.get(url).status_code == 403
    client.force_login(cast.driss)
    assert client.get(url).status_code == 404


def test_choosing_costs_the_same_whatever_the_number_of_actions(client, cast, django_assert_num_queries):
    client.force_login(cast.ada)
    url = address("choose_action", "avancement")
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(url)
    Action.everywhere.filter(workspace=cast.workspace).exclude(code="1.1.1").delete()
    with django_assert_num_queries(len(all_of_them)):
        client.get(url)
