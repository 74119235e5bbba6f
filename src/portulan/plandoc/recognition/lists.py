"""How a column parts the items of its cells: separators are chosen so that every cell makes sense."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from portulan.plandoc.recognition import people
from portulan.plandoc.recognition.posts import is_post
from portulan.plandoc.recognition.vocabulary import verbal
from portulan.plandoc.text import fold

_PERSON = re.compile(
    r"(?:(?:Dr|Prof|Mme|M|Mr|Mrs|Ms|Pr)\.? )?[A-ZÀ-Ý][\w.'’-]*(?: (?:de |van |von |da |"
    r"dos )?[A-ZÀ-Ý][\w'’-]*){1,2}"
)
_MARKS = frozenset(",/+&|")
SEPARATORS = {
    ",": re.compile(r"\s*,\s*"),
    "/": re.compile(r"\s*/\s*"),
    "+": re.compile(r"\s*\+\s*"),
    "&": re.compile(r"\s+&\s+"),
    "|": re.compile(r"\s*\|\s*"),
    "et": re.compile(r"\s+et\s+"),
    "and": re.compile(r"\s+and\s+"),
    "en": re.compile(r"\s+en\s+"),
    "und": re.compile(r"\s+und\s+"),
    "y": re.compile(r"\s+y\s+"),
    "e": re.compile(r"\s+e\s+"),
}


def is_like_name(text: str) -> bool:
    """Whether a short text could name a person, a post or a team."""
    words = text.split()
    if not 1 <= len(words) <= 8 or not text[0].isalpha() or any(letter.isdigit() for letter in text):
        return False
    return is_post(text) or (
        len(words) <= 4 and (text[0].isupper() or text.islower()) and verbal(text) < 0.8 and not text.endswith(".")
    )


@dataclass(frozen=True, slots=True)
class Separators:
    """What parts the names of one column; `known` are the folded names met elsewhere in it."""

    names: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()

    def parted(self, line: str) -> list[str]:
        """A line cut into names; one that would lose its sense stays whole."""
        pieces = [line]
        for name in self.names:
            pieces = [
                part
                for one in pieces
                for part in (_cut(one, name) if _makes_sense(one, name, self.known) else [one])
            ]
        return [name for one in pieces for name in (people.several(one) or [one])]


def separators(cells: Iterable[str], beside: Iterable[str] = ()) -> Separators:
    """Those that part names in this column: where nearly every line that has one is then a list of names. The
    cells `beside` it, of other columns of names, say which names there are."""
    lines, others = _lines(cells), _lines(beside)
    alone = set(map(fold, (*lines, *others)))
    pieces = Counter(piece for line in alone for piece in set(map(fold, _everywhere(line))))
    known = frozenset(piece for piece, times in pieces.items() if times > 1 or piece in alone)
    chosen = [
        name
        for name, pattern in SEPARATORS.items()
        if (holding := [line for line in lines if pattern.search(line)])
        and sum(_makes_sense(line, name, known) for line in holding) >= 0.6 * len(holding)
    ]
    return Separators(tuple(chosen), known)


def _lines(cells: Iterable[str]) -> list[str]:
    return [line.strip() for cell in cells for line in re.split(r"[\n;]", cell) if line.strip()]


def _everywhere(line: str) -> list[str]:
    pieces = [line]
    for pattern in SEPARATORS.values():
        pieces = [piece.strip() for one in pieces for piece in pattern.split(one) if piece.strip()]
    return pieces


def _cut(line: str, name: str) -> list[str]:
    return [piece.strip() for piece in SEPARATORS[name].split(line) if piece.strip()]


def _makes_sense(line: str, name: str, known: frozenset[str]) -> bool:
    """Whether the parts of a line could all be names: each begins like one, or is known; words that link ("et")
    also stand inside names, so that they need a known name or a person."""
    parts = _cut(line, name)
    if len(parts) < 2 or any(part.endswith("-") for part in parts):  # "Bau- und Liegenschaftsamt" is one
        return False
    if name not in _MARKS and _are_one_in_both_genders(parts):
        return False
    begun = all(part[:1].isupper() and len(part.split()) <= 7 for part in parts)
    if all(fold(part) in known for part in parts) and (begun or name in _MARKS):
        return True
    if name in _MARKS:
        short = all(len(part.split()) <= 4 for part in parts)
        return begun or (short and (line.islower() or (name == "," and _go_on_small(parts))))
    first = (
        0 if name in ("and", "und") else 1
    )  # "Finance and Operations Manager" is one, "Pastor en Sociale dienst" two
    posts = all(map(is_post, parts[first:]))
    return begun and (posts or any(fold(part) in known or _is_person(part) or part.isupper() for part in parts))


def _go_on_small(parts: list[str]) -> bool:
    """ "Natagora, agriculteurs": parts that begin small are names of their own where none is the field of a post
    ("Responsable recherche, formation")."""
    small = [part for part in parts if not part[:1].isupper()]
    return parts[0][:1].isupper() and (
        not any(is_post(part) for part in parts if part not in small) or all(map(is_post, small))
    )


def _are_one_in_both_genders(parts: list[str]) -> bool:
    """ "Tutorinnen und Tutoren", "Étudiantes et étudiants": one body, named twice."""
    if len(parts) != 2:
        return False
    one, other = map(fold, parts)
    return " " not in one + other and one[:5] == other[:5] and min(len(one), len(other)) >= 5


def _is_person(text: str) -> bool:
    """Whether a text is a first name and a name, and no post: "Operations Manager" is none."""
    return bool(_PERSON.fullmatch(text)) and not is_post(text)
