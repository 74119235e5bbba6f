"""A file becomes a review, then the plan; nothing is written before."""

import datetime as dt
from pathlib import Path

import pytest

import arrived
from portulan.governance.models import Body
from portulan.imports import commands, queries, rules
from portulan.imports.models import Import, ImportState
from portulan.imports.rules import Answer, Decisions, Fate
from portulan.journal.models import Entry
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import recognise
from portulan.plandoc.recognition.findings import Leftover, Proposal, Recognition
from portulan.plans.models import Action, Plan, Revision
from portulan.shared import filestore, scoping
from portulan.shared.errors import Conflict, Invalid
from portulan.workspaces.commands import open_workspace

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ["mias-2024-2029.docx", "mias-2024-2029.pdf", "mias-2024-2029.txt"]


@pytest.fixture
def empty(cast):
    """A new workspace of Ada's, open, without a plan."""
    made = arrived.joined()
    with scoping.opened(made.pk):
        yield made


@pytest.fixture
def opened(empty):
    """The real plan under review there."""
    return arrived.under_review(empty)


def put_in(actor, name=NAMES[0]):
    return commands.open_import(name, [(EXAMPLES / name).read_bytes()], actor=actor)


def doubt(opened, kind):
    found = rules.reading_from_json(opened.reading)
    return next(one for one in found.doubts if one.kind == kind)


@pytest.mark.parametrize("name", NAMES)
def test_the_real_plan_is_taken_in(cast, empty, name):
    opened = put_in(cast.ada, name)
    assert (opened.state, Plan.objects.count()) == (ImportState.REVIEW, 0)
    plan = commands.accept_import(opened, actor=cast.ada)
    counts = [plan.actions.count(), sum(action.expected_results.count() for action in plan.actions.all())]
    assert counts == [52, 75]
    opened.refresh_from_db()
    assert (opened.state, opened.plan) == (ImportState.ACCEPTED, plan)


def test_a_reading_is_stored_and_read_back_whole():
    found = recognise(read(NAMES[0], (EXAMPLES / NAMES[0]).read_bytes()))
    again = rules.reading_from_json(rules.reading_to_json(found))
    assert again == found


def test_decisions_are_stored_and_read_back_whole():
    decided = Decisions({"a": Answer("Oui", ({"set": "organisation", "text": "HE"},))}, ("b",), {2: Fate.NOTED})
    assert rules.decisions_from_json(rules.decisions_to_json(decided)) == decided
    assert rules.decisions_from_json({}) == Decisions()


def test_the_same_file_is_the_same_review(cast, empty):
    assert put_in(cast.ada).pk == put_in(cast.basile).pk
    assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("vide.docx", b""),
        ("photo.docx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200),
        ("coupé.docx", (EXAMPLES / NAMES[0]).read_bytes()[:4000]),
        ("poème.txt", "Rien qui ressemble à un plan.\n".encode()),
    ],
)
def test_a_file_without_a_plan_leaves_nothing(cast, empty, name, data):
    with pytest.raises(Invalid) as refused:
        commands.open_import(name, [data], actor=cast.ada)
    assert refused.value.field == "file"
    assert (Import.objects.count(), Entry.objects.filter(verb="import.opened").count()) == (0, 0)
    assert not filestore.path(empty.pk, "0" * 64).parent.parent.exists()


def test_answers_shape_the_plan(cast, opened):
    nobody, several = doubt(opened, "no_responsible"), doubt(opened, "several_names")
    commands.answer(opened, nobody.id, Answer("Confier", nobody.proposals[0].effects))
    commands.answer(opened, several.id, Answer("3 fonctions", several.proposals[1].effects))
    plan = commands.accept_import(opened, actor=cast.ada)
    carried = {
        code: [one.written for one in plan.actions.get(code=code).responsibilities.order_by("position")]
        for code in (nobody.code, several.code)
    }
    assert carried == {
        nobody.code: ["CS"],
        several.code: ["Coordination AIS", "Coordination recherche", "Coordination mémoire"],
    }


def test_an_answer_is_taken_back(cast, opened):
    one = doubt(opened, "no_responsible")
    commands.answer(opened, one.id, Answer("Confier", one.proposals[0].effects))
    commands.take_back(opened, [one.id])
    assert rules.decisions_from_json(opened.decisions) == Decisions()
    plan = commands.accept_import(opened, actor=cast.ada)
    assert plan.actions.get(code=one.code).responsibilities.count() == 0


def test_spellings_kept_apart_are_two_bodies(cast, opened):
    commands.keep_apart(opened, "Responsable Recherche", apart=True)
    commands.keep_apart(opened, "Resp. CERIAS Consultance", apart=True)
    commands.keep_apart(opened, "Resp. CERIAS Consultance", apart=False)
    commands.accept_import(opened, actor=cast.ada)
    names = set(Body.objects.values_list("name", flat=True))
    wanted = {"Responsable Recherche", "Responsable recherche", "Responsable CERIAS Consultance"}
    assert names & {*wanted, "Resp. CERIAS Consultance"} == wanted


def test_leftovers_are_kept_or_become_the_organisation(cast, opened):
    document = rules.reading_from_json(opened.reading).document
    loose = rules.reading_to_json(
        Recognition(
            document, leftovers=tuple(Leftover(text, opened_place(), "") for text in ("HE fictive", "À suivre"))
        )
    )["leftovers"]
    Import.objects.filter(pk=opened.pk).update(reading={**opened.reading, "leftovers": loose})
    commands.settle_leftovers(opened, [0], Fate.ORGANISATION)
    commands.settle_leftovers(opened, [1], Fate.NOTED)
    plan = commands.accept_import(opened, actor=cast.ada)
    assert plan.organisation == "HE fictive"
    assert [texts for _import, texts in queries.kept_notes()] == [["À suivre"]]


def opened_place():
    from portulan.plandoc.reading.source import Place

    return Place(part="en-tête")


def test_one_organisation_at_a_time(cast, opened):
    commands.settle_leftovers(opened, [0], Fate.ORGANISATION)
    commands.settle_leftovers(opened, [1], Fate.ORGANISATION)
    assert rules.decisions_from_json(opened.decisions).fates == {1: Fate.ORGANISATION}
    commands.settle_leftovers(opened, [1], None)
    assert rules.decisions_from_json(opened.decisions).fates == {}


def test_accepting_twice_writes_once(cast, opened):
    commands.accept_import(opened, actor=cast.ada)
    with pytest.raises(Conflict) as told:
        commands.accept_import(opened, actor=cast.ada)
    assert "déjà été repris" in told.value.sentence
    assert (Plan.objects.count(), Action.objects.count(), Revision.objects.count()) == (1, 52, 1)


def test_accepting_is_one_batch_of_the_journal(cast, empty):
    commands.accept_import(put_in(cast.ada), actor=cast.ada)
    entries = Entry.objects.filter(verb__in=["plan.taken_in", "import.accepted"])
    assert {one.verb: one.after for one in entries}["import.accepted"] == {"doubts_answered": 0, "doubts_open": 4}
    assert len({one.batch for one in entries}) == 1


def test_a_workspace_with_its_plan_takes_no_other_in_its_place(cast, inside):
    opened = put_in(cast.ada)
    with pytest.raises(Conflict):
        commands.accept_import(opened, actor=cast.ada)
    assert (Plan.objects.count(), opened.proposal["origin"]["what"]) == (1, "plan")


def test_a_plan_that_came_meanwhile_leaves_the_import_in_review(cast, opened):
    commands.accept_import(put_in(cast.ada, NAMES[2]), actor=cast.ada)
    with pytest.raises(Conflict):
        commands.accept_import(opened, actor=cast.ada)
    opened.refresh_from_db()
    assert (opened.state, Plan.objects.count()) == (ImportState.REVIEW, 1)


def test_what_is_discarded_is_over(cast, opened):
    commands.discard_import(opened, actor=cast.ada)
    for late in (
        lambda: commands.accept_import(opened, actor=cast.ada),
        lambda: commands.answer(opened, "a", Answer("b")),
        lambda: commands.discard_import(opened, actor=cast.ada),
    ):
        with pytest.raises(Conflict):
            late()
    assert put_in(cast.ada).pk != opened.pk


def test_a_proposal_without_effect_keeps_what_was_understood(cast, opened):
    one = doubt(opened, "bare_result")
    assert one.proposals[0] == Proposal(one.proposals[0].label)
    commands.answer(opened, one.id, Answer(one.proposals[0].label))
    found, decided = rules.reading_from_json(opened.reading), rules.decisions_from_json(opened.decisions)
    assert rules.decided_document(found, decided) == found.document
    assert [left.kind for left in rules.open_doubts(found, decided)] == [
        other.kind for other in found.doubts if other.id != one.id
    ]


def test_deadlines_end_with_the_academic_years_of_the_workspace(cast):
    made = open_workspace("Année civile", actor=cast.ada, boundary=Boundary(1, 15))
    with scoping.opened(made.pk):
        commands.accept_import(put_in(cast.ada), actor=cast.ada)
        ends = set(Action.objects.filter(deadline_text="26-27").values_list("deadline_starts", "deadline_due"))
    assert ends == {(dt.date(2026, 1, 15), dt.date(2027, 1, 14))}
