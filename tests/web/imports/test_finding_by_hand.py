"""A file in which no plan was found: people say which of its tables has it, and what its columns hold."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.styles import Font

from portulan.imports.models import ColumnMapping, Import, ImportState
from portulan.plans.models import Action, Plan
from portulan.shared import scoping

pytestmark = pytest.mark.family

HOME = "/e/neuf/documents/"
PLAN = [("Zig", "Vlim"), ("Bonjour", "Nord"), ("Merci", "Sud"), ("Salut", "Nord"), ("Adieu", "Est")]
STOCK = [("Objet", "Nombre"), ("Chaises", "12"), ("Tables", "3")]


def workbook(*sheets):
    """A workbook in which nothing looks like a plan."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


TWO = workbook(("Stock", STOCK), ("Choses", PLAN))


def put_in(client, data=TWO, name="choses.xlsx"):
    return client.post(HOME + "deposer/", {"file": SimpleUploadedFile(name, data)})


@pytest.fixture
def columns(neuf, client):
    """The address of the columns of a file in which no plan was found."""
    return put_in(client).url


def told(*roles, titles=PLAN[0], **more):
    keys = {f"key-{number}": title for number, title in enumerate(titles, 1)}
    return {**keys, **{f"role-{number}": role for number, role in enumerate(roles, 1)}, **more}


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_whose_tables_show_no_plan_asks_which_has_it(client, columns):
    assert columns.endswith("/colonnes/")
    html = page(client, columns)
    assert "Portulan n’a pas reconnu de plan d’action dans ce document." in html
    assert re.findall(r'value="(\d)" form="correspondance"( checked)?>', html) == [("0", " checked"), ("1", "")]
    assert "<b>Feuille «\u00a0Choses\u00a0»</b>" in html
    assert re.findall(r"<h3>(.*?)</h3>", html) == ["Zig", "Vlim"]
    assert not Plan.everywhere.filter(workspace__slug="neuf").exists()


def test_a_text_without_a_table_keeps_its_sentence(client, neuf):
    answer = put_in(client, "Rien qui ressemble à un plan.".encode(), "poeme.txt")
    assert answer.status_code == 422
    assert "Aucun plan d’action n’a été trouvé" in answer.content.decode()
    assert not Import.everywhere.exists()


def test_the_file_is_read_as_people_say_and_goes_live(client, neuf, columns):
    review = client.post(columns, told("actions", "responsibles", settle="1")).url
    assert review == columns.removesuffix("colonnes/")
    assert "4\u00a0actions" in page(client, columns)
    client.post(review + "accepter/")
    with scoping.opened(neuf.pk):
        found = [
            (one.text, [str(each.body) for each in one.responsibilities.all()])
            for one in Action.objects.order_by("position")
        ]
    assert found == [(action, [body]) for action, body in PLAN[1:]]


def test_another_table_shows_its_own_columns(client, columns):
    assert client.post(columns, told("actions", "extra", table="1")).url == columns
    html = page(client, columns)
    assert re.findall(r"<h3>(.*?)</h3>", html) == ["Objet", "Nombre"]
    assert "Chaises" in html
    client.post(columns, told("actions", "extra", titles=STOCK[0], settle="1", table="1"))
    actions = Import.everywhere.get().reading["document"]["objectives"][0]["actions"]
    assert [one["text"] for one in actions] == ["Chaises", "Tables"]
    fragment = client.post(columns, {"table": "0"}, headers={"HX-Request": "true"}).content.decode()
    assert re.findall(r"<h3>(.*?)</h3>", fragment) == ["Zig", "Vlim"]
    assert 'id="document-lu" hx-swap-oob="true"' in fragment


def test_roles_without_actions_wait_and_are_refused_at_the_end(client, columns):
    assert client.post(columns, told("extra", "responsibles")).url == columns
    html = page(client, columns)
    assert re.findall(r'<option value="(\w+)" selected>', html) == ["extra", "responsibles"]
    answer = client.post(columns, told("extra", "responsibles", settle="1"))
    assert answer.status_code == 422
    assert "Choisissez la colonne qui donne les actions" in answer.content.decode()


def test_nothing_is_accepted_before_a_plan_is_seen(client, neuf, columns):
    review = columns.removesuffix("colonnes/")
    assert client.get(review).url == columns
    assert client.post(review + "accepter/").status_code == 409
    assert not Plan.everywhere.filter(workspace=neuf).exists()
    client.post(review + "abandonner/")
    assert Import.everywhere.get().state == ImportState.DISCARDED


def test_the_next_edition_is_read_without_questions(client, neuf, columns):
    client.post(columns, told("actions", "responsibles", settle="1"))
    with scoping.opened(neuf.pk):
        assert ColumnMapping.objects.get().titles == list(PLAN[0])
    following = put_in(client, workbook(("Choses", [*PLAN, ("Encore", "Ouest")])), "suite.xlsx").url
    assert not following.endswith("/colonnes/")
    html = page(client, following)
    assert "Colonnes lues comme la dernière fois." in html
    assert re.search(r"<dt>actions.*?</dt><dd>5</dd>", html)


def test_a_file_without_a_plan_changes_nothing_where_there_is_one(client, cast):
    client.force_login(cast.ada)
    home = "/e/mias/documents/"
    columns = client.post(home + "deposer/", {"file": SimpleUploadedFile("choses.xlsx", TWO)}).url
    review = columns.removesuffix("colonnes/")
    assert client.get(review + "changements/").url == columns
    before = Action.everywhere.filter(workspace__slug="mias").count()
    client.post(review + "changements/appliquer/", {"seen": ""})
    client.post(review + "changements/dater/", {"label": "2020", "adopted_on": "2020-01-01"})
    assert Import.everywhere.get(file_name="choses.xlsx").state == ImportState.REVIEW
    assert Action.everywhere.filter(workspace__slug="mias").count() == before
    assert client.post(columns, told("actions", "responsibles", settle="1")).url == review + "changements/"


@pytest.mark.parametrize("sent", [{"table": "9"}, {"table": "x"}, {"table": "-1"}])
def test_a_table_that_is_none_of_the_file_changes_nothing(client, columns, sent):
    client.post(columns, sent | told("actions", "responsibles"))
    assert Import.everywhere.get().mapping["table"].endswith("zig|vlim")
