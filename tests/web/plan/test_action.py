"""The page of an action: its facts, its results, its journal, who may do what."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import factories
from portulan.journal.commands import record
from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands.recommendations import add_recommendations, set_answering, write_evaluation
from portulan.plans.models import Action, ExpectedResult
from portulan.priorities.commands import set_served, write_statement
from portulan.tracking.models import Evidence, EvidenceKind, ProgressUpdate


def text(answer) -> str:
    """What the page says, on one line, without marks."""
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).replace("\u00a0", " ").split())


def page_of(cast, code: str) -> str:
    return f"/e/mias/action/{cast.action(code).pk}/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_five_facts(inside, ada):
    Action.objects.filter(code="2.1.2").update(
        text="Refonte de *l'offre*", state="started", state_since=dt.date(2026, 3, 18), priority="high",
        recommendations=["Recomm. des experts"],
    )  # fmt: skip
    answer = ada.get(page_of(inside, "2.1.2"))
    said = text(answer)
    assert "Refonte de <em>l’offre</em></h1>" in answer.content.decode()
    assert "Responsables CEP Basile Échéance 2026-2027 avant le 13 septembre 2027 Statut" in said
    assert "À échéance cette année en cours depuis mars 2026, aucun résultat prouvé sur 2 Priorité Haute" in said
    assert "Recommandation Recomm. des experts" in said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"deadline_text": "En continu", "deadline_kind": "continuous", "deadline_due": None},
            "Échéance En continu une preuve attendue chaque année académique",
        ),
        (
            {"deadline_text": "2026-12-01", "deadline_kind": "day", "deadline_due": dt.date(2026, 12, 1)},
            "Échéance 1er décembre 2026 année académique 2026-2027",
        ),
        (
            {"deadline_text": "", "deadline_kind": "none", "deadline_due": None},
            "Échéance Aucune elle reste à fixer",
        ),
        (
            {"deadline_text": "bientôt", "deadline_kind": "unclear", "deadline_due": None},
            "Échéance bientôt elle reste à préciser",
        ),
    ],
)
def test_each_kind_of_deadline(inside, ada, fields, said):
    Action.objects.filter(code="1.1.1").update(**fields)
    assert said in text(ada.get(page_of(inside, "1.1.1")))


def test_results_say_where_they_stand(inside, ada):
    action = inside.action("1.1.1")
    first, second = action.expected_results.all()
    ExpectedResult.objects.filter(pk=first.pk).update(reached_on=dt.date(2026, 10, 1))
    about = {"title": "Version de travail", "author_name": "Basile", "draft": True, "results": [second]}
    draft = factories.proof(action, kind=EvidenceKind.WORD, on=dt.date(2026, 11, 9), **about)
    answer = ada.get(page_of(inside, "1.1.1"))
    said = text(answer)
    assert "1 atteint sur 2, 1 en préparation" in said
    assert "PV de la CEP Atteint le 1er octobre 2026" in said
    assert "Note de synthèse En préparation Version de travail Word · 9 nov. 2026 · Basile" in said
    assert re.findall(r'<form class="btns" method="post" action="([^"]*)"', answer.content.decode()) == [
        f"/e/mias/resultat/{second.pk}/atteint/"
    ]
    assert f'href="/e/mias/preuves/{draft.pk}/"' in answer.content.decode()


def test_a_link_that_is_no_web_address_is_never_a_link(inside, ada):
    action = inside.action("1.1.1")
    factories.proof(action, url="javascript:alert(1)")
    assert "javascript:" not in ada.get(page_of(inside, "1.1.1")).content.decode()


def test_notes_of_this_year_are_filled_diamonds(inside, ada):
    action = inside.action("1.1.1")
    for day, state in ((dt.date(2026, 9, 14), ""), (dt.date(2026, 9, 13), "started")):
        ProgressUpdate.objects.create(action=action, on=day, text=f"Le {day}", state=state, author_name="Basile")
    page = ada.get(page_of(inside, "1.1.1")).content.decode()
    assert re.findall(r'<li( class="tenu")?><p class="qui">', page) == [' class="tenu"', ""]
    assert "2 notes" in page
    assert "Déclarée\u00a0: En cours" in page


def test_history_is_told_in_words(inside, ada):
    action = inside.action("1.1.1")
    record(
        "action.changed",
        action,
        actor=inside.ada,
        name="1.1.1",
        action_id=action.pk,
        before={"deadline": "25-26"},
        after={"deadline": "26-27"},
        reason="Décision du CS",
    )
    said = text(ada.get(page_of(inside, "1.1.1")))
    assert "Ada a modifié l’action Échéance 25-26 26-27 Motif : Décision du CS" in said


def test_previous_and_next(inside, ada):
    def neighbours(code: str) -> list[str]:
        page = ada.get(page_of(inside, code)).content.decode()
        return re.findall(r'rel="(?:prev|next)">.*?<span class="code">([^<]*)</span>', page)

    assert neighbours("1.1.1") == ["1.1.2"]
    assert neighbours("2.1.1") == ["1.1.3", "2.1.2"]
    assert neighbours("2.2.3") == ["2.2.2"]


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("ada", {"Ajouter une preuve", "Noter un avancement", "Modifier", "Marquer comme atteint"}),
        ("basile", {"Ajouter une preuve", "Noter un avancement", "Marquer comme atteint"}),
        ("chloe", set()),
    ],
)
def test_each_role_is_offered_what_it_may(cast, on_the_day, name, offered):
    page = signed_in(getattr(cast, name)).get(page_of(cast, "1.1.1")).content.decode()
    main = page.split('id="contenu"')[1].split("</main>")[0]
    words = {"Ajouter une preuve", "Noter un avancement", "Modifier", "Marquer comme atteint"}
    assert {one for one in words if one in main} == offered


def test_not_for_another_workspace_nor_for_nobody_nor_once_removed(inside, ada):
    address = page_of(inside, "1.1.1")
    assert signed_in(inside.driss).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    Action.objects.filter(code="1.1.1").update(removed_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    assert ada.get(address).status_code == 404


@pytest.mark.slow
def test_as_many_queries_with_more_notes_and_proofs(inside, ada):
    action = inside.action("1.1.1")
    address = page_of(inside, "1.1.1")

    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            ada.get(address)
        return len(queries)

    def more() -> None:
        made = ProgressUpdate.objects.create(action=action, on=dt.date(2026, 11, 3), text="Vu", author_name="Ada")
        record("evidence.added", made, actor=inside.ada, name="PV", action_id=action.pk)

    more()
    ada.get(address)
    once = number()
    more()
    more()
    assert number() == once
    assert once <= 19


def test_a_file_dropped_on_a_result_is_its_proof(inside, ada):
    result = inside.action("1.1.1").expected_results.get(position=2)
    page = ada.get(page_of(inside, "1.1.1")).content.decode()
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'value="{result.pk}"' in one)
    fields = dict(re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', form))
    address = re.findall(r'action="([^"]*)"', form)[0]
    file = SimpleUploadedFile("note.txt", b"Note de synthese", "text/plain")
    answer = ada.post(address, fields | {"documents": file})
    assert (answer.status_code, answer["Location"]) == (302, page_of(inside, "1.1.1"))
    proof = Evidence.objects.get()
    assert (proof.title, proof.on, list(proof.results.all())) == ("note", dt.date(2026, 11, 23), [result])


def test_the_note_written_on_the_page_is_kept(inside, ada):
    page = ada.get(page_of(inside, "1.1.1")).content.decode()
    submission = re.findall(r'name="submission" value="([^"]*)" id="avancement_submission"', page)
    answer = ada.post(
        f"{page_of(inside, '1.1.1')}avancement/",
        {"text": "Un pas de plus", "on": "2026-11-20", "state": "started", "submission": submission[0]},
    )
    assert answer.status_code == 302
    said = text(ada.get(page_of(inside, "1.1.1")))
    assert "Ada · 20 novembre 2026 Un pas de plus Déclarée : En cours" in said
    assert "en cours depuis novembre 2026" in said


@pytest.mark.parametrize(("name", "offered"), [("ada", True), ("basile", True), ("chloe", False)])
@pytest.mark.parametrize("where", ["/e/mias/action/{}/", "/e/mias/plan/ligne/{}/"])
def test_who_may_report_may_take_back(inside, name, offered, where):
    action = inside.action("1.1.1")
    first = action.expected_results.first()
    ExpectedResult.objects.filter(pk=first.pk).update(reached_on=dt.date(2026, 10, 1))
    proof = factories.proof(action, kind=EvidenceKind.WORD)
    page = signed_in(getattr(inside, name)).get(where.format(action.pk)).content.decode()
    taken_back = re.findall(r'<a class="retirer" href="([^"?]*)', page)
    wanted = [f"/e/mias/resultat/{first.pk}/attendu/", f"/e/mias/preuve/{proof.pk}/retirer/"]
    assert taken_back == (wanted if offered else [])


def test_it_tells_what_the_action_answers_and_serves(inside, ada):
    action = inside.action("1.1.1")
    evaluation = write_evaluation(inside.plan, actor=inside.ada, title="Rapport fictif", agency="AEQES")
    (one,) = add_recommendations(evaluation, [Recommended("R3", "Associer les diplômé·es")], actor=inside.ada)
    set_answering(one, [action.pk], actor=inside.ada)
    statement = write_statement(inside.plan, actor=inside.ada, kind="mission", text="Former des cadres")
    set_served(statement, [action.pk], actor=inside.ada)
    shown = ada.get(page_of(inside, "1.1.1")).context["aims"]
    assert [(aim.sort, aim.code, aim.text) for aim in shown] == [
        ("Rapport fictif", "R3", "Associer les diplômé·es"),
        ("Mission", "", "Former des cadres"),
    ]
    assert ada.get(shown[0].address).status_code == ada.get(shown[1].address).status_code == 200
    assert ada.get(page_of(inside, "1.1.2")).context["aims"] == ()
    assert "Ce que l’action sert" not in ada.get(page_of(inside, "1.1.1") + "?au=2026-11-20").text
