"""Two wordings as one text."""

from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.comparison.redline import Part, Segment, redline

KEPT, REMOVED, ADDED = Part.KEPT, Part.REMOVED, Part.ADDED


@given(st.text(), st.text())
def test_both_texts_are_there_to_the_letter(before: str, after: str) -> None:
    found = redline(before, after)
    assert "".join(one.text for one in found if one.part is not ADDED) == before
    assert "".join(one.text for one in found if one.part is not REMOVED) == after


def test_words_are_told_not_letters() -> None:
    assert redline("données utiles à collecter pour aider", "données utiles à produire pour aider") == (
        Segment(KEPT, "données utiles à "),
        Segment(REMOVED, "collecter"),
        Segment(ADDED, "produire"),
        Segment(KEPT, " pour aider"),
    )


def test_what_is_added_at_the_end_keeps_the_beginning() -> None:
    assert redline("Refonte du modèle", "Refonte du modèle : feuille de route") == (
        Segment(KEPT, "Refonte du modèle"),
        Segment(ADDED, " : feuille de route"),
    )


def test_a_short_word_between_two_changes_is_part_of_them() -> None:
    assert redline("via un envoi élargi", "via une lettre de liens") == (
        Segment(KEPT, "via "),
        Segment(REMOVED, "un envoi élargi"),
        Segment(ADDED, "une lettre de liens"),
    )
