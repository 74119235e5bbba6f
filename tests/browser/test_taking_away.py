"""Documents in a browser: a long one is asked for by keyboard, followed without reloading, fetched, removed."""

import zipfile

import pytest
from playwright.sync_api import expect

from browser.conftest import HERE, PHONE

pytestmark = pytest.mark.long_documents


def test_the_dossier_is_made_beside_the_page_and_fetched(come):
    visitor = come()
    page = visitor.open(f"{HERE}/rapports/")
    page.get_by_role("button", name="Avec les annexes (zip)").press("Enter")
    expect(page.locator("#prepares")).to_contain_text("Dossier d’avancement")
    assert visitor.violations() == []
    expect(page.locator("#prepares-liste")).to_contain_text("Prêt", timeout=30_000)
    expect(page.locator("#prepares-dit")).to_have_text("1 document prêt")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Télécharger : Dossier d’avancement").press("Enter")
    with zipfile.ZipFile(fetched.value.path()) as archive:
        assert sum(1 for name in archive.namelist() if name.startswith("Annexe")) >= 5
    page.get_by_role("button", name="Retirer : Dossier d’avancement").press("Enter")
    expect(page.locator("#prepares")).to_have_count(0)


def test_without_javascript_the_page_is_asked_again(come):
    visitor = come(javascript=False)
    page = visitor.open(f"{HERE}/rapports/")
    page.get_by_role("button", name="Avec les annexes (zip)").press("Enter")
    while not page.get_by_role("link", name="Télécharger").count():
        page.get_by_role("link", name="Voir où ils en sont").click()
        page.wait_for_timeout(500)
    page.get_by_role("button", name="Retirer").press("Enter")


def test_the_page_fits_a_phone(come):
    visitor = come(size=PHONE)
    page = visitor.open(f"{HERE}/rapports/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.violations() == []
