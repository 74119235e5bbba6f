"""A workspace is taken away from one Portulan and brought back into an empty one, by pages alone."""

import re

from playwright.sync_api import expect

from browser.conftest import HERE, PHONE

PASSWORD = "une phrase assez longue"


def test_an_archive_comes_back_into_an_empty_portulan(come, empty, tmp_path):
    away = come().open(f"{HERE}/emporter/")
    with away.expect_download() as given:
        away.get_by_role("button", name="Télécharger l’archive").click()
    archive = tmp_path / "tout.zip"
    given.value.save_as(archive)

    visitor = come(role="", site=empty, size=PHONE)
    page = visitor.page
    page.goto(empty.links[0])
    page.get_by_label("Votre nom").fill("Zoé Exemple")
    page.get_by_label("Adresse e-mail").fill("zoe@example.org")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    page.get_by_role("link", name="Reprendre un espace").click()
    assert visitor.violations() == []
    assert visitor.width_of_content() <= PHONE["width"]
    broken = tmp_path / "coupe.zip"
    broken.write_bytes(archive.read_bytes()[:-500])
    page.get_by_label("L’archive").set_input_files(broken)
    page.get_by_role("button", name="Reprendre l’espace").click()
    expect(page.get_by_role("alert").last).to_contain_text("n’est pas une archive de Portulan")
    visitor.forgive("422")
    assert visitor.violations() == []
    page.get_by_label("L’archive").set_input_files(archive)
    page.get_by_role("button", name="Reprendre l’espace").click()
    expect(page.locator("main")).to_contain_text("52 actions")
    assert visitor.violations() == []
    page.get_by_role("link", name="Ouvrir l’espace").click()
    page.wait_for_url(re.compile(rf"{HERE}/$"))
    expect(page.locator("h1")).to_contain_text("action")
