"""What is to be found again at a glance stands beside a rule in Word, in PDF and in Markdown."""

import io

from docx import Document as WordFile
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument

from portulan.typeset import docx, markdown, pdf
from portulan.typeset.page import Aside, BulletList, Document, Look, Paragraph, Tone, plain

ASIDE = Aside("Décision", (Paragraph(plain("La note est finalisée."), Look.PROSE), Paragraph(plain("Pour mai"))))
BOTH = Document("PV", (ASIDE, Aside("À faire", (Paragraph(plain("La suite.")),), Tone.TEAL)))


def test_in_word_the_rule_and_its_colour_stand_beside_each_line():
    body = WordFile(io.BytesIO(docx.write(BOTH))).element.body
    colours = [rule.get(qn("w:color")) for rule in body.iter(qn("w:left")) if rule.getparent().tag == qn("w:pBdr")]
    assert colours == ["14263B"] * 3 + ["2B7A7E"] * 2
    texts = ["".join(node.text or "" for node in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]
    assert texts == ["Décision", "La note est finalisée.", "Pour mai", "", "À faire", "La suite."]


def test_in_markdown_it_is_a_quotation():
    assert markdown.write(BOTH).decode() == (
        "> **Décision**\n>\n> La note est finalisée.\n>\n> Pour mai\n\n> **À faire**\n>\n> La suite.\n"
    )


def test_in_pdf_its_words_are_there():
    listed = BulletList((Paragraph(plain("un point"), Look.PROSE),))
    with PdfDocument(pdf.write(Document("PV", (ASIDE, listed)))) as file:
        text = file[0].get_textpage().get_text_bounded()
    assert [word in text for word in ("Décision", "La note est finalisée.", "un point")] == [True] * 3
