"""The account of the source's characters: each is in the document, a leftover, or has a role in the structure."""

import re
from collections.abc import Collection, Iterable

from portulan.plandoc.reading.source import Place, Remnant
from portulan.plandoc.recognition.findings import Leftover
from portulan.plandoc.sentences import say

_NOTES = {
    "markup": say("balise oubliée dans le texte"),
    "separator": say("séparateur de pages"),
    "page number": say("numéro de page"),
    "repeated header": say("titre de colonne répété"),
}
_PAGE_NUMBER = re.compile(r"\d*(\s*/\s*\d+)?")


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

    def running_lines(self, known: Collection[str]) -> None:
        """What a page's head or foot only repeats (the plan's own title, a page number) is structure after all."""
        for one in list(self.leftovers):
            if one.place.part and _PAGE_NUMBER.fullmatch(_without(one.text, known)):
                self.leftovers.remove(one)
                self.role(one.text, "running line")

    def remnants(self, remnants: Iterable[Remnant]) -> None:
        for remnant in remnants:
            if remnant.nature in ("markup", "separator"):
                self.leftover(remnant.text, remnant.place, _NOTES[remnant.nature], remnant.nature)
            else:
                self.role(remnant.text, remnant.nature)


def _without(text: str, known: Collection[str]) -> str:
    """What is left of a line without these texts, the longest first."""
    for one in sorted(filter(None, known), key=len, reverse=True):
        text = text.replace(one, " ", 1)
    return text.strip()
