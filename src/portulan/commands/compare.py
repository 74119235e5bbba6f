"""`portulan compare`: says what changed from one plan file to another, without a database.

Reads whatever `portulan convert` reads. Rows are paired by their wording, whatever their codes.
"""

import argparse
import sys
from pathlib import Path

from portulan.commands._speech import language
from portulan.commands.convert import REFUSED, CannotConvert, read
from portulan.plandoc.comparison import told
from portulan.plandoc.comparison.matching import aligned
from portulan.plandoc.document import PlanDocument

_LOCALE = Path(__file__).resolve().parent.parent / "locale"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "older", type=Path, metavar="OLDER", help="the older plan: any kind that is read, or .json"
    )
    parser.add_argument("newer", type=Path, metavar="NEWER", help="the newer one")
    parser.add_argument("--json", action="store_true", help="every change, for programs (portulan-comparison/1)")


def run(arguments: argparse.Namespace) -> int:
    try:
        older, newer = (read(file).document for file in (arguments.older, arguments.newer))
    except CannotConvert as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    sides = (_side(arguments.older, older), _side(arguments.newer, newer))
    older = aligned(older, newer, identities=False)  # those of two files come from codes, which renumbering shifts
    print(compared(older, newer, sides, as_json=arguments.json))
    return 0


def compared(
    older: PlanDocument, newer: PlanDocument, sides: tuple[told.Json, told.Json], *, as_json: bool
) -> str:
    """The summary in words, in the language of who asks; or all of it as JSON, which has it too."""
    _speaking()
    from django.utils import translation

    from portulan.web.revisions import words

    found = words.told(older, newer)
    with translation.override(language()):
        in_words = words.summary_of(older, newer, found)
    if not as_json:
        return in_words
    return told.dumps(told.to_json(older, newer, found, sides=sides, in_words=in_words)).rstrip("\n")


def _side(file: Path, document: PlanDocument) -> told.Json:
    return {"file": file.name, "label": document.edition}


def _speaking() -> None:
    """Django's translations alone: neither settings of an installation nor a folder of data are touched."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(LOCALE_PATHS=[_LOCALE], LANGUAGE_CODE="fr", USE_I18N=True)
        django.setup()
