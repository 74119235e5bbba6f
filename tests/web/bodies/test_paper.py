"""What is printed: the sheet of a body, all of them, what is handed over."""

import datetime as dt
import io

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portulan.governance.models import Body, Person
from portulan.plans.models import Action, ExpectedResult
from portulan.tracking.commands import report_progress


def words_of(answer) -> list[str]:
    pages = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pages]


def test_the_sheet_has_boxes_and_the_last_note(ada, at, cep, inside, sit, said):
    sit(cep, "Zoé", title="Présidence")
    report_progress(inside.action("1.1.1"), actor=inside.ada, on=dt.date(2026, 11, 2), text="Relu. " + "mot " * 80)
    ExpectedResult.objects.filter(action__code="1.1.1", text="PV de la CEP").update(
        reached_on=dt.date(2026, 11, 2)
    )
    page = ada.get(at("body_sheet", cep.pk))
    text = said(page)
    assert "Membres : Zoé (Présidence), Basile" in text
    assert "1.1.1 Rédaction de la note 1.1.1 26-27 À échéance cette année Atteint : PV de la CEP Note" in text
    assert "mot … 2 nov. 2026, Ada" in text
    pages = words_of(ada.get(at("body_sheet_file", cep.pk, "pdf")))
    assert len(pages) == 1
    assert "☑ PV de la CEP ☐ Note de synthèse" in pages[0]


def test_the_sheets_of_all_bodies_each_on_its_page(ada, at, cep, carry, cast, client):
    group = Body.objects.create(name="Groupe Alumni", kind="group")
    Body.objects.create(name="Sans action", kind="team")
    carry(group, "1.1.1")
    pages = words_of(ada.get(at("body_sheets", "pdf")))
    assert [("La CEP porte" in one, "Le groupe Alumni porte" in one) for one in pages] == [
        (True, False),
        (False, True),
    ]
    client.force_login(cast.chloe)
    assert client.get(at("body_sheets", "pdf")).status_code == 403


@pytest.mark.slow
def test_sheets_cost_the_same_whatever_the_number_of_actions(ada, at, cep, cast, tenfold):
    counts = []
    for _round in (1, 2):
        for url in (at("body_sheet", cep.pk), at("body_handover", cep.pk)):
            with CaptureQueriesContext(connection) as seen:
                ada.get(url)
            counts.append(len(seen))
        tenfold(cast.workspace)
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15


def test_what_a_person_hands_over(ada, at, cep, inside, sit, said):
    leaving = sit(cep, "Zoé", ends="2026-12-31", title="Présidence")
    sit(cep, "Après", starts="2027-01-01", title="Présidence")
    sit(cep, "Parti aussi", ends="2026-12-31")
    report_progress(
        inside.action("1.1.1"), actor=inside.ada, on=dt.date(2026, 11, 2), text="Relu par Zoé.", state="started"
    )
    Action.objects.exclude(code__in=["1.1.1", "1.1.2"]).update(state="done")
    page = ada.get(at("person_handover", leaving.person_id))
    text = said(page)
    assert "Zoé : deux actions à transmettre" in text
    assert "Présidence, du 14 sept. 2024 au 31 déc. 2026 Qui suit : Après (Présidence), Basile 1.1.1" in text
    assert "au plus tard le 13 septembre 2027 · en cours depuis novembre 2026" in text
    assert (
        "Dernier avancement Relu par Zoé. 2 novembre 2026, Ada Reste à prouver PV de la CEP Note de synthèse"
        in text
    )
    assert "7 actions déjà menées à terme ou abandonnées." in text


def test_the_hand_over_is_offered_when_a_mandate_ends_about_now(ada, at, cep, sit):
    shown = {}
    for name, ends in (("Tard", "2027-06-30"), ("Bientôt", "2027-01-10"), ("À l’instant", "2026-11-01")):
        person = sit(cep, name, ends=ends).person
        shown[name] = at("person_handover", person.pk) in ada.get(at("body", cep.pk)).content.decode()
    assert shown == {"Tard": False, "Bientôt": True, "À l’instant": True}


@pytest.mark.parametrize(
    ("fields", "next_due"),
    [
        ({"deadline_due": dt.date(2026, 9, 13)}, "était due le 13 septembre 2026"),
        ({"deadline_kind": "continuous", "deadline_due": None}, "une preuve avant le 13 septembre 2027"),
        ({"deadline_kind": "none", "deadline_due": None}, "échéance à fixer"),
    ],
)
def test_what_comes_next(ada, at, cep, said, fields, next_due):
    Action.objects.filter(code="1.1.1").update(**fields)
    assert next_due in said(ada.get(at("body_handover", cep.pk)))


def test_nobody_to_follow_is_said(ada, at, cep, inside, said):
    post = Body.objects.create(name="Chargée de com", kind="post")
    assert "Qui suit : À désigner Aucune action en cours." in said(ada.get(at("body_handover", post.pk)))
    alone = Person.objects.create(name="Zoé")
    assert "il n’y a rien à transmettre" in said(ada.get(at("person_handover", alone.pk)))
