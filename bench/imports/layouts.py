"""Layouts: how people write a plan. Each makes blocks from a truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bench.imports.page import Block, Cell, Grid, Heading, Text
from bench.imports.titles import TITLES, WORD
from portulan.plandoc.document import Action, Objective, PlanDocument

DOCUMENTS = ("docx", "pdf", "html", "md")
EVERYTHING = ("docx", "pdf", "xlsx", "csv", "html", "md")
MERGED = ("docx", "pdf", "xlsx", "html")


@dataclass(frozen=True, slots=True)
class Case:
    """A file of the set. `plan` is its truth, None for a text that holds no plan."""

    name: str
    plan: PlanDocument | None
    blocks: tuple[Block, ...]
    formats: tuple[str, ...] = EVERYTHING


@dataclass(frozen=True, slots=True)
class Style:
    """How cells are written."""

    columns: tuple[str, ...]
    titles: str = "fr"
    names: str = "\n"
    results: str = "\n"
    bullet: str = ""
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()
    objective_code: bool = True
    action_code: bool = True


def _value(plan: PlanDocument, style: Style, objective: Objective, action: Action, rank: int, column: str) -> str:
    words = WORD[plan.language]
    match column:
        case "code":
            return action.code
        case "objective":
            return _titled(objective, style)
        case "action":
            coded = style.action_code and "code" not in style.columns
            return f"{action.code} {action.text}" if action.code and coded else action.text.plain
        case "responsible":
            return style.names.join(one.name for one in action.responsibles)
        case "deadline":
            return action.deadline.text
        case "result":
            return style.results.join(style.bullet + one.text.plain for one in action.expected_results)
        case "priority":
            return words[action.priority] if action.priority else ""
        case "state":
            return words[action.state]
        case "recommendation":
            return ", ".join(action.recommendations)
    return dict(action.extra).get(column, "")


def _titled(objective: Objective, style: Style) -> str:
    coded = objective.code and style.objective_code
    return f"{objective.code}. {objective.title}" if coded else objective.title.plain


def with_extra(plan: PlanDocument, extra: Mapping[str, Sequence[str]]) -> PlanDocument:
    """The plan with columns that have no field, their values in turn."""
    count = iter(range(1000))

    def one(action: Action) -> Action:
        at = next(count)
        return replace(
            action,
            extra={title: values[at % len(values)] for title, values in extra.items() if values[at % len(values)]},
        )

    return replace(
        plan,
        objectives=tuple(
            replace(objective, actions=tuple(map(one, objective.actions))) for objective in plan.objectives
        ),
    )


def _head(style: Style, columns: Sequence[str], bold: bool = True) -> tuple[Cell, ...]:
    titles = TITLES[style.titles]
    return tuple(Cell(titles.get(column, column), bold=bold, fill="D9E2F3" if bold else "") for column in columns)


def _row(
    plan: PlanDocument, style: Style, objective: Objective, action: Action, columns: Sequence[str]
) -> tuple[Cell, ...]:
    return tuple(Cell(_value(plan, style, objective, action, 0, column)) for column in columns)


def repeated(plan: PlanDocument, style: Style) -> list[Block]:
    """One table, the objective repeated in each row."""
    rows = [_row(plan, style, one, action, style.columns) for one in plan.objectives for action in one.actions]
    return [Heading(plan.title, 1), Grid((_head(style, style.columns), *rows))]


def blank_below(plan: PlanDocument, style: Style) -> list[Block]:
    """One table, the objective in its first row only."""
    heading, grid = repeated(plan, style)
    assert isinstance(grid, Grid)
    at, last, rows = style.columns.index("objective"), "", [grid.rows[0]]
    for row in grid.rows[1:]:
        same, last = row[at].text == last, row[at].text
        rows.append(tuple(Cell() if same and index == at else cell for index, cell in enumerate(row)))
    return [heading, Grid(tuple(rows))]


def merged(plan: PlanDocument, style: Style) -> list[Block]:
    """One table, the objective merged over its rows."""
    rows: list[tuple[Cell, ...]] = [_head(style, style.columns)]
    for objective in plan.objectives:
        for index, action in enumerate(objective.actions):
            row = _row(plan, style, objective, action, style.columns)
            cells = (
                replace(cell, down=len(objective.actions)) if column == "objective" else cell
                for column, cell in zip(style.columns, row, strict=True)
                if column != "objective" or index == 0
            )
            rows.append(tuple(cells))
    return [Text(plan.title), Grid(tuple(rows))]


def banded(plan: PlanDocument, style: Style, fill: str = "BDD7EE") -> list[Block]:
    """One table, each objective a full-width row."""
    columns = [column for column in style.columns if column != "objective"]
    rows: list[tuple[Cell, ...]] = [_head(style, columns)]
    for objective in plan.objectives:
        rows.append((Cell(_titled(objective, style), span=len(columns), bold=True, fill=fill),))
        rows += [_row(plan, style, objective, action, columns) for action in objective.actions]
    return [Heading(plan.title, 1), Grid(tuple(rows))]


def unmerged_bands(plan: PlanDocument, style: Style) -> list[Block]:
    """As `banded`, but the objective stands in the first cell and the others are empty."""
    heading, grid = banded(plan, style)
    assert isinstance(grid, Grid)
    rows = tuple(
        (replace(row[0], span=1), *(Cell(fill=row[0].fill) for _ in range(grid.width - 1)))
        if len(row) == 1
        else row
        for row in grid.rows
    )
    return [heading, Grid(rows)]


def by_objective(plan: PlanDocument, style: Style, headings: bool = True) -> list[Block]:
    """One table for each objective, below its heading."""
    columns = [column for column in style.columns if column != "objective"]
    blocks: list[Block] = [Heading(plan.title, 1), Text("Ce document présente les engagements de l'institution.")]
    for objective in plan.objectives:
        title = _titled(objective, style)
        blocks.append(Heading(title, 2) if headings else Text(f"Objectif {objective.code} : {objective.title}"))
        rows = [_row(plan, style, objective, action, columns) for action in objective.actions]
        blocks.append(Grid((_head(style, columns), *rows)))
    return blocks


def cards(plan: PlanDocument, style: Style) -> list[Block]:
    """One table for each action: a title at left, its value at right."""
    titles = TITLES[style.titles]
    blocks: list[Block] = [Heading(plan.title, 1)]
    for objective in plan.objectives:
        blocks.append(Heading(_titled(objective, style), 2))
        for action in objective.actions:
            values = [
                (titles[column], _value(plan, style, objective, action, 0, column)) for column in style.columns
            ]
            blocks.append(Grid(tuple((Cell(title, bold=True), Cell(value)) for title, value in values)))
            blocks.append(Text(""))
    return blocks


def outline(plan: PlanDocument, style: Style) -> list[Block]:
    """Headings and bullets, what is known of an action in bullets below it."""
    titles = TITLES[style.titles]
    blocks: list[Block] = [Heading(plan.title, 1)]
    for objective in plan.objectives:
        blocks.append(Heading(_titled(objective, style), 2))
        for action in objective.actions:
            blocks.append(Text(_value(plan, style, objective, action, 0, "action"), 1))
            blocks += [
                Text(f"{titles[column]} : {value}", 2)
                for column in style.columns
                if column not in ("objective", "action", "code")
                and (value := _value(plan, style, objective, action, 0, column))
            ]
    return blocks


def one_line_outline(plan: PlanDocument, style: Style) -> list[Block]:
    """Headings, then a bullet for each action with one line "Responsable : X ; Échéance : 2026" below."""
    titles = TITLES[style.titles]
    blocks: list[Block] = [Heading(plan.title, 1)]
    for objective in plan.objectives:
        blocks.append(Heading(_titled(objective, style), 2))
        for action in objective.actions:
            values = [
                f"{titles[column]} : {value}"
                for column in style.columns
                if column not in ("objective", "action", "code")
                and (value := _value(plan, style, objective, action, 0, column))
            ]
            blocks += [Text(_value(plan, style, objective, action, 0, "action"), 1), Text(" ; ".join(values))]
    return blocks


def two_row_header(plan: PlanDocument, style: Style) -> list[Block]:
    """The last two columns stand under a common title."""
    heading, grid = repeated(plan, style)
    assert isinstance(grid, Grid)
    *first, one, other = grid.rows[0]
    top = (*(replace(cell, down=2) for cell in first), Cell("Suivi", span=2, bold=True, fill="D9E2F3"))
    return [heading, Grid((top, (one, other), *grid.rows[1:]))]


def result_rows(plan: PlanDocument, style: Style) -> list[Block]:
    """A row for each expected result; the action's other cells are merged over them."""
    rows: list[tuple[Cell, ...]] = [_head(style, style.columns)]
    for objective in plan.objectives:
        height = sum(max(1, len(action.expected_results)) for action in objective.actions)
        for rank, action in enumerate(objective.actions):
            own = max(1, len(action.expected_results))
            for index in range(own):
                cells = []
                for column in style.columns:
                    text = _value(plan, style, objective, action, 0, column)
                    if column == "result":
                        cells.append(
                            Cell(action.expected_results[index].text.plain if action.expected_results else "")
                        )
                    elif column == "objective":
                        cells += [Cell(text, down=height)] if rank == 0 and index == 0 else []
                    elif index == 0:
                        cells.append(Cell(text, down=own))
                rows.append(tuple(cells))
    return [Heading(plan.title, 1), Grid(tuple(rows))]


LEGEND = Grid(
    (
        (Cell("Légende", bold=True), Cell("Signification", bold=True)),
        (Cell("CP"), Cell("Commission programme")),
        (Cell("CAQ"), Cell("Coordination de l'assurance qualité")),
    )
)
SIGNATURES = Grid(
    (
        (Cell("Pour la direction"), Cell("Pour le pouvoir organisateur")),
        (Cell("Nom et signature"), Cell("Nom et signature")),
    )
)
CALENDAR = Grid(
    (
        tuple(Cell(t, bold=True) for t in ("Mois", "Lundi", "Mardi", "Mercredi")),
        *((Cell(month), Cell("3"), Cell("4"), Cell("5")) for month in ("Janvier", "Février", "Mars")),
    )
)
TOTALS = Grid(
    (
        (Cell("Poste", bold=True), Cell("Montant", bold=True)),
        (Cell("Personnel"), Cell("12 000 €")),
        (Cell("Total"), Cell("15 500 €")),
    )
)


def surrounded(blocks: Sequence[Block]) -> list[Block]:
    """With tables that are not the plan before and after."""
    first, *rest = blocks
    return [first, LEGEND, *rest, TOTALS, CALENDAR, SIGNATURES]


def without_header(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, rows=block.rows[1:]) if isinstance(block, Grid) else block for block in blocks]


def split(blocks: Sequence[Block], every: int = 4) -> list[Block]:
    """Each table cut in several, the header with the first one only."""
    cut: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            for start in range(0, len(block.rows), every):
                cut += [Grid(block.rows[start : start + every]), Text("")]
        else:
            cut.append(block)
    return cut
