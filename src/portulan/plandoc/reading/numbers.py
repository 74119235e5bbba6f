"""The numbers that word processors write before the paragraphs of their lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET = "•"


def roman(number: int) -> str:
    """4 is "iv"."""
    text = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        text += letters * times
    return text


def alphabetic(number: int) -> str:
    """1 is "a", 27 is "aa", as word processors count."""
    turns, rest = divmod(number - 1, 26)
    return chr(97 + rest) * (turns + 1) if 0 < number < 2000 else str(number)


def written(number: int, form: str) -> str:
    """A number in the form that the file names: decimal unless it is letters or Roman."""
    match form:
        case "lowerLetter" | "a":
            return alphabetic(number)
        case "upperLetter" | "A":
            return alphabetic(number).upper()
        case "lowerRoman" | "i":
            return roman(number) if 0 < number < 4000 else str(number)
        case "upperRoman" | "I":
            return roman(number).upper() if 0 < number < 4000 else str(number)
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


@dataclass(slots=True)
class Counter:
    """Counts the levels of one list: going on at a level begins those below it again."""

    starts: Mapping[int, int] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int) -> int:
        for below in [one for one in self.counts if one > level]:
            del self.counts[below]
        self.counts[level] = self.counts.get(level, self.starts.get(level, 1) - 1) + 1
        return self.counts[level]

    def at(self, level: int) -> int:
        """The number that a level has reached."""
        return self.counts.get(level, self.starts.get(level, 1))

    def restart(self, level: int, number: int) -> None:
        self.counts[level] = number - 1
