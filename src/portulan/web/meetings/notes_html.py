"""Notes as pages show them."""

import re
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from portulan.typeset import notes
from portulan.web.templatetags.ui import typo

_TAG = re.compile(r"(<[^>]*>)")


@lru_cache(maxsize=512)
def html(text: str) -> SafeString:
    """Notes typed in Markdown as safe HTML, their typography set; an address stays as it was typed."""
    pieces = _TAG.split(notes.html(text))
    return mark_safe("".join(piece if piece.startswith("<") else typo(piece) for piece in pieces))
