"""Wordings keep a text to the letter, comparisons look past its spelling, short titles propose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.text import Wording, fold, short_title

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
PIECES = st.lists(st.tuples(TEXTS, st.booleans()), max_size=6)
WORDINGS = PIECES.map(Wording.from_pieces)


@given(WORDINGS)
def test_marked_text_reads_back_as_the_same_wording(wording: Wording) -> None:
    assert Wording.from_marked(wording.marked()) == wording


@given(WORDINGS)
def test_pieces_put_together_again_are_the_same_wording(wording: Wording) -> None:
    assert Wording.from_pieces(wording.pieces()) == wording


@given(PIECES)
def test_no_visible_character_is_lost_or_added(pieces: list[tuple[str, bool]]) -> None:
    read = "".join(piece for piece, _ in pieces)
    assert "".join(Wording.from_pieces(pieces).plain.split()) == "".join(read.split())


@given(PIECES)
def test_emphasis_is_inside_the_text_in_order_and_never_all_of_it(pieces: list[tuple[str, bool]]) -> None:
    wording = Wording.from_pieces(pieces)
    edges = [edge for span in wording.emphasis for edge in span]
    assert edges == sorted(set(edges))
    assert wording.emphasis != ((0, len(wording.plain)),)
    assert all(0 <= edge <= len(wording.plain) for edge in edges)


def test_emphasis_inside_a_text_is_kept_and_whole_emphasis_is_style() -> None:
    inside = Wording.from_pieces([("Déplacer l'UE ", False), ("Partenariat", True), (" au Q1", False)])
    assert inside == Wording("Déplacer l'UE Partenariat au Q1", ((14, 25),))
    assert inside.marked() == "Déplacer l'UE *Partenariat* au Q1"
    assert Wording.from_pieces([("Tout en italique", True)]) == Wording("Tout en italique")


def test_blanks_are_tidied_but_no_break_spaces_are_wording() -> None:
    assert Wording.from_pieces([("  un \t deux\n", False)]).plain == "un deux"
    assert Wording.from_pieces([("Note\u00a0: à lire", False)]).plain == "Note\u00a0: à lire"


@pytest.mark.parametrize("marked", ["*", "2 * 3", "fin *", "\\*", "a \\\\ b"])
def test_a_lone_star_stays_a_star(marked: str) -> None:
    wording = Wording.from_marked(marked)
    assert wording.emphasis == ()
    assert Wording.from_marked(wording.marked()) == wording


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_forgets_case_accents_and_apostrophes_only() -> None:
    assert fold("  Échéance de l’ŒUVRE ") == fold("echeance de l'oeuvre") == "echeance de l'oeuvre"
    assert fold("CERIAS Recherche") != fold("Responsable CERIAS Recherche")


@given(TEXTS, st.integers(min_value=10, max_value=60))
def test_a_short_title_keeps_its_limit(text: str, limit: int) -> None:
    assert len(short_title(text, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Définition de la vision du MIAS", "Définition de la vision du MIAS"),
        ("Diffusion de la charte, auprès de tous", "Diffusion de la charte"),
        ("Analyse de l'opportunité et de la faisabilité de déplacer l'UE 20", "Analyse de l'opportunité"),
        ("Internationalisation interdisciplinaire approfondie", "Internationalisation interdisciplinaire…"),
        ("Accompagnement d'expériences pilote (le cas échéant)", "Accompagnement d'expériences pilote"),
        (
            "Rédaction d'une note de synthèse des rencontres réalisées en 2023",
            "Rédaction d'une note de synthèse",
        ),
    ],
)
def test_a_short_title_is_cut_at_a_natural_place(text: str, short: str) -> None:
    assert short_title(text) == short


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        ([("  Un \n", False), ("\tguide ", False)], Wording("Un guide")),
        ([("Un guide", True), ("", False)], Wording("Un guide")),
        ([("\u00a0", False), (" Un\u202f: ", False)], Wording("\u00a0 Un\u202f:")),
        ([(" Un ", False), (" guide ", True)], Wording("Un guide", ((3, 8),))),
    ],
)
def test_blanks_are_tidied_whatever_the_emphasis(pieces: list[tuple[str, bool]], read: Wording) -> None:
    assert Wording.from_pieces(pieces) == read
