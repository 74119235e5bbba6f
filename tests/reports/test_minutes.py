"""The minutes of a meeting as Word and PDF/UA, in French and in English, as a draft and approved."""

import dataclasses
import datetime as dt
import io

import pytest
from docx import Document as WordFile
from pypdfium2 import PdfDocument

from portulan.reports.files import minutes_file
from portulan.reports.kinds import minutes
from portulan.reports.kinds.days import clock, full_day, long_day
from portulan.reports.kinds.minutes import Act, Attendee, Edition, Point, Proceedings, Session
from portulan.typeset import markdown

SESSION = Session(
    institutions="Haute école fictive",
    programme="Master fictif",
    body="Commission Environnement professionnel",
    body_label="CEP",
    title="",
    number=3,
    year="2026-2027",
    on=dt.date(2026, 12, 3),
    starts=dt.time(14),
    ends=dt.time(16, 30),
    place="salle 12",
    attendees=(
        Attendee("1", "Ada", "présidence", "present"),
        Attendee("2", "Basile", "", "excused"),
        Attendee("3", "Chloé", "", "expected", guest=True),
    ),
    points=(
        Point("1", "Accueil"),
        Point("2", "Synthèse", "Action 1.1.1", "La note est **relue**.", ("L’échéance passe de 26 à 27.",), (
            Act("a", False, "La note est finalisée.", "", dt.date(2027, 1, 31)),
            Act("b", True, "Rédiger la suite.", "Ada", dt.date(2027, 1, 15)),
        )),
        Point("3", "Charte", put_off=True),
    ),
    opened=dt.time(14, 4),
    next_on=dt.datetime(2027, 1, 14, 14, 0),
    chair="Ada",
)  # fmt: skip


ORDER = (
    "Haute école fictive",
    "Procès-verbal n°_3 · 2026-2027",
    "Jeudi_3_décembre_2026",
    "de 14_h à 16_h_30",
    "Séance ouverte à 14_h_04.",
    "Projet",
    "Présent·e",
    "Excusé·e",
    "Non notée",
    "1. Accueil",
    "Point passé en revue",
    "2. Synthèse",
    "**relue**",
    "L’échéance passe",
    "**Décision**",
    "Pour le 31_janvier_2027",
    "**À faire**",
    "Ada, pour le 15_janvier_2027",
    "3. Charte",
    "remis à une prochaine",
    "Jeudi_14_janvier_2027, à 14_h",
    "Date et signature",
)


def told(session=SESSION, edition=None):
    return markdown.write(minutes.build(Proceedings(session, edition or Edition()))).decode()


def test_all_that_it_says_in_order():
    said = told()
    places = [said.find(one.replace("_", "\u00a0")) for one in ORDER]
    assert -1 not in places
    assert places == sorted(places)


def test_an_approved_edition_is_no_draft():
    said = told(edition=Edition(approved=dt.date(2027, 1, 14)))
    assert "Approuvé le 14\u00a0janvier\u00a02027" in said
    assert "Projet" not in said


def test_a_corrected_edition_says_what():
    assert "Version 2, corrigée\u00a0: une présence" in told(edition=Edition(2, "une présence"))


def test_it_speaks_english():
    said = told(edition=Edition(language="en"))
    assert "Minutes no. 3" in said
    assert "Thursday\u00a03\u00a0December\u00a02026" in said
    assert "from 14:00 to 16:30" in said
    assert "Draft" in said


def test_without_number_people_or_next_date():
    bare = dataclasses.replace(SESSION, number=None, attendees=(), points=(), next_on=None, opened=None)
    said = told(bare)
    assert "# Procès-verbal\n" in said
    assert "Aucune personne n’est inscrite" in said
    assert "n’est pas encore fixée" in said


def test_the_pdf_is_accessible_and_the_word_file_opens():
    content, media_type, suffix = minutes_file(Proceedings(SESSION, Edition()), "pdf")
    assert (media_type, suffix) == ("application/pdf", "pdf")
    assert b"pdfuaid:part" in content
    with PdfDocument(content) as file:
        text = "".join(page.get_textpage().get_text_bounded() for page in file)
    assert "La note est finalisée." in text
    word, _type, _suffix = minutes_file(Proceedings(SESSION, Edition()), "docx")
    assert "Procès-verbal n°\u00a03 · 2026-2027" in [one.text for one in WordFile(io.BytesIO(word)).paragraphs]
    assert minutes_file(Proceedings(SESSION, Edition()), "docx")[0] == word
    with pytest.raises(ValueError, match="xlsx"):
        minutes_file(Proceedings(SESSION, Edition()), "xlsx")


def test_days_and_hours_in_words():
    first = dt.date(2026, 5, 1)
    assert long_day(first, "fr-BE") == "1er\u00a0mai\u00a02026"
    assert full_day(first, "nl") == "vendredi\u00a01er\u00a0mai\u00a02026"
    assert long_day(first, "en") == "1\u00a0May\u00a02026"
    assert (clock(dt.time(14), "fr"), clock(dt.time(9, 5), "en")) == ("14\u00a0h", "09:05")
