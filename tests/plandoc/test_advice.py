"""Each weak point is told where it is, and nowhere else."""

import datetime as dt
from dataclasses import replace

import pytest

import factories
from portulan.plandoc.advice import Advised, Facts, Weakness, advise, tally
from portulan.plandoc.document import Action, DeclaredState, ExpectedResult, Objective, PlanDocument, ResultKind
from portulan.plandoc.text import Wording

TODAY = factories.TODAY
ACRONYMS = factories.plan_document().acronyms
SOUND = factories.action("1.1", "Rédiger la charte du management éthique")


def told(*actions: Action, facts: Facts | None = None, **of_plan) -> list[tuple[Weakness, tuple[str, ...]]]:
    """What is said of a plan with these actions, as (weakness, codes)."""
    objective = Objective("o", "1", "", Wording("Objectif"), actions=actions)
    document = PlanDocument("Plan", objectives=(objective,), **{"acronyms": ACRONYMS} | of_plan)
    codes = {action.id: action.code for action in actions}
    advice = advise(document, facts or Facts(TODAY))
    return [(one.weakness, tuple(codes[pk] for pk in one.actions)) for one in advice]


def result(text: str, kind: ResultKind) -> ExpectedResult:
    return ExpectedResult(factories.an_id(text), Wording(text), kind)


def test_a_sound_action_gets_no_advice():
    assert told(SOUND) == []


def test_no_responsible():
    assert told(replace(SOUND, responsibles=())) == [(Weakness.NO_RESPONSIBLE, ("1.1",))]


@pytest.mark.parametrize("written", ["", "à définir", "quand le temps le permettra"])
def test_no_deadline(written):
    assert told(factories.action("1.1", deadline=written)) == [(Weakness.NO_DEADLINE, ("1.1",))]


def test_a_deadline_that_is_not_understood_is_quoted():
    action = factories.action("1.1", deadline="quand le temps le permettra")
    objective = Objective("o", "1", "", Wording("O"), actions=(action,))
    (advice,) = advise(PlanDocument("Plan", acronyms=ACRONYMS, objectives=(objective,)), Facts(TODAY))
    assert advice.sentence == (
        "L’échéance de l’action 1.1, « quand le temps le permettra », ne se comprend pas comme une date."
    )


@pytest.mark.parametrize("state", [DeclaredState.DONE, DeclaredState.DROPPED])
def test_what_is_settled_gets_no_advice(state):
    assert told(factories.action("1.1", deadline="", responsibles=(), results=(), state=state)) == []


def test_a_past_deadline_without_a_word():
    late = factories.action("1.1", deadline="24-25")
    assert told(late) == [(Weakness.SILENT, ("1.1",))]
    before = Facts(TODAY, last_word={late.id: dt.date(2025, 9, 13)})
    assert told(late, facts=before) == [(Weakness.SILENT, ("1.1",))]
    since = Facts(TODAY, last_word={late.id: dt.date(2025, 9, 14)})
    assert told(late, facts=since) == []


def test_a_continuous_action_is_never_silent():
    assert told(factories.action("1.1", deadline="En continu")) == []


def test_a_deadline_before_that_of_what_it_needs():
    first = factories.action("1.1", "Rédiger la charte", deadline="26-27")
    second = factories.action("1.2", "Former les équipes pédagogiques", deadline="27-28")
    needs = Facts(TODAY, needs=[(first.id, second.id)])
    assert told(first, second, facts=needs) == [(Weakness.BEFORE_ITS_NEED, ("1.1", "1.2"))]
    assert told(first, second, facts=Facts(TODAY, needs=[(second.id, first.id)])) == []
    assert told(first, replace(second, state=DeclaredState.DONE), facts=needs) == []
    assert told(first, facts=Facts(TODAY, needs=[(first.id, "ailleurs")])) == []


SUBJECTS = ("charte", "enquête", "newsletter", "mobilité", "colloque", "vitrine", "tutorat", "bourse")


def test_too_many_actions_on_one_body_in_one_year():
    many = [factories.action(f"1.{n}", f"Préparer {word}") for n, word in enumerate(SUBJECTS[:6], 1)]
    assert told(*many) == [(Weakness.OVERLOADED, tuple(one.code for one in many))]
    assert told(*many[:5]) == []
    assert told(*many[:5], replace(many[5], state=DeclaredState.DONE)) == []


def test_spellings_of_one_body_carry_together():
    names = ("Resp. recherche", "Responsable recherche") * 3
    many = [
        factories.action(f"1.{n}", f"Préparer {word}", responsibles=(name,))
        for n, (name, word) in enumerate(zip(names, SUBJECTS, strict=False), 1)
    ]
    assert [weakness for weakness, _codes in told(*many)] == [Weakness.OVERLOADED]


def test_the_load_of_past_years_is_not_told():
    facts = Facts(TODAY, last_word={factories.an_id(f"action 1.{n}"): TODAY for n in range(1, 9)})
    many = [factories.action(f"1.{n}", f"Préparer {word}", deadline="24-25") for n, word in enumerate(SUBJECTS, 1)]
    assert told(*many, facts=facts) == []


def test_nothing_measurable():
    assert told(factories.action("1.1", results=())) == [(Weakness.NOTHING_MEASURABLE, ("1.1",))]
    state = replace(SOUND, expected_results=(result("Équipe motivée", ResultKind.STATE),))
    assert told(state) == [(Weakness.NOTHING_MEASURABLE, ("1.1",))]


def test_only_minutes_as_proof():
    assert told(factories.action("1.1", results=("PV de la CEP", "PV du CS"))) == [
        (Weakness.ONLY_MINUTES, ("1.1",))
    ]


def test_recommendations_without_action_or_served_late():
    late = factories.action("1.1", deadline="28-29")
    period = factories.plan_document().period
    asked = [Advised("R1", ()), Advised("R2", (), declined=True), Advised("R3", (late.id,))]
    facts = Facts(TODAY, recommendations=asked)
    assert told(late, facts=facts, period=period) == [
        (Weakness.UNANSWERED, ()),
        (Weakness.ANSWERED_LATE, ("1.1",)),
    ]


def test_a_recommendation_served_in_time_too_is_not_late():
    soon, late = SOUND, factories.action("1.2", "Évaluer la mobilité", deadline="28-29")
    facts = Facts(TODAY, recommendations=[Advised("R3", (soon.id, late.id))])
    assert told(soon, late, facts=facts, period=factories.plan_document().period) == []


def test_near_duplicates():
    one = factories.action("1.1", "Organiser une rencontre annuelle avec les alumni du master")
    other = factories.action("1.2", "Organiser des rencontres annuelles avec les alumni du master")
    third = factories.action("1.3", "Évaluer les mobilités étudiantes vers la Suisse")
    assert told(one, other, third) == [(Weakness.ALIKE, ("1.1", "1.2"))]


def test_an_acronym_that_nothing_explains():
    one = factories.action("1.1", "Présenter le projet au CERIAS")
    two = factories.action("1.2", "Rejoindre la COCOF (Commission communautaire française)")
    assert told(one, two) == [(Weakness.UNDEFINED_ACRONYM, ("1.1",))]


def test_the_tally_leaves_no_kind_out():
    document = factories.plan_document()
    counted = tally(advise(document, Facts(TODAY)))
    assert list(counted) == list(Weakness)
    assert sum(counted.values()) == len(advise(document, Facts(TODAY)))
