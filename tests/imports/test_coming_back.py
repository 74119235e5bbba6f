"""A file comes back: what it would change, what is chosen of it, and the plan afterwards."""

import datetime as dt
import io
import shutil
import subprocess
import uuid
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from portulan.imports import coming_back, commands, proposals, rules
from portulan.imports.models import Import, ImportState
from portulan.imports.rules import Answer
from portulan.journal.models import Entry
from portulan.plandoc.comparison.changes import Field, Slippage, compared
from portulan.plandoc.comparison.matching import renamed
from portulan.plandoc.comparison.merge import Verdict
from portulan.plans.commands import editing
from portulan.plans.commands.editing import ActionDraft
from portulan.plans.models import Action, Plan, Revision
from portulan.plans.queries.document import document_of
from portulan.reports.files import plan_file
from portulan.shared import filestore
from portulan.shared.errors import Conflict, Invalid
from portulan.tracking import commands as tracking
from portulan.tracking.models import Postponement

pytestmark = pytest.mark.family

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCX = "mias-2024-2029.docx"


def put_in(cast, name, data):
    return commands.open_import(name, [data], actor=cast.ada)


def export(plan):
    return plan_file(document_of(plan), "docx")[0]


def retyped(plan):
    """The plan as Word, as if somebody had typed it again: no identity, nothing carried."""
    document = document_of(plan)
    owns = [one.id for one in document.walk()] + [
        own for one in document.actions() for own in (one.id, *(result.id for result in one.expected_results))
    ]
    return plan_file(renamed(document, {own: str(uuid.uuid4()) for own in owns}), "docx")[0]


def edited(data, *replacements):
    """The Word file after somebody typed in it."""
    document = Document(io.BytesIO(data))
    paragraphs = [
        one for table in document.tables for row in table.rows for cell in row.cells for one in cell.paragraphs
    ]
    for before, after in replacements:
        found = next(one for one in paragraphs if before in one.text)
        text = found.text.replace(before, after)
        for run in found.runs[1:]:
            run.text = ""
        found.runs[0].text = text
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def proposed(opened, plan):
    found = proposals.proposal_of(opened, plan)
    codes = {one.id: one.code for one in found.live.actions()}
    return [(codes.get(one.id, ""), one.field, one.verdict) for one in found.cells]


def test_a_file_equal_to_the_plan_changes_nothing(cast, plan):
    assert proposed(put_in(cast, "plan.docx", export(plan)), plan) == []


@pytest.mark.parametrize("name", [DOCX, "mias-2024-2029.pdf"])
def test_the_file_that_the_plan_came_from_changes_nothing(cast, plan, name):
    assert proposed(put_in(cast, name, (EXAMPLES / name).read_bytes()), plan) == []


def three_edits(plan):
    actions = {one.code: one for one in Action.objects.filter(plan=plan)}
    one, other = actions["2.1.1"], actions["2.4.1"]
    result = other.expected_results.first().text
    assert one.deadline_text != "28-29"
    return (one.text, one.text + " chaque année"), (result, result + " signée")


def test_what_was_typed_in_our_word_file_is_proposed_and_nothing_else(cast, plan):
    name = Action.objects.get(plan=plan, code="1.1.1").text
    (before, after), (result, signed) = three_edits(plan)
    data = edited(export(plan), (before, after), (result, signed), (name, "Tout autre chose : un colloque"))
    assert proposed(put_in(cast, "retour.docx", data), plan) == [
        ("1.1.1", Field.TEXT, Verdict.FILE),
        ("2.1.1", Field.TEXT, Verdict.FILE),
        ("2.4.1", Field.RESULTS, Verdict.FILE),
    ]


def test_what_changed_here_since_stays_and_what_both_changed_is_asked(cast, plan):
    (before, after), (result, signed) = three_edits(plan)
    data = edited(export(plan), (before, after), (result, signed))
    action = Action.objects.get(plan=plan, code="2.1.1")
    editing.change_action(action, ActionDraft(text="Un autre texte d’ici"), actor=cast.ada)
    other = Action.objects.get(plan=plan, code="3.1.1")
    editing.change_action(other, ActionDraft(deadline="28-29"), actor=cast.ada, postponing=True)
    opened = put_in(cast, "retour.docx", data)
    assert proposed(opened, plan) == [
        ("2.1.1", Field.TEXT, Verdict.BOTH),
        ("2.4.1", Field.RESULTS, Verdict.FILE),
    ]
    found = proposals.proposal_of(opened, plan)
    assert [(one.field, one.here.text) for one in found.since] == [(Field.DEADLINE, "28-29")]
    assert [found.chosen(one) for one in found.cells] == ["", proposals.FILE]
    assert found.origin.what == "export"


@pytest.mark.apart
@pytest.mark.slow
def test_an_office_that_saves_the_file_again_proposes_nothing(cast, plan, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: what it saves again was not compared")
    (tmp_path / "plan.docx").write_bytes(export(plan))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    arguments = ["--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out"), "plan.docx"]
    subprocess.run([office, profile, *arguments], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    opened = put_in(cast, "plan.docx", (tmp_path / "out" / "plan.docx").read_bytes())
    assert proposed(opened, plan) == []


def test_a_file_that_moves_a_deadline_later_makes_a_postponement(cast, plan):
    opened = put_in(cast, "edition.docx", edited(export(plan), ("24-25", "28-29")))
    assert [one[1:] for one in proposed(opened, plan)] == [(Field.DEADLINE, Verdict.FILE)]
    apply(cast, opened, plan)
    (made,) = Postponement.objects.all()
    action = Action.objects.get(deadline_text="28-29", pk=made.action_id)
    assert (made.from_text, made.to_text, made.to_due) == ("24-25", "28-29", action.deadline_due)
    assert (made.reason, made.decided_where) == ("Repris de «\u00a0edition.docx\u00a0»", plan.edition)
    entry = Entry.objects.get(pk=made.pk)
    tracking.undo(entry, actor=cast.ada)
    made.refresh_from_db()
    assert made.undone_at is not None


def returned(cast, plan):
    return put_in(cast, "retour.docx", edited(export(plan), *three_edits(plan)))


def apply(cast, opened, plan):
    seen = proposals.proposal_of(opened, plan).seen
    return coming_back.apply_proposal(opened, actor=cast.ada, seen=seen)


def test_an_answer_to_a_doubt_is_part_of_what_the_file_says(cast, plan):
    opened = put_in(cast, DOCX, (EXAMPLES / DOCX).read_bytes())
    found = rules.reading_from_json(opened.reading)
    doubt = next(one for one in found.doubts if one.kind == "no_responsible")
    commands.answer(opened, doubt.id, Answer("Confier", doubt.proposals[0].effects))
    assert proposed(opened, plan) == [(doubt.code, Field.RESPONSIBLES, Verdict.FILE)]


def test_what_is_accepted_is_applied_in_one_batch(cast, plan):
    opened = returned(cast, plan)
    before = document_of(plan)
    assert apply(cast, opened, plan) == 2
    entries = list(Entry.objects.filter(verb__in=["action.changed", "import.accepted"]).order_by("at")[:3])
    assert [one.verb for one in Entry.objects.filter(batch=entries[-1].batch).order_by("verb")] == [
        "action.changed",
        "action.changed",
        "import.accepted",
    ]
    assert [one.field for one in compared(before, document_of(plan))] == [Field.TEXT, Field.RESULTS]
    assert Revision.objects.latest("created_at").label == "Avant la reprise de « retour.docx »"
    opened.refresh_from_db()
    assert (opened.state, opened.plan) == (ImportState.ACCEPTED, plan)


def test_what_is_refused_stays_here(cast, plan):
    opened = returned(cast, plan)
    cells = proposals.proposal_of(opened, plan).cells
    coming_back.choose(opened, [cells[0].token], proposals.HERE)
    before = document_of(plan)
    apply(cast, opened, plan)
    assert [one.field for one in compared(before, document_of(plan))] == [Field.RESULTS]


def test_a_stale_page_changes_nothing(cast, plan):
    opened = returned(cast, plan)
    seen = proposals.proposal_of(opened, plan).seen
    action = Action.objects.get(plan=plan, code="3.1.1")
    editing.change_action(action, ActionDraft(deadline="28-29"), actor=cast.ada, postponing=True)
    with pytest.raises(Conflict) as told:
        coming_back.apply_proposal(opened, actor=cast.ada, seen=seen)
    assert "a changé pendant" in told.value.sentence
    assert Import.objects.get(pk=opened.pk).state == ImportState.REVIEW


def test_twice_is_told(cast, plan):
    opened = returned(cast, plan)
    apply(cast, opened, plan)
    with pytest.raises(Conflict):
        apply(cast, opened, plan)
    same = filestore.path(opened.workspace_id, opened.file_sha256).read_bytes()
    again = put_in(cast, "retour.docx", same)
    assert proposed(again, plan) == []
    assert proposals.taken_before(again).pk == opened.pk


def test_the_next_edition_made_from_an_accepted_one_is_compared_with_it(cast, plan):
    opened = returned(cast, plan)
    apply(cast, opened, plan)
    text = Action.objects.get(plan=plan, code="2.1.1").text
    assert text.endswith("chaque année")
    data = edited(retyped(plan), (text, text + " avec les alumni"))
    found = put_in(cast, "suite.docx", data)
    assert proposed(found, plan) == [("2.1.1", Field.TEXT, Verdict.FILE)]
    assert found.proposal["origin"]["what"] == "plan"


def test_a_file_made_before_later_changes_is_compared_with_what_it_came_from(cast, plan):
    data = edited(retyped(plan), three_edits(plan)[0])
    for code in ("1.1.1", "1.1.2", "3.1.1", "3.2.1"):
        action = Action.objects.get(plan=plan, code=code)
        editing.change_action(action, ActionDraft(deadline="28-29"), actor=cast.ada, postponing=True)
    opened = put_in(cast, "retour.docx", data)
    assert proposed(opened, plan) == [("2.1.1", Field.TEXT, Verdict.FILE)]
    assert opened.proposal["origin"]["what"] == "revision"


def test_an_older_edition_becomes_a_dated_version(cast, plan):
    data = export(plan)
    for code, deadline in (("2.1.1", "28-29"), ("2.4.1", "28-29")):
        action = Action.objects.get(plan=plan, code=code)
        editing.change_action(action, ActionDraft(deadline=deadline), actor=cast.ada, postponing=True)
    opened = put_in(cast, "2024.docx", data)
    found = proposals.proposal_of(opened, plan)
    assert found.cells == ()
    assert found.slippage().later == 2
    before = document_of(plan)
    coming_back.keep_as_revision(opened, label="Avril 2024", adopted_on=dt.date(2024, 4, 1), actor=cast.ada)
    assert document_of(plan) == before
    revision = Revision.objects.get(label="Avril 2024")
    assert (revision.adopted_on, Revision.objects.count()) == (dt.date(2024, 4, 1), 2)
    opened.refresh_from_db()
    assert (opened.state, Plan.objects.count()) == (ImportState.DATED, 1)
    assert proposals.proposal_of(put_in(cast, "2024.docx", data), plan).slippage() != Slippage()


@pytest.mark.parametrize(("label", "on"), [("", dt.date(2024, 4, 1)), ("Demain", dt.date(2999, 1, 1))])
def test_a_version_has_a_name_and_a_past_date(cast, plan, label, on):
    with pytest.raises(Invalid):
        coming_back.keep_as_revision(put_in(cast, DOCX, export(plan)), label=label, adopted_on=on, actor=cast.ada)


@pytest.mark.apart
@pytest.mark.slow
@pytest.mark.parametrize("format", ["xlsx", "pdf", "csv", "md", "json"])
def test_each_of_our_formats_comes_back_without_noise(cast, plan, format):
    opened = put_in(cast, f"plan.{format}", plan_file(document_of(plan), format)[0])
    assert proposed(opened, plan) == []


def test_a_workbook_remembers_the_plan_that_it_came_from(cast, plan):
    data = plan_file(document_of(plan), "xlsx")[0]
    for code in ("2.1.1", "2.4.1"):
        action = Action.objects.get(plan=plan, code=code)
        editing.change_action(action, ActionDraft(deadline="28-29"), actor=cast.ada, postponing=True)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cell = next(one for row in book.active.rows for one in row if one.value == "Elaboration d'une charte éthique")
    cell.offset(0, -1).value += ", et sa diffusion"
    kept = io.BytesIO()
    book.save(kept)
    opened = put_in(cast, "retour.xlsx", kept.getvalue())
    assert proposed(opened, plan) == [("2.2.1", Field.TEXT, Verdict.FILE)]
    assert opened.proposal["origin"]["what"] == "export"
