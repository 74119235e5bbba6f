"""The page that says what a file would change: choosing, applying, keeping as an older version."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from portulan.imports.models import Import, ImportState
from portulan.plans.commands import editing
from portulan.plans.commands.editing import ActionDraft
from portulan.plans.models import Action, Revision
from portulan.plans.queries.document import document_of
from portulan.reports.files import plan_file
from portulan.shared import scoping

pytestmark = pytest.mark.family

HOME = "/e/mias/documents/"


def word(cast, *replacements):
    """Ada's plan as Word, after somebody typed in it."""
    with scoping.opened(cast.workspace.pk):
        document = Document(io.BytesIO(plan_file(document_of(cast.plan), "docx")[0]))
    for table in document.tables:
        for one in (one for row in table.rows for cell in row.cells for one in cell.paragraphs):
            for before, after in replacements:
                if one.text == before or one.text.endswith(f". {before}"):
                    text = one.text.replace(before, after)
                    for run in one.runs[1:]:
                        run.text = ""
                    one.runs[0].text = text
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def put_in(client, data, name="retour.docx"):
    return client.post(HOME + "deposer/", {"file": SimpleUploadedFile(name, data)}).url


REPLACED = ("Rédaction de la note 1.1.1", "Rédaction de la note annuelle 1.1.1")
ALSO = ("Rédaction de la note 2.1.1", "Rédaction d’une autre note 2.1.1")


@pytest.fixture
def back(cast, ada):
    """The address of the page of a file that rewords two actions."""
    return put_in(ada, word(cast, REPLACED, ALSO))


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def seen(html):
    return re.search(r'name="seen" value="(\w+)"', html)[1]


def buttons(html):
    """The cells: (their token, whether the file's word is taken)."""
    found = re.findall(r'name="file" value="(action:[^"]+:\w+:\w+)" aria-pressed="(\w+)"', html)
    return [(token, pressed == "true") for token, pressed in found]


def test_a_file_that_comes_back_says_what_it_would_change(ada, back):
    html = page(ada, back)
    assert "<h1>Ce que le fichier changerait</h1>" in html
    assert "Le fichier propose 2 changements, dans 2 lignes du plan." in html
    assert "Rédaction de la note <ins>annuelle </ins>1.1.1" in html
    assert [taken for _token, taken in buttons(html)] == [True, True]
    assert "Appliquer 2 changements" in html


def test_one_cell_is_refused_and_the_other_applied(cast, ada, back):
    html = page(ada, back)
    token = buttons(html)[0][0]
    assert ada.post(back + "choisir/", {"here": token}).url == f"{back}#ligne-1"
    html = page(ada, back)
    assert [taken for _token, taken in buttons(html)] == [False, True]
    assert ada.post(back + "appliquer/", {"seen": seen(html)}).url == "/e/mias/plan/"
    texts = Action.everywhere.filter(workspace=cast.workspace, code__in=["1.1.1", "2.1.1"]).order_by("code")
    assert [one.text for one in texts] == [REPLACED[0], ALSO[1]]
    assert Import.everywhere.get().state == ImportState.ACCEPTED


@pytest.mark.parametrize(
    ("choice", "label"), [("file", "Appliquer 2 changements"), ("here", "Terminer sans rien")]
)
def test_all_are_decided_at_once(ada, back, choice, label):
    ada.post(back + "choisir/", {choice: "all"})
    assert label in page(ada, back)


def test_a_fragment_is_the_row_of_the_page_and_the_bar(ada, back):
    token = buttons(page(ada, back))[0][0]
    answer = ada.post(back + "choisir/", {"here": token}, headers={"HX-Request": "true"})
    fragment, whole = answer.content.decode(), page(ada, back)

    def row(html):
        html = re.sub(r'value="\w{64}"', "", html)
        return re.search(r'<article.*?id="ligne-1".*?</article>', html, re.DOTALL)[0]

    assert row(fragment) == row(whole)
    assert 'id="decider" hx-swap-oob="true"' in fragment
    assert "Appliquer 1 changement" in fragment


def test_a_plan_that_changed_meanwhile_is_compared_again(cast, inside, ada, back):
    html = page(ada, back)
    action = Action.objects.get(code="1.1.1")
    editing.change_action(action, ActionDraft(text="Un texte d’ici"), actor=cast.ada)
    answer = ada.post(back + "appliquer/", {"seen": seen(html)}, follow=True)
    said = answer.content.decode()
    assert "La comparaison est refaite" in said
    assert "1 demande votre choix" in said
    assert "Un conflit n’est pas tranché" in said
    assert Import.everywhere.get().state == ImportState.REVIEW


def test_applying_twice_is_told(cast, ada, back):
    mark = seen(page(ada, back))
    ada.post(back + "appliquer/", {"seen": mark})
    said = ada.post(back + "appliquer/", {"seen": mark}, follow=True).content.decode()
    assert "a déjà été repris dans le plan" in said
    assert ada.get(back).url == HOME


def test_a_file_that_says_what_the_plan_says_changes_nothing(cast, ada):
    html = page(ada, put_in(ada, word(cast)))
    assert "Ce fichier ne change rien au plan." in html
    assert "Terminer sans rien changer" in html


def test_an_older_edition_is_kept_under_its_date(cast, ada, back):
    answer = ada.post(back + "dater/", {"label": "Avril 2024", "adopted_on": "2024-04-15"}, follow=True)
    assert "est gardée parmi les révisions du plan" in answer.content.decode()
    kept = Revision.everywhere.get(workspace=cast.workspace, label="Avril 2024")
    assert kept.adopted_on.isoformat() == "2024-04-15"
    assert Action.everywhere.get(workspace=cast.workspace, code="1.1.1").text == REPLACED[0]


@pytest.mark.parametrize(
    "typed", [{"label": "", "adopted_on": "2024-04-15"}, {"label": "A", "adopted_on": "2999-01-01"}]
)
def test_a_version_without_name_or_past_date_comes_back_filled(ada, back, typed):
    answer = ada.post(back + "dater/", typed)
    assert answer.status_code == 422
    assert f'value="{typed["adopted_on"]}"' in answer.content.decode()


def test_a_scope_that_is_no_row_is_told(ada, back):
    assert ada.post(back + "choisir/", {"file": "action:0"}).status_code == 409
    assert ada.post(back + "choisir/", {}).status_code == 409


def test_a_state_in_a_file_is_told_and_not_taken(cast, inside, ada, back):
    opened = Import.objects.get()
    action = opened.reading["document"]["objectives"][0]["objectives"][0]["actions"][0]
    action["state"] = "done"
    opened.save()
    html = page(ada, back)
    assert "Le fichier dit aussi autre chose de l’état ou d’une colonne à part\u00a0: 1.1.1." in html
    ada.post(back + "appliquer/", {"seen": seen(html)})
    assert Action.objects.get(code="1.1.1").state == "not_started"


def test_only_the_coordination_sees_it(client, cast, ada, back):
    paths = [("", "get"), ("choisir/", "post"), ("appliquer/", "post"), ("dater/", "post")]
    for person, status in ((cast.basile, 403), (cast.chloe, 403), (cast.driss, 404)):
        client.force_login(person)
        assert [getattr(client, how)(back + path).status_code for path, how in paths] == [status] * 4
    client.logout()
    assert [getattr(client, how)(back + path).status_code for path, how in paths] == [302] * 4
    client.force_login(cast.driss)
    elsewhere = back.replace("/e/mias/", "/e/ailleurs/")
    assert [getattr(client, how)(elsewhere + path).status_code for path, how in paths] == [404] * 4


@pytest.mark.slow
def test_as_many_queries_for_one_row_as_for_six(cast, ada):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    many = [
        (f"Rédaction de la note {code}", f"Écriture de la note {code}") for code in ("1.1.1", "1.1.2", "2.1.1")
    ]
    for data in (word(cast, REPLACED), word(cast, *many)):
        back = put_in(ada, data)
        with CaptureQueriesContext(connection) as queries:
            page(ada, back)
        counts.append(len(queries))
    assert counts[0] == counts[1]


OTHER = "\n".join(
    ["Action;Responsable;Échéance", *(f"Vider le grenier numéro {n};Famille;2026-2027" for n in range(6))]
).encode()


def test_another_plan_is_told_and_nothing_of_it_is_taken_by_itself(cast, ada, back):
    stranger = put_in(ada, OTHER, "grenier.csv").removesuffix("colonnes/")
    ada.post(stranger.removesuffix("changements/") + "colonnes/", {"settle": "1"})
    html = page(ada, stranger)
    assert "Aucune de ses actions n’est dans votre plan\u00a0: c’est sans doute un autre plan." in html
    assert "Lui ouvrir un espace" in html
    assert "Terminer sans rien changer" in html
    assert "autre plan" not in page(ada, back)
    html = ada.post(stranger + "choisir/", {"file": "all"}, follow=True).content.decode()
    assert "Appliquer" in html
