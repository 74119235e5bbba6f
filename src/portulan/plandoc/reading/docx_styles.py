"""What the styles of a Word file say: italics, bold, heading level, numbering."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from portulan.plandoc.reading.docx_names import W, is_on, value, whole
from portulan.plandoc.text import fold

_HEADING = re.compile(r"(?:heading|titre|kop|uberschrift|titulo|ttulo|titolo)\s*([1-9])")
Look = Mapping[str, bool]
Numbering = tuple[str, int]  # which list, which level of it


@dataclass(frozen=True, slots=True)
class Style:
    """`look` says what the style sets of italics ("i") and bold ("b"); `level` is 1 to 6 for a heading, else 0."""

    look: Look = field(default_factory=dict)
    level: int = 0
    numbering: Numbering | None = None


_PLAIN = Style()


class Styles:
    """The styles of a file, each with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        self._own = {one.get(W + "styleId", ""): one for one in root.iter(W + "style")} if root is not None else {}
        self._whole: dict[str, Style] = {}
        self.default = next(
            (
                name
                for name, one in self._own.items()
                if one.get(W + "type") == "paragraph" and one.get(W + "default") in {"1", "true"}
            ),
            "",
        )

    def __getitem__(self, name: str) -> Style:
        """The style of that identifier; a plain one when it is unknown."""
        if name not in self._whole:
            self._whole[name] = self._built(name, 0)
        return self._whole[name]

    def _built(self, name: str, depth: int) -> Style:
        element = self._own.get(name)
        if element is None or depth > 12:
            return _PLAIN
        base = self._built(value(element, "basedOn"), depth + 1)
        properties = element.find(W + "pPr")
        return Style(
            {**base.look, **look(element.find(W + "rPr"))},
            _level(element, properties) or base.level,
            numbering(properties, base.numbering),
        )


def look(properties: etree._Element | None) -> Look:
    """Which of italics (i) and bold (b) these properties set, and to what."""
    found: dict[str, bool] = {}
    for tag in ("i", "b"):
        element = properties.find(W + tag) if properties is not None else None
        if element is not None:
            found[tag] = is_on(element)
    return found


def toggled(paragraph: Look, character: Look, direct: Look) -> tuple[bool, bool]:
    """Italics and bold of a run (ECMA-376, 17.7.3): italics in an italic paragraph style stand upright; what the
    run itself says goes before all."""
    italics, bold = (direct.get(tag, paragraph.get(tag, False) != character.get(tag, False)) for tag in ("i", "b"))
    return italics, bold


def numbering(properties: etree._Element | None, inherited: Numbering | None) -> Numbering | None:
    """The list and level that paragraph properties name, completed by what is inherited; None out of any list."""
    element = properties.find(W + "numPr") if properties is not None else None
    if element is None:
        return inherited
    which, level = value(element, "numId"), value(element, "ilvl")
    which = which or (inherited[0] if inherited else "")
    if which in {"", "0"}:
        return None
    return which, whole(level) if level else (inherited[1] if inherited else 0)


def outline_level(properties: etree._Element | None) -> int:
    """1 to 6 where the properties make it a heading; 0 where they say nothing."""
    text = value(properties, "outlineLvl")
    return min(int(text) + 1, 6) if text.isdigit() and int(text) < 9 else 0


def _level(style: etree._Element, properties: etree._Element | None) -> int:
    named = _HEADING.match(fold(value(style, "name")))
    return outline_level(properties) or (min(int(named[1]), 6) if named else 0)
