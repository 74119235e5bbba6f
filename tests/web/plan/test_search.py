"""Search: what is found, how it is shown, as a page and as the header's short answer."""

import re

import pytest
from django.test import Client

import factories
from portulan.plans.models import Action
from portulan.tracking.models import ProgressUpdate
from portulan.web.plan.highlight import excerpt, highlight, spans

SEARCH = "/e/mias/chercher/"


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Réseau des Diplômé.es", ["reseau", "diplome"], "<mark>Réseau</mark> des <mark>Diplômé</mark>.es"),
        ("Œuvre à l’œuvre", ["oeuvre"], "<mark>Œuvre</mark> à l’<mark>œuvre</mark>"),
        ("a < b & c", ["b"], "a &lt; <mark>b</mark> &amp; c"),
        ("rien", ["autre"], "rien"),
        ("", ["x"], ""),
    ],
)
def test_words_are_marked_whatever_case_and_accents(text, words, marked):
    assert highlight(text, words) == marked


def test_words_that_touch_are_one_mark():
    assert spans("partenariat", ["parte", "nariat"]) == [(0, 11)]


def test_a_long_text_is_cut_around_the_word():
    text = " ".join(["début"] * 40 + ["trésor"] + ["fin"] * 40)
    shown = excerpt(text, ["tresor"])
    assert "<mark>trésor</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(re.sub(r"<[^>]*>", "", shown)) <= 165


@pytest.fixture
def filled(inside):
    """An action with a proof and a note that hold the word "néologisme"."""
    action = inside.action("2.1.2")
    factories.proof(action, title="Néologismes du secteur")
    ProgressUpdate.objects.create(action=action, on="2026-11-03", text="Un néologisme de plus", author_name="Ada")
    Action.objects.filter(code="1.1.1").update(text="Choisir un *néologisme*", short_title="Le mot")
    return inside


def groups(answer) -> dict[str, int]:
    """The number of answers by kind."""
    page = answer.content.decode()
    sections = re.findall(r'<h2 id="g-\d+">([^<]*)</h2>(.*?)</section>', page, re.DOTALL)
    return {title: body.count("<li>") for title, body in sections}


def test_every_kind_is_searched_together(filled, ada):
    answer = ada.get(SEARCH, {"q": "NEOLOGISME"})
    assert groups(answer) == {"Actions": 1, "Preuves": 1, "Avancements": 1}
    assert '<p class="meta" id="compte" role="status">3 réponses</p>' in answer.content.decode()
    assert groups(ada.get(SEARCH, {"q": "cep"}))["Responsables"] == 1
    assert groups(ada.get(SEARCH, {"q": "note synthese"})) == {"Résultats attendus": 9}
    assert groups(ada.get(SEARCH, {"q": "trajectoire"})) == {"Objectifs": 1}


def test_a_code_finds_its_action_first(cast, ada):
    page = ada.get(SEARCH, {"q": "2.1.2"}).content.decode()
    assert re.findall(r'<span class="code"><mark>([^<]*)</mark></span>', page)[0] == "2.1.2"


def test_the_header_gets_a_fragment(filled, ada):
    answer = ada.get(SEARCH, {"q": "neologisme"}, headers={"HX-Request": "true", "HX-Target": "trouves-vite"})
    fragment = answer.content.decode()
    assert "<html" not in fragment
    assert fragment.count("<li>") == 3
    assert f'href="/e/mias/action/{filled.action("1.1.1").pk}/"' in fragment
    assert "<mark>" in fragment


def test_nothing_found_and_nothing_asked_are_said_kindly(cast, ada):
    assert "Rien dans le plan ne répond à ces mots." in ada.get(SEARCH, {"q": "zzzz"}).content.decode()
    assert "fouillés ensemble" in ada.get(SEARCH).content.decode()


def test_what_is_typed_is_printed_as_text(cast, ada):
    assert "<script>x" not in ada.get(SEARCH, {"q": "<script>x"}).content.decode()
    assert ada.get(SEARCH, {"q": "é" * 5000}).status_code == 200


def test_only_for_this_workspace(filled):
    driss = Client()
    driss.force_login(filled.driss, backend="django.contrib.auth.backends.ModelBackend")
    assert driss.get(SEARCH, {"q": "neologisme"}).status_code == 404
    assert groups(driss.get("/e/ailleurs/chercher/", {"q": "neologisme"})) == {}
    assert Client().get(SEARCH).status_code == 302
