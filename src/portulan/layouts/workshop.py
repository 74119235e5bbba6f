"""Templates and logos in a process of their own: checked, filled, shown, drawn anew. What goes wrong is said."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portulan.imports import slots
from portulan.plandoc.office import TIMEOUT
from portulan.reports.templates import Told
from portulan.reports.templates.checking import Problem
from portulan.shared.bounded import Bounds, End, Ended, answer, child
from portulan.shared.errors import Busy as TryLater
from portulan.shared.errors import Invalid
from portulan.shared.speech import said
from portulan.typeset.page import Logo

CHILD = child("portulan.reports.templates.child")
BOUNDS = Bounds(seconds=15)
OFFICE = Bounds(seconds=TIMEOUT, memory=8 * 1024**3)  # LibreOffice claims much more than it uses


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as it looks: the whole as PDF, its first page as PNG."""

    pdf: bytes
    png: bytes


class Faulty(Invalid):
    """A template whose tags are wrong: which, and where."""

    def __init__(self, sentence: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(sentence, "file")
        self.problems = problems


class NoPicture(Invalid):
    """LibreOffice is not there to show a document."""


def check(name: str, data: bytes, kind: str) -> None:
    """Whether a file may be a template of that kind. Raises Invalid, Faulty with each fault of its tags."""
    _done(name, ("check", name, data, kind))


def fill(name: str, data: bytes, kind: str, told: Told) -> bytes:
    """The template filled, as .docx. Raises what `check` does."""
    return bytes(_done(name, ("fill", name, data, kind, told)))


def show(data: bytes) -> Shown:
    """A Word file as it looks. Raises NoPicture where LibreOffice is missing or gives up, Invalid."""
    pdf, png = _done(_("Aperçu"), ("show", data), OFFICE)
    return Shown(pdf, png)


def drawn(name: str, data: bytes, alt: str) -> Logo:
    """A logo drawn anew from a PNG, a JPEG or an SVG. Raises Invalid."""
    png, width, height = _done(name, ("logo", name, data))
    return Logo(png, width, height, alt)


def _done(name: str, task: tuple[Any, ...], bounds: Bounds | None = None) -> Any:
    try:
        with slots.place():
            found = answer(CHILD, task, bounds or BOUNDS, ("portulan.plandoc", "portulan.reports.templates"))
    except slots.Busy as error:
        raise TryLater(said(error.sentence), "file") from error
    except Ended as error:
        raise Invalid(_ended(name, error.why), "file") from error
    match found:
        case ("done", made):
            return made
        case ("faulty", tuple(problems)):
            raise Faulty(_("« %(name)s » a des balises à corriger.") % {"name": name}, problems)
        case ("refused", str(sentence)):
            raise Invalid(said(sentence), "file")
        case ("no office",):
            raise NoPicture(_("LibreOffice n’est pas installé ici : téléchargez le document Word pour le voir."))
    raise Invalid(_ended(name, End.CRASH), "file")


def _ended(name: str, why: End) -> str:
    if why is End.TIME:
        return _(
            "« %(name)s » demande trop de temps : des boucles l’une dans l’autre parcourent sans doute tout le "
            "plan à chaque ligne. Allégez le modèle, puis déposez-le à nouveau."
        ) % {"name": name}
    return _(
        "« %(name)s » n’a pas pu être traité. Ouvrez-le dans Word, enregistrez-le sous un autre nom, puis "
        "déposez-le à nouveau."
    ) % {"name": name}
