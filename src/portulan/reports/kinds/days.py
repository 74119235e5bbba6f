"""Days and hours as documents write them, in their own language; no Django."""

import datetime as dt

from portulan.plandoc.typography import NO_BREAK

# fmt: off
_MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}
_WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# fmt: on


def long_day(day: dt.date, language: str) -> str:
    """« 3 décembre 2026 »."""
    known = _known(language)
    number = "1er" if known == "fr" and day.day == 1 else str(day.day)
    return NO_BREAK.join((number, _MONTHS[known][day.month - 1], str(day.year)))


def full_day(day: dt.date, language: str) -> str:
    """« jeudi 3 décembre 2026 »."""
    return f"{_WEEKDAYS[_known(language)][day.weekday()]}{NO_BREAK}{long_day(day, language)}"


def capital(words: str) -> str:
    """The same, as it begins a sentence."""
    return words[:1].upper() + words[1:]


def clock(hour: dt.time, language: str) -> str:
    """« 14 h 30 »."""
    if _known(language) == "en":
        return f"{hour:%H:%M}"
    return NO_BREAK.join([str(hour.hour), "h", *([f"{hour:%M}"] if hour.minute else [])])


def _known(language: str) -> str:
    head = language.split("-")[0].lower()
    return head if head in _MONTHS else "fr"
