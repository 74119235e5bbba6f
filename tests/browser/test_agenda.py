"""The agenda of a meeting: composed with keys, with a script and without, in both themes, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import HERE, PHONE, Visitor

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
NARROW = 390


def meeting_page(visitor: Visitor, name: str) -> Page:
    """The page of the next meeting of a body, reached from the list."""
    page = visitor.open(f"{HERE}/reunions/")
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_url(re.compile(r"/reunions/[0-9a-f-]{36}/"))
    return page


def titles(page: Page) -> list[str]:
    return page.locator(".points-prevus:not(.pour-info) .intitule").all_inner_texts()


@SCRIPTS
def test_an_agenda_is_composed_from_what_the_plan_proposes(come, javascript):
    body = "Commission Partenariats internationaux" if javascript else "Comité stratégique"
    page = meeting_page(come(javascript=javascript), body)
    assert titles(page) == []
    proposed = page.locator(".groupe-propose input:checked").count()
    assert proposed > 0
    page.get_by_role("button", name="Mettre à l’ordre du jour").click()
    expect(page.locator(".points-prevus [data-last]")).to_contain_text("Divers et prochaine date")
    told = page.locator(".pour-info > li").count()
    assert len(titles(page)) + told == proposed + 1
    expect(page.locator(".groupe-propose input:checked")).to_have_count(0)


def test_an_item_is_lifted_and_moved_with_keys(come):
    visitor = come()
    page = meeting_page(visitor, "Commission Environnement professionnel")
    before = titles(page)
    grip = page.locator("[data-agenda-grip]").first
    grip.focus()
    for key in ("ArrowDown", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    assert titles(page) == before
    expect(grip).to_be_focused()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    moved = [before[1], before[0], *before[2:]]
    expect(page.locator(".points-prevus .intitule").first).to_have_text(before[1])
    assert titles(page) == moved
    expect(page.get_by_role("button", name=f"Déplacer : {before[0]}")).to_be_focused()
    page.reload()
    assert titles(page) == moved
    page.locator("[data-agenda-grip]").nth(1).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".points-prevus .intitule").first).to_have_text(before[0])
    assert visitor.errors == []


def test_minutes_count_as_soon_as_they_are_typed(come):
    page = meeting_page(come(), "Commission Environnement professionnel")
    total = page.locator("#h-odj + [role=status]")
    field = page.locator(".minutes input").first
    was = field.input_value()
    field.fill("15")
    field.press("Tab")
    expect(total).to_contain_text(re.compile("5 min de trop"))
    page.locator(".minutes input").first.fill(was)
    page.keyboard.press("Tab")
    expect(total).to_have_text(re.compile(r"^1.h.55 sur 2.h$"))


def test_without_a_script_an_item_moves_one_step(come):
    page = meeting_page(come(javascript=False), "Commission Environnement professionnel")
    before = titles(page)
    page.locator("button[name=down]").first.click()
    assert titles(page) == [before[1], before[0], *before[2:]]
    page.locator("button[name=up]").nth(1).click()
    assert titles(page) == before


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_a_meeting_hold_nothing_against_wcag(come, theme):
    visitor = come(theme=theme)
    page = meeting_page(visitor, "Commission Environnement professionnel")
    here = page.url.split(visitor.site.url(""))[-1]
    found = []
    for rest in ("", "invitation/", "modifier/", "annuler/", "points/ajouter/", "inviter-une-personne/"):
        visitor.open(f"/{here.lstrip('/')}{rest}")
        found += [f"{rest}: {one}" for one in visitor.violations()]
    page.goto(visitor.site.url(f"/{here.lstrip('/')}"))
    page.locator("a.intitule").first.click()
    found += visitor.violations()
    assert found == []
    assert visitor.errors == []


def test_a_phone_holds_the_agenda(come):
    visitor = come(size=PHONE)
    meeting_page(visitor, "Commission Environnement professionnel")
    assert visitor.width_of_content() <= NARROW


def test_an_item_is_dragged_with_the_mouse(come):
    page = meeting_page(come(), "Commission Environnement professionnel")
    before = titles(page)
    first, third = (page.locator(".points-prevus [data-item][draggable]").nth(rank) for rank in (0, 2))
    first.locator("[data-agenda-grip]").hover()
    page.mouse.down()
    box = third.bounding_box()
    assert box is not None
    for share in (0.5, 0.8, 0.9):
        page.mouse.move(box["x"] + 40, box["y"] + box["height"] * share)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.mouse.up()
    moved = [before[1], before[2], before[0], *before[3:]]
    expect(page.locator(".points-prevus .intitule").nth(2)).to_have_text(before[0])
    assert titles(page) == moved
    page.reload()
    assert titles(page) == moved
