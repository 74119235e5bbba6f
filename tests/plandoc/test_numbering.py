"""Numbers of objectives and actions: which are below which, which are jumped over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.numbering import between, is_below, missing, parts

CODES = st.lists(st.integers(1, 999), min_size=1, max_size=4).map(lambda numbers: ".".join(map(str, numbers)))


@given(CODES)
def test_the_parts_of_a_code_write_it_again(code: str) -> None:
    assert ".".join(map(str, parts(code))) == code


@pytest.mark.parametrize("code", ["", "A.1", "1.", "1.a", ".."])
def test_codes_of_another_making_have_no_parts(code: str) -> None:
    assert parts(code) == ()


def test_a_code_is_right_below_its_beginning_only() -> None:
    assert is_below("2.1.3", "2.1")
    assert not is_below("2.1.3", "2")
    assert not is_below("2.1", "2.1.3")
    assert not is_below("2", "")


@pytest.mark.parametrize(
    ("codes", "jumped"),
    [
        (["1.1", "1.2", "2.1"], []),
        (["1.1", "1.3"], [("1.2", "1.3")]),
        (["2.1.1", "2.2.2"], [("2.2.1", "2.2.2")]),
        (["1", "2", "3", "5"], [("4", "5")]),
        (["1.1", "", "X", "1.2"], []),
        (["1.1", "1.1", "1.2"], []),
    ],
)
def test_jumps_are_told_with_the_code_that_follows(codes: list[str], jumped: list[tuple[str, str]]) -> None:
    assert list(missing(codes)) == jumped


def test_a_year_for_a_code_does_not_make_a_thousand_lacks() -> None:
    assert len(list(missing(["1", "2026"]))) < 10


def test_a_row_between_two_takes_a_free_code_only() -> None:
    assert between("2.1.1", "2.1.3") == "2.1.2"
    assert between("2.1.1", "2.1.2") == ""
    assert between("2.1.1", "2.2.1") == between("2.1.1", "") == "2.1.2"
    assert between("A", "B") == ""
