"""Working on a plan document without touching the plan: rows that move, merge, come, go, get other codes. Each
function gives another document; identities stay."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from portulan.plandoc.comparison.changes import Change, Field, Sort, applied, compared
from portulan.plandoc.comparison.table import Kind, Place, Table
from portulan.plandoc.document import Action, ExpectedResult, Objective, PlanDocument, Responsible, Role
from portulan.plandoc.names import key
from portulan.plandoc.sentences import Sentence, say


class Impossible(Exception):
    """Why a document cannot be changed so, as a sentence for people."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def added(document: PlanDocument, row: Action | Objective, holder: str) -> PlanDocument:
    """The document with one more row, the last below its holder (empty: the top). A row that is there already
    stays as it is. Raises Impossible."""
    table = Table.of(document)
    kind = kind_of(row)
    if row.id in table.rows[kind]:
        return document
    _check_holder(table, kind, row.id, holder)
    table.rows[kind][row.id] = replace(row, objectives=(), actions=()) if isinstance(row, Objective) else row
    table.put_in(kind, row.id, Place(holder, _last(table, kind, holder)))
    return table.document()


def reworded(document: PlanDocument, row: Action | Objective) -> PlanDocument:
    """The document in which the row of that identity says this; what an objective holds stays. Raises
    Impossible."""
    table = Table.of(document)
    kind = kind_of(row)
    _check_stands(table, kind, row.id)
    table.rows[kind][row.id] = replace(row, objectives=(), actions=()) if isinstance(row, Objective) else row
    return table.document()


def moved(document: PlanDocument, kind: Kind, own: str, holder: str, rank: int | None = None) -> PlanDocument:
    """The row below this holder, at this rank among the rows of its kind (from 1); without one it keeps its rank,
    or comes last below another holder. Raises Impossible."""
    table = Table.of(document)
    _check_stands(table, kind, own)
    _check_holder(table, kind, own, holder)
    if rank is None and table.holders[kind][own] == holder:
        return document
    table.take_out(kind, own)
    beside = table.order[kind].get(holder, [])
    at = min(max((rank or len(beside) + 1) - 1, 0), len(beside))
    table.put_in(kind, own, Place(holder, beside[at - 1] if at else ""))
    return table.document()


def dropped(document: PlanDocument, kind: Kind, own: str) -> PlanDocument:
    """The document without the row. Raises Impossible for an objective that still holds something."""
    table = Table.of(document)
    _check_stands(table, kind, own)
    if kind is Kind.OBJECTIVE and not table.empty(own):
        raise Impossible(say("Cet objectif contient encore quelque chose. Déplacez-le ou retirez-le d’abord."))
    table.take_out(kind, own)
    return table.document()


def merged(document: PlanDocument, gone: str, kept: str) -> PlanDocument:
    """One action less: what it expects, who carries it and what it answers go to the one that is kept, whose own
    words stay. Raises Impossible."""
    table = Table.of(document)
    for own in (gone, kept):
        _check_stands(table, Kind.ACTION, own)
    if gone == kept:
        raise Impossible(say("Une action ne se réunit pas à elle-même. Choisissez-en une autre."))
    rows: Mapping[str, Action] = table.rows[Kind.ACTION]  # type: ignore[assignment]
    one, other = rows[kept], rows[gone]
    table.rows[Kind.ACTION][kept] = replace(
        one,
        responsibles=_together(one.responsibles, other.responsibles),
        expected_results=(*one.expected_results, *_brought(one, other)),
        recommendations=tuple(dict.fromkeys((*one.recommendations, *other.recommendations))),
    )
    table.take_out(Kind.ACTION, gone)
    return table.document()


def result_in(kept: str, result: str) -> str:
    """The identity that a result of a merged action has in the one that is kept."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{kept} {result}"))


def parted(document: PlanDocument, base: PlanDocument, gone: str, kept: str) -> PlanDocument:
    """A merge taken back: the action stands again as in the base, and the one that was kept no longer has what
    came from it. Raises Impossible."""
    document = restored(document, base, Kind.ACTION, gone)
    before = {one.id: one for one in base.actions()}
    rows = {one.id: one for one in document.actions()}
    if kept not in rows:
        return document
    came, one = before[gone], rows[kept]
    own = before.get(kept)
    bodies = {key(each.name) for each in own.responsibles} if own else set()
    foreign = {key(each.name) for each in came.responsibles} - bodies
    references = set(came.recommendations) - set(own.recommendations if own else ())
    results = {result_in(kept, each.id) for each in came.expected_results}
    return reworded(
        document,
        replace(
            one,
            responsibles=tuple(each for each in one.responsibles if key(each.name) not in foreign),
            expected_results=tuple(each for each in one.expected_results if each.id not in results),
            recommendations=tuple(each for each in one.recommendations if each not in references),
        ),
    )


def restored(document: PlanDocument, base: PlanDocument, kind: Kind, own: str) -> PlanDocument:
    """The document in which this row is as in the base: its words, its place, whether it stands. The objectives
    that held it come back with it. Raises Impossible where it holds what the base does not have."""
    table = Table.of(base)
    if own not in table.rows[kind]:
        return dropped(document, kind, own)
    holder = table.holders[kind][own]
    for one in reversed([holder, *table.above(holder)] if holder else []):
        document = _standing_again(document, table, one)
    return applied(document, [one for one in compared(document, base) if one.kind is kind and one.id == own])


def _standing_again(document: PlanDocument, base: Table, objective: str) -> PlanDocument:
    """The document with this objective of the base, back where it was when it had left."""
    if any(one.id == objective for one in document.walk()):
        return document
    row, place = base.rows[Kind.OBJECTIVE][objective], base.place(Kind.OBJECTIVE, objective)
    return applied(document, [Change(Kind.OBJECTIVE, objective, Field.PRESENCE, None, row, place)])


def with_the_dropped(document: PlanDocument, base: PlanDocument) -> PlanDocument:
    """The document with the rows of the base that it no longer has, where they were, to be shown beside the
    others."""
    gone = [one for one in compared(document, base) if one.sort is Sort.ADDED]
    return applied(document, gone)


def told_by(document: PlanDocument, live: PlanDocument) -> PlanDocument:
    """The document in which each action that the live plan has is in the state that is declared there: no draft
    decides of that."""
    states = {one.id: (one.state, one.extra) for one in live.actions()}
    table = Table.of(document)
    for own, row in table.rows[Kind.ACTION].items():
        if own in states and isinstance(row, Action):
            state, extra = states[own]
            table.rows[Kind.ACTION][own] = replace(row, state=state, extra=extra)
    return table.document()


def unplaced(document: PlanDocument, wanted: Iterable[Change]) -> tuple[Change, ...]:
    """The rows that these changes add and that found no place in the document they made: what should hold them
    is not there."""
    standing = {one.id for one in document.walk()} | {one.id for one in document.actions()}
    return tuple(one for one in wanted if one.sort is Sort.ADDED and one.id not in standing)


def twice(document: PlanDocument) -> tuple[str, ...]:
    """The codes that several actions have, in order."""
    counts = Counter(one.code for one in document.actions() if one.code)
    return tuple(code for code, count in counts.items() if count > 1)


def kind_of(row: Action | Objective) -> Kind:
    return Kind.ACTION if isinstance(row, Action) else Kind.OBJECTIVE


def _together(one: Iterable[Responsible], other: Iterable[Responsible]) -> tuple[Responsible, ...]:
    """The bodies of both, each once: a body that answers for one of the two answers for both."""
    found: dict[str, Responsible] = {}
    for each in (*one, *other):
        known = found.setdefault(key(each.name), each)
        if each.role is Role.PILOT:
            found[key(each.name)] = replace(known, role=Role.PILOT)
    return tuple(found.values())


def _brought(kept: Action, gone: Action) -> Iterator[ExpectedResult]:
    """The results of the merged action as the other has them; none that it has already."""
    known = {one.id for one in kept.expected_results}
    for one in gone.expected_results:
        own = result_in(kept.id, one.id)
        if own not in known:
            yield replace(one, id=own)


def _last(table: Table, kind: Kind, holder: str) -> str:
    beside = table.order[kind].get(holder, [])
    return beside[-1] if beside else ""


def _check_stands(table: Table, kind: Kind, own: str) -> None:
    if own not in table.holders[kind]:
        raise Impossible(say("Cela n’est plus dans ce brouillon. Rechargez la page pour le voir tel qu’il est."))


def _check_holder(table: Table, kind: Kind, own: str, holder: str) -> None:
    """Raises Impossible where the row cannot stand below that holder."""
    if holder and holder not in table.holders[Kind.OBJECTIVE]:
        raise Impossible(say("Cet objectif n’est plus dans ce brouillon. Choisissez-en un autre."))
    if not holder and kind is Kind.ACTION:
        raise Impossible(say("Une action se place dans un objectif. Choisissez lequel."))
    if kind is Kind.OBJECTIVE and own in (holder, *table.above(holder)):
        raise Impossible(say("Un objectif ne se place pas dans lui-même."))
