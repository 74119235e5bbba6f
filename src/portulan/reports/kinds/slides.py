"""The plan before a committee, as slides: where it stands, what is late or due, recommendations, drift, next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portulan.plandoc.status import Status
from portulan.reports.kinds.follow_up import Standing
from portulan.reports.kinds.front import running, spoken, words
from portulan.reports.kinds.summary import Batch, Expected, Summary, shortened
from portulan.reports.kinds.vocabulary import Vocabulary, vocabulary
from portulan.typeset.deck import Box, Deck, Grid, Key, Lead, Lines, Marks, Note, Opening, Part, Slide

MOST = 24  # rows of one table: a committee reads some slides of it, the progress report has them all
_TITLE, _TEXT = 110, 190  # characters that a title of an action, and a longer text, may take


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation: what is made of it, and where its actions stand in words."""

    number: str
    text: str
    answer: str
    actions: str
    unanswered: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """An action whose deadline moved: from the first one to today's, why and where that was decided."""

    code: str
    title: str
    initial: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class Committee:
    """A plan on a day: the sentences of the page for a direction, and what a committee is shown besides. `key`
    says each status with its name and number; `missing` what the plan still waits for."""

    summary: Summary
    key: tuple[tuple[Status, str, int], ...]
    recommended: tuple[Answered, ...]
    drift: str
    moved: tuple[Moved, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the slides add to the plan's own words."""

    shared: Vocabulary
    title: str
    standing: str
    objectives: str
    expected_summary: str
    recommendations: str
    recommended: tuple[str, ...]
    recommended_summary: str
    drift: str
    moved: tuple[str, ...]
    moved_summary: str
    coming: str
    nothing: str
    say: str
    ask: str


def build(facts: Committee) -> Deck:
    """The deck of a committee."""
    front = facts.summary.front
    said = spoken(_WORDS, front.language)
    return Deck(
        title=f"{said.title} – {front.plan}",
        opening=_opening(facts, said),
        slides=tuple(_slides(facts, said)),
        language=front.language,
        author=front.programme,
        running=running(front, said.title),
    )


def _opening(facts: Committee, said: Words) -> Opening:
    front = facts.summary.front
    named = words(front.language)
    told = ((named.situation, front.day), (named.revision, front.revision), (named.made_on, front.made_on))
    return Opening(
        kicker=front.institutions or front.programme,
        title=said.title,
        subtitle=" · ".join(filter(None, [front.plan, front.scope])),
        marks=Marks(facts.summary.statuses, facts.summary.tally) if facts.summary.statuses else None,
        facts=tuple(pair for pair in told if pair[1]),
        remark=front.remark,
        spoken=" ".join([f"{front.plan}.", f"{named.situation} {front.day}.", front.remark]).strip(),
        logos=front.logos,
    )


def _slides(facts: Committee, said: Words) -> Iterator[Slide]:
    summary = facts.summary
    yield _whole(facts, said)
    yield from (_batch(one, said) for one in summary.batches)
    if summary.objectives:
        yield _objectives(summary.objectives, said)
    yield _recommendations(facts, said)
    if facts.moved:
        yield _drift(facts, said)
    yield _next(facts, said)


def _whole(facts: Committee, said: Words) -> Slide:
    summary = facts.summary
    parts: list[Part] = [Lead(f"{summary.lead}{said.shared.colon}{summary.sentence}")]
    if summary.statuses:
        parts += [Marks(summary.statuses, summary.tally), Key(facts.key)]
    parts += [Note(" ".join(summary.notes))] if summary.notes else []
    return Slide(said.standing, tuple(parts), " ".join([said.say, summary.tally + ".", *summary.notes]))


def _batch(batch: Batch, said: Words) -> Slide:
    named = said.shared
    titles = (named.code, named.action, named.responsible, named.due)
    rows = tuple(_expected(one, said) for one in batch.actions[:MOST])
    grid = Grid(titles, (20, 132, 76, 70), rows, said.expected_summary)
    codes = ", ".join(one.code or one.title for one in batch.actions)
    return Slide(batch.title, (grid, *_rest(len(batch.actions), said)), f"{batch.title}. {codes}. {said.ask}")


def _expected(one: Expected, said: Words) -> tuple[Box, ...]:
    return (
        Box(strong=one.code),
        Box(shortened(one.title, _TITLE)),
        Box(one.bodies or said.shared.nobody, attention=not one.bodies),
        Box(one.about),
    )


def _objectives(objectives: Sequence[Standing], said: Words) -> Slide:
    rows = tuple(
        (Box(shortened(one.name, _TITLE)), Box(marks=Marks(one.statuses, one.counts)), Box(one.counts))
        for one in objectives
    )
    titles = (said.shared.objective, said.shared.one_cell, said.shared.in_figures)
    told = " ".join(f"{one.name}{said.shared.colon}{one.counts}." for one in objectives)
    return Slide(said.objectives, (Grid(titles, (110, 110, 78), rows, said.shared.standings),), told)


def _recommendations(facts: Committee, said: Words) -> Slide:
    parts: list[Part] = [Lead(facts.summary.recommendations, large=not facts.recommended)]
    if facts.recommended:
        rows = tuple(_recommended(one, said) for one in facts.recommended[:MOST])
        parts.append(Grid(said.recommended, (16, 140, 52, 90), rows, said.recommended_summary))
    parts += _rest(len(facts.recommended), said)
    return Slide(said.recommendations, tuple(parts), facts.summary.recommendations)


def _recommended(one: Answered, said: Words) -> tuple[Box, ...]:
    answer = Box(strong=one.answer or said.shared.unanswered, attention=one.unanswered)
    return (Box(strong=one.number), Box(shortened(one.text, _TEXT)), answer, Box(one.actions))


def _drift(facts: Committee, said: Words) -> Slide:
    parts: list[Part] = [Lead(facts.drift, large=False)]
    rows = tuple(_moved(one) for one in facts.moved[:MOST])
    parts.append(Grid(said.moved, (20, 96, 44, 138), rows, said.moved_summary))
    parts += _rest(len(facts.moved), said)
    return Slide(said.drift, tuple(parts), facts.drift)


def _moved(one: Moved) -> tuple[Box, ...]:
    what = Box(f"→ {one.now}", strong=one.initial or "–")
    return (Box(strong=one.code), Box(shortened(one.title, _TITLE)), what, Box(shortened(one.why, _TEXT)))


def _next(facts: Committee, said: Words) -> Slide:
    lines = (*facts.missing, *facts.summary.coming)
    part: Part = Lines(lines) if lines else Lead(said.nothing)
    return Slide(said.coming, (part,), " ".join(lines) or said.nothing)


def _rest(count: int, said: Words) -> list[Part]:
    return [Note(said.shared.others.format(n=count - MOST))] if count > MOST else []


_FRENCH = Words(
    shared=vocabulary("fr"),
    title="Où en est le plan d’action",
    standing="Où en est le plan",
    objectives="Où en sont les objectifs",
    expected_summary="Actions, avec leurs responsables et leur échéance",
    recommendations="Ce que deviennent les recommandations",
    recommended=("N°", "Recommandation", "Réponse", "Où en sont les actions qui y répondent"),
    recommended_summary="Recommandations, avec la réponse du programme et l’état des actions qui y répondent",
    drift="Ce qui a été reporté",
    moved=("Code", "Action", "Échéance initiale, actuelle", "Pourquoi, décidé où"),
    moved_summary="Actions reportées, avec leur échéance initiale, l’actuelle et le motif",
    coming="La suite",
    nothing="Rien d’autre n’est attendu.",
    say="Chaque case est une action, dans l’ordre des statuts.",
    ask="À décider\u00a0: qui prend quoi, pour quand.",
)
_ENGLISH = Words(
    shared=vocabulary("en"),
    title="Where the action plan stands",
    standing="Where the plan stands",
    objectives="Where the objectives stand",
    expected_summary="Actions, with who is responsible and when they are due",
    recommendations="What becomes of the recommendations",
    recommended=("No", "Recommendation", "Answer", "Where the actions that answer it stand"),
    recommended_summary="Recommendations, with the programme’s answer and where its actions stand",
    drift="What was postponed",
    moved=("Code", "Action", "First deadline, present one", "Why, decided where"),
    moved_summary="Actions postponed, with their first deadline, the present one and the reason",
    coming="What comes next",
    nothing="Nothing else is expected.",
    say="Each cell is an action, in the order of statuses.",
    ask="To decide: who takes what, by when.",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
