"""The plan as a report: a cover, its contents, where it stands at a glance, then its own table."""

from collections.abc import Iterator
from dataclasses import dataclass

from portulan.plandoc.document import PlanDocument
from portulan.plandoc.status import Status
from portulan.reports.kinds.figured import LANDSCAPE, Standing, bars, cover_scale, key, piles
from portulan.reports.kinds.front import Front, report, spoken
from portulan.reports.kinds.plan import acronyms_of, table_of
from portulan.typeset.page import (
    Block,
    Document,
    Heading,
    Orientation,
    Paragraph,
    paragraphs,
    plain,
)


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A plan on a day. `lead` counts what it holds; `sentence` says where it stands, `notes` what else; `key` each
    status with its name and its number."""

    front: Front
    document: PlanDocument
    lead: str
    sentence: str
    notes: tuple[str, ...]
    statuses: tuple[Status, ...]
    tally: str
    key: tuple[tuple[Status, str, int], ...]
    objectives: tuple[Standing, ...]
    years: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the report adds to the plan's own words."""

    title: str
    glance: str
    by_objective: str
    by_year: str


def build(facts: PlanReport) -> Document:
    """The report, in landscape as the plan's own table."""
    said = words(facts.front.language)
    figure = cover_scale(facts.statuses, LANDSCAPE, facts.tally)
    blocks = tuple(_blocks(facts, said))
    return report(
        facts.front, said.title, blocks, lead=facts.lead, figure=figure, orientation=Orientation.LANDSCAPE, depth=3
    )


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def _blocks(facts: PlanReport, said: Words) -> Iterator[Block]:
    yield Heading(1, plain(said.glance))
    yield Paragraph(plain(facts.sentence))
    yield from paragraphs(facts.notes)
    yield key(facts.key, facts.front.language)
    if facts.objectives:
        yield Heading(1, plain(said.by_objective))
        yield bars(facts.objectives, LANDSCAPE, facts.front.language)
    if facts.years:
        yield Heading(1, plain(said.by_year))
        yield from piles(facts.years, LANDSCAPE, facts.front.language)
    yield from acronyms_of(facts.document)
    yield from table_of(facts.document)


_FRENCH = Words(
    title="Le plan d’action",
    glance="Le plan en un regard",
    by_objective="Par objectif",
    by_year="Par année d’échéance",
)
_ENGLISH = Words(
    title="The action plan",
    glance="The plan at a glance",
    by_objective="By objective",
    by_year="By year due",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
