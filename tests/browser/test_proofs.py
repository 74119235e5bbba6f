"""Proofs in a browser: several files by keyboard, one that is there already, the page of one, all as a zip."""

import zipfile

import pytest
from playwright.sync_api import expect

from browser.conftest import HERE, PHONE

PDF = b"%PDF-1.7 "


def file(name, content):
    return {"name": name, "mimeType": "application/pdf", "buffer": PDF + content}


def test_files_are_deposited_for_two_actions_then_offered_as_links(come):
    visitor = come()
    page = visitor.open(f"{HERE}/preuves/deposer/")
    page.locator("#preuve_documents").set_input_files(
        [file("PV CEP 2026-03-12.pdf", b"un"), file("PV CEP 2026-04-16.pdf", b"deux")]
    )
    page.locator("#trier-actions").fill("charte éthique du")
    expect(page.locator(".arbre > li:visible")).to_have_count(1)
    page.locator(".arbre > li:visible > .choix input").press("Space")
    page.locator("#trier-actions").fill("trajet")
    page.locator(".arbre > li:visible ul input").first.press("Space")
    page.get_by_role("button", name="Ajouter la preuve").press("Enter")
    said = page.locator(".message, [role=status]").filter(has_text="2 preuves sont ajoutées")
    expect(said).to_contain_text("12\u00a0mars\u00a02026 (2025-2026)")
    page.goto(visitor.site.url(f"{HERE}/preuves/deposer/"))
    page.locator("#preuve_documents").set_input_files([file("copie.pdf", b"un")])
    page.locator(".arbre > li > .choix input").nth(5).press("Space")
    page.get_by_role("button", name="Ajouter la preuve").press("Enter")
    expect(page.get_by_role("heading", name="Cette preuve est déjà là.")).to_be_visible()
    assert visitor.violations() == []
    page.get_by_role("button", name="Lier la preuve existante").press("Enter")
    expect(page.get_by_text("La preuve est liée.")).to_be_visible()


def test_files_that_were_chosen_stay_chosen_when_the_form_comes_back(come):
    visitor = come()
    page = visitor.open(f"{HERE}/preuves/deposer/")
    page.locator("#preuve_documents").set_input_files([file("sans action.pdf", b"trois")])
    page.get_by_role("button", name="Ajouter la preuve").press("Enter")
    expect(page.get_by_text("Choisissez au moins une action, ou un résultat.").first).to_be_visible()
    assert page.locator("#preuve_documents").evaluate("input => input.files[0].name") == "sans action.pdf"
    page.locator(".arbre > li > .choix input").first.press("Space")
    page.get_by_role("button", name="Ajouter la preuve").press("Enter")
    expect(page.get_by_text("La preuve est ajoutée").first).to_be_visible()
    visitor.forgive("422")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_of_a_proof(come, theme):
    visitor = come(theme=theme)
    page = visitor.open(f"{HERE}/preuves/?q=trajet&nature=pdf")
    page.locator(".titre-preuve").first.press("Enter")
    expect(page.locator("iframe.vue-pdf")).to_be_visible()
    assert visitor.violations() == []
    page.set_viewport_size(PHONE)
    assert visitor.width_of_content() <= PHONE["width"]
    for name in ("Modifier", "Nouvelle version"):
        page.get_by_role("link", name=name, exact=True).click()
        assert visitor.violations() == []
        page.get_by_role("link", name="Annuler").click()


def test_all_that_the_filters_keep_as_a_zip(come):
    page = come(role="lecture").open(f"{HERE}/preuves/?nature=link")
    count = page.locator(".tableau-preuves tbody tr").count()
    with page.expect_download() as downloaded:
        page.locator("#archive").press("Enter")
    with zipfile.ZipFile(downloaded.value.path()) as held:
        assert [name[-4:] for name in held.namelist()[2:]] == [".url"] * count


def test_without_a_script_files_are_deposited_too(come):
    visitor = come(role="responsable", javascript=False)
    page = visitor.open(f"{HERE}/preuves/deposer/")
    page.locator("#preuve_documents").set_input_files([file("note.pdf", b"quatre")])
    page.locator(".arbre > li > .choix input").first.check()
    page.get_by_role("button", name="Ajouter la preuve").click()
    expect(page.get_by_text("La preuve est ajoutée").first).to_be_visible()
