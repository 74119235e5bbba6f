"""Cells as redlines: what stays, what goes, what comes."""

from dataclasses import replace

import pytest

from factories import action, plan_document
from portulan.plandoc.comparison.changes import Field
from portulan.plandoc.comparison.redline import Part
from portulan.plandoc.comparison.table import Place
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import Priority, Responsible, ResultKind, Role
from portulan.plandoc.text import Wording
from portulan.web.imports.redlines import Names, lines, plainly

PLAN = plan_document()
NAMES = Names(PLAN, PLAN)
SIGNS = {Part.KEPT: "", Part.REMOVED: "-", Part.ADDED: "+"}
CP, CS = Responsible("CP"), Responsible("CS")
MINUTES, NOTE = next(PLAN.actions()).expected_results
FIRST, SECOND = list(PLAN.actions())[:2]
HOLDER = PLAN.objectives[0].objectives[0].id


def said(found):
    return [[SIGNS[one.part] + one.text for one in line] for line in found]


@pytest.mark.parametrize(
    ("field", "here", "file", "expected"),
    [
        (Field.TEXT, Wording("Une note"), Wording("Une lettre"), [["Une ", "-note", "+lettre"]]),
        (Field.TEXT, Wording("Une note"), Wording("Une note", ((4, 8),)), [["Une ", "+*", "note", "+*"]]),
        (Field.DEADLINE, understand("26-27"), understand("27-28"), [["-26-27", " → ", "+27-28"]]),
        (Field.DEADLINE, understand(""), understand("27-28"), [["+27-28"]]),
        (Field.PRIORITY, Priority.HIGH, Priority.LOW, [["-Haute", " → ", "+Limitée"]]),
        (Field.CODE, "1.1", "1.2", [["-1.1", " → ", "+1.2"]]),
        (Field.RESPONSIBLES, (CP,), (CP, CS), [["CP"], ["+CS"]]),
        (Field.RESPONSIBLES, (CP, CS), (CS, CP), [["-CP, CS", " → ", "+CS, CP"]]),
        (Field.RESPONSIBLES, (CP,), (replace(CP, role=Role.ASSOCIATE),), [["-CP"], ["+CP (associé)"]]),
        (Field.RECOMMENDATIONS, ("R1",), ("R2",), [["-R1"], ["+R2"]]),
        (Field.ACRONYMS, {}, {"AG": "Assemblée"}, [["+AG\u00a0: Assemblée"]]),
        (Field.RESULTS, (MINUTES, NOTE), (NOTE,), [["Note de synthèse"], ["-PV de la CEP"]]),
        (
            Field.RESULTS,
            (MINUTES, NOTE),
            (NOTE, MINUTES),
            [["+Dans un autre ordre"], ["Note de synthèse"], ["PV de la CEP"]],
        ),
        (
            Field.RESULTS,
            (NOTE,),
            (replace(NOTE, kind=ResultKind.LINK),),
            [["Note de synthèse", " · ", "-Document", " → ", "+Lien"]],
        ),
        (
            Field.PLACE,
            Place(HOLDER),
            Place(HOLDER, SECOND.id),
            [
                [
                    "-1.1 Soutenir les acteurs 1.1, en premier",
                    " → ",
                    "+1.1 Soutenir les acteurs 1.1, après 1.1.2",
                ]
            ],
        ),
    ],
)
def test_a_cell(field, here, file, expected):
    assert said(lines(field, here, file, NAMES)) == expected


def test_a_row_that_comes_says_where():
    fresh = action("1.1.9", "Un colloque", results=())
    found = lines(Field.PRESENCE, None, fresh, NAMES, Place(HOLDER, FIRST.id))
    assert said(found) == [["+Un colloque"], ["+CEP · 26-27"], ["+1.1 Soutenir les acteurs 1.1, après 1.1.1"]]


def test_nothing_is_said_in_words():
    assert [plainly(field, value, NAMES) for field, value in ((Field.TEXT, None), (Field.RESPONSIBLES, ()))] == [
        "n’y est pas",
        "—",
    ]
