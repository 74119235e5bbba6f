"""The pages that change one action: who may, what is kept, what is never lost."""

import uuid

import pytest
from django.urls import reverse

from portulan.governance.models import Body
from portulan.journal.models import Entry
from portulan.plans.models import Action, ExpectedResult, Objective
from typed_forms import typed

LONG = "results:" + "9" * 5000 + ":up"


def address(name, *args, slug="mias"):
    return reverse(name, args=[slug, *args])


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.ada)
    return client


@pytest.fixture
def first(cast):
    return cast.action("1.1.1")


NAMES = ["action_edit", "action_move", "action_remove"]


@pytest.mark.parametrize("name", NAMES)
def test_only_the_coordination_of_this_workspace_sees_the_page(client, cast, first, name):
    url = address(name, first.pk)
    assert client.get(url).status_code == 302
    answers = {}
    for person in (cast.ada, cast.basile, cast.chloe, cast.driss):
        client.force_login(person)
        answers[person.name] = (client.get(url).status_code, client.post(url, {}).status_code)
    assert answers == {
        "Ada": (200, 302 if name == "action_remove" else 422),
        "Basile": (403, 403),
        "Chloé": (403, 403),
        "Driss": (404, 404),
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_action_of_another_workspace_does_not_show(ada, cast, name):
    foreign = Action.everywhere.filter(workspace=cast.elsewhere).first()
    assert ada.get(address(name, foreign.pk)).status_code == 404
    assert ada.get(address(name, uuid.uuid4())).status_code == 404


def test_a_form_sent_as_it_came_changes_nothing(ada, first):
    count = Entry.everywhere.count()
    answer = ada.post(address("action_edit", first.pk), typed(first))
    assert (answer.status_code, answer.url) == (302, address("action", first.pk))
    assert Entry.everywhere.count() == count


def test_all_sections_are_one_change_with_undo_beside_the_sentence(ada, cast, first):
    cs = {"new_body": "CS", "responsibles-0-role": "associate"}
    data = typed(first, text="Refondre le *modèle*", deadline="En continu", priority="high", **cs)
    data["reason"] = "La CEP en fait une action permanente."
    last = int(data["results-TOTAL_FORMS"]) - 1
    data |= {f"results-{last}-text": "Rapport", f"results-{last}-kind": "survey", "results-0-removed": "on"}
    answer = ada.post(address("action_edit", first.pk), data)
    first.refresh_from_db()
    assert (first.text, first.deadline_kind, first.priority, first.version) == (
        "Refondre le *modèle*",
        "continuous",
        "high",
        2,
    )
    entry = Entry.everywhere.filter(workspace=cast.workspace).first()
    assert set(entry.after) == {"text", "deadline", "priority", "responsibles", "results"}
    assert [one["role"] for one in entry.after["responsibles"]] == ["associate", "pilot"]
    assert [one["text"] for one in entry.after["results"]] == ["Note de synthèse", "Rapport"]
    page = ada.get(answer.url).content.decode()
    assert address("journal_undo", entry.pk) in page
    ada.post(address("journal_undo", entry.pk))
    first.refresh_from_db()
    assert first.text == "Rédaction de la note 1.1.1"


def test_an_invalid_form_comes_back_filled_with_the_sentence_beside_the_field(ada, first):
    answer = ada.post(address("action_edit", first.pk), typed(first, code="1.1.2", text="Gardé"))
    assert answer.status_code == 422
    sentences = [plain(one) for one in answer.context["form"].errors["code"]]
    assert sentences == ["Le code 1.1.2 est déjà celui de « Rédaction de la note 1.1.2 »."]
    assert answer.context["form"]["text"].value() == "Gardé"


def test_a_stale_form_is_kept_and_shown_what_changed_then_taken(ada, cast, first):
    ada.post(address("action_edit", first.pk), typed(first, deadline="27-28", reason="Décidé en CEP."))
    answer = ada.post(address("action_edit", first.pk), typed(first, text="Ma version"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert answer.context["form"]["text"].value() == "Ma version"
    assert [(one.label, one.before, one.after) for one in answer.context["stale"]["lines"][0].changes] == [
        ("Échéance", "26-27", "27-28")
    ]
    assert "Ada a modifié cette fiche" in page
    again = typed(first, text="Ma version", version=answer.context["form"]["version"].value())
    assert ada.post(address("action_edit", first.pk), again).status_code == 302
    first.refresh_from_db()
    assert (first.text, first.deadline_text) == ("Ma version", "26-27")


def test_rows_grow_and_change_places_without_a_script_and_nothing_is_written(ada, first):
    count = Entry.everywhere.count()
    data = typed(first, rows="results:add", text="Pas encore enregistré")
    answer = ada.post(address("action_edit", first.pk), data)
    assert (answer.status_code, len(answer.context["sheet"].results.forms)) == (200, 4)
    assert answer.context["form"]["text"].value() == "Pas encore enregistré"
    answer = ada.post(address("action_edit", first.pk), typed(first, rows="results:0:down"))
    texts = [row["text"].value() for row in answer.context["sheet"].results]
    assert texts == ["Note de synthèse", "PV de la CEP", ""]
    assert Entry.everywhere.count() == count


@pytest.mark.parametrize(
    "rows",
    ["results:9:up", "results:x:up", "nothing", "results:0:up", "results:-1:down", LONG],
)
def test_an_odd_order_of_rows_only_shows_the_form_again(ada, first, rows):
    assert ada.post(address("action_edit", first.pk), typed(first, rows=rows)).status_code == 200


def test_a_count_of_rows_of_thousands_of_digits_is_none(ada, first):
    data = typed(first, rows="results:add") | {"results-TOTAL_FORMS": "9" * 5000}
    assert len(ada.post(address("action_edit", first.pk), data).context["sheet"].results.forms) == 1


def test_ids_of_another_workspace_in_the_form_are_refused(ada, cast, first):
    body = Body.everywhere.filter(workspace=cast.elsewhere).first()
    result = ExpectedResult.everywhere.filter(workspace=cast.elsewhere).first()
    objective = Objective.everywhere.filter(workspace=cast.elsewhere, code="1.1").first()
    edit = address("action_edit", first.pk)
    assert ada.post(edit, typed(first, **{"responsibles-0-body": body.pk})).status_code == 422
    assert ada.post(edit, typed(first, **{"results-0-id": result.pk})).status_code == 422
    assert ada.post(address("action_move", first.pk), {"objective": objective.pk}).status_code == 422
    before = first.version
    first.refresh_from_db()
    assert first.version == before


def test_an_emptied_result_is_asked_about_rather_than_removed(ada, first):
    answer = ada.post(address("action_edit", first.pk), typed(first, **{"results-0-text": ""}))
    assert answer.status_code == 422
    assert plain(answer.context["sheet"].results_problem) == "Écrivez ce résultat attendu, ou cochez « Retirer »."


def test_an_action_is_added_in_the_objective_of_the_address_with_the_next_code(ada, cast):
    objective = Objective.everywhere.get(workspace=cast.workspace, code="1.1")
    page = ada.get(address("action_add") + f"?objectif={objective.pk}")
    assert page.context["form"]["code"].value() == "1.1.4"
    rows = {
        f"{name}-{what}": 0 for name in ("responsibles", "results") for what in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    data = {"objective": objective.pk, "text": "Neuve", "code": "1.1.4", **rows}
    answer = ada.post(address("action_add"), data)
    made = cast.action("1.1.4")
    assert (answer.url, made.objective_id) == (address("action", made.pk), objective.pk)


def test_an_action_sent_twice_is_added_once(ada, cast):
    objective = Objective.everywhere.get(workspace=cast.workspace, code="1.1")
    page = ada.get(address("action_add") + f"?objectif={objective.pk}")
    submission = page.context["choice"]["submission"].value()
    assert f'name="submission" value="{submission}"' in page.content.decode()
    rows = {
        f"{name}-{what}": 0 for name in ("responsibles", "results") for what in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    data = {"objective": objective.pk, "text": "Neuve", "code": "1.1.4", "submission": submission, **rows}
    first, second = (ada.post(address("action_add"), data) for _again in (1, 2))
    assert (first.status_code, first.url) == (302, second.url)
    assert Action.everywhere.filter(workspace=cast.workspace, text="Neuve").count() == 1


@pytest.mark.parametrize("objective", ["", "not-an-id", "5aa6c992-c7a0-4f84-bc58-9df989e3db8b"])
def test_an_action_without_its_objective_is_not_added(ada, objective):
    assert ada.get(address("action_add") + f"?objectif={objective}").status_code == 200
    rows = {
        f"{name}-{what}": 0 for name in ("responsibles", "results") for what in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = ada.post(address("action_add"), {"objective": objective, "text": "Neuve", **rows})
    assert (answer.status_code, answer.context["form"]["text"].value()) == (422, "Neuve")


def test_moving_by_the_form(ada, cast, first):
    there = Objective.everywhere.get(workspace=cast.workspace, code="2.1")
    data = {"objective": there.pk, "rank": 2, "code": "2.1.9", "version": 1}
    assert ada.post(address("action_move", first.pk), data).status_code == 302
    codes = Action.everywhere.filter(objective=there).order_by("position").values_list("code", flat=True)
    assert list(codes) == ["2.1.1", "2.1.9", "2.1.2", "2.1.3"]


def test_removing_asks_first_and_undo_brings_it_back(ada, cast, first):
    page = ada.get(address("action_remove", first.pk))
    assert "Son journal est gardé" in page.content.decode()
    ada.post(address("action_remove", first.pk), {"reason": "Doublon", "version": 1})
    first.refresh_from_db()
    assert first.removed_at is not None
    assert ada.get(address("action_edit", first.pk)).status_code == 409
    entry = Entry.everywhere.filter(workspace=cast.workspace).first()
    assert (entry.verb, entry.reason) == ("action.removed", "Doublon")
    assert ada.post(address("journal_undo", entry.pk)).status_code == 302
    first.refresh_from_db()
    assert first.removed_at is None
    assert ada.post(address("journal_undo", entry.pk)).status_code == 409


def test_undo_is_for_those_who_may_and_within_the_workspace(client, cast, first):
    client.force_login(cast.ada)
    client.post(address("action_edit", first.pk), typed(first, text="Autre"))
    entry = Entry.everywhere.filter(workspace=cast.workspace).first()
    url = address("journal_undo", entry.pk)
    assert client.get(url).status_code == 405
    answers = []
    for person, slug in (
        (cast.basile, "mias"),
        (cast.chloe, "mias"),
        (cast.driss, "mias"),
        (cast.driss, "ailleurs"),
    ):
        client.force_login(person)
        answers.append(client.post(address("journal_undo", entry.pk, slug=slug)).status_code)
    assert answers == [403, 403, 404, 404]


def test_the_next_page_is_a_path_of_this_site(ada, first):
    url = address("action_edit", first.pk)
    assert ada.post(url, typed(first, next="/e/mias/plan/?statut=retard")).url == "/e/mias/plan/?statut=retard"
    for foreign in (
        "https://ailleurs.example",
        "//ailleurs.example",
        "/\\ailleurs.example",
        "javascript:alert(1)",
    ):
        assert ada.post(url, typed(first, next=foreign)).url == address("action", first.pk)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"deadline": "26-27"}, "26-27 : du 14 septembre 2026 au 13 septembre 2027."),
        ({"deadline": "<b>"}, "« &lt;b&gt; » n’est pas compris"),
        ({"deadline": "30/06/2027"}, "Au plus tard le 30 juin 2027."),
        ({"short_title": "a" * 30}, "Il reste 10 caractères."),
        ({"short_title": "a" * 41}, "1 caractère de trop."),
        ({"text": "Le *mot* <juste>"}, "Le <em>mot</em> &lt;juste&gt;"),
    ],
)
def test_what_is_typed_is_said_back(ada, query, said):
    answer = ada.get(address("editing_preview"), query).content.decode().replace("\u00a0", " ")
    assert answer.startswith(said)


def test_one_step_up_or_down_stays_on_the_page(ada, cast, first):
    url = address("action_move", first.pk)
    assert ada.post(url, {"step": "down", "version": 1}).url == url
    codes = Action.everywhere.filter(objective_id=first.objective_id).order_by("position")
    assert [one.code for one in codes] == ["1.1.2", "1.1.1", "1.1.3"]
    assert ada.post(url, {"step": "down", "version": 1}).status_code == 409
    assert (ada.get(url).context["rank"], ada.get(url).context["places"]) == (2, 3)
    assert ada.post(url, {"step": "up", "version": "9" * 5000}).status_code == 302
