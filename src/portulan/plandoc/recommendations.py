"""The numbered recommendations of an evaluation, as a pasted list or a report gives them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from portulan.plandoc.text import fold

MOST = 200
"""How many recommendations one list may hold: the longest report that we saw has sixty."""

_NUMBER = re.compile(
    r"(?:(?P<word>recommand?ation|recommendation|aanbeveling|empfehlung|recomendaci[oó]n|recomendação|"
    r"droit|suggestion)\s*(?:n[o°º]\s*)?|(?P<letter>[RrD])\s?)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,2})\s*(?P<end>[.)\]:°–-]+|\s)\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-–—•▪◦●*‣·]\s+(?P<text>\S.*)")
_CRITERION = re.compile(
    r"(?:crit[eè]re|criterion|criterium|kriterium|criterio|dimension|axe)\s+\S.*", re.IGNORECASE
)
_PAGE = re.compile(
    r"\s*[(\[]\s*(?:p(?:ages?|p)?\.?|blz\.?|s\.|pág\.?)\s*(?P<page>\d{1,4}(?:\s*[-–]\s*\d{1,4})?)\s*[)\]]\s*\.?$",
    re.I,
)
_ENOUGH = 12
"""A line shorter than this many letters is a title or a page number, not a recommendation."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommendation as it was written. `number` may be empty, and so may `criterion` and `page`."""

    number: str
    text: str
    criterion: str = ""
    page: str = ""


def listed(text: str) -> tuple[Recommended, ...]:
    """The recommendations of a list: numbered or bulleted lines, each with the lines that go on below it; a line
    that names a criterion holds for those that follow. Without numbers or bullets, each paragraph is one."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    found = _numbered(lines) if any(_starts(line) for line in lines) else _paragraphs(lines)
    return tuple(one for one in map(_with_page, found) if len(one.text) >= _ENOUGH)[:MOST]


def with_numbers(recommendations: Iterable[Recommended]) -> tuple[Recommended, ...]:
    """The same, each with a number: its own, else the next one that is free."""
    given = list(recommendations)
    taken = {one.number for one in given}
    free = (str(n) for n in range(1, MOST * 2) if str(n) not in taken)
    return tuple(one if one.number else replace(one, number=next(free)) for one in given)


def is_vague(reference: str) -> bool:
    """Whether a plan's reference names no recommendation in particular: "Recomm. des experts AEQES"."""
    return not re.search(r"\d", reference)


def named_by(reference: str, numbers: Iterable[str]) -> tuple[str, ...]:
    """Which of these numbers a reference names: "Recommandation 3", "R3 et R7", "AEQES 2.1"."""
    written = set(re.findall(r"\d{1,3}(?:\.\d{1,3}){0,2}", _without_years(reference)))
    return tuple(number for number in numbers if _bare(number) in written)


def _without_years(text: str) -> str:
    return re.sub(r"\b(?:19|20)\d\d\b", " ", text)


def _bare(number: str) -> str:
    return re.sub(r"^[^\d]+", "", fold(number))


def _starts(line: str) -> re.Match[str] | None:
    """A line that begins a recommendation. "2024 was a good year" and "3 personnes" do not: a number alone needs a
    sign behind it, or the word before it."""
    if (match := _NUMBER.fullmatch(line)) and (match["word"] or match["letter"] or match["end"].strip()):
        return match
    return _BULLET.fullmatch(line)


def _numbered(lines: Iterable[str]) -> Iterator[Recommended]:
    criterion, current = "", None
    for line in lines:
        if _CRITERION.fullmatch(line) and len(line) <= 150:
            criterion = line
            if current:
                yield current
            current = None
        elif match := _starts(line):
            if current:
                yield current
            current = Recommended(_number(match), match["text"], criterion)
        elif current and line:
            current = replace(current, text=_joined(current.text, line))
    if current:
        yield current


def _number(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if not groups.get("number"):
        return ""
    return f"{(groups['letter'] or '').upper()}{groups['number']}"


def _joined(text: str, line: str) -> str:
    """A wrapped line goes on; a word cut at its end is whole again."""
    if re.search(r"[a-zà-ÿ]-$", text) and re.match(r"[a-zà-ÿ]", line):
        return text[:-1] + line
    return f"{text} {line}"


def _paragraphs(lines: Iterable[str]) -> Iterator[Recommended]:
    """Lines up to a blank one; where no line is blank, each line."""
    kept = list(lines)
    blank = any(not line for line in kept[1:-1])
    criterion, gathered = "", ""
    for line in [*kept, ""]:
        if _CRITERION.fullmatch(line) and len(line) <= 150:
            criterion = line
        elif line and blank:
            gathered = _joined(gathered, line) if gathered else line
        elif line or gathered:
            yield Recommended("", gathered or line, criterion)
            gathered = ""


def _with_page(one: Recommended) -> Recommended:
    match = _PAGE.search(one.text)
    return replace(one, text=one.text[: match.start()], page=match["page"]) if match else one
