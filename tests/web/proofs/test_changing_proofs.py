"""Proofs changed on their pages: facts, versions, links, visibility, verdicts, deposits; who may."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

import factories
from portulan.journal.models import Entry
from portulan.plans.models import Action, ExpectedResult
from portulan.shared import scoping
from portulan.tracking import commands
from portulan.tracking.models import Evidence, EvidenceKind
from web.proofs.made import PDF, address, sign_in

pytestmark = pytest.mark.family

CHANGES = {
    "proof_edit": {"title": "PV", "on": "2025-10-12", "kind": "minutes"},
    "proof_version": {"url": "https://exemple.be/v2", "title": "PV", "submission": str(uuid.uuid4())},
    "proof_finish": {},
}


@pytest.mark.parametrize("name", CHANGES)
def test_who_may_change_a_proof(client, inside, three, name):
    """Of an action of another body too, a responsable may not."""
    second = inside.action("2.1.1")
    second.responsibilities.all().delete()
    url = address(name, three[0].pk)
    assert client.post(url, CHANGES[name]).status_code == 302
    people = (inside.basile, inside.chloe, inside.driss, inside.ada)
    seen = [sign_in(client, person).post(url, CHANGES[name]).status_code for person in people]
    assert seen == [403, 403, 404, 302]
    foreign = address(name, three[0].pk, slug="ailleurs")
    assert sign_in(client, inside.driss).post(foreign, CHANGES[name]).status_code == 404


def test_a_proof_is_edited_and_what_is_wrong_comes_back(ada, inside, three):
    url = address("proof_edit", three[0].pk)
    assert ada.get(url).status_code == 200
    kept = three[0].results.first()
    said = {
        "title": "Procès-verbal",
        "on": "2024-09-20",
        "kind": "minutes",
        "results": [kept.pk],
        "note": "point 4",
    }
    assert ada.post(url, said).status_code == 302
    three[0].refresh_from_db()
    assert (three[0].title, three[0].academic_year, list(three[0].results.all())) == (
        "Procès-verbal",
        2024,
        [kept],
    )
    foreign = ExpectedResult.everywhere.filter(workspace=inside.elsewhere).first()
    for wrong in ({"title": ""}, {"on": "2999-01-01"}, {"kind": "vidéo"}, {"results": [str(foreign.pk)]}):
        answer = ada.post(url, said | wrong)
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, set(wrong))


def test_a_version_is_added_once_and_what_is_wrong_comes_back(ada, three):
    url = address("proof_version", three[0].pk)
    assert ada.get(url).status_code == 200
    wrong = ada.post(url, {"submission": uuid.uuid4()})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"documents"})
    same = ada.post(url, {"documents": SimpleUploadedFile("x.pdf", PDF), "submission": uuid.uuid4()})
    assert same.status_code == 422
    sent = {"documents": SimpleUploadedFile("PV 2026-02-01.pdf", PDF + b" bis"), "submission": uuid.uuid4()}
    assert ada.post(url, sent).status_code == 302
    later = Evidence.objects.get(replaces=three[0])
    assert (later.on, later.title) == (dt.date(2026, 2, 1), "PV CEP")
    again = sent | {"documents": SimpleUploadedFile("PV 2026-02-01.pdf", PDF + b" bis")}
    assert (ada.post(url, again).url, Evidence.objects.count()) == (address("proof", later.pk), 4)
    assert ada.post(url, CHANGES["proof_version"]).status_code == 409


def test_its_author_and_the_coordination_say_who_sees_it(client, inside, three):
    url, said = address("proof_show_to", three[0].pk), {"visibility": "experts"}
    assert client.post(url, said).status_code == 302
    three[2].author = inside.ada
    three[2].save()
    own = [sign_in(client, one).post(url, said).status_code for one in (inside.chloe, inside.driss, inside.basile)]
    assert own == [403, 404, 302]
    of_ada = address("proof_show_to", three[2].pk)
    assert sign_in(client, inside.basile).post(of_ada, said).status_code == 403
    assert sign_in(client, inside.ada).post(of_ada, said).status_code == 302
    assert client.post(of_ada, {"visibility": "tous"}).status_code == 422
    assert client.get(of_ada).status_code == 405
    assert set(Evidence.objects.filter(visibility="experts")) == {three[0], three[2]}


def test_a_proof_of_two_actions_is_unlinked_from_one(client, inside, three):
    second = inside.action("2.1.1")
    url = address("proof_unlink", three[0].pk, second.pk)
    seen = [sign_in(client, one).post(url).status_code for one in (inside.chloe, inside.driss, inside.basile)]
    assert seen == [403, 404, 302]
    assert [one.code for one in three[0].actions.all()] == ["1.1.1"]
    assert client.post(url).status_code == 404
    assert client.post(address("proof_unlink", three[0].pk, inside.action("1.1.1").pk)).status_code == 409


def test_the_same_file_for_another_action_is_offered_as_a_link(client, inside, three):
    second = inside.action("1.1.2")
    result = second.expected_results.first()
    sign_in(client, inside.basile)
    sent = {"documents": SimpleUploadedFile("copie.pdf", PDF), "submission": uuid.uuid4(), "results": [result.pk]}
    answer = client.post(address("evidence_add", second.pk), sent)
    assert (answer.status_code, Evidence.objects.count()) == (302, 3)
    page = client.get(answer.url)
    assert "Cette preuve est déjà là." in page.content.decode()
    asked = {"preuve": [three[0].pk], "action": [second.pk], "resultat": [result.pk]}
    linked = client.post(address("proofs_link"), asked, follow=True)
    assert [str(one) for one in linked.context["messages"]] == ["La preuve est liée."]
    assert second in three[0].actions.all()
    assert result in three[0].results.all()
    (said,) = linked.context["messages"]
    assert client.post(said.extra_tags).status_code == 302
    assert second not in three[0].actions.all()


def test_no_link_to_what_is_not_yours(client, inside, three):
    second = inside.action("1.1.2")
    second.responsibilities.all().delete()
    with scoping.opened(inside.elsewhere.pk):
        foreign = factories.proof(Action.objects.first())
    asked = [
        {"preuve": [three[0].pk], "action": [second.pk]},
        {"preuve": [foreign.pk], "action": [inside.action("1.1.1").pk]},
        {"preuve": ["nope"], "action": [inside.action("1.1.1").pk]},
        {"preuve": [three[0].pk]},
    ]
    sign_in(client, inside.basile)
    assert [client.post(address("proofs_link"), one).status_code for one in asked] == [422] * 4
    assert sign_in(client, inside.chloe).get(address("proofs_link")).status_code == 403


def test_the_coordination_alone_judges_and_undoes_it(client, inside, three):
    result = three[0].results.order_by("action__code").first()
    url = address("proofs_judge", result.pk)
    said = {"verdict": "confirmed"}
    seen = [
        sign_in(client, one).post(url, said).status_code for one in (inside.basile, inside.chloe, inside.driss)
    ]
    assert seen == [403, 403, 404]
    sign_in(client, inside.ada)
    assert client.get(url).status_code == 200
    assert client.post(url, {"verdict": "more", "note": ""}).status_code == 422
    assert client.post(url, {"verdict": "assez"}).status_code == 422
    assert client.post(url, said).status_code == 302
    page = client.get(address("action", result.action_id)).content.decode()
    assert "Preuve confirmée suffisante par la coordination le" in page
    entry = Entry.objects.get(verb="result.judged")
    assert sign_in(client, inside.basile).post(address("journal_undo", entry.pk)).status_code == 403
    assert sign_in(client, inside.ada).post(address("journal_undo", entry.pk)).status_code == 302
    foreign = ExpectedResult.everywhere.filter(workspace=inside.elsewhere).first()
    assert client.get(address("proofs_judge", foreign.pk)).status_code == 404


def test_what_is_asked_for_shows_in_the_unfolded_row(ada, inside):
    action = inside.action("1.1.1")
    result = action.expected_results.first()
    factories.proof(action, results=[result])
    commands.judge_proofs(result, "more", actor=inside.ada, note="Il manque l’annexe.")
    row = ada.get(address("plan_row", action.pk)).content.decode()
    assert "La coordination demande un complément\u00a0: Il manque l’annexe." in row


def test_files_are_deposited_for_actions_that_are_chosen(client, inside):
    url = address("proof_deposit")
    second = inside.action("2.1.1")
    result = second.expected_results.first()
    sent = {"submission": uuid.uuid4(), "actions": [inside.action("1.1.1").pk], "results": [result.pk]}
    files = [SimpleUploadedFile("PV 2026-03-12.pdf", PDF), SimpleUploadedFile("b.pdf", PDF + b"b")]
    sign_in(client, inside.basile)
    assert client.get(url).status_code == 200
    answer = client.post(url, sent | {"documents": files, "visibility": "experts", "kind": "minutes", "on": ""})
    assert answer.status_code == 302
    made = Evidence.objects.get(title="PV 2026-03-12")
    assert sorted(made.actions.values_list("code", flat=True)) == ["1.1.1", "2.1.1"]
    assert (made.on, made.visibility, made.kind) == (dt.date(2026, 3, 12), "experts", "minutes")
    assert Evidence.objects.count() == 2
    for person, status in ((inside.chloe, 403), (inside.driss, 404)):
        assert sign_in(client, person).get(url).status_code == status


def test_a_deposit_that_cannot_be_taken_comes_back_whole(client, inside, settings):
    url = address("proof_deposit")
    sign_in(client, inside.basile)
    nothing = client.post(url, {"documents": SimpleUploadedFile("a.pdf", PDF), "submission": uuid.uuid4()})
    assert (nothing.status_code, set(nothing.context["evidence_form"].errors)) == (422, {"actions"})
    inside.action("1.1.2").responsibilities.all().delete()
    foreign = {"actions": [inside.action("1.1.2").pk], "submission": uuid.uuid4()}
    refused = client.post(url, foreign | {"documents": SimpleUploadedFile("a.pdf", PDF)})
    assert (refused.status_code, set(refused.context["evidence_form"].errors)) == (422, {"actions"})
    settings.MAX_UPLOAD_BYTES = 1024
    files = [
        SimpleUploadedFile("bon.pdf", PDF),
        SimpleUploadedFile("vide.pdf", b""),
        SimpleUploadedFile("lourd.pdf", b"x" * 1025),
    ]
    sent = {"actions": [inside.action("1.1.1").pk], "documents": files, "submission": uuid.uuid4()}
    wrong = client.post(url, sent)
    sentences = [one.replace("\u00a0", " ") for one in wrong.context["evidence_form"].errors["documents"]]
    assert sentences == ["Le fichier « vide.pdf » est vide.", "« lourd.pdf » dépasse 0 Mo."]
    assert (
        f'value="{inside.action("1.1.1").pk}" id="act-{inside.action("1.1.1").pk}" checked'
        in wrong.content.decode()
    )
    assert Evidence.objects.count() == 0


def test_a_script_that_sends_files_is_told_where_to_go(ada, inside):
    action = inside.action("1.1.1")
    sent = {"documents": SimpleUploadedFile("a.pdf", PDF), "submission": uuid.uuid4()}
    answer = ada.post(address("evidence_add", action.pk), sent, headers={"X-Depot": "1"})
    assert (answer.status_code, answer["X-Go-To"]) == (204, address("action", action.pk))


@pytest.mark.slow
def test_the_form_costs_the_same_whatever_the_number_of_actions(ada, inside, tenfold):
    def number():
        with CaptureQueriesContext(connection) as queries:
            ada.get(address("proof_deposit"))
        return len(queries)

    number()
    once = number()
    tenfold(inside.workspace)
    assert number() == once
    assert EvidenceKind.PDF in dict(
        ada.get(address("proof_deposit")).context["evidence_form"]["kind"].field.choices
    )
