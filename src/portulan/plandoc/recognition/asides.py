"""What a document says beside its plan: its list of acronyms, its language."""

import re
from collections import Counter

from portulan.plandoc.reading.source import Source, Table
from portulan.plandoc.text import fold

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


def language_of(source: Source) -> str:
    """French unless English or Dutch words are more frequent."""
    words = Counter(word for one in source.paragraphs() for word in fold(one.text).split())
    shares = {
        "fr": sum(words[word] for word in ("de", "la", "les", "des", "du", "et", "en")),
        "en": sum(words[word] for word in ("the", "of", "and", "to", "for", "in", "with")),
        "nl": sum(words[word] for word in ("de", "het", "van", "en", "een", "voor", "met")),
    }
    shares["nl"] = shares["nl"] if words["het"] + words["van"] + words["een"] > words["les"] + words["des"] else 0
    return max(shares, key=lambda name: shares[name])
