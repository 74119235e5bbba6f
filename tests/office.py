"""LibreOffice without a window: opens a Word file, does what it is told, and saves it as Word again."""

import shutil
import subprocess
from pathlib import Path

import pytest

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Tests"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Tests" script:language="StarBasic">
Sub Save(source As String, target As String, command As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  If command &lt;&gt; "none" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
  End If
  Dim format(0) As New com.sun.star.beans.PropertyValue
  format(0).Name = "FilterName" : format(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(target), format())
  document.close(True)
End Sub
</script:module>
"""


class Office:
    """A LibreOffice with settings of its own, below `folder`."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = program, folder
        self._run("--terminate_after_init")  # it writes its own macros once, over what is there
        basic = folder / "office" / "user" / "basic" / "Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "script.xlb").write_text(_LIBRARY)
        (basic / "Tests.xba").write_text(_MODULE)

    def saved(self, data: bytes, command: str = "none") -> bytes:
        """The file as LibreOffice saves it, after a command such as "AcceptAllTrackedChanges"."""
        source, target = self.folder / "source.docx", self.folder / "target.docx"
        source.write_bytes(data)
        target.unlink(missing_ok=True)
        self._run(f"macro:///Standard.Tests.Save({source},{target},{command})")
        return target.read_bytes()

    def _run(self, argument: str) -> None:
        settings = f"-env:UserInstallation=file://{self.folder}/office"
        command = [self.program, settings, "--headless", argument]
        subprocess.run(command, check=True, capture_output=True, timeout=180)


def office(folder: Path) -> Office:
    """LibreOffice, or the test is skipped aloud."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LIBREOFFICE IS NOT INSTALLED: the Word file was not opened by another program")
    return Office(program, folder)
