"""The register of changes from one revision to another: what changed, why, decided where and when."""

from collections.abc import Iterator
from dataclasses import dataclass

from portulan.reports.kinds.front import Front, columns, report, spoken
from portulan.typeset.page import (
    Block,
    Cell,
    Document,
    Heading,
    Look,
    Orientation,
    Paragraph,
    Row,
    Sheet,
    Table,
    paragraphs,
    plain,
)


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell: its name, what it was, what it is; empty where there was or is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Registered:
    """A row of the plan that changed. `sorts` says how, in words; `why`, `where` and `when` are empty where nobody
    said."""

    code: str
    name: str
    sorts: str
    changes: tuple[Changed, ...]
    why: tuple[str, ...] = ()
    where: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one objective, or what stands above them."""

    title: str
    rows: tuple[Registered, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """From the edition `older` to `newer`, as they are called; `lead` sums up."""

    front: Front
    older: str
    newer: str
    lead: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    columns: tuple[str, ...]
    flat: tuple[str, ...]
    summary: str
    none: str
    before: str
    after: str
    unsaid: str


def build(facts: Register) -> Document:
    """The register, in landscape, one table for each objective at the top."""
    said = words(facts.front.language)
    blocks = tuple(_blocks(facts, said))
    return report(facts.front, said.title, blocks, lead=facts.lead, orientation=Orientation.LANDSCAPE, depth=1)


def sheet(facts: Register) -> Sheet:
    """The same as one table: a line for each cell that changed."""
    said = words(facts.front.language)
    widths = (30.0, 12.0, 34.0, 22.0, 18.0, 50.0, 50.0, 44.0, 34.0, 16.0)
    rows = tuple(
        (
            section.title,
            row.code,
            row.name,
            row.sorts,
            one.label,
            one.before,
            one.after,
            "\n".join(row.why),
            row.where,
            row.when,
        )
        for section in facts.sections
        for row in section.rows
        for one in row.changes
    )
    return Sheet(said.title, columns(said.flat, widths), rows, facts.front.language)


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def _blocks(facts: Register, said: Words) -> Iterator[Block]:
    titled = columns(said.columns, (48.0, 104.0, 66.0, 47.0))
    if not facts.sections:
        yield Heading(1, plain(said.title))
        yield Paragraph(plain(said.none))
    for section in facts.sections:
        yield Heading(1, plain(section.title))
        yield Table(titled, tuple(_row(one, said) for one in section.rows), said.summary)


def _row(one: Registered, said: Words) -> Row:
    name = Paragraph(plain(" ".join(filter(None, [one.code, one.name])), strong=True))
    return Row(
        (
            Cell((name, Paragraph(plain(one.sorts), Look.MUTED)), heads=True),
            Cell(tuple(_told(one, said))),
            Cell(paragraphs(one.why or (said.unsaid,))),
            Cell(paragraphs([part for part in (one.where, one.when) if part] or [said.unsaid])),
        )
    )


def _told(one: Registered, said: Words) -> Iterator[Paragraph]:
    """Each cell: its name, what it was, what it is."""
    for change in one.changes:
        yield Paragraph(plain(change.label, strong=True))
        if change.before:
            yield Paragraph(plain(f"{said.before} {change.before}"), Look.MUTED)
        if change.after:
            yield Paragraph(plain(f"{said.after} {change.after}" if change.before else change.after))


_FRENCH = Words(
    title="Registre des modifications",
    columns=("Ligne du plan", "Ce qui change", "Pourquoi", "Décidé où et quand"),
    flat=("Objectif", "Code", "Ligne du plan", "Changement", "Case", "Avant", "Après", "Pourquoi", "Où", "Quand"),
    summary="Lignes du plan qui ont changé : ce qui change, pourquoi, où et quand cela s’est décidé",
    none="Rien n’a changé, mot pour mot.",
    before="Avant\u00a0:",
    after="Après\u00a0:",
    unsaid="–",
)
_ENGLISH = Words(
    title="Register of changes",
    columns=("Row of the plan", "What changes", "Why", "Decided where and when"),
    flat=("Objective", "Code", "Row of the plan", "Change", "Cell", "Before", "After", "Why", "Where", "When"),
    summary="Rows of the plan that changed: what changes, why, where and when it was decided",
    none="Nothing changed, word for word.",
    before="Before:",
    after="After:",
    unsaid="–",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
