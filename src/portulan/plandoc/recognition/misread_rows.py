"""Rows that a reader took for others: titles read as an action, rows that no drawn line parted read as one."""

import re

from portulan.plandoc.document import PlanDocument
from portulan.plandoc.recognition.hierarchy import Outline
from portulan.plandoc.recognition.rows import Found
from portulan.plandoc.recognition.vocabulary import verbal
from portulan.plandoc.text import fold

# A sentence that no stop came before; a name may stand after a short word ("la Commission") or one of these.
_AGAIN = re.compile(r"(?P<before>[a-zà-ÿ’']{4,}|[\d»)]) (?=[A-ZÀ-Ý][a-zà-ÿ]+ [a-zà-ÿ«])")
_BEFORE_NAMES = frozenset(
    "avec pour dans chaque entre cette leur leurs with from into each between their under voor naar door elke "
    "tussen onder para sobre cada entre desde hasta della delle degli dello alla alle nella dalla fino".split()
)
_COUNTED = re.compile(r"\S\s+([^\W\d_]{3,15}) \d{1,2} ?[:.–-] ")
_LONG = 4  # letters of a title that is no mere number


def has_titles(outline: Outline) -> bool:
    """Whether a row of the plan repeats the titles of its columns, or their first words."""
    return any(_is_of_titles(found) for found in outline.rows.values())


def _is_of_titles(found: Found) -> bool:
    texts = [
        (fold(found.titles.get(cell.column, "")), fold(cell.text)) for cell in found.row.cells if cell.text.strip()
    ]
    repeated = [len(text) >= _LONG and (title == text or title.startswith(f"{text} ")) for title, text in texts]
    return sum(repeated) >= 2 and sum(repeated) >= 0.4 * len(repeated)


def has_joined(document: PlanDocument, outline: Outline) -> bool:
    """Whether, in a PDF, an action goes on with another one, or the title of an objective with the next one's: a
    second sentence begins in it, with a verb, or a second number. German writes its nouns like that."""
    if not any(found.row.place.page for found in outline.rows.values()):
        return False
    if any(one.actions and joins_another_objective(one.title.plain) for one in document.walk()):
        return True
    texts = (found.action.text.plain for found in outline.rows.values())
    return document.language != "de" and any(map(joins_another, texts))


def joins_another(action: str) -> bool:
    """Whether another action begins in the text of this one."""
    return any(
        verbal(action[one.end() :]) == 1.0 and one["before"] not in _BEFORE_NAMES
        for one in _AGAIN.finditer(action)
    )


def joins_another_objective(title: str) -> bool:
    """Whether the number of another objective stands in the title of this one."""
    return bool(_COUNTED.search(title))
