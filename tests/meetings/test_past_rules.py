"""Days, bodies and actions recognised in the name and the text of old minutes."""

import datetime as dt
import uuid

import pytest

from portulan.meetings.rules.days import days_in
from portulan.meetings.rules.past import KnownAction, KnownBody, Sure, recognised
from portulan.plandoc.text import fold

TODAY = dt.date(2026, 11, 23)
DAY = dt.date(2025, 10, 8)
CEP = KnownBody(uuid.UUID(int=1), "CEP", "CEP", ("Commission Environnement professionnel",))
CS = KnownBody(uuid.UUID(int=2), "CS", "CS", ("Comité stratégique", "CoStrat"))
BODIES = (CEP, CS)


def action(code, title, number):
    return KnownAction(uuid.UUID(int=number), code, (fold(title),))


ACTIONS = (
    action("2.1.1", "Synthèse des rencontres 2023-2024", 11),
    action("2.2.1", "Charte éthique du management", 12),
    action("3.6.1", "Reconnaissance du titre", 13),
    action("1.2", "Accueil des étudiant·es", 14),
)


def told(name="PV.docx", *lines):
    return recognised(name, lines, BODIES, ACTIONS, TODAY)


def codes(found):
    names = {str(one.id): one.code for one in ACTIONS}
    return {names[one.value]: one.sure for one in found.actions}


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-08", "20251008", "2025_10_08", "08/10/2025", "8/10/25", "8.10.2025", "08-10-2025",
        "8 octobre 2025",
        "mercredi 8 octobre 2025", "8 OCT. 2025", "8 october 2025", "October 8, 2025", "October 8th 2025",
        "8th of October 2025", "8 oktober 2025", "8-octobre-2025", "PV_8_octobre_2025", "8 oct. 25",
    ],
)  # fmt: skip
def test_a_day_in_all_its_spellings(text):
    assert [one.day for one in days_in(f"PV {text} CEP")] == [DAY]


def test_the_first_of_a_month():
    assert [one.day for one in days_in("le 1er septembre 2025 puis le 2 maart 2026")] == [
        dt.date(2025, 9, 1), dt.date(2026, 3, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["2.1.1", "31/02/2025", "12/2025", "3.14.15.16", "0800 12 34 56", "8 personnes 2025", "081025"]
)
def test_what_is_no_day(text):
    assert days_in(text) == []


@pytest.mark.parametrize(("name", "day", "sure"), [
    ("PV CEP 081025.docx", DAY, True),
    ("PV CEP 251031.docx", dt.date(2025, 10, 31), True),
    ("PV CEP 121113.docx", dt.date(2013, 11, 12), False),
])  # fmt: skip
def test_six_figures_in_a_name(name, day, sure):
    (found,) = days_in(name, six_figures_until=TODAY)
    assert (found.day, found.sure) == (day, sure)


def test_name_and_text_that_agree():
    found = told("CEP/2025-10-08 PV.docx", "PV de la réunion de la CEP du 8 octobre 2025")
    assert (found.day.value, found.day.sure) == ("2025-10-08", Sure.SURE)
    assert (found.body.value, found.body.sure) == (str(CEP.id), Sure.SURE)


def test_name_and_text_that_disagree_are_to_be_checked():
    found = told("PV CEP 2025-10-10.docx", "Réunion du 8 octobre 2025")
    assert (found.day.value, found.day.sure) == ("2025-10-08", Sure.UNSURE)
    found = told("PV CEP 2025-10-10.docx", "Rédigé le 12 octobre 2025")
    assert (found.day.value, found.day.sure) == ("2025-10-10", Sure.UNSURE)


def test_the_day_of_an_earlier_or_a_later_meeting_is_not_that_one():
    found = told("pv.docx", "Approbation du PV du 10 septembre 2025", "Prochaine réunion : 3 novembre 2025",
                 "Séance du 8 octobre 2025")  # fmt: skip
    assert (found.day.value, found.day.sure) == ("2025-10-08", Sure.SURE)
    assert told("pv.docx", "Réunion du 8 octobre 2030").day.value == ""


def test_a_scan_is_known_by_its_name_alone():
    found = told("CoStrat 08.10.2025.pdf")
    assert (found.day.value, found.body.value, found.actions) == ("2025-10-08", str(CS.id), ())
    found = told("scan0001.pdf")
    assert (found.day.value, found.body.value) == ("", "")


def test_an_acronym_is_told_by_its_capitals_in_a_text():
    assert told("pv.docx", "Les cs de la région").body.value == ""
    assert told("pv.docx", "PV du CS").body.value == str(CS.id)
    assert told("pv_cs.docx").body.value == str(CS.id)
    assert told("pv.docx", *["…"] * 20, "le Comité stratégique en parle").body.sure is Sure.UNSURE


def test_two_bodies_in_a_name_and_one_in_the_text():
    found = told("PV CEP-CS.docx", "Comité stratégique, séance plénière")
    assert (found.body.value, found.body.sure) == (str(CS.id), Sure.UNSURE)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("L’action 2.1.1 est discutée.", {"2.1.1": Sure.SURE}),
        ("2.1.1 Synthèse des rencontres 2023-2024", {"2.1.1": Sure.SURE}),
        ("2.1.1 Divers", {"2.1.1": Sure.UNSURE}),
        ("Le point revient sur 2.1.1 et s’achève.", {"2.1.1": Sure.LIKELY}),
        ("Synthese des rencontres 2023 – 2024 : version de juin", {"2.1.1": Sure.LIKELY}),
        ("Le 2.1.2026, version v2.1.1 du logiciel, adresse 2.1.1.4, 12.1.1", {}),
        ("Le prix est de 1.2 million", {"1.2": Sure.UNSURE}),
        ("L’action 1.2 avance", {"1.2": Sure.SURE}),
        ("Rien de tout cela", {}),
    ],
)
def test_actions_by_their_code_or_their_title(line, found):
    assert codes(told("pv.docx", line)) == found


def test_the_surest_place_counts():
    found = told("pv.docx", "2.1.1 Divers", "Retour sur 2.1.1 en fin de séance", "action 2.1.1")
    assert codes(found) == {"2.1.1": Sure.SURE}
