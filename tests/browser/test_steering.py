"""Steering the plan: a note, a proof by file and by link, an edit and its undo, who may not."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import HERE, PHONE, Visitor

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


def action_page(visitor: Visitor, code: str) -> Page:
    """The page of an action, reached from the plan."""
    page = visitor.open(f"{HERE}/plan/?q={code}")
    page.locator("tr.l th a.code", has_text=re.compile(rf"^{re.escape(code)}$")).click()
    page.wait_for_url(re.compile("/action/"))
    return page


@SCRIPTS
def test_a_commission_notes_its_progress(come, javascript):
    page = action_page(come("responsable", javascript=javascript), "2.1.3")
    page.get_by_role("link", name="Noter un avancement").first.click()
    form = page.locator("form.saisie-avancement")
    text = f"Trame relue en séance{' ' if javascript else ', encore'}"
    form.get_by_role("textbox").first.fill(text)
    form.get_by_role("button", name="Enregistrer la note").click()
    page.wait_for_url(re.compile(r"/action/[0-9a-f-]{36}/(#.*)?$"))
    expect(page.locator("main")).to_contain_text(text.strip())
    expect(page.locator("main")).to_contain_text("Thomas Wéry")


@SCRIPTS
def test_a_proof_is_a_file(come, javascript):
    page = action_page(come(javascript=javascript), "5.1.2")
    page.get_by_role("link", name="Ajouter une preuve").first.click()
    name = f"Vision, version {1 if javascript else 2}.txt"
    content = f"Document fictif : {name}".encode()
    page.locator("#preuve_documents").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="Ajouter la preuve").click()
    page.wait_for_url(re.compile(r"/action/[0-9a-f-]{36}/(#.*)?$"))
    link = page.get_by_role("link", name=name.removesuffix(".txt")).first
    expect(link).to_be_visible()
    link.click()
    download = page.get_by_role("link", name="Télécharger").get_attribute("href")
    answer = page.context.request.get(page.url.split("/e/")[0] + download)
    assert answer.body() == content


def test_a_proof_is_a_link(come):
    page = action_page(come(), "5.1.5")
    page.get_by_role("link", name="Ajouter une preuve").first.click()
    page.locator("form.saisie-preuve [name=url]").fill("https://example.org/inventaire")
    page.locator("form.saisie-preuve [name=title]").fill("Inventaire des données")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/action/[0-9a-f-]{36}/(#.*)?$"))
    link = page.get_by_role("link", name="Ouvrir le lien Inventaire des données")
    expect(link).to_have_attribute("href", "https://example.org/inventaire")


def test_what_is_typed_is_never_lost(come):
    visitor = come()
    page = action_page(visitor, "5.1.5")
    page.get_by_role("link", name="Ajouter une preuve").first.click()
    page.locator("form.saisie-preuve [name=url]").fill("pas une adresse")
    page.locator("form.saisie-preuve [name=title]").fill("Un titre gardé")
    page.locator("form.saisie-preuve").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Ajouter la preuve").click()
    expect(page.locator("form.saisie-preuve [name=title]")).to_have_value("Un titre gardé")
    expect(page.locator("form.saisie-preuve .erreur").first).to_be_visible()
    assert visitor.violations() == []
    visitor.forgive("422")


@SCRIPTS
def test_an_edit_is_undone(come, javascript):
    page = action_page(come(javascript=javascript), "1.2.2")
    page.get_by_role("link", name=re.compile("^Modifier")).first.click()
    before = page.locator("#id_text").input_value()
    page.locator("#id_text").fill(before + " en commun")
    page.locator("form.fiche-edition .barre-basse").get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(re.compile(r"/action/[0-9a-f-]{36}/(#.*)?$"))
    expect(page.locator("h1")).to_contain_text("en commun")
    page.locator(".messages").get_by_role("button", name=re.compile("Annuler")).click()
    expect(page.locator("h1")).not_to_contain_text("en commun")


def test_who_may_only_read_is_told_why(come):
    visitor = come("lecture")
    page = action_page(visitor, "1.2.2")
    expect(page.get_by_role("link", name="Noter un avancement")).to_have_count(0)
    page.goto(page.url.split("#")[0] + "avancement/")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Votre accès est en lecture")
    assert visitor.violations() == []
    visitor.forgive("403")


def test_a_page_that_does_not_exist(come):
    visitor = come()
    page = visitor.open("/e/ailleurs/plan/")
    expect(page.locator("h1")).to_be_visible()
    assert visitor.violations() == []
    visitor.forgive("404")


def test_the_pages_of_an_action_are_accessible(come):
    visitor = come()
    page = action_page(visitor, "2.4.1")
    address = page.url.removeprefix(visitor.site.address)
    for path in ("", "avancement/", "preuve/", "modifier/", "deplacer/", "retirer/"):
        visitor.open(address + path)
        assert (path, visitor.violations_in_both()) == (path, [])
    for path in ("ajouter/preuve/", "ajouter/avancement/", "action/ajouter/", "instances/", "modifier/plan/"):
        visitor.open(f"{HERE}/{path}")
        assert (path, visitor.violations_in_both()) == (path, [])


def test_the_pages_of_an_action_fit_a_phone(come):
    visitor = come(size=PHONE)
    page = action_page(visitor, "2.4.1")
    address = page.url.removeprefix(visitor.site.address)
    for path in ("", "avancement/", "preuve/", "modifier/", "deplacer/"):
        visitor.open(address + path)
        assert (path, visitor.width_of_content() <= PHONE["width"]) == (path, True)
