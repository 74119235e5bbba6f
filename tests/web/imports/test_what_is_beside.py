"""What a file holds beside its plan: texts of other tables, hidden rows, columns without a field; and the tree."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portulan.imports.models import Import

HOME = "/e/neuf/documents/"
DECOYS = (
    "<table><tr><th>Action</th><th>Responsable</th><th>Échéance</th></tr>"
    "<tr><td>Rédiger un guide</td><td>CP</td><td>2025-2026</td></tr>"
    "<tr><td>Lire les rapports</td><td></td><td>2026-2027</td></tr></table>"
    "<table><tr><td>Légende</td><td>Sens</td></tr><tr><td>rouge</td><td>retard</td></tr></table>"
).encode()


def reviewed(client, name, data):
    """The review that follows the look at the columns."""
    path = client.post(HOME + "deposer/", {"file": SimpleUploadedFile(name, data)}).url
    return path.removesuffix("colonnes/")


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def decoys(neuf, client):
    """The review of a page whose second table is no plan."""
    return reviewed(client, "page.html", DECOYS)


def test_the_texts_of_one_place_are_settled_together(client, decoys):
    html = page(client, decoys)
    assert "Rien n’est perdu\u00a0: 4 fragments non classés" in html
    assert html.count('class="ensemble"') == 1
    assert "<b>Tableau 2</b>" in html
    answer = client.post(decoys + "fragments/1/", {"fate": "noted", "together": "1"})
    assert answer.url == decoys + "#h-fragments"
    assert Import.everywhere.get().decisions["fates"] == dict.fromkeys("0123", "noted")
    client.post(decoys + "fragments/2/", {"fate": "ignored"})
    assert Import.everywhere.get().decisions["fates"]["2"] == "ignored"
    assert "Tout ignorer" in page(client, decoys)
    client.post(decoys + "fragments/0/", {"fate": "", "together": "1"})
    assert Import.everywhere.get().decisions["fates"] == {}


def test_an_organisation_has_one_name_and_a_fragment_is_one_of_the_file(client, decoys):
    assert client.post(decoys + "fragments/0/", {"fate": "organisation", "together": "1"}).status_code == 422
    assert client.post(decoys + "fragments/9/", {"fate": "noted"}).status_code == 404
    assert Import.everywhere.get().decisions == {}


def test_the_tree_counts_and_leads_to_what_is_open(client, decoys):
    tree = page(client, decoys).partition('id="h-apercu"')[2].partition("</section>")[0]
    assert "2 actions" in tree
    assert '<span class="manque" id="reste-1">· 1 point à trancher</span>' in tree
    assert 'href="#doute-1"' in tree
    html = page(client, decoys)
    assert [html.index(f'id="h-{part}"') for part in ("doutes", "apercu", "fragments")] == sorted(
        html.index(f'id="h-{part}"') for part in ("doutes", "apercu", "fragments")
    )


def test_what_the_file_hides_is_said_and_other_columns_are_shown(client, neuf):
    book = openpyxl.Workbook()
    book.active.title = "Suivi"
    book.active.append(["Action", "Responsable", "Échéance", "Priorité", "Coût estimé"])
    for action in ("Rédiger un guide", "Organiser une visite", "Former les tuteurs"):
        book.active.append([action, "Direction", "2026-2027", "haute", "500 €"])
    book.active.row_dimensions[3].hidden = True
    kept = io.BytesIO()
    book.save(kept)
    path = reviewed(client, "suivi.xlsx", kept.getvalue())
    client.post(path + "colonnes/", {"settle": "1"})
    html = page(client, path)
    said = html.partition('id="h-remarques"')[2].partition("</section>")[0]
    assert (
        "<li>Des lignes de la feuille «\u00a0Suivi\u00a0» sont masquées\u00a0; elles ont été lues\u00a0: 3.</li>"
        in said
    )
    assert html.count("Priorité\u00a0: haute · Coût estimé\u00a0: 500") == 3
