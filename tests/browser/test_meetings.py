"""A meeting from end to end: agenda proposed, minutes typed, a decision, a postponement, closed, its proofs."""

import datetime as dt
import io
import re

import pytest
from docx import Document
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from browser import old_minutes
from browser.conftest import HERE, PHONE
from calendar_reading import read

SAVED = re.compile(r"Enregistré à \d")
DISCUSSED = ("2.1.1", "2.4.1", "2.2.1", "2.1.3", "3.6.1")


def planned(page, day):
    """A meeting of the CEP on that day, on the page where it is prepared."""
    page.get_by_label("Instance").select_option(label="CEP · Commission Environnement professionnel")
    page.locator("[name=day]").fill(day.isoformat())
    page.locator("[name=starts]").fill("14:00")
    page.locator("[name=ends]").fill("16:00")
    page.locator("[name=place]").fill("salle du Conseil")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_url(re.compile(r"/reunions/[0-9a-f-]{36}/"))


def choose(page, codes):
    """Of what the plan proposes, these actions and nothing else."""
    rows = page.locator(".propositions li")
    offered = {}
    for row in rows.all():
        code = row.locator("b.code")
        box = row.locator("input")
        box.set_checked(False)
        if code.count():
            offered[code.inner_text()] = box
    assert set(codes) <= offered.keys()
    for code in codes:
        offered[code].set_checked(True)
    page.get_by_role("button", name="Mettre à l’ordre du jour").click()
    for code in codes:
        expect(page.locator(".points-prevus")).to_contain_text(code)


def exactly(code):
    return re.compile(rf"^{re.escape(code)}$")


def point_of(page, code):
    """The item of that action, being written in."""
    section = page.locator("section.seance-point", has=page.locator("a.code", has_text=exactly(code)))
    if not section.locator("textarea[name=notes]").count():
        section.get_by_role("link", name=re.compile("^Passer à ce point")).click()
    expect(section.locator("textarea[name=notes]")).to_be_visible()
    return section


def write(page, code, notes):
    section = point_of(page, code)
    section.locator("textarea[name=notes]").fill(notes)
    expect(section.locator("[data-state]")).to_have_text(SAVED)
    return section


def texts_of(word: bytes) -> str:
    file = Document(io.BytesIO(word))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def test_the_meeting_of_the_cep_from_end_to_end(come):
    visitor = come()
    page = visitor.open(f"{HERE}/reunions/fixer/")
    planned(page, dt.date.today())
    choose(page, DISCUSSED)
    page.get_by_role("button", name="Ouvrir la séance").click()

    write(page, "2.1.1", "La version de juin est **relue**.")
    section = write(page, "2.4.1", "La feuille de route est présentée.")
    section.locator("summary", has_text="Décision").click()
    section.locator("details[open] [name=text]").fill("La feuille de route est approuvée.")
    section.get_by_role("button", name="Noter la décision").click()
    expect(section.locator(".seance-acte")).to_contain_text("La feuille de route est approuvée.")
    section = write(page, "2.2.1", "Le projet v3 est discuté.")
    section.locator("summary", has_text="Reporter l’échéance").click()
    section.locator("details[open] [name=deadline]").fill("27-28")
    section.locator("details[open] [name=reason]").fill("Le projet attend l’avis du CS.")
    section.locator("details[open]").get_by_role("button", name="Reporter l’échéance").click()
    expect(section.locator(".seance-acte")).to_contain_text("26-27 devient 27-28")
    write(page, "2.1.3", "Le processus est esquissé.")
    write(page, "3.6.1", "Une rencontre a lieu en janvier.")

    page.get_by_role("link", name="Clore la séance").click()
    proofs = page.locator(".pv-preuves li")
    expect(proofs).to_have_count(5)
    assert sorted(one.locator("b.code").inner_text() for one in proofs.all()) == sorted(DISCUSSED)
    assert all(one.locator("input").is_checked() for one in proofs.all())
    expect(page.locator(".pv-lecture")).to_contain_text("Une rencontre a lieu en janvier.")
    assert visitor.violations() == []
    page.get_by_role("button", name="Clore et faire le PV").click()

    expect(page.locator("h1")).to_have_text(re.compile(r"Procès-verbal n°\s\d+"))
    expect(page.locator(".prouve-l > li")).to_have_count(5)
    assert visitor.violations() == []
    said = texts_of(fetched(page, "Word"))
    pdf = fetched(page, "PDF")
    with PdfDocument(pdf) as file:
        printed = "".join(one.get_textpage().get_text_bounded() for one in file)
    for words in (
        "La version de juin est relue.",
        "La feuille de route est approuvée.",
        "devient 27-28",
        "Projet",
    ):
        assert words in said
        assert words in printed
    assert b"pdfuaid:part" in pdf
    for code in DISCUSSED:
        action = page.locator(".prouve-l a", has=page.locator(".code", has_text=exactly(code)))
        address = action.get_attribute("href")
        assert "PV n°" in page.context.request.get(visitor.site.url(address)).text()


def test_an_agenda_program_reads_the_meetings_of_the_body(come):
    visitor = come()
    page = visitor.open(f"{HERE}/reunions/fixer/")
    planned(page, dt.date.today() + dt.timedelta(days=9))
    page.goto(visitor.site.url(f"{HERE}/reunions/calendriers/"))
    page.locator("[name=what]").select_option(label="CEP")
    page.get_by_role("button", name="Créer une adresse").click()
    answer = page.context.request.get(page.get_by_label("Adresse du calendrier").input_value())
    _whole, events = read(answer.body())
    days = [event["DTSTART"].dt.date() for event in events]
    assert dt.date.today() + dt.timedelta(days=9) in days


def fetched(page, name) -> bytes:
    """The bytes behind a button of the page."""
    address = page.locator(".tete .btns").get_by_role("link", name=re.compile(rf"^{name}")).get_attribute("href")
    return bytes(page.context.request.get(page.url.split("/e/")[0] + address).body())


def test_old_minutes_come_in_from_a_browser(come):
    visitor = come()
    page = visitor.open(f"{HERE}/reunions/anciens-pv/")
    page.locator("#pv-fichiers").set_input_files(old_minutes.dropped())
    page.get_by_role("button", name="Lire ces fichiers").click()
    expect(page.locator(".pv-ancien")).to_have_count(1)
    expect(page.get_by_label("Jour de la réunion")).to_have_value("2026-03-12")
    assert visitor.violations() == []
    page.get_by_role("button", name="Enregistrer, finir plus tard").click()
    expect(page.locator(".pv-ancien")).to_have_count(1)
    page.get_by_role("button", name="Reprendre ces PV").click()
    expect(page.locator(".pv-ancien")).to_have_count(0)
    page.goto(visitor.site.url(f"{HERE}/reunions/"))
    expect(page.locator(".reunions").last).to_contain_text("PV repris d’un fichier")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["reunions/decisions/", "reunions/anciens-pv/"])
def test_the_pages_are_accessible_on_a_phone(come, path, theme):
    visitor = come(size=PHONE, theme=theme)
    visitor.open(f"{HERE}/{path}")
    assert visitor.violations() == []
    assert visitor.width_of_content() <= PHONE["width"]
