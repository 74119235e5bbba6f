"""A plan of which much is unsure is reviewed: many doubts, few answers, by the mouse and by the keyboard."""

import re
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PHONE

VERBS = ["Rédiger", "Organiser", "Former", "Publier", "Interroger", "Créer", "Signer", "Accueillir"]
THINGS = [
    "un guide",
    "une visite",
    "les tuteurs",
    "un rapport",
    "les diplômés",
    "un tableau de bord",
    "des accords",
]
WHEN = ["court terme", "2026-2027", "dès que possible", "juin 2027", "court terme", ""]
WHO = ["Secrétariat", "Direction", "", "Coordination"]
GIVEN = ["Guide diffusé", "PV", "Enquête dépouillée"]


def unsure_plan(path: Path, rows: int = 40) -> Path:
    """A fictional plan in Word whose deadlines, responsibles and results leave much to ask."""
    document = docx.Document()
    document.add_heading("Plan d’action 2026-2029", 1)
    table = document.add_table(1, 5)
    titles = ("N°", "Action", "Responsable", "Échéance", "Résultats attendus")
    for cell, title in zip(table.rows[0].cells, titles, strict=True):
        cell.text = title
    for rank in range(rows):
        action = f"{VERBS[rank % 8]} {THINGS[rank % 7]} ({rank + 1})"
        row = (f"{rank + 1}", action, WHO[rank % 4], WHEN[rank % 6], GIVEN[rank % 3])
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


@pytest.fixture
def review(come, tmp_path):
    """Opens the review of that plan for a visitor of this size."""

    def opened(name: str, **more):
        visitor = come(**more)
        page = visitor.open("/espaces/nouveau/")
        page.get_by_label("Nom du programme").fill(name)
        page.get_by_role("button", name="Ouvrir l’espace").click()
        page.wait_for_url(re.compile("/documents/"))
        page.locator("input[type=file]").set_input_files(unsure_plan(tmp_path / "plan.docx"))
        page.get_by_role("button", name="Lire le document").click()
        page.wait_for_url(re.compile("/colonnes/"))
        page.get_by_role("button", name=re.compile("ontinuer")).click()
        page.wait_for_url(re.compile(r"[0-9a-f-]{36}/$"))
        return visitor, page

    return opened


def left(page: Page) -> int:
    return page.locator("article.doute:not(.resolu)").count()


def test_more_than_thirty_doubts_are_settled_in_under_ten_clicks(review):
    visitor, page = review("Quarante")
    assert left(page) > 30
    assert visitor.violations() == []
    clicks = 0
    while (lots := page.locator(".lot-reponses")).count():
        before = lots.count()
        lots.first.locator(".btn").last.click()
        expect(lots).to_have_count(before - 1)
        clicks += 1
    for one in page.locator("article.doute:not(.resolu)").all():
        one.locator(".btn-p").click()
        clicks += 1
    expect(page.locator("h1")).to_contain_text("Tout est tranché")
    page.locator("#creer-fin").click()
    page.wait_for_url(re.compile("/plan/$"))
    expect(page.locator("tr.l")).to_have_count(40)
    assert clicks + 1 < 10, clicks


def test_a_deadline_is_given_by_the_keyboard_to_all_that_say_the_same(review):
    visitor, page = review("Clavier des doutes")
    lot = page.locator(".groupe-doutes", has_text="échéances ne sont pas comprises")
    rows = lot.locator("mark").all_inner_texts()
    alike = rows.count("court terme")
    assert alike > 2
    lot.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert visitor.violations() == []
    lot.get_by_text("Donner une échéance…").first.focus()
    page.keyboard.press("Enter")
    field = lot.get_by_label("Échéance").first
    field.focus()
    page.keyboard.type("un jour")
    page.keyboard.press("Enter")
    expect(lot.get_by_role("alert")).to_contain_text("n’est pas compris comme une échéance")
    expect(field).to_be_focused()
    expect(field).to_have_value("un jour")
    field.fill("2027-2028")
    lot.locator(".autrement").first.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    field.focus()
    page.keyboard.press("Enter")
    expect(lot.locator("article.resolu")).to_have_count(alike)
    expect(page.get_by_role("button", name="Revenir").first).to_be_focused()


def test_what_is_refused_or_not_answered_is_said_beside_it(review):
    visitor, page = review("Dans deux onglets")
    other = page.context.new_page()
    other.goto(page.url + "abandonner/")
    other.get_by_role("button", name="Abandonner").click()
    other.close()
    page.locator(".lot-reponses .btn-p").first.click()
    expect(page.get_by_role("alert")).to_have_text(
        "Ce document a été abandonné. Déposez-le à nouveau pour le relire."
    )
    page.context.set_offline(True)
    page.locator(".lot-reponses .btn-p").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Portulan ne répond pas.")
    page.context.set_offline(False)
    visitor.errors.clear()


def test_many_doubts_fit_a_phone(review):
    visitor, page = review("Téléphone", size=PHONE)
    page.locator(".plie summary").first.click()
    assert visitor.width_of_content() <= PHONE["width"]
    assert visitor.violations() == []


def test_the_column_whose_role_is_chosen_comes_into_view(come, tmp_path):
    book = openpyxl.Workbook()
    extra = [f"Remarque {number}" for number in range(9)]
    book.active.append(["Action", "Responsable", "Échéance", *extra])
    for verb in VERBS:
        book.active.append([f"{verb} un guide", "Direction", "2026-2027", *["à voir en équipe"] * 9])
    book.save(tmp_path / "large.xlsx")
    visitor = come()
    page = visitor.open("/espaces/nouveau/")
    page.get_by_label("Nom du programme").fill("Large")
    page.get_by_role("button", name="Ouvrir l’espace").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "large.xlsx")
    page.get_by_role("button", name="Lire le document").click()
    page.wait_for_url(re.compile("/colonnes/"))
    last = page.locator(".extrait th", has_text="Remarque 8")
    within = "(one) => { const frame = one.closest('.src'), at = one.offsetLeft - frame.scrollLeft;"
    within += " return at >= 0 && at + one.offsetWidth <= frame.clientWidth + 1; }"
    assert not last.evaluate(within)
    page.get_by_label("Rôle de «\u00a0Remarque 8\u00a0»").focus()
    assert last.evaluate(within)
