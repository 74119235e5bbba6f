"""Saying what each column of a file holds, through the pages."""

import io
import re
from itertools import cycle

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.styles import Font

from portulan.imports.models import ColumnMapping, Import
from portulan.plans.models import Action, Plan
from portulan.shared import scoping
from portulan.workspaces.commands import open_workspace

pytestmark = pytest.mark.family

HOME = "/e/neuf/documents/"
TITLES = ["Bloub", "Zig", "Ploc", "Grum", "Trula", "Vlim"]
ROLES = ["objectives", "actions", "responsibles", "deadline", "results", "extra"]
AIMS = ["Améliorer l’accueil des étudiants", "Suivre la qualité de la formation", "Ouvrir le programme au monde"]
ACTIONS = [
    ("Rédiger un guide pour les nouveaux étudiants", "Guide diffusé"),
    ("Organiser une visite du campus en septembre", "Visite faite"),
    ("Former les tuteurs de première année", "Tuteurs formés"),
    ("Publier un rapport annuel", "Rapport publié"),
    ("Interroger les diplômés", "Enquête dépouillée"),
    ("Créer un tableau de bord partagé", "Tableau en ligne"),
    ("Signer des accords avec des partenaires", "Accords signés"),
    ("Accueillir des enseignants étrangers", "Deux invités par an"),
    ("Proposer un cours en anglais", "Cours au programme"),
    ("Financer des séjours d’étude", "Dix bourses"),
]


def workbook(titles=TITLES, last="2025-2026"):
    """A fictional plan whose titles say nothing."""
    book = openpyxl.Workbook()
    bodies, years = (
        cycle(["Secrétariat", "Direction", "Commission pédagogique"]),
        cycle(["2025-2026", "2026-2027"]),
    )
    book.active.append(titles)
    for rank, (action, result) in enumerate(ACTIONS):
        year = last if rank == len(ACTIONS) - 1 else next(years)
        remark = "à voir en équipe" if rank % 3 == 0 else None
        book.active.append([AIMS[rank * 3 // 10], action, next(bodies), year, result, remark])
    for cell in book.active[1]:
        cell.font = Font(bold=True)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def put_in(client, data=None, name="inconnu.xlsx"):
    data = workbook() if data is None else data
    return client.post(HOME + "deposer/", {"file": SimpleUploadedFile(name, data)})


@pytest.fixture
def mapping(neuf, client):
    """The address of the columns of a spreadsheet with unheard-of titles, one of them unsure."""
    path = put_in(client).url
    opened = Import.everywhere.get()
    for column in opened.reading["tables"][0]["columns"]:
        column["confidence"] = 0.5 if column["title"] == "Trula" else column["confidence"]
    opened.save()
    return path if path.endswith("colonnes/") else path + "colonnes/"


def told(*roles, **more):
    """What the form sends when its columns are given these roles."""
    keys = {f"key-{number}": title for number, title in enumerate(TITLES, 1)}
    return {**keys, **{f"role-{number}": role for number, role in enumerate(roles or ROLES, 1)}, **more}


def chosen(html):
    return re.findall(r'<option value="(\w+)" selected>', html)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def tokenless(html):
    """The page without what is new each time: the token of its forms, that of its reading, where the cursor is."""
    html = re.sub(r' autofocus|name="(csrfmiddlewaretoken|reading)" value="[^"]*"', "", html)
    return re.sub(r"/lecture/[0-9a-f-]{36}/", "", html).strip()


def test_unsure_columns_come_before_the_review(client, mapping):
    review = mapping.removesuffix("colonnes/")
    assert client.get(review).url == mapping
    html = page(client, mapping)
    assert "Que contient chaque colonne\u00a0?" in html
    assert re.findall(r"<h3>(.*?)</h3>", html) == TITLES
    assert re.findall(r'<th scope="col" class="x-(\d)">(\w+)</th>', html) == [
        (str(number), title) for number, title in enumerate(TITLES, 1)
    ]
    assert html.count("<b>à confirmer</b>") == 2
    assert "10\u00a0actions" in html


def test_a_spreadsheet_with_unheard_of_titles_goes_live_after_one_screen(client, neuf, mapping):
    review = client.post(mapping, told(settle="1")).url
    assert review == mapping.removesuffix("colonnes/")
    assert "Colonnes lues comme vous l’avez dit." in page(client, review)
    client.post(review + "accepter/")
    with scoping.opened(neuf.pk):
        found = [
            (
                one.text,
                [str(each.body) for each in one.responsibilities.all()],
                [result.text for result in one.expected_results.all()],
                one.extra,
            )
            for one in Action.objects.order_by("objective__position", "position")
        ]
    bodies, remarks = cycle(["Secrétariat", "Direction", "Commission pédagogique"]), cycle([True, False, False])
    assert found == [
        (action, [next(bodies)], [result], {"Vlim": "à voir en équipe"} if next(remarks) else {})
        for action, result in ACTIONS
    ]


def test_one_change_reads_all_again(client, mapping):
    assert (
        client.post(mapping, told("objectives", "actions", "responsibles", "deadline", "extra", "extra")).url
        == mapping
    )
    html = page(client, mapping)
    assert chosen(html)[4] == "extra"
    assert "résultats attendus" not in html[html.index('id="mot-colonnes"') :].partition("</p>")[0]
    assert html.count("<b>choisi par vous</b>") >= 1


def test_the_fragment_equals_the_same_part_of_the_page(client, mapping):
    sent = told("objectives", "actions", "responsibles", "deadline", "extra", "extra")
    fragment = client.post(mapping, sent, headers={"HX-Request": "true"}).content.decode()
    html = tokenless(page(client, mapping))
    form = re.search(r"<form class=\"correspondance\".*?</form>", tokenless(fragment), re.S).group()
    assert form in html
    lead = re.search(r'<p class="chapo" id="mot-colonnes".*?</p>', fragment, re.S).group()
    assert lead.replace(' hx-swap-oob="true"', "") in html


@pytest.mark.family
@pytest.mark.parametrize(
    "sent",
    [
        told("dragon"),
        {"key-1": "Inconnue", "role-1": "actions"},
        {"key-1": "Bloub"},
        told("actions", "actions", settle="1"),
        told("objectives", "extra", "extra", "extra", "extra", "extra", settle="1"),
    ],
)
def test_roles_that_make_no_plan_are_refused_and_stand_there_again(client, mapping, sent):
    before = Import.everywhere.get().reading
    answer = client.post(mapping, sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Import.everywhere.get().reading == before
    if "role-6" in sent:
        assert chosen(answer.content.decode()) == [sent[f"role-{number}"] for number in range(1, 7)]


def test_what_was_told_is_remembered_for_the_same_titles(client, neuf, mapping):
    client.post(mapping, told("objectives", "actions", "responsibles", "deadline", "extra", "results", settle="1"))
    with scoping.opened(neuf.pk):
        assert ColumnMapping.objects.get().titles == TITLES
    review = put_in(client, workbook(last="2029-2030"), "suivant.xlsx").url
    assert not review.endswith("colonnes/")
    assert "Colonnes lues comme la dernière fois." in page(client, review)
    html = page(client, review + "colonnes/")
    assert chosen(html) == ["objectives", "actions", "responsibles", "deadline", "extra", "results"]
    assert html.count("<b>comme la dernière fois</b>") == 6
    other = put_in(client, workbook([*TITLES[:5], "Autre"]), "autre.xlsx").url
    assert "comme la dernière fois" not in client.get(other, follow=True).content.decode()


def test_another_workspace_remembers_nothing_of_it(client, cast, mapping):
    client.post(mapping, told(settle="1"))
    other = open_workspace("Autre", actor=cast.ada)
    client.post(f"/e/{other.slug}/documents/deposer/", {"file": SimpleUploadedFile("x.xlsx", workbook())})
    assert Import.everywhere.get(workspace=other).mapping["remembered"] is False


def test_answers_stay_when_the_file_is_read_again(client, neuf):
    review = put_in(client, workbook(last="bientôt, peut-être")).url.removesuffix("colonnes/")
    mapping = review + "colonnes/"
    client.post(mapping, told(settle="1"))
    (doubt,) = [one for one in Import.everywhere.get().reading["doubts"] if one["kind"] == "unclear_deadline"]
    client.post(f"{review}doutes/{doubt['id']}/", {"proposal": "0"})
    client.post(mapping, told("objectives", "actions", "responsibles", "deadline", "extra", "extra", settle="1"))
    assert list(Import.everywhere.get().decisions["answers"]) == [doubt["id"]]


def test_only_the_coordination_maps(client, cast, mapping):
    for person in (cast.basile, cast.chloe):
        client.force_login(person)
        assert [client.get(mapping).status_code, client.post(mapping, told()).status_code] == [403, 403]
    client.force_login(cast.driss)
    assert [client.get(mapping).status_code, client.post(mapping, told()).status_code] == [404, 404]
    client.logout()
    assert client.get(mapping).status_code == 302
    client.force_login(cast.ada)
    elsewhere = mapping.replace("/e/neuf/", "/e/mias/")
    assert [client.get(elsewhere).status_code, client.post(elsewhere, told()).status_code] == [404, 404]


def test_an_accepted_import_is_mapped_no_more(client, neuf, mapping):
    review = client.post(mapping, told(settle="1")).url
    client.post(review + "accepter/")
    assert client.get(mapping, follow=True).redirect_chain[-1][0] == "/e/neuf/plan/"
    assert client.post(mapping, told(settle="1")).status_code == 409
    assert Plan.everywhere.filter(workspace=neuf).count() == 1


@pytest.mark.slow
def test_as_many_queries_whatever_the_columns(client, mapping, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as whole:
        client.get(mapping)
    opened = Import.everywhere.get()
    opened.reading["tables"][0]["columns"] = opened.reading["tables"][0]["columns"][:2]
    opened.save()
    with django_assert_num_queries(len(whole)):
        client.get(mapping)
