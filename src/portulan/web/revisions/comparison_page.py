"""« Ce qui a changé » between two editions: a sentence, counts that lead to groups, each change as a redline."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.comparison.changes import Change, Field, Sort
from portulan.plandoc.comparison.redline import Part, Segment
from portulan.plandoc.comparison.slipping import chained
from portulan.plandoc.comparison.table import Kind
from portulan.plandoc.document import Action, PlanDocument
from portulan.plandoc.status import Status
from portulan.plans.queries.revisions import Edition
from portulan.web.imports.redlines import Line, Names, label, lines
from portulan.web.plan.addresses import address
from portulan.web.revisions import words
from portulan.web.revisions.page import name
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Cell:
    """Something that changed beside the text of a row."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row in one of the groups. `tone` is "ajout", "retrait" or "modif"; `address` is empty for what the plan
    does not have today."""

    anchor: str
    code: str
    name: str
    context: str
    address: str
    status: Status | None
    tone: str
    text: tuple[Line, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    anchor: str
    icon: str
    heading: str
    detail: str
    figure: str
    count: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    older: bool
    newer: bool


@dataclass(frozen=True, slots=True)
class Page:
    heading: str
    summary: str
    choices: tuple[Choice, ...]
    groups: tuple[Group, ...]
    unchanged: int
    same: bool
    word_address: str
    json_address: str
    registers: tuple[tuple[str, str], ...]


def comparison_page(
    older: Edition, newer: Edition, known: Sequence[Edition], statuses: Mapping[uuid.UUID, Status], slug: str
) -> Page:
    """The page of these two among `known`, the last of which is the plan as it stands; `statuses` are those of its
    actions."""
    before, after = chained([older.document, newer.document])
    found = words.told(before, after)
    rows = _Rows(before, after, found, Names(known[-1].document, after, before), statuses, slug)
    touched = {one.id for one in found if one.kind is Kind.ACTION}
    return Page(
        heading=_heading(older, newer),
        summary=words.summary_of(before, after, found),
        choices=tuple(Choice(name(one), _dated(one), one is older, one is newer) for one in reversed(known)),
        groups=tuple(rows.groups()),
        unchanged=sum(1 for one in after.actions() if one.id not in touched),
        same=older is newer,
        word_address=_address("revisions_tracked", slug, older, newer),
        json_address=_address("revisions_compared_json", slug, older, newer),
        registers=tuple(
            (label, _address("revisions_register", slug, older, newer, format))
            for format, label in (("pdf", _("PDF")), ("docx", _("Word")), ("xlsx", _("Excel")))
        ),
    )


def _address(page: str, slug: str, older: Edition, newer: Edition, *more: str) -> str:
    return f"{reverse(page, args=[slug, *more])}?de={name(older)}&a={name(newer)}"


def _heading(older: Edition, newer: Edition) -> str:
    said = {"older": older.label, "newer": newer.label}
    if not newer.id.int:
        return _("Ce qui a changé depuis « %(older)s »") % said
    return _("Ce qui a changé entre « %(older)s » et « %(newer)s »") % said


def _dated(edition: Edition) -> str:
    return f"{edition.label} ({ui.day(edition.on)})" if edition.id.int else edition.label


_GROUPS = (
    (Sort.ADDED, "ajouts", "plus"),
    (Sort.REMOVED, "retraits", "trash-2"),
    (Sort.REWORDED, "reformulees", "pencil"),
    (Sort.RESCHEDULED, "reportees", "calendar"),
    (Sort.REASSIGNED, "reattribuees", "users"),
    (Sort.RESULTS, "resultats", "target"),
    (Sort.OTHER, "autres", "ellipsis"),
)


class _Rows:
    """The changes gathered by sort and row."""

    def __init__(
        self,
        older: PlanDocument,
        newer: PlanDocument,
        found: Iterable[Change],
        names: Names,
        statuses: Mapping[uuid.UUID, Status],
        slug: str,
    ) -> None:
        self.names, self.statuses, self.slug = names, statuses, slug
        self.actions = {one.id: one for document in (older, newer) for one in document.actions()}
        self.held: dict[Sort, dict[tuple[Kind, str], list[Change]]] = {sort: {} for sort, _a, _i in _GROUPS}
        for one in found:
            sort = one.sort if one.sort in self.held else Sort.OTHER
            self.held[sort].setdefault((one.kind, one.id), []).append(one)

    def groups(self) -> Iterator[Group]:
        for sort, anchor, icon in _GROUPS:
            if held := self.held[sort]:
                rows = tuple(self.row(f"{anchor}-{at}", one) for at, one in enumerate(held.values(), 1))
                heading, figure = _said(sort, len(rows))
                yield Group(anchor, icon, heading, _counted(held), figure, len(rows), rows)

    def row(self, anchor: str, found: Sequence[Change]) -> Row:
        first = found[0]
        shown = self.names.row(first.kind, first.id)
        own = uuid.UUID(first.id) if first.kind is Kind.ACTION else None
        worded = [one for one in found if one.field in (Field.TEXT, Field.TITLE, Field.PRESENCE)]
        return Row(
            anchor=anchor,
            code=shown.code,
            name=shown.name,
            context=shown.context,
            address=address("action", self.slug, own) if own in self.statuses and own else "",
            status=self.statuses.get(own) if own else None,
            tone={Sort.ADDED: "ajout", Sort.REMOVED: "retrait"}.get(first.sort, "modif"),
            text=tuple(self.text(first, worded)),
            cells=tuple(self.cells(found, worded)),
        )

    def text(self, first: Change, worded: Sequence[Change]) -> Iterator[Line]:
        """The wording with what changed of it; as it stands where only other cells changed."""
        for one in worded:
            if one.field is Field.PRESENCE:
                row = one.before if one.after is None else one.after
                part = Part.REMOVED if one.after is None else Part.ADDED
                yield (Segment(part, row.text.plain if one.kind is Kind.ACTION else row.title.plain),)
            else:
                yield from lines(one.field, one.before, one.after, self.names)
        if not worded and first.kind is Kind.ACTION:
            yield (Segment(Part.KEPT, self.actions[first.id].text.plain),)

    def cells(self, found: Sequence[Change], worded: Sequence[Change]) -> Iterator[Cell]:
        for one in found:
            if one.field is Field.PRESENCE and isinstance(row := one.after or one.before, Action):
                yield from _facts(row)
            elif one not in worded:
                told = tuple(lines(one.field, one.before, one.after, self.names, one.place))
                yield Cell(label(one.kind, one.field), told)


def _facts(action: Action) -> Iterator[Cell]:
    """Who carries an action that came or went, and by when."""
    for field, text in (
        (Field.RESPONSIBLES, ", ".join(one.name for one in action.responsibles)),
        (Field.DEADLINE, action.deadline.text),
        (Field.RESULTS, "\u00a0; ".join(one.text.plain for one in action.expected_results)),
    ):
        if text:
            yield Cell(label(Kind.ACTION, field), ((Segment(Part.KEPT, text),),))


def _counted(held: Mapping[tuple[Kind, str], object]) -> str:
    """« 3 actions », « 2 actions, 1 objectif »."""
    kinds = [kind for kind, _own in held]
    actions, objectives = kinds.count(Kind.ACTION), kinds.count(Kind.OBJECTIVE)
    parts = []
    if actions:
        parts.append(ngettext("%(count)d action", "%(count)d actions", actions) % {"count": actions})
    if objectives:
        said = ngettext("%(count)d objectif", "%(count)d objectifs", objectives)
        parts.append(said % {"count": objectives})
    if Kind.PLAN in kinds:
        parts.append(_("le plan lui-même"))
    return ", ".join(parts)


def _said(sort: Sort, count: int) -> tuple[str, str]:
    """The heading of a group, and the word below its figure."""
    match sort:
        case Sort.ADDED:
            return _("Ajoutées"), ngettext("ajoutée", "ajoutées", count)
        case Sort.REMOVED:
            return _("Retirées"), ngettext("retirée", "retirées", count)
        case Sort.REWORDED:
            return _("Reformulées"), ngettext("reformulée", "reformulées", count)
        case Sort.RESCHEDULED:
            return _("Échéances changées"), ngettext("échéance changée", "échéances changées", count)
        case Sort.REASSIGNED:
            return _("Réattribuées"), ngettext("réattribuée", "réattribuées", count)
        case Sort.RESULTS:
            return _("Résultats attendus"), ngettext("résultats revus", "résultats revus", count)
    return _("Autres changements"), ngettext("autre changement", "autres changements", count)
