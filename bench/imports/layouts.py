"""Layouts: how people write a plan. Each makes blocks from a truth; `cases` lists the development set."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bench.imports.page import Block, Cell, Grid, Heading, Text
from bench.imports.truths import truth
from portulan.plandoc.document import Action, Objective, PlanDocument
from portulan.plandoc.text import Wording

WORD = {
    "fr": {
        "high": "Haute",
        "medium": "Moyenne",
        "low": "Faible",
        "not_started": "Non commencé",
        "started": "En cours",
        "done": "Terminé",
    },
    "en": {
        "high": "High",
        "medium": "Medium",
        "low": "Low",
        "not_started": "Not started",
        "started": "In progress",
        "done": "Completed",
    },
    "nl": {
        "high": "Hoog",
        "medium": "Gemiddeld",
        "low": "Laag",
        "not_started": "Niet gestart",
        "started": "Lopend",
        "done": "Afgerond",
    },
    "es": {
        "high": "Alta",
        "medium": "Media",
        "low": "Baja",
        "not_started": "Pendiente",
        "started": "En curso",
        "done": "Finalizado",
    },
    "pt": {
        "high": "Alta",
        "medium": "Média",
        "low": "Baixa",
        "not_started": "Não iniciado",
        "started": "Em curso",
        "done": "Concluído",
    },
}

TITLES = {
    "fr": {
        "code": "N°",
        "objective": "Objectifs",
        "action": "Actions",
        "responsible": "Responsables",
        "deadline": "Échéance",
        "result": "Résultats attendus",
        "priority": "Priorité",
        "state": "État",
        "recommendation": "Recommandations",
    },
    "fr2": {
        "code": "Réf.",
        "objective": "Axe stratégique",
        "action": "Mesures à mettre en œuvre",
        "responsible": "Porteur(s)",
        "deadline": "Calendrier",
        "result": "Indicateurs de réussite",
        "priority": "Degré de priorité",
        "state": "Avancement",
        "recommendation": "Recommandation du rapport",
    },
    "fr3": {
        "code": "#",
        "objective": "Ce que nous voulons",
        "action": "Ce qu'on fera",
        "responsible": "Qui s'y colle ?",
        "deadline": "Pour quand",
        "result": "On saura que c'est fait quand",
        "priority": "Ça presse ?",
        "state": "Où en est-on ?",
        "recommendation": "En réponse à",
    },
    "fr4": {
        "code": "Id",
        "objective": "Cap",
        "action": "Chantier",
        "responsible": "Cheville ouvrière",
        "deadline": "Horizon",
        "result": "Traces",
        "priority": "Urgence",
        "state": "Météo",
        "recommendation": "Écho",
    },
    "en": {
        "code": "No.",
        "objective": "Objective",
        "action": "Action",
        "responsible": "Lead",
        "deadline": "Timeline",
        "result": "Success measures",
        "priority": "Priority",
        "state": "Status",
        "recommendation": "Recommendation",
    },
    "en2": {
        "code": "Ref",
        "objective": "What we want to achieve",
        "action": "What we will do",
        "responsible": "Who",
        "deadline": "By when",
        "result": "How we will know",
        "priority": "Importance",
        "state": "Progress",
        "recommendation": "Source",
    },
    "nl": {
        "code": "Nr.",
        "objective": "Doelstelling",
        "action": "Actie",
        "responsible": "Verantwoordelijke",
        "deadline": "Timing",
        "result": "Indicator",
        "priority": "Prioriteit",
        "state": "Stand van zaken",
        "recommendation": "Aanbeveling",
    },
    "nl2": {
        "code": "Nr",
        "objective": "Waarom",
        "action": "Wat gaan we doen",
        "responsible": "Trekker",
        "deadline": "Tegen wanneer",
        "result": "Resultaat",
        "priority": "Belang",
        "state": "Status",
        "recommendation": "Advies",
    },
    "es": {
        "code": "N.º",
        "objective": "Objetivo",
        "action": "Acción",
        "responsible": "Responsable",
        "deadline": "Plazo",
        "result": "Indicadores",
        "priority": "Prioridad",
        "state": "Estado",
        "recommendation": "Recomendación",
    },
    "pt": {
        "code": "N.º",
        "objective": "Objetivo",
        "action": "Ação",
        "responsible": "Responsável",
        "deadline": "Prazo",
        "result": "Indicadores",
        "priority": "Prioridade",
        "state": "Estado",
        "recommendation": "Recomendação",
    },
}

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


ALL = ("objective", "action", "responsible", "deadline", "result")
CODED = ("objective", "code", "action", "responsible", "deadline", "result")
EXTRA = {
    "Budget estimé": ("1 500 €", "12 000 €", "", "800 €"),
    "% réalisé": ("0 %", "50 %", "100 %"),
    "Commentaires": (
        "",
        "À revoir après les vacances, en fonction des moyens disponibles",
        "",
        "Attendre l'avis du conseil",
    ),
}


def cases() -> Iterator[Case]:
    """The whole set but the texts that are no plan."""
    yield from _plain()
    yield from _languages()
    yield from _structures()
    yield from _variants()


def _case(
    name: str,
    layout: Callable[[PlanDocument, Style], list[Block]],
    plan: PlanDocument,
    style: Style,
    formats: tuple[str, ...] = EVERYTHING,
) -> Case:
    return Case(name, plan, tuple(layout(plan, style)), formats)


def _plain() -> Iterator[Case]:
    yield _case("plain-fr", repeated, truth("fr", 1), Style(ALL))
    yield _case("porteurs", blank_below, truth("town", 2), Style(ALL, "fr2", names=" / "))
    yield _case("unheard-titles", repeated, truth("fr", 3), Style(ALL, "fr3", names=", "))
    yield _case("stranger-titles", blank_below, truth("town", 4), Style(ALL, "fr4", names=", ", bullet="- "))
    order = ("action", "result", "objective", "deadline", "responsible")
    yield _case("other-order", repeated, truth("fr", 5), Style(order, names=" et "))
    yield _case(
        "missing-columns",
        banded,
        truth("town", 6, deadline=False),
        Style(("action", "responsible", "result"), "fr2"),
        MERGED,
    )
    yield _case(
        "no-results",
        repeated,
        truth("fr", 7, results=False),
        Style(("code", "objective", "action", "responsible", "deadline")),
    )
    plan = truth("town", 8, responsibles=False, results=False)
    plan = replace(
        plan, objectives=tuple(replace(one, code="", title=Wording("Actions")) for one in plan.objectives)
    )
    yield _case("only-deadline", repeated, plan, Style(("action", "deadline")))
    plan = with_extra(truth("fr", 9, priority=True, state=True), EXTRA)
    columns = ("code", "objective", "action", "priority", "responsible", *EXTRA, "deadline", "state", "result")
    yield _case("extra-columns", repeated, plan, Style(columns))
    plan = truth("fr", 10, recommendations=True)
    yield _case("recommendations", blank_below, plan, Style((*ALL, "recommendation")))
    yield _case("recommendations-fr2", blank_below, plan, Style(("recommendation", *ALL), "fr2"))


def _languages() -> Iterator[Case]:
    yield _case("english", repeated, truth("en", 11, priority=True), Style((*CODED, "priority"), "en", names=", "))
    yield _case("english-questions", blank_below, truth("en", 12), Style(ALL, "en2", names=" and ", bullet="• "))
    yield _case("dutch", merged, truth("nl", 13, state=True), Style((*ALL, "state"), "nl"), MERGED)
    yield _case("dutch-questions", repeated, truth("nl", 14), Style(ALL, "nl2", names=" en "))
    yield _case("spanish", repeated, truth("es", 15, numbering="none"), Style(ALL, "es", names=" y "))
    yield _case(
        "portuguese", blank_below, truth("pt", 16, priority=True), Style((*ALL, "priority"), "pt", names="; ")
    )


def _structures() -> Iterator[Case]:
    yield _case("two-row-header", two_row_header, truth("fr", 20), Style(ALL), MERGED)
    yield _case("two-row-header-unheard", two_row_header, truth("town", 21), Style(ALL, "fr3"), MERGED)
    yield _case("bands", banded, truth("fr", 22, numbering="roman"), Style(CODED), MERGED)
    yield _case("bands-unmerged", unmerged_bands, truth("town", 23), Style(ALL, "fr2"))
    yield _case("merged", merged, truth("fr", 24, numbering="letters"), Style(CODED), MERGED)
    yield _case("by-objective", by_objective, truth("en", 25), Style(ALL, "en"), DOCUMENTS)
    yield _case("by-objective-text", by_objective_text, truth("fr", 26), Style(ALL), DOCUMENTS)
    yield _case(
        "cards", cards, truth("fr", 27), Style(("code", "action", "responsible", "deadline", "result")), DOCUMENTS
    )
    yield _case(
        "cards-unheard",
        cards,
        truth("town", 28),
        Style(("action", "responsible", "deadline", "result"), "fr3"),
        DOCUMENTS,
    )
    yield _case("outline", outline, truth("fr", 29), Style(ALL, names=", ", results=" ; "), DOCUMENTS)
    yield _case(
        "outline-english",
        outline,
        truth("en", 30, numbering="none"),
        Style(ALL, "en", names=", ", results="; "),
        DOCUMENTS,
    )
    yield _case(
        "outline-one-line", one_line_outline, truth("fr", 31, results=False), Style(ALL[:4], names=", "), DOCUMENTS
    )
    yield _case("result-rows", result_rows, truth("fr", 32), Style(ALL), MERGED)
    yield _case("result-rows-english", result_rows, truth("en", 33), Style(CODED, "en", names=", "), MERGED)
    yield _case("prefixed", repeated, truth("en", 34, numbering="prefixed"), Style(CODED, "en"))
    plan = truth("fr", 35)
    yield Case("decoys", plan, tuple(surrounded(repeated(plan, Style(ALL)))))
    plan = truth("town", 36)
    yield Case("decoys-unheard", plan, tuple(surrounded(blank_below(plan, Style(ALL, "fr3")))))


def by_objective_text(plan: PlanDocument, style: Style) -> list[Block]:
    return by_objective(plan, style, headings=False)


def _variants() -> Iterator[Case]:
    plan = truth("fr", 40)
    yield Case("headless", plan, tuple(without_header(repeated(plan, Style(ALL)))))
    plan = truth("town", 41, numbering="none")
    yield Case("headless-no-numbers", plan, tuple(without_header(blank_below(plan, Style(ALL)))))
    plan = truth("en", 42)
    yield Case("headless-english", plan, tuple(without_header(blank_below(plan, Style(CODED)))))
    plan = truth("fr", 43)
    yield Case("split", plan, tuple(split(repeated(plan, Style(ALL)))), DOCUMENTS)
    plan = truth("en", 44)
    yield Case(
        "split-merged-english", plan, tuple(split(repeated(plan, Style(CODED, "en2", names=", ")))), DOCUMENTS
    )
    for index, pool in enumerate(("fr", "town", "en", "nl", "es", "pt")):
        chance = random.Random(50 + index)
        columns = list(CODED if index % 2 else ALL)
        chance.shuffle(columns)
        style = Style(tuple(columns), f"nonsense-{pool}", names=chance.choice([", ", " / ", "\n", "; "]))
        TITLES[style.titles] = dict(zip(CODED, chance.sample(_NONSENSE, len(CODED)), strict=True))
        yield _case(f"relabelled-permuted-{pool}", repeated, truth(pool, 60 + index), style)
        straight = replace(style, columns=CODED if index % 2 else ALL)
        yield _case(f"relabelled-{pool}", blank_below, truth(pool, 70 + index), straight)


_NONSENSE = (
    "Volet A",
    "Rubrique",
    "Colonne bleue",
    "Boussole",
    "Élan",
    "Tempo",
    "Équipage",
    "Escale",
    "Balise",
    "Sillage",
    "Quart",
    "Vigie",
)
