"""The real plan in its three forms: one document, the same doubts, and no character lost."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from portulan.plandoc import jsonfile
from portulan.plandoc.document import Counts, PlanDocument, ResultKind
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import Recognition, recognise

EXAMPLES = Path(__file__).parents[2] / "examples"
NAME = "mias-2024-2029"
FORMS = ["docx", "txt", "pdf"]


def recognised(form: str) -> Recognition:
    file = EXAMPLES / f"{NAME}.{form}"
    return recognise(read(file.name, file.read_bytes()))


@pytest.fixture(scope="module")
def plan() -> PlanDocument:
    return recognised("docx").document


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_golden_document_to_the_byte(form):
    assert jsonfile.dumps(recognised(form).document) == (EXAMPLES / f"{NAME}.json").read_text()


def test_the_counts_are_those_of_the_plan(plan):
    assert plan.counts() == Counts(strategic=5, specific=20, actions=52, results=75, recommendations=6)
    kinds = Counter(result.kind for action in plan.actions() for result in action.expected_results)
    assert kinds[ResultKind.MINUTES] == 14
    assert sum(action.deadline.kind == "continuous" for action in plan.actions()) == 15


def test_the_header_is_understood(plan):
    assert plan.title == "Plan d'action MIAS 2024-2029"
    assert (plan.period.starts, plan.period.ends) == (2024, 2028)
    assert plan.edition == "Plan d'action actualisé – Avril 2026"
    assert plan.organisation == "Cluster Sciences sociales MIAS"
    assert list(plan.acronyms) == ["AIS", "CEP", "CP", "CPI", "CS"]
    assert list(plan.columns) == [
        "objectives", "actions", "responsibles", "deadline", "results", "recommendations"
    ]  # fmt: skip


def test_the_third_objective_has_its_two_times(plan):
    third = plan.objectives[2]
    assert [(one.label, one.code, one.title.plain) for one in third.objectives] == [
        ("Temps", "1", "A l'entrée et en cours de formation"),
        ("Temps", "2", "A la sortie"),
    ]
    assert [[one.code for one in part.objectives] for part in third.objectives] == [
        ["3.1", "3.2", "3.3", "3.4"],
        ["3.5", "3.6", "3.7"],
    ]


def test_italics_inside_a_text_are_emphasis_and_a_wholly_italic_title_is_style(plan):
    emphasised = {
        action.code: [piece for piece, strong in action.text.pieces() if strong]
        for action in plan.actions()
        if action.text.emphasis
    }
    assert emphasised == {
        "1.1.2": ["Partenariat et réseaux", "Innovation et entrepreneuriat social"],
        "4.1.2": ["Méthodologie fondamentale de la recherche"],
    }
    assert all(not objective.title.emphasis for objective in plan.walk())


def test_bodies_glued_in_one_cell_are_told_apart(plan):
    names = {action.code: [one.name for one in action.responsibles] for action in plan.actions()}
    assert names["1.1.1"] == ["CP", "Resp. CERIAS Consultance"]
    assert names["1.2.1"] == ["Responsables CERIAS et équipe mémoire"]
    assert names["2.5.1"] == ["Responsable Recherche", "Responsable des relations internationales", "CPI"]
    assert names["3.5.2"] == []
    assert names["4.1.1"] == ["Coordination AIS, recherche, mémoire"]
    assert names["5.4.1"] == [
        "Direction adjointe et direction aux enseignements",
        "Direction de département de domaine",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_unsure_is_a_doubt_with_its_place(form):
    found = recognised(form).doubts
    assert [(doubt.kind, doubt.code) for doubt in found] == [
        ("unknown_acronym", "2.3.1"),
        ("no_responsible", "3.5.2"),
        ("several_names", "4.1.1"),
        ("bare_result", "5.4.1"),
    ]
    assert all(str(doubt.place) and doubt.proposals for doubt in found)


def test_an_action_without_responsible_shows_the_one_above_and_inherits_nothing():
    doubt = next(one for one in recognised("docx").doubts if one.kind == "no_responsible")
    assert "3.5.1" in doubt.why
    assert doubt.proposals[0].effects == ({"set": "responsibles", "action": doubt.subject, "names": ["CS"]},)
    assert [(cell.text, cell.focus) for cell in doubt.excerpt][1] == ("", True)


# No character is lost: the file's own text is counted without our readers.


def text_of_docx(data: bytes) -> str:
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    texts = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
    return texts.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def text_of_pdf(data: bytes) -> str:
    """pdfium gives U+FFFE, U+0002 or a soft hyphen for a hyphen at the end of a line."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return re.sub("[\ufffe\x02\xad]", "-", "".join(pages))


SOURCES = {"docx": text_of_docx, "txt": lambda data: data.decode(), "pdf": text_of_pdf}


def characters(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


def text_of_document(document: PlanDocument) -> str:
    parts = [document.title, document.edition, document.organisation, *document.columns.values()]
    parts += [text for pair in document.acronyms.items() for text in pair]
    for objective in document.walk():
        parts += [objective.label, objective.code, objective.title.plain]
    for action in document.actions():
        parts += [action.code, action.text.plain, action.deadline.text, *action.recommendations]
        parts += [one.name for one in action.responsibles]
        parts += [result.text.plain for result in action.expected_results]
        parts += [text for pair in action.extra.items() for text in pair]
    return "".join(parts)


@pytest.mark.parametrize("form", FORMS)
def test_no_character_of_the_source_is_lost(form):
    data = (EXAMPLES / f"{NAME}.{form}").read_bytes()
    recognition = recognised(form)
    accounted = (
        text_of_document(recognition.document)
        + "".join(leftover.text for leftover in recognition.leftovers)
        + "".join(characters for characters, _role in recognition.structure)
    )
    assert characters(accounted) == characters(SOURCES[form](data))
