"""Lines that name an objective by its word and number."""

import pytest

from portulan.plandoc.recognition.labels import HEADING


@pytest.mark.parametrize(
    ("line", "code", "title"),
    [
        ("Axe 2 : Pertinence du programme", "2", "Pertinence du programme"),
        ("Obiettivo n. 1 Rafforzare il dialogo", "1", "Rafforzare il dialogo"),
        ("Objectif n° 3 – Ouvrir la section", "3", "Ouvrir la section"),
        ("Doelstelling nr. 4: Samen opleiden", "4", "Samen opleiden"),
        ("Ziel Nr. 2 Studierbarkeit", "2", "Studierbarkeit"),
        ("Objetivo núm. 5. Coordinación", "5", "Coordinación"),
    ],
)
def test_a_number_may_have_its_own_word(line: str, code: str, title: str) -> None:
    found = HEADING.fullmatch(line)
    assert found is not None
    assert (found["code"], found["title"]) == (code, title)
