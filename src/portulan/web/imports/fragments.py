"""« Rien n’est perdu »: the texts that fit nowhere in the plan, those of one place together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.imports.rules import Decisions, Fate
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading.source import Place
from portulan.plandoc.recognition.findings import Leftover, Recognition
from portulan.shared.speech import said


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text that fits nowhere, and what becomes of it."""

    rank: int
    leftover: Leftover
    fate: Fate | None
    may_be_organisation: bool

    @property
    def where(self) -> str:
        """Its place, and why it is left, each said once."""
        return " · ".join(dict.fromkeys(filter(None, (said(self.leftover.place), said(self.leftover.note)))))


@dataclass(frozen=True, slots=True)
class Group:
    """The texts of one place that are left for one reason. `fate` is what becomes of them all, None where that
    differs or is open."""

    place: Place
    note: str
    fragments: tuple[Fragment, ...]
    fate: Fate | None
    count: str

    @property
    def ranks(self) -> tuple[int, ...]:
        return tuple(one.rank for one in self.fragments)


@dataclass(frozen=True, slots=True)
class Fragments:
    """All of them, under their heading."""

    heading: str
    groups: tuple[Group, ...]


def fragments_of(found: Recognition, decided: Decisions) -> Fragments:
    texts = [
        Fragment(rank, one, decided.fates.get(rank), _may_be_organisation(one, found.document))
        for rank, one in enumerate(found.leftovers)
        if one.nature == "text"
    ]
    return Fragments(_heading(len(texts)), tuple(_groups(texts)))


def ranks_with(found: Recognition, decided: Decisions, rank: int) -> tuple[int, ...]:
    """The ranks of the texts that stand in the group of this one; none for a rank that is no text."""
    groups = fragments_of(found, decided).groups
    return next((one.ranks for one in groups if rank in one.ranks), ())


def _groups(texts: Sequence[Fragment]) -> Iterator[Group]:
    for (_note, place), own in groupby(texts, lambda one: (str(one.leftover.note), _around(one.leftover.place))):
        together = tuple(own)
        fates = {one.fate for one in together}
        count = ngettext("%(count)d texte", "%(count)d textes", len(together)) % {"count": len(together)}
        yield Group(place, together[0].leftover.note, together, fates.pop() if len(fates) == 1 else None, count)


def _around(place: Place) -> Place:
    """The table, the sheet or the part of the file that it stands in."""
    return Place(place.part, 0 if place.table else place.page, table=place.table, sheet=place.sheet)


def _heading(count: int) -> str:
    if not count:
        return _("Rien n’est perdu\u00a0: tout le texte a trouvé sa place")
    return ngettext(
        "Rien n’est perdu\u00a0: %(count)d fragment non classé",
        "Rien n’est perdu\u00a0: %(count)d fragments non classés",
        count,
    ) % {"count": count}


def _may_be_organisation(leftover: Leftover, document: PlanDocument) -> bool:
    """A short text outside the tables, where the plan has not said whose it is."""
    return not document.organisation and not leftover.place.table and 3 < len(leftover.text.strip()) <= 120
