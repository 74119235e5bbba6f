"""The register of recommendations, from a pasted list to the answers, for those who may."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from portulan.journal.models import Entry
from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands import recommendations as commands
from portulan.plans.models import Action, Evaluation, Recommendation, RecommendationTie
from portulan.shared import scoping

ROOT = "/e/mias/recommandations/"
BACKEND = "django.contrib.auth.backends.ModelBackend"
PASTED = "Critère A : gouvernance\n1. Formaliser la vision du programme (p. 12)\n2. Prioriser le plan d’action"
REFERENCE = "Recomm. des experts AEQES"


def signed_in(user) -> Client:
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser


@pytest.fixture
def report(cast, on_the_day) -> Evaluation:
    """An evaluation of Ada's plan, with two recommendations."""
    with scoping.opened(cast.workspace.pk):
        made = commands.write_evaluation(cast.plan, actor=cast.ada, title="Évaluation 2023", agency="AEQES")
        rows = [Recommended("1", "Formaliser la vision", "Critère A", "12"), Recommended("2", "Prioriser le plan")]
        commands.add_recommendations(made, rows, actor=cast.ada)
    return made


def one(number="1") -> Recommendation:
    return Recommendation.everywhere.get(number=number)


def test_a_report_and_its_pasted_list(ada, cast):
    added = ada.post(
        f"{ROOT}rapport/ajouter/", {"title": "Évaluation 2023", "agency": "AEQES", "on": "2023-11-06"}
    )
    assert added.url.endswith("/liste/")
    read = ada.post(added.url, {"text": PASTED})
    assert [(row.number, row.page, row.criterion) for row in read.context["rows"]] == [
        ("1", "12", "Critère A : gouvernance"), ("2", "", "Critère A : gouvernance"),
    ]  # fmt: skip
    assert not Recommendation.everywhere.exists()
    kept = {
        "rows": "2", "keep-0": "1", "number-0": "R1", "text-0": "Formaliser la vision", "page-0": "12",
        "number-1": "2", "text-1": "Décochée",
    }  # fmt: skip
    assert ada.post(added.url, kept).url == ROOT
    assert [(row.number, row.text) for row in Recommendation.everywhere.all()] == [("R1", "Formaliser la vision")]


def test_a_list_is_read_from_a_file(ada, report):
    paper, file = Document(), io.BytesIO()
    for line in PASTED.split("\n"):
        paper.add_paragraph(line)
    paper.save(file)
    sent = {"text": "", "document": SimpleUploadedFile("rapport.docx", file.getvalue())}
    answer = ada.post(f"{ROOT}rapport/{report.pk}/liste/", sent)
    assert [row.text for row in answer.context["rows"]] == [
        "Formaliser la vision du programme",
        "Prioriser le plan d’action",
    ]


@pytest.mark.parametrize(
    "sent", [{"text": ""}, {"document": SimpleUploadedFile("image.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99)}]
)
def test_a_list_in_which_nothing_is_found_says_so(ada, report, sent):
    answer = ada.post(f"{ROOT}rapport/{report.pk}/liste/", sent)
    assert (answer.status_code, bool(answer.context["form"].errors)) == (422, True)


@pytest.mark.parametrize(
    ("number", "sentence"), [("1", "donné deux fois"), ("", "Donnez un numéro"), ("x" * 31, "trente caractères")]
)
def test_two_recommendations_never_share_a_number(ada, report, number, sentence):
    sent = {"rows": "1", "keep-0": "1", "number-0": number, "text-0": "Encore une recommandation"}
    answer = ada.post(f"{ROOT}rapport/{report.pk}/liste/", sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Encore une recommandation" in answer.text
    assert Recommendation.everywhere.count() == 2


def test_what_the_programme_makes_of_it(ada, cast, report):
    action = cast.action("1.1.1")
    sent = {"answer": "partly", "reason": "La vision est en chantier.", "actions": [str(action.pk)]}
    assert ada.post(f"{ROOT}{one().pk}/repondre/", sent).status_code == 302
    assert (one().answer, one().reason) == ("partly", "La vision est en chantier.")
    page = ada.get(ROOT).context["page"]
    (line, other) = page.reports[0].lines
    assert ([named.code for named in line.actions], line.answer, line.gap) == (
        ["1.1.1"],
        "Suivie en partie",
        False,
    )
    assert (other.number, other.gap) == ("2", True)
    assert [bool(cell) for cell in line.cells] == [True, False]
    assert page.title == "Deux recommandations, une attend une réponse"
    verbs = set(Entry.everywhere.filter(subject_id=one().pk).values_list("verb", flat=True))
    assert verbs == {"recommendation.answered", "recommendation.tied"}


def test_actions_are_untied_too(ada, cast, report):
    address, action = f"{ROOT}{one().pk}/repondre/", cast.action("1.1.1")
    ada.post(address, {"answer": "", "actions": [str(action.pk)]})
    ada.post(address, {"answer": ""})
    assert not RecommendationTie.everywhere.exists()
    assert Entry.everywhere.filter(verb="recommendation.untied", action_id=action.pk).count() == 1


def test_one_that_is_not_retained_needs_its_reason(ada, cast, report):
    action = cast.action("1.1.1")
    answer = ada.post(
        f"{ROOT}{one().pk}/repondre/", {"answer": "declined", "reason": " ", "actions": [str(action.pk)]}
    )
    assert answer.status_code == 422
    assert "Dites pourquoi" in answer.text
    assert answer.context["chosen"] == {action.pk}
    assert (one().answer, RecommendationTie.everywhere.exists()) == ("", False)
    ada.post(f"{ROOT}{one().pk}/repondre/", {"answer": "declined", "reason": "Hors de notre portée."})
    assert ada.get(ROOT).context["page"].reports[0].lines[0].gap is False


@pytest.mark.parametrize("actions", ["x", str(uuid.UUID(int=5))])
def test_only_actions_of_this_plan_answer(ada, report, actions):
    assert ada.post(f"{ROOT}{one().pk}/repondre/", {"answer": "followed", "actions": actions}).status_code == 422
    assert one().answer == ""


def test_a_vague_reference_becomes_a_question(ada, cast, report):
    action = cast.action("1.1.1")
    Action.everywhere.filter(pk=action.pk).update(recommendations=[REFERENCE])
    (asked,) = ada.get(ROOT).context["page"].asked
    assert (asked.action.code, asked.reference) == ("1.1.1", REFERENCE)
    assert ada.get(asked.address).status_code == 200
    sent = {"reference": REFERENCE, "recommendations": [str(one("2").pk)]}
    assert ada.post(f"{ROOT}laquelle/{action.pk}/", sent).url == ROOT
    page = ada.get(ROOT).context["page"]
    assert page.asked == ()
    assert [named.code for named in page.reports[0].lines[1].actions] == ["1.1.1"]


def test_a_reference_that_names_a_number_proposes_it(ada, cast, report):
    action = cast.action("1.1.1")
    Action.everywhere.filter(pk=action.pk).update(recommendations=["AEQES, R2"])
    answer = ada.get(f"{ROOT}laquelle/{action.pk}/", {"reference": "AEQES, R2"})
    assert answer.context["chosen"] == {one("2").pk}


def test_a_reference_that_the_action_does_not_make_is_not_found(ada, cast, report):
    address = f"{ROOT}laquelle/{cast.action('1.1.1').pk}/"
    assert ada.get(address, {"reference": "Autre"}).status_code == 404
    assert ada.post(address, {"reference": "Autre", "recommendations": []}).status_code == 404


def test_texts_are_corrected(ada, report):
    address = f"{ROOT}{one().pk}/"
    assert (
        ada.post(address, {"number": "1", "text": "Dire la vision", "criterion": "", "page": "13"}).status_code
        == 302
    )
    assert (one().text, one().page, one().criterion) == ("Dire la vision", "13", "")
    refused = ada.post(address, {"number": "2", "text": "Dire la vision autrement"})
    assert refused.status_code == 422
    assert "Dire la vision autrement" in refused.text


def test_a_recommendation_and_a_report_are_removed(ada, report):
    assert ada.post(f"{ROOT}{one().pk}/retirer/").url == ROOT
    assert [line.number for line in ada.get(ROOT).context["page"].reports[0].lines] == ["2"]
    assert ada.post(f"{ROOT}rapport/{report.pk}/retirer/").url == ROOT
    assert ada.get(ROOT).context["page"].reports == ()
    assert ada.get(f"{ROOT}rapport/{report.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["basile", "chloe"])
def test_others_read_and_change_nothing(cast, report, who):
    browser = signed_in(getattr(cast, who))
    assert browser.get(ROOT).status_code == 200
    assert browser.get(f"{ROOT}{one().pk}/").status_code == 200
    for path, sent in (
        (f"{one().pk}/", {"number": "9", "text": "x"}),
        (f"{one().pk}/repondre/", {"answer": "followed"}),
        (f"{one().pk}/retirer/", {}),
        (f"rapport/{report.pk}/liste/", {"text": PASTED}),
        (f"rapport/{report.pk}/retirer/", {}),
        ("rapport/ajouter/", {"title": "x"}),
        (f"laquelle/{cast.action('1.1.1').pk}/", {"reference": REFERENCE}),
    ):
        assert browser.post(ROOT + path, sent).status_code == 403, path
    assert (one().number, one().answer, Evaluation.everywhere.count()) == ("1", "", 1)


def test_strangers_see_nothing(cast, report):
    driss = signed_in(cast.driss)
    for path in ("", f"{one().pk}/", f"rapport/{report.pk}/"):
        assert Client().get(ROOT + path).status_code == 302
        assert driss.get(ROOT + path).status_code == 404
        assert driss.get(f"/e/ailleurs/recommandations/{path}").status_code == (200 if not path else 404)


@pytest.mark.slow
def test_the_queries_do_not_grow(ada, cast, report, tenfold):
    with CaptureQueriesContext(connection) as few:
        ada.get(ROOT)
    tenfold(cast.workspace)
    Action.everywhere.filter(workspace=cast.workspace).update(recommendations=[REFERENCE])
    with scoping.opened(cast.workspace.pk):
        commands.add_recommendations(
            report, [Recommended(f"x{n}", "Encore une") for n in range(9)], actor=cast.ada
        )
    with CaptureQueriesContext(connection) as many:
        ada.get(ROOT)
    assert len(few) == len(many) <= 16
