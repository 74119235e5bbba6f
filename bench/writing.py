"""What the figures about writing share: a plan written, and the bare controls beside it."""

import io
import zipfile
from typing import Any

from portulan import reports
from portulan.typeset import pdf
from portulan.typeset.page import Document, Paragraph, Run


def write(document: Any, extension: str) -> bytes:
    """The plan in that format."""
    return reports.plan_file(document, extension)[0]


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The parts of a zip, by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """The parts, zipped again."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def one_line() -> bytes:
    """A PDF of one line."""
    return pdf.write(Document(title="Une ligne", blocks=(Paragraph((Run("Une ligne"),)),)))
