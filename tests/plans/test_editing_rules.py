"""Texts as they are stored, and codes as they are proposed."""

import pytest

from portulan.plans.rules import next_code, official, proposed_codes


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Un texte\r\n sur deux lignes ", "Un texte sur deux lignes"),
        ("Le *mot* juste", "Le *mot* juste"),
        ("2 * 3", r"2 \* 3"),
        (r"2 \* 3", r"2 \* 3"),
        ("*tout en italique*", "tout en italique"),
    ],
)
def test_a_typed_text_is_stored_marked_on_one_line(typed, stored):
    assert official(typed) == stored
    assert official(stored) == stored


@pytest.mark.parametrize(
    ("parent", "codes", "proposed"),
    [
        ("1.1", ["1.1.3", "1.1.1", ""], ["1.1.1", "1.1.2", "1.1.3"]),
        ("Temps 1", ["3.1.2", "3.1.7"], ["3.1.1", "3.1.2"]),
        ("4.2", ["", ""], ["4.2.1", "4.2.2"]),
        ("", [""], ["1"]),
    ],
)
def test_codes_follow_the_order(parent, codes, proposed):
    assert proposed_codes(parent, codes) == proposed


@pytest.mark.parametrize(
    ("parent", "codes", "code"),
    [("1.1", ["1.1.1", "1.1.4"], "1.1.5"), ("1.1", [], "1.1.1"), ("", [], "1"), ("1", ["1.1"], "1.2")],
)
def test_the_next_code(parent, codes, code):
    assert next_code(parent, codes) == code
