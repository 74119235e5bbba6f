"""One row of the plan's table becomes an action."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import understand
from portulan.plandoc.document import Action, DeclaredState, ExpectedResult, Priority, Responsible, Role
from portulan.plandoc.names import standing_alone
from portulan.plandoc.reading.source import Cell, Paragraph, Row
from portulan.plandoc.recognition import cells, columns, vocabulary
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.recognition.codes import Coding
from portulan.plandoc.recognition.layout import Laid, Layout
from portulan.plandoc.recognition.lists import Separators
from portulan.plandoc.recognition.marks import identity
from portulan.plandoc.sentences import say
from portulan.plandoc.text import Wording


@dataclass(slots=True)
class Found:
    """An action, the row it was found in, and the rows that add to it."""

    action: Action
    row: Row
    roles: Mapping[int, str]
    titles: Mapping[int, str]
    mark: str = ""
    also: list[Row] = field(default_factory=list)


class RowReader:
    """Reads rows under the roles and titles of their table's columns."""

    def __init__(self, found: Layout, boundary: Boundary, account: Account) -> None:
        self.boundary, self.account = boundary, account
        self.alone = frozenset(standing_alone(_responsible_cells(found)))
        self.above: dict[int, Cell] = {}
        self.laid: Laid | None = None

    def begin_table(self, laid: Laid) -> None:
        """No cell of a new table is merged with one above it."""
        self.above, self.laid = {}, laid

    def see(self, row: Row) -> None:
        """Remember which cells stand above those that a real merge joins to them."""
        for cell in row.cells:
            if not cell.continues:
                self.above[cell.column] = cell

    def cell(self, row: Row, column: int) -> Cell | None:
        """The cell of this column; one that a real merge joins to the cell above says what that cell says."""
        cell = row.at(column)
        above = self.above.get(cell.column) if cell else None
        if cell is None or above is None or not cell.continues or cell.text:
            return cell
        return replace(cell, paragraphs=tuple(replace(one, marks=()) for one in above.paragraphs))

    def found(self, row: Row, cell: Cell, roles: Mapping[int, str], titles: Mapping[int, str]) -> Found:
        """The action of this row, whose text is in `cell`."""
        by_role = {role: self.cell(row, column) for column, role in roles.items()}
        code, text = cells.coded(cells.whole(cell), self.account, self.laid.coding if self.laid else Coding())
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
            responsibles=tuple(self.responsibles(row, roles)),
            deadline=understand(_one_line(by_role.get(columns.DEADLINE)), self.boundary),
            expected_results=tuple(
                one for at in _columns_of(roles, columns.RESULT) for one in self.results(self.cell(row, at))
            ),
            recommendations=tuple(self.recommendations(by_role.get(columns.RECOMMENDATION))),
            priority=self.priority(by_role.get(columns.PRIORITY)),
            state=self.state(by_role.get(columns.STATE)),
            extra=_extra([self.cell(row, one.column) or one for one in row.cells], roles, titles),
        )
        return Found(action, row, dict(roles), dict(titles), identity((*cell.marks, row.mark)))

    def extended(self, above: Found, row: Row) -> Action:
        """The action above with what this row adds to it: a real merge says that it has both."""
        above.also.append(row)
        by_role = {role: row.at(column) for column, role in above.roles.items()}
        action = above.action
        names = [one.name for one in action.responsibles]
        added = self.names(by_role.get(columns.RESPONSIBLE))
        deadline = _one_line(by_role.get(columns.DEADLINE))
        for name in added:
            if name in names:
                self.account.role(name, "name written twice")
        if deadline and action.deadline.text:
            kept = " ".join(dict.fromkeys([action.deadline.text, deadline]))
            if kept == action.deadline.text:
                self.account.role(deadline, "deadline written twice")
            deadline = kept
        if (code := by_role.get(columns.CODE)) is not None:
            self.account.leftover(code.text, code.place, say("suite d’une cellule fusionnée"))
        priority = self.priority(by_role.get(columns.PRIORITY)) or action.priority
        state = self.state(by_role.get(columns.STATE))
        extra = dict(action.extra)
        for title, text in _extra(row.cells, above.roles, above.titles).items():
            extra[title] = f"{extra[title]}\n{text}" if title in extra else text
        return replace(
            action,
            responsibles=(*action.responsibles, *(Responsible(name) for name in added if name not in names)),
            deadline=understand(deadline, self.boundary) if deadline else action.deadline,
            expected_results=(
                *action.expected_results,
                *(one for at in _columns_of(above.roles, columns.RESULT) for one in self.results(row.at(at))),
            ),
            recommendations=(
                *action.recommendations,
                *self.recommendations(by_role.get(columns.RECOMMENDATION)),
            ),
            priority=priority,
            state=state if state != DeclaredState.NOT_STARTED else action.state,
            extra=extra,
        )

    def responsibles(self, row: Row, roles: Mapping[int, str]) -> Iterator[Responsible]:
        """Those in charge, then those associated."""
        known: set[str] = set()
        for role, own in ((columns.RESPONSIBLE, Role.PILOT), (columns.ASSOCIATE, Role.ASSOCIATE)):
            for name in (one for at in _columns_of(roles, role) for one in self.names(self.cell(row, at), role)):
                if name in known:
                    self.account.role(name, "name written twice")
                else:
                    known.add(name)
                    yield Responsible(name, own)

    def names(self, cell: Cell | None, role: str = columns.RESPONSIBLE) -> list[str]:
        separators = self.laid.separators.get(role, Separators()) if self.laid else Separators()
        found = cells.names(cell, self.alone, self.account, separators) if cell else []
        for name, times in Counter(found).items():
            for _ in range(times - 1):
                self.account.role(name, "name written twice")
        return list(dict.fromkeys(found))

    def lines(self, cell: Cell | None) -> list[tuple[Wording, Paragraph]]:
        return cells.lines(cell, self.account) if cell else []

    def results(self, cell: Cell | None) -> Iterator[ExpectedResult]:
        """A paragraph that carries an identity of ours is one result, whatever it holds."""
        for wording, paragraph in self.lines(cell):
            own = identity(paragraph.marks)
            for part in [wording] if own else cells.items(wording, self.account):
                yield ExpectedResult(own, part, cells.result_kind(part.plain))

    def recommendations(self, cell: Cell | None) -> Iterator[str]:
        for wording, _ in self.lines(cell):
            yield from cells.references(wording.plain, self.account)

    def priority(self, cell: Cell | None) -> Priority:
        found = vocabulary.priority(cell.text) if cell else Priority.UNSET
        if cell is not None and found:
            self.account.role(cell.text, "priority")
        return found

    def state(self, cell: Cell | None) -> DeclaredState:
        found = _state(cell.text) if cell else None
        if cell is not None and found:
            self.account.role(cell.text, "state")
        return found or DeclaredState.NOT_STARTED


def _columns_of(roles: Mapping[int, str], role: str) -> list[int]:
    return sorted(at for at, one in roles.items() if one == role)


def _extra(found: Iterable[Cell], roles: Mapping[int, str], titles: Mapping[int, str]) -> dict[str, str]:
    """The cells of columns that have no role, and priorities and states that are not understood, under their
    title."""
    extra: dict[str, str] = {}
    for cell in found:
        own = [roles[column] for column in range(cell.column, cell.column + cell.span) if column in roles]
        if cell.text and all(says_nothing(role, cell.text) for role in own):
            title = extra_title(cell, titles)
            extra[title] = f"{extra[title]}\n{cell.text}" if title in extra else cell.text
    return extra


def extra_title(cell: Cell, titles: Mapping[int, str]) -> str:
    """Under which title a cell is kept beside its action."""
    return titles.get(cell.column) or f"Colonne {cell.column + 1}"


def says_nothing(role: str, text: str) -> bool:
    """Whether a cell of a column of priorities, or of states, has words that are not known."""
    return (role == columns.PRIORITY and not vocabulary.priority(text)) or (
        role == columns.STATE and _state(text) is None
    )


def _state(text: str) -> DeclaredState | None:
    found = vocabulary.state(text)
    return vocabulary.answer(text) if found is None else found


def _one_line(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def _responsible_cells(found: Layout) -> Iterator[str]:
    """The text of each cell of responsible bodies, line by line, to learn which names stand alone."""
    for laid in found.blocks:
        if not isinstance(laid, Laid):
            continue
        column = next((at for at, role in laid.roles.items() if role == columns.RESPONSIBLE), None)
        for row in laid.body:
            cell = row.at(column) if column is not None else None
            if cell is not None and cell.span == 1:
                yield from (paragraph.wording.plain for paragraph in cells.unparted(cell).paragraphs)
