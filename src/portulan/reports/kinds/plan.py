"""The plan as its own table: the columns of the source, objectives as headings, merged objective cells."""

from collections.abc import Iterator

from portulan.plandoc.carried import carried
from portulan.plandoc.document import Action, Objective, PlanDocument, Role
from portulan.plandoc.plan_words import words
from portulan.plandoc.text import Wording
from portulan.typeset.page import (
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Look,
    Orientation,
    Paragraph,
    Row,
    Run,
    Table,
    paragraphs,
    plain,
)

_WIDTHS = {
    "objectives": 19.0,
    "actions": 31.0,
    "responsibles": 14.0,
    "associates": 10.0,
    "deadline": 7.5,
    "results": 20.0,
    "recommendations": 11.0,
}
_EXTRA_WIDTH = 9.0


def build(document: PlanDocument) -> Document:
    """The whole plan, in landscape. Written to Word and recognised again it is the same plan document."""
    builder = _Builder(document)
    return Document(
        title=document.title,
        blocks=(*front(document), *builder.objectives(document.objectives, 1)),
        language=document.language,
        author=document.organisation,
        running=(document.title, document.edition),
        orientation=Orientation.LANDSCAPE,
        carried=carried(document),
    )


def table_of(document: PlanDocument) -> tuple[Block, ...]:
    """Its objectives as headings, each with its label on the same line, and tables; without what the plan says
    first."""
    return tuple(_Builder(document, inline=True).objectives(document.objectives, 1))


def acronyms_of(document: PlanDocument) -> Iterator[KeyValues]:
    """Its list of acronyms, where it has some."""
    if document.acronyms:
        yield KeyValues(words(document.language).acronyms, tuple(document.acronyms.items()))


def front(document: PlanDocument) -> Iterator[Block]:
    if document.organisation:
        yield Paragraph(plain(document.organisation), Look.KICKER)
    if document.title:
        yield Paragraph(plain(document.title), Look.TITLE)
    if document.edition:
        yield Paragraph(plain(document.edition), Look.SUBTITLE)
    yield from acronyms_of(document)


class _Builder:
    """Holds what every table of the plan has in common: its columns."""

    def __init__(self, document: PlanDocument, *, inline: bool = False) -> None:
        self.inline = inline
        self.words = words(document.language)
        self.extras = list(dict.fromkeys(name for action in document.actions() for name in action.extra))
        titles = {"associates": self.words.sheet["associates"], **self.words.columns, **document.columns}
        roles = {one.role for action in document.actions() for one in action.responsibles}
        self.associates = Role.ASSOCIATE in roles
        names = [name for name in _WIDTHS if name != "associates" or self.associates]
        own = tuple(Column(titles[name], _WIDTHS[name]) for name in names)
        self.columns = own + tuple(Column(name, _EXTRA_WIDTH) for name in self.extras)

    def objectives(self, objectives: tuple[Objective, ...], level: int) -> Iterator[Block]:
        """Objectives that hold others stand as headings; neighbours that hold actions only share one table."""
        rows: list[Row] = []
        for objective in objectives:
            if level > 1 and not objective.objectives:
                rows += self.objective_rows(objective, level)
                continue
            yield from self.table(rows)
            rows = []
            yield from _heading(objective, level, self.inline)
            yield from self.table(list(self.action_rows(objective.actions, Cell())))
            yield from self.objectives(objective.objectives, level + 1)
        yield from self.table(rows)

    def table(self, rows: list[Row]) -> Iterator[Block]:
        if rows:
            yield Table(self.columns, tuple(rows), self.words.summary)

    def objective_rows(self, objective: Objective, level: int) -> Iterator[Row]:
        """One row an action, under one objective cell merged over them all; one empty row where there is none."""
        heading = Heading(level, named_runs(objective), objective.id)
        head = Cell((heading,), rows=max(1, len(objective.actions)), heads=True)
        if not objective.actions:
            yield Row((head, *(Cell() for _ in self.columns[1:])))
        yield from self.action_rows(objective.actions, head)

    def action_rows(self, actions: tuple[Action, ...], head: Cell) -> Iterator[Row]:
        for index, action in enumerate(actions):
            covered = head.rows > 1 and index > 0
            yield Row((*(() if covered else (head,)), *self.action_cells(action)))

    def action_cells(self, action: Action) -> Iterator[Cell]:
        yield Cell((Paragraph(coded(action.code, action.text), mark=action.id),))
        yield Cell(paragraphs(action.carried_by(Role.PILOT)))
        if self.associates:
            yield Cell(paragraphs(action.carried_by(Role.ASSOCIATE)))
        yield Cell(paragraphs([action.deadline.text] if action.deadline.text else []))
        results = tuple(Paragraph(runs(result.text), mark=result.id) for result in action.expected_results)
        yield Cell((BulletList(results),) if results else ())
        yield Cell(paragraphs(action.recommendations))
        for name in self.extras:
            yield Cell(paragraphs(action.extra.get(name, "").splitlines()))


def _heading(objective: Objective, level: int, inline: bool) -> Iterator[Block]:
    """A strategic objective has its label on a line of its own, as plans write it, unless all is to be `inline`;
    below, all is on one line."""
    repeated = " ".join(part for part in (objective.label, objective.code) if part)
    if level == 1 and objective.label and not inline:
        yield Paragraph(plain(repeated), Look.KICKER)
        yield Heading(level, runs(objective.title), objective.id)
    else:
        yield Heading(level, named_runs(objective), objective.id)


def named_runs(objective: Objective) -> tuple[Run, ...]:
    """ "1.1. Soutenir…" where there is only a code; "Temps 1 : À l'entrée…" where the plan has a word for it."""
    if not objective.label:
        return plain(f"{objective.code}. " if objective.code else "") + runs(objective.title)
    repeated = " ".join(part for part in (objective.label, objective.code) if part)
    return plain(f"{repeated}\u00a0: ") + runs(objective.title)


def coded(code: str, wording: Wording) -> tuple[Run, ...]:
    """ "1.1.1. Rédaction…", the code standing out."""
    return (plain(f"{code}. ", strong=True) if code else ()) + runs(wording)


def runs(wording: Wording) -> tuple[Run, ...]:
    """A wording as runs, its emphasis kept."""
    return tuple(Run(piece, emphasised) for piece, emphasised in wording.pieces())
