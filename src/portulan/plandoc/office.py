"""LibreOffice, where it is installed, turns a file into another format; no macro runs, no link is followed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

TIMEOUT = 60  # seconds

_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
)


_FILTERS = {
    "pdf": 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
}
"""How a format is asked for, where its name alone would say less: a PDF for everybody, screen readers too."""


class NoOffice(Exception):
    """LibreOffice is not installed, or gave the file up."""


def program() -> str | None:
    """Where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(data: bytes, extension: str, target: str) -> bytes:
    """The file of that extension (".doc") as another ("docx"), under settings of its own. Raises NoOffice."""
    found = program()
    if found is None:
        raise NoOffice("not installed")
    with tempfile.TemporaryDirectory(prefix="portulan-") as folder:
        try:
            return _converted(found, Path(folder), data, extension, target)
        except (OSError, subprocess.SubprocessError) as error:
            raise NoOffice("gave up") from error


def _converted(found: str, folder: Path, data: bytes, extension: str, target: str) -> bytes:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    source = folder / f"file{extension}"
    source.write_bytes(data)
    command = [
        found, "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", _FILTERS.get(target, target), "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    subprocess.run(command, check=True, timeout=TIMEOUT, capture_output=True, cwd=folder)
    return (folder / "out" / f"file.{target}").read_bytes()


def _settings() -> str:
    """What the profile of LibreOffice says, in its own markup."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
