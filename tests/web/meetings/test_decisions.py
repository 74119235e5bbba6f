"""The pages of decisions: the list, one of them, its forms, and the pages where it leads."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest
from django.urls import reverse

import factories
from meetings.held import decide, hold, item
from meetings.test_closing import close
from portulan.governance.models import Body, Person
from portulan.meetings.models import Decision, Meeting
from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands.recommendations import add_recommendations, write_evaluation
from portulan.plans.models import Revision
from portulan.shared import scoping
from portulan.tracking.models import Postponement

pytestmark = pytest.mark.family

TODAY = factories.TODAY


@pytest.fixture
def decision(cast, on_the_day):
    with scoping.opened(cast.workspace.pk):
        close(hold(cast), cast)
        return Decision.objects.get(text="La note est finalisée.")


def one(name, decision, slug="mias"):
    return reverse(name, args=[slug, decision.pk])


def listed(client, **query):
    return client.get(reverse("decisions", args=["mias"]), query)


def in_as(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_list_says_what_is_to_follow(ada, decision):
    page = listed(ada)
    assert page.context["title"] == "Deux décisions à suivre"
    assert [line.text for line in page.context["lines"]] == [
        "La note est finalisée.",
        "Rédiger la partie manquante.",
    ]
    line = page.context["lines"][0]
    assert (line.state, line.code, line.meeting) == (
        "pour le 31\u00a0janv.\u00a02027",
        "1.1.1",
        "CEP, 19\u00a0nov.\u00a02026",
    )


def test_filters_keep_what_they_say(ada, decision):
    assert [line.text for line in listed(ada, q="rédiger").context["lines"]] == ["Rédiger la partie manquante."]
    assert listed(ada, etat="retard").context["lines"] == ()
    assert listed(ada, instance=str(uuid.uuid4())).context["lines"] == ()
    assert len(listed(ada, etat="n’importe", instance="x").context["lines"]) == 2


def test_the_spreadsheet_is_the_list(ada, decision):
    answer = ada.get(reverse("decisions_sheet", args=["mias"]), {"q": "finalisée"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book.active.values)
    assert (len(rows), rows[1][0], rows[1][4]) == (2, "La note est finalisée.", "2027-01-31")


def test_done_with_a_word_then_open_again(ada, decision):
    answer = ada.post(one("decision_done", decision), {"on": TODAY.isoformat(), "note": "Transmise."})
    assert (answer.status_code, answer.url) == (302, one("decision", decision))
    page = ada.get(answer.url).content.decode()
    assert "Transmise." in page
    assert "a noté comme faite la décision" in page
    assert [line.text for line in listed(ada, etat="faites").context["lines"]] == ["La note est finalisée."]
    assert ada.post(one("decision_reopen", decision)).status_code == 302
    assert Decision.everywhere.get(pk=decision.pk).done_on is None


def test_another_day_and_withdrawn(ada, decision):
    ada.post(one("decision_due", decision), {"due": "2027-03-01", "reason": "La partie manque."})
    assert Decision.everywhere.get(pk=decision.pk).due == dt.date(2027, 3, 1)
    ada.post(one("decision_withdraw", decision), {"reason": "Autrement."})
    page = ada.get(one("decision", decision)).content.decode()
    assert "Retirée le 23\u00a0nov.\u00a02026" in page
    assert "Autrement." in page


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("decision_done", {"on": "2026-12-25", "note": "Bientôt."}, "pas encore passée"),
        ("decision_due", {"due": "2027-03-01", "reason": ""}, "obligatoire"),
        ("decision_due", {"due": "2020-03-01", "reason": "Avant."}, "avant la réunion"),
        ("decision_withdraw", {"reason": ""}, "obligatoire"),
    ],
)
def test_what_cannot_be_comes_back_with_what_was_typed(ada, decision, name, typed, sentence):
    answer = ada.post(one(name, decision), typed)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert sentence in body
    for value in typed.values():
        assert value in body
    found = Decision.everywhere.get(pk=decision.pk)
    assert (found.done_on, found.due, found.withdrawn_at) == (None, dt.date(2027, 1, 31), None)


CHANGES = ("decision_done", "decision_due", "decision_withdraw", "decision_reopen")


@pytest.mark.parametrize("name", CHANGES)
def test_who_may_only_read_is_refused(client, cast, decision, name):
    in_as(client, cast.chloe)
    assert client.get(one("decision", decision)).status_code == 200
    assert client.post(one(name, decision)).status_code == 403


@pytest.mark.parametrize("name", CHANGES)
def test_who_sits_in_neither_body_is_refused(client, cast, decision, name):
    with scoping.opened(cast.workspace.pk):
        other = Body.objects.create(name="Autre", kind="group")
        Meeting.objects.update(body=other)
        Decision.objects.update(body=other)
    assert in_as(client, cast.basile).post(one(name, decision)).status_code == 403


def test_who_sits_in_the_body_that_sees_to_it_follows_it(client, cast, decision):
    with scoping.opened(cast.workspace.pk):
        Meeting.objects.update(body=Body.objects.create(name="Autre", kind="group"))
    answer = in_as(client, cast.basile).post(one("decision_done", decision), {"on": TODAY.isoformat(), "note": ""})
    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["decision", *CHANGES])
def test_another_workspace_has_no_such_decision(client, cast, decision, name):
    in_as(client, cast.driss)
    ask = client.get if name == "decision" else client.post
    assert ask(one(name, decision)).status_code == 404
    assert ask(one(name, decision, slug="ailleurs")).status_code == 404
    assert client.get(reverse("decisions", args=["ailleurs"])).context["lines"] == ()


def test_who_is_not_signed_in_is_sent_to_sign_in(client, decision):
    for address in (reverse("decisions", args=["mias"]), one("decision", decision)):
        assert client.get(address).url.startswith(reverse("account_login"))


# What it leads to


def test_from_a_decision_to_the_revision_that_it_adopts(ada, decision):
    address = reverse("revision_adopt", args=["mias"])
    page = ada.get(address, {"decision": decision.pk})
    assert page.context["form"]["note"].value() == "La note est finalisée."
    typed = {"label": "Novembre", "adopted_on": "2026-11-19", "body": "", "note": "Oui", "decision": decision.pk}
    answer = ada.post(address, typed)
    kept = Revision.everywhere.get(label="Novembre")
    assert Decision.everywhere.get(pk=decision.pk).revision_id == kept.pk
    assert one("decision", decision) in ada.get(answer.url).content.decode()
    assert reverse("revision", args=["mias", kept.pk]) in ada.get(one("decision", decision)).content.decode()


def test_from_a_decision_to_the_deadline_that_it_moves(ada, cast, decision):
    address = reverse("action_postpone", args=["mias", decision.action_id])
    page = ada.get(address, {"decision": decision.pk})
    assert page.context["form"]["reason"].value() == "La note est finalisée."
    typed = {"deadline": "27-28", "reason": "Elle attend.", "decided_on": "2026-11-19", "decision": decision.pk}
    assert ada.post(address, typed).status_code == 302
    moved = Postponement.everywhere.get()
    assert Decision.everywhere.get(pk=decision.pk).postponement_id == moved.pk
    for path in (reverse("action", args=["mias", decision.action_id]), reverse("drift", args=["mias"])):
        assert one("decision", decision) in ada.get(path).content.decode()
    assert "échéance reportée de 26-27 à 27-28" in listed(ada).content.decode()


def test_from_a_decision_to_the_recommendation_that_it_answers(ada, cast, decision):
    with scoping.opened(cast.workspace.pk):
        report = write_evaluation(cast.plan, actor=cast.ada, title="Évaluation 2023")
        (recommendation,) = add_recommendations(report, [Recommended("4", "Préciser", "", "")], actor=cast.ada)
    page = ada.get(reverse("recommendation", args=["mias", recommendation.pk]), {"decision": decision.pk})
    assert page.context["answer_form"]["reason"].value() == "La note est finalisée."
    typed = {"answer": "followed", "reason": "Voir le PV.", "decision": decision.pk}
    answer = ada.post(reverse("recommendation_answer", args=["mias", recommendation.pk]), typed)
    assert Decision.everywhere.get(pk=decision.pk).recommendation_id == recommendation.pk
    assert one("decision", decision) in ada.get(answer.url).content.decode()


def test_the_decision_of_another_workspace_is_not_remembered(ada, cast, decision):
    with scoping.opened(cast.elsewhere.pk):
        theirs = hold_elsewhere(cast)
    address = reverse("revision_adopt", args=["mias"])
    assert ada.get(address, {"decision": theirs.pk}).context["decided"] is None
    ada.post(address, {"label": "Novembre", "adopted_on": "2026-11-19", "decision": theirs.pk})
    assert Decision.everywhere.get(pk=theirs.pk).revision_id is None
    assert ada.get(address, {"decision": "n’importe"}).status_code == 200


def hold_elsewhere(cast):
    from meetings.conftest import on
    from portulan.meetings.commands.planning import plan_meeting
    from portulan.meetings.models import Stage

    meeting = plan_meeting(Body.objects.get(acronym="CEP"), on(dt.date(2026, 11, 19)), actor=cast.driss)
    meeting.stage, meeting.closed_at = Stage.CLOSED, meeting.ends
    meeting.save()
    return decide(meeting, item(meeting, 1, "Ailleurs"), "Ailleurs")


# Queries


@pytest.mark.slow
def test_the_same_queries_for_many_decisions(ada, cast, decision, django_assert_max_num_queries):
    addresses = (reverse("decisions", args=["mias"]), one("decision", decision))
    counts = []
    for grown in (False, True):
        if grown:
            with scoping.opened(cast.workspace.pk):
                for rank in range(18):
                    person = Person.objects.create(name=f"Personne {rank}")
                    decide(decision.meeting, decision.item, f"Décision {rank}", person=person)
        for address in addresses:
            with django_assert_max_num_queries(15) as asked:
                assert ada.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
