"""What `plandoc` has to say, in the language of the page."""

import re

from django.utils.translation import gettext

from portulan.plandoc.reading.source import Place
from portulan.plandoc.sentences import translated

NO_BREAK = "\u00a0"
_BREAKS = re.compile(r" (?=[:;!?»])|(?<=«) ")


def said(sentence: str | Place) -> str:
    """A sentence, or a place in a file ("tableau 2, ligne 5"), in the language of the page, with the no-break
    spaces of French; other texts stay."""
    if isinstance(sentence, Place):
        return ", ".join(said(word) for word in sentence.words)
    return _BREAKS.sub(NO_BREAK, translated(sentence, gettext))
