"""The settings of a workspace: who may change them, what is refused, what is said once they are kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from asking import words_of
from portulan.journal.models import Entry
from portulan.plans.models import Action
from portulan.workspaces.models import Workspace

PAGE = "/e/mias/reglages/"
SENT = {
    "name": "Master fictif",
    "institutions": "HE Une\nHE Deux",
    "year_day": "14",
    "year_month": "9",
    "second_day": "1",
    "second_month": "2",
    "third_day": "1",
    "third_month": "7",
}
LATER = SENT | {"year_day": "1", "year_month": "12"}


def test_the_page_shows_what_is_set(ada):
    form = ada.get(PAGE).context["form"]
    assert (form["year_day"].value(), form["second_month"].value(), form["third_month"].value()) == (14, 2, 7)
    assert PAGE in ada.get("/e/mias/").text


def test_what_is_kept_is_said_and_shown_again(ada, cast):
    Action.everywhere.filter(workspace=cast.workspace).exclude(code__startswith="1.").update(deadline_text="2027")
    answer = ada.post(PAGE, LATER | {"name": "Master renommé"}, follow=True)
    assert "Réglages enregistrés. Trois échéances ont été relues avec la nouvelle année." in words_of(answer)
    kept = Workspace.objects.get(pk=cast.workspace.pk)
    assert (kept.name, kept.slug, kept.year_month, kept.year_day) == ("Master renommé", "mias", 12, 1)
    assert sorted(kept.institutions.values_list("name", flat=True)) == ["HE Deux", "HE Une"]
    assert answer.context["form"]["institutions"].value() == "HE Deux\nHE Une"


def test_the_journal_says_what_was_set(ada):
    ada.post(PAGE, LATER | {"second_day": "15", "second_month": "3"})
    told = words_of(ada.get("/e/mias/journal/"))
    assert "a modifié les réglages de l’espace" in told
    for said in ("14 septembre", "1er décembre", "1er février, 1er juillet", "15 mars, 1er juillet", "HE Une"):
        assert said in told


def test_nothing_new_is_said_to_be_nothing(ada, cast):
    ada.post(PAGE, SENT)
    assert "Rien n’a changé." in words_of(ada.post(PAGE, SENT, follow=True))
    assert Entry.everywhere.filter(verb="workspace.changed").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"second_month": "8"}, "Les quadrimestres se suivent dans l’année"),
        ({"second_day": "14", "second_month": "9"}, "Les quadrimestres se suivent dans l’année"),
        ({"third_day": "1", "third_month": "2"}, "Les quadrimestres se suivent dans l’année"),
        ({"third_day": "20", "third_month": "10"}, "Les quadrimestres se suivent dans l’année"),
        ({"year_day": "31"}, "28"),
        ({"third_month": "13"}, "13"),
        ({"second_day": ""}, "obligatoire"),
        ({"name": "  "}, "obligatoire"),
        ({"institutions": "x" * 201}, "200 caractères au plus"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(ada, cast, wrong, said):
    answer = ada.post(PAGE, SENT | {"name": "Tapé à la main"} | wrong)
    assert answer.status_code == 422
    assert said in words_of(answer)
    form = answer.context["form"]
    assert {name: form[name].value() for name in wrong} == wrong
    assert "name" in wrong or 'value="Tapé à la main"' in answer.text
    assert Workspace.objects.get(pk=cast.workspace.pk).name == "Master fictif"
    assert not Entry.everywhere.filter(verb="workspace.changed").exists()


@pytest.mark.parametrize("who", ["basile", "chloe"])
def test_it_is_the_coordinations(client, cast, who):
    client.force_login(getattr(cast, who))
    assert [client.get(PAGE).status_code, client.post(PAGE, LATER).status_code] == [403, 403]
    assert PAGE not in client.get("/e/mias/").text
    assert Workspace.objects.get(pk=cast.workspace.pk).year_month == 9


def test_nobody_else_sees_it(client, cast):
    assert client.post(PAGE, LATER).url.startswith("/compte/connexion/")
    client.force_login(cast.driss)
    assert [client.get(PAGE).status_code, client.post(PAGE, LATER).status_code] == [404, 404]
    assert Workspace.objects.get(pk=cast.workspace.pk).year_month == 9


def test_another_workspace_keeps_its_own(ada, cast):
    ada.post(PAGE, LATER)
    assert Workspace.objects.get(pk=cast.elsewhere.pk).year_month == 9
    assert {
        str(day)
        for day in Action.everywhere.filter(workspace=cast.elsewhere).values_list("deadline_due", flat=True)
    } == {"2027-09-13"}


@pytest.mark.slow
def test_as_many_queries_whatever_the_plan_holds(ada, cast, tenfold):
    def number(sent):
        with CaptureQueriesContext(connection) as queries:
            assert ada.post(PAGE, sent).status_code == 302
        return len(queries)

    ada.post(PAGE, SENT)
    few = number(LATER)
    ada.post(PAGE, SENT)
    tenfold(cast.workspace)
    assert number(LATER) == few
