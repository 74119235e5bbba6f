"""The account of the source's characters: each is in the document, a leftover, or has a role in the structure."""

from collections.abc import Iterable

from portulan.plandoc.reading.source import Place, Remnant
from portulan.plandoc.recognition.findings import Leftover

_NOTES = {
    "markup": "balise oubliée dans le texte",
    "separator": "séparateur de pages",
    "page number": "numéro de page",
    "repeated header": "titre de colonne répété",
}


class Account:
    """Filled while a source is recognised."""

    def __init__(self) -> None:
        self.leftovers: list[Leftover] = []
        self.structure: list[tuple[str, str]] = []

    def role(self, characters: str, role: str) -> None:
        """These characters are structure: "bullet", "code", "separator", "column title", "label"…"""
        if characters.strip():
            self.structure.append((characters.strip(), role))

    def leftover(self, text: str, place: Place, note: str, nature: str = "text") -> None:
        """This text fits nowhere; a person will see it."""
        if text.strip():
            self.leftovers.append(Leftover(text.strip(), place, note, nature))

    def remnants(self, remnants: Iterable[Remnant]) -> None:
        for remnant in remnants:
            if remnant.nature in ("markup", "separator"):
                self.leftover(remnant.text, remnant.place, _NOTES[remnant.nature], remnant.nature)
            else:
                self.role(remnant.text, remnant.nature)
