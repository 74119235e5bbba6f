"""The sheet to fill in, and the person's own sheet with its doubts as comments."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portulan.imports.models import Import
from portulan.plans.models import Action
from portulan.typeset.xlsx import MEDIA_TYPE

pytestmark = pytest.mark.family

HOME = "/e/neuf/documents/"
FORM = HOME + "feuille-a-remplir/"
ROWS = [
    ["Former", "Encadrer", "1.1.1", "Désigner un lecteur", "CEP", "27-28", "Liste", "", "haute"],
    ["", "", "1.1.2", "Relire la grille", "", "bientôt, peut-être", "Grille", "", ""],
]


def workbook(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def filled(client):
    book = workbook(client.get(FORM))
    for number, row in enumerate(ROWS, 4):
        for column, text in enumerate(row, 1):
            book["Plan"].cell(number, column).value = text or None
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.fixture
def review(neuf, client):
    """The address of the review of the sheet, filled in."""
    file = SimpleUploadedFile("Plan à nous.xlsx", filled(client))
    return client.post(HOME + "deposer/", {"file": file}).url.removesuffix("colonnes/")


def test_who_has_no_document_starts_from_a_sheet(client, neuf):
    assert f'href="{FORM}">Partir d’une feuille à remplir</a>' in client.get(HOME).content.decode()
    answer = client.get(FORM)
    assert answer["Content-Type"] == MEDIA_TYPE
    assert answer["Content-Disposition"] == 'attachment; filename="plan-a-remplir.xlsx"'
    assert workbook(answer).sheetnames == ["Plan", "Mode d’emploi", "Listes"]


def test_the_button_says_that_the_file_is_being_read(client, neuf):
    html = client.get(HOME).content.decode()
    assert html.count('data-busy="Lecture en cours…">Lire le document</button>') == 1
    assert html.count('role="status" aria-live="polite" data-aloud') == 1


def test_the_sheet_proposes_the_bodies_of_the_workspace(client, cast):
    client.force_login(cast.ada)
    book = workbook(client.get("/e/mias/documents/feuille-a-remplir/"))
    assert "CEP" in [cell.value for cell in book["Listes"]["C"]]
    assert "feuille-a-remplir" not in client.get("/e/mias/documents/").content.decode()


def test_the_filled_sheet_becomes_the_plan(client, neuf, review):
    client.post(review + "accepter/")
    found = Action.everywhere.filter(workspace=neuf).values_list("code", "text", "deadline_text")
    assert sorted(found) == [
        ("1.1.1", "Désigner un lecteur", "27-28"),
        ("1.1.2", "Relire la grille", "bientôt, peut-être"),
    ]


def test_the_doubts_come_back_as_comments_on_the_sheet(client, review):
    assert f'href="{review}annote/"' in client.get(review).content.decode()
    answer = client.get(review + "annote/")
    assert (
        answer["Content-Disposition"] == "attachment; filename*=utf-8''Plan%20%C3%A0%20nous%2C%20annot%C3%A9.xlsx"
    )
    page = workbook(answer)["Plan"]
    comments = {
        cell.coordinate: cell.comment.text.partition("\n")[0].replace("\u00a0", " ")
        for row in page
        for cell in row
        if cell.comment
    }
    assert comments == {
        "E5": "L’action 1.1.2 n’a pas de responsable",
        "F5": "L’échéance « bientôt, peut-être » de l’action 1.1.2 n’est pas comprise",
    }


def test_once_all_is_answered_there_is_nothing_to_annotate(client, review):
    for doubt in Import.everywhere.get().reading["doubts"]:
        client.post(f"{review}doutes/{doubt['id']}/", {"proposal": "0"})
    assert "annote/" not in client.get(review).content.decode()
    assert client.get(review + "annote/").status_code == 404


def test_another_kind_of_file_is_not_annotated(client, neuf):
    text = "Objectif\tAction\tResponsable\nFormer\tÉcrire\t\nFormer\tLire\tCP\n"
    path = client.post(HOME + "deposer/", {"pasted": text}).url.removesuffix("colonnes/")
    assert "annote/" not in client.get(path).content.decode()
    assert client.get(path + "annote/").status_code == 404


def test_only_the_coordination_of_the_workspace_has_them(client, cast, review):
    for person, status in ((cast.basile, 403), (cast.chloe, 403), (cast.driss, 404)):
        client.force_login(person)
        assert [client.get(path).status_code for path in (FORM, review + "annote/")] == [status] * 2
    client.logout()
    assert client.get(FORM).status_code == 302
    client.force_login(cast.ada)
    assert client.get(review.replace("/neuf/", "/mias/") + "annote/").status_code == 404
    assert [client.post(path).status_code for path in (FORM, review + "annote/")] == [405] * 2


@pytest.mark.slow
def test_as_many_queries_whatever_the_doubts(client, cast, review, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(review + "annote/")
    with django_assert_max_num_queries(8):
        client.get(FORM)
