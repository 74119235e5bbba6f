"""Columns that were not surely understood, each as one doubt about all its cells."""

from collections.abc import Iterator, Sequence

from portulan.plandoc.recognition import columns
from portulan.plandoc.recognition.findings import ColumnReading, Doubt, ExcerptCell, Proposal
from portulan.plandoc.recognition.hierarchy import Outline
from portulan.plandoc.recognition.table_sureness import NO_LINES
from portulan.plandoc.sentences import say, sayable

_QUESTIONS = {
    columns.OBJECTIVE: sayable("La colonne « {title} » : est-ce l’objectif ?"),
    columns.ACTION: sayable("La colonne « {title} » : est-ce l’action ?"),
    columns.RESPONSIBLE: sayable("La colonne « {title} » : est-ce le responsable ?"),
    columns.ASSOCIATE: sayable("La colonne « {title} » : est-ce le partenaire associé ?"),
    columns.DEADLINE: sayable("La colonne « {title} » : est-ce l’échéance ?"),
    columns.RESULT: sayable("La colonne « {title} » : est-ce le résultat attendu ?"),
    columns.RECOMMENDATION: sayable("La colonne « {title} » : est-ce la recommandation ?"),
    columns.PRIORITY: sayable("La colonne « {title} » : est-ce la priorité ?"),
    columns.STATE: sayable("La colonne « {title} » : est-ce l’état d’avancement ?"),
    columns.CODE: sayable("La colonne « {title} » : est-ce le numéro de l’action ?"),
    columns.EXTRA: sayable("La colonne « {title} » n’a pas de rôle connu : est-ce bien une remarque ?"),
}

_GUESSED = sayable("Ce tableau n’a pas de lignes tracées : ses cellules ont été devinées.")

_MAY_GROUP = (columns.EXTRA, columns.RECOMMENDATION, columns.RESULT)  # what objectives are mistaken for


def unsure_columns(readings: Sequence[ColumnReading], outline: Outline) -> Iterator[Doubt]:
    """One doubt for each column under `columns.SURE`; it shows the first action of the plan that fills it."""
    asked: set[tuple[str, str]] = set()
    for one in readings:
        if one.confidence < columns.SURE and one.samples and (one.title, one.role) not in asked:
            asked.add((one.title, one.role))
            yield from _doubt(one, outline)
    if not any(one.role == columns.OBJECTIVE for one in readings):
        yield from _unsure_objectives(readings, outline)


def _unsure_objectives(readings: Sequence[ColumnReading], outline: Outline) -> Iterator[Doubt]:
    """Those that no column holds: where the table was guessed, rows of titles, or texts between its rows; where
    none is named, one of the columns that nothing is known of may name them."""
    titles = [one.title.plain for one in outline.document.walk() if one.actions]
    guessed = any(one.reason == NO_LINES and one.samples for one in readings) and len(titles) > 1
    unnamed = any(one.title.plain == "Actions" and not (one.code or one.label) for one in outline.document.walk())
    unknown = any(one.role == columns.EXTRA and one.confidence < columns.SURE and one.samples for one in readings)
    other = any(one.role in _MAY_GROUP and one.confidence < columns.SURE and one.samples for one in readings)
    alone = len(titles) == 1 and not unnamed and other and len(outline.rows) > 2
    first = next(iter(outline.rows.items()), None)
    if first is None or not (guessed or alone or (unnamed and (unknown or other or len(titles) > 1))):
        return
    identity, found = first
    yield Doubt(
        id="unsure_column:objectives",
        kind="unsure_column",
        subject=identity,
        code=found.action.code,
        question=(
            say("Les objectifs ont-ils été lus en entier, et chaque action sous le sien ?")
            if guessed or alone
            else say("Aucun objectif n’est nommé au-dessus de ces actions : le document en donne-t-il un ?")
        ),
        place=found.row.place,
        excerpt=tuple(ExcerptCell("", title, True) for title in titles[:5]),
        understood=(),
        why=(
            say(_GUESSED)
            if guessed
            else say("Un seul titre est au-dessus de toutes les actions.")
            if alone
            else say("Elles sont réunies sous « Actions ».")
        ),
        proposals=(Proposal(say("Garder ainsi")),),
        role=columns.OBJECTIVE,
    )


def _doubt(one: ColumnReading, outline: Outline) -> Iterator[Doubt]:
    holding = (
        (identity, found)
        for identity, found in outline.rows.items()
        if (cell := found.row.at(one.column)) is not None and cell.text
    )
    first = next(holding, next(iter(outline.rows.items()), None))
    if first is None:
        return
    identity, found = first
    title = one.title or say("colonne {number}", number=one.column + 1)
    yield Doubt(
        id=f"unsure_column:{one.column}:{one.title}",
        kind="unsure_column",
        subject=identity,
        code=found.action.code,
        question=say(_QUESTIONS[one.role], title=title),
        place=found.row.place,
        excerpt=tuple(ExcerptCell(one.title, sample, True) for sample in one.samples),
        understood=(),
        why=(
            say(_GUESSED)
            if one.reason == NO_LINES
            else say("Ni son titre ni son contenu ne le disent clairement.")
        ),
        proposals=(Proposal(say("Garder ainsi")),),
        role=one.role,
    )
