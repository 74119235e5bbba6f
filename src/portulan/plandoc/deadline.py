"""Deadlines: kept as written, and understood as a kind with a first and a last day."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from portulan.plandoc import calendar_words as words
from portulan.plandoc import terms, time_words
from portulan.plandoc.academic_year import AcademicYear, Boundary, parse
from portulan.plandoc.text import fold


class DeadlineKind(StrEnum):
    """How a deadline is meant. A range may have its first day only ("from 2026")."""

    ACADEMIC_YEAR = "academic_year"
    CALENDAR_YEAR = "calendar_year"
    SEMESTER = "semester"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    RANGE = "range"
    PLAN_YEAR = "plan_year"
    CONTINUOUS = "continuous"
    TO_DEFINE = "to_define"
    NONE = "none"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`text` as written; `starts` and `due` are the first and last day it covers, None where it names none."""

    text: str = ""
    kind: DeadlineKind = DeadlineKind.NONE
    starts: dt.date | None = None
    due: dt.date | None = None

    def year(self, boundary: Boundary) -> AcademicYear | None:
        """The academic year in which it falls due."""
        return boundary.year_of(self.due) if self.due else None


type_days = tuple[DeadlineKind, dt.date | None, dt.date | None]

_YEAR = r"(?P<year>20\d\d)"
_SHORT_YEAR = r"(?P<year>20\d\d|'?\d\d)"
_ORDINAL_DOT = re.compile(r"\b(\d)\.\s?([oaeº]\b)")
_DASHES = re.compile("[‐‑‒–—−]")
_NUMERIC_DAY = re.compile(r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>20\d\d|\d\d)")
_ISO_DAY = re.compile(r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[t ]\d\d:\d\d(?::\d\d)?)?")
_WORD_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|o)?\.? (?:de |of )?(?P<word>[a-z]+)\.?,? (?:de |of )?{_YEAR}"
)
_ENGLISH_DAY = re.compile(rf"(?P<word>[a-z]+)\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}")
_WORD_MONTH = re.compile(rf"(?P<word>[a-z]+)\.?(?: de | of | del |[ -]){_SHORT_YEAR}")
_NUMERIC_MONTH = re.compile(rf"(?P<month>\d{{1,2}})\s?[/.-]\s?{_YEAR}|(?P<year2>20\d\d)[-/.](?P<month2>\d{{1,2}})")

_PARTS = (
    (re.compile(r"(?:t|q|k|kw)\s?(?P<n>[1-4])[ /'-]*(?:de |of |van )?(?P<years>20\d\d|'?\d\d)"), 4),
    (re.compile(r"(?P<years>20\d\d)[ /-]*(?:t|q|k|kw)\s?(?P<n>[1-4])"), 4),
    (re.compile(r"(?:s|h)\s?(?P<n>[12])[ /'-]*(?:de |of |van )?(?P<years>20\d\d|'?\d\d)"), 2),
    (re.compile(r"(?P<years>20\d\d)[ /-]*(?:s|h)\s?(?P<n>[12])"), 2),
    (re.compile(r"(?P<n>[1-4])\s?(?:t|q)[ /-]*(?P<years>20\d\d)"), 4),
    (re.compile(rf"(?P<n>\w+)[ºª°.]?\s{words.QUARTER}\.?,? (?:de |of |del |van )?(?P<years>20\d\d)"), 4),
    (re.compile(rf"{words.QUARTER}\.? (?P<n>\w+),? (?:de |of |van )?(?P<years>20\d\d)"), 4),
    (re.compile(rf"(?P<n>\w+)[ºª°.]?\s{words.SEMESTER}\.?,? (?:de |of |del |van )?(?P<years>20\d\d)"), 2),
    (re.compile(rf"{words.SEMESTER}\.? (?P<n>\w+),? (?:de |of |van )?(?P<years>20\d\d)"), 2),
)
_HALF_YEAR = re.compile(
    rf"(?:(?:q|s|quadri)\s?(?P<n>[12])|(?P<n2>\w+)[ºª°]? {words.SEMESTER}|{words.SEMESTER} (?P<n3>\w+))\.?,?[ /]*"
    r"(?:de |of |van |\()?(?P<years>(?:20)?\d\d\s?[-/]\s?(?:20)?\d\d)\)?"
)
_QUARTERS = re.compile(
    r"[qt]\s?(?P<first>[1-4])\s*(?:-|a|to|tot|et|/)\s*[qt]?\s?(?P<last>[1-4])[ /]*(?P<year>20\d\d)"
)
_BEFORE_PARENTHESIS = re.compile(r"(?P<year>20\d\d)\s*\((?P<part>[^)]{2,14})\)")
_YEARS = re.compile(r"(?P<first>20\d\d)\s*(?:-|/|a|to|tot)\s*(?P<last>20\d\d)")
_MONTHS_OF_YEAR = re.compile(rf"(?P<first>[a-z]+)\.?\s*[-/]\s*(?P<last>[a-z]+)\.? (?:de |of )?{_YEAR}")
_PLAN_YEAR = re.compile(
    rf"{words.YEAR_WORD} (?P<n>\d)(?:\s*(?:-|a|et|to|and|en|y|e|/)\s*(?:{words.YEAR_WORD} )?(?P<last>\d))?"
    rf"|(?P<ordinal>\w+) {words.YEAR_WORD}(?: du plan)?|(?:y|a)(?P<letter>[1-6])"
)


def understand(text: str, boundary: Boundary | None = None, first_year: int | None = None) -> Deadline:
    """What a deadline cell means. What is not understood is kept and said to be unclear, never guessed.
    `first_year` is the first year of the plan, which "Année 2" needs."""
    text = text.strip()
    folded = _tidied(text)
    if not folded:
        return Deadline(text, DeadlineKind.UNCLEAR) if text else Deadline()
    kind, starts, due = _understood(folded, boundary or Boundary(), first_year)
    return Deadline(text, kind, starts, due)


def reread(deadline: Deadline, former: Boundary, boundary: Boundary, first_year: int | None = None) -> Deadline:
    """The same words, understood as years now begin; as it is where its days came otherwise."""
    for first in (None, first_year):
        if deadline == understand(deadline.text, former, first):
            return understand(deadline.text, boundary, first)
    return deadline


def reread_day(text: str, due: dt.date | None, former: Boundary, boundary: Boundary) -> dt.date | None:
    """The last day of these words as years now begin; the same one where it came otherwise."""
    return understand(text, boundary).due if due == understand(text, former).due else due


def _tidied(text: str) -> str:
    folded = _DASHES.sub("-", fold(text)).strip(" .;,:")
    folded = _ORDINAL_DOT.sub(r"\1\2", folded)
    return "" if re.fullmatch(r"[-/?.\s]*", folded) else folded


@lru_cache(maxsize=4096)
def _understood(folded: str, boundary: Boundary, first_year: int | None) -> type_days:
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", folded).strip(" .;,:")
    exact = _BEFORE_PARENTHESIS.sub(r"\g<part> \g<year>", folded)
    for one in dict.fromkeys(filter(None, (exact, folded, bare, folded.strip("()"), words.TAIL.sub("", folded)))):
        if found := _reading(one, boundary, first_year):
            return found
    return DeadlineKind.UNCLEAR, None, None


def _reading(text: str, boundary: Boundary, first_year: int | None) -> type_days | None:
    if words.TO_DEFINE.fullmatch(text):
        return DeadlineKind.TO_DEFINE, None, None
    if found := _continuous(text, boundary):
        return found
    if found := _plan_year(text, boundary, first_year):
        return found
    return _dated(text, boundary)


@lru_cache(maxsize=8192)
def is_like_deadline(text: str) -> bool:
    """Whether a text could only be a deadline, though perhaps no day can be drawn from it: "court terme"."""
    one_line = " ".join(text.split())
    kind = understand(one_line).kind
    if kind is DeadlineKind.PLAN_YEAR and len(one_line) < 3:
        return False
    if kind not in (DeadlineKind.NONE, DeadlineKind.UNCLEAR):
        return True
    tidied = _tidied(one_line)
    return bool(words.VAGUE.fullmatch(tidied)) or time_words.are_all(tidied)


def _continuous(text: str, boundary: Boundary) -> type_days | None:
    """ "En continu", alone or with when it begins or ends."""
    if words.RETURNING.fullmatch(text):
        return DeadlineKind.CONTINUOUS, None, None
    match = words.CONTINUOUS.match(text)
    if not match or text[match.end() : match.end() + 1].isalnum():
        return None
    rest = text[match.end() :].strip(" ,;:-()")
    if not rest or words.CONTINUOUS.fullmatch(rest.removeprefix("et ").removeprefix("/ ")):
        return DeadlineKind.CONTINUOUS, None, None
    dated = _dated(rest, boundary)
    if not dated and words.VAGUE.fullmatch(words.LEAD.sub("", rest, count=1)):
        return DeadlineKind.CONTINUOUS, None, None
    return (DeadlineKind.CONTINUOUS, dated[1], None) if dated else None


def _plan_year(text: str, boundary: Boundary, first_year: int | None) -> type_days | None:
    match = _PLAN_YEAR.fullmatch(text)
    if not match:
        return None
    first = int(match["n"] or match["letter"] or words.ORDINALS.get(match["ordinal"] or "", 0))
    last = int(match["last"] or first)
    if not 1 <= first <= last:
        return None
    if first_year is None:
        return DeadlineKind.PLAN_YEAR, None, None
    starts, ends = AcademicYear(first_year + first - 1), AcademicYear(first_year + last - 1)
    return DeadlineKind.PLAN_YEAR, boundary.starts(starts), boundary.ends(ends)


def _dated(text: str, boundary: Boundary) -> type_days | None:
    """A period, alone or after "for", "by", "end of"…; two of them are the range from one to the other."""
    for read in _FORMS:
        if found := read(text, boundary):
            return found
    if match := words.FROM.match(text):
        begun = _dated(text[match.end() :], boundary) or _range(text[match.end() :], boundary)
        return (
            (begun[0], begun[1], begun[2])
            if begun and begun[0] is DeadlineKind.RANGE
            else ((DeadlineKind.RANGE, begun[1] or begun[2], None) if begun else None)
        )
    for lead in (words.LEAD, words.ACADEMIC):
        if (match := lead.match(text)) and (found := _dated(text[match.end() :], boundary)):
            return found
    return _edge(text, boundary) or _range(text, boundary) or _steps(text, boundary)


def _steps(text: str, boundary: Boundary) -> type_days | None:
    """ "01/2027: draft, 06/2027: vote" goes from its first date to its last one."""
    first, *others = re.split(r"\s?:\s", text)
    if len(others) < 2:
        return None
    found = [_form(first.strip(), boundary), *(_at_end(one, boundary) for one in others[:-1])]
    return _spanning([one for one in found if one]) if all(found) else None


def _at_end(text: str, boundary: Boundary) -> type_days | None:
    """The date with which a text ends."""
    said = text.split()
    tails = (" ".join(said[-count:]) for count in range(min(4, len(said)), 0, -1))
    return next((one for tail in tails if (one := _form(tail, boundary))), None)


def _edge(text: str, boundary: Boundary) -> type_days | None:
    """ "End of 2026", "early June 2026": the period named; "mid-2026" is its first half."""
    for pattern in (words.END, words.START):
        if match := pattern.match(text):
            return _dated(text[match.end() :], boundary)
    match = words.MIDDLE.match(text)
    found = _dated(text[match.end() :], boundary) if match else None
    if found and found[0] is DeadlineKind.CALENDAR_YEAR and found[1]:
        return DeadlineKind.SEMESTER, found[1], dt.date(found[1].year, 6, 30)
    return found


def _range(text: str, boundary: Boundary) -> type_days | None:
    pieces = [piece for piece in re.split(r"\s*[,;+&]\s*", text) if piece]
    if len(pieces) < 2:
        pieces = []
        for match in words.BETWEEN.finditer(text):
            one, other = text[: match.start()], text[match.end() :]
            one = re.sub(r"^(?:du|de|d'|from|entre|between|van|tussen|del|do)\s+", "", one)
            year = re.search(r"20\d\d$", other)
            begun = _form(one, boundary) or (_form(f"{one} {year[0]}", boundary) if year else None)
            if begun and (ended := _form(other, boundary)):
                return _spanning([begun, ended])
        return _joined(text, boundary)
    found = [_dated(piece, boundary) for piece in pieces[:6]]
    return _spanning([one for one in found if one]) if all(found) else None


def _joined(text: str, boundary: Boundary) -> type_days | None:
    """ "01/2026-06/2026": two forms with no space around what parts them."""
    for match in re.finditer(r"\s*[-/]\s*", text):
        begun, ended = _form(text[: match.start()], boundary), _form(text[match.end() :], boundary)
        if begun and ended:
            return _spanning([begun, ended])
    return None


def _form(text: str, boundary: Boundary) -> type_days | None:
    for prefix in ("", words.LEAD, words.END, words.START, words.ACADEMIC):
        match = prefix.match(text) if isinstance(prefix, re.Pattern) else None
        if prefix and not match:
            continue
        rest = text[match.end() :] if match else text
        if found := next((one for read in _FORMS if (one := read(rest, boundary))), None):
            return found
    return None


def _spanning(found: list[type_days]) -> type_days | None:
    begun = [day for one in found if (day := one[1] or one[2])]
    starts = min(begun, default=None)
    due = max((one[2] for one in found if one[2]), default=None)
    return (DeadlineKind.RANGE, starts, due) if starts and due and starts <= due else None


def _academic(text: str, boundary: Boundary) -> type_days | None:
    year = parse(text)
    return (DeadlineKind.ACADEMIC_YEAR, boundary.starts(year), boundary.ends(year)) if year else None


def _calendar_year(text: str, _boundary: Boundary) -> type_days | None:
    if not re.fullmatch(r"20\d\d", text):
        return None
    return DeadlineKind.CALENDAR_YEAR, dt.date(int(text), 1, 1), dt.date(int(text), 12, 31)


def _several_years(text: str, _boundary: Boundary) -> type_days | None:
    match = _YEARS.fullmatch(text)
    if not match or int(match["first"]) >= int(match["last"]):
        return None
    return DeadlineKind.RANGE, dt.date(int(match["first"]), 1, 1), dt.date(int(match["last"]), 12, 31)


def _part_of_year(text: str, _boundary: Boundary) -> type_days | None:
    for pattern, parts in _PARTS:
        match = pattern.fullmatch(text)
        number = words.ORDINALS.get(match["n"], 0) if match else 0
        if match and 1 <= number <= parts:
            return _months(
                terms.full_year(match["years"]), (number - 1) * 12 // parts + 1, number * 12 // parts, parts
            )
    return None


def _months(year: int, first: int, last: int, parts: int) -> type_days:
    kind = {4: DeadlineKind.QUARTER, 2: DeadlineKind.SEMESTER, 12: DeadlineKind.MONTH}[parts]
    return kind, dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1])


def _half_of_academic_year(text: str, boundary: Boundary) -> type_days | None:
    """The first half of an academic year ends with January, the second begins with February."""
    match = _HALF_YEAR.fullmatch(text)
    year = parse(match["years"]) if match else None
    number = words.ORDINALS.get(match["n"] or match["n2"] or match["n3"] or "", 0) if match else 0
    if not year or number not in (1, 2):
        return None
    middle = dt.date(year.first + 1, 2, 1)
    if number == 1:
        return DeadlineKind.SEMESTER, boundary.starts(year), middle - dt.timedelta(days=1)
    return DeadlineKind.SEMESTER, middle, boundary.ends(year)


def _month(text: str, _boundary: Boundary) -> type_days | None:
    if match := _WORD_MONTH.fullmatch(text):
        year, month = terms.full_year(match["year"]), words.MONTHS.get(match["word"], 0)
    elif match := _NUMERIC_MONTH.fullmatch(text):
        year, month = int(match["year"] or match["year2"]), int(match["month"] or match["month2"])
    else:
        return None
    return _months(year, month, month, 12) if 1 <= month <= 12 else None


def _months_of_year(text: str, _boundary: Boundary) -> type_days | None:
    match = _MONTHS_OF_YEAR.fullmatch(text)
    first, last = (words.MONTHS.get(match[name], 0) for name in ("first", "last")) if match else (0, 0)
    if not match or not 1 <= first <= last:
        return None
    _kind, starts, due = _months(int(match["year"]), first, last, 12)
    return DeadlineKind.RANGE, starts, due


def _return(text: str, _boundary: Boundary) -> type_days | None:
    match = words.RETURN.fullmatch(text)
    return _months(int(match["year"]), 9, 9, 12) if match else None


def _german_term(text: str, _boundary: Boundary) -> type_days | None:
    found = terms.german(text)
    return (DeadlineKind.SEMESTER, *found) if found else None


def _term(text: str, boundary: Boundary) -> type_days | None:
    found = terms.school_term(text, boundary) or terms.british_term(text) or terms.season(text)
    return (DeadlineKind.RANGE, *found) if found else None


def _quarters(text: str, _boundary: Boundary) -> type_days | None:
    match = _QUARTERS.fullmatch(text)
    if not match or match["first"] >= match["last"]:
        return None
    year, first, last = int(match["year"]), int(match["first"]), int(match["last"])
    return (
        DeadlineKind.RANGE,
        _months(year, first * 3 - 2, first * 3, 4)[1],
        _months(year, last * 3 - 2, last * 3, 4)[2],
    )


def _day(text: str, _boundary: Boundary) -> type_days | None:
    for pattern in (_ISO_DAY, _NUMERIC_DAY, _WORD_DAY, _ENGLISH_DAY):
        match = pattern.fullmatch(text)
        if not match:
            continue
        named = match.groupdict()
        month = words.MONTHS.get(named["word"], 0) if "word" in named else int(named["month"])
        try:
            return DeadlineKind.DAY, None, dt.date(terms.full_year(named["year"]), month, int(named["day"]))
        except ValueError:
            continue
    return None


_FORMS: tuple[Callable[[str, Boundary], type_days | None], ...] = (
    _academic,
    _day,
    _calendar_year,
    _half_of_academic_year,
    _part_of_year,
    _month,
    _months_of_year,
    _several_years,
    _return,
    _german_term,
    _term,
    _quarters,
)
