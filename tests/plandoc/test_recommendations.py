"""Lists of recommendations, as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.recommendations import Recommended, is_vague, listed, named_by, with_numbers

REPORT = """
Critère A : gouvernance et politique qualité
1. Formaliser la vision du programme et la faire
connaître aux parties prenantes (p. 12).
2. Prioriser le plan d’action
Critère B : pertinence
R3 : Renforcer les liens avec les alumni [pp. 18-19]
"""


def test_numbers_criteria_pages_and_wrapped_lines():
    assert listed(REPORT) == (
        Recommended(
            "1",
            "Formaliser la vision du programme et la faire connaître aux parties prenantes",
            "Critère A : gouvernance et politique qualité",
            "12",
        ),
        Recommended("2", "Prioriser le plan d’action", "Critère A : gouvernance et politique qualité"),
        Recommended("R3", "Renforcer les liens avec les alumni", "Critère B : pertinence", "18-19"),
    )


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Recommandation n° 4 : ouvrir la commission", "4"),
        ("Recommendation 12: open the committee", "12"),
        ("Aanbeveling 3. Betrek de alumni beter", "3"),
        ("R7 Ouvrir la commission aux alumni", "R7"),
        ("2.1) Ouvrir la commission aux alumni", "2.1"),
        ("• Ouvrir la commission aux alumni", ""),
        ("- Ouvrir la commission aux alumni", ""),
    ],
)
def test_ways_of_numbering(line, number):
    assert [one.number for one in listed(line)] == [number]


def test_a_sentence_that_begins_with_a_number_is_none():
    text = "1. Ouvrir la commission aux\n12 personnes venues du secteur"
    assert [one.text for one in listed(text)] == ["Ouvrir la commission aux 12 personnes venues du secteur"]


def test_without_numbers_each_paragraph_is_one():
    assert [one.text for one in listed("Ouvrir la commission\naux alumni\n\nPrioriser le plan")] == [
        "Ouvrir la commission aux alumni",
        "Prioriser le plan",
    ]
    assert len(listed("Ouvrir la commission\nPrioriser le plan")) == 2


def test_titles_and_page_numbers_are_left_out():
    assert listed("1. Oui\n\n12\n") == ()
    assert listed("") == ()


def test_words_cut_at_the_end_of_a_line_are_whole_again():
    assert (
        listed("1. Renforcer la concer-\ntation entre équipes")[0].text
        == "Renforcer la concertation entre équipes"
    )


def test_numbers_are_given_to_those_without():
    given = with_numbers([Recommended("", "a"), Recommended("1", "b"), Recommended("", "c")])
    assert [one.number for one in given] == ["2", "1", "3"]


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ("Recomm. des experts AEQES", ()),
        ("Recommandation 3", ("3",)),
        ("R3 et 12", ("3", "12")),
        ("AEQES 2023, 12", ("12",)),
        ("AEQES 2.1", ("2.1",)),
    ],
)
def test_which_ones_a_reference_names(reference, named):
    assert named_by(reference, ["1", "2", "3", "12", "2.1"]) == named


def test_a_reference_with_a_letter_names_the_same():
    assert named_by("R3", ["R1", "R3"]) == ("R3",)


def test_a_reference_without_a_number_is_vague():
    assert is_vague("Recomm. des experts AEQES")
    assert not is_vague("Recommandation 3")


@given(st.text(max_size=400))
def test_any_text_is_read_without_losing_letters(text):
    for one in listed(text):
        assert one.text
        assert set(one.text) - set(text) <= {" "}
