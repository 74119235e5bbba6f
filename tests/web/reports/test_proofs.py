"""The list of proofs: each with its facts, and nothing that an audience may not be shown."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import factories
from pdf_reading import raw
from portulan.plans.models import ExpectedResult


@pytest.fixture
def three(inside):
    """A proof for each audience, a draft for the public, one of last year."""
    action = inside.action("1.1.1")
    result = ExpectedResult.objects.filter(action=action).first()
    factories.proof(action, title="Interne", visibility="internal", results=[result])
    factories.proof(action, title="Expert", visibility="experts", kind="pdf", file_name="expert.pdf")
    factories.proof(action, title="Public", visibility="public", on=factories.dt.date(2025, 10, 2))
    factories.proof(action, title="Brouillon", visibility="public", draft=True)


def rows_of(answer) -> list[tuple]:
    return list(load_workbook(io.BytesIO(answer.content)).active.values)[1:]


def test_each_proof_with_its_facts(ada, at, three, word):
    texts, rows = word(ada.get(at("preuves", "docx")))
    assert [text for text in texts if text in ("2026-2027", "2025-2026")] == ["2026-2027", "2025-2026"] * 2
    assert [
        "Expert\nexpert.pdf", "PDF", "23\u00a0nov.\u00a02026", "1.1.1", "–", "Ada", "Expert·es", "a" * 12,
    ] in rows  # fmt: skip
    interne = next(row for row in rows if row[0].startswith("Interne"))
    assert (interne[4], interne[7]) == ("PV de la CEP", "–")
    assert any(row[0].endswith("version de travail") for row in rows)


@pytest.mark.parametrize(
    ("audience", "titles"),
    [
        ("membres", {"Interne", "Expert", "Public", "Brouillon"}),
        ("experts", {"Expert", "Public"}),
        ("public", {"Public"}),
    ],
)
def test_an_audience_sees_what_it_may(ada, at, three, audience, titles):
    answer = ada.get(at("preuves", "xlsx"), {"pour": audience})
    assert {row[0] for row in rows_of(answer)} == titles
    assert {row[7] for row in rows_of(answer)} == ({None} if audience == "public" else {"Ada"})


def test_an_unknown_audience_is_not_found(ada, at, three):
    assert ada.get(at("preuves"), {"pour": "presse"}).status_code == 404


def test_without_a_proof_it_says_so(ada, at, cast, pages):
    answer = ada.get(at("preuves"))
    assert "Aucune preuve à montrer." in pages(answer)[0]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw(answer.content)


def test_it_costs_the_same_whatever_the_number_of_proofs(ada, at, inside):
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert ada.get(at("preuves", "docx")).status_code == 200
        counts.append(len(seen))
        for _rank in range(3):
            factories.proof(inside.action("1.1.1"), inside.action("2.1.1"))
    assert counts[0] == counts[1]
