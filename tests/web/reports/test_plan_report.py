"""The plan as a report: a cover that counts it, contents, its figures, its own table; the day on each page."""

import io
import re

import pypdfium2
from docx import Document as read_word

from pdf_reading import alts, tags
from portulan.plans.models import Action


def test_it_has_a_cover_contents_figures_and_the_whole_table(ada, at, inside, pages):
    answer = ada.get(at("plan"))
    read = pages(answer)
    assert "2 objectifs, 5 subdivisions, 9 actions et 18 résultats attendus." in read[0]
    assert "Sommaire" in read[1]
    everything = " ".join(read)
    assert [
        one.code for one in Action.objects.all() if f"{one.code}. Rédaction de la note" not in everything
    ] == []
    assert "Situation au 23 novembre 2026" in read[0]
    assert all("Situation au 23 novembre 2026" in page and "Avril 2026" in page for page in read[1:])
    assert all(re.search(rf"{rank} / {len(read)}", page) for rank, page in enumerate(read, 1))
    with pypdfium2.PdfDocument(answer.content) as file:
        titles = [one.get_title() for one in file.get_toc()]
    assert titles[:3] == ["Le plan en un regard", "Par objectif", "Par année d’échéance"]
    assert any(one.startswith("1.1") for one in titles)


def test_its_figures_say_the_same_in_words(ada, at, inside):
    answer = ada.get(at("plan"))
    shown = ada.get("/e/mias/").context["page"]
    found = alts(answer.content)
    assert shown.objectives[0].counts in found
    assert {year.in_words.partition(":")[2].strip() for year in shown.years} <= {*found, "aucune action"}
    assert tags(answer.content).count("Figure") == len(found)


def test_the_word_file_says_the_same_with_contents_that_lead(ada, at, inside):
    file = read_word(io.BytesIO(ada.get(at("plan", "docx")).content))
    texts = [one.text for one in file.paragraphs]
    assert "Le plan d’action" in texts
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert any(text.startswith("1.1.1. Rédaction de la note") for text in cells)
    body = file.element.xml
    anchors = set(re.findall(r'w:anchor="(\w+)"', body))
    assert anchors
    assert anchors <= set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', body))
