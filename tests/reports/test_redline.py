"""Two editions as one Word file: accepting all gives the newer one, rejecting all the older one."""

import datetime as dt
import functools
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from factories import plan_document
from office import office
from portulan.plandoc import jsonfile
from portulan.plandoc.comparison import changes as changes_between
from portulan.plandoc.comparison import summary
from portulan.plandoc.comparison.changes import Kind, Sort
from portulan.plandoc.document import Action, DeclaredState, Objective, PlanDocument, Priority
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import recognise
from portulan.reports.files import plan_file, redline_file
from revised import revised
from tracked_changes import W, changes, settled

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "examples" / "mias-2024-2029.docx"
DRAWN = 38
ON = dt.datetime(2027, 5, 3, 9, 30, tzinfo=dt.UTC)


def back(contents: bytes) -> PlanDocument:
    return recognise(read("plan.docx", contents)).document


@functools.cache
def example() -> PlanDocument:
    return back(EXAMPLE.read_bytes())


def redline(older: PlanDocument, newer: PlanDocument) -> bytes:
    return redline_file(older, newer, author="Ada & Cie", on=ON)[0]


def same(one: PlanDocument, other: PlanDocument) -> None:
    assert jsonfile.dumps(one) == jsonfile.dumps(other)


@pytest.mark.parametrize("seed", range(24))
def test_a_small_plan_both_ways(seed: int) -> None:
    older = plan_document()
    newer = revised(older, seed, 3)
    file = redline(older, newer)
    same(back(settled(file, accept=True)), newer)
    same(back(settled(file, accept=False)), older)
    same(back(file), newer)  # what is tracked is read as accepted


@pytest.mark.parametrize("seed", range(3))
def test_our_plan_both_ways(seed: int) -> None:
    older = example()
    newer = revised(older, seed, 30)
    file = redline(older, newer)
    same(back(settled(file, accept=True)), newer)
    same(back(settled(file, accept=False)), older)


def test_an_edition_is_given_back_without_a_trace() -> None:
    """Once all is accepted, the tables are those of the newer edition's own file, cell by cell."""
    older = example()
    newer = revised(older, 0, 3)
    assert _cells(settled(redline(older, newer), accept=True)) == _cells(plan_file(newer, "docx")[0])


def _cells(file: bytes) -> list[list[str]]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml"))
    return [["".join(cell.itertext()) for cell in row.iter(W + "tc")] for row in root.iter(W + "tr")]


def test_the_same_plan_has_no_change() -> None:
    assert changes(redline(example(), example())) == 0


@pytest.mark.parametrize("seed", [0, 1])
def test_thirty_changes_are_of_every_sort(seed: int) -> None:
    """What the slow test below puts through LibreOffice is what it says; some rows are drawn twice."""
    found = summary(changes_between(example(), revised(example(), seed, DRAWN)))
    assert {sort for _kind, sort in found} >= {
        Sort.REWORDED,
        Sort.ADDED,
        Sort.REMOVED,
        Sort.MOVED,
        Sort.RENUMBERED,
        Sort.RESCHEDULED,
        Sort.REASSIGNED,
        Sort.RESULTS,
    }
    assert found[Kind.OBJECTIVE, Sort.ADDED]
    assert sum(found.values()) >= 30


@pytest.mark.parametrize("seed", [0, 1])
def test_libreoffice_accepts_and_rejects_thirty_changes(seed: int, tmp_path: Path) -> None:
    program = office(tmp_path)
    older = example()
    newer = revised(older, seed, DRAWN)
    file = redline(older, newer)
    accepted = program.saved(file, "AcceptAllTrackedChanges")
    rejected = program.saved(file, "RejectAllTrackedChanges")
    assert (changes(accepted), changes(rejected)) == (0, 0)
    same(back(accepted), newer)
    same(back(rejected), older)


def test_each_change_has_an_author_and_an_hour() -> None:
    file = redline(example(), revised(example(), 3, 30))
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml"))
    marks = list(root.iter(W + "ins", W + "del", W + "pPrChange"))
    assert {(one.get(W + "author"), one.get(W + "date")) for one in marks} == {
        ("Ada & Cie", "2027-05-03T09:30:00Z")
    }
    numbers = [one.get(W + "id") for one in root.iter(W + "ins", W + "del", W + "pPrChange", W + "bookmarkStart")]
    assert len(numbers) == len(set(numbers))


def test_no_bookmark_has_the_name_of_another() -> None:
    file = redline(example(), revised(example(), 1, 30))
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml"))
    names = [one.get(W + "name", "") for one in root.iter(W + "bookmarkStart")]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 40  # what Word takes


def test_what_the_table_does_not_show_comes_back_both_ways() -> None:
    """States and priorities of an action that was removed, or that stands in both, are those of its edition."""
    steered = [
        replace(one, state=DeclaredState.STARTED, priority=Priority.HIGH) for one in plan_document().actions()
    ]
    older = _with_actions(plan_document(), {one.id: one for one in steered})
    newer = _with_actions(older, {steered[1].id: replace(steered[1], state=DeclaredState.DONE, code="4.4.4")})
    newer = _without(newer, steered[0].id)
    file = redline(older, newer)
    same(back(settled(file, accept=True)), newer)
    same(back(settled(file, accept=False)), older)


def test_a_column_of_one_edition_comes_and_goes() -> None:
    older = plan_document()
    (first, second, *_) = older.actions()
    newer = _with_actions(older, {first.id: replace(first, extra={"Budget": "200 €"})})
    newer = _without(newer, second.id)
    for before, after in ((older, newer), (newer, older)):
        file = redline(before, after)
        same(back(settled(file, accept=True)), after)
        same(back(settled(file, accept=False)), before)


def test_titles_of_columns_are_tracked() -> None:
    older = replace(plan_document(), columns={"actions": "Actions", "deadline": "Échéance"})
    newer = replace(older, columns={"actions": "Actions prévues", "deadline": "Échéance"})
    file = redline(older, newer)
    assert _cells(settled(file, accept=True))[0][1] == "Actions prévues"
    assert _cells(settled(file, accept=False))[0][1] == "Actions"


def _with_actions(document: PlanDocument, actions: dict[str, Action]) -> PlanDocument:
    def below(objective: Objective) -> Objective:
        own = tuple(actions.get(one.id, one) for one in objective.actions)
        return replace(objective, actions=own, objectives=tuple(below(one) for one in objective.objectives))

    return replace(document, objectives=tuple(below(one) for one in document.objectives))


def _without(document: PlanDocument, own: str) -> PlanDocument:
    def below(objective: Objective) -> Objective:
        left = tuple(one for one in objective.actions if one.id != own)
        return replace(objective, actions=left, objectives=tuple(below(one) for one in objective.objectives))

    return replace(document, objectives=tuple(below(one) for one in document.objectives))
