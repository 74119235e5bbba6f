"""Who is in charge, by the words of posts, teams and bodies that head a name ("Cellule qualité", "HR Officer",
"Prüfungsausschuss"); a text that only speaks of them ("Board paper", "Tuteurs formés") is no name."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from portulan.plandoc.recognition import people
from portulan.plandoc.recognition.vocabulary import verbal
from portulan.plandoc.recognition.word_lists import entries
from portulan.plandoc.text import fold

_PHRASES = re.compile(
    r"(?:charge|chargee|charges|chargees) (?:de|d'|des|du)\b.*|"
    r".*\b(?:ressources humaines|human resources|recursos humanos|"
    r"risorse umane|relations internationales|international relations|relaciones internacionales|"
    r"relacoes internacionais|relazioni internazionali|public works|lavori pubblici|"
    r"tout le monde|everyone|iedereen)"
)
_ACRONYMS = frozenset(
    "rh hr hrm it ict daf dg dgs drh dsi ceo cfo cio ciso cto cpas ocmw cpe gt pms pta smt slt asl ong ngo".split()
)
_INDEFINITE = frozenset("a an un une een ein eine uno una um uma".split())
_ARTICLES = frozenset("le la les l un une the an de het een der die das el los las il lo gli i o os as".split())
_LEADING = frozenset(
    """all tous toutes tout toute alle todos todas tutti tutte haute hautes high senior junior first premier
    premiere externe external extern executive chief deputy vice new""".split()
)
_LINK = frozenset(
    """de du des d da do dos das del della dell dei delle degli di of for in at to from by voor van aan op bij te
    ten ter door fur zum zur der vom von im an au aux a al all alla alle en para per pour por par pro con with
    avec met mit sur chez dans & (""".split()
)
_COUNTS = frozenset(
    """une deux trois quatre cinq six sept huit neuf dix quinze vingt cent one two three four five ten twelve
    twenty thirty twee drie vier vijf tien vijftien zwei funf zehn dos tres cuatro cinco diez dois duas quatro
    dez due tre quattro cinque dieci no every each per pas aucun aucune geen elke elk alle keine kein jede sin
    sem few least more not is are est sont zijn
    sind peu trop tres poco poca pochi molto muy pouco weinig niet wenig nicht zu too very without sans""".split()
)
# What became of those that stand before it: "formés", "approved".
_ROMANCE_DONE = re.compile(r"[^\W\d_]{2,}(?:[^t]ée?s?|[aei]d[ao]s?|[aiu]t[aoie])|(?:abiert|hech)[ao]s?")
_GERMANIC_DONE = re.compile(r"(?:ge|be|ver|her)[a-z]{3,}(?:d|t|en)|[a-z]{3,}(?:iert|[^re]ed)")
_THING = re.compile(
    r"(?:survey|paper|report|minutes|meeting|plan|list|visit|rate|time|wellbeing|policy|guide|handbook|posts?|review|"
    r"seats?|training|development|feedback|cijfers?|besluit|bezoek|gebruik|tevredenheid|besetzt|offen|approval|"
    r"satisfaction|agreement|ready|guidelines?|observations?|interviews?|decisions?|results?|numbers?|turnover|"
    r"journey|accommodation|capacity|support|open)"
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'.-]*(?:[-'][^\W\d_'.-]+)*|[&(]")
_TITLED = re.compile(
    r"(?:Dr|Prof|Prof\.ssa|Mme|M|Mr|Mrs|Ms|Pr|Dhr|Mevr|Herr|Frau|Sra?|D\.ª|[A-Z])\.? [A-ZÀ-Ý]\w*(?: [A-ZÀ-Ý]|$)|"
    r"(?:Dr|Prof|Prof\.ssa|M|Mr|Mrs|Ms|Pr|Sra?|[A-Z])\. ?[A-ZÀ-Ý]"
)
_MARK = re.compile(r"\s*[,;/&+]\s*")
_ASIDE = re.compile(r"\s*\([^()]*\)")


def _forms(*languages: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = [entry.text for entry in entries("posts") if entry.language in languages]
    return (
        frozenset(word for word in words if "*" not in word),
        frozenset(word[:-1] for word in words if word.endswith("*")),
        frozenset(word[1:] for word in words if word.startswith("*")),
    )


# A post comes first in a name in French and its sisters ("Cellule qualité"), last in English ("HR Officer"), first
# or last in Dutch and German ("Dienst communicatie", "Studentenraad").
_FIRST, _ENGLISH, _EITHER = _forms("fr", "es", "pt", "it"), _forms("en"), _forms("nl", "de")
_LONGEST = max(map(len, _FIRST[1] | _ENGLISH[1] | _EITHER[1]))
_ENDINGS = ("", "s", "n", "e", "en", "er", "es", "in", "nen", "innen", "ern")


@lru_cache(maxsize=16384)
def is_post(text: str) -> bool:
    """Whether a short text surely names a person with a title or a usual first name, a post, a team or a body."""
    bare = _ASIDE.sub("", text).strip()
    if not bare or len(text.split()) > 8 or any(mark in bare for mark in (" – ", " — ", ": ")):
        return False
    return bool(_TITLED.match(bare)) or _is_known_person(bare) or _is_headed(bare)


def are_two(before: str, after: str) -> bool:
    """Whether two lines, one after the other, name two of them where they meet: "Line" and "Supervisor" are one,
    as are "HR" and "Department"."""
    before, after = _MARK.split(before.strip())[-1], _MARK.split(after.strip())[0]
    if not (is_post(before) and is_post(after)):
        return False
    return " " in after or (not before.isupper() and any(map(_is_known, _words(fold(before.split()[-1])))))


def _is_headed(text: str) -> bool:
    """Whether such a word is the head of a text: its first word, or, in English, Dutch and German, the last one
    before what it is of."""
    folded, words = fold(text), _words(text)
    plain = [fold(word) for word in words]
    if _PHRASES.match(folded) or folded in _ACRONYMS:
        return True
    if not plain or text[:1].isdigit() or plain[0] in _INDEFINITE:
        return False
    while len(plain) > 1 and plain[0] in _ARTICLES | _LEADING:
        words, plain = words[1:], plain[1:]
    if _COUNTS & set(plain) or _is_clause(plain):
        return False
    end = next((at for at, word in enumerate(plain) if word in _LINK), len(plain))
    head = plain[:end]
    if not head or len(head) > 4 or _THING.fullmatch(head[-1] if plain[-1] != "post" else "post"):
        return False
    done = _ROMANCE_DONE if _says(head[0], _FIRST) else _GERMANIC_DONE
    if plain[-2:-1] and plain[-2] not in _LINK | _ARTICLES and done.fullmatch(words[-1].lower()):
        return False
    if _comes_last(head[-1]):
        named = all(word[:1].isupper() for word in words[:end])
        return len(head) == 1 or named or _comes_last(head[0]) or verbal(folded) < 0.9
    return _comes_first(head[0])


def _comes_first(word: str) -> bool:
    """Whether a word heads a name at its beginning; "student" does in English only before a link."""
    if _says(word, _FIRST) or word in ("team", "jury"):
        return True
    return _says(word, _EITHER) and not _says(word, _ENGLISH)


def _comes_last(word: str) -> bool:
    return _says(word, _ENGLISH) or _says(word, _EITHER)


def _is_known(word: str) -> bool:
    return _says(word, _FIRST) or _comes_last(word)


def _is_clause(words: Sequence[str]) -> bool:
    """Whether an article stands where no name has one: "Create *a* committee", but "Chef de *la* police"."""
    return any(after in _ARTICLES - _LINK and before not in _LINK for before, after in pairwise(words))


def _is_known_person(text: str) -> bool:
    words = text.split()
    return len(words) <= 3 and all(word[:1].isupper() for word in words) and people.is_first_name(words[0])


def _words(text: str) -> list[str]:
    return [
        part for word in _WORD.findall(text) for part in re.split(r"(?<=^[dlDL])['’]", word.rstrip(".")) if part
    ]


@lru_cache(maxsize=16384)
def _says(word: str, forms: tuple[frozenset[str], frozenset[str], frozenset[str]]) -> bool:
    whole, begun, ended = forms
    if word in whole or (word.endswith("s") and word[:-1] in whole):
        return True
    if any(word[:size] in begun for size in range(3, min(len(word), _LONGEST) + 1)):
        return True
    if any(word[at : at + size] in ended for size in range(6, 15) for at in range(2, len(word) - size + 1)):
        return True
    bare = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    return any(one[at:] in ended for one in bare for at in range(2, len(one) - 1))
