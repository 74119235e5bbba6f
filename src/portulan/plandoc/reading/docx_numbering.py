"""The numbers of Word's lists, computed as Word does: the text of the file does not hold them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from portulan.plandoc.reading.docx_names import W, value, whole
from portulan.plandoc.reading.docx_styles import Numbering
from portulan.plandoc.reading.numbers import BULLET, Counter, written

_LEVEL = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int
    legal: bool  # every number of the pattern in digits


@dataclass(slots=True)
class _List:
    """An abstract list: the levels, and how far each has counted."""

    levels: dict[int, _Level]
    counter: Counter


@dataclass(slots=True)
class _Use:
    """A list as paragraphs name it: which abstract list, and the numbers at which its levels begin anew."""

    of: _List
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of a file; each paragraph of one is told in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        abstract: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        for element in root.findall(W + "abstractNum") if root is not None else ():
            levels = dict(_level(one) for one in element.findall(W + "lvl"))
            starts = {number: level.start for number, level in levels.items()}
            abstract[element.get(W + "abstractNumId", "")] = _List(levels, Counter(starts))
        for element in root.findall(W + "num") if root is not None else ():
            of = abstract.get(value(element, "abstractNumId")) or _List({}, Counter())
            self._uses[element.get(W + "numId", "")] = _use(element, of)

    def bullet(self, where: Numbering) -> str:
        """The number of the next paragraph at that place of the list; a bullet where the list has no numbers."""
        name, number = where
        use = self._uses.get(name)
        level = (use.levels.get(number) or use.of.levels.get(number)) if use else None
        if use is None or level is None:
            return BULLET
        counter = use.of.counter
        if number in use.restarts:
            counter.restart(number, use.restarts.pop(number))
        counter.next(number)
        if level.form in {"bullet", "none"} or not _LEVEL.search(level.pattern):
            return "" if level.form == "none" and not level.pattern.strip() else BULLET
        return _LEVEL.sub(lambda match: self._part(use, level, int(match[1]) - 1), level.pattern).strip()

    def _part(self, use: _Use, own: _Level, number: int) -> str:
        level = use.levels.get(number) or use.of.levels.get(number)
        form = "decimal" if own.legal or level is None else level.form
        return written(use.of.counter.at(number), form)


def _use(element: etree._Element, of: _List) -> _Use:
    use = _Use(of, {})
    for override in element.findall(W + "lvlOverride"):
        number = whole(override.get(W + "ilvl"))
        own = override.find(W + "lvl")
        if own is not None:
            use.levels[number] = _level(own)[1]
        start = value(override, "startOverride")
        if start:
            use.restarts[number] = whole(start, 100_000)
    return use


def _level(element: etree._Element) -> tuple[int, _Level]:
    start = value(element, "start")
    level = _Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText"),
        whole(start, 100_000) if start else 1,
        element.find(W + "isLgl") is not None,
    )
    return whole(element.get(W + "ilvl")), level
