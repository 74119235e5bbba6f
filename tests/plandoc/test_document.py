"""The plan document: its order, its counts."""

from factories import plan_document
from portulan.plandoc.document import Counts, Period


def test_objectives_and_actions_come_in_reading_order() -> None:
    document = plan_document(actions=2)
    assert [(one.label[:5], one.code) for one in document.walk()] == [
        ("Objec", "1"), ("", "1.1"), ("Objec", "2"), ("Temps", "1"), ("", "2.1"), ("Temps", "2"), ("", "2.2"),
    ]  # fmt: skip
    assert [one.code for one in document.actions()] == ["1.1.1", "1.1.2", "2.1.1", "2.1.2", "2.2.1", "2.2.2"]


def test_counts_tell_strategic_objectives_from_those_that_hold_actions() -> None:
    assert plan_document(actions=3).counts() == Counts(
        strategic=2, specific=3, actions=9, results=18, recommendations=0
    )


def test_a_period_is_written_with_the_year_it_ends_in() -> None:
    assert str(Period(2024, 2028)) == "2024-2029"
    assert str(Period(2024)) == str(Period()) == ""
