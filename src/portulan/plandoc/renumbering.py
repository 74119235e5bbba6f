"""The codes that a plan's own way of numbering gives its rows, in reading order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from portulan.plandoc.comparison.table import TOP, Kind, Table
from portulan.plandoc.document import PlanDocument
from portulan.plandoc.numbering import parts

Scope = tuple[int, ...]
"""The numbers of the nearest objective that has some: (2, 1) within "2.1"."""


def renumbered(document: PlanDocument) -> PlanDocument:
    """Numbers in reading order, without a gap: those of actions begin with that of their objective where most of
    the plan's do ("2.1.3"), else they count by themselves, through the plan or again in each objective. Codes of
    another making stay."""
    table = Table.of(document)
    _Numbering(table).give(TOP, ())
    return table.document()


class _Numbering:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.counts: Counter[tuple[Kind, str, Scope]] = Counter()
        found = [(code, scope) for code, scope in self._actions(TOP, ()) if code]
        codes = [code for code, _scope in found]
        self.below = 2 * sum(1 for code, scope in found if scope and code[:-1] == scope) > len(found)
        self.again = len(set(codes)) < len(codes)

    def _actions(self, holder: str, scope: Scope) -> Iterator[tuple[Scope, Scope]]:
        """The numbers of each action as it stands, and those of its objective."""
        for own in self.table.order[Kind.ACTION].get(holder, ()):
            yield parts(self.table.rows[Kind.ACTION][own].code), scope
        for own in self.table.order[Kind.OBJECTIVE].get(holder, ()):
            code = parts(self.table.rows[Kind.OBJECTIVE][own].code)
            yield from self._actions(own, code if len(code) > len(scope) else scope)

    def give(self, holder: str, scope: Scope) -> None:
        """Give their codes to the rows below this holder."""
        for own in self.table.order[Kind.ACTION].get(holder, ()):
            self._put(Kind.ACTION, own, self._of_action(own, holder, scope))
        for own in self.table.order[Kind.OBJECTIVE].get(holder, ()):
            code = self._of_objective(own, scope)
            self._put(Kind.OBJECTIVE, own, code)
            self.give(own, code if len(code) > len(scope) else scope)

    def _of_objective(self, own: str, scope: Scope) -> Scope:
        """Of the level just below the one that holds it; a subdivision that counts by itself ("Temps 2") stays."""
        code = parts(self.table.rows[Kind.OBJECTIVE][own].code)
        return self._next(Kind.OBJECTIVE, "", scope) if len(code) == len(scope) + 1 else code

    def _of_action(self, own: str, holder: str, scope: Scope) -> Scope:
        written = self.table.rows[Kind.ACTION][own].code
        code = parts(written)
        if self.below:
            return self._next(Kind.ACTION, "", scope) if scope and (code or not written) else code
        return self._next(Kind.ACTION, holder if self.again else "", code[:-1]) if code else code

    def _next(self, kind: Kind, holder: str, beginning: Scope) -> Scope:
        self.counts[kind, holder, beginning] += 1
        return (*beginning, self.counts[kind, holder, beginning])

    def _put(self, kind: Kind, own: str, code: Scope) -> None:
        if code:
            self.table.rows[kind][own] = replace(self.table.rows[kind][own], code=".".join(map(str, code)))
