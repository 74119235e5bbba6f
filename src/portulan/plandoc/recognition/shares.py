"""Where the characters of a file went: in the plan, left over, in its layout; and which of them went nowhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from portulan.plandoc.document import Objective, PlanDocument
from portulan.plandoc.form import ROLE
from portulan.plandoc.reading.source import Place, Remark, Source, Table
from portulan.plandoc.recognition.findings import Recognition, Shares
from portulan.plandoc.sentences import say

_LISTED = 8  # texts that a remark cites
_WORD = re.compile(r"\S+")
# What has a field of its own, or says again what a field says already.
_IN_PLAN = {
    "code", "priority", "state", "short title", "objective written again", "name written twice",
    "deadline written twice",
}  # fmt: skip


def accounted(source: Source, found: Recognition) -> Recognition:
    """The recognition with its shares; characters that went nowhere are said, never lost in silence."""
    lost = _read(source) - (_kept(found) - _invented(source, found))
    told = replace(found, shares=_shares(source, found, lost))
    if not lost:
        return told
    return replace(told, remarks=(*found.remarks, _remark(source, found, lost)))


def debris(found: Recognition) -> Iterator[tuple[str, str]]:
    """What is of the file's layout rather than of the plan: each run of characters, and its role."""
    yield from (run for run in found.structure if run[1] not in _IN_PLAN)
    yield from ((one.text, one.nature) for one in found.leftovers if one.nature != "text")


def _shares(source: Source, found: Recognition, lost: Counter[str]) -> Shares:
    """The words of our own form are not counted: nobody wrote them."""
    form = _characters(text for text, role in found.structure if role == ROLE).total()
    total = _read(source).total() - form
    left = _characters(one.text for one in found.leftovers if one.nature == "text").total()
    layout = _characters(text for text, _role in debris(found)).total() - form
    in_fields = max(total - left - layout - lost.total(), 0)
    return Shares(in_fields, left, layout, lost.total(), total)


def _read(source: Source) -> Counter[str]:
    """The characters of the file; a number that the program computes is none of them."""
    texts = (text for one in source.paragraphs() for text in (one.text, "" if one.computed else one.bullet))
    return _characters((*texts, *(one.text for one in source.remnants)))


def _kept(found: Recognition) -> Counter[str]:
    kept = _characters(_texts(found.document))
    kept += _characters(one.text for one in found.leftovers)
    return kept + _characters(text for text, _role in found.structure)


def _invented(source: Source, found: Recognition) -> Counter[str]:
    """The title of an objective that recognition gave to actions without one, or took from a sheet's tab."""
    written = {one.wording.plain for one in source.paragraphs()}
    sheets = {block.place.sheet for block in source.blocks if isinstance(block, Table)}
    named = [
        one
        for one in found.document.objectives
        if one.title.plain not in written
        and ((one.title.plain == "Actions" and not (one.code or one.label)) or _is_of_tab(one, sheets))
    ]
    return _characters(text for one in named for text in (one.label, one.code, one.title.plain))


def _is_of_tab(one: Objective, sheets: Iterable[str]) -> bool:
    return any(
        sheet.endswith(one.title.plain) and one.code in sheet and one.label in sheet for sheet in sheets if sheet
    )


def _characters(texts: Iterable[str]) -> Counter[str]:
    """What is counted: everything but blanks."""
    return Counter("".join("".join(texts).split()))


def _texts(document: PlanDocument) -> Iterator[str]:
    """Every text of a document that may come from the file."""
    yield from (document.title, document.edition, document.organisation, *document.columns.values())
    for pair in document.acronyms.items():
        yield from pair
    for objective in document.walk():
        yield from (objective.label, objective.code, objective.title.plain)
    for action in document.actions():
        yield from (action.code, action.text.plain, action.deadline.text, *action.recommendations)
        yield from (one.name for one in action.responsibles)
        yield from (one.text.plain for one in action.expected_results)
        yield from action.extra.values()  # their titles are the file's own, once: they are in the structure


def _remark(source: Source, found: Recognition, lost: Counter[str]) -> Remark:
    count, where = lost.total(), list(_without_place(source, found, lost))
    texts = " ; ".join(f"« {text} »" for text in where[:_LISTED]) + (" …" if len(where) > _LISTED else "")
    sentence = (
        say("{count} caractères de ce document n’ont pas trouvé de place : {texts}.", count=count, texts=texts)
        if count > 1
        else say("Un caractère de ce document n’a pas trouvé de place : {texts}.", texts=texts)
    )
    return Remark(sentence, Place())


def _without_place(source: Source, found: Recognition, lost: Counter[str]) -> Iterator[str]:
    """The words of the file that are nowhere else, in reading order, then the characters that make no word."""
    parts = (
        *_texts(found.document),
        *(one.text for one in found.leftovers),
        *(text for text, _ in found.structure),
    )
    elsewhere = Counter(word for text in parts for word in _WORD.findall(text))
    left = lost.copy()
    for word in (word for one in source.paragraphs() for word in _WORD.findall(one.text)):
        if elsewhere[word]:
            elsewhere[word] -= 1
        elif (letters := Counter(word)) <= left:
            left -= letters
            yield word
    yield from left.elements()
