"""The first day of a Portulan: the welcome link, the workspace, the plan's file, its review, the plan."""

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from playwright.sync_api import Page, expect

from browser import sites
from browser.conftest import PHONE

PASSWORD = "une phrase assez longue"
EMAIL = "ada@example.org"


@pytest.fixture(scope="module")
def arrived(browser, empty) -> sites.Site:
    """Ada followed the welcome link, made her account and her workspace, and had the sample plan read."""
    context = browser.new_context(locale="fr-BE", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(empty.links[0])
    page.get_by_label("Votre nom").fill("Ada Exemple")
    page.get_by_label("Adresse e-mail").fill(EMAIL)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    page.get_by_label("Nom du programme").fill("Master fictif")
    page.get_by_role("button", name="Ouvrir l’espace").click()
    page.wait_for_url(re.compile("/documents/"))
    page.locator("input[type=file]").set_input_files(sites.ROOT / "examples" / "mias-2024-2029.docx")
    page.get_by_role("button", name="Lire le document").click()
    page.wait_for_url(re.compile(r"/documents/[0-9a-f-]{36}/"))
    context.close()
    return empty


def sign_in(page: Page) -> None:
    page.get_by_label("Adresse e-mail").fill(EMAIL)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(re.compile(r"/e/[\w-]+/"))


def test_signing_in_with_a_password_then_reviewing_the_import_to_the_plan(come, arrived):
    page = come(role="", site=arrived).open("/compte/connexion/")
    sign_in(page)
    page.locator("#nav").get_by_role("link", name="Documents").click()
    page.get_by_role("link", name=re.compile("Relire|Reprendre|relecture")).first.click()
    page.wait_for_url(re.compile(r"/documents/[0-9a-f-]{36}/"))
    expect(page.locator("main")).to_contain_text("3.5.2")
    page.locator("#creer").click()
    page.wait_for_url(re.compile(r"/e/[\w-]+/(plan/)?$"))
    page.goto(re.sub(r"(/e/[\w-]+/).*", r"\1plan/", page.url))
    expect(page.locator("tr.l")).to_have_count(52)


def test_a_wrong_password_gets_a_sentence_and_keeps_the_address(come, arrived):
    visitor = come(role="", site=arrived)
    page = visitor.open("/compte/connexion/")
    page.get_by_label("Adresse e-mail").fill(EMAIL)
    page.get_by_label("Mot de passe").fill("ce n’est pas lui")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Adresse e-mail")).to_have_value(EMAIL)
    expect(page.locator("main [role=alert], main .erreur, main .erreurs").first).to_be_visible()
    visitor.forgive("422")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_review_is_accessible(come, theme):
    visitor = come(theme=theme)
    page = visitor.open("/e/atelier/documents/")
    page.get_by_role("link", name=re.compile("Relire|Reprendre|relecture")).first.click()
    page.wait_for_url(re.compile(r"/documents/[0-9a-f-]{36}/"))
    assert visitor.violations() == []


def test_the_review_fits_a_phone(come):
    visitor = come(size=PHONE)
    page = visitor.open("/e/atelier/documents/")
    page.get_by_role("link", name=re.compile("Relire|Reprendre|relecture")).first.click()
    page.wait_for_url(re.compile(r"/documents/[0-9a-f-]{36}/"))
    assert visitor.width_of_content() <= PHONE["width"]


@pytest.fixture
def unheard_of(tmp_path) -> Path:
    """A fictional plan in a spreadsheet whose titles say nothing."""
    book = openpyxl.Workbook()
    book.active.append(["Bloub", "Zig", "Ploc", "Grum", "Trula", "Vlim"])
    for rank in range(12):
        aim = ["Améliorer l’accueil", "Suivre la qualité"][rank // 6]
        action = ["Rédiger un guide", "Organiser une visite", "Former les tuteurs", "Publier un rapport"][rank % 4]
        body, year = ["Secrétariat", "Direction"][rank % 2], ["2025-2026", "2026-2027"][rank % 2]
        result, remark = (
            ["Guide diffusé", "Visite faite", "Tuteurs formés"][rank % 3],
            "à voir" if rank % 3 else "",
        )
        book.active.append([aim, f"{action} pour le groupe {rank + 1}", body, year, result, remark])
    for cell in book.active[1]:
        cell.font = Font(bold=True)
    book.save(tmp_path / "inconnu.xlsx")
    return tmp_path / "inconnu.xlsx"


def test_a_spreadsheet_with_unheard_of_titles_goes_live_after_one_screen(come, arrived, unheard_of):
    visitor = come(role="", site=arrived)
    page = visitor.open("/compte/connexion/")
    sign_in(page)
    page.goto(arrived.url("/espaces/nouveau/"))
    page.get_by_label("Nom du programme").fill("Tableur fictif")
    page.get_by_role("button", name="Ouvrir l’espace").click()
    page.wait_for_url(re.compile("/documents/"))
    page.locator("input[type=file]").set_input_files(unheard_of)
    page.get_by_role("button", name="Lire le document").click()
    page.wait_for_url(re.compile(r"/documents/[0-9a-f-]{36}/"))
    if not page.url.endswith("/colonnes/"):
        page.get_by_role("link", name="Vérifier les colonnes").click()
    page.get_by_label("Rôle de «\u00a0Vlim\u00a0»").select_option("extra")
    expect(page.locator("#mot-colonnes")).to_contain_text("12\u00a0actions")
    assert visitor.violations() == []
    page.get_by_role("button", name=re.compile("ontinuer")).click()
    page.locator("#creer").click()
    page.wait_for_url(re.compile(r"/plan/$"))
    expect(page.locator("tr.l")).to_have_count(12)
