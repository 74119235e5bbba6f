"""Each format that we give comes back: unchanged it changes nothing, edited it changes what was edited."""

import io
import shutil
import subprocess
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from factories import action, an_id, plan_document
from portulan.plandoc import jsonfile
from portulan.plandoc.comparison.changes import Field
from portulan.plandoc.comparison.hearing import heard, titled
from portulan.plandoc.comparison.matching import renamed
from portulan.plandoc.comparison.merge import merged, paired, with_new_rows
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import Objective, PlanDocument, Responsible, Role
from portulan.plandoc.recognition import recognised
from portulan.plandoc.text import Wording
from portulan.reports.files import plan_file
from reports.test_round_trip import EXAMPLES, SHAPES, steered

pytestmark = pytest.mark.slow

FORMATS = ("docx", "xlsx", "pdf", "md", "csv", "json")
Said = list[tuple[str, Field]]


def live(document: PlanDocument) -> PlanDocument:
    """The document as a workspace has it: identities of its own, short titles."""
    ids = [one.id for one in document.walk()]
    for one in document.actions():
        ids += [one.id, *(result.id for result in one.expected_results)]
    return titled(renamed(document, {own: str(uuid.uuid5(uuid.NAMESPACE_DNS, own)) for own in ids}))


def proposed(document: PlanDocument, name: str, data: bytes) -> Said:
    """What a file would change of this plan: (code of the action, cell)."""
    found = recognised(name, data)
    assert found.shares.lost == 0
    named = paired(document, document, found.document, named=lambda own: str(uuid.uuid5(uuid.NAMESPACE_OID, own)))
    file = heard(named, with_new_rows(document, document))
    codes = {one.id: one.code for one in (*file.walk(), *file.actions(), *document.actions())}
    return [(codes.get(one.id, ""), one.field) for one in merged(document, document, file)]


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem)
def example(request: pytest.FixtureRequest) -> PlanDocument:
    return live(recognised(request.param.name, request.param.read_bytes()).document)


@pytest.mark.parametrize("format", FORMATS)
def test_an_unchanged_file_changes_nothing(example: PlanDocument, format: str) -> None:
    assert proposed(example, f"plan.{format}", plan_file(example, format)[0]) == []


@pytest.mark.parametrize("format", [one for one in FORMATS if one != "pdf"])  # its cells do not part names
def test_nor_does_that_of_a_plan_that_is_steered(example: PlanDocument, format: str) -> None:
    document = steered(example)
    assert proposed(document, f"plan.{format}", plan_file(document, format)[0]) == []


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_whatever_the_shape_of_the_plan(shape: Objective, format: str) -> None:
    document = live(replace(plan_document(), objectives=(shape,)))
    assert proposed(document, f"plan.{format}", plan_file(document, format)[0]) == []


def special() -> PlanDocument:
    """An objective without actions, another column, formulas, bodies of both roles in turn."""
    one = replace(
        action("1.1.1", text="=SOMME(A1) n’est pas une formule", results=("- un tiret", "+32 81 00 00 00")),
        responsibles=(Responsible("CEP"), Responsible("CS", Role.ASSOCIATE), Responsible("CP")),
        extra={"Budget": "200 €\nsur deux ans"},
    )
    empty = Objective(an_id("vide"), "1.2", "", Wording("Sans action encore"))
    below = Objective(an_id("1.1"), "1.1", "", Wording("Deux"), actions=(one, action("1.1.2")))
    top = Objective(an_id("1"), "1", "Axe", Wording("Un"), objectives=(below, empty))
    return live(replace(plan_document(), objectives=(top,)))


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_what_a_flat_sheet_hardly_shows_comes_back(format: str) -> None:
    document = special()
    assert proposed(document, f"plan.{format}", plan_file(document, format)[0]) == []


def test_a_workbook_alone_is_the_plan_to_the_letter(example: PlanDocument) -> None:
    found = recognised("plan.xlsx", plan_file(steered(example), "xlsx")[0])
    assert jsonfile.dumps(found.document) == jsonfile.dumps(steered(example))
    assert found.leftovers == ()


TEXT = "Rédaction d'une note de synthèse des rencontres réalisées en 2023 et 2024"
EDITED: Said = [("2.1.1", Field.TEXT), ("2.1.3", Field.RESPONSIBLES), ("2.2.1", Field.DEADLINE)]


def in_workbook(data: bytes) -> bytes:
    """Three cells typed over."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.active
    title = {cell.value: cell.column for cell in page[1]}
    row = {page.cell(at, title["Action"]).value: at for at in range(2, page.max_row + 1)}
    text = page.cell(row["2.1.1"], title["Texte de l’action"])
    text.value = text.value.replace(TEXT, "Une tout autre phrase, qui ne ressemble à rien")
    page.cell(row["2.2.1"], title["Échéance"]).value = "28-29"
    page.cell(row["2.1.3"], title["Responsables"]).value = "CEP\nBureau"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def in_text(*replacements: tuple[str, str]) -> Callable[[bytes], bytes]:
    def typed(data: bytes) -> bytes:
        text = data.decode("utf-8-sig")
        for before, after in replacements:
            assert text.count(before) == 1
            text = text.replace(before, after)
        return text.encode()

    return typed


ANNUAL = (TEXT, TEXT.replace("synthèse", "synthèse annuelle"))
NEAR = "acteurs des différents secteurs du champ social"
EDITS: dict[str, Callable[[bytes], bytes]] = {
    "xlsx": in_workbook,
    "csv": in_text(
        ANNUAL,
        ("CEP\nCS\nCP\";\"26-27\"", "CEP\nBureau\";\"26-27\""),
        (
            "une charte éthique\";\"CEP\";\"26-27\"",
            "une charte éthique\";\"CEP\";\"28-29\"",
        ),
    ),
    "md": in_text(
        ANNUAL,
        (
            "Responsables\u00a0: CEP ; CS ; CP\\\nÉchéance\u00a0: 26-27",
            "Responsables : CEP ; Bureau\\\nÉchéance : 26-27",
        ),
        (
            f"{NEAR}\n\nResponsables\u00a0: CEP\\\nÉchéance\u00a0: 26-27",
            f"{NEAR}\n\nResponsables : CEP\\\nÉchéance : 28-29",
        ),
    ),
}  # fmt: skip
MIAS = Path(__file__).parents[2] / "examples" / "mias-2024-2029.docx"


@pytest.mark.parametrize("format", EDITS)
def test_three_edits_are_three_proposals_and_nothing_else(format: str) -> None:
    document = live(recognised(MIAS.name, MIAS.read_bytes()).document)
    data = EDITS[format](plan_file(document, format)[0])
    assert sorted(proposed(document, f"retour.{format}", data)) == sorted(EDITED)


def test_so_are_those_of_a_plan_that_was_printed_elsewhere() -> None:
    """A PDF is not typed over: the same edits, made before it was written."""
    document = live(recognised(MIAS.name, MIAS.read_bytes()).document)
    text = next(one.text.plain for one in document.actions() if one.code == "2.1.1")
    changes: dict[str, dict[str, Any]] = {
        "2.1.1": {"text": Wording(text.replace(*ANNUAL))},
        "2.1.3": {"responsibles": (Responsible("CEP"), Responsible("Bureau"))},
        "2.2.1": {"deadline": understand("28-29")},
    }

    def below(one: Objective) -> Objective:
        return replace(
            one,
            objectives=tuple(map(below, one.objectives)),
            actions=tuple(replace(action, **changes.get(action.code, {})) for action in one.actions),
        )

    edited = replace(document, objectives=tuple(map(below, document.objectives)))
    assert sorted(proposed(document, "retour.pdf", plan_file(edited, "pdf")[0])) == sorted(EDITED)


def test_a_sheet_that_was_sorted_changes_nothing(example: PlanDocument) -> None:
    book = openpyxl.load_workbook(io.BytesIO(plan_file(example, "xlsx")[0]))
    page = book.active
    column = next(cell.column for cell in page[1] if cell.value == "Échéance")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for at, row in enumerate(sorted(rows, key=lambda one: str(one[column - 1]), reverse=True), 2):
        for place, value in enumerate(row, 1):
            page.cell(at, place).value = value
    file = io.BytesIO()
    book.save(file)
    assert proposed(example, "plan.xlsx", file.getvalue()) == []


def test_a_row_that_was_copied_is_a_new_one(example: PlanDocument) -> None:
    book = openpyxl.load_workbook(io.BytesIO(plan_file(example, "xlsx")[0]))
    page = book.active
    page.append([cell.value for cell in page[2]])
    title = {cell.value: cell.column for cell in page[1]}
    page.cell(page.max_row, title["Texte de l’action"]).value = "Organiser un colloque de clôture"
    page.cell(page.max_row, title["Action"]).value = "9.9.9"
    file = io.BytesIO()
    book.save(file)
    assert proposed(example, "plan.xlsx", file.getvalue()) == [("9.9.9", Field.PRESENCE)]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_comes_back_after_libreoffice_saved_it(
    example: PlanDocument, kind: str, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LIBREOFFICE IS NOT INSTALLED: the workbook was not saved again by another program")
    document = steered(example)
    (tmp_path / "plan.xlsx").write_bytes(plan_file(document, "xlsx")[0])
    own_settings = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [office, own_settings, "--headless", "--convert-to", kind, "--outdir", "again", "plan.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    again = (tmp_path / "again" / f"plan.{kind}").read_bytes()
    assert proposed(document, f"plan.{kind}", again) == []
    assert jsonfile.dumps(recognised(f"plan.{kind}", again).document) == jsonfile.dumps(document)
