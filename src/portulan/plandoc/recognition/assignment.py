"""The best way of giving columns their roles: the assignment of largest total worth, one column to one slot."""

from collections.abc import Sequence


def best(worth: Sequence[Sequence[float]]) -> list[int]:  # noqa: C901
    """For each row of `worth` the slot it takes, each slot at most once (the Hungarian method, cubic in slots).
    There must be at least as many slots as rows."""
    rows, slots = len(worth), len(worth[0]) if worth else 0
    over, under = [0.0] * (rows + 1), [0.0] * (slots + 1)
    taken, came = [0] * (slots + 1), [0] * (slots + 1)
    for row in range(1, rows + 1):
        taken[0], slot = row, 0
        least, seen = [float("inf")] * (slots + 1), [False] * (slots + 1)
        while True:
            seen[slot] = True
            delta, following = float("inf"), 0
            for other in range(1, slots + 1):
                if seen[other]:
                    continue
                cost = -worth[taken[slot] - 1][other - 1] - over[taken[slot]] - under[other]
                if cost < least[other]:
                    least[other], came[other] = cost, slot
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(slots + 1):
                if seen[other]:
                    over[taken[other]] += delta
                    under[other] -= delta
                else:
                    least[other] -= delta
            slot = following
            if not taken[slot]:
                break
        while slot:
            taken[slot], slot = taken[came[slot]], came[slot]
    found = [0] * rows
    for slot in range(1, slots + 1):
        if taken[slot]:
            found[taken[slot] - 1] = slot - 1
    return found
