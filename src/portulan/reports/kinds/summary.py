"""The plan on one page, for a direction: where it stands, what is late or due, recommendations, what comes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from portulan.plandoc.status import Status
from portulan.reports.kinds.follow_up import Standing
from portulan.reports.kinds.front import Front, columns, running, spoken
from portulan.reports.kinds.vocabulary import Vocabulary, vocabulary
from portulan.typeset.figures import fitted, scale
from portulan.typeset.page import (
    Block,
    BulletList,
    Cell,
    Document,
    Figure,
    Heading,
    Look,
    Paragraph,
    Row,
    Table,
    paragraphs,
    plain,
)

MOST = 7  # lines of a list; the page is made again with fewer until it is one page
_WIDTH, _COLUMN = 178.0, 66.0
_TITLE, _NAME, _LINE = 90, 80, 110  # characters that a title, a name and a line may take


@dataclass(frozen=True, slots=True)
class Expected:
    """An action that is late or due. `about` says its deadline, and whether it was postponed."""

    code: str
    title: str
    bodies: str
    about: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Actions that expect the same thing, all of them. `rest` says how many are not shown: "et {n} autres"."""

    title: str
    actions: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A plan on a day. `notes` are sentences; `recommendations` and `coming` too."""

    front: Front
    lead: str
    sentence: str
    notes: tuple[str, ...]
    statuses: tuple[Status, ...]
    tally: str
    objectives: tuple[Standing, ...]
    batches: tuple[Batch, ...]
    recommendations: str
    coming: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the page adds to the plan's own words."""

    shared: Vocabulary
    title: str
    situation: str
    objectives: str
    summary: str
    recommendations: str
    coming: str


def build(facts: Summary, most: int = MOST) -> Document:
    """The page, with at most so many lines a list."""
    said = words(facts.front.language)
    front = facts.front
    return Document(
        title=f"{said.title} – {front.plan}",
        blocks=tuple(_blocks(facts, said, most)),
        language=front.language,
        author=front.programme,
        dense=True,
        ruled=True,
        running=running(front, said.title),
    )


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def shortened(text: str, most: int) -> str:
    """The text, cut between two words where it is longer; the ellipsis says that there is more."""
    text = re.sub(r"[ \t\r\n]+", " ", text)  # no-break spaces stay
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0].rstrip(',;:. ')}\u00a0…"


def _blocks(facts: Summary, said: Words, most: int) -> Iterator[Block]:
    front = facts.front
    kicker = " · ".join(filter(None, [said.title, front.institutions]))
    about = [f"{said.situation} {front.day}", front.revision, front.scope]
    yield Paragraph(plain(shortened(kicker, _LINE)), Look.KICKER)
    yield Paragraph(plain(shortened(front.plan, _TITLE)), Look.TITLE)
    yield Paragraph(plain(f"{facts.lead}{said.shared.colon}{facts.sentence}"), Look.SUBTITLE)
    yield Paragraph(plain(shortened(" · ".join(filter(None, about)), 2 * _LINE)), Look.MUTED)
    if figure := fitting(facts.statuses, _WIDTH, 26.0, facts.tally):
        yield figure
    yield Paragraph(plain(facts.tally), Look.MUTED)
    yield Paragraph(plain(" ".join(facts.notes)))
    yield from _objectives(facts.objectives, said, most)
    for batch in facts.batches:
        yield from _batch(batch, said, most)
    yield Heading(1, plain(said.recommendations))
    yield Paragraph(plain(facts.recommendations))
    if facts.coming:
        yield Heading(1, plain(said.coming))
        yield BulletList(paragraphs(shortened(one, 2 * _LINE) for one in facts.coming[:most]))
    if front.remark:
        yield Paragraph(plain(front.remark), Look.MUTED)


def fitting(statuses: tuple[Status, ...], width: float, height: float, alt: str) -> Figure | None:
    """The échelle of these actions, its cells as small as that height (millimetres) asks for."""
    return scale(statuses, width, alt, fitted(len(statuses), width, height))


def _objectives(objectives: tuple[Standing, ...], said: Words, most: int) -> Iterator[Block]:
    if not objectives:
        return
    yield Heading(1, plain(said.objectives))
    named = said.shared
    titled = columns((named.objective, named.one_cell, named.in_figures), (66.0, 74.0, 46.0))
    yield Table(titled, tuple(_standing(one) for one in objectives[: most + 1]), named.standings)
    yield from _rest(len(objectives) - most - 1, said)


def _standing(one: Standing) -> Row:
    name = Cell(paragraphs([shortened(one.name, _NAME)]), heads=True)
    figure = Cell(figure=fitting(one.statuses, _COLUMN, 8.0, one.counts))
    return Row((name, figure, Cell(paragraphs([one.counts]))))


def _batch(batch: Batch, said: Words, most: int) -> Iterator[Block]:
    yield Heading(1, plain(batch.title))
    named = said.shared
    titled = columns((named.action, named.responsible, named.due), (98.0, 40.0, 48.0))
    yield Table(titled, tuple(_expected(one, said) for one in batch.actions[:most]), said.summary)
    yield from _rest(len(batch.actions) - most, said)


def _expected(one: Expected, said: Words) -> Row:
    title = shortened(one.title, _NAME)
    named = (*plain(f"{one.code} ", strong=True), *plain(title)) if one.code else plain(title)
    return Row(
        (
            Cell((Paragraph(named),), heads=True),
            Cell(paragraphs([shortened(one.bodies, 40) or said.shared.nobody])),
            Cell(paragraphs([shortened(one.about, 60)])),
        )
    )


def _rest(left: int, said: Words) -> Iterator[Block]:
    if left > 0:
        yield Paragraph(plain(said.shared.others.format(n=left)), Look.MUTED)


_FRENCH = Words(
    shared=vocabulary("fr"),
    title="Synthèse",
    situation="Situation au",
    objectives="Où en sont les objectifs",
    summary="Actions, avec leurs responsables et leur échéance",
    recommendations="Recommandations",
    coming="Et ensuite",
)
_ENGLISH = Words(
    shared=vocabulary("en"),
    title="Summary",
    situation="As it stands on",
    objectives="Where the objectives stand",
    summary="Actions, with who is responsible and when they are due",
    recommendations="Recommendations",
    coming="What comes next",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
