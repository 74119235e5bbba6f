"""The tree: headings, objective cells and numbering place each action below its objective."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from portulan.plandoc.academic_year import Boundary
from portulan.plandoc.deadline import is_like_deadline
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.reading.source import Cell, Paragraph, Place, Remark, Row, Source, Table
from portulan.plandoc.recognition import cells, columns
from portulan.plandoc.recognition.account import Account
from portulan.plandoc.recognition.asides import acronyms_of, language_of
from portulan.plandoc.recognition.codes import BARE_LETTER
from portulan.plandoc.recognition.labels import HEADING, labelled, names_objective
from portulan.plandoc.recognition.layout import Laid, Layout
from portulan.plandoc.recognition.marks import identity
from portulan.plandoc.recognition.nodes import Node, pairs, settled, walk
from portulan.plandoc.recognition.row_shapes import above_titles, leading_band
from portulan.plandoc.recognition.rows import Found, RowReader
from portulan.plandoc.sentences import say
from portulan.plandoc.text import Wording, fold

_OWN_HEADING = re.compile(r"Heading(?P<level>[1-9])")
_NO_OBJECTIVE = re.compile(r"\b(plan|programme|tableau|feuille de route|roadmap|table|annexe|introduction)\b")
_DEEP_CODE = re.compile(r"\d+\.\d+")
_TOTAL = re.compile(r"(sous-)?total(aux)?\b|(sub)?totals?\b|totaal\b")
_NO_NAME = re.compile(r"(?:feuil(?:le)?|sheet|blad|tabelle|hoja|folha|planilha|plan|actions?|data|donnees)? ?\d*")


@dataclass(frozen=True, slots=True)
class Outline:
    """The document without its header; the paragraphs before it and the acronyms of a table of their own; the row
    of each action and the node of each objective by identity; what is to be said of the whole."""

    document: PlanDocument
    front: list[Paragraph]
    rows: Mapping[str, Found]
    nodes: Mapping[str, Node]
    acronyms: Mapping[str, str]
    remarks: tuple[Remark, ...]


def outline(source: Source, found: Layout, boundary: Boundary, account: Account) -> Outline:
    """Walk the source once, as it was laid out."""
    builder = _Builder(found, boundary, account)
    for block in found.blocks:
        if isinstance(block, Laid):
            builder.table(block)
        else:
            builder.paragraph(block)
    builder.close()
    objectives = tuple(settled(node, str(index)) for index, node in enumerate(builder.top.children, 1))
    rows = {
        action.id: found
        for objective, node in zip(objectives, builder.top.children, strict=True)
        for action, found in pairs(objective, node)
    }
    nodes = {
        one.id: own
        for objective, node in zip(objectives, builder.top.children, strict=True)
        for one, own in zip(objective.walk(), walk(node), strict=True)
    }
    document = PlanDocument(
        title="", language=language_of(source), columns=builder.column_titles, objectives=objectives
    )
    return Outline(document, builder.front, rows, nodes, builder.acronyms, tuple(builder.remarks))


class _Builder:
    def __init__(self, found: Layout, boundary: Boundary, account: Account) -> None:
        self.account = account
        self.reader = RowReader(found, boundary, account)
        self.top = Node("", "", Wording(), -1)
        self.open: list[Node] = [self.top]
        self.levels: dict[str, int] = {}
        self.front: list[Paragraph] = []
        self.waiting: list[Paragraph] = []
        self.untitled: Node | None = None
        self.roles: Mapping[int, str] = {}
        self.width, self.letters, self.stood = 0, False, False
        self.above_titles = self.banded = False
        self.tables = sum(isinstance(one, Laid) and bool(one.roles) for one in found.blocks)
        self.sheets = {one.table.place.sheet for one in found.blocks if isinstance(one, Laid) and one.roles}
        self.titles: dict[int, str] = {}
        self.column_titles: dict[str, str] = {}
        self.acronyms: dict[str, str] = {}
        self.written: dict[int, str] = {}
        self.remarks: list[Remark] = []

    # paragraphs and full-width rows

    def paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.text.strip():
            return
        if paragraph.place.part:
            self.account.leftover(paragraph.text, paragraph.place, paragraph.place.part)
        elif not self.heading(paragraph.wording, paragraph) and not self.own_heading(paragraph):
            self.waiting.append(paragraph)

    def settle_waiting(self) -> None:
        """Paragraphs that opened no objective: the plan's front before its first one, left over after."""
        for paragraph in self.waiting:
            if len(self.open) == 1 and not self.top.children:
                self.front.append(paragraph)
            else:
                self.account.leftover(paragraph.text, paragraph.place, say("entre les tableaux"))
        self.waiting = []

    def heading(self, wording: Wording, *named: Paragraph) -> bool:
        """Whether this line opens an objective, or is the title of one that has none yet."""
        match = HEADING.fullmatch(wording.plain)
        marks = tuple(mark for one in named for mark in one.marks)
        if match and len(match["label"]) < 70:
            self.account.role(match["sep"], "separator")
            self.push(match["label"].strip(), match["code"], cells.cut(wording, match.start("title")), marks)
            self.open[-1].ranks = _ranks(named)
            return True
        if self.untitled is not None:
            self.untitled.title, self.untitled.mark = wording, self.untitled.mark or identity(marks)
            self.untitled.title_ranks = _ranks(named)
            self.untitled = None
            return True
        return False

    def own_heading(self, paragraph: Paragraph) -> bool:
        """Whether this is a heading of one of our own files, which needs no word to be known as an objective."""
        style = _OWN_HEADING.fullmatch(paragraph.style)
        if not style or not identity(paragraph.marks):
            return False
        self.stand_heading(paragraph, int(style["level"]) - 1)
        return True

    def stand_heading(self, paragraph: Paragraph, level: int) -> None:
        code, title, label = self.named(paragraph.wording)
        self.stand(
            Node(code, label, title, level, identity(paragraph.marks), stands=True, ranks=_ranks([paragraph]))
        )

    def named(self, wording: Wording) -> tuple[str, Wording, str]:
        """The number, the title and the plan's own word of an objective: "Standaard 2: Toetsing"."""
        if self.letters and (letter := BARE_LETTER.match(wording.plain)):
            return letter["code"], cells.cut(wording, letter.end()), ""
        match = labelled(wording.plain)
        if match is None or not (match["sep"].strip() or not match["title"] or match["label"].isupper()):
            return (*cells.coded(wording, self.account, cells.WIDE), "")
        self.account.role(match["sep"], "separator")
        return match["code"], cells.cut(wording, match.start("title")), match["label"].strip()

    def headings_of(self, laid: Laid) -> None:
        """Headings that lead to a table are objectives: numbered ones, or all when it has no such column; above
        the only table, whose own first row names one, a heading is the plan's."""
        own = laid.head in laid.bands or _leading(laid) is not None
        bare = columns.OBJECTIVE not in self.roles.values() and not (own and self.tables == 1)
        chain: list[Paragraph] = []
        for one in reversed(self.waiting):
            if one.level and (not chain or one.level < chain[0].level):
                chain.insert(0, one)
        chosen = [one for one in chain if _names_objective(one, bare)]
        self.waiting = [one for one in self.waiting if not any(one is other for other in chosen)]
        self.settle_waiting()
        for one in chosen:
            self.stand_heading(one, one.level - 1)

    def sheet_of(self, table: Table) -> None:
        """Where each sheet of a spreadsheet holds a part of the plan that nothing else names, its tab does."""
        name = table.place.sheet
        unnamed = columns.OBJECTIVE not in self.roles.values() and not self.stood
        if len(self.sheets) > 1 and unnamed and not _NO_NAME.fullmatch(fold(name)) and not is_like_deadline(name):
            code, title, label = self.named(Wording(name))
            self.stand(Node(code, label, title, 1, stands=True))

    def push(self, label: str, code: str, title: Wording, marks: tuple[str, ...]) -> None:
        """Open an objective: a word seen before goes back to its level, a new one goes below what is open."""
        headings = [node for node in self.open if node.stands]
        level = self.levels.setdefault(fold(label), len(headings))
        node = Node(code, label, title, level, identity(marks), stands=True)
        self.stand(node)
        self.untitled = None if title else node

    def stand(self, node: Node) -> None:
        self.settle_waiting()
        while len(self.open) > 1 and (self.open[-1].level >= node.level or not self.open[-1].stands):
            self.open.pop()
        self.open[-1].children.append(node)
        self.open.append(node)
        self.stood = True

    # tables

    def table(self, laid: Laid) -> None:
        table = laid.table
        if not laid.roles:
            self.settle_waiting()
            self.not_a_plan(table)
            return
        self.roles, self.width, self.letters = laid.roles, table.columns, laid.letters
        self.headings_of(laid)
        self.sheet_of(table)
        leading = _leading(laid)
        self.banded = leading is not None
        if laid.titles:
            self.before_titles(table.rows[: laid.titles.first - self.banded])
            self.take_titles(table.rows[laid.titles.first : laid.titles.end], laid.titles.titles)
        self.reader.begin_table(laid)
        if leading is not None:
            self.settle_waiting()
            self.full_width(leading, is_band=True)
        for rank, (row, following) in enumerate(zip_longest(laid.body, laid.body[1:]), laid.head):
            self.reader.see(row)
            self.above_titles = following is not None and self.is_repeated_title(following)
            self.row(row, rank in laid.bands)
        for cell in (cell for row in table.rows[laid.head + len(laid.body) :] for cell in row.cells):
            self.account.leftover(cell.text, cell.place, say("sous le tableau"))
        self.stood = False

    def before_titles(self, rows: tuple[Row, ...]) -> None:
        """What stands in the table above its titles is the front of the plan, or names an objective."""
        for paragraph in (one for row in rows for cell in row.cells for one in cell.paragraphs):
            if names_objective(paragraph.wording.plain) and self.heading(paragraph.wording, paragraph):
                continue
            if paragraph.text.strip() and not self.top.children:
                self.front.append(paragraph)
            else:
                self.account.leftover(paragraph.text, paragraph.place, say("au-dessus des titres de colonnes"))

    def take_titles(self, rows: tuple[Row, ...], titles: Mapping[int, str]) -> None:
        """Keep the titles of the first table, of objectives the last one; those of later tables repeat them."""
        self.titles = dict(titles)
        first = not self.column_titles
        for cell in (cell for row in rows for cell in row.cells):
            role, title = self.roles.get(cell.column), " ".join(cell.text.split("\n"))
            own = role if title == titles.get(cell.column) and title else None
            if own and (own not in self.column_titles or (first and own == columns.OBJECTIVE)):
                self.account.role(self.column_titles.get(own, ""), "column title")
                self.column_titles[own] = title
            else:
                self.account.role(title, "column title")

    def not_a_plan(self, table: Table) -> None:
        acronyms = {short: long for short, long in acronyms_of(table).items() if short not in self.acronyms}
        self.acronyms.update(acronyms)
        for row in table.rows:
            known = [cell for cell in row.cells if cell.text]
            if len(known) == 2 and acronyms.get(known[0].text) == _one_line(known[1]):
                continue
            for cell in known:
                self.account.leftover(cell.text, cell.place, say("tableau qui n’est pas le plan"))

    def row(self, row: Row, is_band: bool) -> None:
        filled = [cell for cell in row.cells if cell.text]
        if not filled:
            return
        if self.is_repeated_title(row):
            for cell in filled:
                self.account.role(cell.text, "repeated header")
        elif _TOTAL.match(fold(filled[0].text)):
            for cell in filled:
                self.account.leftover(cell.text, cell.place, say("ligne de totaux"))
        elif (
            len(filled) == 1
            and (is_band or filled[0].span > 1 or filled[0].column == 0)
            and self.full_width(filled[0], is_band)
        ):
            return
        else:
            self.plan_row(row)

    def is_repeated_title(self, row: Row) -> bool:
        return all(
            not cell.text or self.titles.get(cell.column) == " ".join(cell.text.split("\n")) for cell in row.cells
        )

    def full_width(self, cell: Cell, is_band: bool) -> bool:
        """A row with one text over the whole width is a heading; above titles written again, it is the like of the
        one above the table."""
        wording = cells.whole(cell)
        if self.heading(wording, *cell.paragraphs):
            return True
        if is_band or (cell.span > 1 and cell.span >= self.width - 1):
            standing = [node for node in self.open if node.stands]
            if self.above_titles and standing and not self.banded:
                code, title, label = self.named(wording)
                level, ranks = standing[-1].level, _ranks(cell.paragraphs)
                self.stand(Node(code, label, title, level, identity(cell.marks), stands=True, ranks=ranks))
            else:
                self.push_row_objective(*self.named(wording), cell)
            return True
        return False

    def push_row_objective(
        self, code: str, title: Wording, label: str, cell: Cell | None, column: int = -1
    ) -> None:
        """An objective from a cell, or from a full-width row without a word of its own."""
        while len(self.open) > 1 and not self.open[-1].stands and self.open[-1].column >= column:
            self.open.pop()
        ranks, mark = (_ranks(cell.paragraphs), identity(cell.marks)) if cell else ((), "")
        node = Node(code, label, title, self.open[-1].level + 1, mark, column=column, ranks=ranks)
        self.open[-1].children.append(node)
        self.open.append(node)
        self.untitled = None

    def plan_row(self, row: Row) -> None:
        objectives = [cell for at in sorted(self.roles) if self.roles[at] == columns.OBJECTIVE
                      and (cell := row.at(at)) is not None and cell.text]  # fmt: skip
        for cell in objectives:
            self.objective_cell(cell)
        action = next((row.at(at) for at, role in self.roles.items() if role == columns.ACTION), None)
        if action is not None and action.continues and self.open[-1].actions:
            self.account.leftover(action.text, action.place, say("suite d’une cellule fusionnée"))
            above = self.open[-1].actions[-1]
            above.action = self.reader.extended(above, row)
        elif (action is None or not action.text) and not objectives and self.only_adds(row):
            above = self.open[-1].actions[-1]
            above.action = self.reader.extended(above, row)
        elif action is None or not action.text:
            self.orphans(row, objectives)
        else:
            self.open_some_objective(action.place)
            self.open[-1].actions.append(self.reader.found(row, action, self.roles, self.titles))

    def only_adds(self, row: Row) -> bool:
        """Whether a row without action only names results of the one above: it neither says who nor when."""
        filled = {self.roles.get(cell.column, "") for cell in row.cells if cell.text}
        return bool(self.open[-1].actions) and bool(filled) and filled <= {columns.RESULT, columns.RECOMMENDATION}

    def objective_cell(self, cell: Cell) -> None:
        """An objective written in a cell opens it; written again on the next row, it is the same one."""
        wording = cells.whole(cell)
        if cell.continues:
            self.account.leftover(cell.text, cell.place, say("suite d’une cellule fusionnée"))
        elif self.written.get(cell.column) == wording.plain and self.open[-1].column >= cell.column:
            self.account.role(cell.text, "objective written again")
        else:
            self.written = {at: text for at, text in self.written.items() if at < cell.column}
            self.written[cell.column] = wording.plain
            self.push_row_objective(*self.named(wording), cell, cell.column)

    def open_some_objective(self, place: Place) -> None:
        """A plan that names no objective has one all the same, and it is said."""
        if len(self.open) == 1:
            self.push_row_objective("", Wording("Actions"), "", None)
            sentence = say(
                "Aucun objectif n’est nommé au-dessus de ces actions : elles sont réunies sous « Actions »."
            )
            self.remarks.append(Remark(sentence, place))

    def orphans(self, row: Row, objectives: list[Cell]) -> None:
        for cell in row.cells:
            if cell.text and cell not in objectives:
                self.account.leftover(cell.text, cell.place, say("ligne sans action"))

    def close(self) -> None:
        """What no table followed; an objective announced and never titled keeps its word and number only."""
        self.settle_waiting()


def _leading(laid: Laid) -> Cell | None:
    """The objective right above the titles, in a table that has no column of them."""
    if not laid.titles or columns.OBJECTIVE in laid.roles.values():
        return None
    above = above_titles(laid.table.rows, laid.titles.first)
    if above is not None and (laid.led or names_objective(_one_line(above))):
        return above
    return leading_band(laid.table.rows, laid.titles.first, laid.titles.titles, laid.body)


def _ranks(paragraphs: Iterable[Paragraph]) -> tuple[int, ...]:
    return tuple(one.rank for one in paragraphs)


def _one_line(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def _names_objective(heading: Paragraph, bare: bool) -> bool:
    """Whether a heading above a table of actions names an objective rather than the plan or a chapter."""
    numbered = cells.begins_with_code(heading.wording.plain)
    if numbered and _DEEP_CODE.match(heading.wording.plain):
        return True
    match = labelled(heading.wording.plain)  # "Critère B – Programme": only its own word could say a chapter
    said = match["label"] if match and match["sep"].strip() else heading.text
    return (bare or numbered) and not _NO_OBJECTIVE.search(fold(said))
