"""What was typed in Markdown becomes neutral blocks, and HTML that is safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from portulan.typeset import notes
from portulan.typeset.page import BulletList, Paragraph


def texts(typed):
    return [
        [item.text for item in one.items] if isinstance(one, BulletList) else one.text
        for one in notes.blocks(typed)
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Une phrase.\nLa suite.", ["Une phrase.\nLa suite."]),
        ("- un\n- deux\n\n  encore", [["un", "deux", "encore"]]),
        ("1. un\n2. deux", ["1. un", "2. deux"]),
        ("# Titre\n\ntexte", ["Titre", "texte"]),
        ("[le site](https://example.org/a)", ["le site (https://example.org/a)"]),
        ("<https://example.org/a>", ["https://example.org/a"]),
        ("> dit", ["dit"]),
        ("    code", ["code"]),
        ("<b>gras</b>", ["<b>gras</b>"]),
        ("", []),
    ],
)
def test_paragraphs_and_lists(typed, said):
    assert texts(typed) == said


def test_emphasis_is_kept():
    (one,) = notes.blocks("a **b** *c*")
    assert [(run.text, run.strong, run.emphasis) for run in one.runs] == [
        ("a ", False, False), ("b", True, False), (" ", False, False), ("c", False, True),
    ]  # fmt: skip
    assert isinstance(one, Paragraph)


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://example.org/x.png)",
     '<img src=x onerror="alert(1)">', "[x](data:text/html;base64,PHNjcmlwdD4=)"],
)  # fmt: skip
def test_nothing_runs_and_nothing_is_fetched(typed):
    tree = lxml_html.fromstring(f"<div>{notes.html(typed)}</div>")
    assert [one.tag for one in tree.iter() if one.tag in ("script", "img", "iframe", "object")] == []
    assert [one.get("href") for one in tree.iter("a") if not one.get("href").startswith("https://")] == []
    assert [name for one in tree.iter() for name in dict(one.attrib) if name.startswith("on")] == []


@given(st.text(max_size=200))
def test_any_text_is_taken(typed):
    notes.html(typed)
    notes.blocks(typed)
