"""What the address of the list asks for: the filters of the plan, the columns, the order of the rows."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from portulan.plans.rules import QUERY_LIMIT
from portulan.tracking.queries import PlanView, TrackedAction
from portulan.web.listing.columns import COLUMNS, FIRST, Column
from portulan.web.listing.facts import Facts
from portulan.web.plan.filters import Filters


@dataclass(frozen=True, slots=True)
class Asked:
    """`tri` is the name of the column that gives the order, with "-" before it for the other way round; empty for
    the order of the plan."""

    filters: Filters = field(default_factory=Filters)
    colonnes: tuple[str, ...] = FIRST
    tri: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """From an address. A column that does not exist is not shown; with none, those shown at first are."""
        named = [name for said in query.getlist("colonnes") for name in said[:QUERY_LIMIT].split(",")]
        order = query.get("tri", "").strip()
        return cls(
            Filters.read(query),
            tuple(name for name in COLUMNS if name in named) or FIRST,
            order if order.removeprefix("-") in COLUMNS else "",
        )

    def set_ones(self) -> dict[str, str]:
        """What is asked for, by its name in the address; what everybody gets first is left out."""
        said = self.filters.set_ones()
        if self.colonnes != FIRST:
            said["colonnes"] = ",".join(self.colonnes)
        return said | ({"tri": self.tri} if self.tri else {})

    def address(self, *, without: str = "") -> str:
        """The query of the page, one of them taken away if asked; begins with "?"."""
        kept = {name: value for name, value in self.set_ones().items() if name != without}
        return "?" + urlencode(kept, safe=",")

    def columns(self) -> tuple[Column, ...]:
        return tuple(COLUMNS[name] for name in self.colonnes)

    def ordered(self, name: str) -> "Asked":
        """The same, sorted by that column; the other way round when it is so already."""
        return replace(self, tri=f"-{name}" if self.tri == name else name)

    def keep(self, plan: PlanView, facts: Facts) -> list[TrackedAction]:
        """The actions that answer the filters, in the order asked for; equal ones stay in the plan's order."""
        kept, name = list(self.filters.keep(plan)), self.tri.removeprefix("-")
        if not name:
            return kept
        keyed = [(COLUMNS[name].show(one, facts).key, one) for one in kept]
        there = sorted(
            ((key, one) for key, one in keyed if key is not None),
            key=lambda pair: pair[0],
            reverse=self.tri.startswith("-"),
        )
        return [one for _key, one in there] + [one for key, one in keyed if key is None]
