"""A plan without a table: headings, bullets, and "Responsable : X ; Échéance : 2026" below each action."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from portulan.plandoc.reading.source import Block, Cell, Paragraph, Row, Run, Table
from portulan.plandoc.recognition import columns
from portulan.plandoc.text import fold

_LABEL = re.compile(
    r"(?:^|(?P<sep>[;|(,.–—•]\s*|\s-\s+|\n\s*))(?P<label>[^\W\d_](?:[^:;|()\n•.,]|[.,](?!\s+[A-ZÀ-Ý])|\([a-z]{1,3}\)){1,40}?)(?P<colon>\s?:(?!/))(?=\s|$)"
)
ACTION_LINE = re.compile(
    r"(?P<label>(?i:action|mesure|actie|acci[oó]n|a[cç][aã]o|activit[éey]\w*|fiche(?:[- ]action)?|actividad|"
    r"maatregel|ma[sß]+nahme|azione|medida|misura)"
    r"\s*(?:n\s?[°ºo]\s*)?)(?P<code>[A-Z]{0,3}[.-]?\d+(?:\.\d+)*[a-z]?)?(?P<sep>\s*[:.–—-]+\s+)(?P<text>\S.*)",
    re.DOTALL,
)
_PARTS = frozenset(
    {
        columns.RESPONSIBLE,
        columns.DEADLINE,
        columns.RESULT,
        columns.PRIORITY,
        columns.STATE,
        columns.RECOMMENDATION,
        columns.ASSOCIATE,
    }
)


@dataclass(slots=True)
class _Item:
    """An action with what is said of it: (label, its paragraphs)."""

    paragraph: Paragraph
    parts: list[tuple[str, list[Paragraph]]] = field(default_factory=list)
    labels: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Prose:
    """The blocks with tables made of the actions, and the characters that were only structure."""

    blocks: tuple[Block, ...]
    structure: tuple[tuple[str, str], ...]


def as_tables(blocks: Sequence[Block]) -> Prose | None:
    """The plan that paragraphs tell, None when they tell none."""
    labels = _labels(blocks)
    roles = {columns.said(label)[0] for label in labels}
    if not roles & {columns.RESPONSIBLE, columns.DEADLINE}:
        labels = _returning(blocks)
    if not labels:
        return None
    teller = _Teller(labels, _level_of_actions(blocks, labels))
    for block in blocks:
        teller.take(block)
    teller.close()
    return Prose(tuple(teller.blocks), tuple(teller.structure)) if teller.actions >= 2 else None


def _labels(blocks: Sequence[Block]) -> frozenset[str]:
    """The words before colons that say a part of an action, or that come back."""
    found = Counter(
        fold(match["label"])
        for block in blocks
        if isinstance(block, Paragraph) and not block.place.part
        for match in _LABEL.finditer(block.text)
    )
    telling = {label for label, count in found.items() if count >= 2 and _tells(label)}
    most = max((found[label] for label in telling), default=0)
    return frozenset(
        telling
        | {
            label
            for label, count in found.items()
            if telling and (count >= max(3, most / 2) or count == most) and not ACTION_LINE.match(label + " : x")
        }
    )


def _returning(blocks: Sequence[Block]) -> frozenset[str]:
    """Words before colons that nothing is known of, where at least three of them open a line again and again, and
    one leads to deadlines."""
    said: dict[str, list[str]] = {}
    for one in (block for block in blocks if isinstance(block, Paragraph) and not block.place.part):
        if (match := _LABEL.match(one.text)) and not ACTION_LINE.match(match["label"] + " : x"):
            said.setdefault(fold(match["label"]), []).append(one.text[match.end() :].strip())
    often = {label: values for label, values in said.items() if len(values) >= 3}
    dated = any(columns.share_of_deadlines(values) >= 0.6 for values in often.values())
    return frozenset(often) if dated and len(often) >= 3 else frozenset()


def _tells(label: str) -> bool:
    role, score = columns.said(label)
    return score >= 0.6 and role in _PARTS and len(label.split()) <= 5


def _level_of_actions(blocks: Sequence[Block], labels: frozenset[str]) -> int:
    """The level of the headings that are actions: those that most often lead to what is said of them, below
    others; 0 where none is."""
    texts = [one for one in blocks if isinstance(one, Paragraph) and one.text.strip() and not one.place.part]
    leading = Counter(
        one.level
        for one, after in pairwise(texts)
        if one.level
        and any(fold(match["label"]) in labels and match.start() == 0 for match in _LABEL.finditer(after.text))
    )
    level, times = leading.most_common(1)[0] if leading else (0, 0)
    levels = {one.level for one in texts if one.level}
    return level if times >= 2 and min(levels) < level else 0


class _Teller:
    def __init__(self, labels: frozenset[str], level: int = 0) -> None:
        self.labels, self.level = labels, level
        self.blocks: list[Block] = []
        self.structure: list[tuple[str, str]] = []
        self.items: list[_Item] = []
        self.waiting: list[Paragraph] = []
        self.actions = 0

    def take(self, block: Block) -> None:
        if isinstance(block, Table) or block.place.part:
            self.flush()
            self.blocks.append(block)
        elif not block.text.strip():
            return
        elif (found := self.matches(block)) and (found[0].start() > 0 or self.waiting or self.items):
            self.told(block, found)
        elif self.is_item_of_part(block):
            self.items[-1].parts[-1][1].append(block)
        else:
            if block.level:
                self.flush()
            self.waiting.append(block)

    def matches(self, paragraph: Paragraph) -> list[re.Match[str]]:
        return [one for one in _LABEL.finditer(paragraph.text) if fold(one["label"]) in self.labels]

    def is_item_of_part(self, paragraph: Paragraph) -> bool:
        """A bullet below "Results:" is one of them."""
        if not self.items or not self.items[-1].parts or self.waiting or not paragraph.bullet:
            return False
        label = self.items[-1].labels[-1]
        deeper = paragraph.list_level > label.list_level or not label.bullet
        return deeper and paragraph.list_level > (
            self.items[-1].paragraph.list_level if self.items[-1].paragraph.bullet else -1
        )

    def told(self, paragraph: Paragraph, found: list[re.Match[str]]) -> None:
        """A paragraph that says something of an action: of the one that it begins with, else of the last one."""
        text = paragraph.text
        head = text[: found[0].start()].strip(" ;,-–—(")
        if head:
            self.begin(part_of(paragraph, 0, found[0].start(), " ;,-–—("))
            self.note(text[len(head) : found[0].start()])
        elif self.waiting and self.waiting[-1].level in (0, self.level):
            self.begin(self.waiting.pop())
        elif not self.items:
            self.waiting.append(paragraph)
            return
        for index, match in enumerate(found):
            end = found[index + 1].start() if index + 1 < len(found) else len(text)
            self.part(paragraph, match, end)

    def begin(self, paragraph: Paragraph) -> None:
        if self.waiting:
            self.flush()
        self.actions += 1
        self.items.append(_Item(self.coded(paragraph)))

    def coded(self, paragraph: Paragraph) -> Paragraph:
        """ "Action 1.2: text" is the text under its code."""
        match = ACTION_LINE.fullmatch(paragraph.text.strip())
        if not match:
            return paragraph
        self.note(match["label"])
        self.note(match["sep"])
        start = paragraph.text.index(match["text"], match.start("sep"))
        rest = part_of(paragraph, start, len(paragraph.text))
        return replace(rest, runs=(Run(f"{match['code']}. "), *rest.runs)) if match["code"] else rest

    def part(self, paragraph: Paragraph, match: re.Match[str], end: int) -> None:
        item = self.items[-1]
        self.note(match["sep"] or "")
        self.note(match["colon"])
        trimmed = " ;,–—|." if (match["sep"] or "").startswith(".") else " ;,–—|"
        value = part_of(paragraph, match.end(), end, trimmed)
        kept = paragraph.text[match.end() : end].strip()
        if kept.endswith(")") and kept.count("(") < kept.count(")"):
            value = part_of(
                paragraph, match.end(), match.end() + paragraph.text[match.end() : end].rindex(")"), " ;,–—|"
            )
        self.note(kept.removeprefix(value.text.strip()))
        label = replace(paragraph, runs=(Run(match["label"].strip()),))
        item.labels.append(label)
        item.parts.append((fold(match["label"]), [value] if value.text.strip() else []))

    def note(self, characters: str) -> None:
        if characters.strip():
            self.structure.append((characters.strip(), "separator"))

    def flush(self) -> None:
        """Give the actions met so far as one table, then the paragraphs that wait."""
        if self.items:
            self.blocks.append(self.table())
            self.items = []
        self.blocks += self.waiting
        self.waiting = []

    def close(self) -> None:
        self.flush()

    def table(self) -> Table:
        order = list(dict.fromkeys(label for item in self.items for label, _ in item.parts))
        at = {label: index for index, label in enumerate(order, 1)}
        titles: dict[str, Paragraph] = {}
        rows = []
        for item in self.items:
            place = item.paragraph.place
            cells: dict[int, list[Paragraph]] = {
                0: [replace(item.paragraph, bullet="" if not item.paragraph.computed else item.paragraph.bullet)]
            }
            for (label, paragraphs), written in zip(item.parts, item.labels, strict=True):
                cells.setdefault(at[label], []).extend(replace(one, bullet="") for one in paragraphs)
                if label in titles:
                    self.note(written.text)
                titles.setdefault(label, written)
            rows.append(
                Row(tuple(Cell(column, tuple(held), place) for column, held in sorted(cells.items())), place)
            )
        head = (Cell(0, ()), *(Cell(at[label], (titles[label],), titles[label].place) for label in order))
        return Table((Row(head, rows[0].place, header=True), *rows), len(order) + 1, rows[0].place)


def part_of(paragraph: Paragraph, start: int, end: int, trimmed: str = " ") -> Paragraph:
    """Part of a paragraph, its runs kept, without the characters trimmed at its ends."""
    text = paragraph.text[start:end]
    start += len(text) - len(text.lstrip(trimmed + "\n\t\xa0"))
    end -= len(text) - len(text.rstrip(trimmed + "\n\t\xa0"))
    runs, at = [], 0
    for run in paragraph.runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            runs.append(replace(run, text=run.text[low:high]))
        at += len(run.text)
    return replace(paragraph, runs=tuple(runs))
