"""Bringing the cells of an action, or the lines that name an objective, to what they should say."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from portulan.plandoc.comparison.steps import steps
from portulan.plandoc.reading.docx_names import W
from portulan.plandoc.text import Wording
from portulan.plandoc.word.ink import Ink, blank, look_of, put_for, said, take_out, type_piece
from portulan.plandoc.word.places import lines

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a cell lists; equal keys are the same thing."""

    key: str
    text: Wording


@dataclass(slots=True)
class _Line:
    """A paragraph, what stood around its items, and what it lists: `items` before, `now` after. It is `fresh`
    where it comes; `replaced` where it says one thing for another; `stays` as the line of an emptied cell."""

    paragraph: Element | None
    before: str = ""
    after: str = ""
    joints: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    now: list[Item] = field(default_factory=list)
    fresh: bool = False
    replaced: bool = False
    stays: bool = False

    @property
    def goes(self) -> bool:
        return bool(self.items) and not self.now

    def pieces(self) -> list[type_piece]:
        """What the line says now; a joint that is missing is like the first."""
        joint = self.joints[0] if self.joints else ", "
        found: list[type_piece] = [(self.before, False)]
        for rank, item in enumerate(self.now):
            if rank:
                found.append((self.joints[rank - 1] if rank <= len(self.joints) else joint, False))
            found += item.text.pieces()
        return [one for one in (*found, (self.after, False)) if one[0]]


def plain(texts: Iterable[str]) -> list[Item]:
    """Items that are known by their text."""
    return [Item(text, Wording(text)) for text in texts]


def write_text(ink: Ink, cell: Element, was: str, now: Wording, like: Element | None = None) -> bool:
    """Make a cell say one text; what stood around the old one stays."""
    held = lines(cell)
    whole = said_all(held)
    at = whole.find(was) if was else -1
    before, after = (whole[:at], whole[at + len(was) :]) if at >= 0 else ("", "")
    pieces = [one for one in ((before, False), *now.pieces(), (after, False)) if one[0]]
    return ink.rewrite(held, pieces, like if like is not None else look_of(held[0]))


def said_all(paragraphs: Sequence[Element]) -> str:
    return " ".join(filter(None, map(said, paragraphs)))


def write_items(
    ink: Ink, held: Sequence[Element], was: Sequence[Item], now: Sequence[Item], model: Element
) -> None:
    """Make cells list these items, a line each, or where those beside them stand. `model` is a paragraph whose
    look the first item of an empty cell takes."""
    found = _located([one for cell in held for one in lines(cell)], was)
    if found is None:  # the cell says it in other words than were understood: it is written anew
        found = [_Line(one, items=[Item("", Wording(said(one)))]) for cell in held for one in lines(cell)]
        found = [
            one if said(one.paragraph) else _Line(one.paragraph) for one in found if one.paragraph is not None
        ]
        was = []
    _settle(found, was, now)
    _write(ink, found, model)


def _located(paragraphs: Sequence[Element], items: Sequence[Item]) -> list[_Line] | None:
    """The lines with the items in them, in order; None where one is not found."""
    found: list[_Line] = []
    rest = list(items)
    for paragraph in paragraphs:
        text, line, at = said(paragraph), _Line(paragraph), 0
        while rest and (start := text.find(rest[0].text.plain, at)) >= 0 and rest[0].text.plain:
            if line.items:
                line.joints.append(text[at:start])
            else:
                line.before = text[:start]
            line.items.append(rest.pop(0))
            at = start + len(line.items[-1].text.plain)
        line.after = text[at:] if line.items else ""
        if text and not line.items:
            return None
        found.append(line)
    return None if rest else found


def _settle(found: list[_Line], was: Sequence[Item], now: Sequence[Item]) -> None:
    """Give each line what it lists now; what is new stands in a line of its own, after what is before it."""
    homes = {id(item): line for line in found for item in line.items}
    gone: list[Item] = []
    last: _Line | None = None
    for at, to in steps([one.key for one in was], [one.key for one in now]):
        if at is not None and to is None:
            gone.append(was[at])
        elif to is not None:
            old = was[at] if at is not None else _reworded(gone, now[to])
            gone = gone if at is None else []
            line = homes.get(id(old)) if old is not None else None
            if line is None:
                line = last if last is not None and len(last.items) > 1 else _added(found, last)
            line.now.append(now[to])
            last = line


def _reworded(gone: list[Item], new: Item) -> Item | None:
    """The item without an identity that this one takes the place of."""
    if gone and gone[0].key == gone[0].text.plain and new.key == new.text.plain:
        return gone.pop(0)
    return None


def _added(found: list[_Line], last: _Line | None) -> _Line:
    """A line for what is new: the empty one of an empty cell, else one after the last."""
    if last is None and len(found) == 1 and not found[0].items and not found[0].now:
        return found[0]
    pattern = next((one for one in found if one.items), None)
    fresh = _Line(None, before=_bullet(pattern.before) if pattern else "", fresh=True)
    found.insert(found.index(last) + 1 if last is not None else 0, fresh)
    return fresh


def _bullet(before: str) -> str:
    """What stands before an item, where it is a sign rather than words."""
    return before if not any(char.isalnum() for char in before) else ""


def _write(ink: Ink, found: list[_Line], model: Element) -> None:
    shown = next((one.paragraph for one in found if one.paragraph is not None and one.items), model)
    tail = _tail(found)
    gone, come = [one for one in tail if one.goes], [one for one in tail if one.fresh]
    if gone and come:
        _replace(found, gone[-1], come[-1])
    elif len(gone) == len(found):
        gone[-1].stays = True
    _lay(found, ink, shown)
    for line in found:
        _say(ink, line, shown)
    _ends(ink, found)


def _tail(found: list[_Line]) -> list[_Line]:
    """The last lines that only come or only go: the end of a cell can do neither."""
    at = len(found)
    while at and (found[at - 1].goes or found[at - 1].fresh):
        at -= 1
    return found[at:]


def _replace(found: list[_Line], gone: _Line, come: _Line) -> None:
    """The last line says the one in the older edition and the other in the newer."""
    gone.replaced, gone.now, gone.joints = True, come.now, []
    found[:] = [one for one in found if one is not come and one is not gone] + [gone]


def _lay(found: list[_Line], ink: Ink, shown: Element) -> None:
    """Give each line that comes a paragraph, in its place."""
    last: Element | None = None
    for rank, line in enumerate(found):
        if line.paragraph is None:
            line.paragraph = ink.new_line(shown, line.pieces(), look_of(shown))
            if last is not None:
                last.addnext(line.paragraph)
            else:
                following = next(one.paragraph for one in found[rank + 1 :] if one.paragraph is not None)
                following.addprevious(line.paragraph)
        last = line.paragraph


def _say(ink: Ink, line: _Line, shown: Element) -> None:
    """Write what changed of a line that was there."""
    paragraph = line.paragraph
    if paragraph is None or line.fresh:
        return
    if line.goes or line.replaced:
        ink.went += [(item.key, paragraph) for item in line.items]
    if line.goes:
        ink.strike(paragraph)
    elif line.replaced and ink.tracking is not None:
        look = copy.deepcopy(look_of(paragraph))
        ink.strike(paragraph)
        ink.add(paragraph, line.pieces(), look)
    elif [one.text for one in line.items] != [one.text for one in line.now]:
        ink.rewrite([paragraph], line.pieces(), look_of(paragraph if line.items else shown))
        if not line.items:
            _restyled(ink, paragraph, shown)


def _ends(ink: Ink, found: list[_Line]) -> None:
    """The ends of lines that come or go. A tail takes its ends from the line before it."""
    if ink.tracking is None:
        for line in found:
            if line.goes and not line.stays and line.paragraph is not None:
                take_out(line.paragraph)
        return
    tags = ["ins" if one.fresh else "del" if one.goes else "" for one in found]
    tail = len(_tail(found))
    if tail:
        first = len(found) - tail
        tags = [*tags[: max(first - 1, 0)], *[tags[-1]] * (tail if first else tail - 1), ""]
    for line, tag in zip(found, tags, strict=True):
        if tag and line.paragraph is not None:
            ink.end(line.paragraph, tag)


def _restyled(ink: Ink, paragraph: Element, shown: Element) -> None:
    """An empty line that is filled takes the look of the lists of its column."""
    properties = blank(shown).find(W + "pPr")
    if properties is None or shown is paragraph:
        return
    old = paragraph.find(W + "pPr")
    if ink.tracking is not None:
        change = ink.change("pPrChange")
        change.append(copy.deepcopy(old) if old is not None else etree.Element(W + "pPr"))
        for mark in change.findall(f"{W}pPr/{W}rPr"):
            take_out(mark)
        properties.append(change)
    if old is not None:
        put_for(old, properties)
    else:
        paragraph.insert(0, properties)
