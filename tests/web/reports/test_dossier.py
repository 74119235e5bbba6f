"""The dossier for the experts: what each recommendation led to, its annexes by number, nothing internal."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as read_word

import factories
from pdf_reading import raw
from portulan.exports.models import Export
from portulan.plans.models import ExpectedResult
from portulan.shared import filestore
from portulan.tracking.commands import report_progress
from portulan.tracking.commands.postponing import Decision, postpone

pytestmark = pytest.mark.family

BACKEND = "django.contrib.auth.backends.ModelBackend"
WHERE = "/e/mias/rapports/dossier/zip/"
CONTENT = b"%PDF-1.7 le rapport"
DAY = factories.dt.date(2026, 11, 2)


@pytest.fixture
def told(inside, evaluated):
    """The action that answers the first recommendation: a note, a move, four proofs of which two may be seen."""
    action = inside.action("1.1.1")
    first, second = ExpectedResult.objects.filter(action=action).order_by("position")
    kept = filestore.keep(inside.workspace.pk, [CONTENT])
    facts = {"kind": "pdf", "file_name": "Rapport final.pdf", "file_sha256": kept.sha256, "file_size": kept.size}
    factories.proof(action, title="Rapport final", visibility="experts", results=[first], on=DAY, **facts)
    factories.proof(action, title="Article", visibility="public")
    factories.proof(action, title="Secret", visibility="internal", results=[second])
    factories.proof(action, title="Brouillon", visibility="experts", draft=True)
    factories.proof(inside.action("2.1.1"), title="Hors sujet", visibility="experts")
    report_progress(action, actor=inside.ada, on=DAY, text="La note est relue.")
    postpone(action, actor=inside.ada, deadline="27-28", decision=Decision("Un congé", where="CP", on=DAY))


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_it_holds_the_document_the_annexes_and_a_manifest_that_is_true(ada, told, taken):
    with opened(taken(ada, "dossier", "zip")) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert list(files) == [
        "manifeste.csv", "manifeste.json", "Dossier d’avancement.pdf", "Dossier d’avancement.docx",
        "Annexe 01 Rapport final.pdf", "Annexe 02 Article.url",
    ]  # fmt: skip
    assert files["Annexe 01 Rapport final.pdf"] == CONTENT
    lines = json.loads(files["manifeste.json"])["files"]
    assert {one["path"]: one["sha256"] for one in lines} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if "manifeste" not in name
    }
    rows = list(csv.reader(io.StringIO(files["manifeste.csv"].decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["Annexe", "", "", "01", "02"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw(files["Dossier d’avancement.pdf"])


def test_it_tells_what_was_decided_done_proved_and_postponed(ada, told, taken):
    with opened(taken(ada, "dossier", "zip")) as archive:
        file = read_word(io.BytesIO(archive.read("Dossier d’avancement.docx")))
    row = [cell.text.replace("\u00a0", " ") for cell in file.tables[0].rows[1].cells]
    assert row == [
        "1.1.1. Rédaction de la note 1.1.1\nÀ venir, 2 résultats sur 2 prouvés",
        "Responsables : CEP\nÉchéance : 27-28\nAttendu : PV de la CEP\nAttendu : Note de synthèse",
        "2 nov. 2026, Ada : La note est relue.",
        "PV de la CEP : prouvé, pas encore déclaré atteint, annexe 01\n"
        "Note de synthèse : prouvé, pas encore déclaré atteint, preuve interne, non jointe\n"
        "Pour l’action entière : annexe 02",
        "Échéance initiale 26-27, reportée une fois\n26-27 → 27-28 : Un congé (CP, 2 nov. 2026)",
    ]
    texts = [one.text.replace("\u00a0", " ") for one in file.paragraphs]
    assert "Recommandation 1. Formaliser la vision" in texts
    assert "Non retenue, le 23 novembre 2026 : Le budget ne le permet pas." in texts
    everything = "\n".join(
        [*texts, *(cell.text for table in file.tables for one in table.rows for cell in one.cells)]
    )
    assert [word for word in ("Secret", "Brouillon", "Hors sujet") if word in everything] == []


def test_an_annex_whose_file_is_lost_is_said(ada, inside, evaluated, taken):
    factories.proof(inside.action("1.1.1"), title="Perdu", visibility="experts", kind="pdf")
    with opened(taken(ada, "dossier", "zip")) as archive:
        line = json.loads(archive.read("manifeste.json"))["files"][-1]
        names = archive.namelist()
    assert (line["annex"], line["missing"], line["path"]) == ("01", True, "")
    assert [name for name in names if name.startswith("Annexe")] == []


def test_it_is_the_coordination_s(client, cast, on_the_day):
    assert client.get(WHERE).status_code == 302
    for user, status in ((cast.chloe, 403), (cast.basile, 403), (cast.driss, 404), (cast.ada, 200)):
        client.force_login(user, backend=BACKEND)
        assert client.get(WHERE).status_code == status
        shown = client.get("/e/mias/rapports/").content.decode() if status in (200, 403) else ""
        assert ("r-dossier" in shown) is (status == 200)


def test_annexes_too_heavy_are_refused_with_a_sentence(ada, told, settings):
    settings.MAX_ARCHIVE_BYTES = len(CONTENT) - 1
    answer = ada.post(f"{WHERE}preparer/")
    assert (answer.status_code, "Ces annexes pèsent" in answer.text) == (422, True)
    assert not Export.everywhere.exists()


@pytest.mark.slow
def test_it_costs_the_same_whatever_the_number_of_proofs_and_a_word_for_each_annex(ada, inside, evaluated, taken):
    counts = []
    for _round in range(2):
        for _rank in range(3):
            factories.proof(inside.action("1.1.1"), visibility="experts")
        with CaptureQueriesContext(connection) as seen:
            taken(ada, "dossier", "zip")
        told = [one for one in seen.captured_queries if "Annexe jointe" in one["sql"]]
        counts.append((len(seen) - len(told), len(told)))
    assert counts[0][0] == counts[1][0]
    assert [told for _others, told in counts] == [3, 6]


def test_without_annexes_it_is_sent_at_once(ada, inside, evaluated):
    answer = ada.get(WHERE)
    with opened(b"".join(answer.streaming_content)) as archive:
        assert len(archive.namelist()) == 4
    assert not Export.everywhere.exists()


def test_another_day_may_be_asked_by_the_coordination(ada, client, cast, told):
    another = {"au": "2027-01-10"}
    assert ada.get("/e/mias/rapports/dossier/pdf/", another).status_code == 200
    client.force_login(cast.basile, backend=BACKEND)
    assert client.get("/e/mias/rapports/dossier/pdf/", another).status_code == 403
