"""Every template to start from is right as it is, is filled as it is, and holds the tags of its kind."""

import io

import docx
import pytest

import word_templates as made
from office import office
from pdf_reading import raw
from portulan.plandoc.office import converted
from portulan.reports.templates import Told, starters, telling
from portulan.reports.templates.filling import check, filled
from portulan.reports.templates.vocabulary import ALL
from reports.templates import made as facts

BOTH = [(kind, detailed) for kind in telling.EVERY for detailed in (False, True)]


def told(kind: str) -> Told:
    document = facts.BUILD[kind](facts.EVERY[kind])
    return Told(telling.context_of(facts.EVERY[kind]), document, (facts.logo("HE Une"), facts.logo("HE Deux")))


@pytest.mark.family
@pytest.mark.parametrize(("kind", "detailed"), [*BOTH, (ALL, False)])
def test_a_starter_is_right_in_both_languages(kind, detailed):
    for language in ("fr", "en"):
        check("depart.docx", starters.starter(kind, language, detailed=detailed), kind)


@pytest.mark.family
@pytest.mark.parametrize(("kind", "detailed"), BOTH)
def test_a_starter_is_filled_as_it_is(kind, detailed):
    data = filled("depart.docx", starters.starter(kind, "fr", detailed=detailed), kind, told(kind))
    said = made.lines(data)
    assert said[:2] == ["HE <Une> & Cie, HE Deux", telling.context_of(facts.EVERY[kind])["titre"]]
    if not telling.EVERY[kind].running:
        assert said[2] == "Plan <fictif> 2024-2029"
        assert said[3] == "Situation au 23 novembre 2026 · Avril 2026, adoptée le 2 avril 2026"
    assert not [line for line in said if "{" in line or "}" in line]
    assert docx.Document(io.BytesIO(data)).sections[0].first_page_header._element.xpath(".//wp:docPr/@descr") == [
        "HE Une",
        "HE Deux",
    ]


@pytest.mark.family
@pytest.mark.parametrize("kind", telling.EVERY)
def test_the_one_for_all_documents_is_filled_for_each(kind):
    assert len(made.lines(filled("depart.docx", starters.starter(ALL, "fr"), ALL, told(kind)))) > 8


@pytest.mark.family
@pytest.mark.parametrize("kind", telling.EVERY)
def test_the_detailed_one_writes_out_each_name_of_its_kind(kind):
    said = "\n".join(made.lines(starters.starter(kind, "fr", detailed=True)))
    assert [name for name in telling.EVERY[kind].names if name not in said] == []


def test_a_kind_that_does_not_exist_is_said():
    with pytest.raises(KeyError):
        starters.starter("autre", "fr")


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "detailed"), [("avancement", False), ("avancement", True), ("dossier", False)])
def test_libreoffice_opens_and_saves_a_filled_starter_with_nothing_lost(tmp_path, kind, detailed):
    data = filled("depart.docx", starters.starter(kind, "fr", detailed=detailed), kind, told(kind))
    assert made.lines(office(tmp_path).saved(data)) == made.lines(data)


@pytest.mark.slow
def test_its_pdf_says_that_it_is_for_everybody_its_title_and_its_language(tmp_path):
    office(tmp_path)  # skipped where it is not installed
    data = filled("depart.docx", made.word("{{ titre }}", "{{p corps }}"), "avancement", told("avancement"))
    pdf = raw(converted(data, ".docx", "pdf"))
    asked = ("<pdfuaid:part>1</pdfuaid:part>", "/MarkInfo<</Marked true", "/DisplayDocTitle true", "/Lang(fr-BE)")
    assert [one for one in asked if one.encode() not in pdf] == []
    assert "Rapport d’avancement – Plan".encode() in pdf
