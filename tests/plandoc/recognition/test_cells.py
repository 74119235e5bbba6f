"""What one cell says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.plandoc.document import ResultKind
from portulan.plandoc.reading.source import Cell, Paragraph, Run
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.recognition.cells import coded, lines, names, result_kind
from portulan.plandoc.text import Wording


def cell(*paragraphs: str, hard: bool = True) -> Cell:
    return Cell(0, tuple(Paragraph((Run(text),), hard=hard) for text in paragraphs))


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("1.1.1. Capitalisation", "1.1.1", "Capitalisation"),
        ("1.1 Capitalisation", "1.1", "Capitalisation"),
        ("4) Former", "4", "Former"),
        ("2.a. Former", "2.a", "Former"),
        ("Former 12 personnes", "", "Former 12 personnes"),
        ("2024 est une année", "", "2024 est une année"),
        ("1.1.1.", "", "1.1.1."),
    ],
)
def test_a_code_is_set_apart_without_its_final_dot(text: str, code: str, rest: str) -> None:
    assert coded(Wording(text), Account()) == (code, Wording(rest))


def test_emphasis_moves_with_the_text_after_the_code() -> None:
    wording = Wording.from_pieces([("1.2. Lire ", False), ("Le Livre", True), (" ensemble", False)])
    assert coded(wording, Account())[1].marked() == "Lire *Le Livre* ensemble"


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (cell("- Note", "- Charte"), ["Note", "Charte"]),
        (cell("- Note - Charte - Plan UE15/CERIAS", hard=False), ["Note", "Charte", "Plan UE15/CERIAS"]),
        (cell("Note - Charte", hard=False), ["Note - Charte"]),
        (cell("- Note de savoir-faire", hard=False), ["Note de savoir-faire"]),
        (cell("Note\nCharte"), ["Note", "Charte"]),
        (cell("- Site web, onglet - suite", "- Autre"), ["Site web, onglet - suite", "Autre"]),
        (cell("", "  "), []),
    ],
)
def test_lines_are_parted_by_paragraphs_and_by_dashes_only_where_a_dash_begins(
    read: Cell, expected: list[str]
) -> None:
    assert [wording.plain for wording, _ in lines(read, Account())] == expected


@given(st.lists(st.sampled_from(["- a", "b - c", "• d", "e\n- f", "", "- g - h", "–", "i ; j"]), max_size=4))
def test_no_character_of_a_cell_is_lost(paragraphs: list[str]) -> None:
    account = Account()
    kept = "".join(wording.plain for wording, _ in lines(cell(*paragraphs), account))
    kept += "".join(text for text, _role in account.structure)
    assert sorted("".join(kept.split())) == sorted("".join("".join(paragraphs).split()))


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (cell("CP Resp. Qualité", hard=False), ["CP", "Resp. Qualité"]),
        (cell("CP", "Resp. Qualité"), ["CP", "Resp. Qualité"]),
        (cell("CP ; CS;CEP"), ["CP", "CS", "CEP"]),
        (cell("CP et CS"), ["CP", "CS"]),
        (cell("Direction et équipe mémoire"), ["Direction et équipe mémoire"]),
    ],
)
def test_names_are_told_apart(read: Cell, expected: list[str]) -> None:
    assert names(read, ["CP"], Account()) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PV de la CEP", ResultKind.MINUTES),
        ("Nombre de participants", ResultKind.COUNT),
        ("Taux de réussite", ResultKind.COUNT),
        ("Questionnaires d'évaluation", ResultKind.SURVEY),
        ("Drive", ResultKind.LINK),
        ("Invitations aux rencontres", ResultKind.EVENT),
        ("Conventions signées", ResultKind.STATE),
        ("Note de synthèse", ResultKind.DOCUMENT),
        ("", ResultKind.DOCUMENT),
    ],
)
def test_a_result_has_its_kind_from_its_words(text: str, kind: ResultKind) -> None:
    assert result_kind(text) is kind
