"""The logos of a cover: both, with their words, in Word and in an accessible PDF."""

import io
from dataclasses import replace

from docx import Document as read_word

from pdf_reading import alts
from portulan.typeset import docx, pdf
from portulan.typeset.page import LOGO_HEIGHT, LOGO_WIDTH, Cover, Document, Logo, Paragraph, plain
from reports.templates import made as facts


def document(*logos: Logo) -> Document:
    cover = Cover("Haute école fictive", "Rapport", "Plan fictif", logos=logos)
    return Document("Rapport", (cover, Paragraph(plain("Fin"))), ruled=True)


def test_word_shows_both_on_one_line_no_larger_than_a_cover_takes():
    tall = replace(facts.logo("HE & Deux"), width=600, height=1500)
    file = read_word(io.BytesIO(docx.write(document(facts.logo("HE Une"), tall))))
    line = file.paragraphs[0]._p
    assert line.xpath(".//wp:docPr/@descr") == ["HE Une", "HE & Deux"]
    sizes = [(int(one.get("cx")) / 36000, int(one.get("cy")) / 36000) for one in line.xpath(".//wp:extent")]
    assert [(round(width, 1), round(height, 1)) for width, height in sizes] == [(50.0, 20.0), (8.0, 20.0)]
    assert all(width <= LOGO_WIDTH and height <= LOGO_HEIGHT for width, height in sizes)


def test_a_pdf_says_both_in_words():
    assert alts(pdf.write(document(facts.logo("HE Une"), facts.logo("HE Deux")))) == ["HE Une", "HE Deux"]


def test_without_a_logo_a_cover_is_as_it_was():
    assert read_word(io.BytesIO(docx.write(document()))).paragraphs[0].text == "Haute école fictive"
    assert alts(pdf.write(document())) == []
