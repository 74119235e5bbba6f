"""The plan as a table, as a flat sheet, as text."""

from dataclasses import replace

import pytest

from factories import action, an_id, plan_document
from portulan.plandoc.document import DeclaredState, Objective, PlanDocument, Priority, Responsible, Role
from portulan.plandoc.text import Wording
from portulan.reports.files import Format, plan_file
from portulan.reports.kinds import plan, plan_sheet
from portulan.typeset.page import BulletList, Cell, Heading, Look, Paragraph, Table


def outline(document: PlanDocument) -> list[str]:
    """What stands outside the tables, and each table as its number of rows."""
    shown = []
    for block in plan.build(document).blocks:
        match block:
            case Table():
                shown.append(f"table of {len(block.rows)}")
            case Heading():
                shown.append(f"h{block.level} {block.text}")
            case Paragraph():
                shown.append(f"{block.look} {block.text}")
    return shown


def text(cell: Cell) -> str:
    lines = []
    for block in cell.blocks:
        lines += [f"- {item.text}" for item in block.items] if isinstance(block, BulletList) else [block.text]
    return "\n".join(lines)


def tables(document: PlanDocument) -> list[Table]:
    return [block for block in plan.build(document).blocks if isinstance(block, Table)]


def test_headings_as_the_plan_writes_them() -> None:
    assert outline(plan_document(actions=2)) == [
        "kicker Programme fictif",
        "title Plan d'action fictif 2024-2029",
        "subtitle Avril 2026",
        "kicker Objectif stratégique de développement 1",
        "h1 Stimuler les pratiques",
        "table of 2",
        "kicker Objectif stratégique de développement 2",
        "h1 Inciter à inscrire sa trajectoire",
        "h2 Temps 1\u00a0: A l'entrée",
        "table of 2",
        "h2 Temps 2\u00a0: A la sortie",
        "table of 2",
    ]


def test_one_objective_cell_over_its_actions() -> None:
    table = tables(plan_document(actions=2))[0]
    assert [column.title for column in table.columns] == [
        "Objectifs spécifiques",
        "Actions",
        "Responsables",
        "Échéance",
        "Indicateurs de suivi/Résultats attendus",
        "Recommand. et références",
    ]
    first, second = table.rows
    assert [text(cell) for cell in first.cells] == [
        "1.1. Soutenir les acteurs 1.1",
        "1.1.1. Rédaction de la note 1.1.1",
        "CEP",
        "26-27",
        "- PV de la CEP\n- Note de synthèse",
        "",
    ]
    assert (first.cells[0].rows, first.cells[0].heads, len(second.cells)) == (2, True, 5)


def test_identities_are_marks() -> None:
    document = plan_document(actions=1)
    (row,) = tables(document)[0].rows
    objective = document.objectives[0].objectives[0]
    (one,) = objective.actions
    assert row.cells[0].blocks[0].mark == objective.id
    assert row.cells[1].blocks[0].mark == one.id
    assert [item.mark for item in row.cells[4].blocks[0].items] == [result.id for result in one.expected_results]


def test_titles_and_extra_columns_of_the_source() -> None:
    given = replace(action("1.1.1"), extra={"Budget": "200 €"})
    document = PlanDocument(
        "Plan",
        columns={"actions": "Mesures"},
        objectives=(
            Objective(
                an_id("o"),
                "1",
                "Axe",
                Wording("Titre"),
                objectives=(Objective(an_id("p"), "1.1", "", Wording("Sous-titre"), actions=(given,)),),
            ),
        ),
    )
    (table,) = tables(document)
    assert [column.title for column in table.columns][1::5] == ["Mesures", "Budget"]
    assert text(table.rows[0].cells[6]) == "200 €"


def test_an_objective_without_actions_keeps_its_row() -> None:
    empty = Objective(an_id("p"), "1.1", "", Wording("Sans action"))
    document = PlanDocument(
        "Plan", objectives=(Objective(an_id("o"), "1", "Axe", Wording("Titre"), objectives=(empty,)),)
    )
    (table,) = tables(document)
    assert [text(cell) for cell in table.rows[0].cells] == ["1.1. Sans action", "", "", "", "", ""]


def test_kicker_only_where_the_plan_has_a_word() -> None:
    document = PlanDocument("Plan", objectives=(Objective(an_id("o"), "1", "", Wording("Titre")),))
    assert outline(document) == [f"{Look.TITLE} Plan", "h1 1. Titre"]


def test_one_row_an_action_in_the_sheet() -> None:
    given = replace(
        action("1.1.1", results=("PV", "Note"), state=DeclaredState.STARTED),
        responsibles=(Responsible("CEP"), Responsible("CS"), Responsible("CP", Role.ASSOCIATE)),
        priority=Priority.HIGH,
        short_title="Note",
        extra={"Budget": "200 €"},
    )
    document = PlanDocument(
        "Plan",
        objectives=(
            Objective(
                an_id("o"),
                "1",
                "Axe",
                Wording("Titre"),
                objectives=(Objective(an_id("p"), "1.1", "", Wording("Sous-titre"), actions=(given,)),),
            ),
        ),
    )
    sheet = plan_sheet.build(document)
    assert {column.title: value for column, value in zip(sheet.columns, sheet.rows[0], strict=True)} == {
        "Objectif stratégique": "1",
        "Intitulé de l’objectif stratégique": "Titre",
        "Objectif spécifique": "1.1",
        "Intitulé de l’objectif spécifique": "Sous-titre",
        "Action": "1.1.1",
        "Texte de l’action": "Rédaction de la note 1.1.1",
        "Intitulé court": "Note",
        "Responsables": "CEP\nCS",
        "Associés": "CP",
        "Échéance": "26-27",
        "Résultats attendus": "PV\nNote",
        "Recommandations": "",
        "Priorité": "haute",
        "État déclaré": "en cours",
        "Budget": "200 €",
    }


def test_the_sheet_says_what_stands_between() -> None:
    sheet = plan_sheet.build(plan_document(actions=1))
    place = [column.title for column in sheet.columns].index("Subdivision")
    assert [row[place] for row in sheet.rows] == ["", "Temps 1\u00a0: A l'entrée", "Temps 2\u00a0: A la sortie"]


@pytest.mark.parametrize("format", list(Format))
def test_every_format_is_a_file(format: Format) -> None:
    contents, media_type, extension = plan_file(plan_document(), format)
    assert contents
    assert "/" in media_type
    assert extension == format
    assert plan_file(plan_document(), format)[0] == contents


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="doc"):
        plan_file(plan_document(), "doc")


def test_associates_have_a_column_of_their_own_where_there_are_some():
    alone = plan_document()
    first = next(alone.actions())
    shared = replace(first, responsibles=(*first.responsibles, Responsible("CS", Role.ASSOCIATE)))
    objective = alone.objectives[0].objectives[0]
    below = replace(objective, actions=(shared, *objective.actions[1:]))
    both = replace(alone, objectives=(replace(alone.objectives[0], objectives=(below,)), *alone.objectives[1:]))
    titles = [[one.title for one in tables(document)[0].columns] for document in (alone, both)]
    assert [one for one in titles[1] if one not in titles[0]] == ["Associés"]
    cells = tables(both)[0].rows[0].cells
    assert ["".join(block.text for block in cell.blocks) for cell in cells[2:4]] == ["CEP", "CS"]
    assert "Associés\u00a0: CS" in plan_file(both, "md")[0].decode()
