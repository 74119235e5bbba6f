"""All the proofs: filters, order, zip and manifest; one proof with its preview; who may see and change what."""

import csv
import datetime as dt
import io
import json
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import factories
from portulan.journal.models import Entry
from portulan.plans.models import Action, ExpectedResult
from portulan.shared import filestore, scoping
from portulan.tracking import commands
from portulan.tracking.models import Evidence, EvidenceKind
from portulan.web.proofs import archive

PDF = b"%PDF-1.7 une note"
DAY = dt.date(2025, 10, 12)


def address(name, *args, slug="mias"):
    return reverse(name, args=[slug, *args])


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path


def given(name="note.pdf", data=PDF):
    return commands.GivenFile(name, len(data), io.BytesIO(data))


@pytest.fixture
def three(inside):
    """Minutes of two actions, a draft, a link for everybody."""
    first, second = inside.action("1.1.1"), inside.action("2.1.1")
    results = [first.expected_results.first(), second.expected_results.first()]
    common = {"actor": inside.basile}
    (minutes,) = commands.add_evidence(
        first, also=[second], on=DAY, files=[given("PV CEP.pdf")], results=results, **common
    ).evidence
    (draft,) = commands.add_evidence(
        first, on=dt.date(2026, 10, 1), files=[given("projet.txt", b"Un projet")], draft=True, **common
    ).evidence
    (link,) = commands.add_evidence(
        second, on=dt.date(2024, 10, 1), url="exemple.be", title="=Site", visibility="public", **common
    ).evidence
    return minutes, draft, link


def sign_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def titles(answer):
    return [row.title for row in answer.context["page"].rows]


@pytest.mark.parametrize("name", ["proofs", "proofs_archive", "proof"])
def test_members_see_and_nobody_else(client, inside, three, name):
    args = [three[0].pk] if name == "proof" else []
    url = address(name, *args)
    assert client.get(url).status_code == 302
    seen = [sign_in(client, person).get(url).status_code for person in (inside.ada, inside.chloe, inside.driss)]
    assert seen == [200, 200, 404]
    elsewhere = address(name, *args, slug="ailleurs")
    assert sign_in(client, inside.driss).get(elsewhere).status_code == (404 if args else 200)


def test_the_archive_of_another_workspace_holds_nothing_of_here(client, inside, three):
    answer = sign_in(client, inside.driss).get(address("proofs_archive", slug="ailleurs"))
    held = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert held.namelist() == ["manifeste.csv", "manifeste.json"]
    assert json.loads(held.read("manifeste.json")) == {"proofs": []}


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({}, ["projet", "PV CEP", "=Site"]),
        ({"tri": "titre"}, ["=Site", "projet", "PV CEP"]),
        ({"tri": "-titre"}, ["PV CEP", "projet", "=Site"]),
        ({"tri": "date"}, ["=Site", "PV CEP", "projet"]),
        ({"annee": "2025-2026"}, ["PV CEP"]),
        ({"nature": "link"}, ["=Site"]),
        ({"instance": "CEP"}, ["projet", "PV CEP", "=Site"]),
        ({"instance": "CS"}, []),
        ({"objectif": "2"}, ["PV CEP", "=Site"]),
        ({"visibilite": "public"}, ["=Site"]),
        ({"prouve": "sans-resultat"}, ["projet", "=Site"]),
        ({"prouve": "avec-resultat"}, ["PV CEP"]),
        ({"etat": "travail"}, ["projet"]),
        ({"etat": "achevees"}, ["PV CEP", "=Site"]),
        ({"q": "2.1.1 pv"}, ["PV CEP"]),
        ({"q": "introuvable"}, []),
        ({"tri": "; drop table", "annee": "jamais"}, []),
    ],
)
def test_filters_and_order(ada, three, query, kept):
    assert titles(ada.get(address("proofs"), query)) == kept


def test_counts_in_words(ada, three):
    page = ada.get(address("proofs"), {"etat": "travail"}).context["page"]
    assert page.chapo == "3 preuves, dont 1 version de travail. 2 résultats attendus sur 18 sont prouvés."
    assert page.count_line == "1 preuve affichée sur 3"
    assert [one.label for one in page.active] == ["Versions de travail"]


def test_as_many_queries_with_more_proofs(ada, inside):
    def number(url):
        with CaptureQueriesContext(connection) as queries:
            assert ada.get(url).status_code == 200
        return len(queries)

    actions = [inside.action("1.1.1"), inside.action("1.1.2")]
    one = factories.proof(actions[0], results=[actions[0].expected_results.first()])
    ada.get(address("proofs"))
    lists, sheets = number(address("proofs")), number(address("proof", one.pk))
    for rank in range(2):
        results = [row for action in actions for row in action.expected_results.all()]
        factories.proof(*actions, results=results, url=f"https://x.be/{rank}")
    one.actions.set(actions)
    one.results.set(results)
    assert (number(address("proofs")), number(address("proof", one.pk))) == (lists, sheets)
    assert max(lists, sheets) <= 15


def test_the_zip_holds_the_files_and_says_what_they_are(ada, inside, three):
    answer = ada.get(address("proofs_archive"))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/zip", "nosniff")
    assert answer["Content-Disposition"] == 'attachment; filename="preuves-2026-11-23.zip"'
    held = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert held.testzip() is None
    assert held.namelist() == [
        "manifeste.csv",
        "manifeste.json",
        "2026-2027/1.1.1/2026-10-01 projet.txt",
        "2025-2026/1.1.1/2025-10-12 PV CEP.pdf",
        "2024-2025/2.1.1/2024-10-01 =Site.url",
    ]
    assert held.read("2025-2026/1.1.1/2025-10-12 PV CEP.pdf") == PDF
    assert held.read("2024-2025/2.1.1/2024-10-01 =Site.url") == b"[InternetShortcut]\r\nURL=https://exemple.be\r\n"
    line = json.loads(held.read("manifeste.json"))["proofs"][1]
    assert (line["sha256"], line["size"], line["date"]) == (three[0].file_sha256, len(PDF), "2025-10-12")
    assert (line["actions"], line["results"]) == (["1.1.1", "2.1.1"], ["PV de la CEP", "PV de la CEP"])
    assert (line["academic_year"], line["author"], line["visibility"]) == ("2025-2026", "Basile", "Interne")
    rows = list(csv.reader(io.StringIO(held.read("manifeste.csv").decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == held.namelist()[2:]
    assert rows[3][3] == "'=Site"


def test_the_zip_keeps_to_the_filters_and_to_its_limit(ada, three, settings):
    answer = ada.get(address("proofs_archive"), {"visibilite": "public"})
    assert len(zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()) == 3
    settings.MAX_ARCHIVE_BYTES = 10
    answer = ada.get(address("proofs_archive"))
    assert answer.status_code == 422
    assert "Filtrez-les d’abord" in answer.content.decode()


def test_a_file_that_is_lost_is_said_to_be(ada, inside, three):
    filestore.path(inside.workspace.pk, three[0].file_sha256).unlink()
    answer = ada.get(address("proofs_archive"))
    held = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    line = json.loads(held.read("manifeste.json"))["proofs"][1]
    assert (line["path"], line["missing"], len(held.namelist())) == ("", True, 4)
    assert "n’est plus sur le serveur" in ada.get(address("proof", three[0].pk)).content.decode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ('a<b>:"c|?*.pdf', "a_b___c___.pdf"),
        ("con.txt", "_con.txt"),
        ("...", "fichier"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_safe_everywhere(name, kept):
    assert archive.safe(name) == kept


def test_the_archive_is_written_piece_by_piece(tmp_path):
    (tmp_path / "grand").write_bytes(bytes(range(256)) * 8192)
    names = "sha256 size title kind date academic_year actions results draft author visibility note link missing"
    facts = {"path": "grand.bin"} | dict.fromkeys(names.split(), "")
    member = archive.Member("grand.bin", tmp_path / "grand", b"", facts)
    pieces = list(archive.stream([member]))
    assert max(len(piece) for piece in pieces) < 2 * archive.PIECE
    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).read("grand.bin") == bytes(range(256)) * 8192


def test_a_pdf_is_shown_in_a_frame_of_this_site_alone(ada, three):
    answer = ada.get(address("proof", three[0].pk))
    page = answer.content.decode()
    assert f'<iframe class="vue-pdf" src="/e/mias/preuve/{three[0].pk}/"' in page
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "frame-src" not in ada.get(address("proofs"))["Content-Security-Policy"]
    assert "<iframe" not in ada.get(address("proof", three[1].pk)).content.decode()
    download = ada.get(f"{address('evidence_file', three[0].pk)}?telecharger=1")
    assert download["Content-Disposition"] == 'attachment; filename="PV CEP.pdf"'


def test_a_picture_is_shown_and_a_drawing_is_not(ada, inside):
    png, svg = b"\x89PNG\r\n\x1a\n", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"
    made = [
        commands.add_evidence(
            inside.action("1.1.1"), actor=inside.ada, on=DAY, files=[given(f"a.{kind}", data)]
        ).evidence[0]
        for kind, data in (("png", png), ("svg", svg))
    ]
    pages = [ada.get(address("proof", one.pk)).content.decode() for one in made]
    assert ['<img class="vue-image"' in page for page in pages] == [True, False]


def test_the_page_of_a_proof_says_what_it_proves_and_leads_to_its_versions(ada, inside, three):
    later = commands.add_version(three[0], actor=inside.ada, on=DAY, files=[given(data=b"%PDF-1.7 plus tard")])
    page = ada.get(address("proof", later.pk)).content.decode()
    assert f'href="/e/mias/preuves/{three[0].pk}/"' in page
    assert "version du 12\u00a0octobre\u00a02025" in page
    former = ada.get(address("proof", three[0].pk)).content.decode()
    assert "Une version plus récente la remplace" in former
    assert f'href="/e/mias/preuves/{later.pk}/"' in former
    assert "Délier" not in former


CHANGES = {
    "proof_edit": {"title": "PV", "on": "2025-10-12", "kind": "minutes"},
    "proof_version": {"url": "https://exemple.be/v2", "title": "PV", "submission": str(uuid.uuid4())},
    "proof_finish": {},
}


@pytest.mark.parametrize("name", CHANGES)
def test_who_may_change_a_proof(client, inside, three, name):
    """Of an action of another body too, a responsable may not."""
    second = inside.action("2.1.1")
    second.responsibilities.all().delete()
    url = address(name, three[0].pk)
    assert client.post(url, CHANGES[name]).status_code == 302
    people = (inside.basile, inside.chloe, inside.driss, inside.ada)
    seen = [sign_in(client, person).post(url, CHANGES[name]).status_code for person in people]
    assert seen == [403, 403, 404, 302]
    foreign = address(name, three[0].pk, slug="ailleurs")
    assert sign_in(client, inside.driss).post(foreign, CHANGES[name]).status_code == 404


def test_a_proof_is_edited_and_what_is_wrong_comes_back(ada, inside, three):
    url = address("proof_edit", three[0].pk)
    assert ada.get(url).status_code == 200
    kept = three[0].results.first()
    said = {
        "title": "Procès-verbal",
        "on": "2024-09-20",
        "kind": "minutes",
        "results": [kept.pk],
        "note": "point 4",
    }
    assert ada.post(url, said).status_code == 302
    three[0].refresh_from_db()
    assert (three[0].title, three[0].academic_year, list(three[0].results.all())) == (
        "Procès-verbal",
        2024,
        [kept],
    )
    foreign = ExpectedResult.everywhere.filter(workspace=inside.elsewhere).first()
    for wrong in ({"title": ""}, {"on": "2999-01-01"}, {"kind": "vidéo"}, {"results": [str(foreign.pk)]}):
        answer = ada.post(url, said | wrong)
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, set(wrong))


def test_a_version_is_added_once_and_what_is_wrong_comes_back(ada, three):
    url = address("proof_version", three[0].pk)
    assert ada.get(url).status_code == 200
    wrong = ada.post(url, {"submission": uuid.uuid4()})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"documents"})
    same = ada.post(url, {"documents": SimpleUploadedFile("x.pdf", PDF), "submission": uuid.uuid4()})
    assert same.status_code == 422
    sent = {"documents": SimpleUploadedFile("PV 2026-02-01.pdf", PDF + b" bis"), "submission": uuid.uuid4()}
    assert ada.post(url, sent).status_code == 302
    later = Evidence.objects.get(replaces=three[0])
    assert (later.on, later.title) == (dt.date(2026, 2, 1), "PV CEP")
    again = sent | {"documents": SimpleUploadedFile("PV 2026-02-01.pdf", PDF + b" bis")}
    assert (ada.post(url, again).url, Evidence.objects.count()) == (address("proof", later.pk), 4)
    assert ada.post(url, CHANGES["proof_version"]).status_code == 409


def test_its_author_and_the_coordination_say_who_sees_it(client, inside, three):
    url, said = address("proof_show_to", three[0].pk), {"visibility": "experts"}
    assert client.post(url, said).status_code == 302
    three[2].author = inside.ada
    three[2].save()
    own = [sign_in(client, one).post(url, said).status_code for one in (inside.chloe, inside.driss, inside.basile)]
    assert own == [403, 404, 302]
    of_ada = address("proof_show_to", three[2].pk)
    assert sign_in(client, inside.basile).post(of_ada, said).status_code == 403
    assert sign_in(client, inside.ada).post(of_ada, said).status_code == 302
    assert client.post(of_ada, {"visibility": "tous"}).status_code == 422
    assert client.get(of_ada).status_code == 405
    assert set(Evidence.objects.filter(visibility="experts")) == {three[0], three[2]}


def test_a_proof_of_two_actions_is_unlinked_from_one(client, inside, three):
    second = inside.action("2.1.1")
    url = address("proof_unlink", three[0].pk, second.pk)
    seen = [sign_in(client, one).post(url).status_code for one in (inside.chloe, inside.driss, inside.basile)]
    assert seen == [403, 404, 302]
    assert [one.code for one in three[0].actions.all()] == ["1.1.1"]
    assert client.post(url).status_code == 404
    assert client.post(address("proof_unlink", three[0].pk, inside.action("1.1.1").pk)).status_code == 409


def test_the_same_file_for_another_action_is_offered_as_a_link(client, inside, three):
    second = inside.action("1.1.2")
    result = second.expected_results.first()
    sign_in(client, inside.basile)
    sent = {"documents": SimpleUploadedFile("copie.pdf", PDF), "submission": uuid.uuid4(), "results": [result.pk]}
    answer = client.post(address("evidence_add", second.pk), sent)
    assert (answer.status_code, Evidence.objects.count()) == (302, 3)
    page = client.get(answer.url)
    assert "Cette preuve est déjà là." in page.content.decode()
    asked = {"preuve": [three[0].pk], "action": [second.pk], "resultat": [result.pk]}
    linked = client.post(address("proofs_link"), asked, follow=True)
    assert [str(one) for one in linked.context["messages"]] == ["La preuve est liée."]
    assert second in three[0].actions.all()
    assert result in three[0].results.all()
    (said,) = linked.context["messages"]
    assert client.post(said.extra_tags).status_code == 302
    assert second not in three[0].actions.all()


def test_no_link_to_what_is_not_yours(client, inside, three):
    second = inside.action("1.1.2")
    second.responsibilities.all().delete()
    with scoping.opened(inside.elsewhere.pk):
        foreign = factories.proof(Action.objects.first())
    asked = [
        {"preuve": [three[0].pk], "action": [second.pk]},
        {"preuve": [foreign.pk], "action": [inside.action("1.1.1").pk]},
        {"preuve": ["nope"], "action": [inside.action("1.1.1").pk]},
        {"preuve": [three[0].pk]},
    ]
    sign_in(client, inside.basile)
    assert [client.post(address("proofs_link"), one).status_code for one in asked] == [422] * 4
    assert sign_in(client, inside.chloe).get(address("proofs_link")).status_code == 403


def test_the_coordination_alone_judges_and_undoes_it(client, inside, three):
    result = three[0].results.order_by("action__code").first()
    url = address("proofs_judge", result.pk)
    said = {"verdict": "confirmed"}
    seen = [
        sign_in(client, one).post(url, said).status_code for one in (inside.basile, inside.chloe, inside.driss)
    ]
    assert seen == [403, 403, 404]
    sign_in(client, inside.ada)
    assert client.get(url).status_code == 200
    assert client.post(url, {"verdict": "more", "note": ""}).status_code == 422
    assert client.post(url, {"verdict": "assez"}).status_code == 422
    assert client.post(url, said).status_code == 302
    page = client.get(address("action", result.action_id)).content.decode()
    assert "Preuve confirmée suffisante par la coordination le" in page
    entry = Entry.objects.get(verb="result.judged")
    assert sign_in(client, inside.basile).post(address("journal_undo", entry.pk)).status_code == 403
    assert sign_in(client, inside.ada).post(address("journal_undo", entry.pk)).status_code == 302
    foreign = ExpectedResult.everywhere.filter(workspace=inside.elsewhere).first()
    assert client.get(address("proofs_judge", foreign.pk)).status_code == 404


def test_what_is_asked_for_shows_in_the_unfolded_row(ada, inside):
    action = inside.action("1.1.1")
    result = action.expected_results.first()
    factories.proof(action, results=[result])
    commands.judge_proofs(result, "more", actor=inside.ada, note="Il manque l’annexe.")
    row = ada.get(address("plan_row", action.pk)).content.decode()
    assert "La coordination demande un complément\u00a0: Il manque l’annexe." in row


def test_files_are_deposited_for_actions_that_are_chosen(client, inside):
    url = address("proof_deposit")
    second = inside.action("2.1.1")
    result = second.expected_results.first()
    sent = {"submission": uuid.uuid4(), "actions": [inside.action("1.1.1").pk], "results": [result.pk]}
    files = [SimpleUploadedFile("PV 2026-03-12.pdf", PDF), SimpleUploadedFile("b.pdf", PDF + b"b")]
    sign_in(client, inside.basile)
    assert client.get(url).status_code == 200
    answer = client.post(url, sent | {"documents": files, "visibility": "experts", "kind": "minutes", "on": ""})
    assert answer.status_code == 302
    made = Evidence.objects.get(title="PV 2026-03-12")
    assert sorted(made.actions.values_list("code", flat=True)) == ["1.1.1", "2.1.1"]
    assert (made.on, made.visibility, made.kind) == (dt.date(2026, 3, 12), "experts", "minutes")
    assert Evidence.objects.count() == 2
    for person, status in ((inside.chloe, 403), (inside.driss, 404)):
        assert sign_in(client, person).get(url).status_code == status


def test_a_deposit_that_cannot_be_taken_comes_back_whole(client, inside, settings):
    url = address("proof_deposit")
    sign_in(client, inside.basile)
    nothing = client.post(url, {"documents": SimpleUploadedFile("a.pdf", PDF), "submission": uuid.uuid4()})
    assert (nothing.status_code, set(nothing.context["evidence_form"].errors)) == (422, {"actions"})
    inside.action("1.1.2").responsibilities.all().delete()
    foreign = {"actions": [inside.action("1.1.2").pk], "submission": uuid.uuid4()}
    refused = client.post(url, foreign | {"documents": SimpleUploadedFile("a.pdf", PDF)})
    assert (refused.status_code, set(refused.context["evidence_form"].errors)) == (422, {"actions"})
    settings.MAX_UPLOAD_BYTES = 1024
    files = [
        SimpleUploadedFile("bon.pdf", PDF),
        SimpleUploadedFile("vide.pdf", b""),
        SimpleUploadedFile("lourd.pdf", b"x" * 1025),
    ]
    sent = {"actions": [inside.action("1.1.1").pk], "documents": files, "submission": uuid.uuid4()}
    wrong = client.post(url, sent)
    sentences = [one.replace("\u00a0", " ") for one in wrong.context["evidence_form"].errors["documents"]]
    assert sentences == ["Le fichier « vide.pdf » est vide.", "« lourd.pdf » dépasse 0 Mo."]
    assert (
        f'value="{inside.action("1.1.1").pk}" id="act-{inside.action("1.1.1").pk}" checked'
        in wrong.content.decode()
    )
    assert Evidence.objects.count() == 0


def test_a_script_that_sends_files_is_told_where_to_go(ada, inside):
    action = inside.action("1.1.1")
    sent = {"documents": SimpleUploadedFile("a.pdf", PDF), "submission": uuid.uuid4()}
    answer = ada.post(address("evidence_add", action.pk), sent, headers={"X-Depot": "1"})
    assert (answer.status_code, answer["X-Go-To"]) == (204, address("action", action.pk))


def test_the_form_costs_the_same_whatever_the_number_of_actions(ada, inside, tenfold):
    def number():
        with CaptureQueriesContext(connection) as queries:
            ada.get(address("proof_deposit"))
        return len(queries)

    number()
    once = number()
    tenfold(inside.workspace)
    assert number() == once
    assert EvidenceKind.PDF in dict(
        ada.get(address("proof_deposit")).context["evidence_form"]["kind"].field.choices
    )
