"""A draft to read: the plan as it would be, what differs marked; what the draft does; what moved meanwhile."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.drafts.queries import Work
from portulan.plandoc import drafting
from portulan.plandoc.comparison.changes import Change, Field, Sort, compared
from portulan.plandoc.comparison.merge import CellProposal
from portulan.plandoc.comparison.redline import Part, Segment
from portulan.plandoc.comparison.table import Kind
from portulan.plandoc.document import Action, Objective
from portulan.plans.commands.applying import APPLICABLE
from portulan.web.imports.redlines import Line, Names, label, lines, plainly
from portulan.web.revisions import words

Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Row:
    """An action, or the objective above it. Each cell is its lines, kept, removed and added. `tone` is "ajout",
    "retrait", "modif" or empty; `marks` say in words what differs; `gone`: it leaves the plan."""

    kind: Kind
    id: str
    anchor: str
    level: int
    title: str
    code: Line
    text: tuple[Line, ...]
    bodies: tuple[Line, ...]
    deadline: Line
    results: tuple[Line, ...]
    recommendations: tuple[Line, ...]
    tone: str
    marks: tuple[str, ...]
    reason: str
    gone: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A top objective with all that is below it, in reading order."""

    anchor: str
    head: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A cell that changed in the plan since the draft was made, or on both sides (`token`): from what the draft
    says to what the plan says; on both sides, from the plan to the draft."""

    name: str
    label: str
    lines: tuple[Line, ...]
    token: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`twice` are the codes that several actions have; `since` and `conflicts` what changed in the plan since."""

    summary: str
    changed: int
    sections: tuple[Section, ...]
    twice: tuple[str, ...]
    since: tuple[Met, ...]
    conflicts: tuple[Met, ...]
    since_sentence: str
    kept_back: tuple[str, ...]
    homeless: tuple[str, ...]
    seen: str
    version: int


def draft_page(work: Work) -> Page:
    """All that the page prints of the draft itself."""
    found = [one for one in compared(work.base, work.document) if one.field in APPLICABLE]
    rows = _Rows(work, found)
    names = Names(work.live, work.document, work.base)
    return Page(
        summary=_summary(work),
        changed=len({(one.kind, one.id) for one in found}),
        sections=tuple(rows.sections()),
        twice=tuple(code for code in drafting.twice(work.document) if code not in drafting.twice(work.base)),
        since=tuple(_met(one, names) for one in work.since),
        conflicts=tuple(_both(one, names) for one in work.conflicts),
        since_sentence=_since(work),
        kept_back=tuple(_named(names, one) for one in work.kept_back),
        homeless=tuple(_named(names, one) for one in work.homeless),
        seen=work.seen,
        version=work.version,
    )


def _summary(work: Work) -> str:
    """« 2 actions ajoutées, 1 retirée, 3 reformulées. »"""
    told = words.actions_changed(words.told(work.base, work.document))
    if not told:
        return _("Ce brouillon dit encore la même chose que le plan.")
    return _("Ce que ce brouillon change : %(told)s.") % {"told": told}


def _since(work: Work) -> str:
    """That the plan moved since the draft was made; empty when it did not."""
    rows = len({(one.kind, one.id) for one in (*work.since, *work.conflicts)})
    if not rows:
        return ""
    moved = ngettext(
        "%(n)d ligne du plan a changé depuis que ce brouillon a été ouvert.",
        "%(n)d lignes du plan ont changé depuis que ce brouillon a été ouvert.",
        rows,
    ) % {"n": rows}
    if not work.conflicts:
        return moved + " " + _("Rien ne se contredit : à l’adoption, ces changements restent.")
    asked = ngettext("%(n)d demande votre choix.", "%(n)d demandent votre choix.", len(work.conflicts))
    return moved + " " + asked % {"n": len(work.conflicts)}


def _named(names: Names, one: Change | CellProposal) -> str:
    shown = names.row(one.kind, one.id)
    return " ".join(filter(None, [shown.code, shown.name or shown.context]))


def _met(one: CellProposal, names: Names) -> Met:
    """What changed here: from what the draft still says to what stands."""
    told = tuple(lines(one.field, one.file, one.here, names, one.place))
    return Met(_named(names, one), label(one.kind, one.field), told)


def _both(one: CellProposal, names: Names) -> Met:
    return Met(
        _named(names, one),
        label(one.kind, one.field),
        tuple(lines(one.field, one.here, one.file, names, one.place)),
        one.token,
    )


class _Rows:
    """The rows of the draft in reading order, those that leave it where they were."""

    def __init__(self, work: Work, found: Iterable[Change]) -> None:
        self.work, self.names = work, Names(work.document, work.base)
        self.found: dict[Key, list[Change]] = {}
        for one in found:
            self.found.setdefault((one.kind, one.id), []).append(one)
        self.codes = {one.id: one.code or one.short_title for one in work.document.actions()}
        self.holders = {action.id: one for one in work.base.walk() for action in one.actions}
        self.above = {child.id: one for one in work.base.walk() for child in one.objectives}

    def sections(self) -> Iterator[Section]:
        shown = drafting.with_the_dropped(self.work.document, self.work.base)
        for rank, top in enumerate(shown.objectives, 1):
            head = self.row(top, 0)
            yield Section(f"o-{rank}", head, tuple(self.below(top, 1)))

    def below(self, objective: Objective, level: int) -> Iterator[Row]:
        for action in objective.actions:
            yield self.row(action, level)
        for child in objective.objectives:
            yield self.row(child, level)
            yield from self.below(child, level + 1)

    def row(self, one: Action | Objective, level: int) -> Row:
        kind = drafting.kind_of(one)
        found = {change.field: change for change in self.found.get((kind, one.id), ())}
        presence = found.get(Field.PRESENCE)
        whole = None if presence is None else Part.ADDED if presence.before is None else Part.REMOVED
        shown = _Cells(one, found, whole, self.names)
        return Row(
            kind=kind,
            id=one.id,
            anchor=f"{'a' if kind is Kind.ACTION else 'o'}-{one.id}",
            level=level,
            title=self._title(one),
            code=shown.code(),
            text=shown.cell(Field.TEXT if kind is Kind.ACTION else Field.TITLE),
            bodies=shown.cell(Field.RESPONSIBLES),
            deadline=shown.one(Field.DEADLINE),
            results=shown.cell(Field.RESULTS),
            recommendations=shown.cell(Field.RECOMMENDATIONS),
            tone="" if not found else "modif" if whole is None else "ajout" if whole is Part.ADDED else "retrait",
            marks=tuple(self._marks(one, found)),
            reason=self.work.reasons.get(one.id, "") if found else "",
            gone=whole is Part.REMOVED,
            empty=isinstance(one, Objective) and not one.objectives and not one.actions,
        )

    def _title(self, one: Action | Objective) -> str:
        plain = one.text.plain if isinstance(one, Action) else one.title.plain
        return " ".join(filter(None, [one.code, one.short_title or plain[:60]]))

    def _marks(self, one: Action | Objective, found: Mapping[Field, Change]) -> Iterator[str]:
        for field, change in found.items():
            if field is Field.PRESENCE and change.sort is Sort.REMOVED:
                yield self._left(one)
            elif field is Field.PLACE:
                yield self._moved(one, change)
            elif (said := _marked(field, change)) is not None:
                yield said

    def _left(self, one: Action | Objective) -> str:
        kept = self.work.merged.get(one.id)
        if kept in self.codes:
            return _("réunie à %(code)s") % {"code": self.codes[kept]}
        return _("retirée") if isinstance(one, Action) else _("retiré")

    def _moved(self, one: Action | Objective, change: Change) -> str:
        """« déplacée de 2.1 »; within one objective, « à une autre place »."""
        before = (self.holders if isinstance(one, Action) else self.above).get(one.id)
        if change.before.holder == change.after.holder or before is None:
            return _("à une autre place")
        where = before.code or before.short_title or before.title.plain
        said = _("déplacée de %(where)s") if isinstance(one, Action) else _("déplacé de %(where)s")
        return said % {"where": where}


def _marked(field: Field, change: Change) -> str | None:
    """What differs, in a word."""
    objective = change.kind is Kind.OBJECTIVE
    return {
        Field.PRESENCE: _("ajouté") if objective else _("ajoutée"),
        Field.CODE: _("renuméroté") if objective else _("renumérotée"),
        Field.TEXT: _("reformulée"),
        Field.TITLE: _("reformulé"),
        Field.SHORT_TITLE: _("autre intitulé court"),
        Field.LABEL: _("autre appellation"),
        Field.RESPONSIBLES: _("réattribuée"),
        Field.DEADLINE: _("autre échéance"),
        Field.RESULTS: _("résultats revus"),
        Field.RECOMMENDATIONS: _("recommandations revues"),
        Field.PRIORITY: _("autre priorité"),
    }.get(field)


class _Cells:
    """The cells of one row as lines: as they are, as they change, or all added or removed."""

    def __init__(
        self, row: Action | Objective, found: Mapping[Field, Change], whole: Part | None, names: Names
    ) -> None:
        self.row, self.found, self.whole, self.names = row, found, whole, names

    def code(self) -> Line:
        if (change := self.found.get(Field.CODE)) is not None:
            return _replaced(change.before, change.after)
        return self._plain(self.row.code)

    def one(self, field: Field) -> Line:
        if isinstance(self.row, Objective):
            return ()
        if (change := self.found.get(field)) is not None:
            return next(iter(lines(field, change.before, change.after, self.names)))
        return self._plain(self.row.deadline.text)

    def cell(self, field: Field) -> tuple[Line, ...]:
        if (change := self.found.get(field)) is not None:
            return tuple(lines(field, change.before, change.after, self.names))
        return tuple(self._plain(text) for text in self._texts(field))

    def _plain(self, text: str) -> Line:
        return (Segment(self.whole or Part.KEPT, text),) if text else ()

    def _texts(self, field: Field) -> Sequence[str]:
        if isinstance(self.row, Objective):
            return [self.row.title.plain] if field is Field.TITLE else []
        if field is Field.RESPONSIBLES:
            names = [plainly(field, (one,), self.names) for one in self.row.responsibles]
            return [", ".join(names)] if names else []
        if field is Field.RESULTS:
            return [one.text.plain for one in self.row.expected_results]
        if field is Field.RECOMMENDATIONS:
            return [", ".join(self.row.recommendations)] if self.row.recommendations else []
        return [self.row.text.plain]


def _replaced(before: str, after: str) -> Line:
    parts = [Segment(Part.REMOVED, before)] if before else []
    if before and after:
        parts.append(Segment(Part.KEPT, " "))
    return (*parts, Segment(Part.ADDED, after)) if after else tuple(parts)
