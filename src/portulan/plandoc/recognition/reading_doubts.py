"""Cells that the reader could read in two ways: a PDF does not say whether a line goes on or ends."""

import re
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
from portulan.plandoc.recognition.lists import is_like_name
from portulan.plandoc.recognition.posts import is_post
from portulan.plandoc.recognition.rows import Found
from portulan.plandoc.sentences import say

_PERSON = re.compile(
    r"(?:Dr|Prof|Mme|M|Mr|Mrs|Ms|Pr|Dhr|Mevr|Herr|Frau|Sra?|Enf)\.?(?:ª|ssa)? (?:\S+ ){1,2}[A-ZÀ-Ý]"
)
_LISTS = (columns.RESULT, columns.RESPONSIBLE, columns.ASSOCIATE)


def reading_doubts(document: PlanDocument, outline: Outline) -> Iterator[Doubt]:
    """In reading order: rows that a page end may have cut, words that a line end may have, lists whose lines may
    be parted otherwise."""
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
            elif any(one.joints for one in cell.paragraphs):
                yield _cut_word(action, found, cell, role)
            elif role in _LISTS and _is_open(cell):
                parted = [*_parted(action, found, cell, role, names)]
                yield from parted or _unglued(action, found, cell, role, names)


def _is_open(cell: Cell) -> bool:
    return any(one.seams or one.loose for one in cell.paragraphs)


def _cut(action: Action, found: Found, cell: Cell, role: str) -> Doubt:
    question = say("Une page finit dans cette ligne : a-t-elle été lue en entier, et elle seule ?")
    why = say("Le PDF ne dit pas où la ligne finit.")
    return _doubt("cut_row", action, found, cell, role, question, why, [])


def _cut_word(action: Action, found: Found, cell: Cell, role: str) -> Doubt:
    other = replace(cell, paragraphs=tuple(map(_rejoined, cell.paragraphs)))
    words = [pair for one in cell.paragraphs for pair in _words(one)]
    question = say(
        "Un mot passe d’une ligne à l’autre. Est-il bien lu ? {words}",
        words=" · ".join(f"« {one} »" for one, _ in words),
    )
    why = say("Il peut aussi se lire : {words}", words=" · ".join(f"« {one} »" for _, one in words))
    effect = _effect(action, role, _items(other, role)) if role in _LISTS else None
    if role == columns.ACTION:
        text = action.text.plain
        for one, instead in words:
            text = text.replace(one, instead)
        effect = {"set": "text", "action": action.id, "text": text}
    if role == columns.DEADLINE:
        effect = {"set": "deadline", "action": action.id, "text": " ".join(other.text.split())}
    label = say("Lire « {words} »", words=" · ".join(one for _, one in words))
    return _doubt(
        "cut_word", action, found, cell, role, question, why, [Proposal(label, (effect,))] if effect else []
    )


def _words(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Each word that may be cut, as it was read and as it may be read too."""
    for at, other in paragraph.joints:
        text = paragraph.text
        head, tail = re.search(r"[\w’'-]*.?$", text[:at]), re.match(r"[\w’'-]+", text[at:])
        one, rest = head[0] if head else "", tail[0] if tail else ""
        yield one + rest, (f"{one}{other}" if other else one[:-1]) + rest


def _rejoined(paragraph: Paragraph) -> Paragraph:
    """Each of its words that may be cut, read the other way."""
    runs = list(paragraph.runs)
    for at, other in reversed(paragraph.joints):
        start = 0
        for number, run in enumerate(runs):
            inside = at - start
            if 0 < inside <= len(run.text):
                head = run.text[:inside] + other if other else run.text[: inside - 1]
                runs[number] = replace(run, text=head + run.text[inside:])
                break
            start += len(run.text)
    return replace(paragraph, runs=tuple(runs), joints=(), seams=())


def _parted(action: Action, found: Found, cell: Cell, role: str, names: Counter[str]) -> Iterator[Doubt]:
    """Nothing where both readings are the same, nor where one makes names that no other action has, and the other
    one does not."""
    kept, other = _items(cell, role), _items(_otherwise(cell, role), role)
    if kept == other or (
        role != columns.RESULT and not _may_be([one.name for one in action.responsibles], other, names)
    ):
        return
    yield _one_or_several(action, found, cell, role, other, many=len(other) > len(kept))


def _one_or_several(action: Action, found: Found, cell: Cell, role: str, other: list[str], *, many: bool) -> Doubt:
    """Whether lines are `many` entries or one; `other` is the reading that was not kept."""
    label = say("Séparer les lignes") if many else say("Réunir les lignes")
    question = (
        say("Ces lignes sont-elles une seule entrée, ou plusieurs ?")
        if many
        else say("Ces entrées n’en sont-elles qu’une, écrite sur plusieurs lignes ?")
    )
    why = say("L’autre lecture : {items}", items=" · ".join(f"« {one} »" for one in other))
    effect = _effect(action, role, other)
    proposals = [Proposal(label, (effect,))] if effect else []
    return _doubt("parted_lines", action, found, cell, role, question, why, proposals)


def _unglued(action: Action, found: Found, cell: Cell, role: str, names: Counter[str]) -> Iterator[Doubt]:
    """Two names that nothing parts in one line but that each stands alone elsewhere, one of them not in another
    action: they may be one."""
    own = [one.name for one in action.responsibles]
    lines = [" ".join(one.text.split()) for one in cell.paragraphs]
    for one, other in pairwise(own) if role != columns.RESULT else ():
        whole = f"{one} {other}"
        if any(whole in line for line in lines) and min(names[one], names[other]) < 2:
            at = own.index(one)
            yield _one_or_several(action, found, cell, role, [*own[:at], whole, *own[at + 2 :]], many=False)
            return


def _may_be(kept: Sequence[str], other: Sequence[str], names: Counter[str]) -> bool:
    """Whether these names may as well be those: all of them stand elsewhere too, or begin like names where
    those do not."""
    new, old = set(other) - set(kept), set(kept) - set(other)
    alone = any(names[one] < 2 for one in old)
    after_person = any(_PERSON.match(one) for one in other)
    return bool(new) and all(names[one] or (alone and _is_whole_name(one, after_person)) for one in new)


def _is_whole_name(text: str, after_person: bool) -> bool:
    """Whether a line could name somebody by itself: one capitalised word is rather the end of the line before,
    unless that one names a person whole."""
    return text[:1].isupper() and (is_post(text) or ((" " in text or after_person) and is_like_name(text)))


def _items(cell: Cell, role: str) -> list[str]:
    account = Account()
    if role != columns.RESULT:
        return cells.names(cell, (), account)
    return [one.plain for wording, _ in cells.lines(cell, account) for one in cells.items(wording, account)]


def _otherwise(cell: Cell, role: str) -> Cell:
    """The cell read the other way round: joined where it was parted, parted where it was joined."""
    if any(one.seams for one in cell.paragraphs) or role != columns.RESULT:
        pieces = _begun(cell, names=role != columns.RESULT)
        return replace(cell, paragraphs=tuple(replace(one, loose=False, hard=True) for one in pieces))
    return cells.unparted(cell)


def _begun(cell: Cell, *, names: bool) -> list[Paragraph]:
    """What may begin in a cell: no name does with a small letter or a parenthesis."""
    pieces: list[Paragraph] = []
    for piece in (piece for one in cell.paragraphs for piece in cells.at_seams(one, one.seams)):
        if names and pieces and not piece.text[:1].isupper():
            pieces[-1] = replace(pieces[-1], runs=(*pieces[-1].runs, Run(" "), *piece.runs))
        else:
            pieces.append(piece)
    return pieces


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
