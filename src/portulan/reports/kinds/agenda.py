"""The agenda of a meeting on a page: when, where, the items with their hours, their documents, who is expected."""

from collections.abc import Iterator
from dataclasses import dataclass

from portulan.reports.kinds.front import Front, spoken
from portulan.typeset.page import (
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Heading,
    Look,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """An item. `hour` is when it begins and `minutes` how long it is given, both in words; `about` says where the
    action stands; `documents` are titles, with the address of those that are links."""

    number: str
    hour: str
    code: str
    title: str
    about: str = ""
    minutes: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaSheet:
    """The agenda of a meeting, in words: `when` is the day and the hours, `where` the place or the link, `told`
    what is for information, `expected` and `excused` the people with their titles. `front` is that of the
    programme; its `day` is that of the meeting."""

    front: Front
    body: str
    body_label: str
    when: str
    where: str
    points: tuple[AgendaPoint, ...]
    told: tuple[AgendaPoint, ...]
    expected: tuple[str, ...]
    excused: tuple[str, ...]
    total: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the page adds to the meeting's own words."""

    heading: str
    title: str
    columns: tuple[str, str, str]
    summary: str
    nothing: str
    told: str
    expected: str
    excused: str
    documents: str


def build(sheet: AgendaSheet) -> Document:
    """The page as a neutral document."""
    language, said = sheet.front.language, words(sheet.front.language)
    title = title_of(sheet)
    return Document(
        title=title,
        blocks=tuple(_blocks(sheet, said)),
        language=language,
        author=sheet.front.programme,
        running=(sheet.body, sheet.when),
        ruled=True,
    )


def words(language: str) -> Words:
    """The words of that language; French where there are none of its own."""
    return spoken(_WORDS, language)


def title_of(sheet: AgendaSheet) -> str:
    """« Ordre du jour : Commission… »."""
    return words(sheet.front.language).title.format(body=sheet.body)


def _blocks(sheet: AgendaSheet, said: Words) -> Iterator[Block]:
    kicker = " · ".join(filter(None, [sheet.front.programme, sheet.front.plan]))
    yield Paragraph(plain(kicker), Look.KICKER)
    yield Paragraph(plain(title_of(sheet)), Look.TITLE)
    where = plain(f", {sheet.where}") if sheet.where else ()
    yield Paragraph((Run(sheet.when, strong=True), *where))
    if sheet.points:
        yield _table(sheet, said)
    else:
        yield Paragraph(plain(said.nothing), Look.MUTED)
    if sheet.told:
        yield Heading(1, plain(said.told))
        yield BulletList(tuple(Paragraph(_titled(one)) for one in sheet.told))
    for head, names in ((said.expected, sheet.expected), (said.excused, sheet.excused)):
        if names:
            yield Heading(1, plain(head))
            yield BulletList(tuple(Paragraph(plain(name)) for name in names))


def _table(sheet: AgendaSheet, said: Words) -> Table:
    widths = (13.0, 72.0, 15.0)
    columns = tuple(Column(title, width) for title, width in zip(said.columns, widths, strict=True))
    rows = [_row(one, said) for one in sheet.points]
    if sheet.total:
        last = Cell((Paragraph(plain(sheet.total, strong=True)),), columns=2)
        rows.append(Row((Cell((Paragraph(),)), last)))
    return Table(columns, tuple(rows), said.summary)


def _row(one: AgendaPoint, said: Words) -> Row:
    lines = [Paragraph((Run(f"{one.number}. ", strong=True), *_titled(one)))]
    if one.about:
        lines.append(Paragraph(plain(one.about), Look.MUTED))
    lines += [Paragraph(plain(f"{said.documents}\u00a0: {title}"), Look.MUTED) for title in one.documents]
    return Row(
        (
            Cell((Paragraph(plain(one.hour)),)),
            Cell(tuple(lines), heads=True),
            Cell((Paragraph(plain(one.minutes)),)),
        )
    )


def _titled(one: AgendaPoint) -> tuple[Run, ...]:
    code = plain(f"{one.code} ", strong=True) if one.code else ()
    return (*code, *plain(one.title, strong=bool(one.number)))


_FRENCH = Words(
    heading="Ordre du jour",
    title="Ordre du jour\u00a0: {body}",
    columns=("Heure", "Point", "Durée"),
    summary="Points de l’ordre du jour, avec leur heure et leur durée prévues",
    nothing="L’ordre du jour n’est pas encore composé.",
    told="Pour information",
    expected="Personnes invitées",
    excused="Personnes excusées",
    documents="Document",
)

_ENGLISH = Words(
    heading="Agenda",
    title="Agenda: {body}",
    columns=("Time", "Item", "Length"),
    summary="Items of the agenda, with their planned time and length",
    nothing="The agenda is not composed yet.",
    told="For information",
    expected="People invited",
    excused="People excused",
    documents="Document",
)

_WORDS = {"fr": _FRENCH, "en": _ENGLISH}
