"""Which row of one plan is which row of another: by identity, else by wording with witnesses."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portulan.plandoc.comparison.likeness import Item, pairs
from portulan.plandoc.document import Action, ExpectedResult, Objective, PlanDocument
from portulan.plandoc.names import key
from portulan.plandoc.text import fold


class Reason(StrEnum):
    """Why two rows are held to be one."""

    IDENTITY = "identity"
    SAME_WORDING = "same_wording"
    LIKE_WORDING = "like_wording"


@dataclass(frozen=True, slots=True)
class Match:
    """`older` and `newer` are identities; `confidence` goes from 0.55 to 1."""

    older: str
    newer: str
    reason: Reason
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Matching:
    """What is one in both documents; rows that are not named here are in one of them only."""

    objectives: tuple[Match, ...] = ()
    actions: tuple[Match, ...] = ()
    results: tuple[Match, ...] = ()

    def older(self) -> Mapping[str, str]:
        """The older identity of each newer one."""
        return {one.newer: one.older for one in (*self.objectives, *self.actions, *self.results)}


_ACTION_WEIGHTS = (0.1, 0.08, 0.07, 0.05, 0.1)
_OBJECTIVE_WEIGHTS = (0.12, 0.05, 0.08, 0.3)
_RESULT_WEIGHTS = (0.05,)


def matching(older: PlanDocument, newer: PlanDocument, *, identities: bool = True) -> Matching:
    """Pair the rows of two documents. `identities` says whether equal ids mean the same row: yes where a file or
    the database carries them, no between two files whose ids come from codes, which renumbering shifts."""
    actions = _matches(_action_items(older), _action_items(newer), _ACTION_WEIGHTS, identities)
    kept = {one.newer: one.older for one in actions}
    objectives = _matches(
        _objective_items(older, {}), _objective_items(newer, kept), _OBJECTIVE_WEIGHTS, identities
    )
    return Matching(objectives, actions, tuple(_result_matches(older, newer, actions, identities)))


def aligned(
    document: PlanDocument,
    reference: PlanDocument,
    *,
    identities: bool = True,
    named: Callable[[str], str] | None = None,
) -> PlanDocument:
    """The document with the reference's identity for each row that is the same. The other rows keep theirs, or
    get the one that `named` gives; none is an identity of the reference."""
    known = {one.id for one in _rows(reference)}
    ids = dict(matching(reference, document, identities=identities).older())
    for row in _rows(document):
        if row.id not in ids:
            ids[row.id] = named(row.id) if named else _apart(row.id, known)
    return renamed(document, ids)


def renamed(document: PlanDocument, ids: Mapping[str, str]) -> PlanDocument:
    """The document under other identities; those that are not named stay."""

    def objective(one: Objective) -> Objective:
        return replace(
            one,
            id=ids.get(one.id, one.id),
            objectives=tuple(objective(child) for child in one.objectives),
            actions=tuple(action(child) for child in one.actions),
        )

    def action(one: Action) -> Action:
        results = tuple(replace(result, id=ids.get(result.id, result.id)) for result in one.expected_results)
        return replace(one, id=ids.get(one.id, one.id), expected_results=results)

    return replace(document, objectives=tuple(objective(one) for one in document.objectives))


def _rows(document: PlanDocument) -> Iterator[Objective | Action | ExpectedResult]:
    for objective in document.walk():
        yield objective
        for action in objective.actions:
            yield action
            yield from action.expected_results


def _apart(own: str, known: Iterable[str]) -> str:
    """An identity that the reference does not have."""
    while own in known:
        own = str(uuid.uuid5(uuid.NAMESPACE_OID, own))
    return own


def _matches(
    older: Sequence[Item], newer: Sequence[Item], weights: Sequence[float], identities: bool
) -> tuple[Match, ...]:
    found: list[Match] = []
    if identities:
        mine = {one.id for one in older}
        found += [Match(one.id, one.id, Reason.IDENTITY) for one in newer if one.id in mine]
    left, right = _rest(older, newer, found)
    found += _same_wording(left, right)
    left, right = _rest(older, newer, found)
    found += [Match(one, other, Reason.LIKE_WORDING, sure) for one, other, sure in pairs(left, right, weights)]
    return tuple(found)


def _rest(older: Sequence[Item], newer: Sequence[Item], found: Iterable[Match]) -> tuple[list[Item], list[Item]]:
    left, right = {one.older for one in found}, {one.newer for one in found}
    return [one for one in older if one.id not in left], [one for one in newer if one.id not in right]


def _same_wording(older: Sequence[Item], newer: Sequence[Item]) -> Iterator[Match]:
    """The rows whose text stands once on each side."""
    left, right = _once(older), _once(newer)
    for text in left.keys() & right.keys():
        if text:
            yield Match(left[text], right[text], Reason.SAME_WORDING)


def _once(items: Sequence[Item]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for one in items:
        found.setdefault(fold(one.text), []).append(one.id)
    return {text: ids[0] for text, ids in found.items() if len(ids) == 1}


def _action_items(document: PlanDocument) -> list[Item]:
    return [
        Item(
            action.id,
            action.text.plain,
            (
                _words(action.code),
                _words(fold(objective.title.plain)),
                frozenset(key(one.name) for one in action.responsibles),
                _words(fold(action.deadline.text)),
                frozenset(fold(one.text.plain) for one in action.expected_results),
            ),
        )
        for objective in document.walk()
        for action in objective.actions
    ]


def _objective_items(document: PlanDocument, older: Mapping[str, str]) -> list[Item]:
    parents = {child.id: one for one in document.walk() for child in one.objectives}
    return [
        Item(
            one.id,
            one.title.plain,
            (
                _words(one.code),
                _words(fold(one.label)),
                _words(fold(parents[one.id].title.plain)) if one.id in parents else frozenset(),
                frozenset(older.get(action.id, action.id) for action in one.actions),
            ),
        )
        for one in document.walk()
    ]


def _words(text: str) -> frozenset[str]:
    """The whole text as one word of a witness; a witness without text is silent."""
    return frozenset({text} if text else ())


def _result_matches(
    older: PlanDocument, newer: PlanDocument, actions: Iterable[Match], identities: bool
) -> Iterator[Match]:
    """Results are paired inside actions that are one."""
    left = {one.id: one for one in older.actions()}
    right = {one.id: one for one in newer.actions()}
    for match in actions:
        mine, its = _result_items(left[match.older]), _result_items(right[match.newer])
        yield from _matches(mine, its, _RESULT_WEIGHTS, identities)


def _result_items(action: Action) -> list[Item]:
    return [Item(one.id, one.text.plain, (frozenset({str(one.kind)}),)) for one in action.expected_results]
