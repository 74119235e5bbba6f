"""The dashboard: its door, its sentence, what it expects from each, its number of queries."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import factories
from portulan.governance.models import Seat
from portulan.journal.commands import record
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import DeclaredState, Priority
from portulan.plandoc.status import Status
from portulan.plans.models import Action
from portulan.plans.queries.rows import ActionRow, PlanFacts, ResultRow
from portulan.tracking.queries import PlanView, TrackedAction, counts, plan_view
from portulan.web.dashboard import opening

HOME = "/e/mias/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(answer) -> str:
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", "", main.replace("</", " </")).replace("\u00a0", " ").split())


def plan(*statuses: Status, as_of: dt.date = factories.TODAY, results: int = 0, reached: int = 0) -> PlanView:
    """A plan whose actions have these statuses, the first one with the results."""
    rows = tuple(
        ResultRow(factories.uuid.uuid4(), "PV", "minutes", as_of if rank < reached else None)
        for rank in range(results)
    )
    actions = tuple(
        TrackedAction(
            ActionRow(factories.uuid.uuid4(), factories.uuid.uuid4(), f"1.{rank}", "Texte", "", understand(""), (),
                      Priority.UNSET, "", DeclaredState.NOT_STARTED, None, (), rows if rank == 1 else ()),
            status, (),
        )
        for rank, status in enumerate(statuses, 1)
    )  # fmt: skip
    facts = PlanFacts(factories.uuid.uuid4(), "Plan", 2024, 2028, "", "")
    return PlanView(facts, (), actions, as_of, Boundary())


def sentence(shown: PlanView) -> str:
    facts = opening.facts(shown, "/plan/")
    return f"{opening.head(shown)} : {''.join(fact.text + fact.after for fact in facts)}".replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([], "aucune action réalisée, aucune en retard, aucune à mener à terme d’ici au 13 septembre."),
        ([Status.DONE], "une action réalisée, aucune en retard, aucune à mener à terme d’ici au 13 septembre."),
        (
            [Status.DONE] * 6 + [Status.LATE] * 4 + [Status.DUE] * 10,
            "six actions réalisées, quatre en retard, dix à mener à terme d’ici au 13 septembre.",
        ),
        (
            [Status.LATE] + [Status.DUE] * 21,
            "aucune action réalisée, une en retard, 21 à mener à terme d’ici au 13 septembre.",
        ),
    ],
)
def test_the_sentence_agrees(statuses, said):
    assert sentence(plan(*statuses)) == f"Troisième année du plan : {said}"


def test_a_fact_of_none_is_no_link():
    assert [fact.address for fact in opening.facts(plan(Status.LATE), "/plan/")] == [
        "",
        "/plan/?statut=retard",
        "",
    ]


@pytest.mark.parametrize(
    ("day", "head"),
    [
        (dt.date(2024, 9, 13), "Le plan commence le 14 septembre 2024"),
        (dt.date(2024, 9, 14), "Première année du plan"),
        (dt.date(2026, 9, 13), "Deuxième année du plan"),
        (dt.date(2028, 9, 14), "Dernière année du plan"),
        (dt.date(2029, 9, 14), "Le plan 2024-2029 est arrivé à son terme"),
    ],
)
def test_the_year_of_the_plan(day, head):
    assert opening.head(plan(as_of=day)).replace("\u00a0", " ") == head


@pytest.mark.parametrize(
    ("fed", "hungry", "said"),
    [
        (0, 0, ""),
        (1, 0, "La seule action continue a déjà une preuve cette année."),
        (0, 1, "La seule action continue reste à nourrir cette année."),
        (3, 0, "Les trois actions continues ont toutes une preuve cette année."),
        (0, 2, "Les deux actions continues restent à nourrir cette année."),
        (1, 2, "Parmi les trois actions continues, une a déjà une preuve cette année et deux restent à nourrir."),
        (9, 1, "Parmi les dix actions continues, neuf ont déjà une preuve cette année et une reste à nourrir."),
    ],
)
def test_continuous_actions_in_words(fed, hungry, said):
    assert opening.continuous(counts(plan(*[Status.FED] * fed, *[Status.TO_FEED] * hungry).actions)) == said


@pytest.mark.parametrize(
    ("total", "reached", "said"),
    [
        (0, 0, ""),
        (1, 0, "Le résultat attendu reste à atteindre."),
        (1, 1, "Le résultat attendu est atteint."),
        (4, 0, "Aucun des 4 résultats attendus n’est encore atteint."),
        (4, 1, "Sur 4 résultats attendus, un est atteint."),
        (4, 3, "Sur 4 résultats attendus, 3 sont atteints."),
        (4, 4, "Les 4 résultats attendus sont tous atteints."),
    ],
)
def test_results_in_words(total, reached, said):
    assert opening.results(plan(Status.DUE, results=total, reached=reached)) == said


def test_actions_that_nobody_carries(db):
    one, four = plan(Status.DUE), plan(*[Status.DUE] * 4)
    assert (
        re.sub("<[^>]*>", "", opening.unnamed(one.actions, "mias")) == "L’action 1.1 attend encore un responsable."
    )
    assert opening.unnamed(four.actions, "mias") == "Quatre actions attendent encore un responsable."


def test_the_legend_agrees_with_an_independent_count(inside, ada):
    Action.objects.filter(code="1.1.1").update(state="done")
    Action.objects.filter(code="1.1.2").update(deadline_due=dt.date(2025, 9, 13))
    page = ada.get(HOME).content.decode()
    legend = dict(re.findall(r'\?statut=(\w+)"><i[^>]*></i><b>(\d+)</b>', page))
    assert legend == {"realisee": "1", "retard": "1", "echeance": "7"}
    shown = plan_view(inside.workspace, factories.TODAY)
    assert shown is not None
    assert {one.value: str(n) for one, n in counts(shown.actions).items() if n} == legend


def test_a_member_with_seats_sees_what_their_bodies_must_do(cast, on_the_day):
    said = text(signed_in(cast.basile).get(HOME))
    assert "Pour mes instances CEP 9 actions, dont 9 à suivre" in said
    assert "À échéance avant le 13 septembre 2027 9 1.1.1 Rédaction de la note 1.1.1" in said
    assert "Et trois autres, à voir dans le plan" in said


def test_the_coordination_without_seats_sees_the_whole_plan(cast, ada):
    assert "Ce que le plan attend 9 actions, dont 9 à suivre" in text(ada.get(HOME))


def test_a_reader_without_seats_is_told_kindly(cast, on_the_day):
    said = text(signed_in(cast.chloe).get(HOME))
    assert "Pour mes instances Vous ne siégez dans aucune instance pour l’instant." in said


def test_a_seat_that_ended_counts_no_more(inside, on_the_day):
    Seat.objects.update(ends=dt.date(2026, 11, 22))
    assert "Vous ne siégez dans aucune instance" in text(signed_in(inside.basile).get(HOME))


def test_nothing_expected_is_said(inside, on_the_day):
    Action.objects.update(state="done")
    said = text(signed_in(inside.basile).get(HOME))
    assert "CEP 9 actions Rien n’est en retard, ni attendu cette année." in said


def test_deadlines_by_year_and_recommendations(inside, ada):
    Action.objects.filter(code="1.1.1").update(recommendations=["Recomm. des experts"])
    Action.objects.filter(code="1.1.2").update(deadline_kind="continuous", deadline_due=None)
    Action.objects.filter(code="1.1.3").update(deadline_due=dt.date(2028, 9, 13))
    said = text(ada.get(HOME))
    assert "2026-27 0 réalisée sur 7 année en cours 2027-28 1 prévue 2028-29 aucune action" in said
    assert "Et une action continue, sans échéance." in said
    assert (
        "Recommandations des experts Voir les recommandations Une à échéance. Aucune n’est encore réalisée."
        in said
    )


def test_the_news_are_about_the_plan(inside, ada):
    action = inside.action("1.1.1")
    record("progress.noted", action, actor=inside.basile, action_id=action.pk, after={"text": "Vu"})
    record("member.invited", inside.plan, actor=inside.ada, name="Élise")
    said = text(ada.get(HOME)).split("Dernières nouvelles du plan")[1]
    assert "Basile a noté un avancement sur l’action 1.1.1 Rédaction de la note 1.1.1" in said
    assert "Élise" not in said


def test_not_for_another_workspace_nor_for_nobody(cast, client):
    assert signed_in(cast.driss).get(HOME).status_code == 404
    assert client.get(HOME).status_code == 302


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ada", "basile", "chloe"])
def test_fifteen_queries_at_most_whatever_the_size(cast, on_the_day, tenfold, name):
    client = signed_in(getattr(cast, name))

    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(HOME).status_code == 200
        return len(queries)

    number()
    small = number()
    tenfold(cast.workspace)
    assert number() == small
    assert small <= 15
