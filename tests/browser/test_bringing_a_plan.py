"""A plan comes in: from the drop to the plan, by the keyboard, without JavaScript, by hand where none is found."""

import base64
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from playwright.sync_api import Page, expect

from browser import sites
from browser.conftest import PHONE

WORD = sites.ROOT / "examples" / "mias-2024-2029.docx"
DROP = """async ([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  const zone = document.querySelector(".depot label");
  for (const kind of ["dragenter", "dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
}"""
# What the page showed of the reading is kept for after the page has gone.
WATCH = """() => {
  const said = [];
  const keep = () => {
    const words = document.querySelector("[data-follow]:not([hidden]) span")?.textContent;
    if (words && words !== said.at(-1)) said.push(words);
    sessionStorage.setItem("said", JSON.stringify(said));
  };
  new MutationObserver(keep).observe(document.querySelector("[data-follow]"),
    { attributes: true, childList: true, subtree: true });
}"""


def new_workspace(page: Page, name: str) -> str:
    """A workspace that has no plan yet, on the page where a plan comes in."""
    page.get_by_label("Nom du programme").fill(name)
    page.get_by_role("button", name="Ouvrir l’espace").click()
    page.wait_for_url(re.compile("/documents/"))
    return page.url


def drop(page: Page, file: Path) -> None:
    page.evaluate(DROP, [file.name, base64.b64encode(file.read_bytes()).decode()])
    expect(page.locator(".depot .noms")).to_have_text(file.name)


def long_workbook(path: Path, rows: int = 400) -> Path:
    """A fictional plan that takes a moment to read."""
    book = openpyxl.Workbook(write_only=True)
    for name in ("Un", "Deux"):
        sheet = book.create_sheet(name)
        sheet.append(["Action", "Responsable", "Échéance"])
        for rank in range(rows):
            sheet.append([f"Rédiger le guide numéro {rank} de {name}", "Secrétariat", "2025-2026"])
    book.save(path)
    return path


def nothing_known(path: Path) -> Path:
    """A workbook in which nothing looks like a plan."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (
        ("Stock", [("Objet", "Nombre"), ("Chaises", "12"), ("Tables", "3")]),
        ("Choses", [("Zig", "Vlim"), ("Bonjour", "Nord"), ("Merci", "Sud"), ("Salut", "Nord")]),
    ):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    book.save(path)
    return path


def test_the_plan_goes_from_the_drop_to_live_in_under_ten_clicks(come):
    visitor = come()
    page = visitor.open("/espaces/nouveau/")
    new_workspace(page, "Dix clics")
    clicks = 0

    def press(button) -> None:
        nonlocal clicks
        clicks += 1
        button.click()

    drop(page, WORD)
    press(page.get_by_role("button", name="Lire le document"))
    page.wait_for_url(re.compile("/colonnes/"))
    press(page.get_by_role("button", name="Continuer"))
    page.wait_for_url(re.compile(r"[0-9a-f-]{36}/$"))
    doubts = page.locator("article.doute:not(.resolu)")
    for left in range(doubts.count(), 0, -1):
        press(doubts.first.locator(".btn-p"))
        expect(doubts).to_have_count(left - 1)
    press(page.locator("#creer"))
    page.wait_for_url(re.compile("/plan/$"))
    expect(page.locator("tr.l")).to_have_count(52)
    assert clicks < 10, clicks


def test_the_keyboard_alone_takes_a_sure_file_to_the_plan(come):
    visitor = come()
    page = visitor.open("/espaces/nouveau/")
    new_workspace(page, "Clavier")
    drop(page, WORD)
    expect(page.get_by_role("button", name="Lire le document")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/colonnes/"))
    expect(page.get_by_role("button", name="Continuer")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[0-9a-f-]{36}/$"))
    page.locator("#creer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/plan/$"))


def test_the_stages_of_a_reading_are_shown_while_it_lasts(come, tmp_path):
    visitor = come()
    page = visitor.open("/espaces/nouveau/")
    new_workspace(page, "Lecture longue")
    page.locator("input[type=file]").set_input_files(long_workbook(tmp_path / "long.xlsx"))
    page.evaluate(WATCH)
    page.get_by_role("button", name="Lire le document").click(timeout=40_000)
    page.wait_for_url(re.compile("[0-9a-f-]{36}"), timeout=40_000)
    said = page.evaluate("JSON.parse(sessionStorage.getItem('said'))")
    assert said[0] == "Envoi du document"
    assert {"Lecture\u00a0: feuille 1 sur 2", "Recherche des colonnes et des actions"} & set(said), said


def test_a_file_without_a_plan_is_read_as_people_say(come, tmp_path):
    visitor = come()
    page = visitor.open("/espaces/nouveau/")
    new_workspace(page, "À la main")
    page.locator("input[type=file]").set_input_files(nothing_known(tmp_path / "choses.xlsx"))
    page.get_by_role("button", name="Lire le document").click()
    page.wait_for_url(re.compile("/colonnes/"))
    assert visitor.violations() == []
    page.get_by_label(re.compile("Stock")).check()
    expect(page.get_by_role("heading", name="Objet")).to_be_visible()
    page.get_by_label(re.compile("Choses")).check()
    expect(page.get_by_role("heading", name="Zig")).to_be_visible()
    page.get_by_label("Rôle de «\u00a0Zig\u00a0»").select_option("actions")
    expect(page.locator("#mot-colonnes")).to_contain_text("3\u00a0actions")
    page.get_by_role("button", name=re.compile("ontinuer")).click()
    page.locator("#creer").click()
    page.wait_for_url(re.compile("/plan/$"))
    expect(page.locator("tr.l")).to_have_count(3)


def test_a_plan_comes_in_without_javascript(come, tmp_path):
    visitor = come(javascript=False)
    page = visitor.open("/espaces/nouveau/")
    home = new_workspace(page, "Sans script")
    page.locator("input[type=file]").set_input_files(nothing_known(tmp_path / "choses.xlsx"))
    page.get_by_role("button", name="Lire le document").click()
    page.get_by_label(re.compile("Stock")).check()
    page.get_by_role("button", name="Voir ce tableau").click()
    expect(page.get_by_role("heading", name="Objet")).to_be_visible()
    page.goto(home)
    page.locator("input[type=file]").set_input_files(WORD)
    page.get_by_role("button", name="Lire le document").click()
    page.get_by_role("button", name="Relire le document").click()
    page.get_by_role("button", name="Continuer").click()
    page.locator("article.doute .btn-p").first.click()
    expect(page.locator("article.resolu")).to_have_count(1)
    page.get_by_role("button", name="Revenir").click()
    expect(page.locator("article.resolu")).to_have_count(0)
    page.locator("#creer").click()
    page.wait_for_url(re.compile("/plan/$"))
    expect(page.locator("tr.l")).to_have_count(52)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_before_the_review_are_accessible(come, theme):
    visitor = come(theme=theme)
    page = visitor.open("/espaces/nouveau/")
    new_workspace(page, f"Accessible {theme}")
    assert visitor.violations() == []
    page.locator("input[type=file]").set_input_files(WORD)
    page.get_by_role("button", name="Lire le document").click()
    page.wait_for_url(re.compile("/colonnes/"))
    assert visitor.violations() == []


@pytest.mark.parametrize("size", [PHONE, {"width": 720, "height": 450}])
def test_the_columns_fit_a_phone_and_a_zoom_of_200_percent(come, size):
    visitor = come(size=size)
    page = visitor.open("/espaces/nouveau/")
    new_workspace(page, f"Largeur {size['width']}")
    assert visitor.width_of_content() <= size["width"]
    page.locator("input[type=file]").set_input_files(WORD)
    page.get_by_role("button", name="Lire le document").click()
    page.wait_for_url(re.compile("/colonnes/"))
    assert visitor.width_of_content() <= size["width"]
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(re.compile(r"[0-9a-f-]{36}/$"))
    assert visitor.width_of_content() <= size["width"]
