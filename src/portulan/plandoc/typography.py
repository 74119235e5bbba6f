"""How a text is set, on a page as in a document: its wording and its length stay."""

import re
from functools import lru_cache

NO_BREAK = "\u00a0"

_APOSTROPHE = re.compile(r"(?<=\w)'")
_SPACE_BEFORE = re.compile(r" (?=[:;!?»])")
_SPACE_AFTER = re.compile(r"(?<=«) ")


@lru_cache(maxsize=4096)
def as_set(text: str) -> str:
    """The text with curly apostrophes, and no-break spaces before double signs and inside guillemets."""
    text = _APOSTROPHE.sub("’", text)
    return _SPACE_AFTER.sub(NO_BREAK, _SPACE_BEFORE.sub(NO_BREAK, text))
