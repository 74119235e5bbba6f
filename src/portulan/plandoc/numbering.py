"""The numbers that a plan gives its objectives and actions: "2.1.3" is below "2.1", "2.1.2" comes before it."""

import re
from collections.abc import Iterable, Iterator

_CODE = re.compile(r"\d{1,4}(?:\.\d{1,4})*")


def parts(code: str) -> tuple[int, ...]:
    """The numbers of a code, (2, 1, 3) for "2.1.3"; empty for a code of another making."""
    return tuple(int(part) for part in code.split(".")) if _CODE.fullmatch(code) else ()


def is_below(code: str, parent: str) -> bool:
    """Whether a code says that it stands right below another."""
    return len(parts(code)) > 1 and parts(code)[:-1] == parts(parent)


def missing(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The codes that these, in order, jump over; each with the code that comes after it."""
    following: dict[tuple[int, ...], int] = {}
    for code in codes:
        *above, last = parts(code) or (0,)
        if not last:
            continue
        expected = following.get(tuple(above), 1)
        for number in range(max(expected, last - 9), last):
            yield ".".join(map(str, (*above, number))), code
        following[tuple(above)] = max(last + 1, expected)


def between(before: str, after: str) -> str:
    """The code that a row between these two would have, where one is free: "2.1.2" between "2.1.1" and "2.1.3"."""
    one, other = parts(before), parts(after)
    if not one:
        return ""
    free = (*one[:-1], one[-1] + 1)
    return "" if other and other[:-1] == one[:-1] and other[-1] <= free[-1] else ".".join(map(str, free))
