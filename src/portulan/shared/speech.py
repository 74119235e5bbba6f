"""What `plandoc` has to say, in the language of the page."""

from django.utils.translation import gettext

from portulan.plandoc.reading.source import Place
from portulan.plandoc.sentences import translated


def said(sentence: str | Place) -> str:
    """A sentence, or a place in a file ("tableau 2, ligne 5"), in the language of the page; other texts stay."""
    if isinstance(sentence, Place):
        return ", ".join(said(word) for word in sentence.words)
    return translated(sentence, gettext)
