"""The numbers that texts begin with: "2.1", "A.2", "AM-01.", "Fiche 3 –"; a column says which it uses."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from portulan.plandoc.text import fold

_END = r"(?P<end>[.):]-?|\s?:(?=\s)|\s*[-–—](?=\s))?\s+(?=\S)"
_MARK = r"(?:[A-Z]{1,3}[.-]?)?\d{1,4}(?:[.-]\d{1,3})*"
CODE = re.compile(r"(?P<code>\d{1,3}(?:\.\d{1,3})*(?:\.?[a-z](?=[.)]))?)" + _END)
WIDE_CODE = re.compile(
    r"(?P<code>[A-Z]{1,3}[.-]?\d{1,4}(?:[.-]\d{1,3})*|"
    r"[IVX]{1,5}(?=[.):]|\s*[-–]\s)|[A-Z](?=[.)]|\s[-–]\s))" + _END
)
BARE_LETTER = re.compile(r"(?P<code>[A-Z])(?P<end>)\s+(?=\S)")
LABELLED = re.compile(
    rf"(?P<label>[^\W\d_]{{2,20}}\.?(?: (?:[Nn]\s?[°ºo]\.?|[Nn]r\.?|[Nn]o\.?))?)\s+(?P<code>{_MARK}){_END}"
)


@dataclass(frozen=True, slots=True)
class Coding:
    """How the texts of a column are numbered: after a word (`label`, folded), with letters (`wide`) or neither."""

    wide: bool = False
    label: str = ""

    def match(self, text: str) -> re.Match[str] | None:
        """The number that this text begins with, in the manner of its column."""
        if self.label and (found := LABELLED.match(text)) and fold(found["label"]) == self.label:
            return found
        found = CODE.match(text)
        if found and not self.wide and not found["end"] and found["code"].isdigit():
            found = None
        return found or (WIDE_CODE.match(text) if self.wide else None)


def coding(texts: Sequence[str]) -> Coding:
    """How most of these texts are numbered, each with a number of its own."""
    label = _common_label(texts)
    numbered = [found["code"] for text in texts if (found := CODE.match(text) or WIDE_CODE.match(text))]
    wide = bool(texts) and len(numbered) >= 0.6 * len(texts) and len(set(numbered)) >= 0.9 * len(numbered)
    return Coding(wide, label)


def _common_label(texts: Sequence[str]) -> str:
    found = [match for text in texts if (match := LABELLED.match(text))]
    labels = Counter(fold(match["label"]) for match in found)
    label, times = labels.most_common(1)[0] if labels else ("", 0)
    codes = [match["code"] for match in found if fold(match["label"]) == label]
    return label if times >= max(2, 0.6 * len(texts)) and len(set(codes)) == times else ""


def bare(text: str, label: str = "") -> str:
    """The text without its number."""
    found = Coding(True, label).match(text)
    return text[found.end() :] if found else text


def lettered(texts: Sequence[str]) -> bool:
    """Whether these texts begin with A, B, C… in this order: each letter is then a number, not a word."""
    found = [match["code"] for text in texts if (match := BARE_LETTER.match(text))]
    return len(found) >= 2 and len(found) == len(texts) and found == [chr(65 + at) for at in range(len(found))]
