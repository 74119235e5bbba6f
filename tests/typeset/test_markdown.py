"""The Markdown writer: what is text is shown as text."""

import pytest
from markdown_it import MarkdownIt

from portulan.typeset.markdown import write
from portulan.typeset.page import (
    BulletList,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Look,
    Paragraph,
    Row,
    Run,
    Table,
    paragraphs,
    plain,
)


def written(*blocks: object) -> str:
    return write(Document("Plan fictif", tuple(blocks))).decode()


def test_a_pleasant_document() -> None:
    text = written(
        Paragraph(plain("Plan fictif"), Look.TITLE),
        Paragraph(plain("Avril 2026"), Look.SUBTITLE),
        KeyValues("Acronymes :", (("CP", "Commission Programme"),)),
        Heading(1, plain("Objectif 1")),
        Paragraph((Run("1.1. ", strong=True), Run("Note sur "), Run("l’UE ", emphasis=True), Run("20"))),
        BulletList(paragraphs(["PV", "Note"])),
    )
    assert text.splitlines() == [
        "# Plan fictif",
        "",
        "*Avril 2026*",
        "",
        "**Acronymes :**",
        "",
        "- **CP**\u00a0: Commission Programme",
        "",
        "## Objectif 1",
        "",
        "**1.1.** Note sur *l’UE* 20",
        "",
        "- PV",
        "- Note",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "*gras* _it_",
        "<b>x</b>",
        "# titre",
        "1. liste",
        "- puce",
        "+ puce",
        "[a](b)",
        "`code`",
        "&amp;",
        "a | b",
        "===",
    ],
)
def test_texts_are_shown_as_they_are(text: str) -> None:
    tokens = MarkdownIt().parse(written(Paragraph(plain(text))))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children) == text
    assert {child.type for child in tokens[1].children} <= {"text", "text_special"}


def test_a_table_with_merged_cells() -> None:
    rows = (
        Row((Cell(paragraphs(["O|1"]), rows=2), Cell(paragraphs(["A", "B"])))),
        Row((Cell((BulletList(paragraphs(["C"])),)),)),
        Row((Cell(paragraphs(["D"]), columns=2),)),
    )
    assert written(Table((Column("Objectif"), Column("Action")), rows)).splitlines() == [
        "| Objectif | Action |",
        "| --- | --- |",
        "| O\\|1 | A<br>B |",
        "|  | – C |",
        "| D |  |",
    ]
