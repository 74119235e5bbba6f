"""The numbers that texts begin with, in the manner of their column."""

import pytest

from portulan.plandoc.recognition.codes import coding, lettered


def parted(*texts: str) -> list[tuple[str, str]]:
    how = coding(texts)
    return [(found["code"], text[found.end() :]) if (found := how.match(text)) else ("", text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (("1.1 Créer un guide", "1.2 Réunir l'équipe"), ["1.1", "1.2"]),
        (("1.1.- Formar al equipo", "1.2.- Revisar la guía"), ["1.1", "1.2"]),
        (("AM-01. Revisar la guía", "AM-02. Formar al equipo"), ["AM-01", "AM-02"]),
        (("QI1 Standardise the sheet", "QI2 Record a video"), ["QI1", "QI2"]),
        (("Fiche 1 – Isoler les toitures", "Fiche 2 – Planter des haies"), ["1", "2"]),
        (("Fiche E1 Repenser le master", "Fiche R1 Créer un fonds"), ["E1", "R1"]),
        (("Action 1.1 : Accueillir", "Action 1.2 : Former"), ["1.1", "1.2"]),
        (("12 places de stage à créer", "Former 12 tuteurs"), ["", ""]),
        (("Phase 1 du projet à lancer", "Former 12 tuteurs", "Écrire une note"), ["", "", ""]),
        (("Bloc 1 Revoir les cours", "Bloc 1 Revoir les stages"), ["", ""]),
    ],
)
def test_a_column_says_how_its_texts_are_numbered(texts: tuple[str, ...], codes: list[str]) -> None:
    found = parted(*texts)
    assert [code for code, _ in found] == codes
    assert all(text.endswith(rest) and rest for text, (_, rest) in zip(texts, found, strict=True))


def test_letters_that_follow_each_other_number_objectives() -> None:
    assert lettered(["A Energie", "B Verkehr", "C Bildung"])
    assert not lettered(["A Energie", "C Bildung"])
    assert not lettered(["A new library"])
