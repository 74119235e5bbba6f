"""An archive that somebody sent is verified in a process of its own, within limits, before it is brought in."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portulan.imports import slots
from portulan.shared.bounded import Bounds, Ended, answer, child
from portulan.shared.errors import Busy, Invalid
from portulan.shared.speech import said

CHILD = child("portulan.archives.child")
BOUNDS = Bounds(seconds=60)


def check(file: Path, bounds: Bounds = BOUNDS) -> None:
    """Whether it is an archive, each of its files as its manifest says. Raises Invalid with the reason, Busy."""
    task = (str(file), str(settings.DATA_DIR), get_language() or "fr")
    try:
        with slots.place():
            found = answer(CHILD, task, bounds)
    except slots.Busy as error:
        raise Busy(said(error.sentence), "file") from error
    except Ended:
        found = ("too much",)
    match found:
        case ("done", dict()):
            return
        case ("refused", str(sentence)):
            raise Invalid(sentence, "file")
    raise Invalid(
        _(
            "Cette archive demande trop de temps ou de mémoire pour être vérifiée ici. Donnez-la à qui "
            "administre ce Portulan : « portulan restore » la reprend."
        ),
        "file",
    )
