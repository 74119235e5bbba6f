"""Spellings taken for one body."""

from collections.abc import Iterator

from portulan.plandoc.document import PlanDocument
from portulan.plandoc.names import best_written, plural_key
from portulan.plandoc.recognition.findings import SameBody


def same_bodies(document: PlanDocument) -> Iterator[SameBody]:
    """The best written spelling is kept (see `best_written`); each other one is told with the actions that use
    it."""
    spellings: dict[str, dict[str, list[str]]] = {}
    for action in document.actions():
        for one in action.responsibles:
            spellings.setdefault(plural_key(one.name), {}).setdefault(one.name, []).append(action.code)
    for group in spellings.values():
        kept = best_written({name: len(codes) for name, codes in group.items()})
        yield from (SameBody(kept, other, tuple(group[other])) for other in group if other != kept)
