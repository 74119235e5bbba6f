"""Plan documents, and the same after somebody worked on them."""

from dataclasses import replace

from hypothesis import strategies as st

from plandoc.strategies import actions, documents, objectives
from portulan.plandoc.comparison.changes import FIELDS
from portulan.plandoc.comparison.table import Kind, Place, Table
from portulan.plandoc.document import Action, Objective, PlanDocument


def identities(document: PlanDocument) -> list[str]:
    return [one.id for one in document.walk()] + [
        own for one in document.actions() for own in (one.id, *(result.id for result in one.expected_results))
    ]


def _single(document: PlanDocument) -> bool:
    found = identities(document)
    return len(found) == len(set(found))


plans = documents.filter(_single)


@st.composite
def worked_on(draw: st.DrawFn, document: PlanDocument, only: frozenset[str] | None = None) -> PlanDocument:
    """The document after a few edits: cells, rows that come, go, or stand elsewhere; `only` these rows' cells."""
    table = Table.of(document)
    for _turn in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from([Kind.OBJECTIVE, Kind.ACTION]))
        rows = sorted(own for own in table.rows[kind] if own in table.holders[kind])
        if only is not None:
            rows = [own for own in rows if own in only]
            if rows:
                _edit(draw, table, kind, draw(st.sampled_from(rows)))
            continue
        match draw(st.sampled_from(["edit", "add", "move", "remove"])):
            case "add":
                _add(draw, table, kind)
            case "edit" if rows:
                _edit(draw, table, kind, draw(st.sampled_from(rows)))
            case "move" if rows:
                own = draw(st.sampled_from(rows))
                place = _place(draw, table, kind, own)
                table.take_out(kind, own)
                table.put_in(kind, own, place)
            case "remove" if rows:
                own = draw(st.sampled_from(rows))
                if kind is Kind.ACTION or table.empty(own):
                    table.take_out(kind, own)
    return table.document()


def _edit(draw: st.DrawFn, table: Table, kind: Kind, own: str) -> None:
    like = draw(actions if kind is Kind.ACTION else objectives(0))
    name = draw(st.sampled_from(FIELDS[kind])).value
    table.rows[kind][own] = replace(table.rows[kind][own], **{name: getattr(like, name)})


def _add(draw: st.DrawFn, table: Table, kind: Kind) -> None:
    row: Action | Objective = draw(actions if kind is Kind.ACTION else objectives(0))
    if isinstance(row, Objective):
        row = replace(row, objectives=(), actions=())
    elif not table.holders[Kind.OBJECTIVE]:
        return
    if row.id not in table.rows[kind]:
        place = _place(draw, table, kind, None)
        table.rows[kind][row.id] = row
        table.put_in(kind, row.id, place)


def _place(draw: st.DrawFn, table: Table, kind: Kind, own: str | None) -> Place:
    holders = [
        one
        for one in sorted(table.holders[Kind.OBJECTIVE])
        if kind is Kind.ACTION or own is None or own not in (one, *table.above(one))
    ]
    holder = draw(st.sampled_from(holders if kind is Kind.ACTION else ["", *holders]))
    beside = [one for one in table.order[kind].get(holder, []) if one != own]
    return Place(holder, draw(st.sampled_from(["", *beside])))
