"""Files told from their bytes, links and names that are taken."""

import datetime as dt
import io
import zipfile

import pytest

from portulan.tracking import rules


def archive(*names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "title", "kind"),
    [
        (b"%PDF-1.7\n", "Rapport", "pdf"),
        (b"%PDF-1.7\n", "PV de la CEP", "minutes"),
        (b"%PDF-1.7\n", "Procès-verbal du CS", "minutes"),
        (b"%PDF-1.7\n", "PVC recyclé", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "PV", "picture"),
        (archive("word/document.xml"), "Note", "word"),
        (archive("xl/workbook.xml"), "Budget", "sheet"),
        (archive("anything.exe"), "Archive", "file"),
        (b"PK\x03\x04 cut", "Note", "file"),
        (b"<html><script>", "rapport.pdf", "file"),
        (b"<svg xmlns=''>", "image", "file"),
        (b"MZ\x90", "note.docx", "file"),
        (b"", "vide", "file"),
    ],
)
def test_a_file_is_told_from_its_bytes(data, title, kind):
    assert rules.kind_of_file(io.BytesIO(data), title) == kind


@pytest.mark.parametrize(
    ("head", "served"),
    [
        (b"%PDF-1.7", ("application/pdf", True)),
        (b"\xff\xd8\xff\xe0", ("image/jpeg", True)),
        (b"RIFF\x00\x00\x00\x00WEBP", ("image/webp", True)),
        (b"<html>", ("application/octet-stream", False)),
        (b"<svg>", ("application/octet-stream", False)),
        (b"MZ", ("application/octet-stream", False)),
    ],
)
def test_only_pdf_and_pictures_show_inline(head, served):
    assert (rules.served(head).content_type, rules.served(head).inline) == served


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://exemple.be/page?x=1#a", "https://exemple.be/page?x=1#a"),
        (" http://exemple.be ", "http://exemple.be"),
        ("www.exemple.be/page", "https://www.exemple.be/page"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt://exemple.be/%0aalert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("ftp://exemple.be", None),
        ("https://", None),
        ("https://banque.be@ailleurs.be/", None),
        ("https://exemple.be/\u202egpj.exe", None),
        ("https://[", None),
        ("https://exemple.be:99999/", None),
        ("//exemple.be", None),
        ("un mot", None),
        ("https://exemple.be/" + "a" * 1000, None),
    ],
)
def test_only_addresses_of_the_web_are_links(typed, link):
    assert rules.link(typed) == link


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\note.docx", "note.docx"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("Procès-verbal.pdf", "Procès-verbal.pdf"),
        ("", "fichier"),
        ("...", "fichier"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_file_name_is_only_a_name(given, name):
    assert rules.file_name(given) == name


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("PV CEP 2026-03-12.pdf", dt.date(2026, 3, 12)),
        ("20260312_pv.docx", dt.date(2026, 3, 12)),
        ("PV_2026_03_12.docx", dt.date(2026, 3, 12)),
        ("pv 12.03.2026.pdf", dt.date(2026, 3, 12)),
        ("PV du 1er août 2025.pdf", dt.date(2025, 8, 1)),
        ("pv-12-mars-2026.pdf", dt.date(2026, 3, 12)),
        ("PV CEP 2026-13-45.pdf", None),
        ("PV CEP 2026.pdf", None),
        ("rapport 2025-2026.pdf", None),
        ("1202603123.pdf", None),
    ],
)
def test_the_day_that_a_name_says(name, day):
    assert rules.day_in(name) == day


def test_the_day_that_a_file_says_of_itself():
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w") as archive:
        archive.writestr(
            "docProps/core.xml", "<x><dcterms:created a='b'>2026-03-12T10:00:00Z</dcterms:created></x>"
        )
    assert rules.day_within(office) == dt.date(2026, 3, 12)
    assert rules.day_within(io.BytesIO(b"%PDF-1.7 <</CreationDate (D:20260312)>>")) == dt.date(2026, 3, 12)
    assert [rules.day_within(io.BytesIO(data)) for data in (b"PK\x03\x04 cut", b"", b"Le 12 mars 2026")] == [
        None
    ] * 3
    assert office.tell() == 0
