"""A fictional plan as a PlanDocument: the truth that a layout then writes in its own way."""

import random
import uuid
from collections.abc import Mapping

from bench.imports.pools import POOLS, Pool
from portulan.plandoc.deadline import Deadline, understand
from portulan.plandoc.document import (
    Action,
    DeclaredState,
    ExpectedResult,
    Objective,
    PlanDocument,
    Priority,
    Responsible,
)
from portulan.plandoc.text import Wording

_STATES = (DeclaredState.NOT_STARTED, DeclaredState.STARTED, DeclaredState.DONE)
_PRIORITIES = (Priority.HIGH, Priority.MEDIUM, Priority.LOW)


def truth(pool_name: str, seed: int, numbering: str = "dotted", **has: bool) -> PlanDocument:
    """`numbering` is "dotted", "letters", "roman", "prefixed" or "none"; `has` says which optional fields there
    are: responsibles, deadline, results, priority, state, recommendations."""
    maker = _Maker(POOLS[pool_name], random.Random(seed), numbering, has)
    return PlanDocument(title=maker.pool.title, language=maker.pool.language, objectives=tuple(maker.objectives()))


class _Maker:
    def __init__(self, pool: Pool, chance: random.Random, numbering: str, has: Mapping[str, bool]) -> None:
        self.pool, self.chance, self.numbering, self.has = pool, chance, numbering, has
        self.count = 0

    def objectives(self) -> list[Objective]:
        return [
            Objective(
                id=str(uuid.UUID(int=rank)),
                code=self.objective_code(rank),
                label="",
                title=Wording(title),
                actions=tuple(self.action(rank, index, *action) for index, action in enumerate(actions, 1)),
            )
            for rank, (title, actions) in enumerate(self.pool.objectives.items(), 1)
        ]

    def objective_code(self, rank: int) -> str:
        return {
            "none": "",
            "letters": "ABCDEF"[rank - 1],
            "roman": ("I", "II", "III", "IV", "V")[rank - 1],
            "prefixed": "ABCDEF"[rank - 1],
        }.get(self.numbering, str(rank))

    def action_code(self, rank: int, index: int) -> str:
        self.count += 1
        return {
            "none": "",
            "letters": f"{'ABCDEF'[rank - 1]}.{index}",
            "roman": str(self.count),
            "prefixed": f"{'ABCDEF'[rank - 1]}{index}",
        }.get(self.numbering, f"{rank}.{index}")

    def action(self, rank: int, index: int, text: str, results: tuple[str, ...]) -> Action:
        code = self.action_code(rank, index)
        chance, pool = self.chance, self.pool
        names = chance.sample(pool.bodies, chance.choice((1, 1, 1, 2)))
        level = chance.randrange(3)
        return Action(
            id=code or text,
            code=code,
            text=Wording(text),
            responsibles=tuple(map(Responsible, names)) if self.has.get("responsibles", True) else (),
            deadline=understand(chance.choice(pool.deadlines)) if self.has.get("deadline", True) else Deadline(),
            expected_results=self.results(results) if self.has.get("results", True) else (),
            recommendations=tuple(self.recommendations()) if self.has.get("recommendations") else (),
            priority=_PRIORITIES[level] if self.has.get("priority") else Priority.UNSET,
            state=_STATES[chance.randrange(3)] if self.has.get("state") else DeclaredState.NOT_STARTED,
        )

    def results(self, texts: tuple[str, ...]) -> tuple[ExpectedResult, ...]:
        return tuple(ExpectedResult(text, Wording(text)) for text in texts)

    def recommendations(self) -> list[str]:
        return [f"R{number}" for number in sorted(self.chance.sample(range(1, 12), self.chance.randrange(3)))]
