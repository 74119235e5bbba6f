"""What each column of a file is taken for, in words: its title, samples, role, and how sure that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portulan.imports import rules
from portulan.imports.models import Import
from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.findings import ColumnReading, PlanTable
from portulan.plandoc.recognition.mapping import keyed
from portulan.plandoc.text import fold
from portulan.shared.speech import said
from portulan.web.imports.recognised import facts
from portulan.web.templatetags import ui

ROLES = {
    columns.OBJECTIVE: gettext_lazy("Objectif"),
    columns.ACTION: gettext_lazy("Action"),
    columns.RESPONSIBLE: gettext_lazy("Responsables"),
    columns.ASSOCIATE: gettext_lazy("Partenaires associés"),
    columns.DEADLINE: gettext_lazy("Échéance"),
    columns.RESULT: gettext_lazy("Résultats attendus"),
    columns.RECOMMENDATION: gettext_lazy("Recommandations"),
    columns.PRIORITY: gettext_lazy("Priorité"),
    columns.STATE: gettext_lazy("État"),
    columns.CODE: gettext_lazy("Code de l’action"),
    columns.EXTRA: gettext_lazy("Garder tel quel sous son titre"),
}
_REASONS = {
    "titre et contenu": gettext_lazy("son titre et son contenu le disent"),
    "titre": gettext_lazy("son titre le dit"),
    "contenu": gettext_lazy("son contenu le laisse penser"),
    "tableau sans lignes tracées": gettext_lazy("ce tableau n’a pas de lignes tracées"),
    "aucun rôle reconnu": gettext_lazy("ni son titre ni son contenu ne disent un rôle"),
}
_VERY_SURE = 0.9
_SAMPLE = 90


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the role is: `level` is "sure", "likely", "unsure" or "told"; said in a word, with its reason."""

    level: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column to be mapped; `number` counts from 1 on the page, `key` tells it from the others."""

    number: int
    key: str
    title: str
    samples: tuple[str, ...]
    role: str
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the excerpt, and the number of its column on the page."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The first rows of a table of the document."""

    place: str
    titles: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A table in which people may see the plan."""

    place: str
    detail: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The whole page. `counts` says what the plan holds when it is read so; `choices` are the tables of a file in
    which no plan was found."""

    choices: tuple[Choice, ...]
    columns: tuple[Column, ...]
    excerpts: tuple[Excerpt, ...]
    roles: tuple[tuple[str, str], ...]
    lead: str
    counts: str


def columns_of(opened: Import, chosen: Mapping[str, str]) -> Columns:
    """The columns of an import as they are read now, with the roles that were `chosen` but could not be read."""
    told = rules.told_from_json(opened.mapping)
    tables, lacking = rules.shown_tables(opened.reading, told), rules.lacks_plan(opened.reading)
    found = tuple(_column(number, key, one, told) for number, (key, one) in enumerate(keyed(tables), 1))
    numbers = {fold(one.key): one.number for one in found}
    return Columns(
        choices=tuple(_choice(one, told) for one in rules.choices_of(opened.reading)),
        columns=tuple(replace(one, role=chosen.get(one.key, one.role)) for one in found),
        excerpts=tuple(_excerpt(one, numbers) for one in tables),
        roles=tuple((role, str(label)) for role, label in ROLES.items()),
        lead=_lead_by_hand(found) if lacking else _lead(found, told),
        counts="" if lacking else _counts(opened),
    )


def line(opened: Import) -> str:
    """What the review says of the columns: « Les six colonnes sont reconnues. »; empty for older readings."""
    count, told = len(list(keyed(rules.tables_of(opened.reading)))), rules.told_from_json(opened.mapping)
    if not count:
        return ""
    if told.remembered:
        return _("Colonnes lues comme la dernière fois.")
    if told.settled:
        return _("Colonnes lues comme vous l’avez dit.")
    return ngettext("La colonne est reconnue.", "Les %(count)s colonnes sont reconnues.", count) % {
        "count": ui.words(count, "f")
    }


def _column(number: int, key: str, one: ColumnReading, told: rules.Told) -> Column:
    title = one.title or _("Colonne %(number)d, sans titre") % {"number": one.column + 1}
    samples = tuple(Truncator(text).chars(_SAMPLE) for text in one.samples[:3])
    return Column(number, key, title, samples, one.role, _sureness(one, key in told.roles, told.remembered))


def _sureness(one: ColumnReading, told: bool, remembered: bool) -> Sureness:
    if told and remembered:
        return Sureness("told", _("comme la dernière fois"), "")
    if told:
        return Sureness("told", _("choisi par vous"), "")
    reason = str(_REASONS.get(str(one.reason), said(one.reason)))
    if one.role == columns.EXTRA and one.confidence >= columns.SURE:
        reason = _("rien dans un plan n’y correspond")
    if one.confidence >= _VERY_SURE:
        reason = _("son contenu le dit") if one.reason == "contenu" else reason
        return Sureness("sure", _("sûr"), reason)
    if one.confidence >= columns.SURE or not one.samples:
        return Sureness("likely", _("probable"), reason)
    return Sureness("unsure", _("à confirmer"), reason)


def _choice(one: PlanTable, told: rules.Told) -> Choice:
    titles = Truncator(", ".join(filter(None, (each.title for each in one.columns)))).chars(_SAMPLE)
    rows = ngettext("%(count)d ligne", "%(count)d lignes", one.length) % {"count": one.length}
    return Choice(said(one.place) or _("tableau"), f"{rows} · {titles}" if titles else rows, one.key == told.table)


def _lead_by_hand(found: tuple[Column, ...]) -> str:
    """Where no plan was found."""
    if any(one.role == columns.ACTION for one in found):
        return _(
            "Portulan n’a pas reconnu de plan d’action dans ce document. Si vous en voyez un, confirmez ce que "
            "contient chaque colonne : il sera lu ainsi."
        )
    return _(
        "Portulan n’a pas reconnu de plan d’action dans ce document. Si vous en voyez un, dites quelle colonne "
        "donne les actions : il est relu aussitôt."
    )


def _lead(found: tuple[Column, ...], told: rules.Told) -> str:
    unsure = sum(1 for one in found if one.sureness.level == "unsure")
    if unsure:
        return ngettext(
            "Une colonne est à confirmer : ni son titre ni son contenu ne suffisent à dire ce qu’elle contient.",
            "%(count)s colonnes sont à confirmer : leurs titres et leur contenu ne suffisent pas à dire ce "
            "qu’elles contiennent.",
            unsure,
        ) % {"count": ui.words(unsure, "f").capitalize()}
    if told.roles:
        return _("Tout est lu comme vous l’avez dit. Changez un rôle, et le document est relu aussitôt.")
    return _("Toutes sont reconnues. Changez un rôle, et le document est relu aussitôt.")


def _counts(opened: Import) -> str:
    """« Lu ainsi : 5 objectifs, 52 actions, 75 résultats attendus ; 4 doutes. »"""
    found = rules.reading_from_json(opened.reading)
    counted = ", ".join(f"{one.count}\u00a0{one.label}" for one in facts(found.document, found))
    return _("Lu ainsi : %(counts)s.") % {"counts": counted}


def _excerpt(table: PlanTable, numbers: dict[str, int]) -> Excerpt:
    of_column = list(_numbers(table, numbers))
    titles = tuple(Cell(one.title, number) for one, number in zip(table.columns, of_column, strict=True))
    rows = (zip(row, of_column, strict=False) for row in table.rows)
    return Excerpt(
        said(table.place), titles, tuple(tuple(Cell(text, number) for text, number in row) for row in rows)
    )


def _numbers(table: PlanTable, numbers: dict[str, int]) -> Iterator[int]:
    own = {one.column: numbers.get(fold(key), 0) for key, one in keyed([table])}
    for one in table.columns:
        yield own.get(one.column, 0)
