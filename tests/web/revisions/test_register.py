"""The register of changes: what, why, decided where and when, in each format."""

import datetime as dt
import io
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as read_word
from openpyxl import load_workbook

from pdf_reading import raw, text_of
from portulan.governance.models import Body
from portulan.plans.commands import editing
from portulan.plans.commands.adopting import adopt_revision
from portulan.plans.models import Revision
from portulan.tracking.commands import Decision, postpone

pytestmark = pytest.mark.family

ADDRESS = "/e/mias/revisions/comparer/registre.{}"
BACKEND = "django.contrib.auth.backends.ModelBackend"
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def changed(inside, on_the_day):
    """Since April: a deadline postponed by the CEP, a text reworded, an action dropped, one added; adopted."""
    Revision.objects.update(
        adopted_on=dt.date(2026, 4, 21), created_at=dt.datetime(2026, 4, 21, 12, tzinfo=dt.UTC)
    )
    body = Body.objects.get(acronym="CEP")
    decision = Decision("Le partenaire n’est pas prêt.", body=body, where="Point 3", on=DAY)
    postpone(inside.action("1.1.1"), actor=inside.ada, deadline="27-28", decision=decision)
    editing.change_action(
        inside.action("2.1.1"), editing.ActionDraft(text="Autre texte"), actor=inside.ada, reason="Plus clair."
    )
    editing.remove_action(inside.action("2.1.2"), actor=inside.ada, reason="Faite ailleurs.")
    holder = inside.action("2.2.1").objective
    editing.add_action(
        holder, editing.ActionDraft(code="2.2.4", text="Une neuve", deadline="28-29"), actor=inside.ada
    )
    return adopt_revision(
        inside.plan, actor=inside.ada, label="Novembre", adopted_on=DAY, body=body, note="Adoptée au point 4."
    )


def rows(answer) -> list[tuple]:
    told = list(load_workbook(io.BytesIO(answer.content)).active.values)[1:]
    return [tuple(cell and cell.replace("\u00a0", " ") for cell in row) for row in told]


def by_code(answer) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    for row in rows(answer):
        found.setdefault(row[1], []).append(row[3:])
    return found


def test_each_change_says_why_where_and_when(ada, changed):
    found = by_code(ada.get(ADDRESS.format("xlsx"), {"a": str(changed.pk)}))
    adopted = (
        "Adoptée au point 4.",
        "Commission Environnement professionnel, Révision « Novembre »",
        "20 novembre 2026",
    )
    assert found == {
        "1.1.1": [
            ("échéance", "Échéance", "26-27", "27-28", "Le partenaire n’est pas prêt.", "CEP, Point 3", adopted[2])
        ],
        "2.1.1": [
            ("reformulation", "Libellé", "Rédaction de la note 2.1.1", "Autre texte", "Plus clair.", *adopted[1:])
        ],
        "2.2.4": [
            ("ajout", "Libellé", None, "Une neuve", *adopted),
            ("ajout", "Échéance", None, "28-29", *adopted),
        ],
        "2.1.2": [
            ("retrait", "Libellé", "Rédaction de la note 2.1.2", None, "Faite ailleurs.", *adopted[1:]),
            ("retrait", "Responsables", "CEP", None, "Faite ailleurs.", *adopted[1:]),
            ("retrait", "Échéance", "26-27", None, "Faite ailleurs.", *adopted[1:]),
            (
                "retrait",
                "Résultats attendus",
                "PV de la CEP ; Note de synthèse",
                None,
                "Faite ailleurs.",
                *adopted[1:],
            ),
        ],
    }


def test_word_and_pdf_say_the_same(ada, changed):
    asked = {"a": str(changed.pk)}
    word = read_word(io.BytesIO(ada.get(ADDRESS.format("docx"), asked).content))
    cells = [
        [cell.text.replace("\u00a0", " ") for cell in row.cells] for table in word.tables for row in table.rows
    ]
    line = next(one for one in cells if one[0].startswith("1.1.1"))
    assert line[1:] == [
        "Échéance\nAvant : 26-27\nAprès : 27-28",
        "Le partenaire n’est pas prêt.",
        "CEP, Point 3\n20 novembre 2026",
    ]
    answer = ada.get(ADDRESS.format("pdf"), asked)
    assert answer["Content-Type"] == "application/pdf"
    assert b"pdfuaid:part" in raw(answer.content)
    text = " ".join(text_of(answer.content).replace("\u00a0", " ").split())
    assert "Registre des modifications" in text
    assert "Le plan garde 9 actions : 1 ajoutée, 1 retirée, 1 reformulée, 1 échéance changée." in text


def test_to_today_the_day_is_that_of_the_change(ada, changed, inside):
    editing.change_action(inside.action("2.2.1"), editing.ActionDraft(code="2.2.9"), actor=inside.ada)
    found = by_code(ada.get(ADDRESS.format("xlsx"), {"de": str(changed.pk)}))
    assert found == {"2.2.9": [("nouveau code", "Code", "2.2.1", "2.2.9", None, None, "23 novembre 2026")]}


def test_where_nothing_changed_it_is_said(ada, changed):
    asked = {"de": str(changed.pk), "a": str(changed.pk)}
    assert rows(ada.get(ADDRESS.format("xlsx"), asked)) == []
    assert "Rien n’a changé, mot pour mot." in text_of(ada.get(ADDRESS.format("pdf"), asked).content)


def test_it_is_offered_beside_the_comparison_and_among_the_documents(ada, changed):
    page = ada.get("/e/mias/revisions/comparer/", {"a": str(changed.pk)}).text
    for format in ("pdf", "docx", "xlsx"):
        assert f"{ADDRESS.format(format)}?de=" in page
    documents = ada.get("/e/mias/rapports/").text
    assert f'action="{ADDRESS.format("pdf")}"' in documents
    assert f'<option value="{changed.pk}">Novembre' in documents


def test_what_is_not_there_is_not_found(ada, changed):
    assert ada.get(ADDRESS.format("odt")).status_code == 404
    assert ada.get(ADDRESS.format("pdf"), {"de": str(uuid.uuid4())}).status_code == 404


def test_members_read_it_and_nobody_else(cast, changed):
    address = ADDRESS.format("xlsx")
    assert Client().get(address).status_code == 302
    for who, status in (("chloe", 200), ("basile", 200), ("driss", 404)):
        browser = Client()
        browser.force_login(getattr(cast, who), backend=BACKEND)
        assert browser.get(address).status_code == status


@pytest.mark.slow
def test_as_many_queries_whatever_changed(ada, changed, inside):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert ada.get(ADDRESS.format("xlsx"), {"de": str(Revision.objects.last().pk)}).status_code == 200
        return len(queries)

    before = count()
    for code in ("1.1.2", "1.1.3", "2.2.2", "2.2.3"):
        editing.change_action(inside.action(code), editing.ActionDraft(text=f"Autrement {code}"), actor=inside.ada)
    decision = Decision("Encore.", on=DAY)
    for code in ("1.1.2", "2.2.2"):
        postpone(inside.action(code), actor=inside.ada, deadline="28-29", decision=decision)
    assert (count(), before <= 20) == (before, True)


def test_a_change_is_told_with_the_revision_in_which_it_came(ada, changed, inside):
    """From April to today, what came with November's revision says so; what came since does not."""
    editing.change_action(inside.action("2.2.1"), editing.ActionDraft(code="2.2.9"), actor=inside.ada)
    first = Revision.objects.order_by("adopted_on").first()
    found = by_code(ada.get(ADDRESS.format("xlsx"), {"de": str(first.pk)}))
    assert found["2.2.4"][0][-2:] == (
        "Commission Environnement professionnel, Révision « Novembre »",
        "20 novembre 2026",
    )
    assert found["2.2.9"][0][-2:] == (None, "23 novembre 2026")


def test_in_a_template_as_pdf_it_is_asked_for_and_made_beside_the_request(ada, changed, inside):
    first = Revision.objects.order_by("adopted_on").first()
    asked = {"de": str(first.pk), "modele": str(uuid.uuid4())}
    page = ada.get(ADDRESS.format("pdf"), asked)
    assert page.status_code == 200
    assert 'action="/e/mias/rapports/registre/pdf/preparer/"' in page.text
    assert f'name="de" value="{first.pk}"' in page.text
    assert ada.post("/e/mias/rapports/registre/pdf/preparer/", asked).status_code == 404


def test_it_is_among_the_reports_too_from_the_edition_that_is_asked_for(ada, changed):
    first = Revision.objects.order_by("adopted_on").first()
    answer = ada.get("/e/mias/rapports/registre/xlsx/", {"de": str(first.pk)})
    assert (answer.status_code, by_code(answer)) == (
        200,
        by_code(ada.get(ADDRESS.format("xlsx"), {"de": str(first.pk)})),
    )
    assert ada.get("/e/mias/rapports/registre/xlsx/", {"de": str(uuid.uuid4())}).status_code == 404
