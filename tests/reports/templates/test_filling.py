"""A template filled: values as they are, loops, rows, logos, the body in the template's own styles."""

import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from lxml import etree

import word_templates as made
from portulan.reports.templates import Told, telling
from portulan.reports.templates.checking import Faulty
from portulan.reports.templates.filling import filled
from portulan.typeset.page import BulletList, Document, Heading, Paragraph, plain
from reports.templates import made as facts

pytestmark = pytest.mark.family

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def told(kind: str = "avancement", logos=()) -> Told:
    return Told(telling.context_of(facts.EVERY[kind]), facts.BUILD[kind](facts.EVERY[kind]), tuple(logos))


def fill(data: bytes, kind: str = "avancement", logos=()) -> bytes:
    return filled("modele.docx", data, kind, told(kind, logos))


def valid(data: bytes) -> bytes:
    """The same file: each part is XML that closes, and each relation leads somewhere."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert len(held.namelist()) == len(set(held.namelist()))
        for name in held.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(held.read(name))
    docx.Document(io.BytesIO(data))
    return data


def test_values_stand_as_they_are_whatever_they_hold():
    data = fill(made.word("{{ plan.titre }} · {{ institution }}", head="{{ titre }}", foot="{{ programme }}"))
    assert made.lines(valid(data)) == ["Plan <fictif> 2024-2029 · HE <Une> & Cie, HE Deux"]
    file = docx.Document(io.BytesIO(data))
    assert file.sections[0].header.paragraphs[0].text == "Rapport d’avancement"
    assert file.sections[0].footer.paragraphs[0].text == "Programme & co"
    assert file.core_properties.title == "Rapport d’avancement – Plan <fictif> 2024-2029"
    assert [one.get(f"{W}val") for one in file.styles.element.iter(f"{W}lang")] == ["fr-BE"]


def test_what_a_value_says_is_no_tag():
    hostile = told().context | {"titre": "{{ plan.titre }} {% for %} </w:t> &amp;"}
    data = filled("m.docx", made.word("{{ titre }}"), "avancement", Told(hostile, told().document))
    assert made.lines(valid(data)) == ["{{ plan.titre }} {% for %} </w:t> &amp;"]


def test_control_characters_never_reach_the_file():
    hostile = told().context | {"titre": "avant\x0c\x07\x00\ufffeaprès"}
    data = filled("m.docx", made.word("{{ titre }}"), "avancement", Told(hostile, told().document))
    assert made.lines(valid(data)) == ["avantaprès"]


def test_paragraphs_and_rows_are_repeated():
    rows = [
        ["Code", "Texte"],
        ["{%tr for a in actions %}", ""],
        ["{{ a.code }}", "{{ a.texte }}"],
        ["{%tr endfor %}", ""],
    ]
    data = fill(
        made.word(
            "{%p for a in actions if a.en_retard %}", "En retard : {{ a.code }}", "{%p endfor %}", table=rows
        )
    )
    assert made.lines(valid(data)) == [
        "En retard : 1.1.1", "Code", "Texte", "1.1.1", "Rédiger la note & <l’annexe>", "1.1.2", "Relire",
    ]  # fmt: skip


def test_a_tag_that_word_cut_into_runs_keeps_the_look_of_its_first():
    file = docx.Document()
    paragraph = file.add_paragraph()
    for piece in ("{", "{ pl", "an.titre ", "}}"):
        paragraph.add_run(piece).bold = True
    data = fill(made.saved(file))
    runs = docx.Document(io.BytesIO(valid(data))).paragraphs[0].runs
    assert [(run.text, run.bold) for run in runs if run.text] == [("Plan <fictif> 2024-2029", True)]


def test_a_note_of_two_lines_is_two_lines():
    data = fill(made.word("{{ actions[0].note }}"))
    assert docx.Document(io.BytesIO(valid(data))).paragraphs[0].text == "Une note\nsur deux lignes"


def test_logos_stand_where_they_are_named_with_their_words():
    logos = [facts.logo("HE Une"), facts.logo("HE & Deux")]
    data = valid(fill(made.word("{{ logo_1 }} et {{ logo_2 }}", head="{{ logo_1 }}"), logos=logos))
    for part, words in (("word/document.xml", ["HE Une", "HE & Deux"]), ("word/header1.xml", ["HE Une"])):
        drawings = etree.fromstring(made.part(data, part).encode()).iter("{*}docPr")
        assert [one.get("descr") for one in drawings] == words
        inlines = list(etree.fromstring(made.part(data, part).encode()).iter("{*}inline"))
        assert {one.get(f"dist{side}") for one in inlines for side in "TBLR"} == {"0"}


def test_without_a_logo_its_tag_leaves_nothing():
    assert made.lines(valid(fill(made.word("a{{ logo_1 }}b{% if logo_2 %}c{% endif %}")))) == ["ab"]


@pytest.mark.family
@pytest.mark.parametrize("kind", facts.EVERY)
def test_a_letterhead_with_the_body_is_enough_for_each_kind(kind):
    data = valid(fill(made.word("En-tête de la maison", "{{p corps }}", "Fin"), kind))
    said = made.lines(data)
    assert (said[0], said[-1]) == ("En-tête de la maison", "Fin")
    assert len(said) > 5
    assert "Sommaire" not in said
    assert telling.EVERY[kind].heading("fr") not in said[:2]


def test_the_body_takes_the_styles_of_the_template_and_its_typeface():
    file = docx.Document()
    file.styles["Heading 1"].font.size = Pt(31)
    file.add_paragraph("{{p corps }}")
    data = valid(fill(made.saved(file)))
    result = docx.Document(io.BytesIO(data))
    headings = [one for one in result.paragraphs if one.style.name == "Heading 1"]
    assert headings
    assert headings[0].style.font.size == Pt(31)
    added = [one for one in result.styles.element.iter(f"{W}style") if one.get(f"{W}styleId").startswith("Ptl")]
    assert added
    assert not [one for style in added for one in style.iter(f"{W}rFonts")]


def test_every_style_of_the_body_is_one_of_the_file():
    data = fill(made.word("{{p corps }}"))
    known = {one.get(f"{W}styleId") for one in etree.fromstring(made.part(data, "word/styles.xml").encode())}
    body = etree.fromstring(made.part(data).encode())
    used = {one.get(f"{W}val") for tag in ("pStyle", "tblStyle", "rStyle") for one in body.iter(f"{W}{tag}")}
    assert used <= known


def test_tables_are_as_wide_as_the_page_of_the_template():
    widths = []
    for wide in (False, True):
        file = docx.Document()
        section = file.sections[0]
        section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(148), Mm(210))
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = Mm(20)
        file.add_paragraph("{{p corps }}")
        body = etree.fromstring(made.part(fill(made.saved(file))).encode())
        widths.append({int(one.get(f"{W}w")) for one in body.iter(f"{W}tblW")})
        drawn = [int(one.get("cx")) for one in body.iter("{*}extent")]
        assert max(drawn) <= (Mm(257) if wide else Mm(108))
    for found, millimetres in zip(widths, (108, 257), strict=True):
        assert [one for one in found if abs(one - millimetres * 56.7) > 20] == []


def test_dashes_of_the_body_are_a_list_of_their_own_beside_those_of_the_template():
    file = docx.Document()
    file.add_paragraph("point de la maison", style="List Bullet")
    file.add_paragraph("{{p corps }}")
    items = BulletList((Paragraph(plain("un")), Paragraph(plain("deux"))))
    document = Document("Titre", (Heading(1, plain("Partie")), items))
    data = valid(filled("m.docx", made.saved(file), "avancement", Told(told().context, document)))
    body = etree.fromstring(made.part(data).encode())
    numbers = {one.get(f"{W}val") for one in body.iter(f"{W}numId")}
    lists = etree.fromstring(made.part(data, "word/numbering.xml").encode())
    assert len(numbers) == 1
    assert numbers <= {one.get(f"{W}numId") for one in lists.iter(f"{W}num")}
    tags = [etree.QName(one).localname for one in lists]
    assert tags == sorted(tags)  # every abstractNum before every num, as Word wants them


def test_a_file_without_lists_gets_one():
    items = Document("Titre", (BulletList((Paragraph(plain("un")),)),))
    source = made.word("{{p corps }}")
    relation = made.part(source, "word/_rels/document.xml.rels")
    start = relation.index("<Relationship ", relation.index("numbering") - 200)
    line = next(one for one in relation[start:].split("/>") if "numbering" in one) + "/>"
    bare = made.replaced(source, "word/_rels/document.xml.rels", line, "")
    data = valid(filled("m.docx", bare, "avancement", Told(told().context, items)))
    assert made.lines(data) == ["un"]
    assert "abstractNum" in made.part(data, "word/numbering.xml")


def test_the_same_template_and_facts_give_the_same_bytes():
    data = made.word("{{ titre }}", "{{p corps }}", head="{{ logo_1 }}")
    logos = [facts.logo("HE Une")]
    assert fill(data, logos=logos) == fill(data, logos=logos)


def test_a_template_with_a_fault_is_not_filled():
    with pytest.raises(Faulty):
        fill(made.word("{{ inconnue }}"))


def test_a_tag_hidden_where_no_text_is_reads_nothing_either():
    """The words of a picture, for one, are no text: what is not of the language is refused all the same."""
    hidden = made.replaced(
        made.word("visible"), "word/document.xml", "visible", "visible</w:t><w:t>{{ ''</w:t><w:t>.__class__ }}"
    )
    with pytest.raises(Faulty):
        fill(hidden)
    attribute = made.replaced(
        made.word("visible"), "word/document.xml", "<w:t>visible", '<w:t w:rsid="{{ cycler.__init__() }}">visible'
    )
    with pytest.raises(Faulty) as error:
        fill(attribute)
    assert "ne se remplit pas" in error.value.problems[0].sentence


def test_markup_that_would_not_close_is_refused():
    """An inline condition around a whole row, written in two cells of two rows that the checker lets through."""
    rows = [["{{ titre }}", "x"]]
    source = made.replaced(
        made.word(table=rows),
        "word/document.xml",
        "<w:t>x",
        '<w:t w:rsid="{% if titre %}">x</w:t><w:t>{# {% endif %} #}',
    )
    with pytest.raises(Faulty):
        fill(source)


def test_the_body_stands_in_a_content_control_too():
    source = made.word("{{p corps }}")
    body = made.part(source)
    start, end = body.index("<w:p>"), body.index("</w:p>") + len("</w:p>")
    held = f"<w:sdt><w:sdtContent>{body[start:end]}</w:sdtContent></w:sdt>"
    data = made.with_part(source, "word/document.xml", f"{body[:start]}{held}{body[end:]}".encode())
    assert len(made.lines(valid(fill(data)))) > 5
