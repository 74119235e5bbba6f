"""What the figures about writing share: a plan written, and the bare controls beside it."""

import io
import itertools
import zipfile
from dataclasses import replace
from typing import Any

from portulan.reports import files
from portulan.typeset import pdf
from portulan.typeset.page import Document, Paragraph, Run

_never_twice = itertools.count()


def write(document: Any, extension: str) -> bytes:
    """The plan in that format, under another title each time: Typst remembers what it has laid out before."""
    return files.plan_file(replace(document, title=f"Plan {next(_never_twice)}"), extension)[0]


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
    text = f"Une ligne {next(_never_twice)}"
    return pdf.write(Document(title=text, blocks=(Paragraph((Run(text),)),)))
