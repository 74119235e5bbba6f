"""What commands say, in French or in English, without Django: the same translations, found by the environment."""

import gettext
import os
from functools import cache
from pathlib import Path

_LOCALE = Path(__file__).resolve().parent.parent / "locale"


def speak(sentence: str) -> str:
    """The sentence in the language of who runs the command; French where there is no translation."""
    return _translations(language()).gettext(sentence)


def language() -> str:
    """The language of who runs the command. The first variable that is set decides, as for any program. Only
    English is another choice than French."""
    spoken = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "en" if spoken.startswith("en") else "fr"


@cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", _LOCALE, [language], fallback=True)
