"""How the plans of `unseen/` are laid out: each layout makes blocks from a plan written by hand."""

from collections.abc import Callable, Sequence
from itertools import groupby

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
}


def unseen(folder: str) -> list[Case]:
    """The files of a lot, each with its truth."""
    return [case_of(plan) for plan in lot(folder)]


def case_of(plan: Written, name: str = "") -> Case:
    layout = plan.facts["layout"]
    formats = tuple(plan.facts.get("formats", "").split()) or FORMATS.get(layout, ("docx", "xlsx", "csv"))
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
    return [Grid((_head(plan, shown), *rows, *_last(plan)), hidden=_hidden(plan))]


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
    "blank": blank,
    "merge": merge,
    "two-header": two_header,
    "band": band,
    "band-plain": band_plain,
    "tables": tables,
    "sheets": sheets,
    "cards": cards,
    "outline": outline,
    "outline-nested": outline_nested,
    "outline-line": outline_line,
}
