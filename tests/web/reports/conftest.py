"""What tests of reports may use: addresses, what a file says, an evaluation with its recommendations."""

import io

import pypdfium2
import pytest
from django.urls import reverse
from docx import Document as read_word

from portulan.exports.models import Export, ExportState
from portulan.plandoc.recommendations import Recommended
from portulan.plans.commands import recommendations as commands
from portulan.plans.models import Recommendation
from working import make_what_waits


@pytest.fixture
def at(cast):
    """The address of a report, in a format."""
    return lambda kind, format="pdf": reverse("report", args=["mias", kind, format])


@pytest.fixture
def taken(cast, settings, tmp_path):
    """A document that is made beside the request: asked for, made by a worker, fetched; its bytes."""
    settings.EXPORTS_DIR = tmp_path / "exports"

    def take(client, kind: str, format: str, **asked) -> bytes:
        answer = client.post(reverse("report_order", args=["mias", kind, format]), asked)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/e/mias/rapports/#prepares")
        make_what_waits()
        export = Export.everywhere.latest("asked_at")
        assert export.state == ExportState.READY, export.sentence
        fetched = client.get(reverse("report_prepared", args=["mias", export.pk]))
        return b"".join(fetched.streaming_content)

    return take


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
