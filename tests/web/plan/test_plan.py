"""The plan page: its door, its filters, its rows that unfold, its number of queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import factories
from portulan.plandoc.status import Status
from portulan.plans.models import Action, Priority
from portulan.tracking.models import ProgressUpdate

BACKEND = "django.contrib.auth.backends.ModelBackend"
PLAN = "/e/mias/plan/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def codes(answer) -> list[str]:
    """The codes of the rows shown, in order."""
    return re.findall(r'<th role="rowheader"[^>]*><a class="code"[^>]*>([^<]*)</a>', answer.content.decode())


def count(answer) -> str:
    """What the live region says."""
    found = re.search(r'id="compte" role="status">([^<]*)<', answer.content.decode())
    assert found
    return found[1]


def test_everyone_of_the_workspace_reads_the_whole_plan(cast, on_the_day):
    for user in (cast.ada, cast.basile, cast.chloe):
        answer = signed_in(user).get(PLAN)
        assert answer.status_code == 200
        assert codes(answer) == ["1.1.1", "1.1.2", "1.1.3", "2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.2.3"]
        assert count(answer) == "9 actions affichées"


def test_the_page_does_not_show_to_another_workspace_nor_to_nobody(cast, client):
    assert signed_in(cast.driss).get(PLAN).status_code == 404
    answer = client.get(PLAN)
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/e/mias/plan/")


def test_only_the_coordination_is_offered_to_add_an_action(cast, on_the_day):
    offered = {
        user.name: "Ajouter une action</a>\n" in signed_in(user).get(PLAN).content.decode()
        for user in (cast.ada, cast.basile, cast.chloe)
    }
    assert offered == {"Ada": True, "Basile": False, "Chloé": False}


def test_headings_follow_the_tree_and_temps_are_lines(ada):
    page = ada.get(PLAN).content.decode()
    assert re.findall(r"<h2 id=\"o-[^>]*>([^<]*)</h2>", page) == [
        "Stimuler les pratiques",
        "Inciter à inscrire sa trajectoire",
    ]
    assert re.findall(r'<h3><span class="code">([^<]*)</span> <span>([^<]*)</span></h3>', page) == [
        (code, f"Soutenir les acteurs {code}") for code in ("1.1", "2.1", "2.2")
    ]
    assert re.findall(r'class="temps"><td[^>]*>([^<]*)<', page) == [
        "Temps 1\u00a0: A l’entrée",
        "Temps 2\u00a0: A la sortie",
    ]


@pytest.fixture
def varied(inside):
    """Actions that differ by status, deadline, body, recommendation and priority."""
    changes = {
        "1.1.1": {"state": "done"},
        "1.1.2": {"deadline_text": "En continu", "deadline_kind": "continuous", "deadline_due": None},
        "1.1.3": {"priority": Priority.HIGH, "text": "Création d'un *réseau* de diplômé.es"},
        "2.1.1": {"recommendations": ["Recomm. des experts"]},
    }
    for code, values in changes.items():
        Action.objects.filter(code=code).update(**values)
    Action.objects.get(code="2.1.2").responsibilities.all().delete()
    return inside


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("statut=realisee", ["1.1.1"]),
        ("statut=anourrir", ["1.1.2"]),
        ("echeance=continu", ["1.1.2"]),
        ("echeance=2026-2027&statut=realisee", ["1.1.1"]),
        ("echeance=2027-2028", []),
        ("responsable=aucun", ["2.1.2"]),
        ("responsable=CEP&priorite=haute", ["1.1.3"]),
        ("recommandation=toutes", ["2.1.1"]),
        ("recommandation=Recomm.+des+experts", ["2.1.1"]),
        ("q=reseau+DIPLOME", ["1.1.3"]),
        ("q=1.1", ["1.1.1", "1.1.2", "1.1.3"]),
        ("q=introuvable", []),
    ],
)
def test_filters_live_in_the_address(varied, ada, query, expected):
    answer = ada.get(f"{PLAN}?{query}")
    assert codes(answer) == expected
    heads = {0: "Aucune action affichée", 1: "1 action affichée sur 9"}
    assert count(answer) == heads.get(len(expected), f"{len(expected)} actions affichées sur 9")


def test_the_address_pushed_by_the_script_holds_only_what_is_set(varied, ada):
    answer = ada.get(f"{PLAN}?q=&responsable=&statut=realisee", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == f"{PLAN}?statut=realisee"
    assert ada.get(f"{PLAN}?q=", headers={"HX-Request": "true"})["HX-Push-Url"] == PLAN


@pytest.mark.parametrize("query", ["statut=inconnu", "priorite=urgente", "q=", "page=deux", "ouvrir=rien"])
def test_a_filter_that_means_nothing_filters_nothing(cast, ada, query):
    assert len(codes(ada.get(f"{PLAN}?{query}"))) == 9


def test_no_action_left_says_what_to_do(varied, ada):
    page = ada.get(f"{PLAN}?q=introuvable").content.decode()
    assert "Aucune action ne correspond à ces filtres. Retirez-en un, ou cherchez un autre mot." in page
    assert '<a class="btn" href="?">' in page


def test_what_is_typed_in_a_filter_is_printed_as_text(cast, ada):
    page = ada.get(PLAN, {"q": '"><script>x</script>', "responsable": "<b>"}).content.decode()
    assert "<script>x" not in page
    assert "<b>" not in page.split("<main")[1].split("filtres-bas")[0]


def test_each_filter_that_is_set_can_be_taken_off(varied, ada):
    page = ada.get(f"{PLAN}?statut=realisee&echeance=2026-2027").content.decode()
    assert re.findall(r'class="actif" href="([^"]*)"', page) == ["?statut=realisee", "?echeance=2026-2027"]


def test_a_row_unfolds_without_a_script_and_the_fragment_is_the_same(inside, ada):
    action = inside.action("2.1.2")
    ProgressUpdate.objects.create(action=action, on="2026-11-03", text="Un atelier *tenu*", author_name="Ada")
    factories.proof(action, title="PV <du> 3 novembre", results=[action.expected_results.first()])
    page = ada.get(f"{PLAN}?ouvrir={action.pk}").content.decode()
    fragment = ada.get(f"{PLAN}ligne/{action.pk}/").content.decode().strip()
    assert fragment.startswith(f'<tr role="row" class="detail" id="d-{action.pk}">')
    assert fragment in page
    assert page.count('class="detail-in"') == 1
    assert "PV &lt;du&gt; 3 novembre</a>" in fragment
    assert "Un atelier *tenu*" in fragment


def test_folded_rows_offer_to_unfold_and_unfolded_ones_to_fold(inside, ada):
    action = inside.action("2.1.2")
    folded = ada.get(f"{PLAN}?statut=echeance").content.decode()
    assert f'href="?statut=echeance&amp;ouvrir={action.pk}#a-{action.pk}"' in folded
    unfolded = ada.get(f"{PLAN}?statut=echeance&ouvrir={action.pk}").content.decode()
    assert f'href="?statut=echeance&amp;#a-{action.pk}"' in unfolded
    everything = ada.get(f"{PLAN}?ouvrir=tout").content.decode()
    assert everything.count('class="detail-in"') == 9


def test_a_row_of_another_workspace_or_none_is_not_found(cast, ada):
    other = Action.everywhere.filter(workspace=cast.elsewhere).first()
    assert other is not None
    assert ada.get(f"{PLAN}ligne/{other.pk}/").status_code == 404
    assert ada.get(f"/e/mias/action/{other.pk}/").status_code == 404
    assert ada.get(f"{PLAN}ligne/pas-un-identifiant/").status_code == 404


@pytest.mark.parametrize(("name", "offered"), [("ada", True), ("basile", True), ("chloe", False)])
def test_only_those_who_may_are_offered_to_report(cast, on_the_day, name, offered):
    action = cast.action("1.1.1")
    fragment = signed_in(getattr(cast, name)).get(f"{PLAN}ligne/{action.pk}/").content.decode()
    assert ("Noter un avancement" in fragment) is offered
    assert ("Ajouter une preuve" in fragment) is offered


def test_a_responsable_is_not_offered_to_report_for_another_body(inside, on_the_day):
    action = inside.action("1.1.1")
    action.responsibilities.all().delete()
    fragment = signed_in(inside.basile).get(f"{PLAN}ligne/{action.pk}/").content.decode()
    assert "Noter un avancement" not in fragment


def test_counts_by_status_agree_with_the_rows(varied, ada):
    page = ada.get(PLAN).content.decode()
    cells = {one: len(re.findall(rf'class="g g-{one.value}"', page.split("<table")[0])) for one in Status}
    shown = {one: len(codes(ada.get(f"{PLAN}?statut={one.value}"))) for one in Status}
    assert sum(shown.values()) == 9
    outline = page.split('class="sommaire"')[1].split("</nav>")[0]
    assert {one: outline.count(f"g g-{one.value}") for one in Status} == shown
    assert cells[Status.DONE] >= shown[Status.DONE]


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "?ouvrir=tout", "?q=note&responsable=CEP"])
@pytest.mark.parametrize("name", ["ada", "basile", "chloe"])
def test_thirteen_queries_at_most_and_as_many_with_ten_times_the_actions(cast, on_the_day, tenfold, query, name):
    client = signed_in(getattr(cast, name))

    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PLAN + query).status_code == 200
        return len(queries)

    number()
    small = number()
    tenfold(cast.workspace)
    assert len(codes(client.get(PLAN))) == 90
    assert number() == small
    assert small <= 13


def test_without_a_plan_the_coordination_is_led_to_the_import_and_others_wait(cast, on_the_day):
    cast.plan.delete()
    for address in (PLAN, "/e/mias/", "/e/mias/chercher/"):
        answer = signed_in(cast.ada).get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/e/mias/documents/")
        waiting = signed_in(cast.chloe).get(address)
        assert waiting.status_code == 200
        assert "Le plan arrive." in waiting.content.decode()
