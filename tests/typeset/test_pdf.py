"""The PDF writer: what PDF/UA asks for, and texts that are never code."""

import re

import pypdfium2
import pytest

from pdf_reading import raw, tags, text_of
from portulan.typeset import pdf
from portulan.typeset.page import (
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Look,
    Orientation,
    Paragraph,
    Row,
    Run,
    Table,
    paragraphs,
    plain,
)
from portulan.typeset.pdf import write

HOSTILE = '#panic("x") *gras* _italique_ $x$ <étiquette> @renvoi `brut` \\ [crochet] // fin = titre'


def document(*blocks: object, **facts: object) -> Document:
    return Document("Plan fictif", (Heading(1, plain("Objectif")), *blocks), **facts)


def table(*texts: str) -> Table:
    cells = tuple(Row((Cell(paragraphs([text])), Cell())) for text in texts)
    return Table((Column("Action", 2), Column("Échéance")), cells)


@pytest.fixture(scope="module")
def written() -> bytes:
    return write(
        document(
            Paragraph(plain("Plan fictif"), Look.TITLE),
            KeyValues("Acronymes :", (("CP", "Commission Programme"),)),
            table("Première", "Seconde"),
            language="fr",
            author="Programme fictif",
            orientation=Orientation.LANDSCAPE,
        )
    )


@pytest.mark.parametrize(
    "mark",
    [
        rb"/Marked true",
        rb"/Lang ?\(fr-BE\)",
        rb"/StructTreeRoot",
        rb"/DisplayDocTitle true",
        rb"<pdfuaid:part>1</pdfuaid:part>",
        rb"<dc:title>",
    ],
)
def test_says_what_pdf_ua_asks(written: bytes, mark: bytes) -> None:
    assert re.search(mark, raw(written))


def test_is_tagged(written: bytes) -> None:
    found = tags(written)
    assert found.count("TH") == 2
    assert found.count("Table") == 1
    assert found.count("H1") == 1
    with pypdfium2.PdfDocument(written) as file:
        assert file.get_metadata_dict()["Title"] == "Plan fictif"


def test_pages_are_numbered_and_recall_the_plan() -> None:
    long = write(document(table(*(f"Action {number} " * 12 for number in range(60))), running=("Plan", "Édition")))
    with pypdfium2.PdfDocument(long) as file:
        pages = [page.get_textpage().get_text_bounded() for page in file]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
        assert ("Édition" in page) is (number > 1)
        assert "Échéance" in page


def test_hostile_texts_stay_texts() -> None:
    written = write(
        Document(
            HOSTILE,
            (
                Heading(1, (Run(HOSTILE),)),
                Paragraph((Run(HOSTILE, emphasis=True),)),
                KeyValues(HOSTILE, ((HOSTILE, HOSTILE),)),
                table(HOSTILE),
            ),
            author=HOSTILE,
            running=(HOSTILE, HOSTILE),
        )
    )
    shown = re.sub(r"\s+", " ", text_of(written))
    assert shown.count(HOSTILE) >= 4


@pytest.mark.parametrize("text", ["漢字 עברית", "\x00\x07", "\u0301", "😀", "‏", "a\u200db", " ", "\n\n"])
def test_any_character_gives_a_file(text: str) -> None:
    assert write(document(*paragraphs([text]), table(text))).startswith(b"%PDF-")


def test_a_text_longer_than_a_page_is_kept_whole() -> None:
    words = " ".join(f"mot{number}" for number in range(4000))
    shown = text_of(write(document(table(words))))
    assert len(set(re.findall(r"mot\d+", shown))) == 4000


def test_rows_under_a_merged_cell_longer_than_a_page() -> None:
    head = Cell((Heading(2, plain("Un objectif dont le titre prend de la place " * 6)),), rows=60)
    rows = [Row((head, Cell(paragraphs(["Action 0"]))))]
    rows += [Row((Cell(paragraphs([f"Action {number}"])),)) for number in range(1, 60)]
    shown = text_of(write(document(Table((Column("Objectif"), Column("Action")), tuple(rows)))))
    assert re.findall(r"Action \d+", shown) == [f"Action {number}" for number in range(60)]


def test_an_empty_document_gives_a_file() -> None:
    assert write(Document("", ())).startswith(b"%PDF-")


def test_same_document_same_bytes() -> None:
    assert write(document(table("Une"))) == write(document(table("Une")))


def test_no_last_page_with_next_to_nothing_where_a_little_less_air_spares_it() -> None:
    """88 rows, set at large, leave a few of them alone on a third page; a page half full is left as it is."""
    loose, tight = (pdf.pages(pdf._written(_tree(88, tight))) for tight in (False, True))
    assert (loose, tight, pages_of(88)) == (3, 2, 2)
    assert pages_of(110) == pdf.pages(pdf._written(_tree(110, False)))


def _tree(rows: int, tight: bool) -> pdf.Json:
    return pdf._document(_long(rows)) | {"tight": tight}


def _long(rows: int) -> Document:
    return document(table(*(f"Action {rank}" for rank in range(rows))))


def pages_of(rows: int) -> int:
    return pdf.pages(write(_long(rows)))
