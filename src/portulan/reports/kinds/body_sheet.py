"""The sheet of a body: its actions, deadlines, statuses, results to tick and last notes, on one or two pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from portulan.plandoc.status import Status
from portulan.plandoc.text import Wording
from portulan.reports.kinds.figured import mark
from portulan.reports.kinds.front import Front, spoken
from portulan.reports.kinds.plan import coded, runs
from portulan.reports.kinds.vocabulary import Vocabulary, vocabulary
from portulan.typeset.page import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Look,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Shading,
    Table,
    plain,
)

NOTE_LIMIT = 120  # characters of the last note: a sheet recalls, the action's page says all


@dataclass(frozen=True, slots=True)
class SheetResult:
    """An expected result; `reached` ticks its box."""

    text: Wording
    reached: bool


@dataclass(frozen=True, slots=True)
class SheetAction:
    """An action as its sheet shows it. `others` are the bodies that carry it too, `note` its last note."""

    code: str
    text: Wording
    deadline: str
    status: Status
    pilot: bool
    others: tuple[str, ...]
    results: tuple[SheetResult, ...]
    note: str = ""
    noted: str = ""


@dataclass(frozen=True, slots=True)
class BodySheet:
    """A body on a day: `finding` is where it stands in a sentence, `members` who sits in it."""

    name: str
    kicker: str
    finding: str
    members: tuple[str, ...]
    actions: tuple[SheetAction, ...]


@dataclass(frozen=True, slots=True)
class BodySheets:
    """The sheet of one body, or those of several; at least one."""

    front: Front
    sheets: tuple[BodySheet, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the sheet adds to the plan's own words."""

    shared: Vocabulary
    heading: str
    title: str
    columns: tuple[str, ...]
    summary: str
    members: str
    nobody: str
    none: str
    associated: str
    also: str


def build(facts: BodySheets) -> Document:
    """One sheet, or all of them, each beginning on a page of its own."""
    front, title, said = facts.front, title_of(facts), words(facts.front.language)
    first = title if len(facts.sheets) == 1 else front.plan
    return Document(
        title=title,
        blocks=tuple(
            block for rank, one in enumerate(facts.sheets) for block in _sheet(one, said, first=rank == 0)
        ),
        language=front.language,
        author=front.programme,
        dense=True,
        running=(" · ".join(filter(None, [first, front.revision])), front.day),
        headed=True,
    )


def title_of(facts: BodySheets) -> str:
    """« Fiche : CEP »; of several, the title of the plan."""
    name = facts.sheets[0].name if len(facts.sheets) == 1 else facts.front.plan
    return words(facts.front.language).title.format(name=name)


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def shortened(note: str) -> str:
    """The beginning of a note, cut between two words; the ellipsis says that there is more."""
    note = " ".join(note.split())
    if len(note) <= NOTE_LIMIT:
        return note
    return note[:NOTE_LIMIT].rsplit(" ", 1)[0].rstrip(",;:. ") + "\u00a0…"


def _sheet(sheet: BodySheet, said: Words, *, first: bool) -> Iterator[Block]:
    if not first:
        yield PageBreak()
    yield Paragraph(plain(sheet.kicker), Look.KICKER)
    yield Heading(1, plain(sheet.finding))
    members = ", ".join(sheet.members) or said.nobody
    yield Paragraph((Run(f"{said.members}{said.shared.colon}", strong=True), Run(members)))
    if not sheet.actions:
        yield Paragraph(plain(said.none), Look.MUTED)
        return
    widths = (38.0, 13.0, 24.0, 25.0)
    columns = tuple(Column(title, width) for title, width in zip(said.columns, widths, strict=True))
    yield Table(columns, tuple(_row(one, said) for one in sheet.actions), said.summary)


def _row(action: SheetAction, said: Words) -> Row:
    late = Shading.ATTENTION if action.status is Status.LATE else Shading.NONE
    return Row(
        (
            Cell(tuple(_action(action, said)), heads=True),
            Cell(tuple(_when(action, said)), shading=late, figure=mark(action.status)),
            Cell(
                tuple(Paragraph((Run("☑ " if one.reached else "☐ "), *runs(one.text))) for one in action.results)
            ),
            Cell(tuple(_note(action))),
        )
    )


def _action(action: SheetAction, said: Words) -> Iterator[Paragraph]:
    yield Paragraph(coded(action.code, action.text))
    if about := carried_with(action, said):
        yield Paragraph(plain(about), Look.MUTED)


def carried_with(action: SheetAction, said: Words) -> str:
    """« en association · aussi CS »; empty for an action that the body carries alone."""
    others = said.also.format(names=", ".join(action.others)) if action.others else ""
    return " · ".join(filter(None, ["" if action.pilot else said.associated, others]))


def _when(action: SheetAction, said: Words) -> Iterator[Paragraph]:
    yield Paragraph(plain(action.deadline or "–"))
    yield Paragraph(plain(status_of(action.status, said), strong=True))


def _note(action: SheetAction) -> Iterator[Paragraph]:
    if action.note:
        yield Paragraph(plain(shortened(action.note)))
    if action.noted:
        yield Paragraph(plain(action.noted), Look.MUTED)


def status_of(status: Status, said: Words) -> str:
    """Its name."""
    return dict(zip(Status, said.shared.statuses, strict=True))[status]


_FRENCH = Words(
    shared=vocabulary("fr"),
    heading="Fiche d’instance",
    title="Fiche\u00a0: {name}",
    columns=("Action", "Échéance, statut", "Résultats attendus", "Dernier avancement"),
    summary="Actions de l’instance, avec leur échéance, leur statut, leurs résultats à cocher, leur dernière note",
    members="Membres",
    nobody="personne d’inscrit",
    none="Aucune action.",
    associated="en association",
    also="aussi {names}",
)

_ENGLISH = Words(
    shared=vocabulary("en"),
    heading="Sheet of a body",
    title="Sheet: {name}",
    columns=("Action", "Due, status", "Expected results", "Last note"),
    summary="Actions of the body, with their deadline, their status, results to tick and the last note",
    members="Members",
    nobody="nobody registered",
    none="No action.",
    associated="associated",
    also="also {names}",
)

_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
