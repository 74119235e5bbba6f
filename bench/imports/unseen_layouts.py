"""How the plans of `unseen/` are laid out: each layout makes blocks from a plan written by hand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bench.imports import drawn
from bench.imports.layouts import Case
from bench.imports.page import Block, Cell, Grid, Heading, Sheet, Text
from bench.imports.written import Column, Written, lot, truth

FILL = "DDE8CB"
FORMATS = {
    "sheets": ("xlsx",),
    "outline": ("docx", "html", "md"),
    "outline-nested": ("docx", "html"),
    "cards": ("docx", "html"),
    "tables": ("docx", "xlsx", "html"),
    "band-plain": ("docx", "xlsx", "csv"),
    "merge": ("docx", "xlsx"),
    "two-header": ("docx", "xlsx"),
    "band": ("docx", "xlsx"),
    "form": ("docx", "html"),
}


def unseen(folder: str) -> list[Case]:
    """The files of a lot, each with its truth."""
    return [case_of(plan) for plan in lot(folder)]


def case_of(plan: Written, name: str = "") -> Case:
    layout = plan.facts["layout"]
    formats = tuple(plan.facts.get("formats", "").split()) or FORMATS.get(layout, ("docx", "xlsx", "csv"))
    if plan.drawn:
        told = drawn.blocks(plan.drawn, lambda named: LAYOUTS[named](plan))
        return Case(name or plan.name, truth(plan), tuple(told), formats)
    blocks = [Heading(plan.title), *_said(plan, "before"), *LAYOUTS[layout](plan), *_said(plan, "after")]
    if "instructions" in plan.facts:
        help_texts = [Text(line.strip()) for line in plan.facts["instructions"].split("¶")]
        blocks = [Sheet("Instructions"), *help_texts, Sheet("Plan"), *blocks]
    return Case(name or plan.name, truth(plan), tuple(blocks), formats)


def _said(plan: Written, key: str) -> list[Text]:
    return [Text(plan.facts[key])] if key in plan.facts else []


def _shown(plan: Written, *hidden: str) -> list[int]:
    return [index for index, column in enumerate(plan.columns) if column.role not in hidden]


def _head(plan: Written, shown: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(Cell(plan.columns[index].title, bold=True, fill=FILL) for index in shown)


def _hidden(plan: Written) -> frozenset[int]:
    return frozenset(int(number) for number in plan.facts.get("hidden-rows", "").split())


def _last(plan: Written) -> list[tuple[Cell, ...]]:
    texts = plan.facts["last-row"].split("|") if "last-row" in plan.facts else []
    return [tuple(Cell(text.strip(), bold=True) for text in texts)] if texts else []


def repeat(plan: Written) -> list[Block]:
    shown = _shown(plan)
    rows = [tuple(Cell(row[index]) for index in shown) for row in plan.rows]
    return [Grid((_head(plan, shown), *rows, *_last(plan)), hidden=_hidden(plan), typed="typed" in plan.facts)]


def flat(plan: Written) -> list[Block]:
    """One table, with no word of objectives."""
    shown = _shown(plan, "objective")
    return [Grid((_head(plan, shown), *(tuple(Cell(row[index]) for index in shown) for row in plan.rows)))]


def blank(plan: Written) -> list[Block]:
    shown, at = _shown(plan), plan.at("objective")
    rows = [
        tuple(Cell("" if index == at and number else row[index]) for index in shown)
        for _, group in plan.by_objective()
        for number, row in enumerate(group)
    ]
    return [Grid((_head(plan, shown), *rows, *_last(plan)))]


def _merged_rows(plan: Written, shown: Sequence[int]) -> list[tuple[Cell, ...]]:
    at, rows = plan.at("objective"), []
    for _, group in plan.by_objective():
        for number, row in enumerate(group):
            cells = [
                Cell(row[index], down=len(group) if index == at else 1)
                for index in shown
                if index != at or not number
            ]
            rows.append(tuple(cells))
    return rows


def merge(plan: Written) -> list[Block]:
    shown = _shown(plan)
    return [Grid((_head(plan, shown), *_merged_rows(plan, shown)))]


def title_row(plan: Written) -> list[Block]:
    """The table says its own title in a first row that goes through all columns."""
    grid = repeat(plan)[0]
    assert isinstance(grid, Grid)
    return [Grid(((Cell(plan.title.upper(), span=grid.width, bold=True),), *grid.rows))]


def result_rows(plan: Written) -> list[Block]:
    """A row for each result; the action's other cells go down through them."""
    shown, at = _shown(plan), plan.at("result")
    rows = [_head(plan, shown)]
    for row in plan.rows:
        results = plan.columns[at].values(row[at]) or [""]
        rows += [
            tuple(Cell(results[0] if i == at else row[i], down=1 if i == at else len(results)) for i in shown)
        ]
        rows += [(Cell(result),) for result in results[1:]]
    return [Grid(tuple(rows))]


def two_header(plan: Written) -> list[Block]:
    shown = _shown(plan)
    top: list[Cell] = []
    below: list[Cell] = []
    groups = groupby((plan.columns[index] for index in shown), key=_group)
    for group, columns in groups:
        members = list(columns)
        if group:
            top.append(Cell(group, span=len(members), bold=True, fill=FILL))
            below += [Cell(one.title.partition(" > ")[2], bold=True, fill=FILL) for one in members]
        else:
            top += [Cell(one.title, down=2, bold=True, fill=FILL) for one in members]
    return [Grid((tuple(top), tuple(below), *_merged_rows(plan, shown)))]


def _group(column: Column) -> str:
    return column.title.partition(" > ")[0] if " > " in column.title else ""


def band(plan: Written, merged: bool = True) -> list[Block]:
    shown = _shown(plan, "objective")
    rows = [_head(plan, shown)]
    for objective, group in plan.by_objective():
        title = Cell(objective, span=len(shown) if merged else 1, bold=True, fill="EEEEEE" if merged else "")
        rows.append((title,) if merged else (title, *(Cell() for _ in shown[1:])))
        rows += [tuple(Cell(row[index]) for index in shown) for row in group]
    return [Grid((*rows, *_last(plan)))]


def band_head(plan: Written) -> list[Block]:
    """The titles of the columns come again below each objective."""
    grid = band(plan)[0]
    assert isinstance(grid, Grid)
    head, *rows = grid.rows
    again = ((row, head) if len(row) == 1 else (row,) for row in rows)
    return [Grid(tuple(row for some in again for row in some))]


def band_merge(plan: Written) -> list[Block]:
    """Axes as rows that go through all columns, objectives in a merged column below them."""
    shown, at = _shown(plan, "axis"), plan.at("axis")
    rows = [_head(plan, shown)]
    for axis, group in groupby(plan.rows, key=lambda row: row[at]):
        rows.append((Cell(axis, span=len(shown), bold=True, fill="EEEEEE"),))
        rows += _merged_rows(replace(plan, rows=tuple(group)), shown)
    return [Grid(tuple(rows))]


def form(plan: Written) -> list[Block]:
    """A card of four columns for each action: its title through all, two pairs a row, the results through all."""
    blocks = list[Block]()
    for objective, group in plan.by_objective():
        blocks.append(Heading(objective, 2))
        blocks += [Grid(tuple(_form(plan, row))) for row in group]
    return blocks


def _form(plan: Written, row: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    def pair(index: int, span: int) -> tuple[Cell, Cell]:
        return Cell(plan.columns[index].title, bold=True, fill=FILL), Cell(row[index], span=span)

    action, result = plan.at("action"), plan.at("result")
    others = _shown(plan, "objective", "action", "result")
    yield pair(action, 3)
    for first, second in zip(others[::2], others[1::2], strict=False):
        yield pair(first, 1) + pair(second, 1)
    if len(others) % 2:
        yield pair(others[-1], 3)
    yield pair(result, 3)


def band_plain(plan: Written) -> list[Block]:
    return band(plan, merged=False)


def tables(plan: Written, sheets: bool = False) -> list[Block]:
    shown, blocks = _shown(plan, "objective"), list[Block]()
    for objective, group in plan.by_objective():
        rows = [tuple(Cell(row[index]) for index in shown) for row in group]
        blocks += [Sheet(objective) if sheets else Heading(objective, 2)]
        blocks += [Grid((_head(plan, shown), *rows, *_last(plan)))]
    return blocks


def sheets(plan: Written) -> list[Block]:
    return tables(plan, sheets=True)


def cards(plan: Written) -> list[Block]:
    shown, blocks = _shown(plan, "objective"), list[Block]()
    for objective, group in plan.by_objective():
        blocks.append(Heading(objective, 2))
        for row in group:
            pairs = ((Cell(plan.columns[index].title, bold=True), Cell(row[index])) for index in shown)
            blocks.append(Grid(tuple(pairs)))
    return blocks


def outline(plan: Written) -> list[Block]:
    """Objectives as headings, each action a heading, its values as "Title : value" points."""
    return list(_outline(plan, Heading))


def outline_nested(plan: Written) -> list[Block]:
    """Each action a point, its values points below it."""
    return list(_outline(plan, lambda text, level: Text(text, 1)))


def _outline(plan: Written, title: Callable[[str, int], Block]) -> "list[Block]":
    action, blocks = plan.at("action"), list[Block]()
    colon = " : " if plan.facts["language"] == "fr" else ": "
    for objective, group in plan.by_objective():
        blocks.append(Heading(objective, 2))
        for row in group:
            blocks.append(title(row[action], 3))
            blocks += [
                Text(f"{plan.columns[index].title}{colon}{row[index]}", 2 if title is not Heading else 1)
                for index in _shown(plan, "objective", "action")
                if row[index]
            ]
    return blocks


def outline_line(plan: Written) -> list[Block]:
    """Each action a paragraph, its values plain paragraphs after it."""
    return [
        Text(block.text) if isinstance(block, Text | Heading) and not _top(block) else block
        for block in outline(plan)
    ]


def _top(block: Block) -> bool:
    return isinstance(block, Heading) and block.level < 3


LAYOUTS: dict[str, Callable[[Written], list[Block]]] = {
    "repeat": repeat,
    "flat": flat,
    "blank": blank,
    "merge": merge,
    "two-header": two_header,
    "band": band,
    "band-plain": band_plain,
    "band-head": band_head,
    "band-merge": band_merge,
    "title-row": title_row,
    "result-rows": result_rows,
    "form": form,
    "tables": tables,
    "sheets": sheets,
    "cards": cards,
    "outline": outline,
    "outline-nested": outline_nested,
    "outline-line": outline_line,
}
