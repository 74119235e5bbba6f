"""The tree: headings, objective cells and numbering place each action below its objective."""

import re
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import (
    Action,
    ExpectedResult,
    Objective,
    PlanDocument,
    Priority,
    Responsible,
)
from portulan.plandoc.names import standing_alone
from portulan.plandoc.reading.source import Cell, Paragraph, Place, Row, Source, Table
from portulan.plandoc.recognition import cells, columns
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.text import Wording, fold

NAMESPACE = uuid.UUID("6f0c1f9e-6a0e-5c56-9f6b-0d5c3f1f7f61")
_OWN_HEADING = re.compile(r"Heading(?P<level>[1-9])")
MARK = re.compile(r"_ptl_([0-9a-f]{32})")

_HEADING = re.compile(
    r"(?P<label>(?i:objectif|axe|temps|phase|th[èe]me|volet|orientation|domaine|enjeu|priorit[ée]|ambition|d[ée]fi|"
    r"chapitre|pilier|strategic|objective|goal|axis|pillar|theme|strand|doelstelling|pijler|objetivo|eje|eixo)"
    r"[^\d:.–—]{0,60}?)\s*(?P<code>\d+(?:\.\d+)*|(?<=\s)(?:[IVX]+|[A-H])\b)\s*(?P<sep>[:.)–—-]*)\s*(?P<title>.*)",
    re.DOTALL,
)
_PRIORITIES = {"haute": Priority.HIGH, "high": Priority.HIGH, "elevee": Priority.HIGH, "1": Priority.HIGH,
               "moyenne": Priority.MEDIUM, "medium": Priority.MEDIUM, "2": Priority.MEDIUM,
               "limitee": Priority.LOW, "basse": Priority.LOW, "faible": Priority.LOW, "low": Priority.LOW,
               "3": Priority.LOW}  # fmt: skip


@dataclass(slots=True)
class Node:
    """An objective being built. `level` is its depth; `-1` would be the plan itself. One that `stands` is
    a heading: objectives of the table's own cells go below it."""

    code: str
    label: str
    title: Wording
    level: int
    mark: str = ""
    stands: bool = False
    children: list["Node"] = field(default_factory=list)
    actions: list["Found"] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """An action and the row it was found in."""

    action: Action
    row: Row
    roles: Mapping[int, str]
    titles: Mapping[int, str]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The document without its header, the paragraphs before it, and the row of each action by identity."""

    document: PlanDocument
    front: list[Paragraph]
    rows: Mapping[str, Found]


def outline(source: Source, boundary: Boundary, account: Account) -> Outline:
    """Walk the source once."""
    builder = _Builder(source, boundary, account)
    for block in source.blocks:
        if isinstance(block, Table):
            builder.table(block)
        else:
            builder.paragraph(block)
    builder.close()
    objectives = tuple(_settled(node, str(index)) for index, node in enumerate(builder.top.children, 1))
    rows = {
        action.id: found
        for objective, node in zip(objectives, builder.top.children, strict=True)
        for action, found in _pairs(objective, node)
    }
    document = PlanDocument(
        title="", language=_language(source), columns=builder.column_titles, objectives=objectives
    )
    return Outline(document, builder.front, rows)


class _Builder:
    def __init__(self, source: Source, boundary: Boundary, account: Account) -> None:
        self.account, self.boundary = account, boundary
        self.top = Node("", "", Wording(), -1)
        self.open: list[Node] = [self.top]
        self.levels: dict[str, int] = {}
        self.front: list[Paragraph] = []
        self.untitled: Node | None = None
        self.roles: dict[int, str] = {}
        self.width = 0
        self.titles: dict[int, str] = {}
        self.column_titles: dict[str, str] = {}
        self.alone = standing_alone(_responsible_cells(source))
        self.numbered_tables = False

    # paragraphs and full-width rows

    def paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.text.strip():
            return
        if paragraph.place.part:
            self.account.leftover(paragraph.text, paragraph.place, paragraph.place.part)
        elif not self.heading(paragraph.wording, paragraph.marks) and not self.own_heading(paragraph):
            if len(self.open) == 1 and not self.top.children:
                self.front.append(paragraph)
            else:
                self.account.leftover(paragraph.text, paragraph.place, "entre les tableaux")

    def heading(self, wording: Wording, marks: tuple[str, ...]) -> bool:
        """Whether this line opens an objective, or is the title of one that has none yet."""
        match = _HEADING.fullmatch(wording.plain)
        if match and len(match["label"]) < 70:
            self.account.role(match["sep"], "separator")
            self.push(match["label"].strip(), match["code"], cells.cut(wording, match.start("title")), marks)
            return True
        if self.untitled is not None:
            self.untitled.title, self.untitled.mark = wording, self.untitled.mark or _mark(marks)
            self.untitled = None
            return True
        return False

    def own_heading(self, paragraph: Paragraph) -> bool:
        """Whether this is a heading of one of our own files, which needs no word to be known as an objective."""
        style = _OWN_HEADING.fullmatch(paragraph.style)
        if not style or not _mark(paragraph.marks):
            return False
        level = int(style["level"]) - 1
        while len(self.open) > 1 and (self.open[-1].level >= level or not self.open[-1].stands):
            self.open.pop()
        code, title = cells.coded(paragraph.wording, self.account)
        node = Node(code, "", title, level, _mark(paragraph.marks), stands=True)
        self.open[-1].children.append(node)
        self.open.append(node)
        return True

    def push(self, label: str, code: str, title: Wording, marks: tuple[str, ...]) -> None:
        """Open an objective: a word seen before goes back to its level, a new one goes below what is open."""
        word = fold(label)
        headings = [node for node in self.open if node.stands]
        level = self.levels.setdefault(word, len(headings))
        while len(self.open) > 1 and (self.open[-1].level >= level or not self.open[-1].stands):
            self.open.pop()
        node = Node(code, label, title, level, _mark(marks), stands=True)
        self.open[-1].children.append(node)
        self.open.append(node)
        self.untitled = None if title else node

    # tables

    def table(self, table: Table) -> None:
        start = 0
        if titled := columns.roles(table):
            self.roles, start = titled
            self.width = table.columns
            self.take_titles(table.rows[:start])
        else:
            roles = columns.from_content(table, self.roles, self.width) if self.roles else None
            if roles is None:
                self.not_a_plan(table)
                return
        for row in table.rows[start:]:
            self.row(row)

    def take_titles(self, rows: tuple[Row, ...]) -> None:
        """Keep the titles of the first table; those of later ones repeat them."""
        for row in rows:
            for cell in row.cells:
                role = self.roles.get(cell.column)
                self.titles.setdefault(cell.column, " ".join(cell.text.split("\n")))
                if role and role not in self.column_titles:
                    self.column_titles[role] = self.titles[cell.column]
                else:
                    self.account.role(cell.text, "column title")

    def not_a_plan(self, table: Table) -> None:
        for row in table.rows:
            for cell in row.cells:
                self.account.leftover(cell.text, cell.place, "tableau qui n’est pas le plan")

    def row(self, row: Row) -> None:
        filled = [cell for cell in row.cells if cell.text]
        if not filled:
            return
        if self.is_repeated_title(row):
            for cell in filled:
                self.account.role(cell.text, "repeated header")
        elif (
            len(filled) == 1 and (filled[0].span > 1 or filled[0].column == 0) and self.full_width(row, filled[0])
        ):
            return
        else:
            self.plan_row(row)

    def is_repeated_title(self, row: Row) -> bool:
        return all(
            not cell.text or self.titles.get(cell.column) == " ".join(cell.text.split("\n")) for cell in row.cells
        )

    def full_width(self, row: Row, cell: Cell) -> bool:
        """A row with one text over the whole width is a heading."""
        wording = cells.whole(cell)
        if self.heading(wording, cell.marks):
            return True
        if cell.span > 1 and cell.span >= self.width - 1:
            code, title = cells.coded(wording, self.account)
            self.push_row_objective(code, title, cell.marks)
            return True
        return False

    def push_row_objective(self, code: str, title: Wording, marks: tuple[str, ...]) -> None:
        """An objective without a word of its own, from a cell or a full-width row."""
        while len(self.open) > 1 and not self.open[-1].stands:
            self.open.pop()
        node = Node(code, "", title, self.open[-1].level + 1, _mark(marks))
        self.open[-1].children.append(node)
        self.open.append(node)
        self.untitled = None

    def plan_row(self, row: Row) -> None:
        by_role = {role: row.at(column) for column, role in self.roles.items()}
        objective = by_role.get(columns.OBJECTIVE)
        if objective is not None and objective.text and not objective.continues:
            code, title = cells.coded(cells.whole(objective), self.account)
            self.push_row_objective(code, title, objective.marks)
        elif objective is not None and objective.text:
            self.account.leftover(objective.text, objective.place, "suite d’une cellule fusionnée")
        action = by_role.get(columns.ACTION)
        if action is None or not action.text:
            self.orphans(row, objective)
            return
        self.open[-1].actions.append(self.found(row, by_role, action))

    def orphans(self, row: Row, objective: Cell | None) -> None:
        for cell in row.cells:
            if cell.text and cell is not objective:
                self.account.leftover(cell.text, cell.place, "ligne sans action")

    def found(self, row: Row, by_role: Mapping[str, Cell | None], cell: Cell) -> Found:
        code, text = cells.coded(cells.whole(cell), self.account)
        own_code = by_role.get(columns.CODE)
        if own_code is not None and own_code.text and not code:
            code = own_code.text.rstrip(".")
            self.account.role(own_code.text[len(code) :], "code end")
        elif own_code is not None:
            self.account.role(own_code.text, "code")
        action = Action(
            id="",
            code=code,
            text=text,
            responsibles=tuple(Responsible(name) for name in self.names(by_role.get(columns.RESPONSIBLE))),
            deadline=understand(_one_line(by_role.get(columns.DEADLINE)), self.boundary),
            expected_results=tuple(self.results(by_role.get(columns.RESULT))),
            recommendations=tuple(wording.plain for wording, _ in self.lines(by_role.get(columns.RECOMMENDATION))),
            priority=self.priority(by_role.get(columns.PRIORITY)),
            extra=self.extra(row),
        )
        return Found(action, row, dict(self.roles), dict(self.titles), _mark(cell.marks))

    def names(self, cell: Cell | None) -> list[str]:
        found = cells.names(cell, self.alone, self.account) if cell else []
        for name, times in Counter(found).items():
            for _ in range(times - 1):
                self.account.role(name, "name written twice")
        return list(dict.fromkeys(found))

    def lines(self, cell: Cell | None) -> list[tuple[Wording, Paragraph]]:
        return cells.lines(cell, self.account) if cell else []

    def results(self, cell: Cell | None) -> Iterator[ExpectedResult]:
        for wording, paragraph in self.lines(cell):
            yield ExpectedResult(_mark(paragraph.marks), wording, cells.result_kind(wording.plain))

    def priority(self, cell: Cell | None) -> Priority:
        found = _PRIORITIES.get(fold(cell.text), Priority.UNSET) if cell else Priority.UNSET
        if cell is not None and cell.text:
            if found:
                self.account.role(cell.text, "priority")
            else:
                self.account.leftover(cell.text, cell.place, "priorité non comprise")
        return found

    def extra(self, row: Row) -> dict[str, str]:
        """The cells of columns that have no role, under their title."""
        return {
            self.titles.get(cell.column) or f"Colonne {cell.column + 1}": cell.text
            for cell in row.cells
            if cell.text and cell.column not in self.roles and cell.span == 1
        }

    def close(self) -> None:
        """An objective announced and never titled keeps its word and number only."""


def _settled(node: Node, path: str) -> Objective:
    """The finished objective; identities come from marks, else from the place in the plan."""
    return Objective(
        id=node.mark or _identity("objective", path),
        code=node.code,
        label=node.label,
        title=node.title,
        objectives=tuple(_settled(child, f"{path}/{index}") for index, child in enumerate(node.children, 1)),
        actions=tuple(_action(found, f"{path}/a{index}") for index, found in enumerate(node.actions, 1)),
    )


def _action(found: Found, path: str) -> Action:
    identity = found.mark or _identity("action", path)
    results = tuple(
        ExpectedResult(one.id or _identity("result", f"{path}/{index}"), one.text, one.kind)
        for index, one in enumerate(found.action.expected_results, 1)
    )
    action = found.action
    return Action(
        id=identity,
        code=action.code,
        text=action.text,
        responsibles=action.responsibles,
        deadline=action.deadline,
        expected_results=results,
        recommendations=action.recommendations,
        priority=action.priority,
        extra=action.extra,
    )


def _pairs(objective: Objective, node: Node) -> Iterator[tuple[Action, Found]]:
    yield from zip(objective.actions, node.actions, strict=True)
    for child, child_node in zip(objective.objectives, node.children, strict=True):
        yield from _pairs(child, child_node)


def _identity(kind: str, path: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{kind} {path}"))


def _mark(marks: tuple[str, ...]) -> str:
    """The identity that a bookmark of our own Word files carries, if one does."""
    found = next((match for mark in marks if (match := MARK.fullmatch(mark))), None)
    return str(uuid.UUID(found[1])) if found else ""


def _one_line(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def _responsible_cells(source: Source) -> Iterator[str]:
    """The text of each cell of responsible bodies, line by line, to learn which names stand alone."""
    roles: dict[int, str] = {}
    for table in source.tables():
        titled = columns.roles(table)
        roles = titled[0] if titled else roles
        column = next((at for at, role in roles.items() if role == columns.RESPONSIBLE), None)
        for row in table.rows[titled[1] if titled else 0 :]:
            cell = row.at(column) if column is not None else None
            if cell is not None and cell.span == 1:
                yield from (paragraph.wording.plain for paragraph in cell.paragraphs)


def _language(source: Source) -> str:
    """French unless English or Dutch words are more frequent."""
    words = Counter(word for one in source.paragraphs() for word in fold(one.text).split())
    shares = {
        "fr": sum(words[word] for word in ("de", "la", "les", "des", "du", "et", "en")),
        "en": sum(words[word] for word in ("the", "of", "and", "to", "for", "in", "with")),
        "nl": sum(words[word] for word in ("de", "het", "van", "en", "een", "voor", "met")),
    }
    shares["nl"] = shares["nl"] if words["het"] + words["van"] + words["een"] > words["les"] + words["des"] else 0
    return max(shares, key=lambda name: shares[name])


def place_of(found: Found) -> Place:
    """Where the action stands in its file."""
    return found.row.place
