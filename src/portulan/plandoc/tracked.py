"""What stands beside a plan document on a day: the proofs of its actions, which results are reached, how the year
is set. With it, statuses can be counted again from the document alone."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from portulan.plandoc.academic_year import Boundary


@dataclass(frozen=True, slots=True)
class ProofFact:
    """A proof of an action; `academic_year` is the first calendar year of the one that it feeds, `results` are the
    expected results that it holds. A draft proves nothing yet."""

    id: str
    title: str
    kind: str
    on: dt.date
    academic_year: int
    draft: bool
    results: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tracked:
    """By the ids of the document: `proofs` of actions, the day on which results were declared `reached`, the day
    `since` which actions are in their state."""

    as_of: dt.date
    boundary: Boundary
    proofs: Mapping[str, tuple[ProofFact, ...]] = field(default_factory=dict)
    reached: Mapping[str, dt.date] = field(default_factory=dict)
    since: Mapping[str, dt.date] = field(default_factory=dict)
