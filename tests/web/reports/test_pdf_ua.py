"""Each PDF that is taken away passes the checks of PDF/UA-1 (see pdf_ua.py): reports, the plan, sheets."""

import pytest
from django.urls import reverse

import factories
from pdf_ua import faults
from portulan.typeset import pdf
from portulan.typeset.page import Document, Paragraph, plain
from portulan.web.reports.kinds import FORMATS, PDF, Kind


@pytest.fixture
def full(inside, evaluated):
    """A plan with proofs, an evaluation, results, so that each part of each document is there."""
    factories.proof(inside.action("1.1.1"), visibility="experts")


@pytest.mark.family
@pytest.mark.parametrize("kind", [one for one, formats in FORMATS.items() if PDF in formats])
def test_each_report(ada, full, at, kind):
    answer = ada.get(at(kind))
    assert (answer.status_code, faults(answer.content)) == (200, [])


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.FOLLOW_UP, Kind.PROOFS, Kind.DOSSIER])
def test_each_report_of_an_empty_plan(ada, cast, at, kind):
    from portulan.plans.models import Action, Objective

    Action.everywhere.all().delete()
    Objective.everywhere.all().delete()
    answer = ada.get(at(kind))
    assert (answer.status_code, faults(answer.content)) == (200, [])


def test_the_plan_and_the_sheet_of_a_body(ada, full, inside):
    body = inside.action("1.1.1").responsibilities.get().body
    for where in (
        reverse("plan_export", args=["mias", "pdf"]),
        reverse("body_sheet_file", args=["mias", body.pk, "pdf"]),
    ):
        answer = ada.get(where)
        assert (answer.status_code, faults(answer.content)) == (200, [])


def test_the_checks_find_what_is_wrong():
    good = pdf.write(Document("Titre", (Paragraph(plain("Texte")),)))
    assert faults(good) == []
    assert "5: the file says that it is PDF/UA-1" in faults(good.replace(b"<pdfuaid:part>1", b"<pdfuaid:part>9"))
    assert "7.1: its content is tagged" in faults(good.replace(b"/Marked true", b"/Marked nope"))
    assert "7.21.4: each font is embedded" in faults(good.replace(b"/FontFile2", b"/FontFileX"))
    assert "7.2: it says its language" in faults(good.replace(b"/Lang(fr-BE)", b"/Long(fr-BE)"))
