"""The flat sheet that we export, read back: its titles are known, so that each column is what it says."""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from portulan.plandoc import carried, jsonfile
from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.comparison.hearing import heard
from portulan.plandoc.comparison.matching import aligned
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import (
    Action,
    DeclaredState,
    ExpectedResult,
    Objective,
    PlanDocument,
    Priority,
    Responsible,
    Role,
)
from portulan.plandoc.plan_words import every
from portulan.plandoc.reading.source import Cell, Paragraph, Place, Row, Source, Table
from portulan.plandoc.recognition import columns, vocabulary
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.recognition.cells import result_kind
from portulan.plandoc.recognition.hierarchy import Outline
from portulan.plandoc.recognition.marks import identity
from portulan.plandoc.recognition.nodes import NAMESPACE
from portulan.plandoc.recognition.rows import Found
from portulan.plandoc.sentences import say
from portulan.plandoc.text import Wording, fold

S = TypeVar("S", bound=str)
R = TypeVar("R", Objective, Action)
_ALWAYS = frozenset({"strategic_title", "text"})  # the titles that nobody else writes
_HIGHEST = 5  # rows among which the titles stand
_NAMED = re.compile(r"(?P<name>.*?)\s*(?P<sep>\u00a0:)\s(?P<title>.*)", re.DOTALL)
_CODE = re.compile(r"(?P<label>.*?)\s*(?P<code>(?=\S*\d)[\w.\-]+|[IVX]+|[A-Z](\.\w+)*)?", re.DOTALL)
_ROLES = {
    "text": columns.ACTION,
    "responsibles": columns.RESPONSIBLE,
    "associates": columns.ASSOCIATE,
    "deadline": columns.DEADLINE,
    "results": columns.RESULT,
    "recommendations": columns.RECOMMENDATION,
    "code": columns.CODE,
    "priority": columns.PRIORITY,
    "state": columns.STATE,
}  # as other tables name what these columns hold


@dataclass(slots=True)
class _Node:
    """An objective being built; its children by what their cells say."""

    code: str = ""
    label: str = ""
    title: str = ""
    children: dict[str, "_Node"] = field(default_factory=dict)
    actions: list[Found] = field(default_factory=list)


def outline(source: Source, boundary: Boundary, account: Account) -> Outline | None:
    """The plan of the sheet whose titles are ours; None where there is none, and nothing is accounted then. What
    stands beside it is left over."""
    for table in source.tables():
        for rank, row in enumerate(table.rows[:_HIGHEST]):
            if names := _names(row):
                _set_aside(source, table, rank, account)
                builder = _Sheet(names, boundary, account, csv=source.kind == "csv")
                return builder.outline(table.rows[rank], table.rows[rank + 1 :])
    return None


def completed(
    document: PlanDocument, rows: Mapping[str, Found], facts: Mapping[str, str]
) -> tuple[PlanDocument, Mapping[str, Found]]:
    """The document, and its rows, with what the sheet does not show: as the plan that the file carries has it."""
    try:
        origin = jsonfile.loads(facts.get(carried.NAME, ""))
    except jsonfile.NotAPlanFile:
        return document, rows
    paired = aligned(document, origin)
    pairs = zip(document.actions(), paired.actions(), strict=True)
    return _in_order(heard(paired, origin), origin), {mine.id: rows[was.id] for was, mine in pairs}


def _in_order(document: PlanDocument, origin: PlanDocument) -> PlanDocument:
    """A sheet is sorted as people please: what stood in the plan keeps its order there."""
    ids = [*(one.id for one in origin.walk()), *(one.id for one in origin.actions())]
    ranks = {own: rank for rank, own in enumerate(ids)}

    def objective(one: Objective) -> Objective:
        below = tuple(objective(child) for child in one.objectives)
        return replace(one, objectives=_sorted(below, ranks), actions=_sorted(one.actions, ranks))

    return replace(document, objectives=_sorted(tuple(map(objective, document.objectives)), ranks))


def _sorted(rows: tuple[R, ...], ranks: Mapping[str, int]) -> tuple[R, ...]:
    """The rows by their rank; one that has none stays behind the one that it follows."""
    keys, last = [], -1
    for row in rows:
        last = ranks.get(row.id, last)
        keys.append(last)
    ordered = sorted(zip(keys, range(len(rows)), rows, strict=True), key=lambda one: one[:2])
    return tuple(row for _key, _at, row in ordered)


def _names(row: Row) -> dict[int, str]:
    """Our name of each column of ours, when this is the row of our titles."""
    titles = {cell.column: fold(" ".join(cell.text.split())) for cell in row.cells if cell.text}
    for words in every():
        known = {fold(title): name for name, title in words.sheet.items()}
        found = {column: known[title] for column, title in titles.items() if title in known}
        if set(found.values()) >= _ALWAYS:
            return found
    return {}


def _set_aside(source: Source, own: Table, rank: int, account: Account) -> None:
    for block in source.blocks:
        if block is own:
            block = Table(own.rows[:rank], own.columns)
        paragraphs = [block] if isinstance(block, Paragraph) else _paragraphs(block.rows)
        for one in paragraphs:
            account.leftover(one.text, one.place, say("hors du tableau du plan"))


def _paragraphs(rows: Iterable[Row]) -> Iterator[Paragraph]:
    return (one for row in rows for cell in row.cells for one in cell.paragraphs)


class _Sheet:
    def __init__(self, names: Mapping[int, str], boundary: Boundary, account: Account, *, csv: bool) -> None:
        self.names, self.boundary, self.account, self.csv = names, boundary, account, csv
        self.top = _Node()
        self.titles: dict[int, str] = {}
        self.known: set[str] = set()
        self.rows: dict[str, Found] = {}

    def outline(self, titles: Row, rows: Iterable[Row]) -> Outline:
        for cell in titles.cells:
            self.titles[cell.column] = self.text(cell)
            self.account.role(cell.text, "column title")
        for row in rows:
            self.row(row)
        objectives = tuple(self.objective(node, str(at)) for at, node in enumerate(self.top.children.values(), 1))
        document = PlanDocument(title="", objectives=objectives)
        return Outline(document, [], self.rows, {}, {}, ())

    def text(self, cell: Cell) -> str:
        """What the cell says; in CSV, an apostrophe keeps a text from being a formula (see `typeset.csv`)."""
        guarded = self.csv and cell.text[:1] == "'" and cell.text[1:2] in ("=", "+", "-", "@", "\t")
        if guarded:
            self.account.role("'", "separator")
        return cell.text[1:] if guarded else cell.text

    def row(self, row: Row) -> None:
        told = {self.names.get(cell.column, ""): self.text(cell) for cell in row.cells}
        node = self.holder(told)
        extra = dict(self.others(row))
        if any(text for name, text in told.items() if name in _ROLES) or extra:
            roles = {column: _ROLES.get(name, columns.EXTRA) for column, name in self.names.items()}
            action = self.action(told, extra)
            node.actions.append(Found(action, row, roles, self.titles, row.mark))

    def others(self, row: Row) -> Iterator[tuple[str, str]]:
        """The columns that people added, under their titles."""
        for cell in row.cells:
            if cell.column in self.names or not cell.text:
                continue
            if title := self.titles.get(cell.column, ""):
                yield title, self.text(cell)
            else:
                self.account.leftover(cell.text, cell.place, say("colonne sans titre"))

    # objectives

    def holder(self, told: Mapping[str, str]) -> _Node:
        """The objective of a row: those above it are opened the first time that they are named."""
        node = self.below(self.top, told.get("strategic", ""), told.get("strategic_title", ""), coded=True)
        for line in filter(None, told.get("between", "").split("\n")):
            node = self.between(node, line)
        return self.below(node, told.get("objective", ""), told.get("objective_title", ""), coded=False)

    def below(self, node: _Node, code: str, title: str, *, coded: bool) -> _Node:
        if not code and not title:
            return node
        key = f"{code}\n{' '.join(title.split())}"
        if key in node.children:
            self.account.role(code, "objective written again")
            self.account.role(title, "objective written again")
        else:
            label, own = _label_and_code(code) if coded else ("", code)
            node.children[key] = _Node(own, label, title)
        return node.children[key]

    def between(self, node: _Node, line: str) -> _Node:
        if line in node.children:
            self.account.role(line, "objective written again")
            return node.children[line]
        match = _NAMED.fullmatch(line)
        label, code = _label_and_code(match["name"]) if match else ("", "")
        if match:
            self.account.role(match["sep"], "separator")
        node.children[line] = _Node(code, label, match["title"] if match else line)
        return node.children[line]

    def objective(self, node: _Node, path: str) -> Objective:
        below = tuple(self.objective(one, f"{path}/{at}") for at, one in enumerate(node.children.values(), 1))
        actions = []
        for at, found in enumerate(node.actions, 1):
            action = _with_identities(found.action, self.own(found.mark), f"{path}/a{at}")
            actions.append(action)
            self.rows[action.id] = found
        title = Wording(" ".join(node.title.split()))
        own = _derived("objective", path)
        return Objective(own, node.code, node.label, title, objectives=below, actions=tuple(actions))

    def own(self, mark: str) -> str:
        """The identity that the row carries; none for a row that was copied from another."""
        found = identity((mark,))
        new = found not in self.known
        self.known.add(found)
        return found if new else ""

    # actions

    def action(self, told: Mapping[str, str], extra: Mapping[str, str]) -> Action:
        self.account.role(told.get("short_title", ""), "short title")
        return Action(
            id="",
            code=told.get("code", ""),
            text=Wording(" ".join(told.get("text", "").split())),
            short_title=" ".join(told.get("short_title", "").split()),
            responsibles=tuple(self.responsibles(told)),
            deadline=understand(" ".join(told.get("deadline", "").split()), self.boundary),
            expected_results=tuple(
                ExpectedResult("", Wording(line), result_kind(line)) for line in _lines(told.get("results", ""))
            ),
            recommendations=tuple(_lines(told.get("recommendations", ""))),
            priority=self.priority(told.get("priority", "")),
            state=self.state(told.get("state", "")),
            extra=dict(extra),
        )

    def responsibles(self, told: Mapping[str, str]) -> Iterator[Responsible]:
        seen: set[str] = set()
        for name, role in (("responsibles", Role.PILOT), ("associates", Role.ASSOCIATE)):
            for line in _lines(told.get(name, "")):
                if line in seen:
                    self.account.role(line, "name written twice")
                else:
                    seen.add(line)
                    yield Responsible(line, role)

    def priority(self, text: str) -> Priority:
        found = _said(text, [words.priorities for words in every()]) or vocabulary.priority(text)
        return Priority(self.understood(text, found or None, "priority", say("priorité non comprise")) or "")

    def state(self, text: str) -> DeclaredState:
        found = _said(text, [words.states for words in every()]) or vocabulary.state(text)
        known = self.understood(text, found, "state", say("état non compris"))
        return DeclaredState(known or DeclaredState.NOT_STARTED)

    def understood(self, text: str, found: str | None, role: str, note: str) -> str | None:
        if found is None and text:
            self.account.leftover(text, Place(), note)
        else:
            self.account.role(text, role)
        return found


def _said(text: str, languages: Sequence[Mapping[S, str]]) -> S | None:
    """The value that one of our own words means."""
    known: dict[str, S] = {fold(word): value for words in languages for value, word in words.items() if word}
    return known.get(fold(text))


def _label_and_code(text: str) -> tuple[str, str]:
    """ "Temps 1" is a label and a code, "1" a code, "Axe" a label."""
    match = _CODE.fullmatch(text)
    return (match["label"], match["code"] or "") if match else (text, "")


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(one.split()) for one in text.split("\n")) if line]


def _with_identities(action: Action, own: str, path: str) -> Action:
    results = tuple(
        replace(one, id=_derived("result", f"{path}/{at}")) for at, one in enumerate(action.expected_results, 1)
    )
    return replace(action, id=own or _derived("action", path), expected_results=results)


def _derived(kind: str, path: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"sheet {kind} {path}"))
