"""Which tables are the plan, where their titles end, and what each of their columns holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from portulan.plandoc.reading.source import Block, Paragraph, Row, Source, Table
from portulan.plandoc.recognition import (
    bracketed,
    calendars,
    cards,
    columns,
    headed_actions,
    headings,
    prose,
    sheet_parts,
    title_bands,
)
from portulan.plandoc.recognition.codes import Coding, coding, lettered
from portulan.plandoc.recognition.findings import ColumnReading
from portulan.plandoc.recognition.lists import Separators, separators
from portulan.plandoc.recognition.profiles import Profile, profile, with_order_of_dates, without_letters_of_raci
from portulan.plandoc.recognition.roles import DECOY
from portulan.plandoc.recognition.row_shapes import (
    above_titles,
    continues_at,
    is_full,
    is_strong,
    lone,
    mostly,
    repeats_titles,
    text_at,
    texts_at,
)
from portulan.plandoc.recognition.table_ends import rows_of_plan
from portulan.plandoc.recognition.table_sureness import as_sure_as_the_table
from portulan.plandoc.recognition.title_words import title_score
from portulan.plandoc.recognition.titles import TitleRows, title_rows
from portulan.plandoc.recognition.vocabulary import A_PLAN, MINUTES
from portulan.plandoc.text import fold

_NAMING = (columns.RESPONSIBLE, columns.ASSOCIATE)
_PLAINLY_TOLD = 4  # as many titles that say what a plan has leave no doubt that it is one


@dataclass(slots=True)
class Laid:
    """A table and what its columns are. `titles` are the rows of titles, None where it has none; without `roles`
    it is not the plan. `bands` are the rows (by rank) whose one text names an objective; it is `led` where the one
    right above its titles does too, as in the other tables of the same titles."""

    table: Table
    titles: TitleRows | None
    group: tuple[str, ...]
    roles: Mapping[int, str] = field(default_factory=dict)
    separators: Mapping[str, Separators] = field(default_factory=dict)
    bands: frozenset[int] = frozenset()
    end: int = -1
    coding: Coding = field(default_factory=Coding)
    letters: bool = False
    led: bool = False

    @property
    def key(self) -> str:
        """What tells tables of these titles from the others of the file."""
        return "|".join(self.group)

    @property
    def head(self) -> int:
        """The rank of the first row below the titles."""
        return self.titles.end if self.titles else 0

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows of the plan: those from `end` on stand below it."""
        return self.table.rows[self.head : self.end if self.end >= 0 else None]


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks in order, tables laid out; the columns of the plan; characters that are structure only."""

    blocks: tuple[Paragraph | Laid, ...]
    readings: tuple[ColumnReading, ...] = ()
    structure: tuple[tuple[str, str], ...] = ()

    @property
    def has_plan(self) -> bool:
        return any(isinstance(one, Laid) and one.roles for one in self.blocks)


def layout(source: Source, forced: Mapping[str, str] | None = None, table: str = "") -> Layout:
    """How the source is laid out: its tables, else the plan that its paragraphs tell. `table` is the key of the
    one in which people see the plan: then no other holds it."""
    if _announces_no_plan(source) and not forced:
        return Layout(
            tuple(block if isinstance(block, Paragraph) else Laid(block, None, ()) for block in source.blocks)
        )
    blocks, structure = _prepared(source)
    found = _laid_out(title_bands.read(cards.turned(blocks)), forced or {}, table=table)
    if table:
        return Layout(tuple(_with_leads(found.blocks)), found.readings, tuple(structure))
    for tell in () if found.has_plan else (prose.as_tables, bracketed.as_tables):
        told = tell(blocks)
        again = _laid_out(told.blocks, forced or {}, told=True) if told else Layout(())
        if told and again.has_plan:
            return Layout(tuple(_with_leads(again.blocks)), again.readings, (*structure, *told.structure))
    return Layout(tuple(_with_leads(found.blocks)), found.readings, tuple(structure))


def _prepared(source: Source) -> tuple[list[Block], list[tuple[str, str]]]:
    """The blocks with their headings, each table apart, columns of crosses as deadlines; what was structure."""
    blocks, counted = headed_actions.read(headings.title_apart(headings.with_levels(source.blocks)))
    read, structure = calendars.read(sheet_parts.read(blocks))
    return read, [*counted, *structure]


def _with_leads(blocks: Sequence[Paragraph | Laid]) -> list[Paragraph | Laid]:
    """Where no paragraph is a heading, the line before each table of the plan is one if each has its own."""
    tables = [at for at, one in enumerate(blocks) if isinstance(one, Laid) and one.roles]
    if len(tables) < 2 or any(isinstance(one, Paragraph) and one.level for one in blocks):
        return list(blocks)
    leads = {at: lead for at in tables if (lead := _line_before(blocks, at)) is not None}
    texts = {fold(blocks[lead].text) for lead in leads.values() if isinstance(blocks[lead], Paragraph)}  # type: ignore[union-attr]
    if len(leads) < max(2, 0.7 * len(tables)) or len(texts) < len(leads):
        return list(blocks)
    chosen = set(leads.values())
    return [
        replace(one, level=2) if at in chosen and isinstance(one, Paragraph) else one
        for at, one in enumerate(blocks)
    ]


def _line_before(blocks: Sequence[Paragraph | Laid], at: int) -> int | None:
    for index in range(at - 1, -1, -1):
        one = blocks[index]
        if isinstance(one, Laid):
            return None
        if one.text.strip() and not one.place.part:
            return index if len(one.text) <= 200 else None
    return None


def _announces_no_plan(source: Source) -> bool:
    """Whether the first lines say that this is something else: minutes, an invoice."""
    first = [fold(one.text) for one, _ in zip(source.paragraphs(), range(12), strict=False)][:6]
    return any(MINUTES.search(one) for one in first[:3]) and not any(A_PLAN.search(one) for one in first)


def candidates(source: Source) -> list[tuple[list[Laid], list[ColumnReading]]]:
    """The tables of the source by groups of the same titles, each with what its columns look like, plan or not."""
    blocks, _ = _prepared(source)
    groups = _groups(_drafts(title_bands.read(cards.turned(blocks))))
    return [(group, _read(group, {}).worth_showing()) for group in groups.values() if _width(group) > 1]


def _laid_out(blocks: Sequence[Block], forced: Mapping[str, str], told: bool = False, table: str = "") -> Layout:
    laid = _drafts(blocks)
    groups = [group for group in _groups(laid).values() if not table or group[0].key == table]
    headed = _are_headed(laid)
    readings = [reading for group in groups for reading in _give_roles(group, forced, told, headed)]
    return Layout(tuple(laid), tuple(readings))


def _are_headed(laid: Sequence[Paragraph | Laid]) -> bool:
    """Whether the first table and at least another one come under headings, or all tables of the same titles each
    under one of its own, whatever is said below it."""
    if any(_under_own_headings(laid, group) for group in _groups(laid).values()):
        return True
    leads = [
        isinstance(one, Paragraph) and bool(one.level) and isinstance(after, Laid)
        for one, after in pairwise(one for one in laid if isinstance(one, Laid) or one.text.strip())
    ]
    tables = [isinstance(one, Laid) for one in laid if isinstance(one, Laid) or one.text.strip()]
    return sum(leads) >= 2 and True in tables and leads.index(True) + 1 == tables.index(True)


def _under_own_headings(laid: Sequence[Paragraph | Laid], group: Sequence[Laid]) -> bool:
    headings: list[str] = []
    heading = ""
    for one in laid:
        if isinstance(one, Paragraph):
            heading = one.text if one.level and one.text.strip() else heading
        elif any(one is other for other in group):
            headings, heading = [*headings, heading], ""
    return len(headings) >= 2 and all(headings) and len(set(headings)) == len(headings)


def _drafts(blocks: Sequence[Block]) -> list[Paragraph | Laid]:
    laid: list[Paragraph | Laid] = []
    last: Laid | None = None
    for block in blocks:
        if isinstance(block, Paragraph):
            laid.append(block)
            continue
        one = _drafted(block, last)
        laid.append(one)
        last = one if one.titles or last is None or one.group != last.group else last
    return laid


def _groups(laid: Iterable[Paragraph | Laid]) -> dict[tuple[str, ...], list[Laid]]:
    groups: dict[tuple[str, ...], list[Laid]] = {}
    for item in laid:
        if isinstance(item, Laid):
            groups.setdefault(item.group, []).append(item)
    return groups


def _width(group: Sequence[Laid]) -> int:
    return max(one.table.columns for one in group)


def _drafted(table: Table, last: Laid | None) -> Laid:
    """The table with its titles; one without continues the table before when it has as many columns."""
    titles = title_rows(table)
    if titles:
        return Laid(
            table, titles, (str(table.columns), *(fold(titles.titles.get(at, "")) for at in range(table.columns)))
        )
    if last is not None and last.table.columns == table.columns and table.columns > 1 and _alike(last, table):
        return Laid(table, None, last.group)
    return Laid(table, None, ("", str(table.columns)))


def _alike(above: Laid, below: Table) -> bool:
    """Whether deadlines stand in the same column of both."""
    for column in range(below.columns):
        one = columns.share_of_deadlines(texts_at(above.body, column))
        if one >= 0.6 and columns.share_of_deadlines(texts_at(below.rows, column)) < 0.4:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Group:
    """What the columns of tables of the same titles look like, with their texts; `confidence` is the tables'."""

    readings: list[ColumnReading]
    profiles: list[Profile]
    texts: list[list[str]]
    confidence: float

    def worth_showing(self) -> list[ColumnReading]:
        shown = as_sure_as_the_table(self.readings, self.confidence)
        return [one for one, own in zip(shown, self.profiles, strict=True) if own.filled or one.title]


def _give_roles(group: list[Laid], forced: Mapping[str, str], told: bool, headed: bool) -> list[ColumnReading]:
    """Decide for tables of the same titles together; nothing for those that are no plan."""
    if _width(group) < 2:
        return []
    read = _read(group, forced, told, headed)
    chosen = forced and any(one.role == columns.ACTION and one.confidence == 1 for one in read.readings)
    if not chosen and not _is_plan(read.readings, read.profiles, len(read.texts[0])):
        return []
    roles = {one.column: one.role for one in read.readings if one.role != columns.EXTRA}
    _fill_in(group, roles, read.texts)
    return read.worth_showing()


def _read(group: list[Laid], forced: Mapping[str, str], told: bool = False, headed: bool = False) -> _Group:
    width = _width(group)
    titles = next((one.titles.titles for one in group if one.titles), {})
    rows = [row for one in group for row in one.body if is_full(row) and not repeats_titles(row, titles)]
    texts = [[text_at(row, column) for row in rows] for column in range(width)]
    merged = [sum(continues_at(row, column) for row in rows) for column in range(width)]
    alone = [profile(own, joined) for own, joined in zip(texts, merged, strict=True)]
    profiles = without_letters_of_raci(with_order_of_dates(alone, texts), texts)
    samples = [tuple(dict.fromkeys(filter(None, own)))[:3] for own in texts]
    named = [titles.get(column, "") for column in range(width)]
    _under_one_title(named, profiles)
    led = headed or _is_banded(group) or _are_led(group)
    readings = columns.read_columns(named, profiles, samples, forced, led, told and not named[0])
    return _Group(readings, profiles, texts, min(one.table.confidence for one in group))


def _under_one_title(named: list[str], profiles: Sequence[Profile]) -> None:
    """A title over a number and the text beside it is that of the text."""
    for at, (number, beside) in enumerate(pairwise(profiles)):
        if named[at] and not named[at + 1] and number.code >= 0.8 and beside.words >= 3:
            named[at], named[at + 1] = "", named[at]


def _fill_in(group: list[Laid], roles: Mapping[int, str], texts: list[list[str]]) -> None:
    actions = [text for at, role in roles.items() if role == columns.ACTION for text in texts[at] if text]
    named = {
        role: [text for at, one in roles.items() if one == role for text in texts[at] if text]
        for role in _NAMING
        if role in roles.values()
    }
    chosen = {role: separators(own, beside=chain(*named.values())) for role, own in named.items()}
    how, led = coding(actions), _are_led(group)
    for one in group:
        one.led = led and one.titles is not None
        one.roles, one.separators, one.coding = roles, chosen, how
        one.end = one.head + rows_of_plan(one.body, one.roles)
        one.bands = frozenset(_bands(one))
        one.letters = lettered(list(_objectives(one)))


def _are_led(group: Sequence[Laid]) -> bool:
    """Whether each of several tables has a text of its own, alone right above its titles."""
    titled = [one for one in group if one.titles is not None]
    leads = [above_titles(one.table.rows, one.titles.first) for one in titled if one.titles]
    texts = {cell.text for cell in leads if cell is not None}
    return len(titled) >= 2 and len(texts) == len(titled)


def _is_banded(group: Sequence[Laid]) -> bool:
    """Whether objectives stand in rows of their own, that go through nearly all columns."""
    through = [
        cell
        for one in group
        for row in one.table.rows[one.head :]
        if (cell := lone(row, one.table.columns)) is not None and cell.span >= max(2, one.table.columns - 1)
    ]
    return len(through) >= 2


def _objectives(laid: Laid) -> Iterator[str]:
    """The texts that name objectives, each once: bands, and cells of their column."""
    columns_of = [at for at, role in laid.roles.items() if role == columns.OBJECTIVE]
    bands = [laid.table.rows[rank] for rank in sorted(laid.bands)]
    texts = [cell.text for row in bands for cell in row.cells if cell.text]
    yield from dict.fromkeys((*texts, *(text for at in columns_of for text in texts_at(laid.body, at) if text)))


def _is_plan(readings: Sequence[ColumnReading], profiles: Sequence[Profile], rows: int) -> bool:
    """A plan has a column of actions, and another that says who, when or what comes out of it."""
    by_role = {one.role: one for one in readings if one.role != columns.EXTRA}
    action = by_role.get(columns.ACTION)
    if action is None or not rows:
        return False
    others = [by_role[role] for role in (columns.RESPONSIBLE, columns.DEADLINE, columns.RESULT) if role in by_role]
    score = columns.title_score(action.title, columns.ACTION)
    said = score >= 0.6
    decoys = sum(title_score(one.title, DECOY) >= 0.8 for one in readings)
    contacts = any(one.contact > 0.4 for one in profiles)
    own = profiles[action.column]
    told = sum(
        columns.said(one.title)[0] == one.role and columns.said(one.title)[1] >= 0.6 for one in by_role.values()
    )
    if told < _PLAINLY_TOLD and (contacts or decoys >= 2 or (decoys and score < 0.7 and told < 3)):
        return False
    if said:
        return told >= 2 or bool(others)
    answered = [one for one in others if one.role != columns.RESULT and (one.confidence >= 0.6 or _says(one))]
    if own.verbal >= 0.3 and answered and own.words >= 2.5:
        return rows >= 2 or told >= 2
    named = {one.role for one in answered}
    if {columns.RESPONSIBLE, columns.DEADLINE} <= named and columns.RESULT in by_role and own.words >= 4:
        return rows >= 3 and own.distinct > 0.9
    return told >= 3 and len(answered) >= 1 and own.words >= 2


def _says(one: ColumnReading) -> bool:
    return columns.title_score(one.title, one.role) >= 0.6


def _bands(laid: Laid) -> Iterator[int]:
    """Rows whose one text is an objective, though no merge says so: bold, shaded, or in a table without a column
    of objectives."""
    rows = laid.body
    alone = {rank: cell for rank, row in enumerate(rows) if (cell := lone(row, laid.table.columns))}
    bare = columns.OBJECTIVE not in laid.roles.values()
    plain = [cell for row in rows if is_full(row) for cell in row.cells if cell.text]
    for rank, cell in alone.items():
        if laid.roles.get(cell.column) == columns.OBJECTIVE or rank == len(rows) - 1:
            continue
        shown = (is_strong(cell) and not mostly(map(is_strong, plain))) or (
            cell.fill and not mostly(cell.fill == one.fill for one in plain)
        )
        if shown or cell.span >= max(2, laid.table.columns - 1) or (bare and 0 in alone):
            yield laid.head + rank
