"""The progress report: where the plan stands, by objective, by year, by body, then action by action."""

from collections.abc import Iterator
from dataclasses import dataclass

from portulan.plandoc.status import Status
from portulan.plandoc.text import Wording
from portulan.reports.kinds.figured import Standing as Standing
from portulan.reports.kinds.figured import bars, cover_scale, key, mark, piles
from portulan.reports.kinds.front import Front, columns, report, spoken
from portulan.reports.kinds.plan import coded, runs
from portulan.reports.kinds.vocabulary import Vocabulary, vocabulary
from portulan.typeset.page import (
    Block,
    Cell,
    Document,
    Heading,
    Look,
    Paragraph,
    Row,
    Run,
    Shading,
    Sheet,
    Table,
    paragraphs,
    plain,
)

WHOLE = 178.0  # millimetres of a line


@dataclass(frozen=True, slots=True)
class Result:
    """An expected result; `state` says where it stands in words, `proofs` what proves or prepares it."""

    text: Wording
    reached: bool
    state: str
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportedAction:
    """An action as it stands. `standing` is its status in words; `moves` its postponements, the first deadline
    first; `noted` says of its last note when and by whom."""

    code: str
    text: Wording
    bodies: tuple[str, ...]
    deadline: str
    status: Status
    standing: str
    results: tuple[Result, ...] = ()
    proofs: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    note: str = ""
    noted: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """An objective: its name on one line, its actions, then the objectives below it."""

    name: Wording
    code: str
    actions: tuple[ReportedAction, ...]
    parts: tuple["Part", ...]

    def every_action(self) -> Iterator[tuple["Part", ReportedAction]]:
        """Its actions and those below it, each with the objective that holds it."""
        yield from ((self, action) for action in self.actions)
        for part in self.parts:
            yield from part.every_action()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A plan on a day. `lead` says which year of the plan it is, `sentence` where it stands, `notes` what else;
    `tally` counts its statuses in words, `key` one by one: each with its name and its number."""

    front: Front
    lead: str
    sentence: str
    notes: tuple[str, ...]
    statuses: tuple[Status, ...]
    tally: str
    key: tuple[tuple[Status, str, int], ...]
    objectives: tuple[Standing, ...]
    years: tuple[Standing, ...]
    bodies: tuple[Standing, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the report adds to the plan's own words."""

    shared: Vocabulary
    title: str
    whole: str
    by_objective: str
    by_year: str
    by_body: str
    each: str
    columns: tuple[str, ...]
    summary: str
    nothing: str
    sheet: tuple[str, ...]


def build(facts: FollowUp) -> Document:
    """The report, under its cover."""
    said = words(facts.front.language)
    figure = cover_scale(facts.statuses, WHOLE, facts.tally)
    sentence = facts.sentence[:1].upper() + facts.sentence[1:]
    return report(facts.front, said.title, _blocks(facts, said), lead=sentence, figure=figure)


def sheet(facts: FollowUp) -> Sheet:
    """The same actions as one table, for spreadsheets."""
    said = words(facts.front.language)
    widths = (34.0, 9.0, 60.0, 26.0, 14.0, 34.0, 50.0, 40.0, 44.0, 50.0, 24.0)
    titled = columns(said.sheet, widths)
    lines = (line for part in facts.parts for line in part.every_action())
    return Sheet(said.title, titled, tuple(_flat(part, one) for part, one in lines), facts.front.language)


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def _blocks(facts: FollowUp, said: Words) -> Iterator[Block]:
    yield Heading(1, plain(said.whole))
    yield Paragraph((Run(f"{facts.lead}{said.shared.colon}", strong=True), Run(facts.sentence)))
    yield from paragraphs(facts.notes)
    yield key(facts.key, facts.front.language)
    yield from _standings(said.by_objective, facts.objectives, facts)
    if facts.years:
        yield Heading(1, plain(said.by_year))
        yield from piles(facts.years, WHOLE, facts.front.language)
    yield from _standings(said.by_body, facts.bodies, facts)
    yield Heading(1, plain(said.each))
    for part in facts.parts:
        yield from _part(part, said, 2)


def _standings(title: str, lines: tuple[Standing, ...], facts: FollowUp) -> Iterator[Block]:
    if lines:
        yield Heading(1, plain(title))
        yield bars(lines, WHOLE, facts.front.language)


def _part(part: Part, said: Words, level: int) -> Iterator[Block]:
    yield Heading(level, coded(part.code, part.name))
    if part.actions:
        widths = (35.0, 21.0, 26.0, 26.0)
        titled = columns(said.columns, widths)
        yield Table(titled, tuple(_row(one, said) for one in part.actions), said.summary)
    for below in part.parts:
        yield from _part(below, said, level + 1)


def _row(action: ReportedAction, said: Words) -> Row:
    late = Shading.ATTENTION if action.status is Status.LATE else Shading.NONE
    bodies = ", ".join(action.bodies) or said.shared.nobody
    return Row(
        (
            Cell((Paragraph(coded(action.code, action.text)), Paragraph(plain(bodies), Look.MUTED)), heads=True),
            Cell(tuple(_when(action)), shading=late, figure=mark(action.status)),
            Cell(tuple(_results(action))),
            Cell(tuple(_last(action, said))),
        )
    )


def _when(action: ReportedAction) -> Iterator[Paragraph]:
    yield Paragraph(plain(action.deadline or "–"))
    yield Paragraph(plain(action.standing, strong=True))
    yield from (Paragraph(plain(move), Look.MUTED) for move in action.moves)


def _results(action: ReportedAction) -> Iterator[Paragraph]:
    for one in action.results:
        yield Paragraph((Run("☑ " if one.reached else "☐ "), *runs(one.text)))
        about = " · ".join([one.state, *one.proofs])
        yield Paragraph(plain(about), Look.MUTED)
    yield from (Paragraph(plain(proof), Look.MUTED) for proof in action.proofs)


def _last(action: ReportedAction, said: Words) -> Iterator[Paragraph]:
    if not action.note and not action.noted:
        yield Paragraph(plain(said.nothing), Look.MUTED)
    if action.note:
        yield Paragraph(plain(action.note))
    if action.noted:
        yield Paragraph(plain(action.noted), Look.MUTED)


def _flat(part: Part, action: ReportedAction) -> tuple[str, ...]:
    return (
        ". ".join(filter(None, [part.code, part.name.plain])),
        action.code,
        action.text.plain,
        "\n".join(action.bodies),
        action.deadline,
        action.standing,
        "\n".join(f"{one.text.plain} ({one.state})" for one in action.results),
        "\n".join([*(proof for one in action.results for proof in one.proofs), *action.proofs]),
        "\n".join(action.moves),
        action.note,
        action.noted,
    )


_FRENCH = Words(
    shared=vocabulary("fr"),
    title="Rapport d’avancement",
    whole="Où en est le plan",
    by_objective="Par objectif",
    by_year="Par année d’échéance",
    by_body="Par instance et fonction",
    each="Action par action",
    columns=("Action", "Échéance, statut", "Résultats attendus, preuves", "Dernier avancement"),
    summary="Actions, avec leur échéance et leur statut, leurs résultats et leurs preuves, leur dernière note",
    nothing="Rien de noté",
    sheet=(
        "Objectif",
        "Action",
        "Texte de l’action",
        "Responsables",
        "Échéance",
        "Statut",
        "Résultats attendus",
        "Preuves",
        "Reports d’échéance",
        "Dernier avancement",
        "Noté",
    ),
)
_ENGLISH = Words(
    shared=vocabulary("en"),
    title="Progress report",
    whole="Where the plan stands",
    by_objective="By objective",
    by_year="By year due",
    by_body="By body and post",
    each="Action by action",
    columns=("Action", "Due, status", "Expected results, proofs", "Last note"),
    summary="Actions, with their deadline and status, their results and proofs, their last note",
    nothing="Nothing noted",
    sheet=(
        "Objective",
        "Action",
        "Text of the action",
        "Responsible",
        "Due",
        "Status",
        "Expected results",
        "Proofs",
        "Postponements",
        "Last note",
        "Noted",
    ),
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
