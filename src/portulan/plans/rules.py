"""What is true of codes and texts, whatever the database holds."""

import re
from collections.abc import Sequence

from portulan.plandoc.text import Wording

SHORT_TITLE_LIMIT = 40
QUERY_LIMIT = 2000
LIST_NAME_LIMIT = 80


def official(typed: str) -> str:
    """A typed text as it is stored: marked, on one line, without blanks at its ends."""
    return Wording.from_pieces(Wording.from_marked(typed).pieces()).marked()


def proposed_codes(parent_code: str, codes: Sequence[str]) -> list[str]:
    """Codes in order for rows in that order: those there give the beginning ("2.4." in "2.4.1"), else the
    parent's code does; without either, plain numbers."""
    beginning = _beginning(codes)
    if beginning is None:
        beginning = f"{parent_code}." if parent_code else ""
    return [f"{beginning}{rank}" for rank in range(1, len(codes) + 1)]


def next_code(parent_code: str, codes: Sequence[str]) -> str:
    """The code proposed for one more row after these: the highest number among them, plus one."""
    numbers = [int(match[0]) for code in codes if (match := re.search(r"\d+$", code))]
    beginning = proposed_codes(parent_code, [*codes, ""])[0][:-1]
    return f"{beginning}{max(numbers, default=0) + 1}"


def _beginning(codes: Sequence[str]) -> str | None:
    """What comes before the last number, as most of the codes have it."""
    found = [match[1] for code in codes if (match := re.fullmatch(r"(.*?)\d+", code))]
    return max(set(found), key=found.count) if found else None
