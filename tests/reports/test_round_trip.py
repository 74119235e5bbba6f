"""A plan given back as Word and recognised again is the same plan, to the letter and to the identity."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import examples
from factories import action, an_id, plan_document
from portulan.plandoc import jsonfile
from portulan.plandoc.document import (
    DeclaredState,
    Objective,
    Period,
    PlanDocument,
    Priority,
    Responsible,
    Role,
)
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import recognise
from portulan.plandoc.text import Wording
from portulan.reports.files import plan_file

pytestmark = pytest.mark.slow

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.docx"))


def word(document: PlanDocument) -> bytes:
    return plan_file(document, "docx")[0]


def back(contents: bytes) -> PlanDocument:
    return recognise(read("plan.docx", contents)).document


def steered(document: PlanDocument) -> PlanDocument:
    """The same plan once a team has worked on it: what the six columns do not show."""

    def changed(objective: Objective) -> Objective:
        return replace(
            objective,
            objectives=tuple(changed(child) for child in objective.objectives),
            actions=tuple(
                replace(
                    one,
                    short_title=f"Action {one.code}",
                    priority=Priority.HIGH,
                    state=DeclaredState.STARTED,
                    responsibles=(*one.responsibles, Responsible("CS (associé)", Role.ASSOCIATE)),
                )
                for one in objective.actions
            ),
        )

    return replace(document, objectives=tuple(changed(one) for one in document.objectives))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_back_exactly(example: Path) -> None:
    document = back(example.read_bytes())
    assert jsonfile.dumps(back(word(document))) == jsonfile.dumps(document)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_steered_example_comes_back_exactly(example: Path) -> None:
    document = steered(back(example.read_bytes()))
    assert jsonfile.dumps(back(word(document))) == jsonfile.dumps(document)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_our_own_word_leaves_nothing_over(example: Path) -> None:
    found = recognise(read("plan.docx", word(back(example.read_bytes()))))
    assert found.leftovers == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_back_after_libreoffice_saved_it(example: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LIBREOFFICE IS NOT INSTALLED: the Word file was not saved again by another program")
    document = steered(back(example.read_bytes()))
    (tmp_path / "plan.docx").write_bytes(word(document))
    own_settings, filter_ = f"-env:UserInstallation=file://{tmp_path}/office", "docx:MS Word 2007 XML"
    command = [office, own_settings, "--headless", "--convert-to", filter_, "--outdir", "again", "plan.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    again = (tmp_path / "again" / "plan.docx").read_bytes()
    assert jsonfile.dumps(back(again)) == jsonfile.dumps(document)


def test_a_fictional_plan_comes_back_exactly() -> None:
    document = plan_document()
    assert jsonfile.dumps(back(word(document))) == jsonfile.dumps(document)


def plan_with(*actions: object) -> PlanDocument:
    document = plan_document()
    top = document.objectives[0]
    specific = replace(top.objectives[0], actions=tuple(actions))
    return replace(document, objectives=(replace(top, objectives=(specific,)), *document.objectives[1:]))


def test_an_extra_column_comes_back() -> None:
    document = plan_with(replace(action("1.1.1"), extra={"Budget": "200 €", "Lieu": "Namur"}))
    assert back(word(document)).objectives[0] == document.objectives[0]


def test_an_objective_without_actions_comes_back() -> None:
    document = plan_document()
    top = document.objectives[0]
    empty = Objective(an_id("vide"), "1.2", "", Wording("Sans action encore"))
    top = replace(top, objectives=(*top.objectives, empty))
    document = replace(document, objectives=(top, *document.objectives[1:]))
    assert back(word(document)).objectives[0] == top


TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
SENTENCES = st.lists(TEXTS, min_size=1, max_size=6).map(" ".join)


@settings(max_examples=examples.of(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=SENTENCES, result=SENTENCES)
def test_any_wording_comes_back(text: str, result: str) -> None:
    one = action("1.1.1", text=f"Action {text} fin", results=(f"Note {result} fin",))
    (found, *_) = back(word(plan_with(one))).actions()
    assert (found.text, found.expected_results[0].text) == (one.text, one.expected_results[0].text)


def objective(code: str, label: str, title: str, *below: object) -> Objective:
    """An objective over objectives, actions, or both."""
    return Objective(
        an_id(f"{code} {label} {title}"),
        code,
        label,
        Wording(title),
        objectives=tuple(one for one in below if isinstance(one, Objective)),
        actions=tuple(one for one in below if not isinstance(one, Objective)),
    )


SHAPES = {
    "without a word for objectives": objective("1", "", "Un", objective("1.1", "", "Deux", action("1.1.1"))),
    "letters as codes": objective("A", "Axe", "Un", objective("A.1", "", "Deux", action("A.1.1"))),
    "a word for each level": objective("1", "Axe", "Un", objective("1.1", "Objectif", "Deux", action("1.1.1"))),
    "actions at the top": objective("1", "Axe", "Un", action("1.1"), action("1.2")),
    "actions and objectives": objective(
        "1", "Axe", "Un", action("1.9"), objective("1.1", "", "Deux", action("1.1.1"))
    ),
    "four levels": objective(
        "1", "Axe", "Un", objective("1.1", "", "Deux", objective("1.1.1", "", "Trois", action("1.1.1.1")))
    ),
    "cells, then a heading": objective(
        "1", "Axe", "Un", objective("1.1", "", "Deux", action("1.1.1")),
        objective("1", "Temps", "Trois", objective("1.2", "", "Quatre", action("1.2.1"))),
    ),
    "nobody responsible": objective(
        "1", "Axe", "Un", objective("1.1", "", "Deux", action("1.1.1", responsibles=(), results=(), deadline=""))
    ),
    "recommendations": objective(
        "1", "Axe", "Un", objective("1.1", "", "Deux", action("1.1.1", recommendations=("R1", "R2 et suite")))
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_any_shape_of_plan_comes_back(shape: Objective) -> None:
    document = replace(plan_document(), objectives=(shape,))
    assert jsonfile.dumps(back(word(document))) == jsonfile.dumps(document)


def test_a_front_in_any_words_comes_back() -> None:
    document = replace(
        plan_document(),
        title="Le cap",
        edition="Deuxième mouture",
        organisation="Haute École fictive",
        period=Period(),
    )
    assert jsonfile.dumps(back(word(document))) == jsonfile.dumps(document)
