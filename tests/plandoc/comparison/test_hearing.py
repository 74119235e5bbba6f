"""What a file says, and where it is silent."""

from dataclasses import replace

import pytest

from factories import plan_document
from portulan.plandoc.comparison import compared
from portulan.plandoc.comparison.changes import Field
from portulan.plandoc.comparison.hearing import heard, titled
from portulan.plandoc.comparison.table import Kind, Table
from portulan.plandoc.deadline import Deadline
from portulan.plandoc.document import (
    DeclaredState,
    Period,
    PlanDocument,
    Priority,
    Responsible,
    ResultKind,
    Role,
)
from portulan.plandoc.text import Wording

BASE = titled(plan_document())
OWN = next(BASE.actions()).id


def every(document: PlanDocument, **fields: object) -> PlanDocument:
    table = Table.of(document)
    rows = table.rows[Kind.ACTION]
    for own in rows:
        rows[own] = replace(rows[own], **fields)
    return table.document()


def first(document: PlanDocument, **fields: object) -> PlanDocument:
    table = Table.of(document)
    table.rows[Kind.ACTION][OWN] = replace(table.rows[Kind.ACTION][OWN], **fields)
    return table.document()


STEERED = every(
    BASE,
    priority=Priority.HIGH,
    state=DeclaredState.STARTED,
    recommendations=("R1",),
    responsibles=(Responsible("Resp. CERIAS"), Responsible("CS", Role.ASSOCIATE)),
)


@pytest.mark.parametrize(
    "silent",
    [
        {"priority": Priority.UNSET},
        {"state": DeclaredState.NOT_STARTED},
        {"recommendations": ()},
        {"short_title": ""},
        {"code": ""},
        {"responsibles": (Responsible("Responsable CERIAS"), Responsible("CS"))},
    ],
)
def test_what_a_file_tells_of_no_action_stays(silent: dict[str, object]) -> None:
    assert compared(STEERED, heard(every(STEERED, **silent), STEERED)) == ()


def test_what_a_file_tells_of_some_actions_is_told_of_all() -> None:
    file = first(STEERED, priority=Priority.UNSET)
    assert [one.field for one in compared(STEERED, heard(file, STEERED))] == [Field.PRIORITY]


def test_apostrophes_blanks_and_lost_italics_are_no_rewording() -> None:
    base = first(BASE, text=Wording("Rédaction d'une note « en ligne »", ((10, 13),)))
    file = first(BASE, text=Wording("Rédaction d’une note «\u00a0en  ligne\u00a0»"))
    assert compared(base, heard(file, base)) == ()


def test_accents_and_capitals_are_a_rewording() -> None:
    base, file = first(BASE, text=Wording("Evaluation")), first(BASE, text=Wording("Évaluation"))
    assert [one.field for one in compared(base, heard(file, base))] == [Field.TEXT]


def test_days_and_kinds_that_a_workspace_set_stay_with_their_texts() -> None:
    row = next(BASE.actions())
    file = first(
        BASE,
        deadline=Deadline(row.deadline.text),
        expected_results=tuple(replace(one, kind=ResultKind.STATE) for one in row.expected_results),
    )
    assert compared(BASE, heard(file, BASE)) == ()


def test_a_header_that_a_file_does_not_have_stays() -> None:
    file = replace(
        BASE, title="", period=Period(), edition="", organisation="", acronyms={"GT": "Groupe"}, columns={"a": "b"}
    )
    assert [(one.field, one.after) for one in compared(BASE, heard(file, BASE))] == [
        (Field.ACRONYMS, {**BASE.acronyms, "GT": "Groupe"})
    ]


def test_objectives_without_codes_or_labels_keep_theirs() -> None:
    table = Table.of(BASE)
    rows = table.rows[Kind.OBJECTIVE]
    for own in rows:
        rows[own] = replace(rows[own], code="", label="")
    assert compared(BASE, heard(table.document(), BASE)) == ()


def test_blanks_that_a_file_lost_are_no_change() -> None:
    base = first(BASE, text=Wording("L'UE 15 Innovation", ((8, 18),)), responsibles=(Responsible("Master 1"),))
    file = first(base, text=Wording("L'UE15 Innovation", ((7, 17),)), responsibles=(Responsible("Master1"),))
    assert compared(base, heard(file, base)) == ()


def test_where_an_entry_of_a_list_ends_is_no_change_as_long_as_its_words_are_the_same() -> None:
    base = first(
        BASE,
        responsibles=(Responsible("CP"), Responsible("CS élargi", Role.ASSOCIATE)),
        recommendations=("R1", "R2 et suite"),
    )
    split = (Responsible("CP"), Responsible("CS"), Responsible("élargi"))
    (whole, *_rest) = next(base.actions()).expected_results
    glued = replace(whole, text=Wording(" ".join(one.text.plain for one in next(base.actions()).expected_results)))
    file = first(base, responsibles=split, recommendations=("R1 R2", "et suite"), expected_results=(glued,))
    assert compared(base, heard(file, base)) == ()
    other = first(file, responsibles=(Responsible("CP"), Responsible("CS"), Responsible("élargis")))
    assert [one.field for one in compared(base, heard(other, base))] == [Field.RESPONSIBLES]


def test_pilots_and_associates_may_alternate_in_the_plan_and_not_in_the_file() -> None:
    one, two, three = Responsible("CP"), Responsible("CS", Role.ASSOCIATE), Responsible("CEP")
    base = first(BASE, responsibles=(one, two, three))
    assert compared(base, heard(first(base, responsibles=(one, three, two)), base)) == ()
