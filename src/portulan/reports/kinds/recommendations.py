"""The follow-up of recommendations in the agency's table, with what is made of each; the gaps are said."""

from collections.abc import Iterator
from dataclasses import dataclass

from portulan.plandoc.status import Status
from portulan.plandoc.text import Wording
from portulan.reports.kinds.figured import LANDSCAPE, cover_scale, mark
from portulan.reports.kinds.front import Front, columns, report, spoken
from portulan.reports.kinds.plan import coded, runs
from portulan.reports.kinds.vocabulary import Vocabulary, vocabulary
from portulan.typeset.page import (
    Block,
    BulletList,
    Cell,
    Document,
    Heading,
    Look,
    Orientation,
    Paragraph,
    Row,
    Run,
    Shading,
    Sheet,
    Table,
    paragraphs,
    plain,
)


@dataclass(frozen=True, slots=True)
class Answering:
    """An action that answers a recommendation. `conditions` are what it still depends on."""

    code: str
    text: Wording
    priority: str
    bodies: tuple[str, ...]
    deadline: str
    status: Status
    standing: str
    results: tuple[Wording, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommended:
    """`answer` is what is made of it in a word, empty while nobody said; `reason` why."""

    axis: str
    number: str
    text: str
    page: str
    answer: str
    reason: str
    declined: bool
    actions: tuple[Answering, ...]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An evaluation; `about` says its agency and day."""

    title: str
    about: str
    recommendations: tuple[Recommended, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """`lead` counts them and their answers; `gaps` say, one a line, what is still missing. `statuses` are those of
    the actions that answer, `tally` the same in words."""

    front: Front
    lead: str
    evaluations: tuple[Evaluated, ...]
    gaps: tuple[str, ...]
    statuses: tuple[Status, ...] = ()
    tally: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the table adds to the words of the plan and of the agency."""

    shared: Vocabulary
    title: str
    columns: tuple[str, ...]
    summary: str
    gaps: str
    no_gap: str
    declined: str
    evaluation: str


def build(facts: Followed) -> Document:
    """The table of each evaluation, in landscape, then what is missing."""
    said = words(facts.front.language)
    blocks = tuple(_blocks(facts, said))
    figure = cover_scale(facts.statuses, LANDSCAPE, facts.tally)
    wide = Orientation.LANDSCAPE
    return report(facts.front, said.title, blocks, lead=facts.lead, figure=figure, orientation=wide, depth=1)


def sheet(facts: Followed) -> Sheet:
    """The same as one flat table: a row for each recommendation and action."""
    said = words(facts.front.language)
    axis, recommendation, action, *rest = said.columns
    titles = (
        said.evaluation,
        axis,
        recommendation,
        said.shared.answer,
        said.shared.reason,
        said.shared.code,
        action,
        *rest,
    )
    widths = (24.0, 26.0, 50.0, 16.0, 36.0, 9.0, 50.0, 10.0, 24.0, 24.0, 40.0, 30.0)
    titled = columns(titles, widths)
    rows = tuple(row for one in facts.evaluations for row in _flat(one, said))
    return Sheet(said.title, titled, rows, facts.front.language)


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def _blocks(facts: Followed, said: Words) -> Iterator[Block]:
    widths = (24.0, 54.0, 54.0, 18.0, 28.0, 32.0, 37.0, 30.0)
    titled = columns(said.columns, widths)
    if not facts.evaluations:
        yield Heading(1, plain(said.title))
        yield Paragraph(plain(said.shared.no_evaluation))
    for one in facts.evaluations:
        yield Heading(1, plain(one.title))
        if one.about:
            yield Paragraph(plain(one.about), Look.MUTED)
        if one.recommendations:
            rows = tuple(row for each in one.recommendations for row in _rows(each, said))
            yield Table(titled, rows, said.summary)
    yield Heading(1, plain(said.gaps))
    if facts.gaps:
        yield BulletList(paragraphs(facts.gaps))
    else:
        yield Paragraph(plain(said.no_gap))


def _rows(one: Recommended, said: Words) -> Iterator[Row]:
    """One row an action, under the recommendation merged over them; one that says why where there is none."""
    span = max(1, len(one.actions))
    axis = Cell(paragraphs([one.axis or "–"]), rows=span)
    head = Cell(tuple(_recommendation(one, said)), rows=span, heads=True)
    if not one.actions:
        why = said.declined if one.declined else said.shared.no_action
        shading = Shading.NONE if one.declined else Shading.ATTENTION
        yield Row((axis, head, Cell((Paragraph(plain(why), Look.MUTED),), columns=6, shading=shading)))
    for rank, action in enumerate(one.actions):
        yield Row((*((axis, head) if rank == 0 else ()), *_action(action, said)))


def _recommendation(one: Recommended, said: Words) -> Iterator[Paragraph]:
    yield Paragraph((*plain(f"{one.number}. ", strong=True), Run(one.text)))
    if one.page:
        yield Paragraph(plain(one.page), Look.MUTED)
    answer = one.answer or said.shared.unanswered
    reason = plain(f"{said.shared.colon}{one.reason}") if one.reason else ()
    yield Paragraph((*plain(answer, strong=True), *reason))


def _action(action: Answering, said: Words) -> Iterator[Cell]:
    late = Shading.ATTENTION if action.status is Status.LATE else Shading.NONE
    yield Cell((Paragraph(coded(action.code, action.text)),))
    yield Cell(paragraphs([action.priority or "–"]))
    yield Cell(paragraphs(action.bodies or (said.shared.nobody,)))
    standing = Paragraph(plain(action.standing, strong=True))
    yield Cell((standing, Paragraph(plain(action.deadline or "–"))), shading=late, figure=mark(action.status))
    results = tuple(Paragraph(runs(text)) for text in action.results)
    yield Cell((BulletList(results),) if results else paragraphs(["–"]))
    yield Cell(paragraphs(action.conditions or ("–",)))


def _flat(evaluation: Evaluated, said: Words) -> Iterator[tuple[str, ...]]:
    for one in evaluation.recommendations:
        answer = one.answer or said.shared.unanswered
        head = (evaluation.title, one.axis, f"{one.number}. {one.text}", answer, one.reason)
        if not one.actions:
            yield (*head, "", said.declined if one.declined else said.shared.no_action, "", "", "", "", "")
        for action in one.actions:
            yield (
                *head,
                action.code,
                action.text.plain,
                action.priority,
                "\n".join(action.bodies) or said.shared.nobody,
                " · ".join(filter(None, [action.standing, action.deadline])),
                "\n".join(text.plain for text in action.results),
                "\n".join(action.conditions),
            )


_FRENCH = Words(
    shared=vocabulary("fr"),
    title="Suivi des recommandations",
    columns=(
        "Axe, critère",
        "Recommandation et réponse",
        "Action",
        "Priorité",
        "Responsables",
        "Degré de réalisation, échéance",
        "Résultats attendus",
        "Conditions",
    ),
    summary="Recommandations, avec la réponse du programme, les actions qui y répondent et où elles en sont",
    gaps="Ce qui manque encore",
    no_gap="Chaque recommandation a une réponse, et aucun renvoi du plan n’est à préciser.",
    declined="Non retenue\u00a0: aucune action n’est prévue.",
    evaluation="Évaluation",
)
_ENGLISH = Words(
    shared=vocabulary("en"),
    title="Follow-up of recommendations",
    columns=(
        "Axis, criterion",
        "Recommendation and answer",
        "Action",
        "Priority",
        "Responsible",
        "Degree of completion, due",
        "Expected results",
        "Conditions",
    ),
    summary="Recommendations, with the programme’s answer, the actions that answer them and where they stand",
    gaps="What is still missing",
    no_gap="Each recommendation has an answer, and no reference of the plan remains vague.",
    declined="Not retained: no action is planned.",
    evaluation="Evaluation",
)
_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
