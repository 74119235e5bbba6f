"""Cells that the reader could read in two ways: a PDF does not say whether a line goes on or ends."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from portulan.plandoc.document import Action, PlanDocument
from portulan.plandoc.reading.source import Cell, Paragraph, Run
from portulan.plandoc.recognition import cells, columns
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.recognition.findings import Doubt, Effect, ExcerptCell, Proposal
from portulan.plandoc.recognition.hierarchy import Outline
from portulan.plandoc.recognition.rows import Found
from portulan.plandoc.sentences import say

_LISTS = (columns.RESULT, columns.RESPONSIBLE, columns.ASSOCIATE)


def reading_doubts(document: PlanDocument, outline: Outline) -> Iterator[Doubt]:
    """In reading order: rows that a page end may have cut, lists whose lines may be parted otherwise."""
    names = Counter(one.name for action in document.actions() for one in action.responsibles)
    for action in document.actions():
        found = outline.rows.get(action.id)
        if found is None:
            continue
        for column, role in sorted(found.roles.items()):
            cell = found.row.at(column)
            if cell is None or not cell.text:
                continue
            if found.row.cut:
                yield _cut(action, found, cell, role)
            elif role in _LISTS and _is_open(cell):
                yield from _parted(action, found, cell, role, names)


def _is_open(cell: Cell) -> bool:
    return any(one.seams or one.loose for one in cell.paragraphs)


def _cut(action: Action, found: Found, cell: Cell, role: str) -> Doubt:
    question = say("Une page finit dans cette ligne : a-t-elle été lue en entier, et elle seule ?")
    why = say("Le PDF ne dit pas où la ligne finit.")
    return _doubt("cut_row", action, found, cell, role, question, why, [])


def _parted(action: Action, found: Found, cell: Cell, role: str, names: Counter[str]) -> Iterator[Doubt]:
    """Nothing where both readings are the same, nor where the second one makes names that no other action has."""
    kept, other = _items(cell, role), _items(_otherwise(cell, role), role)
    new = set(other) - {one.name for one in action.responsibles}
    if kept == other or (role != columns.RESULT and not (new and all(names[one] for one in new))):
        return
    many = len(other) > len(kept)
    label = say("Séparer les lignes") if many else say("Réunir les lignes")
    question = (
        say("Ces lignes sont-elles une seule entrée, ou plusieurs ?")
        if many
        else say("Ces entrées n’en sont-elles qu’une, écrite sur plusieurs lignes ?")
    )
    why = say("L’autre lecture : {items}", items=" · ".join(f"« {one} »" for one in other))
    effect = _effect(action, role, other)
    proposals = [Proposal(label, (effect,))] if effect else []
    yield _doubt("parted_lines", action, found, cell, role, question, why, proposals)


def _items(cell: Cell, role: str) -> list[str]:
    account = Account()
    if role != columns.RESULT:
        return cells.names(cell, (), account)
    return [one.plain for wording, _ in cells.lines(cell, account) for one in cells.items(wording, account)]


def _otherwise(cell: Cell, role: str) -> Cell:
    """The cell read the other way round: joined where it was parted, parted where it was joined."""
    if any(one.seams for one in cell.paragraphs) or role != columns.RESULT:
        pieces = [piece for one in cell.paragraphs for piece in _pieces(one)]
        return replace(cell, paragraphs=tuple(replace(one, loose=False, hard=True) for one in pieces))
    return cells.unparted(cell)


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    starts = [0, *paragraph.seams, len(paragraph.text)]
    for start, end in pairwise(starts):
        runs: list[Run] = []
        at = 0
        for run in paragraph.runs:
            low, high = max(start - at, 0), min(end - at, len(run.text))
            if low < high:
                runs.append(replace(run, text=run.text[low:high]))
            at += len(run.text)
        yield replace(paragraph, runs=tuple(runs), seams=())


def _effect(action: Action, role: str, texts: list[str]) -> Effect | None:
    if role == columns.RESULT:
        return {"set": "results", "action": action.id, "texts": texts}
    if role == columns.RESPONSIBLE:
        return {"set": "responsibles", "action": action.id, "names": texts}
    return None


def _doubt(
    kind: str,
    action: Action,
    found: Found,
    cell: Cell,
    role: str,
    question: str,
    why: str,
    proposals: Sequence[Proposal],
) -> Doubt:
    return Doubt(
        id=f"{kind}:{role}:{action.id}",
        kind=kind,
        subject=action.id,
        code=action.code,
        question=question,
        place=cell.place,
        excerpt=tuple(
            ExcerptCell(found.titles.get(one.column, ""), one.text, one.column == cell.column)
            for one in found.row.cells
            if one.text
        ),
        understood=(),
        why=why,
        proposals=(Proposal(say("Garder ainsi")), *proposals),
        role=role,
    )
