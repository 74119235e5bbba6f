"""Which column holds what: from the words of its title first, checked against its content."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portulan.plandoc.deadline import DeadlineKind, understand
from portulan.plandoc.reading.source import Row, Table
from portulan.plandoc.text import fold

OBJECTIVE, ACTION, RESPONSIBLE = "objectives", "actions", "responsibles"
DEADLINE, RESULT, RECOMMENDATION = "deadline", "results", "recommendations"
CODE, PRIORITY = "code", "priority"
ROLES = (OBJECTIVE, ACTION, RESPONSIBLE, DEADLINE, RESULT, RECOMMENDATION, PRIORITY, CODE)

_CODED = re.compile(r"\d+\.\d+")
_STEMS: Mapping[str, tuple[str, ...]] = {
    RECOMMENDATION: ("recommand", "recomm", "recommendation", "aanbeveling", "recomendac"),
    RESULT: ("resultat", "indicateur", "livrable", "result", "indicator", "deliverable", "output", "preuve",
             "evidence", "indicador", "resultaat", "produit"),
    DEADLINE: ("echeance", "delai", "calendrier", "deadline", "due", "timing", "quand", "when", "termijn", "date",
               "planning", "plazo", "prazo", "periode", "timeline"),
    RESPONSIBLE: ("responsab", "pilote", "porteur", "acteur", "qui", "owner", "responsible", "lead", "who",
                  "verantwoordelijk", "instance", "personne"),
    ACTION: ("action", "mesure", "activite", "tache", "activity", "measure", "actie", "accion", "acao", "demarche",
             "projet"),
    OBJECTIVE: ("objectif", "axe", "but", "goal", "objective", "doelstelling", "objetivo", "orientation",
                "domaine", "theme", "enjeu"),
    PRIORITY: ("priorit",),
    CODE: ("n°", "no", "numero", "code", "ref", "number"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Titled:
    """The role of each column, by number, and which row says so."""

    roles: Mapping[int, str]
    row: int


def roles(table: Table) -> Titled | None:
    """What the titles of a table say; None for a table without titles."""
    for index, row in enumerate(table.rows[:6]):
        found = _from_titles(row)
        if ACTION in found.values() and len(found) >= 2 and not _is_data(row):
            return Titled(_completed(found, table, index), index)
    return None


def _from_titles(row: Row) -> dict[int, str]:
    """Each role once: the column whose title says it best has it. Objectives may take several columns, all before
    that of the actions."""
    scored = [
        (score, -cell.column, role)
        for cell in row.cells
        if cell.span == 1 and 0 < len(cell.text) <= 80
        for role in ROLES
        if (score := title_score(cell.text, role))
    ]
    found: dict[int, str] = {}
    for _score, column, role in sorted(scored, reverse=True):
        if -column not in found and role not in found.values():
            found[-column] = role
    actions = next((column for column, role in found.items() if role == ACTION), 0)
    for score, column, role in scored:
        if role == OBJECTIVE and score >= 0.9 and -column not in found and -column < actions:
            found[-column] = role
    return found


def _is_data(row: Row) -> bool:
    """Whether a row that could be titles is one of the plan's own: it has a code or a deadline."""
    texts = [cell.text for cell in row.cells]
    return any(_CODED.match(text) for text in texts) or share_of_deadlines(texts) > 0.15


def _completed(found: dict[int, str], table: Table, titles: int) -> dict[int, str]:
    """The deadlines by their content, where no title says which column holds them."""
    if DEADLINE not in found.values():
        rows = table.rows[titles + 1 :]
        shares = {at: share_of_deadlines(_texts(rows, at)) for at in range(table.columns) if at not in found}
        best = max(shares, key=lambda at: shares[at], default=-1)
        if shares.get(best, 0) > 0.7:
            found[best] = DEADLINE
    return found


def title_score(title: str, role: str) -> float:
    """How well a title says a role: 0 not at all; a word at the title's start says more than one further on."""
    words = [word.strip("().:,'’") for word in fold(title).replace("/", " ").split()]
    scores = [
        1 - 0.1 * min(position, 5)
        for position, word in enumerate(words)
        for stem in _STEMS[role]
        if (word in (stem, f"{stem}s") if len(stem) <= 4 else word.startswith(stem))
    ]
    return max(scores, default=0.0)


def from_content(table: Table, like: Mapping[int, str], columns: int) -> dict[int, str] | None:
    """The roles of a table without titles: those of the table before when it has as many columns and its deadlines
    stand in the same column; None otherwise."""
    if table.columns != columns:
        return None
    column = next((column for column, role in like.items() if role == DEADLINE), None)
    if column is not None and share_of_deadlines(_texts(table.rows, column)) < 0.5:
        return None
    return dict(like)


def share_of_deadlines(texts: Iterable[str]) -> float:
    """Which share of the filled cells the deadline grammar understands."""
    filled = [text for text in texts if text]
    understood = sum(understand(text).kind not in (DeadlineKind.NONE, DeadlineKind.UNCLEAR) for text in filled)
    return understood / len(filled) if filled else 0.0


def _texts(rows: Iterable[Row], column: int) -> Iterable[str]:
    return (cell.text for row in rows if (cell := row.at(column)) and cell.span == 1)
