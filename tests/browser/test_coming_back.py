"""A Word file comes back: what it would change, chosen by keyboard, applied, told in the journal."""

import io
import re

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from browser.conftest import DESKTOP, HERE, PHONE, Visitor

AFTER = " et diffusion de ses conclusions"


def typed_in(visitor: Visitor, after: str) -> bytes:
    """The plan as the site gives it, after somebody typed at the end of 4.2.2 and put 3.1.2 back."""
    answer = visitor.page.context.request.get(visitor.site.url(f"{HERE}/plan/exporter/docx"))
    document = Document(io.BytesIO(answer.body()))
    rows = [row for table in document.tables for row in table.rows]
    for row in rows:
        for paragraph in row.cells[1].paragraphs:
            if paragraph.text.startswith("4.2.2"):
                paragraph.runs[-1].text += after
            if paragraph.text.startswith("3.1.2"):
                due = next(cell for cell in row.cells if cell.text == "27-28")
                due.paragraphs[0].runs[0].text = "28-29"
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def put_in(visitor: Visitor, after: str = AFTER) -> Page:
    data = typed_in(visitor, after)
    page = visitor.open(f"{HERE}/documents/")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.locator("#id_file").set_input_files({"name": "relu.docx", "mimeType": kind, "buffer": data})
    page.get_by_role("button", name="Lire le document").click()
    page.wait_for_url(re.compile("/changements/$"))
    return page


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_of_what_a_file_would_change(come, theme, size):
    visitor = come(theme=theme, size=size)
    page = put_in(visitor)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que le fichier changerait")
    assert visitor.violations() == []
    assert visitor.width_of_content() <= size["width"]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_one_change_is_kept_out_and_the_other_applied(come, javascript):
    visitor = come(javascript=javascript)
    after = f"{AFTER}{' en ligne' if javascript else ' sur papier'}"
    page = put_in(visitor, after)
    expect(page.locator("#decider")).to_contain_text("2 changements retenus sur 2")
    row = page.locator("article.rev", has_text="3.1.2")
    keep = row.get_by_role("button", name="Garder")
    keep.focus()
    page.keyboard.press("Enter")
    expect(row.get_by_role("button", name="Garder")).to_have_attribute("aria-pressed", "true")
    if javascript:
        expect(row.get_by_role("button", name="Garder")).to_be_focused()
    expect(page.locator("#decider")).to_contain_text("1 changement retenu sur 2")
    page.get_by_role("button", name="Appliquer 1 changement").click()
    page.wait_for_url(re.compile("/plan/"))
    expect(page.locator("main")).to_contain_text("1 ligne du plan a changé")
    visitor.open(f"{HERE}/plan/?q=4.2.2")
    expect(page.locator("main")).to_contain_text(after.strip())
