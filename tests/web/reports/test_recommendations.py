"""The follow-up of recommendations: the agency's table, the answers, what each action depends on, the gaps."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from pdf_reading import raw, tags
from portulan.plans.commands.dependencies import add_dependency
from portulan.plans.models import Action, Recommendation, RecommendationTie

pytestmark = pytest.mark.family


def test_the_table_of_the_agency(ada, at, inside, evaluated, word):
    add_dependency(inside.action("1.1.1"), inside.action("1.1.2"), actor=inside.ada)
    Action.objects.filter(code="1.1.1").update(extra={"Conditions de réalisation": "Un mi-temps"})
    texts, rows = word(ada.get(at("recommandations", "docx")))
    assert rows == [
        [
            "Axe, critère", "Recommandation et réponse", "Action", "Priorité", "Responsables",
            "Degré de réalisation, échéance", "Résultats attendus", "Conditions",
        ],
        [
            "Critère A", "1. Formaliser la vision\npage 12\nSuivie", "1.1.1. Rédaction de la note 1.1.1",
            "À situer", "CEP", "\nÀ échéance cette année, aucun résultat sur 2 prouvé\n26-27",
            "PV de la CEP\nNote de synthèse", "Un mi-temps\nAprès l’action 1.1.2",
        ],
        [
            "Critère A", "2. Prioriser le plan\npage 12\nRéponse à donner",
            *["Aucune action n’y répond encore."] * 6,
        ],
        [
            "Critère A", "3. Étoffer le secrétariat\npage 12\nNon retenue\u00a0: Le budget ne le permet pas.",
            *["Non retenue\u00a0: aucune action n’est prévue."] * 6,
        ],
    ]  # fmt: skip
    assert "Recommandation 2 (Évaluation 2023)\u00a0: réponse à donner et aucune action n’y répond." in texts


def test_references_that_stay_vague_are_said(ada, at, inside, evaluated, word):
    Action.objects.filter(code="2.1.1").update(recommendations=["Recomm. des experts"])
    texts, _rows = word(ada.get(at("recommandations", "docx")))
    assert [text for text in texts if text.startswith("Action 2.1.1")] == [
        "Action 2.1.1\u00a0: elle renvoie à «\u00a0Recomm. des experts\u00a0» sans que l’on sache laquelle."
    ]


def test_without_an_evaluation_it_says_so(ada, at, cast, word):
    texts, rows = word(ada.get(at("recommandations", "docx")))
    assert "Aucune évaluation n’est inscrite pour ce plan." in texts
    assert rows == []


def test_the_pdf_is_accessible(ada, at, evaluated, pages):
    answer = ada.get(at("recommandations"))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in raw(answer.content)
    assert tags(answer.content).count("TH") >= 8
    assert all("Situation au 23 novembre 2026" in page for page in pages(answer))


def test_the_workbook_has_a_row_for_each_recommendation_and_action(ada, at, evaluated):
    sheet = load_workbook(io.BytesIO(ada.get(at("recommandations", "xlsx")).content)).active
    rows = [row[:7] for row in sheet.values]
    assert [(row[2], row[3], row[5]) for row in rows[1:]] == [
        ("1. Formaliser la vision", "Suivie", "1.1.1"),
        ("2. Prioriser le plan", "Réponse à donner", None),
        ("3. Étoffer le secrétariat", "Non retenue", None),
    ]


@pytest.mark.slow
def test_it_costs_the_same_whatever_the_number_of_actions(ada, at, cast, evaluated, tenfold):
    counts = []
    for _round in (1, 2):
        with CaptureQueriesContext(connection) as seen:
            assert ada.get(at("recommandations", "docx")).status_code == 200
        counts.append(len(seen))
        tenfold(cast.workspace)
        for action in Action.everywhere.filter(workspace=cast.workspace)[:40]:
            for one in Recommendation.everywhere.filter(workspace=cast.workspace):
                RecommendationTie.everywhere.get_or_create(
                    workspace=cast.workspace, recommendation=one, action=action
                )
    assert counts[0] == counts[1]
