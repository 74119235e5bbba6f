"""The minutes of meetings leave under readable names, and come back with all that they say."""

import pytest

from archives.made import archive, inside_of
from meetings.held import hold
from meetings.test_closing import close
from portulan.archives.kept import kept_files
from portulan.meetings.models import Minutes

pytestmark = pytest.mark.family


def test_the_files_of_minutes_have_readable_names(worked, on_the_day, kept_apart):
    kept = close(hold(worked), worked)
    files, lost = kept_files(worked.workspace)
    names = {one.sha256: one.path for one in files}
    assert lost == []
    assert names[kept.word_sha256] == "preuves/pv/2026-11-19 PV CEP v1.docx"
    assert names[kept.pdf_sha256] == "preuves/2026-2027/2026-11-19 pv-cep-2026-11-19.pdf"


def test_what_they_say_is_in_the_archive(worked, on_the_day, kept_apart):
    close(hold(worked), worked)
    held = inside_of(archive(worked.workspace, kept_apart))
    assert any(b"La note est finalis" in content for name, content in held.items() if "meetings.minutes" in name)
    assert Minutes.objects.count() == 1
