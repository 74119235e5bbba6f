"""Objectives while the tree is built, and as they are once it stands."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from portulan.plandoc.document import Action, ExpectedResult, Objective
from portulan.plandoc.recognition.rows import Found
from portulan.plandoc.text import Wording

NAMESPACE = uuid.UUID("6f0c1f9e-6a0e-5c56-9f6b-0d5c3f1f7f61")


@dataclass(slots=True)
class Node:
    """An objective being built. `level` is its depth; `-1` would be the plan itself. One that `stands` is
    a heading: objectives of the table's own cells go below it, each below those of the columns before its own.
    `ranks` are the paragraphs that name it, `title_ranks` those of a title that stands apart."""

    code: str
    label: str
    title: Wording
    level: int
    mark: str = ""
    stands: bool = False
    column: int = -1
    ranks: tuple[int, ...] = ()
    title_ranks: tuple[int, ...] = ()
    children: list["Node"] = field(default_factory=list)
    actions: list[Found] = field(default_factory=list)


def settled(node: Node, path: str) -> Objective:
    """The finished objective; identities come from marks, else from the place in the plan."""
    return Objective(
        id=node.mark or _derived("objective", path),
        code=node.code,
        label=node.label,
        title=node.title,
        objectives=tuple(settled(child, f"{path}/{index}") for index, child in enumerate(node.children, 1)),
        actions=tuple(_action(found, f"{path}/a{index}") for index, found in enumerate(node.actions, 1)),
    )


def _action(found: Found, path: str) -> Action:
    identity_ = found.mark or _derived("action", path)
    results = tuple(
        ExpectedResult(one.id or _derived("result", f"{path}/{index}"), one.text, one.kind)
        for index, one in enumerate(found.action.expected_results, 1)
    )
    return replace(found.action, id=identity_, expected_results=results)


def pairs(objective: Objective, node: Node) -> Iterator[tuple[Action, Found]]:
    yield from zip(objective.actions, node.actions, strict=True)
    for child, child_node in zip(objective.objectives, node.children, strict=True):
        yield from pairs(child, child_node)


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from walk(child)


def _derived(kind: str, path: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{kind} {path}"))
