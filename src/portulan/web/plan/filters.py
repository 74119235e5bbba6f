"""The filters of the plan, as they stand in the address: `?q=…&responsable=CEP&statut=retard`."""

import re
from dataclasses import dataclass, fields, replace
from typing import Protocol
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.deadline import Deadline, DeadlineKind
from portulan.plandoc.document import Priority
from portulan.plandoc.status import Status
from portulan.plandoc.text import Wording, fold
from portulan.tracking.queries import PlanView, TrackedAction

NOBODY, CONTINUOUS, NO_DEADLINE, UNCLEAR, ANY = "aucun", "continu", "aucune", "autre", "toutes"
PRIORITIES = {
    "haute": Priority.HIGH,
    "moyenne": Priority.MEDIUM,
    "limitee": Priority.LOW,
    "asituer": Priority.UNSET,
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; the field names are those of the address, empty where nothing was asked."""

    q: str = ""
    responsable: str = ""
    echeance: str = ""
    statut: str = ""
    recommandation: str = ""
    priorite: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """From an address. A status or a priority that does not exist filters nothing."""
        asked = cls(**{one.name: query.get(one.name, "").strip()[:200] for one in fields(cls)})
        return replace(
            asked,
            statut=asked.statut if asked.statut in set(Status) else "",
            priorite=asked.priorite if asked.priorite in PRIORITIES else "",
        )

    def set_ones(self) -> dict[str, str]:
        """The filters that are set, by their name in the address."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}

    def address(self, *, without: str = "") -> str:
        """The query of the page under these filters, one of them taken away if asked; begins with "?"."""
        return "?" + urlencode({name: value for name, value in self.set_ones().items() if name != without})

    def keep(self, plan: PlanView) -> tuple[TrackedAction, ...]:
        """The actions that answer all of them, in reading order."""
        if not self.set_ones():
            return plan.actions
        words = fold(self.q).split()
        return tuple(
            action for action in plan.actions if self._answers(action, plan.boundary) and _holds(action, words)
        )

    def _answers(self, action: TrackedAction, boundary: Boundary) -> bool:
        row, bodies = action.row, {body.label for body in action.row.bodies}
        return (
            (not self.statut or action.status == self.statut)
            and (not self.responsable or self.responsable in (bodies or {NOBODY}))
            and (not self.echeance or deadline_key(row.deadline, boundary) == self.echeance)
            and (not self.priorite or row.priority == PRIORITIES[self.priorite])
            and (
                not self.recommandation
                or self.recommandation in row.recommendations
                or (self.recommandation == ANY and bool(row.recommendations))
            )
        )


class Asked(Protocol):
    """What an address asks for: its values are attributes, by their name in the address."""

    def set_ones(self) -> dict[str, str]: ...

    def address(self, *, without: str = "") -> str: ...


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Select:
    """One list of the filter form; `all_label` is the choice that filters nothing."""

    name: str
    label: str
    all_label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Active:
    """A filter that is set, and the address without it."""

    label: str
    address: str


def selects(asked: Filters, plan: PlanView) -> tuple[Select, ...]:
    """The lists of the form, with what this plan holds."""
    return (
        select("responsable", _("Responsable"), _("Tous"), _bodies(plan), asked),
        select("echeance", _("Échéance"), _("Toutes"), _deadlines(plan), asked),
        select("statut", _("Statut"), _("Tous"), [(one.value, _(one.label)) for one in Status], asked),
        select("recommandation", _("Recommandation"), _("Toutes"), _recommendations(plan), asked),
        select("priorite", _("Priorité"), _("Toutes"), priorities(), asked),
    )


def active(asked: "Asked", lists: tuple[Select, ...]) -> list[Active]:
    """What is set, in words, each with the way to take it off."""
    labels = {one.name: choice.label for one in lists for choice in one.choices if choice.selected}
    return [
        Active(_("« %(words)s »") % {"words": value} if name == "q" else labels.get(name, value),
               asked.address(without=name))
        for name, value in asked.set_ones().items()
    ]  # fmt: skip


def priorities() -> list[tuple[str, str]]:
    """The words of the address for priorities, and their labels."""
    return [
        ("haute", _("Haute")),
        ("moyenne", _("Moyenne")),
        ("limitee", _("Limitée")),
        ("asituer", _("À situer")),
    ]


def deadline_key(deadline: Deadline, boundary: Boundary) -> str:
    """How the address names a deadline: "2026-2027", "continu", "aucune" or "autre"."""
    if year := deadline.year(boundary):
        return year.long
    if deadline.kind is DeadlineKind.CONTINUOUS:
        return CONTINUOUS
    return NO_DEADLINE if deadline.kind is DeadlineKind.NONE else UNCLEAR


_CODE = re.compile(r"\d+(\.\d+)+\.?")


def _holds(action: TrackedAction, words: list[str]) -> bool:
    """Whether it holds every word; one that is written as a code is the beginning of its code."""
    code, others = fold(action.row.code), [word for word in words if not _CODE.fullmatch(word)]
    if not all(code.startswith(word) for word in words if word not in others):
        return False
    hay = haystack(action) if others else ""
    return all(word in hay for word in others)


def haystack(action: TrackedAction) -> str:
    """All the words by which an action may be looked for, folded."""
    row = action.row
    pieces = [row.code, Wording.from_marked(row.text).plain, row.short_title, *row.recommendations]
    pieces += [Wording.from_marked(one.text).plain for one in row.results]
    for body in row.bodies:
        pieces += [body.name, body.acronym, body.written]
    return fold(" ".join(pieces))


def select(name: str, label: str, all_label: str, choices: list[tuple[str, str]], asked: "Asked") -> Select:
    """A list of the form; what the address asks for is among its choices, even when nothing has it."""
    wanted = getattr(asked, name)
    if wanted and wanted not in dict(choices):
        choices = [*choices, (wanted, wanted)]
    return Select(name, label, all_label, tuple(Choice(value, text, value == wanted) for value, text in choices))


def _bodies(plan: PlanView) -> list[tuple[str, str]]:
    """Bodies that meet first, then posts."""
    bodies = {body.label: body for action in plan.actions for body in action.row.bodies}
    in_order = sorted(bodies.values(), key=lambda body: (not body.is_instance, fold(body.label)))
    return [*((body.label, body.label.replace("'", "’")) for body in in_order), (NOBODY, _("À désigner"))]


def _deadlines(plan: PlanView) -> list[tuple[str, str]]:
    found = {deadline_key(action.row.deadline, plan.boundary) for action in plan.actions}
    facts = plan.facts
    if facts.starts is not None and facts.ends is not None:
        found |= {AcademicYear(first).long for first in range(facts.starts, facts.ends + 1)}
    others = {CONTINUOUS: _("En continu"), NO_DEADLINE: _("Sans échéance"), UNCLEAR: _("À préciser")}
    years = sorted(found - set(others))
    return [*((year, year) for year in years), *((key, label) for key, label in others.items() if key in found)]


def _recommendations(plan: PlanView) -> list[tuple[str, str]]:
    found = dict.fromkeys(ref for action in plan.actions for ref in action.row.recommendations)
    return [(ANY, _("Avec recommandation")), *((ref, ref) for ref in found)] if found else []
