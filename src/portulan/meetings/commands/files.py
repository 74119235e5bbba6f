"""The Word and the PDF of minutes: made from what they say, kept under their hash."""

import io
from dataclasses import dataclass

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portulan.layouts import workshop
from portulan.layouts.models import Version
from portulan.layouts.queries import in_version
from portulan.meetings.models import Minutes
from portulan.reports.files import minutes_file
from portulan.reports.kinds.days import long_day
from portulan.reports.kinds.minutes import Edition, Proceedings, Session
from portulan.shared.filestore import Kept, keep
from portulan.shared.scoping import open_id
from portulan.tracking.commands import GivenFile


@dataclass(frozen=True, slots=True)
class Files:
    """Both files of an edition, as they are kept, and the bytes of the PDF, which becomes the proof."""

    word: Kept
    pdf: Kept
    content: bytes

    def given(self, name: str) -> GivenFile:
        """The PDF, as a proof takes it."""
        return GivenFile(name, len(self.content), io.BytesIO(self.content))


def made(session: Session, edition: Edition, layout: Version | None = None) -> Files:
    """Make both files, in the institution's own template where one is given, and keep them. What no row names
    afterwards is in nobody's way. Raises Invalid when the template cannot be filled."""
    facts = Proceedings(session, edition)
    word = minutes_file(facts, in_version(layout) if layout else "docx")[0]
    pdf = (_shown(word) if layout else None) or minutes_file(facts, "pdf")[0]
    return Files(keep(open_id(), [word]), keep(open_id(), [pdf]), pdf)


def _shown(word: bytes) -> bytes | None:
    """The same as PDF by LibreOffice; None where it is not installed, or gives up."""
    try:
        return workshop.show(word).pdf
    except workshop.NoPicture:
        return None


def put(minutes: Minutes, files: Files) -> None:
    """These files are those of the minutes; the row is not saved."""
    minutes.word_sha256, minutes.word_size = files.word.sha256, files.word.size
    minutes.pdf_sha256, minutes.pdf_size = files.pdf.sha256, files.pdf.size


def title_of(session: Session, language: str) -> str:
    """« PV n° 3 de la CEP, 3 décembre 2026 », as the proof is called."""
    with translation.override(language):
        words = {"body": session.body_label, "day": long_day(session.on, language), "number": session.number}
        if session.number is None:
            return _("PV %(body)s, %(day)s") % words
        return _("PV n° %(number)s %(body)s, %(day)s") % words


def file_name_of(session: Session, suffix: str) -> str:
    """« pv-cep-2026-12-03.pdf »."""
    return f"pv-{slugify(session.body_label) or 'reunion'}-{session.on.isoformat()}.{suffix}"
