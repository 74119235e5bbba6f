"""The dossier for the experts: for each recommendation what was decided, done, proved, postponed; its annexes."""

from collections.abc import Iterator
from dataclasses import dataclass

from portulan.plandoc.text import Wording
from portulan.reports.kinds.front import Front, columns, report, spoken
from portulan.reports.kinds.plan import coded
from portulan.typeset.page import (
    Block,
    Cell,
    Document,
    Heading,
    Look,
    Orientation,
    Paragraph,
    Row,
    Run,
    Table,
    paragraphs,
    plain,
)


@dataclass(frozen=True, slots=True)
class Told:
    """An action as the experts read it: lines of what was decided, done, proved (by which annexes), postponed."""

    code: str
    text: Wording
    standing: str
    decided: tuple[str, ...]
    done: tuple[str, ...]
    proved: tuple[str, ...]
    postponed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation; `about` says its axis and page, `answer` and `reason` what is made of it."""

    number: str
    text: str
    about: str
    answer: str
    reason: str
    actions: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """An evaluation and its recommendations."""

    title: str
    about: str
    recommendations: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """A proof that goes with the dossier, under its number."""

    number: str
    title: str
    kind: str
    day: str
    actions: tuple[str, ...]
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Dossier:
    front: Front
    lead: str
    chapters: tuple[Chapter, ...]
    annexes: tuple[Annex, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the dossier adds to the words of the plan and of the agency."""

    title: str
    recommendation: str
    columns: tuple[str, ...]
    summary: str
    unanswered: str
    no_action: str
    annexes: str
    annex_columns: tuple[str, ...]
    annex_summary: str
    no_annex: str
    none: str


def build(facts: Dossier) -> Document:
    """The dossier, in landscape, its annexes listed at the end."""
    said = words(facts.front.language)
    return report(
        facts.front, said.title, _blocks(facts, said), lead=facts.lead, orientation=Orientation.LANDSCAPE
    )


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def _blocks(facts: Dossier, said: Words) -> Iterator[Block]:
    if not facts.chapters:
        yield Heading(1, plain(said.title))
        yield Paragraph(plain(said.none))
    for chapter in facts.chapters:
        yield Heading(1, plain(chapter.title))
        if chapter.about:
            yield Paragraph(plain(chapter.about), Look.MUTED)
        for one in chapter.recommendations:
            yield from _recommendation(one, said)
    yield Heading(1, plain(said.annexes))
    yield _annexes(facts.annexes, said) if facts.annexes else Paragraph(plain(said.no_annex))


def _recommendation(one: Answered, said: Words) -> Iterator[Block]:
    yield Heading(2, (*plain(f"{said.recommendation} {one.number}. ", strong=True), Run(one.text)))
    if one.about:
        yield Paragraph(plain(one.about), Look.MUTED)
    reason = plain(f"\u00a0: {one.reason}") if one.reason else ()
    yield Paragraph((*plain(one.answer or said.unanswered, strong=True), *reason))
    if not one.actions:
        yield Paragraph(plain(said.no_action))
        return
    widths = (52.0, 44.0, 58.0, 62.0, 49.0)
    titled = columns(said.columns, widths)
    yield Table(titled, tuple(_row(action) for action in one.actions), said.summary)


def _row(action: Told) -> Row:
    head = (Paragraph(coded(action.code, action.text)), Paragraph(plain(action.standing, strong=True)))
    told = (action.decided, action.done, action.proved, action.postponed)
    return Row((Cell(head, heads=True), *(Cell(paragraphs(lines or ("–",))) for lines in told)))


def _annexes(annexes: tuple[Annex, ...], said: Words) -> Table:
    widths = (14.0, 78.0, 15.0, 23.0, 22.0, 113.0)
    titled = columns(said.annex_columns, widths)
    return Table(titled, tuple(_annex(one) for one in annexes), said.annex_summary)


def _annex(one: Annex) -> Row:
    named = (Paragraph(plain(one.title, strong=True)), Paragraph(plain(one.file), Look.MUTED))
    return Row(
        (
            Cell(paragraphs([one.number])),
            Cell(named, heads=True),
            Cell(paragraphs([one.kind])),
            Cell(paragraphs([one.day])),
            Cell(paragraphs([", ".join(one.actions) or "–"])),
            Cell((Paragraph(plain(one.sha256 or "–"), Look.MUTED),)),
        )
    )


_FRENCH = Words(
    title="Dossier d’avancement",
    recommendation="Recommandation",
    columns=("Action", "Ce qui a été décidé", "Ce qui a été fait", "Ce qui le prouve", "Ce qui a été reporté"),
    summary="Actions qui répondent à la recommandation\u00a0: décidé, fait, prouvé, reporté et pourquoi",
    unanswered="Réponse à donner",
    no_action="Aucune action n’y répond.",
    annexes="Annexes",
    annex_columns=("Annexe", "Titre et fichier", "Nature", "Date", "Actions", "Empreinte SHA-256"),
    annex_summary="Annexes jointes au dossier, avec leur fichier et son empreinte",
    no_annex="Aucune preuve n’est à montrer aux expert·es.",
    none="Aucune évaluation n’est inscrite pour ce plan.",
)
_ENGLISH = Words(
    title="Progress dossier",
    recommendation="Recommendation",
    columns=("Action", "What was decided", "What was done", "What proves it", "What was postponed"),
    summary="Actions that answer the recommendation: decided, done, proved, postponed and why",
    unanswered="No answer yet",
    no_action="No action answers it.",
    annexes="Annexes",
    annex_columns=("Annex", "Title and file", "Kind", "Date", "Actions", "SHA-256 fingerprint"),
    annex_summary="Annexes of the dossier, with their file and its fingerprint",
    no_annex="No proof is to be shown to the experts.",
    none="No evaluation is registered for this plan.",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
