"""Reading the formats of before 2007, and .rtf: LibreOffice makes a new one of them, where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from portulan.plandoc.reading import limits, progress
from portulan.plandoc.reading.source import Unreadable
from portulan.plandoc.sentences import say

TIMEOUT = 60  # seconds
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_STREAMS = (("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"))
_BECOMES = {".doc": "docx", ".rtf": "docx", ".xls": "xlsx"}
_SETTINGS = (  # no macro runs, no link is followed
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
)


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
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
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
    with tempfile.TemporaryDirectory(prefix="portulan-") as folder:
        try:
            return _converted(program, Path(folder), extension, data)
        except (OSError, subprocess.SubprocessError) as error:
            raise Unreadable(
                "old_office",
                say(
                    "« {name} » n’a pas pu être lu. "
                    "Ouvrez-le vous-même, puis enregistrez-le au format .{becomes}.",
                    name=name,
                    becomes=_BECOMES[extension],
                ),
            ) from error


def _converted(program: str, folder: Path, extension: str, data: bytes) -> bytes:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    source = folder / f"plan{extension}"
    source.write_bytes(data)
    target = _BECOMES[extension]
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", target, "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    subprocess.run(command, check=True, timeout=TIMEOUT, capture_output=True, cwd=folder)
    return (folder / "out" / f"plan.{target}").read_bytes()


def _settings() -> str:
    """What the profile of LibreOffice says, in its own markup."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _holds(data: bytes, stream: str) -> bool:
    """Whether the directory of the old format names that stream."""
    return stream.encode("utf-16-le") + b"\x00\x00" in data
