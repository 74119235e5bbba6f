"""Cells of a plan as redlines: each line what stays, what goes, what comes; and the same in plain words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portulan.plandoc.comparison.changes import Field
from portulan.plandoc.comparison.redline import Part, Segment, redline
from portulan.plandoc.comparison.table import Kind, Place
from portulan.plandoc.document import Action, ExpectedResult, Objective, PlanDocument
from portulan.plans.models import Priority, ResultKind

Line = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as a margin names it."""

    code: str
    name: str
    context: str = ""


class Names:
    """How the rows of some documents are named: as the first one that has them does."""

    def __init__(self, *documents: PlanDocument) -> None:
        last_first = documents[::-1]
        self.plan = documents[0].title
        self.objectives = {one.id: one for document in last_first for one in document.walk()}
        self.actions = {one.id: one for document in last_first for one in document.actions()}
        self.holders = {
            action.id: one for document in last_first for one in document.walk() for action in one.actions
        }

    def row(self, kind: Kind, own: str) -> Shown:
        if kind is Kind.PLAN:
            return Shown("", _("Le plan lui-même"), self.plan)
        if kind is Kind.OBJECTIVE:
            objective = self.objectives[own]
            return Shown(objective.code, objective.short_title or objective.title.plain, _("Objectif"))
        action, holder = self.actions[own], self.holders.get(own)
        return Shown(action.code, action.short_title or "", self._objective(holder) if holder else "")

    def place(self, place: Place | None) -> str:
        """« 2.1 Soutenir les acteurs, après 2.1.2 »."""
        if place is None:
            return ""
        holder = self.objectives.get(place.holder)
        where = self._objective(holder) if holder else _("En tête du plan")
        before: Any = self.actions.get(place.after) or self.objectives.get(place.after)
        if not place.after or before is None:
            return _("%(where)s, en premier") % {"where": where}
        return _("%(where)s, après %(row)s") % {"where": where, "row": before.code or before.short_title}

    def _objective(self, one: Objective) -> str:
        return " ".join(filter(None, (one.code, one.short_title or one.title.plain)))


def lines(field: Field, here: Any, file: Any, names: Names, place: Place | None = None) -> Iterator[Line]:
    """From what stands here to what the file says."""
    if field is Field.PRESENCE:
        part, row = (Part.ADDED, file) if here is None else (Part.REMOVED, here)
        for text in [*_row(row), *([names.place(place)] if place and here is None else [])]:
            yield (Segment(part, text),)
    elif field in (Field.TEXT, Field.TITLE) and not isinstance(here, str):
        stressed = here.plain == file.plain
        yield redline(*((one.marked() if stressed else one.plain) for one in (here, file)))
    elif field is Field.RESULTS:
        yield from _results(here, file)
    elif (listed := _LISTED.get(field)) is not None:
        yield from _listed(listed(here), listed(file))
    elif field in (Field.TITLE, Field.ORGANISATION):
        yield redline(here, file)
    else:
        yield tuple(_whole(_one(field, here, names), _one(field, file, names)))


def since(field: Field, base: Any, side: Any, names: Names) -> Iterator[Line]:
    """What a side made of the cell since the base; in plain words where one of them has none."""
    if base is None or side is None or field in (Field.PRESENCE, Field.PLACE):
        yield (Segment(Part.KEPT, plainly(field, side, names)),)
    else:
        yield from lines(field, base, side, names)


def plainly(field: Field, value: Any, names: Names) -> str:
    """The cell in words; a dash where there is nothing."""
    if value is None:
        return _("n’y est pas")
    if field is Field.PRESENCE:
        return next(iter(_row(value)))
    if field is Field.RESULTS:
        return " ; ".join(one.text.plain for one in value) or "—"
    if (listed := _LISTED.get(field)) is not None:
        return " ; ".join(listed(value)) or "—"
    return _one(field, value, names) or "—"


def _row(row: Action | Objective) -> list[str]:
    """A whole row: its text, then its bodies, its deadline, its results."""
    if isinstance(row, Objective):
        return [row.title.plain]
    rest = [", ".join(one.name for one in row.responsibles), row.deadline.text]
    return [row.text.plain, " · ".join(filter(None, rest)), *(one.text.plain for one in row.expected_results)]


def _one(field: Field, value: Any, names: Names) -> str:
    match field:
        case Field.PLACE:
            return names.place(value)
        case Field.DEADLINE:
            return str(value.text)
        case Field.PRIORITY:
            return str(Priority(value).label)
    return str(value)


_LISTED: dict[Field, Callable[[Any], list[str]]] = {
    Field.RESPONSIBLES: lambda value: [
        one.name if one.role == "pilot" else _("%(name)s (associé)") % {"name": one.name} for one in value
    ],
    Field.RECOMMENDATIONS: list,
    Field.ACRONYMS: lambda value: [f"{name}\u00a0: {full}" for name, full in value.items()],
}


def _whole(before: str, after: str) -> Iterator[Segment]:
    if before:
        yield Segment(Part.REMOVED, before)
    if before and after:
        yield Segment(Part.KEPT, " → ")
    if after:
        yield Segment(Part.ADDED, after)


def _listed(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """One line for each item: those that stay, those that go, those that come; one line where only their order
    changed."""
    if sorted(before) == sorted(after):
        yield tuple(_whole(", ".join(before), ", ".join(after)))
        return
    for one in before:
        yield (Segment(Part.KEPT if one in after else Part.REMOVED, one),)
    for one in after:
        if one not in before:
            yield (Segment(Part.ADDED, one),)


def _results(before: Iterable[ExpectedResult], after: Iterable[ExpectedResult]) -> Iterator[Line]:
    """Each result with what became of it, its kind where that changed."""
    was = {one.id: one for one in before}
    now = {one.id: one for one in after}
    if was.keys() == now.keys() and list(was) != list(now):
        yield (Segment(Part.ADDED, _("Dans un autre ordre")),)
    for own, one in now.items():
        known = was.get(own)
        kinds = _kinds(known, one) if known is not None and known.kind != one.kind else ()
        yield (*redline(known.text.plain if known is not None else "", one.text.plain), *kinds)
    for own, one in was.items():
        if own not in now:
            yield (Segment(Part.REMOVED, one.text.plain),)


def _kinds(before: ExpectedResult, after: ExpectedResult) -> Line:
    labels = [str(ResultKind(one.kind).label) for one in (before, after)]
    return (Segment(Part.KEPT, " · "), *_whole(*labels))


def label(kind: Kind, field: Field) -> str:
    """What a cell is called on a page."""
    if field is Field.PRESENCE:
        return _("Action") if kind is Kind.ACTION else _("Objectif")
    return {
        Field.PLACE: _("Place"),
        Field.TITLE: _("Titre") if kind is Kind.PLAN else _("Intitulé"),
        Field.PERIOD: _("Période"),
        Field.EDITION: _("Version"),
        Field.ORGANISATION: _("Organisation"),
        Field.ACRONYMS: _("Sigles"),
        Field.LABEL: _("Appellation"),
        Field.CODE: _("Code"),
        Field.TEXT: _("Libellé"),
        Field.SHORT_TITLE: _("Intitulé court"),
        Field.RESPONSIBLES: _("Responsables"),
        Field.DEADLINE: _("Échéance"),
        Field.RESULTS: _("Résultats attendus"),
        Field.RECOMMENDATIONS: _("Recommandations"),
        Field.PRIORITY: _("Priorité"),
    }.get(field, "")
