"""The Word writer, read back as XML."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from portulan.typeset.docx import write
from portulan.typeset.page import (
    BulletList,
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

MARK = "0f8fad5b-d9cb-469f-a165-70867728950e"


def reread(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(write(document)))


def document(*blocks: object, **facts: object) -> Document:
    return Document("Plan fictif", tuple(blocks), **facts)


def cell(text: str, **spans: int) -> Cell:
    return Cell(paragraphs([text]), **spans)


MERGED = Table(
    (Column("Objectif", 1), Column("Action", 2), Column("Échéance", 1)),
    (
        Row((cell("O1", rows=3), cell("A1"), cell("26-27"))),
        Row((cell("A2"), cell("27-28"))),
        Row((cell("A3", columns=2),)),
        Row((cell("O2"), cell("A4"), cell("En continu"))),
    ),
    "Les actions",
)


def rows_of(file: docx.document.Document) -> list[list[tuple[str, str | None, str | None]]]:
    """Each row as (text, vertical merge, span)."""
    found = []
    for row in file.element.body.iter(qn("w:tr")):
        cells = []
        for one in row.findall(qn("w:tc")):
            merge = one.tcPr.find(qn("w:vMerge"))
            state = None if merge is None else merge.get(qn("w:val"), "continue")
            span = one.tcPr.find(qn("w:gridSpan"))
            text = "".join(piece.text for piece in one.iter(qn("w:t")))
            cells.append((text, state, None if span is None else span.get(qn("w:val"))))
        found.append(cells)
    return found


def test_merged_cells_and_spans() -> None:
    assert rows_of(reread(document(MERGED))) == [
        [("Objectif", None, None), ("Action", None, None), ("Échéance", None, None)],
        [("O1", "restart", None), ("A1", None, None), ("26-27", None, None)],
        [("", "continue", None), ("A2", None, None), ("27-28", None, None)],
        [("", "continue", None), ("A3", None, "2")],
        [("O2", None, None), ("A4", None, None), ("En continu", None, None)],
    ]


def test_header_row_is_repeated_and_no_row_is_split() -> None:
    rows = list(reread(document(MERGED)).element.body.iter(qn("w:tr")))
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False, False]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_marks_are_bookmarks_around_their_text() -> None:
    file = reread(document(Heading(1, plain("Titre"), MARK), Paragraph(plain("Texte"), mark="no identity")))
    starts = list(file.element.body.iter(qn("w:bookmarkStart")))
    assert [start.get(qn("w:name")) for start in starts] == [f"_ptl_{MARK.replace('-', '')}"]
    assert starts[0].getnext().tag == qn("w:r")
    assert starts[0].getnext().getnext().tag == qn("w:bookmarkEnd")


def test_paragraphs_have_real_styles() -> None:
    file = reread(
        document(
            Paragraph(plain("Organisation"), Look.KICKER),
            Paragraph(plain("Plan"), Look.TITLE),
            Heading(1, plain("Objectif")),
            Heading(2, plain("Temps 1")),
            KeyValues("Acronymes :", (("CP", "Commission Programme"),)),
            BulletList(paragraphs(["PV"])),
        )
    )
    assert [(one.style.name, one.text) for one in file.paragraphs] == [
        ("Surtitre", "Organisation"),
        ("Title", "Plan"),
        ("Heading 1", "Objectif"),
        ("Heading 2", "Temps 1"),
        ("Titre de liste", "Acronymes :"),
        ("Terme", "CP\u00a0: Commission Programme"),
        ("List Bullet", "PV"),
    ]


def test_runs_keep_emphasis_and_line_breaks() -> None:
    runs = (Run("UE 20 "), Run("Partenariat", emphasis=True), Run(" au\nQ1\tfin", strong=True))
    (paragraph,) = reread(document(Paragraph(runs))).paragraphs
    assert [(run.text, run.italic, run.bold) for run in paragraph.runs] == [
        ("UE 20 ", None, None),
        ("Partenariat", True, None),
        (" au\nQ1\tfin", None, True),
    ]


def test_landscape_language_and_properties() -> None:
    file = reread(document(orientation=Orientation.LANDSCAPE, language="en", author="Programme fictif"))
    section = file.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (
        pytest.approx(297, abs=1),
        pytest.approx(210, abs=1),
    )
    assert file.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    properties = file.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Plan fictif",
        "Programme fictif",
        "en-GB",
    )
    assert (properties.created, properties.modified, properties.last_modified_by) == (None, None, "")


def test_hostile_texts_stay_texts() -> None:
    texts = ["</w:t><w:x/>", "a & b", "\x00\x0b\ud800fin", 'x" y']
    file = reread(document(*paragraphs(texts), running=("<w:p/>", "&")))
    assert [paragraph.text for paragraph in file.paragraphs] == ["</w:t><w:x/>", "a & b", "fin", 'x" y']


def test_same_document_same_bytes() -> None:
    first, second = write(document(MERGED)), write(document(MERGED))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in archive.namelist()


def test_tables_that_touch_are_kept_apart() -> None:
    assert len(reread(document(MERGED, MERGED)).tables) == 2
