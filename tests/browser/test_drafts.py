"""A draft of a revision, from its opening to its adoption, by the keyboard; without a script; in both themes."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import HERE, PHONE


def row(page: Page, code: str) -> Locator:
    exact = re.compile(rf"^{re.escape(code)}$")
    return page.locator("tr.l", has=page.locator("th .code", has_text=exact))


def press(page: Page, target: Locator) -> None:
    """Go to it and press Enter, as the keyboard does."""
    target.focus()
    page.keyboard.press("Enter")


def type_in(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def opened(page: Page, name: str) -> str:
    press(page, page.get_by_role("link", name="Préparer une révision"))
    type_in(page, "Nom du brouillon", name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url


def test_a_draft_goes_from_its_opening_to_its_adoption_by_the_keyboard(come):
    page = come().open(f"{HERE}/revisions/")
    address = opened(page, "Brouillon au clavier")
    press(page, row(page, "2.1.3").get_by_role("link", name=re.compile("^Modifier")))
    type_in(page, "Telle que le plan l’écrit", "28-29")
    expect(page.locator("#comprise")).to_contain_text("septembre 2028")
    type_in(page, "Pourquoi", "L’enquête passe d’abord.")
    press(page, page.get_by_role("button", name="Enregistrer").last)
    expect(row(page, "2.1.3").locator("ins")).to_have_text("28-29")
    expect(row(page, "2.1.3")).to_contain_text("L’enquête passe d’abord.")
    press(page, row(page, "2.2.1").get_by_role("link", name=re.compile("^Réunir")))
    page.get_by_label("Réunir à").focus()
    page.keyboard.type("2.1.1")
    press(page, page.get_by_role("button", name="Réunir"))
    expect(row(page, "2.2.1")).to_contain_text("réunie à 2.1.1")
    press(page, row(page, "3.1.2").get_by_role("link", name=re.compile("^Retirer")))
    press(page, page.get_by_role("button", name="Retirer l’action"))
    expect(row(page, "3.1.2")).to_contain_text("retirée")
    press(page, row(page, "3.1.2").get_by_role("button", name=re.compile("^Revenir")))
    expect(row(page, "3.1.2")).not_to_contain_text("retirée")
    expect(row(page, "3.1.2").get_by_role("link", name=re.compile("^Modifier"))).to_be_focused()
    press(page, page.get_by_role("button", name="Renuméroter"))
    expect(page.locator(".chapo")).to_contain_text("1 retirée, 1 renumérotée, 1 échéance changée")
    expect(page.locator("#h-charge + * , section:has(#h-charge)").first).to_contain_text("avant")
    press(page, page.get_by_role("link", name="Adopter"))
    type_in(page, "Ce qui a été décidé", "Point 3 du PV.")
    press(page, page.get_by_role("button", name="Adopter"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Brouillon au clavier")
    expect(page.locator("main")).to_contain_text("Point 3 du PV.")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Ce brouillon est clos")


def test_a_draft_is_worked_on_without_a_script_and_given_up(come):
    page = come(javascript=False).open(f"{HERE}/revisions/")
    opened(page, "Brouillon sans script")
    row(page, "1.1.2").get_by_role("link", name=re.compile("^Retirer")).click()
    page.get_by_role("button", name="Retirer l’action").click()
    expect(row(page, "1.1.2")).to_contain_text("retirée")
    row(page, "1.1.2").get_by_role("button", name=re.compile("^Revenir")).click()
    expect(page.locator(".chapo")).to_contain_text("dit encore la même chose")
    page.get_by_role("link", name="Abandonner").click()
    page.get_by_role("button", name="Abandonner le brouillon").click()
    expect(page.get_by_text("est abandonné. Le plan n’a pas changé.")).to_be_visible()
    expect(page.get_by_role("link", name="Brouillon sans script")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_draft_breaks_no_rule_and_fits_a_phone(come, theme):
    visitor = come(theme=theme)
    page = visitor.open(f"{HERE}/revisions/")
    address = opened(page, f"Brouillon {theme}")
    for code, act in (("1.1.2", "Retirer"), ("4.1.1", "Modifier")):
        row(page, code).get_by_role("link", name=re.compile(f"^{act}")).click()
        assert visitor.violations() == []
        if act == "Modifier":
            page.get_by_label("Telle que le plan l’écrit").fill("28-29")
        page.locator("main form button.btn-1, main form button.btn-grave").last.click()
        page.wait_for_url(re.compile(r"/brouillons/[0-9a-f-]{36}/#"))
    page.locator("details.autres-charges summary").click()
    assert visitor.violations() == []
    page.goto(f"{address}adopter/")
    assert visitor.violations() == []
    page.set_viewport_size(PHONE)
    for path in (address, f"{address}adopter/", f"{address}action/ajouter/"):
        page.goto(path)
        assert visitor.width_of_content() <= PHONE["width"]
    page.goto(f"{address}abandonner/")
    page.get_by_role("button", name="Abandonner le brouillon").click()
