"""The plan as running text: headings, actions, their facts and results; for Markdown."""

from collections.abc import Iterator

from portulan.plandoc.document import Action, Objective, PlanDocument, Role
from portulan.plandoc.plan_words import Words, words
from portulan.reports.kinds.plan import coded, front, named_runs, runs
from portulan.typeset.page import Block, BulletList, Document, Heading, Look, Paragraph, plain


def build(document: PlanDocument) -> Document:
    """Every objective a heading, every action a paragraph with its facts below."""
    named = words(document.language)
    titles = {"associates": named.sheet["associates"], **named.columns, **document.columns}
    body = (block for one in document.objectives for block in _objective(one, 1, named, titles))
    return Document(
        title=document.title,
        blocks=(*front(document), *body),
        language=document.language,
        author=document.organisation,
    )


def _objective(objective: Objective, level: int, named: Words, titles: dict[str, str]) -> Iterator[Block]:
    yield Heading(level, named_runs(objective), objective.id)
    for action in objective.actions:
        yield from _action(action, titles)
    for child in objective.objectives:
        yield from _objective(child, level + 1, named, titles)


def _action(action: Action, titles: dict[str, str]) -> Iterator[Block]:
    """What is said of the action stands a line each, its results last: it reads back so."""
    yield Paragraph(coded(action.code, action.text), mark=action.id)
    facts = {
        titles["responsibles"]: " ; ".join(action.carried_by(Role.PILOT)),
        titles["associates"]: " ; ".join(action.carried_by(Role.ASSOCIATE)),
        titles["deadline"]: action.deadline.text,
        titles["recommendations"]: " ; ".join(action.recommendations),
        **action.extra,
    }
    lines = [f"{name}\u00a0: {value}" for name, value in facts.items() if value]
    if action.expected_results:
        lines.append(f"{titles['results']}\u00a0:")
    if lines:
        yield Paragraph(plain("\n".join(lines)), Look.MUTED)
    if action.expected_results:
        yield BulletList(tuple(Paragraph(runs(one.text), mark=one.id) for one in action.expected_results))
