"""A plan written back into the file that it came from: only what changed, clean or tracked."""

import datetime as dt
import functools
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from office import office
from plandoc.papers import recognised, word
from plandoc.word.layouts import LAYOUTS
from portulan.plandoc import jsonfile
from portulan.plandoc.comparison import changes as changes_between
from portulan.plandoc.comparison.redline import Tracking
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import Action, DeclaredState, Objective, PlanDocument, Priority
from portulan.plandoc.text import Wording
from portulan.plandoc.word.writing import Written, write_back
from revised import revised
from tracked_changes import W, changes, settled

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[3] / "examples" / "mias-2024-2029.docx"
TRACKED = Tracking("Ada", dt.datetime(2027, 5, 3, tzinfo=dt.UTC))


@functools.cache
def plan_in(data: bytes) -> PlanDocument:
    return recognised(data).document


def example() -> bytes:
    return EXAMPLE.read_bytes()


def into(data: bytes, today: PlanDocument, tracking: Tracking | None = None) -> Written:
    return write_back("plan.docx", data, plan_in(data), today, tracking=tracking)


def same(one: PlanDocument, other: PlanDocument) -> None:
    assert jsonfile.dumps(one) == jsonfile.dumps(other)


def body(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def bare(data: bytes) -> bytes:
    """The body without the bookmarks of our identities, canonical."""
    root = body(data)
    numbers = [one.get(W + "id") for one in root.iter(W + "bookmarkStart") if "_ptl_" in one.get(W + "name", "")]
    for one in list(root.iter(W + "bookmarkStart", W + "bookmarkEnd")):
        if one.get(W + "id") in numbers:
            one.getparent().remove(one)
    return etree.tostring(root, method="c14n")


def action_of(document: PlanDocument, rank: int) -> Action:
    return list(document.actions())[rank]


def with_action(document: PlanDocument, own: str, **fields: object) -> PlanDocument:
    def below(objective: Objective) -> Objective:
        actions = tuple(replace(one, **fields) if one.id == own else one for one in objective.actions)
        return replace(objective, actions=actions, objectives=tuple(below(one) for one in objective.objectives))

    return replace(document, objectives=tuple(below(one) for one in document.objectives))


# nothing changed


@pytest.mark.parametrize("data", [*LAYOUTS.values(), example()], ids=[*LAYOUTS, "our plan"])
def test_without_edits_only_identities_are_added(data: bytes) -> None:
    written = into(data, plan_in(data))
    assert written.remarks == ()
    assert bare(written.data) == bare(data)
    same(plan_in(written.data), plan_in(data))
    before, after = (zipfile.ZipFile(io.BytesIO(one)) for one in (data, written.data))
    others = [name for name in before.namelist() if name != "word/document.xml"]
    assert after.namelist() == before.namelist()
    assert [after.read(name) for name in others] == [before.read(name) for name in others]


def test_written_twice_it_does_not_change_any_more() -> None:
    once = into(example(), plan_in(example())).data
    assert into(once, plan_in(once)).data == once


# everything may change


@pytest.mark.parametrize("seed", [4, 9])
@pytest.mark.parametrize("data", LAYOUTS.values(), ids=LAYOUTS)
def test_any_layout_takes_changes(data: bytes, seed: int) -> None:
    today = revised(plan_in(data), seed, 4)
    written = into(data, today)
    assert written.remarks == ()
    same(plan_in(written.data), today)


@pytest.mark.parametrize("seed", [4, 9])
@pytest.mark.parametrize("data", LAYOUTS.values(), ids=LAYOUTS)
def test_any_layout_tracks_changes(data: bytes, seed: int) -> None:
    today = revised(plan_in(data), seed, 4)
    file = into(data, today, TRACKED).data
    same(plan_in(settled(file, accept=True)), today)
    same(plan_in(settled(file, accept=False)), plan_in(data))


@pytest.mark.parametrize("seed", [1, 2])
def test_our_plan_takes_thirty_changes(seed: int) -> None:
    today = revised(plan_in(example()), seed, 30)
    same(plan_in(into(example(), today).data), today)
    tracked = into(example(), today, TRACKED).data
    same(plan_in(settled(tracked, accept=True)), today)
    same(plan_in(settled(tracked, accept=False)), plan_in(example()))


# only what changed is touched


def _rows(data: bytes) -> list[bytes]:
    root = etree.fromstring(bare(data))
    return [etree.tostring(row, method="c14n") for row in root.iter(W + "tr")]


def test_one_deadline_changes_one_cell() -> None:
    action = action_of(plan_in(example()), 4)
    today = with_action(plan_in(example()), action.id, deadline=understand("28-29"))
    before, after = _rows(example()), _rows(into(example(), today).data)
    changed = [rank for rank, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert len(changed) == 1
    old, new = (etree.fromstring(rows[changed[0]]).findall(W + "tc") for rows in (before, after))
    assert [etree.tostring(one) != etree.tostring(other) for one, other in zip(old, new, strict=True)] == [
        False, False, False, True, False, False,
    ]  # fmt: skip


def test_a_word_in_italics_stays_so_beside_a_new_word() -> None:
    action = action_of(plan_in(example()), 1)
    assert action.text.emphasis
    pieces = action.text.pieces()
    longer = Wording.from_pieces([("Nouvelle a" + pieces[0][0][1:], False), *pieces[1:]])
    today = with_action(plan_in(example()), action.id, text=longer)
    assert action_of(plan_in(into(example(), today).data), 1).text == longer


def test_a_row_that_comes_looks_like_its_neighbour() -> None:
    today = revised(plan_in(example()), 13, 1)
    assert len(list(today.actions())) == len(list(plan_in(example()).actions())) + 1
    root = body(into(example(), today).data)
    (row,) = [one for one in root.iter(W + "tr") if "9.9." in "".join(one.itertext())]
    cells = row.findall(W + "tc")
    styled = [style.get(W + "val") for style in cells[4].iter(W + "pStyle")]
    assert set(styled) <= {"ListBullet"}
    assert {size.get(W + "val") for size in cells[1].iter(W + "sz")} == {"18"}


# what cannot be written is said


def test_a_field_without_a_column_is_said() -> None:
    action = action_of(plan_in(example()), 0)
    today = with_action(plan_in(example()), action.id, priority=Priority.HIGH, state=DeclaredState.DONE)
    assert into(example(), today).remarks == (
        "Ce document n’a pas de colonne pour « Priorité » : celle de « 1.1.1 » n’y est pas.",
    )


def test_many_actions_without_a_column_are_one_sentence() -> None:
    today = plan_in(example())
    for rank in range(10):
        today = with_action(today, action_of(today, rank).id, priority=Priority.LOW)
    (remark,) = into(example(), today).remarks
    assert remark == (
        "Ce document n’a pas de colonne pour « Priorité » : ce que 10 actions en disent n’y est pas ("
        + ", ".join(f"« {one.code} »" for one in list(today.actions())[:8])
        + "…)."
    )


PROSE = word(
    "# Plan d'action 2024-2029",
    "## Axe 1 : Accueillir",
    "Rédiger un guide d'accueil (Responsable : CEP ; Échéance : 26-27)",
    "Organiser une rencontre (Responsable : CS ; Échéance : 27-28)",
    "Publier le guide en ligne (Responsable : CP ; Échéance : 27-28)",
)


def test_a_plan_in_prose_says_what_it_cannot_take() -> None:
    base = plan_in(PROSE)
    today = with_action(base, action_of(base, 1).id, deadline=understand("28-29"))
    written = into(PROSE, today)
    assert written.remarks == (
        "Les changements de « Organiser une rencontre » n’ont pas pu être écrits : il n’est pas dans un tableau.",
    )
    assert bare(written.data) == bare(PROSE)


# through LibreOffice


def test_libreoffice_saves_it_and_nothing_changed(tmp_path: Path) -> None:
    today = revised(plan_in(example()), 2, 30)
    file = into(example(), today).data
    again = plan_in(office(tmp_path).saved(file))
    assert changes_between(today, again) == ()


def test_libreoffice_accepts_and_rejects_what_is_tracked(tmp_path: Path) -> None:
    program = office(tmp_path)
    today = revised(plan_in(example()), 1, 30)
    file = into(example(), today, TRACKED).data
    accepted, rejected = (program.saved(file, f"{one}AllTrackedChanges") for one in ("Accept", "Reject"))
    assert (changes(accepted), changes(rejected)) == (0, 0)
    same(plan_in(accepted), today)
    same(plan_in(rejected), plan_in(example()))
