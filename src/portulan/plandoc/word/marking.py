"""Invisible identities in the house's file: a bookmark around each title, action and result."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from portulan.plandoc.carried import MARK
from portulan.plandoc.carried import mark as name_of
from portulan.plandoc.document import Action
from portulan.plandoc.reading.docx_names import W
from portulan.plandoc.word.ink import Ink, said, take_out

Element = etree._Element

_OURS = re.compile(r"_ptl_")


def mark(root: Element, ink: Ink, pairs: Iterable[tuple[str, Element]]) -> None:
    """Give each line its identity, and what went where it still stands. One that has it is not touched; a second
    one of the same has a number."""
    wanted = [(name, line) for own, line in pairs if (name := name_of(own))]
    went = [(name, line) for own, line in ink.went if ink.tracking is not None and (name := name_of(own))]
    for name, line in wanted:
        if name not in _names(line):
            _taken_off(line)
    used = {one.get(W + "name", "") for one in root.iter(W + "bookmarkStart")}
    for name, line in [*wanted, *went]:
        if name not in _names(line):
            free = next(
                one for rank in range(1, 100) if (one := name if rank == 1 else f"{name}_{rank}") not in used
            )
            used.add(free)
            _put(ink, free, _part(line, (name, line) in went))


def _part(line: Element, gone: bool) -> list[Element]:
    """What of a line an identity is about: what went, what came, or all of it."""
    held = [one for one in line if one.tag != W + "pPr"]
    struck = [one for one in held if one.tag == W + "del"]
    if gone:
        return struck
    rest = [one for one in held if one.tag != W + "del"]
    return rest if struck and all(one.tag == W + "ins" for one in rest) else held


def unmark(rows: Iterable[Element]) -> None:
    """A copy has no identity of what it was copied from."""
    for row in rows:
        _taken_off(row)


def results(action: Action, held: Sequence[Element]) -> Iterator[tuple[str, Element]]:
    """Each expected result that has a line of its own."""
    if len(held) == len(action.expected_results):
        for result, line in zip(action.expected_results, held, strict=True):
            if result.text.plain in said(line) and ";" not in said(line):
                yield result.id, line


def _names(line: Element) -> set[str]:
    names = (MARK.fullmatch(one.get(W + "name", "")) for one in line.iter(W + "bookmarkStart"))
    return {f"_ptl_{one[1]}" for one in names if one}


def _taken_off(element: Element) -> None:
    starts = [one for one in element.iter(W + "bookmarkStart") if _OURS.match(one.get(W + "name", ""))]
    numbers = {one.get(W + "id") for one in starts}
    ends = [one for one in element.iter(W + "bookmarkEnd") if one.get(W + "id") in numbers]
    for one in (*starts, *ends):
        take_out(one)


def _put(ink: Ink, name: str, held: Sequence[Element]) -> None:
    """A bookmark around these elements of one line."""
    if not held:
        return
    number = str(next(ink.numbers))
    start, end = etree.Element(W + "bookmarkStart"), etree.Element(W + "bookmarkEnd")
    start.set(W + "id", number)
    start.set(W + "name", name)
    end.set(W + "id", number)
    held[0].addprevious(start)
    held[-1].addnext(end)
