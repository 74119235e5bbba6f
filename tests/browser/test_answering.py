"""A personal link in a browser: a note with two proofs in three interactions, on a phone; keyboard; no script."""

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import HERE, PHONE

PROOFS = [
    {"name": "PV CEP 2026-11-12.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 lien un"},
    {"name": "Note relue.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 lien deux"},
]


class Hand:
    """Does what a person does, and counts it."""

    def __init__(self):
        self.did = []

    def types(self, place, words):
        place.fill(words)
        self.did.append("types")

    def chooses(self, place, files):
        place.set_input_files(files)
        self.did.append("chooses")

    def presses(self, button):
        button.click()
        self.did.append("presses")


@pytest.fixture
def link(come):
    """Gives the path of a new personal link of somebody in the demo's inquiry."""

    def giving(name):
        page = come().open(f"{HERE}/nouvelles/")
        page.locator(".demandes a").first.click()
        row = page.locator(".demandees > li").filter(has_text=name)
        row.get_by_role("button", name="Nouveau lien").click()
        address = page.locator(".liens-frais input").input_value()
        return re.sub(r"^https?://[^/]+", "", address)

    return giving


def test_a_note_with_two_proofs_in_three_interactions(come, link):
    path, hand = link("Thomas Wéry"), Hand()
    visitor = come(role="", size=PHONE)
    page = visitor.open(path)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile(r"^Bonjour Thomas\. .*minutes suffisent\.$")
    )
    card = page.locator(".a-dire").first
    hand.types(card.get_by_label("En une phrase"), "La version de travail est relue par deux membres.")
    hand.chooses(card.locator("input[type=file]"), PROOFS)
    hand.presses(page.get_by_role("button", name="Envoyer"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Merci Thomas, c’est noté\."))
    noted = page.get_by_role("status").filter(has_text="Ce qui est noté")
    expect(noted).to_contain_text("La version de travail est relue par deux membres.")
    expect(noted).to_contain_text("Note relue")
    expect(noted).to_contain_text("PV CEP 2026-11-12")
    assert hand.did == ["types", "chooses", "presses"]
    coordination = come().open(f"{HERE}/nouvelles/")
    coordination.locator(".demandes a").first.click()
    row = coordination.locator(".demandees > li").filter(has_text="Thomas Wéry")
    expect(row).to_contain_text("La version de travail est relue par deux membres.")
    expect(row.locator(".venu .i use[href$=paperclip]")).to_have_count(3)


def test_by_keyboard_alone(come, link):
    visitor = come(role="")
    page = visitor.open(link("Inès Baptista"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Deux contacts pris.")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "file"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Envoyer").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Merci Inès"))
    expect(page.get_by_role("status").first).to_contain_text("Deux contacts pris.")


def test_without_a_script(come, link):
    page = come(role="", javascript=False, size=PHONE).open(link("Hugo Lenaerts"))
    card = page.locator(".a-dire").first
    card.get_by_label("En une phrase").fill("La newsletter est prête.")
    card.locator("input[type=file]").set_input_files(PROOFS[:1])
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Merci Hugo"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, {"width": 1440, "height": 900}], ids=["phone", "desk"])
def test_its_page_is_for_everybody(come, link, theme, size):
    visitor = come(role="", theme=theme, size=size)
    page = visitor.open(link("Marc Dufrane"))
    page.locator(".de-plus summary").first.click()
    assert visitor.violations() == []
    assert visitor.width_of_content() <= size["width"]
    page.locator(".a-dire").first.get_by_text("Suspendue").click()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites en une phrase pourquoi l’action est suspendue.")
    assert visitor.violations() == []
    assert page.locator("input[value=suspended]:checked").count() == 1
    visitor.forgive("422")
    visitor.open("/r/inconnu/")
    assert visitor.violations() == []
    visitor.forgive("404")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_the_coordination(come, theme):
    visitor = come(theme=theme)
    page = visitor.open(f"{HERE}/nouvelles/")
    assert visitor.violations() == []
    page.locator(".demandes a").first.click()
    assert visitor.violations() == []
    page.set_viewport_size(PHONE)
    assert visitor.width_of_content() <= PHONE["width"]
    page.get_by_role("link", name="Nouvelle demande").click()
    assert visitor.violations() == []
    assert visitor.width_of_content() <= PHONE["width"]
