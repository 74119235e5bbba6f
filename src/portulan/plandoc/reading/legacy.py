"""Reading the formats of before 2007, and .rtf: LibreOffice makes a new one of them, where it is installed."""

from portulan.plandoc import office
from portulan.plandoc.reading import limits, progress
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.sentences import say

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_STREAMS = (("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"))
_BECOMES = {".doc": "docx", ".rtf": "docx", ".xls": "xlsx"}


def kind(name: str, data: bytes) -> str:
    """The extension of a file that LibreOffice can renew; empty for any other. Raises Unreadable for a document
    under a password, which looks alike."""
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if not data.startswith(OLE):
        return ""
    if _holds(data, "EncryptedPackage") or _holds(data, "EncryptionInfo"):
        raise limits.locked(name)
    return next((extension for stream, extension in _STREAMS if _holds(data, stream)), "")


def renewed(name: str, extension: str, data: bytes) -> bytes:
    """The same document as .docx or .xlsx. Raises Unreadable where LibreOffice is missing or gives up."""
    if office.program() is None:
        raise Unreadable(
            "old_office",
            say(
                "« {name} » est dans un ancien format ({extension}). "
                "Ouvrez-le, puis enregistrez-le au format .{becomes}.",
                name=name,
                extension=extension,
                becomes=_BECOMES[extension],
            ),
        )
    progress.tell(progress.CONVERTING)
    try:
        return office.converted(data, extension, _BECOMES[extension])
    except office.NoOffice as error:
        raise Unreadable(
            "old_office",
            say(
                "« {name} » n’a pas pu être lu. Ouvrez-le vous-même, puis enregistrez-le au format .{becomes}.",
                name=name,
                becomes=_BECOMES[extension],
            ),
        ) from error


def _holds(data: bytes, stream: str) -> bool:
    """Whether the directory of the old format names that stream."""
    return stream.encode("utf-16-le") + b"\x00\x00" in data
