"""The house's own Word file, given out with today's plan in it, edited by colleagues, and put in again."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from office import office
from portulan.imports import commands, proposals
from portulan.imports.house_file import house_file, in_house_file
from portulan.imports.models import Import
from portulan.plandoc.comparison.changes import Field
from portulan.plandoc.comparison.redline import Tracking
from portulan.plans.commands import editing
from portulan.plans.commands.editing import ActionDraft
from portulan.plans.models import Action, Plan
from portulan.plans.queries.document import document_of
from portulan.reports.files import plan_file
from tracked_changes import changes, settled

pytestmark = pytest.mark.family

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCX = "mias-2024-2029.docx"
TRACKED = Tracking("Ada", dt.datetime(2027, 5, 3, tzinfo=dt.UTC))


def put_in(cast, name, data):
    return commands.open_import(name, [data], actor=cast.ada)


def written(plan, tracking=None):
    return in_house_file(house_file(), plan, tracking)


def steered(plan):
    """Two actions changed here: a deadline, a wording."""
    later = Action.objects.get(plan=plan, code="2.1.1")
    editing.change_action(later, ActionDraft(deadline="28-29"), actor=None, postponing=True)
    named = Action.objects.get(plan=plan, code="3.1.1")
    editing.change_action(named, ActionDraft(text=f"{named.text} chaque année"), actor=None)


def edited(data, *replacements):
    """The Word file after colleagues typed in it."""
    file = Document(io.BytesIO(data))
    cells = [cell for table in file.tables for row in table.rows for cell in row.cells]
    for old, new in replacements:
        runs = (run for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs)
        run = next(run for run in runs if run.text == old)
        run.text = new
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def text_of(data):
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return "".join(root.itertext())


def told(cast, plan, name, data):
    """What a file that comes back would change."""
    return proposals.proposal_of(put_in(cast, name, data), plan).cells


def test_nothing_changed_nothing_is_proposed(cast, plan):
    file = written(plan)
    assert file.remarks == ()
    assert text_of(file.data) == text_of((EXAMPLES / DOCX).read_bytes())
    assert told(cast, plan, "retour.docx", file.data) == ()


def test_what_changed_here_is_in_the_file_and_is_no_proposal(cast, plan):
    steered(plan)
    file = written(plan).data
    assert "28-29" in text_of(file)
    assert told(cast, plan, "retour.docx", file) == ()


def test_what_changes_here_after_it_was_given_out_is_not_undone(cast, plan):
    """The file carries the plan as it was: what it did not change is silent."""
    file = written(plan).data
    steered(plan)
    assert told(cast, plan, "retour.docx", file) == ()


THREE = (
    ("Note de synthèse", "Note de synthèse commune"),
    ("Fiches ECTS des 2 UE", "Fiches ECTS"),
    ("26-27", "27-28"),
)


def test_three_edits_are_three_proposals(cast, plan):
    file = edited(written(plan).data, *THREE)
    fields = sorted(one.field for one in told(cast, plan, "retour.docx", file))
    assert fields == [Field.DEADLINE, Field.RESULTS, Field.RESULTS]


@pytest.mark.apart
@pytest.mark.slow
def test_the_same_through_libreoffice(cast, plan, tmp_path):
    program = office(tmp_path)
    steered(plan)
    file = program.saved(written(plan).data)
    assert told(cast, plan, "retour.docx", file) == ()
    again = program.saved(edited(file, *THREE))
    fields = sorted(one.field for one in told(cast, plan, "retour-2.docx", again))
    assert fields == [Field.DEADLINE, Field.RESULTS, Field.RESULTS]


def test_tracked_it_says_what_changed_since_the_file(plan):
    steered(plan)
    file = written(plan, TRACKED).data
    assert changes(file) > 0
    assert text_of(settled(file, accept=False)) == text_of((EXAMPLES / DOCX).read_bytes())


def test_our_own_export_is_not_the_house_s_file(cast, plan):
    original = house_file()
    export = put_in(cast, "export.docx", plan_file(document_of(plan), "docx")[0])
    Import.objects.filter(pk=export.pk).update(state="accepted", plan=plan)
    assert house_file() == original


def test_no_word_file_no_house_file(inside):
    assert house_file() is None
    assert Plan.objects.exists()
