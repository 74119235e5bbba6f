"""What a document says beside its plan: its list of acronyms, its language."""

import re
from collections import Counter

from portulan.plandoc.reading.source import Source, Table
from portulan.plandoc.text import fold

_WORD = re.compile(r"[a-zß]+")
_ACRONYM = re.compile(r"(?=.*[A-ZÀ-Ý]{2})[A-ZÀ-Ý][\w.&'’/-]{1,11}")


def acronyms_of(table: Table) -> dict[str, str]:
    """The acronyms of a table that lists them; empty for any other table."""
    pairs = [[cell for cell in row.cells if cell.text] for row in table.rows]
    listed = {
        pair[0].text: " ".join(pair[1].text.split())
        for pair in pairs
        if len(pair) == 2 and _ACRONYM.fullmatch(pair[0].text)
    }
    return listed if table.columns == 2 and len(listed) >= max(2, 0.6 * len(pairs)) else {}


_FUNCTION_WORDS = {
    "fr": "de la le les des du et en un une dans pour par sur aux au est que qui avec",
    "en": "the of and to for in with on a by is are be at from all how will",
    "nl": "de het van en een voor met op in te bij naar door aan wordt zijn elk om",
    "de": "der die das und fur im in den von mit zu auf ein eine bei am des zur dem werden",
    "es": "de la el los las y en un una del para con por se al que es cada",
    "pt": "de do da dos das e em um uma os as para com por no na ao que o",
    "it": "di il la le lo gli e in un una del della dei delle per con al nel entro che",
}
_LANGUAGES_OF = {
    word: [name for name, others in _FUNCTION_WORDS.items() if word in others.split()]
    for words in _FUNCTION_WORDS.values()
    for word in words.split()
}


def language_of(source: Source) -> str:
    """The language whose small words are the most frequent; one that several share says less of each. French
    where none is met."""
    words = Counter(word for one in source.paragraphs() for word in _WORD.findall(fold(one.text)))
    shares = dict.fromkeys(_FUNCTION_WORDS, 0.0)
    for word, languages in _LANGUAGES_OF.items():
        for name in languages:
            shares[name] += words[word] / len(languages) ** 2
    return max(shares, key=lambda name: shares[name])
