"""The sheet to fill in for who starts from nothing: its words, and how it is told from what people wrote in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from portulan.plandoc.reading.source import Block, Paragraph, Remnant, Row, Source, Table

ROLE = "form"  # the role of its own words in the account of a file
COLUMNS = (
    "strategic",
    "specific",
    "code",
    "action",
    "responsibles",
    "deadline",
    "results",
    "recommendations",
    "priority",
)


@dataclass(frozen=True, slots=True)
class FormWords:
    """Names of the three sheets, titles by column, instructions (the first line is the title), examples by row, in
    the order of COLUMNS. The choices of deadlines end with `continuous`."""

    plan: str
    guide: str
    lists: str
    titles: Mapping[str, str]
    guidance: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]
    priorities: tuple[str, ...]
    continuous: str
    list_titles: tuple[str, str, str]


FRENCH = FormWords(
    plan="Plan",
    guide="Mode d’emploi",
    lists="Listes",
    titles={
        "strategic": "Objectif stratégique",
        "specific": "Objectif spécifique",
        "code": "N°",
        "action": "Action",
        "responsibles": "Responsables",
        "deadline": "Échéance",
        "results": "Résultats attendus",
        "recommendations": "Recommandations",
        "priority": "Priorité",
    },
    guidance=(
        "Feuille à remplir pour Portulan",
        "Une ligne de la feuille «\u00a0Plan\u00a0» est une action. Seule la colonne «\u00a0Action\u00a0» est "
        "nécessaire.",
        "Écrivez un objectif une seule fois, à la ligne de sa première action\u00a0: les lignes qui suivent en "
        "relèvent.",
        "Plusieurs responsables, ou plusieurs résultats attendus, se mettent chacun à la ligne dans la même case "
        "(Alt + Entrée).",
        "L’échéance est une année académique (26-27), une date, ou «\u00a0En continu\u00a0».",
        "Les listes proposent\u00a0; vous pouvez écrire autre chose.",
        "Les lignes d’exemple, en gris, ne sont pas reprises tant que vous n’y touchez pas. Effacez-les si "
        "vous le souhaitez.",
        "Quand votre plan est prêt, déposez ce fichier dans Portulan, page «\u00a0Documents\u00a0».",
    ),
    examples=(
        (
            "Exemple\u00a0: Accueillir les étudiants", "Exemple\u00a0: Informer avant la rentrée", "1.1.1",
            "Exemple\u00a0: Rédiger un guide d’accueil", "Coordination", "En continu", "Guide d’accueil en ligne",
            "AEQES 2", "haute",
        ),
        (
            "", "", "1.1.2", "Exemple\u00a0: Organiser une journée de rentrée", "Coordination\nSecrétariat",
            "En continu", "Programme de la journée\nPV de la réunion de bilan", "", "moyenne",
        ),
    ),
    priorities=("haute", "moyenne", "limitée"),
    continuous="En continu",
    list_titles=("Priorités", "Échéances", "Instances"),
)  # fmt: skip

ENGLISH = FormWords(
    plan="Plan",
    guide="How to fill it in",
    lists="Lists",
    titles={
        "strategic": "Strategic objective",
        "specific": "Specific objective",
        "code": "No.",
        "action": "Action",
        "responsibles": "Responsible",
        "deadline": "Due",
        "results": "Expected results",
        "recommendations": "Recommendations",
        "priority": "Priority",
    },
    guidance=(
        "A sheet to fill in for Portulan",
        "A row of the sheet “Plan” is an action. Only the column “Action” is needed.",
        "Write an objective once, on the row of its first action: the rows that follow belong to it.",
        "Several bodies, or several expected results, each go on a line of their own in the same cell "
        "(Alt + Enter).",
        "It is due in an academic year (26-27), on a date, or “Ongoing”.",
        "The lists make proposals; you may write something else.",
        "The rows of examples, in grey, are not taken as long as you leave them as they are. Delete them if "
        "you like.",
        "When your plan is ready, put this file into Portulan, on the page “Documents”.",
    ),
    examples=(
        (
            "Example: Welcome students", "Example: Inform them before the year begins", "1.1.1",
            "Example: Write a welcome guide", "Coordination", "Ongoing", "Welcome guide online", "AEQES 2", "high",
        ),
        (
            "", "", "1.1.2", "Example: Hold a welcome day", "Coordination\nSecretariat", "Ongoing",
            "Programme of the day\nMinutes of the review", "", "medium",
        ),
    ),
    priorities=("high", "medium", "low"),
    continuous="Ongoing",
    list_titles=("Priorities", "Due", "Bodies"),
)  # fmt: skip

_ALL = (FRENCH, ENGLISH)


def words(language: str) -> FormWords:
    """The words of the form in that language; French where it has none."""
    return ENGLISH if language.startswith("en") else FRENCH


def set_apart(source: Source) -> Source:
    """The source with the form's own words (instructions, lists, examples left as they were) among its remnants;
    any other file stays as it is."""
    form = next((one for one in _ALL if _is_form(source, one)), None)
    if form is None:
        return source
    kept: list[Block] = []
    aside: list[Remnant] = []
    for block in source.blocks:
        own = _table(block, form, aside) if isinstance(block, Table) else _paragraph(block, form, aside)
        kept += [own] if own is not None else []
    remarks = tuple(one for one in source.remarks if one.place.sheet != form.lists)
    return replace(source, blocks=tuple(kept), remnants=(*source.remnants, *aside), remarks=remarks)


def _is_form(source: Source, form: FormWords) -> bool:
    return any(
        one.place.sheet == form.guide and one.text.strip() == form.guidance[0] for one in source.paragraphs()
    )


def _paragraph(paragraph: Paragraph, form: FormWords, aside: list[Remnant]) -> Paragraph | None:
    own = {form.guide: form.guidance, form.plan: (form.plan,)}.get(paragraph.place.sheet, ())
    if paragraph.place.sheet != form.lists and _tidy(paragraph.text) not in map(_tidy, own):
        return paragraph
    aside.append(Remnant(paragraph.text, paragraph.place, ROLE))
    return None


def _table(table: Table, form: FormWords, aside: list[Remnant]) -> Table | None:
    if table.place.sheet not in (form.lists, form.plan):
        return table
    rows = tuple(row for row in table.rows if table.place.sheet == form.plan and not _is_example(row, form))
    left_out = (row for row in table.rows if not any(row is one for one in rows))
    aside += [Remnant(one.text, one.place, ROLE) for row in left_out for one in _paragraphs(row)]
    return replace(table, rows=rows) if rows else None


def _is_example(row: Row, form: FormWords) -> bool:
    texts = [_tidy(cell.text) for cell in row.cells if cell.text]
    return any(texts == [_tidy(part) for part in one if part] for one in form.examples)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(row: Row) -> Iterator[Paragraph]:
    return (paragraph for cell in row.cells for paragraph in cell.paragraphs)
