"""What a word of a file stands for: one question for each, remembered for the next edition."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portulan.imports import proposals
from portulan.imports.models import ColumnMapping, Import
from portulan.plandoc.comparison.changes import Field
from portulan.plans.models import Action, Plan
from portulan.shared import scoping

HOME = "/e/neuf/documents/"
TITLES = ("Code", "Action", "Responsable", "Échéance", "Résultats attendus", "État")
STATES = ("Au four", "à voir en jury", "au four", "en cours", "Au four", "fait")


def file(states=STATES, year="2025-2026"):
    rows = [
        (f"1.{rank}", f"Organiser la rencontre numéro {rank}", "Direction", year, f"Rencontre {rank} tenue", state)
        for rank, state in enumerate(states, 1)
    ]
    return "\n".join(";".join(row) for row in (TITLES, *rows)).encode()


def put_in(client, data):
    path = client.post(HOME + "deposer/", {"file": SimpleUploadedFile("plan.csv", data)}).url
    review = path.removesuffix("colonnes/")
    if path != review:
        client.post(path, {"settle": "1"})
    return review


@pytest.fixture
def review(neuf, client):
    return put_in(client, file())


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def asked():
    """The doubts about each word."""
    found = {}
    for one in Import.everywhere.latest("uploaded_at").reading["doubts"]:
        if one["kind"] == "unknown_word":
            found.setdefault(one["question"]["with"]["text"].lower(), []).append(one["id"])
    return found


def answered():
    given = Import.everywhere.latest("uploaded_at").decisions.get("answers", {})
    return {doubt: [effect["is"] for effect in one["effects"]] for doubt, one in given.items()}


def words():
    return ColumnMapping.everywhere.get().words


def test_each_word_is_one_question_with_the_states_of_the_plan(client, review):
    html = page(client, review)
    headings = [one for one in re.findall(r'<h3 id="[dl]t-\d+">([^<]*)<', html) if "état" in one]
    assert headings == [
        "«\u00a0Au four\u00a0» dans trois actions\u00a0: quel état est-ce\u00a0?",
        "«\u00a0à voir en jury\u00a0»\u00a0: quel état est-ce\u00a0?",
    ]
    lot = re.search(r'<form class="lot-reponses.*?</form>', html, re.S).group()
    assert re.findall(r"<button[^>]*>([^<]*)<", lot) == [
        "Garder tel quel",
        "Pas commencée",
        "En cours",
        "Réalisée",
        "Suspendue",
        "Abandonnée",
    ]


def test_one_answer_says_what_all_cells_with_the_word_mean_and_enters_the_plan(client, neuf, review):
    first = asked()["au four"][0]
    client.post(f"{review}doutes/{first}/", {"proposal": "2", "lot": "1"})
    assert answered() == {one: ["started"] for one in asked()["au four"]}
    client.post(f"{review}accepter/")
    with scoping.opened(neuf.pk):
        states = list(Action.objects.order_by("code").values_list("state", "extra"))
    assert states == [
        ("started", {}),
        ("not_started", {"État": "à voir en jury"}),
        ("started", {}),
        ("started", {}),
        ("started", {}),
        ("done", {}),
    ]


def test_the_next_edition_is_read_as_the_words_were_told(client, neuf, review):
    for word, rank in (("au four", "2"), ("à voir en jury", "0")):
        client.post(f"{review}doutes/{asked()[word][0]}/", {"proposal": rank, "lot": "1"})
    assert words() == {"state": {"au four": "started", "a voir en jury": "extra"}}
    client.post(f"{review}accepter/")
    client.post(HOME + "deposer/", {"file": SimpleUploadedFile("encore.csv", file(year="2026-2027"))})
    told = asked()
    assert answered() == {
        **{one: ["started"] for one in told["au four"]},
        **{one: [] for one in told["à voir en jury"]},
    }
    with scoping.opened(neuf.pk):
        came = proposals.proposal_of(Import.objects.latest("uploaded_at"), Plan.objects.get())
    assert {cell.field for cell in (*came.cells, *came.elsewhere)} == {Field.DEADLINE}


def test_a_word_read_as_last_time_says_so_and_may_be_asked_again(client, review):
    client.post(f"{review}doutes/{asked()['au four'][0]}/", {"proposal": "2", "lot": "1"})
    again = put_in(client, file(year="2026-2027"))
    html = page(client, again)
    assert "tout est tranché\u00a0: En cours, comme la dernière fois" in html
    client.post(f"{again}doutes/{asked()['au four'][0]}/", {"back": "1", "lot": "1"})
    assert answered() == {}
    assert words() == {"state": {}}


def test_many_words_that_stand_once_are_one_question(client, neuf):
    review = put_in(client, file((*(f"voir la note {rank}" for rank in range(5)), "Au four", "Au four", "fait")))
    headings = re.findall(r'<h3 id="[dl]t-\d+">([^<]*)<', page(client, review))
    assert headings == [
        "Cinq cellules ne disent ni un état ni une priorité connus",
        "«\u00a0Au four\u00a0» dans deux actions\u00a0: quel état est-ce\u00a0?",
    ]
