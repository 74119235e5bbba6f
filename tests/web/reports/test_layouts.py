"""Documents taken away in the institution's own template."""

import io
import uuid
import zipfile

import pytest

import word_templates as made
from asking import words_of
from portulan.layouts import commands
from portulan.plandoc import office

pytestmark = pytest.mark.slow


@pytest.fixture
def kept(inside):
    def keep(kind: str = "avancement", name: str = "Maison", **how):
        data = made.word("Chez nous : {{ titre }}{% if partie %}, {{ partie }}{% endif %}", "{{p corps }}")
        return commands.keep_template(kind, name, "modele.docx", data, actor=inside.ada, **how)

    return keep


def layouts(browser) -> dict[str, list[str]]:
    return {
        one.kind: [name for _id, name in one.templates]
        for one in browser.get("/e/mias/rapports/").context["page"].cards
    }


def test_each_kind_offers_its_own_templates_and_those_for_all(ada, kept):
    assert set(map(tuple, layouts(ada).values())) == {()}
    kept("avancement", "Maison"), kept("tous", "En-tête"), kept("preuves", "Preuves", by_default=True)
    found = layouts(ada)
    assert found["avancement"] == ["Celle de Portulan", "Maison", "En-tête"]
    assert found["preuves"] == ["Preuves", "En-tête", "Celle de Portulan"]
    assert found["synthese"] == ["Celle de Portulan", "En-tête"]
    assert 'name="modele"' in ada.get("/e/mias/rapports/").text


@pytest.mark.parametrize("kind", ["plan", "avancement", "recommandations", "preuves", "synthese"])
def test_a_reader_takes_a_document_in_a_template(client, cast, kept, kind, at, on_the_day):
    template = kept("tous")
    client.force_login(cast.chloe, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(at(kind, "docx"), {"modele": str(template.pk)})
    assert made.lines(answer.content)[0].startswith("Chez nous : ")
    assert answer["Content-Disposition"].endswith('.docx"')


def test_the_part_that_was_asked_for_is_the_part_that_is_written(ada, kept, at, inside):
    body = inside.action("1.1.1").responsibilities.first().body
    asked = {"modele": str(kept().pk), "instance": str(body.pk)}
    said = made.lines(ada.get(at("avancement", "docx"), asked).content)
    assert said[0] == "Chez nous : Rapport d’avancement, Commission Environnement professionnel"


def test_a_pdf_of_it_is_prepared_beside_the_request(ada, kept, at, taken):
    asked = {"modele": str(kept("preuves").pk)}
    assert "Ce document demande un moment." in words_of(ada.get(at("preuves", "pdf"), asked))
    if office.program() is None:
        pytest.skip("LIBREOFFICE IS NOT INSTALLED: no PDF was made of a template")
    assert taken(ada, "preuves", "pdf", **asked)[:5] == b"%PDF-"


def test_a_workbook_has_no_layout(ada, kept, at):
    answer = ada.get(at("preuves", "xlsx"), {"modele": str(kept("preuves").pk)})
    assert answer.content[:2] == b"PK"
    assert "spreadsheet" in answer["Content-Type"]


def test_the_dossier_holds_its_document_in_the_template(ada, kept, at):
    answer = ada.get(at("dossier", "zip"), {"modele": str(kept("dossier").pk)})
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as held:
        word = held.read("Dossier d’avancement.docx")
    assert made.lines(word)[0] == "Chez nous : Dossier d’avancement"


def test_a_template_of_another_kind_removed_or_from_elsewhere_is_not_found(ada, client, cast, kept, at, inside):
    other, gone = kept("preuves"), kept()
    commands.remove_template(gone, actor=cast.ada)
    for asked in (other.pk, gone.pk, uuid.uuid4(), "rien"):
        assert ada.get(at("avancement", "docx"), {"modele": str(asked)}).status_code == 404
    standing = kept()
    client.force_login(cast.driss, backend="django.contrib.auth.backends.ModelBackend")
    where = at("avancement", "docx").replace("mias", "ailleurs")
    assert client.get(where, {"modele": str(standing.pk)}).status_code == 404


def test_the_register_of_changes_is_written_in_a_template(ada, kept):
    template, where = kept("registre"), "/e/mias/revisions/comparer/registre.docx"
    assert [name for _id, name in ada.get("/e/mias/rapports/").context["page"].register_templates] == [
        "Celle de Portulan",
        "Maison",
    ]
    said = made.lines(ada.get(where, {"modele": str(template.pk)}).content)
    assert said[0].startswith("Chez nous : Registre des modifications")
    assert ada.get(where, {"modele": str(kept().pk)}).status_code == 404
