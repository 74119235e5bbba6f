"""What a draft does to the load of bodies and to the recommendations: before and after, what differs first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.academic_year import AcademicYear, Boundary
from portulan.plandoc.advice import TOO_MANY
from portulan.plandoc.coverage import coverage, written
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.load import Loads, loads
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class LoadCell:
    """How many actions a body has still to do in a year. `heavy`: it is much for one year."""

    before: int
    after: int
    heavy: bool

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class LoadRow:
    name: str
    cells: tuple[LoadCell, ...]
    before: int
    after: int

    @property
    def changed(self) -> bool:
        return any(cell.changed for cell in self.cells) or self.before != self.after


@dataclass(frozen=True, slots=True)
class LoadTable:
    """`rows` are the bodies whose load changes, `others` those whose load does not."""

    sentence: str
    columns: tuple[str, ...]
    rows: tuple[LoadRow, ...]
    others: tuple[LoadRow, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A recommendation whose answers change; `lost` once no action answers it any more."""

    number: str
    text: str
    before: str
    after: str
    lost: bool


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """`sentence` says all of it; `rows` hold what differs."""

    sentence: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation and the actions tied to it. `key` names it among all evaluations; `latest`: it is of the
    last one, whose numbers the plan cites."""

    key: str
    number: str
    text: str
    actions: tuple[str, ...]
    latest: bool = True


def load_table(
    base: PlanDocument,
    document: PlanDocument,
    boundary: Boundary,
    labels: Mapping[str, str],
    now: AcademicYear,
) -> LoadTable:
    """The load in both; `labels` gives the body of each spelling."""
    before, after = (loads(one, boundary, lambda name: labels.get(name, name)) for one in (base, document))
    years = _years(base, document, before, after)
    rows = [_row(body, before, after, years, now) for body in dict.fromkeys((*before.bodies, *after.bodies))]
    changed = tuple(one for one in rows if one.changed)
    return LoadTable(
        _load_sentence(changed),
        (*(one.short for one in years), _("En continu")),
        changed,
        tuple(one for one in rows if not one.changed),
    )


def _years(base: PlanDocument, document: PlanDocument, *found: Loads) -> tuple[AcademicYear, ...]:
    """Those of the plan, and those in which something is due."""
    due = {year for one in found for _body, year in one.counts if year is not None}
    for period in (base.period, document.period):
        if period.starts is not None and period.ends is not None:
            due |= {AcademicYear(first) for first in range(period.starts, period.ends + 1)}
    return tuple(sorted(due, key=lambda one: one.first))


def _row(body: str, before: Loads, after: Loads, years: Sequence[AcademicYear], now: AcademicYear) -> LoadRow:
    cells = []
    for year in (*years, None):
        was, becomes = before.of(body, year), after.of(body, year)
        heavy = year is not None and year >= now and becomes >= TOO_MANY
        cells.append(LoadCell(was, becomes, heavy))
    return LoadRow(ui.typo(body), tuple(cells), before.total(body), after.total(body))


def _load_sentence(changed: Sequence[LoadRow]) -> str:
    if not changed:
        return _("La charge des instances ne change pas.")
    more = sum(1 for row in changed if row.after > row.before)
    less = sum(1 for row in changed if row.after < row.before)
    heavy = sum(1 for row in changed for cell in row.cells if cell.heavy and cell.changed)
    same = len(changed) - more - less
    parts = [
        ngettext("%(n)d instance porte plus", "%(n)d instances portent plus", more) % {"n": more},
        ngettext("%(n)d instance porte moins", "%(n)d instances portent moins", less) % {"n": less},
        ngettext("%(n)d instance autrement répartie", "%(n)d instances autrement réparties", same) % {"n": same},
    ]
    sentence = ", ".join(part for part, count in zip(parts, (more, less, same), strict=True) if count) + "."
    if not heavy:
        return sentence
    said = ngettext("%(n)d année touchée est lourde.", "%(n)d années touchées sont lourdes.", heavy)
    return f"{sentence} {said % {'n': heavy}}"


def coverage_table(
    base: PlanDocument, document: PlanDocument, known: Sequence[Recommended], merged: Mapping[str, str]
) -> CoverageTable:
    """The recommendations of the evaluations; of a plan without any, the references that its actions write."""
    if not known:
        return _references(base, document)
    ties = {one.key: one.actions for one in known}
    by_key, numbers = {one.key: one for one in known}, {one.number: one.key for one in known if one.latest}
    before = {one.key: one.actions for one in coverage(base, ties, None, numbers)}
    after = {one.key: one.actions for one in coverage(document, ties, merged, numbers)}
    codes = [_codes(one) for one in (base, document)]
    rows = [
        CoverageRow(
            by_key[key].number,
            by_key[key].text,
            _listed(before[key], codes[0]),
            _listed(after[key], codes[1]),
            bool(before[key]) and not after[key],
        )
        for key in ties
        if before[key] != after[key]
    ]
    counts = [sum(1 for one in found.values() if one) for found in (before, after)]
    return CoverageTable(_coverage_sentence(len(known), *counts), tuple(rows))


def _references(base: PlanDocument, document: PlanDocument) -> CoverageTable:
    before, after = written(base), written(document)
    rows = [
        CoverageRow("", ui.typo(one), _actions(was), _actions(becomes), not becomes)
        for one in dict.fromkeys((*before, *after))
        if (was := before.get(one, 0)) != (becomes := after.get(one, 0))
    ]
    if not before and not after:
        return CoverageTable(_("Aucune action ne cite de recommandation."), ())
    if not rows:
        return CoverageTable(_("Les actions citent les mêmes recommandations qu’avant."), ())
    sentence = _("Le plan n’a pas encore de rapport d’évaluation : voici ce que citent les actions.")
    return CoverageTable(sentence, tuple(rows))


def _coverage_sentence(total: int, before: int, after: int) -> str:
    said = {"total": total, "before": before, "after": after}
    if before == after:
        return (
            ngettext(
                "%(after)d recommandation sur %(total)d a une action, comme avant.",
                "%(after)d recommandations sur %(total)d ont une action, comme avant.",
                after,
            )
            % said
        )
    return (
        ngettext(
            "%(after)d recommandation sur %(total)d aurait une action ; avant : %(before)d.",
            "%(after)d recommandations sur %(total)d auraient une action ; avant : %(before)d.",
            after,
        )
        % said
    )


def _codes(document: PlanDocument) -> Mapping[str, str]:
    return {one.id: one.code or one.short_title for one in document.actions()}


def _listed(actions: Iterable[str], codes: Mapping[str, str]) -> str:
    return ", ".join(_known(actions, codes)) or _("aucune action")


def _known(actions: Iterable[str], codes: Mapping[str, str]) -> Iterator[str]:
    return (codes[own] for own in actions if own in codes)


def _actions(count: int) -> str:
    return ngettext("%(n)d action", "%(n)d actions", count) % {"n": count} if count else _("aucune action")
