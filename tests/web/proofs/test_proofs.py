"""All the proofs: filters, order, zip and manifest; one proof with its preview; who may see and change what."""

import csv
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import factories
from portulan.shared import filestore
from portulan.tracking import commands
from portulan.web.proofs import archive
from web.proofs.made import DAY, PDF, address, given, sign_in


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


@pytest.mark.family
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


@pytest.mark.slow
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
