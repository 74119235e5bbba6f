"""What bodies carry by year, and which recommendations are answered."""

from dataclasses import replace

from hypothesis import given

from factories import action, an_id, plan_document
from plandoc.comparison.edits import plans
from portulan.plandoc import drafting
from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.comparison.table import Kind
from portulan.plandoc.coverage import Covered, coverage, written
from portulan.plandoc.document import SETTLED, DeclaredState
from portulan.plandoc.load import loads

PLAN = plan_document(1)
HOLDER = an_id("objective 1.1")
ONE, TWO, THREE = (an_id(f"action {code}") for code in ("1.1.1", "2.1.1", "2.2.1"))
NOW = AcademicYear(2026)


def with_action(code: str, **said):
    return drafting.added(PLAN, action(code, **said), HOLDER)


def test_what_is_due_is_counted_by_body_and_year():
    found = loads(with_action("1.1.2", responsibles=("CS", "CEP"), deadline="27-28"), Boundary())
    assert found.bodies == ("CEP", "CS")
    assert [found.of("CEP", NOW), found.of("CEP", AcademicYear(2027)), found.of("CS", NOW)] == [3, 1, 0]
    assert (found.total("CEP"), found.total("CS")) == (4, 1)


def test_what_is_done_weighs_nothing_and_what_goes_on_stands_apart():
    done = with_action("1.1.2", state=DeclaredState.DONE)
    assert loads(done, Boundary()).total("CEP") == 3
    on = loads(with_action("1.1.2", deadline="En continu"), Boundary())
    assert (on.of("CEP", None), on.of("CEP", NOW), on.total("CEP")) == (1, 3, 4)
    assert loads(with_action("1.1.2", deadline=""), Boundary()).undated == {"CEP": 1}


def test_spellings_of_one_body_are_one():
    two = with_action("1.1.2", responsibles=("Commission EP", "CEP"))
    assert loads(two, Boundary(), lambda name: "CEP").counts == {("CEP", NOW): 4}


@given(plans)
def test_every_open_action_is_counted_once_for_each_of_its_bodies(document):
    found = loads(document, Boundary(), lambda name: "tous")
    standing = [one for one in document.actions() if one.responsibles and one.state not in SETTLED]
    assert sum(found.total(body) for body in found.bodies) == len(standing)


def test_a_recommendation_loses_the_action_that_leaves():
    ties = {"1": [ONE], "2": [ONE, TWO], "3": []}
    assert coverage(PLAN, ties) == (Covered("1", (ONE,)), Covered("2", (ONE, TWO)), Covered("3", ()))
    less = drafting.dropped(PLAN, Kind.ACTION, ONE)
    assert coverage(less, ties) == (Covered("1", ()), Covered("2", (TWO,)), Covered("3", ()))


def test_the_action_that_is_kept_answers_for_the_merged_one():
    less = drafting.merged(PLAN, ONE, THREE)
    assert coverage(less, {"1": [ONE]}, {ONE: THREE}) == (Covered("1", (THREE,)),)


def test_a_new_action_answers_what_it_names():
    new = with_action("1.1.2", recommendations=("Recommandation 3", "AEQES"))
    found = coverage(new, {"a": [ONE], "b": []}, numbers={"3": "a", "4": "b"})
    assert found == (Covered("a", (ONE, an_id("action 1.1.2"))), Covered("b", ()))
    assert written(new) == {"Recommandation 3": 1, "AEQES": 1}
    assert written(replace(new, objectives=())) == {}
