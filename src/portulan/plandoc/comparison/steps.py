"""Two sequences of things walked as one: what stands in both, and what stands in one of them only."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from portulan.plandoc.comparison.table import longest_rising

type_step = tuple[int | None, int | None]


def steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[type_step]:
    """The ranks of each thing in both, in reading order; None where it is not. What moved goes and comes again.
    Between two things that stay, what went is told before what came."""
    ranks = {key: rank for rank, key in enumerate(_apart(old))}
    names = list(_apart(new))
    common = [key for key in names if key in ranks]
    stay = {common[at] for at in longest_rising(range(len(common)), [ranks[key] for key in common])}
    at = to = 0
    for key in [name for name in names if name in stay]:
        there, here = ranks[key], names.index(key, to)
        yield from ((rank, None) for rank in range(at, there))
        yield from ((None, rank) for rank in range(to, here))
        yield there, here
        at, to = there + 1, here + 1
    yield from ((rank, None) for rank in range(at, len(old)))
    yield from ((None, rank) for rank in range(to, len(new)))


def _apart(keys: Iterable[Hashable]) -> Iterator[tuple[Hashable, int]]:
    """Each key with how often it was met before: two lines may say the same."""
    met: Counter[Hashable] = Counter()
    for key in keys:
        yield key, met[key]
        met[key] += 1
