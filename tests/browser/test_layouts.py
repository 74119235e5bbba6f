"""Templates and logos in a browser: a starter taken, given back, seen with the plan, taken away; faults; logos."""

import pytest
from playwright.sync_api import expect

import word_templates as made
from browser.conftest import HERE, PHONE
from portulan.plandoc import office

PAGE = f"{HERE}/reglages/modeles/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>'


def file(data, name="modele.docx", kind=WORD):
    return {"name": name, "mimeType": kind, "buffer": data}


def test_a_starter_is_taken_given_back_seen_and_used_by_keyboard(come):
    visitor = come()
    page = visitor.open(PAGE)
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Simple\u00a0: Rapport d’avancement").press("Enter")
    starter = downloaded.value.path().read_bytes()
    page.get_by_label("Document", exact=True).select_option("avancement")
    page.get_by_label("Nom", exact=True).fill("Papier de la maison")
    page.locator("#id_file").set_input_files(file(starter))
    page.get_by_label("Le proposer d’abord").press("Space")
    page.get_by_role("button", name="Vérifier et garder").press("Enter")
    expect(page.get_by_role("heading", name="Papier de la maison")).to_be_visible(timeout=60_000)
    if office.program():
        picture = page.locator(".vue-modele")
        expect(picture).to_be_visible()
        expect(picture).to_have_js_property("naturalWidth", 1000, timeout=90_000)
    assert visitor.violations() == []
    page.set_viewport_size(PHONE)
    assert visitor.width_of_content() <= PHONE["width"]
    page.goto(visitor.site.url(f"{HERE}/rapports/"))
    choice = page.locator("#m-avancement")
    assert choice.locator("option").all_inner_texts() == ["Papier de la maison", "Celle de Portulan"]
    assert visitor.violations() == []
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("button", name="Word\u00a0: Rapport d’avancement").press("Enter")
    assert "Rapport d’avancement" in made.lines(taken.value.path().read_bytes())[:3]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_faults_are_told_where_they_are(come, theme):
    visitor = come(theme=theme)
    page = visitor.open(PAGE)
    page.get_by_label("Nom", exact=True).fill("Tapé à la main")
    page.locator("#id_file").set_input_files(file(made.word("Le {{ plan.titer }}.", "{% if date %}")))
    page.get_by_role("button", name="Vérifier et garder").press("Enter")
    fault = page.locator(".balises-fautives li")
    expect(fault).to_have_count(2, timeout=60_000)
    expect(fault.first).to_contain_text("Voulez-vous dire plan.titre")
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Tapé à la main")
    assert visitor.violations() == []
    page.set_viewport_size(PHONE)
    assert visitor.width_of_content() <= PHONE["width"]
    visitor.forgive("422")


def test_two_logos_are_placed_and_one_is_removed_without_a_script(come):
    visitor = come(javascript=False)
    page = visitor.open(f"{HERE}/reglages/logos/")
    for rank, alt in ((1, "HE Une"), (2, "HE Deux")):
        page.locator(f"#id_{rank}_alt").fill(alt)
        page.locator(f"#id_{rank}_file").set_input_files(file(SVG, "logo.svg", "image/svg+xml"))
        page.get_by_role("button", name="Placer ce logo").first.click()
        expect(page.get_by_role("img", name=alt, exact=True)).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Retirer HE Deux").click()
    page.get_by_role("button", name="Retirer le logo").click()
    expect(page.get_by_role("img", name="HE Une", exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="HE Deux", exact=True)).to_have_count(0)
