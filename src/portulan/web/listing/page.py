"""The list of actions: one flat table under the plan's filters, its columns and its order chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString

from portulan.plans.queries.saved_lists import SavedListRow
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.typeset.page import Column as SheetColumn
from portulan.typeset.page import Sheet
from portulan.web.listing.asked import Asked
from portulan.web.listing.columns import COLUMNS, Column
from portulan.web.listing.facts import Facts
from portulan.web.plan.filters import Active, Choice, Select, active, selects
from portulan.web.plan.page import count_line


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved list as a link; `current`: it is what the page shows."""

    name: str
    address: str
    shared: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Views:
    """The two ways of showing the plan under the same filters, and the saved lists; `keep_address` saves what is
    shown, when something is chosen."""

    on_list: bool
    table_address: str
    list_address: str
    saved: tuple[Saved, ...]
    keep_address: str
    manage_address: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a column; its address sorts by it, the other way round when it is `sorted` already."""

    name: str
    label: str
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Cell:
    name: str
    label: str
    html: SafeString | str


@dataclass(frozen=True, slots=True)
class Row:
    """One action; `mark` is its identity and its version, as a form sends them."""

    id: str
    code: str
    mark: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that the page prints. `kept` are the fields that the form of the filters carries along."""

    count_line: str
    q: str
    lists: tuple[Select, ...]
    active: list[Active]
    kept: tuple[tuple[str, str], ...]
    columns: tuple[Choice, ...]
    carried: tuple[tuple[str, str], ...]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    everything: str
    order_address: str
    csv_address: str
    address: str
    clear_address: str


def list_page(plan: PlanView, asked: Asked, facts: Facts, versions: dict[str, int]) -> ListPage:
    """What the address asks for. `versions` are those of the actions, for who may change them; else empty."""
    kept, columns = asked.keep(plan, facts), asked.columns()
    lists = selects(asked.filters, plan)
    query = asked.address().removesuffix("?")
    layout = {name: value for name, value in asked.set_ones().items() if name in ("colonnes", "tri")}
    return ListPage(
        count_line=count_line(len(kept), len(plan.actions)),
        q=asked.filters.q,
        lists=lists,
        active=active(_Named(asked), lists),
        kept=tuple(layout.items()),
        columns=tuple(Choice(one.name, str(one.title), one.name in asked.colonnes) for one in COLUMNS.values()),
        carried=tuple((name, value) for name, value in asked.set_ones().items() if name != "colonnes"),
        headings=tuple(_heading(one, asked) for one in columns),
        rows=tuple(_row(one, columns, facts, versions) for one in kept),
        everything=" ".join(_mark(one, versions) for one in kept) if versions else "",
        order_address=asked.address(without="tri") if asked.tri else "",
        csv_address=reverse("list_csv", args=[facts.slug]) + query,
        address=reverse("list", args=[facts.slug]) + query,
        clear_address=Asked(colonnes=asked.colonnes, tri=asked.tri).address(),
    )


class _Named:
    """The filters alone, each taken off without losing the columns and the order."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def set_ones(self) -> dict[str, str]:
        return self.asked.filters.set_ones()

    def address(self, *, without: str = "") -> str:
        return self.asked.address(without=without)


def _heading(column: Column, asked: Asked) -> Heading:
    way = {column.name: "ascending", f"-{column.name}": "descending"}.get(asked.tri, "")
    return Heading(column.name, str(column.title), asked.ordered(column.name).address(), way)


def _row(action: TrackedAction, columns: Sequence[Column], facts: Facts, versions: dict[str, int]) -> Row:
    cells = tuple(Cell(one.name, str(one.title), one.show(action, facts).html) for one in columns)
    return Row(str(action.row.id), action.row.code, _mark(action, versions) if versions else "", cells)


def _mark(action: TrackedAction, versions: dict[str, int]) -> str:
    pk = str(action.row.id)
    return f"{pk}:{versions.get(pk, 0)}"


def sheet(plan: PlanView, asked: Asked, facts: Facts) -> Sheet:
    """The same as a sheet: these columns, these rows, in this order."""
    columns = asked.columns()
    rows = (tuple(one.show(action, facts).text for one in columns) for action in asked.keep(plan, facts))
    return Sheet(plan.facts.title, tuple(SheetColumn(str(one.title)) for one in columns), tuple(rows))


def views(slug: str, asked: Asked, saved: Sequence[SavedListRow], *, on_list: bool) -> Views:
    """The ways of showing the plan; a saved list opens in the way that one is reading."""
    query = asked.address().removesuffix("?")
    return Views(
        on_list=on_list,
        table_address=reverse("plan", args=[slug]) + asked.filters.address().removesuffix("?"),
        list_address=reverse("list", args=[slug]) + query,
        saved=tuple(_saved(one, slug, query, on_list=on_list) for one in saved),
        keep_address=reverse("list_save", args=[slug]) + query if query else "",
        manage_address=reverse("saved_lists", args=[slug]) if saved else "",
    )


def _saved(one: SavedListRow, slug: str, shown: str, *, on_list: bool) -> Saved:
    """The table has the filters only: columns and order are of the list."""
    kept = Asked.read(QueryDict(one.query))
    query = (kept.address() if on_list else kept.filters.address()).removesuffix("?")
    return Saved(one.name, reverse("list" if on_list else "plan", args=[slug]) + query, one.shared, query == shown)
