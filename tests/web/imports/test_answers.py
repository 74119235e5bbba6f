"""Answering doubts: those of one kind as one question, those alike together, deadlines in one's own words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portulan.imports.models import Import
from portulan.plans.models import Action, Plan
from portulan.shared import scoping
from portulan.workspaces.models import Workspace

HOME = "/e/neuf/documents/"
ROWS = [
    ("1.1", "Rédiger un guide pour les nouveaux étudiants", "", "2025-2026", "PV"),
    ("1.2", "Organiser une visite du campus", "Secrétariat", "court terme", "Visite faite"),
    ("1.3", "Former les tuteurs", "", "dès que possible", "rapport"),
    ("1.4", "Publier un rapport annuel", "Direction", "court terme", "Rapport publié"),
    ("1.5", "Interroger les diplômés", "Direction", "dès que possible", "PV"),
    ("1.6", "Créer un tableau de bord", "", "2026-2027", "Tableau en ligne"),
    ("1.7", "Signer des accords", "Direction", "", "Accords signés"),
]


def file(rows=ROWS):
    titles = ("Code", "Action", "Responsable", "Échéance", "Résultats attendus")
    return "\n".join(";".join(row) for row in (titles, *rows)).encode()


def put_in(client, data):
    path = client.post(HOME + "deposer/", {"file": SimpleUploadedFile("plan.csv", data)}).url
    review = path.removesuffix("colonnes/")
    client.post(review + "colonnes/", {"settle": "1"})
    return review


@pytest.fixture
def review(neuf, client):
    """The address of the review of a fictional plan of which much is unsure."""
    return put_in(client, file())


def ids(kind):
    return [one["id"] for one in Import.everywhere.get().reading["doubts"] if one["kind"] == kind]


def answered():
    return Import.everywhere.get().decisions.get("answers", {})


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def tokenless(html):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"| autofocus| open(?=>)', "", html)


def lot(html, heading):
    """The part of the page under this heading."""
    return next(one for one in re.findall(r"<section class=\"groupe.*?</section>", html, re.S) if heading in one)


def test_doubts_of_one_kind_are_one_question_the_worst_first(client, review):
    html = page(client, review)
    headings = re.findall(r'<h3 id="[dl]t-\d+">([^<]*)<', html)
    assert headings == [
        "Trois actions n’ont pas de responsable",
        "Quatre échéances ne sont pas comprises",
        "Trois résultats ne disent pas de quoi",
        "L’action 1.7 n’a pas d’échéance",
    ]
    assert re.findall(r'<span class="n" aria-hidden="true">(\d)<', html) == ["1", "2", "3", "4"]
    unclear = lot(html, "Quatre échéances")
    assert re.findall(r'<span class="code">([\d.]+)</span> <mark>([^<]*)</mark>', unclear) == [
        ("1.2", "court terme"),
        ("1.4", "court terme"),
        ("1.3", "dès que possible"),
        ("1.5", "dès que possible"),
    ]


def test_one_answer_settles_a_whole_lot_and_is_taken_back(client, review):
    kind = ids("unclear_deadline")
    answer = client.post(f"{review}doutes/{kind[0]}/", {"proposal": "0", "lot": "1"})
    assert answer.url.startswith(f"{review}#lot-")
    assert sorted(answered()) == sorted(kind)
    html = page(client, review)
    assert "Sept points demandent encore votre avis." in html
    done = lot(html, "Quatre échéances")
    assert "tout est tranché" in done
    assert done.count('class="doute resolu"') == 4
    client.post(f"{review}doutes/{kind[0]}/", {"back": "1", "lot": "1"})
    assert answered() == {}


def test_what_keeps_each_as_it_is_understood_is_one_answer_whatever_its_words(client, review):
    kind = ids("bare_result")
    assert "Garder tel quel" in lot(page(client, review), "Trois résultats")
    client.post(f"{review}doutes/{kind[0]}/", {"proposal": "0", "lot": "1"})
    assert {one["effects"] == [] for one in answered().values()} == {True}
    assert sorted(answered()) == sorted(kind)


def test_an_answer_that_some_do_not_take_is_none_of_the_lot(client, review):
    kind = ids("no_responsible")
    offered = lot(page(client, review), "Trois actions").partition("</form>")[0]
    assert offered.count('name="proposal"') == 1
    assert "Laisser à désigner" in offered
    first = next(one for one in Import.everywhere.get().reading["doubts"] if one["id"] == kind[1])
    assert first["proposals"][0]["effects"]
    assert client.post(f"{review}doutes/{kind[1]}/", {"proposal": "0", "lot": "1"}).status_code == 422
    assert client.post(f"{review}doutes/{kind[0]}/", {"proposal": "99", "lot": "1"}).status_code == 422
    assert client.post(f"{review}doutes/{kind[0]}/", {"lot": "1"}).status_code == 422
    assert answered() == {}


def test_what_is_left_of_a_lot_takes_the_answer_what_is_answered_stays(client, review):
    kind = ids("unclear_deadline")
    client.post(f"{review}doutes/{kind[0]}/", {"text": "2027-2028"})
    html = lot(page(client, review), "Quatre échéances")
    assert "Pour les 3 qui restent" in html
    assert "1 sur 4" in html
    left = re.search(r'action="[^"]*doutes/([^"]+)/"[^>]*>[^>]*><input type="hidden" name="lot"', html).group(1)
    assert left in kind[1:]
    client.post(f"{review}doutes/{left}/", {"proposal": "0", "lot": "1"})
    assert answered()[kind[0]]["effects"][0]["text"] == "2027-2028"
    assert len(answered()) == 4


@pytest.mark.parametrize("whole", [{}, {"lot": "1"}])
def test_the_fragment_is_the_lot_of_the_page_and_its_counts(client, review, whole):
    path = f"{review}doutes/{ids('unclear_deadline')[0]}/"
    fragment = client.post(path, {"proposal": "0", **whole}, headers={"HX-Request": "true"}).content.decode()
    html = tokenless(page(client, review))
    part, _, rest = tokenless(fragment).partition("</section>")
    assert part.strip() in html
    found = re.findall(r' id="([\w-]+)" hx-swap-oob="true">([^<]*)<', rest)
    assert {one for one, _ in found} == {"titre", "tranches", "creer", "creer-fin", "reste-1"}
    for own, text in found:
        assert f'id="{own}">{text}<' in html


def test_those_alike_take_one_deadline_in_ones_own_words(client, neuf, review):
    kind = ids("unclear_deadline")
    html = page(client, review)
    assert html.count("De même pour l’autre «\u00a0court terme\u00a0»") == 4  # two doubts, two forms each
    client.post(f"{review}doutes/{kind[0]}/", {"text": "juin 2027", "alike": "1"})
    client.post(review + "accepter/")
    with scoping.opened(neuf.pk):
        due = dict(Action.objects.order_by("code").values_list("code", "deadline_due"))
        texts = dict(Action.objects.values_list("code", "deadline_text"))
    assert (texts["1.2"], texts["1.4"], texts["1.3"]) == ("juin 2027", "juin 2027", "dès que possible")
    assert (due["1.2"].isoformat(), due["1.3"]) == ("2027-06-30", None)


def test_a_deadline_is_understood_with_the_academic_year_of_the_workspace(client, neuf, review):
    Workspace.objects.filter(pk=neuf.pk).update(year_day=1, year_month=2)
    client.post(f"{review}doutes/{ids('no_deadline')[0]}/", {"text": "2026-2027"})
    client.post(review + "accepter/")
    with scoping.opened(neuf.pk):
        assert Action.objects.get(code="1.7").deadline_due.isoformat() == "2027-01-31"


@pytest.mark.parametrize("typed", ["un jour", "bientôt"])
def test_a_deadline_that_is_none_comes_back_filled_with_what_to_write(client, review, typed):
    path = f"{review}doutes/{ids('unclear_deadline')[0]}/"
    answer = client.post(path, {"text": typed})
    assert answer.status_code == 422
    fragment = client.post(path, {"text": typed}, headers={"HX-Request": "true"})
    assert fragment.status_code == 200
    for html in (answer.content.decode(), fragment.content.decode()):
        assert f'value="{typed}"' in html
        assert f"«\u00a0{typed}\u00a0» n’est pas compris comme une échéance." in html
    assert answered() == {}


def test_a_number_given_twice_is_given_anew(client, neuf):
    twice = [row if row[0] != "1.4" else ("1.3", *row[1:]) for row in ROWS]
    review = put_in(client, file(twice))
    kind = ids("code_twice")
    assert client.post(f"{review}doutes/{kind[1]}/", {"text": "1." * 20}).status_code == 422
    client.post(f"{review}doutes/{kind[1]}/", {"text": "1.4"})
    client.post(review + "accepter/")
    with scoping.opened(neuf.pk):
        assert sorted(Action.objects.values_list("code", flat=True)) == [row[0] for row in ROWS]
        assert Plan.objects.count() == 1
