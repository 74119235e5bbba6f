"""Terms and seasons: what they are called, their first and last day."""

import datetime as dt
import re

from portulan.plandoc import calendar_words as words
from portulan.plandoc.academic_year import Boundary, parse

type_span = tuple[dt.date, dt.date]

_GERMAN_TERM = re.compile(
    r"(?P<term>wintersemester|wise|ws|sommersemester|sose|ss)\s?"
    r"(?:(?P<year>20\d\d)(?:\s?/\s?(?:20)?\d\d)?|(?P<short>\d\d)\s?/\s?\d\d)"
)
_SCHOOL_TERM = re.compile(
    rf"(?:t\s?(?P<n>[1-3])|(?P<n2>\w+)[ºª°.]? {words.SCHOOL_TERM}|{words.SCHOOL_TERM} (?P<n3>\d))\.?,?[ /]*"
    r"(?:de |del curso |do ano letivo |of |van |in )?(?P<years>(?:20)?\d\d\s?[-/]\s?(?:20)?\d\d)"
)
_SEASON = re.compile(r"(?:l')?(?P<season>[a-z]+) (?:de |of )?(?P<year>20\d\d)")


def full_year(text: str) -> int:
    """ "26" and "'26" are 2026."""
    number = int(text.strip("'"))
    return number if number >= 2000 else 2000 + number


def german(text: str) -> type_span | None:
    """The winter term goes from October to March, the summer term from April to September."""
    match = _GERMAN_TERM.fullmatch(text)
    if not match:
        return None
    year = full_year(match["year"] or match["short"])
    if match["term"].startswith("w"):
        return dt.date(year, 10, 1), dt.date(year + 1, 3, 31)
    return dt.date(year, 4, 1), dt.date(year, 9, 30)


def school_term(text: str, boundary: Boundary) -> type_span | None:
    """A third of a school year: to December, to March, to its end."""
    match = _SCHOOL_TERM.fullmatch(text)
    year = parse(match["years"]) if match else None
    number = words.ORDINALS.get(match["n"] or match["n2"] or match["n3"] or "", 0) if match else 0
    if not year or number not in (1, 2, 3):
        return None
    ends = (dt.date(year.first, 12, 31), dt.date(year.first + 1, 3, 31), boundary.ends(year))
    starts = (boundary.starts(year), dt.date(year.first + 1, 1, 1), dt.date(year.first + 1, 4, 1))
    return starts[number - 1], ends[number - 1]


def british_term(text: str) -> type_span | None:
    """The terms of British schools."""
    match = words.SCHOOL_SEASON.fullmatch(text)
    if not match:
        return None
    year, season = int(match["year"]), match["season"]
    if season in ("autumn", "fall", "michaelmas"):
        return dt.date(year, 9, 1), dt.date(year, 12, 31)
    if season in ("spring", "lent", "hilary"):
        return dt.date(year, 1, 1), dt.date(year, 3, 31)
    return dt.date(year, 4, 1), dt.date(year, 8, 31)


def season(text: str) -> type_span | None:
    match = _SEASON.fullmatch(text)
    rank = next((rank for rank, said in enumerate(words.SEASONS) if match and match["season"] in said), -1)
    if not match or rank < 0:
        return None
    year, month = int(match["year"]), (3, 6, 9)[rank]
    return dt.date(year, month, 21), dt.date(year, month + 3, 20)
