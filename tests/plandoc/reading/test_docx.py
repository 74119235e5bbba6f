"""The Word reader against markup made by hand: every place where text hides, told in full and once."""

import io
import re
import zipfile
from collections import Counter

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import examples
from portulan.plandoc.reading import read
from portulan.plandoc.reading.source import Paragraph, Source, Table
from reading_samples import cell, docx_with_body, paragraph, row, run, table, word_part, zipped


def source(inner: bytes, **parts: bytes) -> Source:
    return read("plan.docx", docx_with_body(inner, **parts))


def texts(found: Source) -> list[str]:
    return [one.text for one in found.paragraphs() if one.text]


def sdt(inner: bytes, properties: bytes = b"") -> bytes:
    return b"<w:sdt><w:sdtPr>" + properties + b"</w:sdtPr><w:sdtContent>" + inner + b"</w:sdtContent></w:sdt>"


HIDDEN = {
    "a block control": sdt(paragraph(b"X")),
    "a control in a control": sdt(sdt(paragraph(b"X"))),
    "a run control": b"<w:p>" + sdt(run(b"X")) + b"</w:p>",
    "a cell control": table(row(sdt(cell(paragraph(b"X"))))),
    "a row control": table(sdt(row(cell(paragraph(b"X"))))),
    "an insertion": b"<w:p><w:ins>" + run(b"X") + b"</w:ins></w:p>",
    "a move": (
        b"<w:p><w:moveFrom>" + run(b"X") + b"</w:moveFrom></w:p><w:p><w:moveTo>" + run(b"X") + b"</w:moveTo></w:p>"
    ),
    "an inserted row": table(row(cell(paragraph(b"X")), properties=b"<w:ins/>")),
    "a smart tag": b"<w:p><w:smartTag>" + run(b"X") + b"</w:smartTag></w:p>",
    "custom markup": b"<w:customXml>" + paragraph(b"X") + b"</w:customXml>",
    "a link": b'<w:p><w:hyperlink w:anchor="a">' + run(b"X") + b"</w:hyperlink></w:p>",
    "a simple field": b'<w:p><w:fldSimple w:instr="DATE">' + run(b"X") + b"</w:fldSimple></w:p>",
    "a field": b"<w:p><w:r><w:instrText>DATE</w:instrText></w:r>" + run(b"X") + b"</w:p>",
    "an equation": b"<w:p><m:oMath><m:r><m:t>X</m:t></m:r></m:oMath></w:p>",
    "a ruby": b"<w:p><w:r><w:ruby><w:rubyBase>" + run(b"X") + b"</w:rubyBase></w:ruby></w:r></w:p>",
    "a table in a table": table(row(cell(table(row(cell(paragraph(b"X")))) + b"<w:p/>"))),
    "an emoji of old programs": (
        b"<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>X</w:t></mc:Fallback>"
        b"</mc:AlternateContent></w:r></w:p>"
    ),
    "an old text box": (
        b"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + paragraph(b"X")
        + b"</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    ),
    "a text box, said twice": (
        b"<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>" + paragraph(b"X")
        + b"</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + paragraph(b"X")
        + b"</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
    "a text box in a text box": (
        b"<w:p><w:r><w:txbxContent><w:p><w:r><w:txbxContent>" + paragraph(b"X")
        + b"</w:txbxContent></w:r></w:p></w:txbxContent></w:r></w:p>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("place", HIDDEN)
def test_text_is_read_once_wherever_it_hides(place):
    assert texts(source(HIDDEN[place])) == ["X"]


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ("header2", "en-tête"),
        ("footer1", "pied de page"),
        ("footnotes", "notes de bas de page"),
        ("endnotes", "notes de fin"),
        ("comments", "commentaires"),
    ],
)
def test_other_parts_come_after_the_body_with_their_name(part, named):
    found = source(paragraph(b"corps"), **{part: paragraph(b"ailleurs")})
    assert [(one.text, one.place.part) for one in found.blocks] == [("corps", ""), ("ailleurs", named)]


def test_what_was_deleted_is_not_read_and_changes_are_said_once():
    found = source(
        b"<w:p><w:del><w:r><w:delText>avant</w:delText></w:r></w:del><w:ins>" + run("après".encode())
        + b"</w:ins><w:ins>" + run(b" !") + b"</w:ins></w:p>"
        + table(row(cell(paragraph(b"gone")), properties=b"<w:del/>"), row(cell(paragraph(b"kept"))))
    )  # fmt: skip
    assert texts(found) == ["après !", "kept"]
    assert [one.sentence for one in found.remarks] == ["Le suivi des modifications est lu comme accepté."]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    found = source(paragraph(b"savoir", b"<w:rPr><w:del/></w:rPr>") + paragraph(b"-faire"))
    assert texts(found) == ["savoir-faire"]


def test_a_prompt_that_nobody_filled_is_set_apart():
    found = source(b"<w:p>" + sdt(run(b"Cliquez ici"), b"<w:showingPlcHdr/>") + run(b"reste") + b"</w:p>")
    assert texts(found) == ["reste"]
    assert [(one.text, one.nature) for one in found.remnants] == [("Cliquez ici", "placeholder")]


def test_signs_are_the_characters_that_people_see():
    signs = (
        b"<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d"
        b"</w:t><w:softHyphen/>"
        b'<w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:char="2713"/><w:sym w:char="zz"/></w:r></w:p>'
    )
    assert texts(source(signs)) == ["a\tb\nc\u2011d→✓"]


def shape(found: Source) -> list[list[tuple[int, int, bool, str]]]:
    only = next(found.tables())
    return [[(one.column, one.span, one.continues, one.text) for one in line.cells] for line in only.rows]


def test_cells_know_their_columns_through_every_kind_of_merge():
    found = source(
        table(
            row(
                cell(paragraph(b"a"), b'<w:vMerge w:val="restart"/>'),
                cell(paragraph(b"b"), b'<w:gridSpan w:val="2"/>'),
            ),
            row(cell(b"<w:p/>", b"<w:vMerge/>"), cell(paragraph(b"c")), cell(paragraph(b"d"))),
            row(cell(paragraph(b"e")), cell(paragraph(b"f")), properties=b'<w:gridBefore w:val="1"/>'),
            row(
                cell(paragraph(b"g"), b'<w:hMerge w:val="restart"/>'),
                cell(b"<w:p/>", b"<w:hMerge/>"),
                cell(paragraph(b"h")),
            ),
        )
    )  # fmt: skip
    assert shape(found) == [
        [(0, 1, False, "a"), (1, 2, False, "b")],
        [(0, 1, True, ""), (1, 1, False, "c"), (2, 1, False, "d")],
        [(1, 1, False, "e"), (2, 1, False, "f")],
        [(0, 2, False, "g"), (2, 1, False, "h")],
    ]


def test_a_table_inside_a_cell_is_told_and_its_text_is_of_the_cell():
    inner = table(row(cell(paragraph(b"x")), cell(paragraph(b"y"))))
    found = source(table(row(cell(paragraph(b"a") + inner + paragraph(b"z")))))
    only = next(found.tables()).rows[0].cells[0]
    assert only.text == "a\nx\ny\nz"
    assert [[one.text for one in line.cells] for line in only.tables[0].rows] == [["x", "y"]]


NUMBERING = b"""
<w:abstractNum w:abstractNumId="7">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
 <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Axe %1"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
"""


def item(which: int, level: int, text: bytes = b"x") -> bytes:
    return paragraph(text, b'<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>' % (level, which))


def test_the_numbers_of_lists_are_those_that_word_shows():
    order = [
        (1, 0),
        (1, 1),
        (1, 1),
        (1, 2),
        (1, 2),
        (1, 0),
        (1, 1),
        (2, 0),
        (2, 0),
        (1, 3),
        (3, 0),
        (3, 1),
        (9, 0),
    ]
    body = b"".join(item(*one) for one in order[:4]) + table(row(*(cell(item(*one)) for one in order[4:])))
    found = list(source(body, numbering=NUMBERING).paragraphs())
    assert [one.bullet for one in found] == [
        "1.", "1.1.", "1.2.", "a)", "b)", "2.", "2.1.", "Axe IV", "Axe V", "•", "9.", "9.1.", "•"
    ]  # fmt: skip
    assert [one.list_level for one in found] == [level for _, level in order]
    assert all(one.computed for one in found)


STYLES = b"""
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mon titre"/><w:basedOn w:val="Titre2"/></w:style>
<w:style w:type="paragraph" w:styleId="Leaning"><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Emphasis"><w:rPr><w:i/><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
"""


@pytest.mark.parametrize(
    ("style", "properties", "emphasis"),
    [
        (b"", b"<w:i/>", True),
        (b"", b'<w:i w:val="0"/>', False),
        (b"", b'<w:rStyle w:val="Emphasis"/>', True),
        (b"", b'<w:rStyle w:val="Emphasis"/><w:i w:val="false"/>', False),
        (b"Leaning", b"", True),
        (b"Leaning", b'<w:rStyle w:val="Emphasis"/>', False),
        (b"Leaning", b'<w:rStyle w:val="Emphasis"/><w:i/>', True),
        (b"Leaning", b'<w:i w:val="0"/>', False),
        (b"Unknown", b'<w:rStyle w:val="Loop"/>', False),
    ],
)
def test_italics_are_those_that_word_shows(style, properties, emphasis):
    body = b'<w:p><w:pPr><w:pStyle w:val="' + style + b'"/></w:pPr>' + run(b"x", properties) + b"</w:p>"
    assert next(source(body, styles=STYLES).paragraphs()).runs[0].emphasis is emphasis


def test_headings_and_lists_may_come_from_styles():
    def styled(name: bytes, more: bytes = b"") -> bytes:
        return paragraph(b"x", b'<w:pStyle w:val="' + name + b'"/>' + more)

    body = (
        styled(b"Titre2") + styled(b"Mine") + styled(b"Normal") + styled(b"Normal", b'<w:outlineLvl w:val="8"/>')
    )
    body += styled(b"Listed") + styled(b"Listed", b'<w:numPr><w:numId w:val="0"/></w:numPr>')
    found = list(source(body, styles=STYLES, numbering=NUMBERING).paragraphs())
    assert [(one.level, one.bullet) for one in found] == [(2, ""), (2, ""), (0, ""), (6, ""), (0, "1."), (0, "")]


def test_the_marks_of_notes_are_told_and_are_not_text():
    found = source(b"<w:p>" + run(b"avant") + b'<w:r><w:footnoteReference w:id="3"/></w:r></w:p>')
    assert [(one.text, one.notes) for one in found.paragraphs()] == [("avant", ("3",))]


def test_the_body_may_have_another_name_and_the_strict_namespace():
    body = word_part("document", b"<w:body>" + paragraph(b"strict") + b"</w:body>")
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006",
        b"http://purl.oclc.org/ooxml/wordprocessingml",
    )
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" '
        b'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" '
        b'Target="/word/document2.xml"/>'
        b"</Relationships>"
    )
    data = zipped({"_rels/.rels": relations, "word/document2.xml": body.replace(usual, strict)})
    assert texts(read("strict.docx", data)) == ["strict"]


# against an independent count of the file's text

WORDS = st.text(alphabet="abcdéèç’ -1.;", min_size=1, max_size=12).filter(str.strip)


@st.composite
def bodies(draw: st.DrawFn, depth: int = 0) -> bytes:
    """The markup of a few blocks, wrapped in what Word may wrap them."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["p", "ins", "link", "sdt", "table", "box"] if depth < 3 else ["p", "ins"]))
        text = draw(WORDS).encode()
        made.append(
            {
                "p": lambda text=text: paragraph(text),
                "ins": lambda text=text: b"<w:p><w:ins>" + run(text) + b"</w:ins>" + run(text) + b"</w:p>",
                "link": lambda text=text: b"<w:p><w:hyperlink>" + run(text) + b"</w:hyperlink></w:p>",
                "sdt": lambda: sdt(draw(bodies(depth + 1))),
                "table": lambda: table(row(cell(draw(bodies(depth + 1))), sdt(cell(draw(bodies(depth + 1)))))),
                "box": lambda: (
                    b"<w:p><w:r><w:txbxContent>" + draw(bodies(depth + 1)) + b"</w:txbxContent></w:r></w:p>"
                ),
            }[kind]()
        )
    return b"".join(made)


@settings(max_examples=examples.of(60), deadline=None)
@given(bodies(), bodies())
def test_every_character_of_the_file_is_read_once(body, header):
    data = docx_with_body(body, header1=header)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        markup = "".join(archive.read(name).decode() for name in archive.namelist())
    counted = Counter("".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", markup)))
    assert Counter("".join(one.text for one in read("plan.docx", data).paragraphs())) == counted


def test_what_python_docx_writes_is_read_to_the_letter():
    written = docx.Document()
    written.add_heading("Axe 1", level=1)
    written.add_paragraph("Un point", style="List Number")
    grid = written.add_table(rows=3, cols=3)
    for index in range(9):
        grid.cell(index // 3, index % 3).text = f"c{index}"
    grid.cell(1, 0).merge(grid.cell(2, 0))
    grid.cell(0, 1).merge(grid.cell(0, 2))
    file = io.BytesIO()
    written.save(file)
    found = read("plan.docx", file.getvalue())
    title, point, only = found.blocks
    assert isinstance(title, Paragraph)
    assert isinstance(point, Paragraph)
    assert isinstance(only, Table)
    assert (title.text, title.level, point.text, point.bullet) == ("Axe 1", 1, "Un point", "1.")
    assert shape(found) == [
        [(0, 1, False, "c0"), (1, 2, False, "c1\nc2")],
        [(0, 1, False, "c3\nc6"), (1, 1, False, "c4"), (2, 1, False, "c5")],
        [(0, 1, True, ""), (1, 1, False, "c7"), (2, 1, False, "c8")],
    ]
