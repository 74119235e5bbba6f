"""What tests of reports may use: addresses, what a file says, an evaluation with its recommendations."""

import io

import pypdfium2
import pytest
from django.urls import reverse
from docx import Document as read_word

from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands import recommendations as commands
from portulan.plans.models import Recommendation


@pytest.fixture
def at(cast):
    """The address of a report, in a format."""
    return lambda kind, format="pdf": reverse("report", args=["mias", kind, format])


@pytest.fixture
def pages():
    """The words of each page of a PDF."""

    def read(answer) -> list[str]:
        assert answer.status_code == 200
        with pypdfium2.PdfDocument(io.BytesIO(answer.content)) as file:
            return [" ".join(page.get_textpage().get_text_bounded().split()) for page in file]

    return read


@pytest.fixture
def word():
    """The paragraphs, and the cells of the tables row by row, of a Word file."""

    def read(answer) -> tuple[list[str], list[list[str]]]:
        file = read_word(io.BytesIO(answer.content))
        rows = [[cell.text for cell in row.cells] for table in file.tables for row in table.rows]
        return [one.text for one in file.paragraphs], rows

    return read


@pytest.fixture
def evaluated(inside) -> list[Recommendation]:
    """An evaluation of Ada's plan: followed by an action, unanswered, not retained."""
    made = commands.write_evaluation(inside.plan, actor=inside.ada, title="Évaluation 2023", agency="AEQES")
    texts = ["Formaliser la vision", "Prioriser le plan", "Étoffer le secrétariat"]
    rows = [Recommended(str(rank), text, "Critère A", "12") for rank, text in enumerate(texts, 1)]
    first, second, third = commands.add_recommendations(made, rows, actor=inside.ada)
    commands.set_answering(first, [inside.action("1.1.1").pk], actor=inside.ada)
    commands.answer(first, actor=inside.ada, answer="followed")
    commands.answer(third, actor=inside.ada, answer="declined", reason="Le budget ne le permet pas.")
    return [first, second, third]
