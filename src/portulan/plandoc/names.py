"""Names of bodies: when two spellings are one body, and how a cell without separators is cut into names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from portulan.plandoc.text import fold

_SHORT = {"resp.": "responsable", "resp": "responsable", "coord.": "coordination", "coord": "coordination"}

_POST = re.compile(
    r"(co-?)?(resp\.|resp(onsables?)?|coord\.|coordinat(ion|eur|rice|eur-rice|or)|directions?|directeur|directrice|"
    r"charg[ée]e?|secr[ée]tariat|secr[ée]taire|[ée]quipes?|commission|comit[ée]|conseil|groupe|gt|bureau|coll[èe]ge|"
    r"cellule|service|d[ée]partement|pr[ée]sidence|head|lead|team|committee|board|office|manager)\b",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(r"(?<=\w)(?:[·.]e?[·.]?s|\(e?s\)|[·.]e\b|\(e\))(?!\w)")
_LAST = re.compile(r"(team|committee|board|office|manager)s?$", re.IGNORECASE)
_TEAM = re.compile(r"(gt|groupe|[ée]quipes?|commission|comit[ée]|cellule|team|committee|board)\b", re.IGNORECASE)
_RANK = re.compile(
    r"(vice-?|pro-?)?(doyen(ne)?|recteur|rectrice|dean|rector|registrar|director|provost|manager|professor|dekan(in)?|"
    r"rektor(in)?|decan[oa]?|directora?|presidente?|gerente|decaan|directeur|voorzitter|preside|direttore|reitor[ai]?a?)",
    re.IGNORECASE,
)
_LINKS = frozenset(
    {"et", "ou", "de", "du", "des", "d'", "la", "le", "les", "l'", "à", "a", "aux", "au", "en", "pour", "avec"}
    | {"and", "or", "of", "the", "&"}
)


def key(name: str) -> str:
    """Equal for two spellings of one body: case, accents and the usual shortenings do not count.
    "CERIAS Recherche" and "Responsable CERIAS Recherche" keep different keys."""
    return " ".join(_SHORT.get(word, word) for word in fold(name).split())


def plural_key(name: str) -> str:
    """Equal also for the singular and the plural of one name: "Commissions Programme", "Commission Programme"."""
    return " ".join(map(_singular, key(_INCLUSIVE.sub("", name)).split()))


def best_written(spellings: Mapping[str, int]) -> str:
    """Of the spellings of one body, each with how often it is met: the one with its accents, then its capital,
    then the most used, then the first. Words with accents are counted, not accents: « Sécrétariat » is no
    better than « Secrétariat »."""
    return max(spellings, key=lambda one: (_accented_words(one), _is_capitalised(one), spellings[one]))


def _accented_words(name: str) -> int:
    return sum(unicodedata.normalize("NFD", word) != word for word in unicodedata.normalize("NFC", name).split())


def _is_capitalised(name: str) -> bool:
    """Whether it begins with a capital, and is not all in capitals: only acronyms, which are short, are so."""
    shouted = name.isupper() and any(len(word) > 5 for word in name.split())
    return name[:1].isupper() and not shouted


def _singular(word: str) -> str:
    """Without the mark of its plural; short words and acronyms have none."""
    if len(word) > 5 and word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if len(word) > 4 and word.endswith(("s", "x")) and not word.endswith("ss") else word


def standing_alone(cells: Iterable[str]) -> Counter[str]:
    """How often each text stands alone in a cell: these are surely names, or glued names."""
    return Counter(cell for cell in cells if cell)


def unglued(text: str, alone: Iterable[str]) -> list[str]:
    """Cut "CP Resp. CERIAS Consultance" into its names.

    A name that stands alone elsewhere as one capitalised word ("CP") is a name here too, unless it is the word for
    a post ("Dean"), which many names hold; a capitalised word for a
    post or a team begins a new name unless a linking word comes before it. Nothing is cut inside a name otherwise:
    "Coordination AIS, recherche, mémoire" stays whole, since "AIS" stands alone nowhere.
    """
    single = {name for name in alone if " " not in name and name[:1].isupper() and not _RANK.fullmatch(name)}
    longer = sorted((name for name in alone if " " in name), key=len)
    pieces: list[list[str]] = []
    for word in text.split(" "):
        before = pieces[-1] if pieces else []
        bare = word.rstrip(",;")
        begins = not before or bare in single or before[-1] in single or _begins_name(before[-1], word)
        if begins:
            pieces.append([])
        pieces[-1].append(bare if bare in single else word)
    names = [" ".join(piece).strip(" ,;") for piece in pieces]
    return [one for name in names if name for one in _cut_at_known(name, longer)]


def _begins_name(previous: str, word: str) -> bool:
    return (
        word[:1].isupper()
        and bool(_POST.match(word))
        and not _LAST.match(word)
        and fold(previous).strip("'") not in _LINKS
    )


def _cut_at_known(name: str, known: list[str]) -> list[str]:
    """ "GT Com' CERIAS Recherche" is two names where the first of them stands alone elsewhere."""
    for one in known:
        rest = name.removeprefix(one + " ")
        if rest != name and (rest in known or _may_follow(one, rest)):
            return [one, *_cut_at_known(rest, known)]
    return [name]


def _may_follow(one: str, rest: str) -> bool:
    """Whether these are two names: a team ends where an acronym begins, a post never ends before a capital."""
    if _TEAM.match(one):
        return len(rest.split()[0]) > 1 and rest.split()[0].isupper()
    return rest[:1].isupper() and not _POST.match(one)
