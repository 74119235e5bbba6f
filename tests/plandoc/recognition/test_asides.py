"""What a document says beside its plan."""

import pytest

from plandoc.papers import text
from portulan.plandoc.reading import read
from portulan.plandoc.recognition.asides import language_of


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Réunir le comité de pilotage dans les locaux de la ville pour une présentation"),
        ("en", "Review the induction of new staff with the union in the spring"),
        ("nl", "Het team voor de zomer van een nieuw plan voorzien met alle collega's"),
        ("de", "Die Ordnung für den Studiengang mit der Kommission im Herbst überarbeiten"),
        ("es", "Revisar las guías de la facultad con los equipos para el curso"),
        ("pt", "Rever as fichas do curso com os docentes da escola para uma nova edição"),
        ("it", "Rivedere le schede degli insegnamenti con il gruppo di lavoro nel corso della riunione"),
        ("fr", "12/2026 QA-7"),
    ],
)
def test_the_language_is_that_of_the_small_words(language: str, sentence: str) -> None:
    assert language_of(read("plan", text(sentence))) == language
