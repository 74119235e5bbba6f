"""Files that are damaged, hostile or simply no plan: a clear sentence for each, in no time, and no crash."""

import io
import random
import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from portulan.plandoc.reading import legacy, limits, read
from portulan.plandoc.reading.source import Source, Unreadable
from portulan.plandoc.recognition import NoPlanFound, recognised
from portulan.reports.files import plan_file
from reading_samples import docx_with_body, ods_with_tables, odt_with_body, paragraph, zipped

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[3] / "examples"
DOCX = (EXAMPLES / "mias-2024-2029.docx").read_bytes()
PDF = (EXAMPLES / "mias-2024-2029.pdf").read_bytes()
TXT = (EXAMPLES / "mias-2024-2029.txt").read_bytes()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4

INTERNALS = ("Error", "Exception", "Traceback", "lxml", "zipfile", "/tmp", "word/", "xml", "None", "codec", "b'")


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in range(1, 40):
        book.active.append([f"{row}.1", f"Action {row}", "CP", "26-27"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(name: str, data: bytes) -> Unreadable:
    start = time.process_time()
    with pytest.raises(Unreadable) as caught:
        read(name, data)
    assert time.process_time() - start < 2
    sentence = caught.value.sentence
    assert sentence.endswith(".")
    assert 40 < len(sentence) < 260
    assert not [word for word in INTERNALS if word in sentence]
    return caught.value


def pdf_of_pictures() -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(595, 842)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def bomb() -> bytes:
    return zipped({"[Content_Types].xml": b"", "word/document.xml": b" " * (limits.LARGE * 6)})


def lying_bomb() -> bytes:
    """The directory says that the part is small; the data goes on."""
    data = bytearray(bomb())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


REFUSED = [
    ("vide.docx", b"", "empty"),
    ("blancs.txt", b" \r\n\t\n   ", "empty"),
    ("nuls.txt", b"\x00" * 5000, "empty"),
    ("image.docx", PNG, "picture"),
    ("photo.pdf", b"\xff\xd8\xff\xe0" + PNG, "picture"),
    ("archive.docx", zipped({"lisez-moi.txt": b"bonjour"}), "unknown"),
    ("diapositives.pptx", zipped({"ppt/presentation.xml": b"<p/>"}), "unknown"),
    ("vide.zip", zipped({}), "unknown"),
    ("bombe.docx", bomb(), "too_large"),
    ("bombe-deguisee.docx", lying_bomb(), "broken"),
    ("profond.docx", docx_with_body(b"<w:sdt>" * 400 + b"</w:sdt>" * 400), "too_deep"),
    ("tres-profond.docx", docx_with_body(b"<w:sdt>" * 40_000 + b"</w:sdt>" * 40_000), "too_deep"),
    ("tableaux.docx", docx_with_body(b"<w:tbl><w:tr><w:tc>" * 300 + b"</w:tc></w:tr></w:tbl>" * 300), "too_deep"),
    ("profond.odt", odt_with_body(b"<text:section>" * 3000 + b"</text:section>" * 3000), "too_deep"),
    ("mal-forme.docx", docx_with_body(b"<w:p>"), "broken"),
    ("numerisation.pdf", pdf_of_pictures(), "scan"),
    ("coupe.pdf", b"%PDF-1.7\n" + PDF[5000:9000], "broken"),
    ("hasard.bin", random.Random(1).randbytes(20_000), "unknown"),
    ("hasard.docx", b"PK\x03\x04" + random.Random(2).randbytes(20_000), "broken"),
    ("hasard.pdf", b"%PDF-1.4" + random.Random(3).randbytes(20_000), "broken"),
    ("chiffre.docx", legacy.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 60, "locked"),
    ("ole.bin", legacy.OLE + b"\0" * 2000, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_file_that_is_no_plan_is_refused_with_a_sentence(name, data, code):
    assert refusal(name, data).code == code


def test_a_file_too_large_is_refused_before_anything_is_read():
    assert refusal("gros.docx", DOCX + b"\0" * limits.MAX_BYTES).code == "too_large"


def test_a_locked_pdf_says_that_a_password_protects_it():
    assert refusal("secret.pdf", LOCKED_PDF).code == "locked"


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -44/Length 40/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Size 4/Encrypt 3 0 R/ID[<31><31>]>>\n%%EOF"
)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999])
@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_truncated_archive_is_refused(form, share):
    data = DOCX if form == "docx" else xlsx()
    assert refusal(f"coupe.{form}", data[: max(int(len(data) * share), 5)]).code == "broken"


def test_a_word_file_without_a_body_is_an_empty_source():
    data = zipped({"word/document.xml": b'<w:document xmlns:w="urn:x"/>'})
    assert read("sans-corps.docx", data).blocks == ()


def test_entities_are_not_resolved_and_nothing_outside_is_read():
    doctype = b'<!DOCTYPE x [<!ENTITY passwd SYSTEM "file:///etc/passwd"><!ENTITY here "ici">]>'
    data = docx_with_body(paragraph(b"avant &passwd; entre &here; apr\xc3\xa8s"), doctype=doctype)
    assert [one.text for one in read("entites.docx", data).paragraphs()] == ["avant  entre  après"]


def test_a_billion_laughs_are_refused_in_no_time():
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(12))
    data = docx_with_body(paragraph(b"&l11;"), doctype=b"<!DOCTYPE x [" + laughs + b"]>")
    assert refusal("rires.docx", data).code == "broken"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman", "cp850"],
)
def test_a_text_is_read_in_its_encoding(encoding):
    text = "Plan d'action\nAction\tÉchéance\nDéveloppé à l'école, « ça » là\t26-27\nIntégré où ça été\t27-28\n"
    source = read("plan.txt", text.encode(encoding))
    assert "\n".join(one.text for one in source.paragraphs()) == text.replace("\t", "\n").strip()


def test_signs_that_no_one_sees_are_left_out_of_a_text():
    assert [one.text for one in read("plan.txt", b"Plan\x00 d'action\nsuite").paragraphs()] == [
        "Plan d'action", "suite"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b\n.docx", "x" * 5000, "", "é/ü\\plan \u202e.docx", "«»"]
)
def test_a_strange_name_harms_nothing(name):
    shown = refusal(name, PNG).sentence
    assert len(shown) < 260
    assert "\n" not in shown
    assert "\x00" not in shown
    assert "/" not in shown
    assert isinstance(read(name, TXT), Source)


def test_an_old_document_without_libreoffice_says_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "")
    data = legacy.OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 60
    found = refusal("ancien.doc", data)
    assert found.code == "old_office"
    assert ".docx" in found.sentence


def mutated(data: bytes, seed: int) -> bytes:
    """The same bytes with some flipped, removed or added."""
    dice = random.Random(seed)
    result = bytearray(data)
    for _ in range(dice.choice([1, 3, 10, 60])):
        at = dice.randrange(len(result))
        match dice.randrange(4):
            case 0:
                result[at] ^= 1 << dice.randrange(8)
            case 1:
                del result[at : at + dice.choice([1, 4, 200])]
            case 2:
                result[at:at] = dice.randbytes(dice.choice([1, 4, 200]))
            case _:
                result[at] = dice.randrange(256)
    return bytes(result)


def loosely_zipped(data: bytes, seed: int) -> bytes:
    """The same archive, well formed, with the bytes of one of its parts mutated."""
    dice = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = dice.choice(sorted(name for name in parts if name.endswith(".xml") and parts[name]))
    return zipped(parts | {chosen: mutated(parts[chosen], seed)})


ODT = odt_with_body(b"<text:list><text:list-item><text:p>Un plan</text:p></text:list-item></text:list>" * 20)
XLSX = xlsx()
DOCUMENT = recognised("plan.docx", DOCX).document
OURS = {form: plan_file(DOCUMENT, form)[0] for form in ("xlsx", "csv", "md", "json", "pdf")}
CELLS = b"".join(
    b"<table:table-cell><text:p>%s</text:p></table:table-cell>" % one for one in (b"1", b"Lire", b"CP")
)
ODS = ods_with_tables(b"<table:table table:name='Plan'>" + b"<table:table-row>%s</table:table-row>" % CELLS * 30)
HTML = b"<html><body><table>" + b"<tr><td>1.1</td><td>Lire</td><td>CP</td></tr>" * 30 + b"</table></body></html>"
SOURCES = [
    ("docx", DOCX), ("pdf", PDF), ("txt", TXT), ("xlsx", XLSX), ("odt", ODT), ("ods", ODS), ("html", HTML),
    *OURS.items(),
]  # fmt: skip
ARCHIVES = {"docx", "xlsx", "odt", "ods"}


@pytest.mark.parametrize("seed", range(240))
def test_a_mutated_file_is_read_whole_or_refused_within_two_seconds(seed):
    """Whatever was done to the file, people get a plan or a sentence; of what was read, nothing goes unsaid."""
    form, data = SOURCES[seed % len(SOURCES)]
    loose = form in ARCHIVES and seed // len(SOURCES) % 2
    bytes_ = loosely_zipped(data, seed) if loose else mutated(data, seed)
    start = time.process_time()
    sentence, lost, told = outcome(f"plan.{form}", bytes_)
    assert time.process_time() - start < 2
    assert sentence.endswith(".")
    assert not [word for word in INTERNALS if word in sentence]
    assert lost == told


def outcome(name: str, data: bytes) -> tuple[str, bool, bool]:
    """The sentence of a refusal, or "."; of a plan, whether characters of it were lost, and whether it is said."""
    try:
        found = recognised(name, data)
    except (Unreadable, NoPlanFound) as refused:
        return refused.sentence, False, False
    return ".", found.shares.lost > 0, any("de place" in one.sentence for one in found.remarks)
