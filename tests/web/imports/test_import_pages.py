"""Putting a plan in through the pages, reviewing it, accepting it."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import arrived
from portulan.imports import slots
from portulan.imports.models import Import, ImportState
from portulan.plans.models import Action, Plan
from portulan.shared import scoping

EXAMPLES = Path(__file__).parents[3] / "examples"
DOCX = "mias-2024-2029.docx"
HOME = "/e/neuf/documents/"


def put_in(client, name=DOCX, data=None, **more):
    data = (EXAMPLES / name).read_bytes() if data is None else data
    return client.post(HOME + "deposer/", {"file": SimpleUploadedFile(name, data), **more})


def reviewed(answer):
    """The review that follows the look at the columns."""
    return answer.url.removesuffix("colonnes/")


@pytest.fixture
def review(neuf, client):
    """The address of the review of the real plan."""
    return f"{HOME}{arrived.under_review(neuf).pk}/"


def doubt_path(review, kind="no_responsible"):
    opened = Import.everywhere.get(pk=review.rstrip("/").rpartition("/")[2])
    one = next(doubt for doubt in opened.reading["doubts"] if doubt["kind"] == kind)
    return f"{review}doutes/{one['id']}/"


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def tokenless(html):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)


def test_an_empty_workspace_asks_for_its_plan(client, neuf):
    html = page(client, HOME)
    assert "Déposez votre plan" in html
    assert 'enctype="multipart/form-data"' in html


@pytest.mark.parametrize("name", [DOCX, "mias-2024-2029.pdf", "mias-2024-2029.txt"])
def test_the_real_plan_goes_from_file_to_plan(client, neuf, name):
    review = reviewed(put_in(client, name))
    html = page(client, review)
    assert "Le plan est lu. Quatre points demandent encore votre avis." in html
    assert "Créer le plan avec 4 doutes ouverts" in html
    assert re.findall(r"<dd>(\d+)</dd>", html) == ["5", "20", "52", "75", "5", "14", "15", "6", "5"]
    assert Plan.everywhere.filter(workspace=neuf).count() == 0
    assert client.post(review + "accepter/").url == "/e/neuf/plan/"
    assert Action.everywhere.filter(workspace=neuf).count() == 52


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (DOCX, "99,2\u00a0% du texte est dans le plan, 0,8\u00a0% dans la mise en page."),
        (
            "mias-2024-2029.txt",
            "95,5\u00a0% du texte est dans le plan, 4,4\u00a0% dans la mise en page, "
            "0,1\u00a0% dans les fragments non classés.",
        ),
    ],
)
def test_the_page_says_where_the_text_went(client, neuf, name, line):
    html = page(client, reviewed(put_in(client, name)))
    assert re.findall(r'<p class="meta compte">(.*?)</p>', html) == [line]
    layout = html[html.index('<dl class="miettes">') :].partition("</dl>")[0]
    assert "séparateurs" in layout


def test_a_file_read_before_its_characters_were_counted_says_nothing_of_them(client, review):
    opened = Import.everywhere.get()
    old = {key: value for key, value in opened.reading.items() if key not in ("shares", "structure")}
    Import.everywhere.update(reading=old)
    assert 'class="meta compte"' not in page(client, review)


def test_pasted_text_is_read_as_a_file(client, neuf):
    text = (EXAMPLES / "mias-2024-2029.txt").read_text()
    review = reviewed(client.post(HOME + "deposer/", {"pasted": text}))
    assert "Texte collé.txt" in page(client, review)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("vide.docx", b"", "est vide"),
        ("photo.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "est une image"),
        ("coupe.docx", (EXAMPLES / DOCX).read_bytes()[:4000], "est abîmé ou incomplet"),
        ("poeme.txt", b"Rien qui ressemble a un plan.\n", "Aucun plan d’action n’a été trouvé"),
    ],
)
def test_a_file_without_a_plan_is_told_beside_the_field(client, neuf, name, data, said):
    answer = put_in(client, name, data)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert said in html[html.index('id="id_file_error"') :]
    assert not Import.everywhere.exists()


def tried(answer):
    """What is proposed to who gave no plan: where its links lead."""
    html = answer.content.decode()
    found = re.search(r'<p class="note essayer".*?</p>', html, re.S)
    assert ("<details" in html and '<details class="repli" open>' in html) == (found is not None)
    return re.findall(r'<a href="([^"]*)"', found.group()) if found else None


def test_a_text_without_a_plan_is_answered_with_what_to_try(client, neuf):
    given = {"pasted": "Rien qui ressemble à un plan."}
    answer = client.post(HOME + "deposer/", given)
    assert tried(answer) == ["#id_pasted", f"{HOME}feuille-a-remplir/"]
    assert 'id="id_pasted"' in answer.content.decode()
    assert tried(put_in(client, "poeme.txt", b"Rien qui ressemble a un plan.\n")) == tried(answer)
    assert tried(put_in(client, "vide.docx", b"")) is None
    assert tried(client.get(HOME)) is None
    assert tried(client.post("/e/mias/documents/deposer/", given)) == ["#id_pasted"]


def test_nothing_given_is_told_and_what_was_pasted_comes_back(client, neuf):
    assert client.post(HOME + "deposer/", {}).status_code == 422
    answer = client.post(HOME + "deposer/", {"pasted": "Rien qui ressemble à un plan."})
    assert answer.status_code == 422
    assert "Rien qui ressemble à un plan.</textarea>" in answer.content.decode()


def test_a_file_too_heavy_is_refused_unread_with_what_fits_a_plan(client, neuf, settings):
    settings.MAX_UPLOAD_BYTES = 1024
    answer = put_in(client, "lourd.docx", b"x" * 3 * 1024 * 1024)
    assert answer.status_code == 413
    html = answer.content.decode()
    assert "Ce document pèse 3 Mo, et Portulan lit jusqu’à 20 Mo" in html
    assert "Gardez les pages ou la feuille qui contiennent le plan" in html
    assert "un lien" not in html
    assert f'href="{HOME}">Revenir aux documents</a>' in html
    assert not Import.everywhere.exists()


def test_a_file_over_what_is_read_is_refused_beside_the_field(client, neuf, monkeypatch):
    monkeypatch.setattr("portulan.web.imports.forms.MAX_BYTES", 1024)
    little = put_in(client, "moins-lourd.docx", b"x" * 2048)
    assert little.status_code == 422
    assert "Gardez les pages ou la feuille qui contiennent le plan" in little.content.decode()
    assert not Import.everywhere.exists()


def test_the_same_file_twice_leads_to_the_same_review(client, review):
    assert reviewed(put_in(client)) == review


def test_an_answer_without_javascript_leads_back_to_its_place(client, review):
    answer = client.post(doubt_path(review), {"proposal": "0"})
    assert answer.url == f"{review}#doute-2"
    html = page(client, review)
    assert "Trois points demandent encore votre avis." in html
    assert "1 sur 4 tranché<" in html


def test_a_fragment_equals_the_same_part_of_the_page(client, review):
    fragment = client.post(doubt_path(review), {"proposal": "0"}, headers={"HX-Request": "true"}).content.decode()
    html = tokenless(page(client, review)).replace(" autofocus", "")
    article = re.search(r"<article.*?</article>", tokenless(fragment).replace(" autofocus", ""), re.S).group()
    assert article in html
    for part in ("titre", "tranches", "creer"):
        found = re.search(rf'<(\w+)[^>]* id="{part}" hx-swap-oob="true">([^<]*)<', fragment) or re.search(
            rf'<(\w+) id="{part}" hx-swap-oob="true">([^<]*)<', fragment
        )
        assert re.search(rf'id="{part}">{re.escape(found.group(2))}<', html)


def test_an_answer_is_taken_back(client, review):
    client.post(doubt_path(review), {"proposal": "0"})
    client.post(doubt_path(review), {"back": "1"})
    assert "Quatre points" in page(client, review)


def test_free_answers_shape_the_plan(client, neuf, review):
    client.post(doubt_path(review), {"text": " CPI "})
    client.post(doubt_path(review, "bare_result"), {"text": "PV de la direction"})
    client.post(doubt_path(review, "unknown_acronym"), {"text": "Groupe Communication"})
    client.post(doubt_path(review, "several_names"), {"text": "Coordination commune"})
    html = page(client, review)
    assert "Le plan est lu. Tout est tranché." in html
    assert "Confier à «\u00a0CPI\u00a0»" in html
    client.post(review + "accepter/")
    with scoping.opened(neuf.pk):
        carried = {
            code: [str(one.body) for one in Action.objects.get(code=code).responsibilities.all()]
            for code in ("3.5.2", "4.1.1")
        }
        assert carried == {"3.5.2": ["CPI"], "4.1.1": ["Coordination commune"]}
        last = Action.objects.get(code="5.4.1").expected_results.get()
        assert last.text == "PV de la direction"
        assert Plan.objects.get().acronyms["GT Com'"] == "Groupe Communication"


@pytest.mark.parametrize(
    "typed",
    [{}, {"proposal": "9"}, {"proposal": "9" * 5000}, {"text": "\x00"}, {"text": "  "}, {"text": "x" * 201}],
)
def test_an_answer_that_is_none_is_refused(client, review, typed):
    assert client.post(doubt_path(review), typed).status_code == 422
    assert "Quatre points" in page(client, review)


def test_groupings_are_undone_and_done_again(client, review):
    for apart, said in (("1", "Rapprocher"), ("0", "Défaire")):
        client.post(review + "graphies/", {"spelling": "Responsable Recherche", "apart": apart})
        assert f'{said}<span class="vh"> Responsable Recherche' in page(client, review)
    assert client.post(review + "graphies/", {"spelling": "Inconnue", "apart": "1"}).status_code == 404


def test_leftovers_are_settled(client, neuf, review):
    opened = Import.everywhere.get()
    place = {"part": "en-tête", "page": 0, "line": 0, "table": 0, "row": 0, "column": 0}
    one = {"text": "À suivre", "place": place, "note": "sous l’en-tête", "nature": "text"}
    Import.everywhere.update(reading={**opened.reading, "leftovers": [one]})
    assert "Rien n’est perdu\u00a0: 1 fragment non classé" in page(client, review)
    path = review + "fragments/0/"
    assert client.post(path, {"fate": "brûlé"}).status_code == 422
    assert client.post(review + "fragments/5/", {"fate": "noted"}).status_code == 404
    client.post(path, {"fate": "noted"})
    assert "Gardé en note" in page(client, review)
    client.post(path, {"fate": ""})
    assert "Gardé en note" not in page(client, review)
    client.post(path, {"fate": "noted"})
    client.post(review + "accepter/")
    assert "À suivre" in page(client, HOME)


def test_accepting_twice_tells_and_doubles_nothing(client, neuf, review):
    client.post(review + "accepter/")
    again = client.post(review + "accepter/")
    assert again.url == "/e/neuf/plan/"
    assert "déjà été repris" in [str(one) for one in again.wsgi_request._messages][-1]
    assert Action.everywhere.filter(workspace=neuf).count() == 52
    assert client.get(review).url == "/e/neuf/plan/"


def test_a_workspace_with_its_plan_proposes_another(client, neuf, review):
    client.post(review + "accepter/")
    html = page(client, HOME)
    assert "Le plan revient d’un fichier" in html
    assert reverse("workspace_new") in html
    assert put_in(client, "mias-2024-2029.txt").url.endswith("/changements/")
    assert Action.everywhere.filter(workspace=neuf).count() == 52


def test_a_review_is_abandoned_after_a_question(client, neuf, review):
    assert "Abandonner cette relecture" in page(client, review + "abandonner/")
    assert client.post(review + "abandonner/").url == HOME
    assert Import.everywhere.get().state == ImportState.DISCARDED
    assert client.get(review).url == HOME
    assert client.post(review + "accepter/").status_code == 409


def test_the_original_comes_back_to_the_byte_as_a_download(client, review):
    answer = client.get(review + "original/")
    assert b"".join(answer.streaming_content) == (EXAMPLES / DOCX).read_bytes()
    assert answer["Content-Disposition"] == f'attachment; filename="{DOCX}"'


def test_only_the_coordination_puts_plans_in(client, cast, review):
    paths = ["", "original/", "abandonner/"]
    for person in (cast.basile, cast.chloe):
        client.force_login(person)
        assert [client.get(review + path).status_code for path in paths] == [403] * 3
        assert [client.post(path).status_code for path in (review + "accepter/", doubt_path(review))] == [403] * 2
        assert put_in(client).status_code == 403
    client.force_login(cast.driss)
    assert [client.get(review + path).status_code for path in paths] == [404] * 3
    assert not Plan.everywhere.filter(workspace__slug="neuf").exists()


def test_an_import_of_another_workspace_is_out_of_reach(client, cast, review):
    elsewhere = review.replace("/e/neuf/", "/e/mias/")
    for path in ("", "original/", "abandonner/"):
        assert client.get(elsewhere + path).status_code == 404
    assert client.post(elsewhere + "accepter/").status_code == 404


@pytest.mark.slow
def test_as_many_queries_with_more_documents(client, neuf, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    put_in(client)
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    count = len(few)
    put_in(client, "mias-2024-2029.txt")
    put_in(client, "mias-2024-2029.pdf")
    with django_assert_num_queries(count):
        client.get(HOME)


def test_when_too_many_files_are_read_it_is_told_and_what_was_pasted_stays(
    client, neuf, monkeypatch, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(slots, "WAIT", 0.05)
    monkeypatch.setattr(slots, "PLACES", 1)
    with slots.place():
        answer = client.post(HOME + "deposer/", {"pasted": "Mon plan à moi"})
    assert answer.status_code == 503
    html = answer.content.decode()
    assert "Plusieurs fichiers sont en lecture en ce moment." in html
    assert "Mon plan à moi</textarea>" in html
    assert not Import.everywhere.exists()


def test_our_json_becomes_the_plan(client, neuf):
    review = put_in(client, "mias-2024-2029.json").url
    assert "Le plan est lu. Rien ne reste à trancher." in page(client, review)
    assert client.post(review + "accepter/").url == "/e/neuf/plan/"
    assert Action.everywhere.filter(workspace=neuf).count() == 52


def test_json_that_is_no_plan_is_told_beside_the_field(client, neuf):
    answer = put_in(client, "plan.json", b'{"format": "portulan-plan/1", "objectives": [{"id": 3}]}')
    assert answer.status_code == 422
    assert "objectives[0].id" in answer.content.decode()


def test_a_reading_can_be_followed_by_the_token_of_its_form(client, neuf, settings, tmp_path):
    settings.READINGS_DIR = tmp_path / "readings"
    html = page(client, HOME)
    token = re.search(r'name="reading" value="([0-9a-f-]{36})"', html)[1]
    assert f'hx-get="{HOME}lecture/{token}/"' in html
    assert put_in(client, reading=token).status_code == 302
    assert list((tmp_path / "readings").iterdir()) == []
    assert put_in(client, "mias-2024-2029.txt", reading="pas un jeton").status_code == 302
