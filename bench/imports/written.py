"""Plans written by hand as text (`unseen/*/*.txt`): each says its columns, what each is, and its rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

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
from portulan.plandoc.text import Wording

HERE = Path(__file__).parent / "unseen"
LINE = "¶"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title ("Group > Title" under a group), what it is, what parts its values, and what its words
    stand for (priority and state)."""

    title: str
    role: str
    between: str = ""
    words: tuple[tuple[str, str], ...] = ()

    def values(self, text: str) -> list[str]:
        if not self.between:
            return [text] if text else []
        spaced = f" {self.between} " if self.between.isalpha() else self.between
        return [part.strip().lstrip("•-").strip() for part in text.split(spaced) if part.strip()]


@dataclass(frozen=True, slots=True)
class Written:
    """A plan as its author wrote it down: `rows` hold a text for each column, the objective in each of them;
    `drawn` is the document itself where no layout of ours makes it (see `drawn.blocks`)."""

    name: str
    facts: dict[str, str]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    drawn: str = field(default="", repr=False)

    @property
    def title(self) -> str:
        return self.facts["title"]

    def at(self, role: str) -> int:
        return next((index for index, one in enumerate(self.columns) if one.role == role), -1)

    def by_objective(self) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
        at = self.at("objective")
        for objective, rows in groupby(self.rows, key=lambda row: row[at]):
            yield objective, list(rows)

    def under(self, titles: tuple[str, ...]) -> "Written":
        """The same plan under other column titles."""
        renamed = (replace(one, title=title) for one, title in zip(self.columns, titles, strict=False))
        return replace(self, columns=tuple(renamed))


def lot(folder: str) -> list[Written]:
    """The plans of a lot, in the order of its files."""
    texts = (path.read_text() for path in sorted((HERE / folder).glob("*.txt")))
    return [_written(part) for text in texts for part in re.split(r"^=== ", text, flags=re.M) if part.strip()]


def _written(text: str) -> Written:
    text, _, drawn = text.partition("\n+++\n")
    head, _, body = text.partition("\n---\n")
    name, *lines = head.splitlines()
    pairs = [(line.partition(": ")[0], line.partition(": ")[2]) for line in lines]
    columns = tuple(_column(value) for key, value in pairs if key == "column")
    facts = {key: value for key, value in pairs if key != "column"}
    one = Written(name.strip(), facts, columns, (), drawn)
    if one.at("objective") < 0:
        columns = (Column("", "objective"), *columns)
    return replace(one, columns=columns, rows=tuple(_rows(body, len(columns), columns)))


def _column(text: str) -> Column:
    title, role, between, words = ([*text.split("|"), "", "", ""])[:4]
    pairs = re.findall(r"(\S[^=]*?)=(\w+)", words)
    return Column(title.strip(), role.strip(), between.strip().replace(LINE, "\n"), tuple(pairs))


def _rows(body: str, width: int, columns: tuple[Column, ...]) -> Iterator[tuple[str, ...]]:
    at = next(index for index, one in enumerate(columns) if one.role == "objective")
    last = ""
    for line in body.splitlines():
        if not line.strip():
            continue
        cells = [cell.strip().replace(LINE, "\n") for cell in line.split("|")]
        cells += [""] * (width - len(cells))
        assert len(cells) == width, line
        last = cells[at] = cells[at] or last
        yield tuple(cells)


def truth(plan: Written) -> PlanDocument:
    """The plan as its author meant it."""
    objectives = []
    for rank, (text, rows) in enumerate(plan.by_objective()):
        code, title = _coded(text, plan.facts.get("objective", ""))
        actions = tuple(_action(plan, row) for row in rows)
        objectives.append(Objective(str(rank), code, "", Wording(title), actions=actions))
    return PlanDocument(title=plan.title, language=plan.facts["language"], objectives=tuple(objectives))


def _coded(text: str, pattern: str) -> tuple[str, str]:
    found = re.match(pattern, text) if pattern else None
    if not found or not found.groups():
        return "", text
    return found[1], text[found.end() :].strip()


def _action(plan: Written, row: tuple[str, ...]) -> Action:
    code, text = _coded(row[plan.at("action")], plan.facts.get("code", ""))
    found = Action(id=text, code=code, text=Wording(text))
    for column, cell in zip(plan.columns, row, strict=True):
        if cell:
            found = _with(found, column, cell)
    return found


def _with(action: Action, column: Column, cell: str) -> Action:
    values = column.values(cell)
    match column.role:
        case "code":
            return replace(action, code=cell)
        case "responsible":
            return replace(action, responsibles=action.responsibles + tuple(map(Responsible, values)))
        case "associate":
            named = tuple(Responsible(one, Role.ASSOCIATE) for one in values)
            return replace(action, responsibles=action.responsibles + named)
        case "deadline":
            return replace(action, deadline=understand(cell))
        case "result":
            results = tuple(ExpectedResult(one, Wording(one)) for one in values)
            return replace(action, expected_results=(*action.expected_results, *results))
        case "priority":
            return replace(action, priority=Priority(dict(column.words)[cell]))
        case "state":
            return replace(action, state=DeclaredState(dict(column.words)[cell]))
        case "recommendation":
            return replace(action, recommendations=tuple(values))
        case "extra":
            return replace(action, extra={**action.extra, column.title.rpartition(" > ")[2]: cell})
    return action
