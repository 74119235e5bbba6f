"""What a spreadsheet shows of a number: dates, percentages, money, decimals."""

import datetime as dt
import re

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
} | dict.fromkeys((*range(27, 37), *range(50, 59)), "dd/mm/yyyy")  # fmt: skip

_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_BRACKETS = re.compile(r"\[(?![hms]+\])[^\]]*\]", re.IGNORECASE)
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?(?:[eE][+-]?[#0?]+)?")
_DATE_LETTERS = re.compile(r"[dmyhsj]", re.IGNORECASE)


def is_date(form: str) -> bool:
    """Whether a format shows a day, a month, a year or an hour."""
    bare = _LITERAL.sub("", _BRACKETS.sub("", form.split(";")[0]))
    return bool(_DATE_LETTERS.search(bare)) and "general" not in bare.lower() and not re.search("[0#?]", bare)


def shown(number: float, form: str, from_1904: bool = False) -> str:
    """A number as its format shows it: a day as YYYY-MM-DD, a month as MM/YYYY."""
    if is_date(form):
        return _moment(number, _LITERAL.sub("", _BRACKETS.sub("", form.split(";")[0])).lower(), from_1904)
    return _number(number, form)


def plain(number: float) -> str:
    """A number without a format: no needless decimals."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else f"{number:.15g}"


def day(moment: dt.datetime) -> str:
    """A day as YYYY-MM-DD, with its hour where it has one."""
    return f"{moment:%Y-%m-%d}" + (f" {moment:%H:%M}" if moment.time() != dt.time() else "")


def _moment(number: float, letters: str, from_1904: bool) -> str:
    start = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)
    try:
        moment = start + dt.timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return plain(number)
    if "d" in letters or "j" in letters:
        return day(moment)
    if "y" in letters:
        return f"{moment:%m/%Y}" if "m" in letters else f"{moment:%Y}"
    if "h" in letters or "s" in letters:
        return f"{moment:%H:%M}"
    return f"{moment:%m/%Y}"


def _number(number: float, form: str) -> str:
    section = form.split(";")[0]
    section = _BRACKETS.sub("", _CURRENCY.sub(lambda match: f'"{match[1]}"', section))
    literals: list[str] = []

    def kept(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or "")
        return "\ue000"

    bare = _LITERAL.sub(kept, section)
    digits = _DIGITS.search(bare)
    if "general" in bare.lower() or not digits or number != number or abs(number) > 1e15:
        return plain(number) if number == number and abs(number) < 1e300 else str(number)
    text = _digits(number * (100 if "%" in bare else 1), digits[0])
    whole = bare[: digits.start()] + text + bare[digits.end() :]
    for literal in literals:
        whole = whole.replace("\ue000", literal, 1)
    return whole.strip()


def _digits(number: float, pattern: str) -> str:
    if "e" in pattern.lower():
        return plain(number)
    decimals = pattern.partition(".")[2]
    text = f"{number:,.{min(len(decimals), 15)}f}" if "," in pattern else f"{number:.{min(len(decimals), 15)}f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    while optional and text.endswith("0") and "." in text:
        text, optional = text[:-1], optional - 1
    return text.rstrip(".").replace(",", "\u202f")
