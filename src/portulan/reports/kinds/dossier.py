"""The dossier for the experts: for each recommendation what was decided, done, proved, postponed; its annexes."""

from collections.abc import Iterator
from dataclasses import dataclass

from portulan.plandoc.status import Status
from portulan.plandoc.text import Wording
from portulan.reports.kinds.figured import LANDSCAPE, cover_scale
from portulan.reports.kinds.front import Front, columns, report, spoken
from portulan.reports.kinds.plan import coded
from portulan.reports.kinds.vocabulary import Vocabulary, vocabulary
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
    """`statuses` are those of the actions that answer a recommendation, `tally` the same in words."""

    front: Front
    lead: str
    chapters: tuple[Chapter, ...]
    annexes: tuple[Annex, ...]
    statuses: tuple[Status, ...] = ()
    tally: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the dossier adds to the words of the plan and of the agency."""

    shared: Vocabulary
    title: str
    columns: tuple[str, ...]
    summary: str
    annexes: str
    annex: str
    annex_title: str
    annex_summary: str
    no_annex: str


def build(facts: Dossier) -> Document:
    """The dossier, in landscape, its annexes listed at the end."""
    said = words(facts.front.language)
    figure = cover_scale(facts.statuses, LANDSCAPE, facts.tally)
    blocks, wide = _blocks(facts, said), Orientation.LANDSCAPE
    return report(facts.front, said.title, blocks, lead=facts.lead, figure=figure, orientation=wide)


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def _blocks(facts: Dossier, said: Words) -> Iterator[Block]:
    if not facts.chapters:
        yield Heading(1, plain(said.title))
        yield Paragraph(plain(said.shared.no_evaluation))
    for chapter in facts.chapters:
        yield Heading(1, plain(chapter.title))
        if chapter.about:
            yield Paragraph(plain(chapter.about), Look.MUTED)
        for one in chapter.recommendations:
            yield from _recommendation(one, said)
    yield Heading(1, plain(said.annexes))
    yield _annexes(facts.annexes, said) if facts.annexes else Paragraph(plain(said.no_annex))


def _recommendation(one: Answered, said: Words) -> Iterator[Block]:
    yield Heading(2, (*plain(f"{said.shared.recommendation} {one.number}. ", strong=True), Run(one.text)))
    if one.about:
        yield Paragraph(plain(one.about), Look.MUTED)
    reason = plain(f"{said.shared.colon}{one.reason}") if one.reason else ()
    yield Paragraph((*plain(one.answer or said.shared.unanswered, strong=True), *reason))
    if not one.actions:
        yield Paragraph(plain(said.shared.no_action))
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
    named = said.shared
    titles = (said.annex, said.annex_title, named.kind, named.date, named.actions, named.sha256)
    titled = columns(titles, widths)
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
    shared=vocabulary("fr"),
    title="Dossier d’avancement",
    columns=("Action", "Ce qui a été décidé", "Ce qui a été fait", "Ce qui le prouve", "Ce qui a été reporté"),
    summary="Actions qui répondent à la recommandation\u00a0: décidé, fait, prouvé, reporté et pourquoi",
    annexes="Annexes",
    annex="Annexe",
    annex_title="Titre et fichier",
    annex_summary="Annexes jointes au dossier, avec leur fichier et son empreinte",
    no_annex="Aucune preuve n’est à montrer aux expert·es.",
)
_ENGLISH = Words(
    shared=vocabulary("en"),
    title="Progress dossier",
    columns=("Action", "What was decided", "What was done", "What proves it", "What was postponed"),
    summary="Actions that answer the recommendation: decided, done, proved, postponed and why",
    annexes="Annexes",
    annex="Annex",
    annex_title="Title and file",
    annex_summary="Annexes of the dossier, with their file and its fingerprint",
    no_annex="No proof is to be shown to the experts.",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
