"""The list of actions: its door, its columns, its order, the same as CSV, its number of queries."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import factories
from portulan.plandoc.deadline import understand
from portulan.plans.models import Action, Effort, Priority
from portulan.tracking.commands import Decision, postpone
from portulan.tracking.models import ProgressUpdate

BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = "/e/mias/plan/liste/"
CSV = "/e/mias/plan/liste/csv/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def codes(answer) -> list[str]:
    return re.findall(r'<a class="code" href="[^"]*">([^<]*)</a>', answer.content.decode())


def headings(answer) -> list[str]:
    return re.findall(r'<a id="t-([a-z]+)"', answer.content.decode())


def sheet(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def varied(inside):
    """Actions that differ in what the list sorts by."""
    changes = {
        "1.1.1": {"priority": Priority.LOW, "effort": Effort.HIGH, "state": "done"},
        "1.1.2": {"priority": Priority.HIGH, "short_title": "Zèle"},
        "1.1.3": {"priority": Priority.MEDIUM, "effort": Effort.LOW, "short_title": "Écoute"},
        "2.1.1": {"recommendations": ["R12"], "short_title": "Atelier"},
    }
    for code, values in changes.items():
        Action.objects.filter(code=code).update(**values)
    for code, written in {"1.1.2": "24-25", "1.1.3": "En continu", "2.2.3": ""}.items():
        due = understand(written)
        Action.objects.filter(code=code).update(
            deadline_text=due.text, deadline_kind=due.kind, deadline_starts=due.starts, deadline_due=due.due
        )
    return inside


ALL = ["1.1.1", "1.1.2", "1.1.3", "2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.2.3"]


def test_everyone_of_the_workspace_reads_it(cast, on_the_day):
    for user in (cast.ada, cast.basile, cast.chloe):
        answer = signed_in(user).get(LIST)
        assert answer.status_code == 200
        assert codes(answer) == ALL
        assert headings(answer) == [
            "code", "intitule", "instances", "echeance", "statut", "atteints", "priorite", "note"
        ]  # fmt: skip


@pytest.mark.parametrize("address", [LIST, CSV])
def test_neither_another_workspace_nor_nobody_sees_it(cast, client, address):
    assert signed_in(cast.driss).get(address).status_code == 404
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={address}")


def test_the_filters_are_those_of_the_plan(varied, ada):
    assert codes(ada.get(f"{LIST}?statut=realisee")) == ["1.1.1"]
    assert codes(ada.get(f"{LIST}?recommandation=R12")) == ["2.1.1"]
    nothing = ada.get(f"{LIST}?q=introuvable&colonnes=code&tri=code").content.decode()
    assert "Aucune action ne correspond à ces filtres." in nothing
    assert 'href="?colonnes=code&amp;tri=code"' in nothing


def test_the_columns_of_the_address_show_in_their_own_order(cast, ada):
    assert headings(ada.get(f"{LIST}?colonnes=effort,code,texte")) == ["code", "texte", "effort"]
    assert headings(ada.get(f"{LIST}?colonnes=effort&colonnes=code")) == ["code", "effort"]
    assert len(headings(ada.get(f"{LIST}?colonnes=rien"))) == 8


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("priorite", ["1.1.2", "1.1.3", "1.1.1", "2.1.1"], "2.2.3"),
        ("-priorite", ["1.1.1", "1.1.3", "1.1.2", "2.1.1"], "2.2.3"),
        ("intitule", ["2.1.1", "1.1.3"], "1.1.2"),
        ("echeance", ["1.1.2", "1.1.1"], "2.2.3"),
        ("-echeance", ["1.1.3", "1.1.1"], "2.2.3"),
        ("-code", ["2.2.3", "2.2.2"], "1.1.1"),
        ("effort", ["1.1.3", "1.1.1"], "2.2.3"),
        ("recommandations", ["2.1.1", "1.1.1"], "2.2.3"),
        ("statut", ["1.1.1", "1.1.2"], "1.1.3"),
        ("inconnu", ["1.1.1", "1.1.2"], "2.2.3"),
    ],
)
def test_it_is_sorted_as_the_address_says_and_what_is_missing_comes_last(varied, ada, order, first, last):
    shown = codes(ada.get(f"{LIST}?tri={order}"))
    assert (shown[: len(first)], shown[-1]) == (first, last)
    assert sorted(shown) == ALL


def test_a_heading_says_its_order_and_turns_it_round(cast, ada):
    page = ada.get(f"{LIST}?statut=echeance&tri=echeance").content.decode()
    assert page.count("aria-sort=") == 1
    assert 'class="col-echeance" aria-sort="ascending"' in page
    assert 'id="t-echeance" href="?statut=echeance&amp;tri=-echeance"' in page
    assert 'id="t-code" href="?statut=echeance&amp;tri=code"' in page
    assert 'aria-sort="descending"' in ada.get(f"{LIST}?tri=-echeance").content.decode()


def test_the_address_pushed_by_the_script_holds_what_is_asked_for(cast, ada):
    answer = ada.get(f"{LIST}?q=&statut=echeance&colonnes=code&tri=", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == f"{LIST}?statut=echeance&colonnes=code"


def test_a_postponed_deadline_shows_beside_the_original_one(inside, ada):
    action = inside.action("1.1.2")
    postpone(action, actor=inside.ada, deadline="27-28", decision=Decision("Un congé"))
    ProgressUpdate.objects.create(action=action, on=factories.TODAY, text="Un essai", author_name="Ada")
    factories.proof(action, results=[action.expected_results.first()])
    shown = ada.get(f"{CSV}?colonnes=code,echeance,initiale,reports,prouves,atteints,note,objectif&q=1.1.2")
    assert sheet(shown) == [
        ["Code", "Échéance", "Échéance initiale", "Reports", "Résultats atteints", "Résultats prouvés",
         "Dernière note", "Objectif"],
        ["1.1.2", "27-28", "26-27", "1", "0/2", "1/2", "2026-11-23", "1.1 Soutenir les acteurs 1.1"],
    ]  # fmt: skip


def test_the_csv_is_what_the_page_shows(varied, ada):
    query = "?colonnes=code,intitule,instances,priorite&tri=-priorite&responsable=CEP"
    rows = sheet(ada.get(CSV + query))
    assert rows[0] == ["Code", "Intitulé court", "Responsables", "Priorité"]
    assert [row[0] for row in rows[1:]] == codes(ada.get(LIST + query))
    assert rows[3] == ["1.1.2", "Zèle", "CEP", "Haute"]
    offered = re.search(r'href="([^"]*/csv/[^"]*)"', ada.get(LIST + query).content.decode())
    assert offered
    assert sheet(ada.get(offered[1].replace("&amp;", "&"))) == rows


def test_a_formula_in_the_plan_is_a_text_in_the_spreadsheet(inside, ada):
    Action.objects.filter(code="1.1.1").update(short_title="=1+1")
    assert sheet(ada.get(f"{CSV}?colonnes=intitule&q=1.1.1"))[1] == ["'=1+1"]


def test_what_is_typed_is_printed_as_text(cast, ada):
    page = ada.get(LIST, {"q": '"><script>x</script>', "tri": "<b>", "colonnes": "<i>"}).content.decode()
    assert "<script>x" not in page
    assert "<b>" not in page.split("<main")[1]


@pytest.mark.parametrize("name", ["ada", "chloe"])
@pytest.mark.parametrize("query", ["", "?colonnes=code,initiale,reports,prouves,note,objectif&tri=-note"])
def test_fifteen_queries_at_most_and_as_many_with_ten_times_the_actions(cast, on_the_day, tenfold, name, query):
    client = signed_in(getattr(cast, name))

    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST + query).status_code == 200
        return len(queries)

    number()
    small = number()
    tenfold(cast.workspace)
    assert len(codes(client.get(LIST))) == 90
    assert number() == small
    assert small <= 15


def test_without_a_plan_the_coordination_is_led_to_the_import_and_others_wait(cast, on_the_day):
    cast.plan.delete()
    assert signed_in(cast.ada).get(LIST)["Location"] == "/e/mias/documents/"
    assert "Le plan arrive." in signed_in(cast.chloe).get(LIST).content.decode()
    assert signed_in(cast.chloe).get(CSV).status_code == 404
