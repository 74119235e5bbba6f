"""People's answers change what they name, and nothing else."""

from dataclasses import replace

import pytest

from factories import action, an_id, plan_document
from portulan.plandoc.deadline import DeadlineKind
from portulan.plandoc.document import PlanDocument, Responsible, ResultKind, Role
from portulan.plandoc.recognition.decisions import apply

PLAN = plan_document()
FIRST = action("1.1.1").id


def changed(effect: dict[str, object], document: PlanDocument = PLAN) -> list[object]:
    """The actions that an effect changed, once changed."""
    after = apply(document, [effect])
    return [new for old, new in zip(document.actions(), after.actions(), strict=True) if old != new]


def test_no_effect_changes_nothing() -> None:
    assert apply(PLAN, []) == PLAN


@pytest.mark.parametrize(
    "effect",
    [
        {"set": "responsibles", "action": an_id("nobody"), "names": ["CS"]},
        {"set": "result", "result": an_id("nothing"), "text": "PV"},
        {"set": "body", "name": "Inconnue", "names": ["CS"]},
        {"set": "something else", "action": FIRST},
    ],
)
def test_an_effect_on_what_is_not_there_changes_nothing(effect: dict[str, object]) -> None:
    assert apply(PLAN, [effect]) == PLAN


def test_responsibles_are_set_and_those_who_stay_keep_their_role() -> None:
    one = replace(action("1.1.1"), responsibles=(Responsible("CEP", Role.ASSOCIATE),))
    document = with_first(one)
    (after,) = changed({"set": "responsibles", "action": FIRST, "names": ["CS", "CEP", "CS"]}, document)
    assert after == replace(one, responsibles=(Responsible("CS"), Responsible("CEP", Role.ASSOCIATE)))


def test_a_body_is_renamed_or_split_wherever_it_stands() -> None:
    one = replace(action("1.1.1"), responsibles=(Responsible("AIS, mémoire", Role.ASSOCIATE), Responsible("CS")))
    document = with_first(one)
    effect = {"set": "body", "name": "AIS, mémoire", "names": ["AIS", "mémoire"]}
    (after,) = changed(effect, document)
    assert after == replace(
        one,
        responsibles=(
            Responsible("AIS", Role.ASSOCIATE),
            Responsible("mémoire", Role.ASSOCIATE),
            Responsible("CS"),
        ),
    )
    assert len(changed({"set": "body", "name": "CEP", "names": ["Commission Environnement"]})) == 9


def test_a_result_takes_its_new_text_and_its_kind() -> None:
    result = action("1.1.1").expected_results[1]
    (after,) = changed({"set": "result", "result": result.id, "text": "Nombre de participants"})
    assert [(one.text.plain, one.kind) for one in after.expected_results] == [
        ("PV de la CEP", ResultKind.MINUTES),
        ("Nombre de participants", ResultKind.COUNT),
    ]


def test_a_deadline_is_understood_again_and_a_code_given() -> None:
    (after,) = changed({"set": "deadline", "action": FIRST, "text": "En continu"})
    assert (after.deadline.text, after.deadline.kind) == ("En continu", DeadlineKind.CONTINUOUS)
    (after,) = changed({"set": "code", "action": FIRST, "code": "1.1.9"})
    assert after == replace(action("1.1.1"), code="1.1.9")


def test_acronyms_and_organisation_are_of_the_whole_plan() -> None:
    after = apply(
        PLAN,
        [
            {"set": "acronym", "acronym": "GT", "name": "Groupe de travail"},
            {"set": "organisation", "text": "MIAS"},
        ],
    )
    assert after == replace(PLAN, acronyms={**PLAN.acronyms, "GT": "Groupe de travail"}, organisation="MIAS")


def with_first(one: object) -> PlanDocument:
    top = PLAN.objectives[0]
    specific = replace(top.objectives[0], actions=(one, *top.objectives[0].actions[1:]))
    return replace(PLAN, objectives=(replace(top, objectives=(specific,)), *PLAN.objectives[1:]))
