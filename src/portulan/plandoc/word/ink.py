"""Changing the text of Word's markup: words inside runs, lines inside cells, whole rows; as such, or tracked."""

import copy
import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from portulan.plandoc.comparison.redline import Part, Tracking, redline
from portulan.plandoc.reading import docx_styles
from portulan.plandoc.reading.docx_names import W, value
from portulan.plandoc.reading.docx_styles import Styles

type_piece = tuple[str, bool]  # a text, and whether it is emphasised

_GONE = {W + "del", W + "moveFrom"}
_APART = _GONE | {W + "pPr", W + "txbxContent", W + "sdtPr"}
_SIGNS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "noBreakHyphen": "\u2011"}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BEFORE_ITALIC = {W + "rStyle", W + "rFonts", W + "b", W + "bCs"}


@dataclass(slots=True)
class _Atom:
    """One character of a run, or what has none (a picture, the mark of a note: `char` is empty)."""

    char: str
    run: etree._Element
    child: etree._Element
    emphasised: bool
    gone: bool = False
    before: list[type_piece] = field(default_factory=list)
    after: list[type_piece] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        return self.gone or bool(self.before or self.after)


@dataclass(slots=True)
class _Slot:
    """One character as it is read: a run of blanks is one."""

    char: str
    atoms: list[_Atom]
    emphasised: bool


class Ink:
    """Writes into one part. With `tracking` each change can be accepted or rejected; `went` are then the keys of
    what went, each with the line where it still stands."""

    def __init__(self, root: etree._Element, styles: Styles, tracking: Tracking | None = None) -> None:
        self.styles, self.tracking = styles, tracking
        self.went: list[tuple[str, etree._Element]] = []
        used = (one.get(W + "id", "") for one in root.iter() if isinstance(one.tag, str))
        self.numbers = itertools.count(1 + max((int(one) for one in used if one.isdigit()), default=0))

    def plainly(self) -> "Ink":
        """The same pen for what is tracked as a whole: a row that comes is written as such inside."""
        twin = copy.copy(self)
        twin.tracking, twin.went = None, []
        return twin

    def change(self, tag: str) -> etree._Element:
        """A mark of change, whose it is and when."""
        mark = etree.Element(W + tag)
        mark.set(W + "id", str(next(self.numbers)))
        if self.tracking is not None:
            mark.set(W + "author", _FORBIDDEN.sub("", self.tracking.author))
            mark.set(W + "date", self.tracking.on.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        return mark

    # words

    def rewrite(
        self, paragraphs: Sequence[etree._Element], pieces: Iterable[type_piece], like: etree._Element
    ) -> bool:
        """Make these paragraphs say that text, all of it together; what stays is not touched. `like` is a run or a
        paragraph whose look the text takes where there was none. Answers whether anything changed."""
        pieces = [(_FORBIDDEN.sub("", text), emphasised) for text, emphasised in pieces]
        atoms = [atom for one in paragraphs for atom in self.atoms(one)]
        slots, styled = _slots(paragraphs, atoms)
        if not slots:
            return self.add(paragraphs[0], pieces, like)
        _mark(slots, pieces)
        touched = [atom for atom in atoms if atom.touched]
        for run in dict.fromkeys(atom.run for atom in touched):
            self._rebuild(run, [atom for atom in atoms if atom.run is run], styled)
        return bool(touched)

    def atoms(self, paragraph: etree._Element) -> Iterator[_Atom]:
        for run in visible_runs(paragraph):
            emphasised = self._emphasised(paragraph, run)
            for child in run:
                if child.tag == W + "t":
                    yield from (_Atom(char, run, child, emphasised) for char in child.text or "")
                elif child.tag != W + "rPr":
                    yield _Atom(_SIGNS.get(child.tag, ""), run, child, emphasised)

    def _emphasised(self, paragraph: etree._Element, run: etree._Element) -> bool:
        style = self.styles[value(paragraph.find(W + "pPr"), "pStyle") or self.styles.default]
        properties = run.find(W + "rPr")
        named = self.styles[name].look if (name := value(properties, "rStyle")) else {}
        return docx_styles.toggled(style.look, named, docx_styles.look(properties))[0]

    def add(self, paragraph: etree._Element, pieces: Sequence[type_piece], like: etree._Element) -> bool:
        """Write at the end of a line."""
        for text, emphasised in pieces:
            if text:
                paragraph.append(self._inserted(_run(text, _properties(like), emphasised)))
        return any(text for text, _ in pieces)

    def _rebuild(self, run: etree._Element, atoms: Sequence[_Atom], styled: bool) -> None:
        """The run cut where it changes, with what comes between its parts."""
        inside = next(run.iterancestors(W + "ins", W + "moveTo"), None) is not None
        made: list[etree._Element] = []
        for kind, group in itertools.groupby(_cut(atoms), key=_kind):
            if kind in ("kept", "gone"):
                part = _part(run, [one for one in group if isinstance(one, _Atom)])
                made += [part] if kind == "kept" else [self._deleted(part)] if self.tracking is not None else []
                continue
            for text, emphasised in (one for one in group if isinstance(one, tuple)):
                own = _run(text, run.find(W + "rPr"), None if styled else emphasised, atoms[0].emphasised)
                made.append(own if inside else self._inserted(own))
        for one in made:
            run.addprevious(one)
        take_out(run)

    def _inserted(self, run: etree._Element) -> etree._Element:
        if self.tracking is None:
            return run
        mark = self.change("ins")
        mark.append(run)
        return mark

    def _deleted(self, run: etree._Element) -> etree._Element:
        for text in run.iter(W + "t"):
            text.tag = W + "delText"
        mark = self.change("del")
        mark.append(run)
        return mark

    # lines and rows

    def strike(self, paragraph: etree._Element) -> None:
        """Every word of the paragraph goes; the paragraph stays."""
        for run in list(visible_runs(paragraph)):
            if self.tracking is None:
                take_out(run)
            else:
                mark = self._deleted(copy.deepcopy(run))
                put_for(run, mark)

    def underline(self, paragraph: etree._Element) -> None:
        """Every word of a new paragraph comes."""
        if self.tracking is not None:
            for run in list(visible_runs(paragraph)):
                put_for(run, self._inserted(copy.deepcopy(run)))

    def end(self, paragraph: etree._Element, tag: str) -> None:
        """The end of the line comes ("ins") or goes ("del")."""
        if self.tracking is None:
            return
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        own = properties.find(W + "rPr")
        if own is None:
            own = etree.Element(W + "rPr")
            later = [one for one in properties if one.tag in (W + "sectPr", W + "pPrChange")]
            properties.insert(properties.index(later[0]) if later else len(properties), own)
        own.insert(0, self.change(tag))

    def row(self, row: etree._Element, tag: str) -> None:
        """A whole row comes ("ins") or goes ("del")."""
        if self.tracking is None:
            return
        properties = row.find(W + "trPr")
        if properties is None:
            properties = etree.Element(W + "trPr")
            before = [one for one in row if one.tag in (W + "tblPrEx",)]
            row.insert(len(before), properties)
        properties.append(self.change(tag))
        for paragraph in row.iter(W + "p"):
            (self.underline if tag == "ins" else self.strike)(paragraph)
            self.end(paragraph, tag)

    def new_line(
        self, model: etree._Element, pieces: Sequence[type_piece], like: etree._Element
    ) -> etree._Element:
        """A paragraph in the look of another, that says this; its end is not tracked yet."""
        fresh = blank(model)
        self.add(fresh, pieces, like)
        return fresh


def take_out(element: etree._Element) -> None:
    """The element leaves its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def put_for(old: etree._Element, new: etree._Element) -> None:
    """The new element takes the place of the old one."""
    old.addprevious(new)
    take_out(old)


def visible_runs(parent: etree._Element) -> Iterator[etree._Element]:
    """The runs that are read, in order; those of changes that were tracked before are read as accepted."""
    for child in parent:
        if child.tag == W + "r":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _APART and len(child):
            yield from visible_runs(child)


def said(paragraph: etree._Element) -> str:
    """The text of a paragraph, blanks tidied."""
    text = "".join(
        (child.text or "") if child.tag == W + "t" else _SIGNS.get(child.tag, "")
        for run in visible_runs(paragraph)
        for child in run
    )
    return _tidied(text)


def blank(paragraph: etree._Element) -> etree._Element:
    """An empty paragraph of the same look."""
    fresh = etree.Element(W + "p")
    properties = paragraph.find(W + "pPr")
    if properties is not None:
        own = copy.deepcopy(properties)
        for one in [*own.iter(W + "ins", W + "del", W + "sectPr", W + "pPrChange")]:
            take_out(one)
        fresh.append(own)
    return fresh


def look_of(paragraph: etree._Element) -> etree._Element:
    """What gives its look to a text that is added: the first run, else the paragraph."""
    return next(visible_runs(paragraph), paragraph)


def _tidied(text: str) -> str:
    return re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip(" ")


def _properties(like: etree._Element) -> etree._Element | None:
    if like.tag == W + "r":
        return like.find(W + "rPr")
    own = like.find(f"{W}pPr/{W}rPr")
    if own is None:
        return None
    kept = copy.deepcopy(own)
    for one in [*kept.iter(W + "ins", W + "del", W + "rPrChange")]:
        take_out(one)
    return kept


def _run(
    text: str, properties: etree._Element | None, emphasised: bool | None, was: bool = False
) -> etree._Element:
    """A run of that look; `emphasised` is None where the look decides, `was` what the look says."""
    run = etree.Element(W + "r")
    own = copy.deepcopy(properties) if properties is not None else etree.Element(W + "rPr")
    if emphasised is not None and emphasised != was:
        for old in own.findall(W + "i"):
            own.remove(old)
        italic = etree.Element(W + "i")
        if not emphasised:
            italic.set(W + "val", "0")
        own.insert(sum(1 for one in own if one.tag in _BEFORE_ITALIC), italic)
    if len(own):
        run.append(own)
    for rank, line in enumerate(text.split("\n")):
        if rank:
            run.append(etree.Element(W + "br"))
        for at, piece in enumerate(line.split("\t")):
            if at:
                run.append(etree.Element(W + "tab"))
            if piece:
                run.append(_text(piece))
    return run


def _text(text: str) -> etree._Element:
    element = etree.Element(W + "t")
    element.text = text
    element.set(_XML_SPACE, "preserve")
    return element


def _part(run: etree._Element, atoms: Iterable[_Atom]) -> etree._Element:
    """The part of a run that these characters make."""
    part = etree.Element(W + "r")
    for name, of in run.items():
        part.set(name, of)
    properties = run.find(W + "rPr")
    if properties is not None:
        part.append(copy.deepcopy(properties))
    for child, group in itertools.groupby(atoms, key=lambda one: one.child):
        if child.tag == W + "t":
            part.append(_text("".join(one.char for one in group)))
        else:
            part.append(copy.deepcopy(child))
    return part


def _kind(one: _Atom | type_piece) -> str:
    return "come" if isinstance(one, tuple) else "gone" if one.gone else "kept"


def _cut(atoms: Iterable[_Atom]) -> Iterator[_Atom | type_piece]:
    for atom in atoms:
        yield from atom.before
        yield atom
        yield from atom.after


def _slots(paragraphs: Sequence[etree._Element], atoms: Sequence[_Atom]) -> tuple[list[_Slot], bool]:
    """The characters that are read, without blanks at the ends, and whether all are in italics: that is style."""
    slots: list[_Slot] = []
    last: etree._Element | None = None
    homes: dict[etree._Element, etree._Element] = {}
    for one in paragraphs:
        homes.update((run, one) for run in visible_runs(one))
    for atom in atoms:
        if not atom.char:
            continue
        if last is not None and homes[atom.run] is not last:
            slots.append(_Slot(" ", [], False))
        last = homes[atom.run]
        is_blank = atom.char.isspace() and atom.char not in "\u00a0\u202f"
        if is_blank and slots and slots[-1].char == " ":
            slots[-1].atoms.append(atom)
        else:
            slots.append(_Slot(" " if is_blank else atom.char, [atom], atom.emphasised))
    while slots and slots[-1].char == " ":
        slots.pop()
    while slots and slots[0].char == " ":
        slots.pop(0)
    styled = bool(slots) and all(one.emphasised for one in slots if one.char != " ")
    for slot in slots:
        slot.emphasised = slot.emphasised and not styled
    return slots, styled


def _mark(slots: Sequence[_Slot], pieces: Sequence[type_piece]) -> None:
    """Say of each character whether it goes, and what comes beside it."""
    new = [(char, emphasised) for text, emphasised in pieces for char in text]
    at = to = 0
    for segment in redline("".join(one.char for one in slots), "".join(char for char, _ in new)):
        length = len(segment.text)
        old = slots[at : at + length] if segment.part is not Part.ADDED else []
        fresh = new[to : to + length] if segment.part is not Part.REMOVED else []
        if segment.part is Part.KEPT:
            _keep(slots, at, old, fresh)
        elif segment.part is Part.REMOVED:
            _go(old)
        else:
            _come(slots, at, fresh)
        at, to = at + len(old), to + len(fresh)


def _keep(slots: Sequence[_Slot], at: int, old: Sequence[_Slot], fresh: Sequence[type_piece]) -> None:
    """Words that stay; those whose emphasis changes go and come again."""
    same = [one.char == " " or one.emphasised == new[1] for one, new in zip(old, fresh, strict=True)]
    start = 0
    for kept, group in itertools.groupby(same):
        end = start + len(list(group))
        if not kept:
            _go(old[start:end])
            _come(slots, at + end, fresh[start:end])
        start = end


def _go(slots: Iterable[_Slot]) -> None:
    for atom in (atom for slot in slots for atom in slot.atoms):
        atom.gone = True


def _come(slots: Sequence[_Slot], at: int, fresh: Iterable[type_piece]) -> None:
    made = [
        ("".join(char for char, _ in group), emphasised)
        for emphasised, group in itertools.groupby(fresh, key=lambda one: one[1])
    ]
    before = next((slot.atoms[-1] for slot in reversed(slots[:at]) if slot.atoms), None)
    if before is not None:
        before.after += made
    else:
        first = next(slot.atoms[0] for slot in slots if slot.atoms)
        first.before += made
