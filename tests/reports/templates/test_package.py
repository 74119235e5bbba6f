"""What is refused of a Word file before any of its tags is read."""

import io
import zipfile

import docx
import pytest

import word_templates as made
from portulan.plandoc.reading.source import Unreadable
from portulan.reports.templates.filling import check
from portulan.reports.templates.package import MAX_BYTES

DOCUMENT, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
PLAIN = made.word("{{ titre }}")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        check("modele.docx", data, "avancement")
    return refused.value


def related(kind: str, target: str, mode: str = "External") -> bytes:
    line = (
        f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return made.replaced(PLAIN, RELATIONS, "</Relationships>", line)


def field(code: str) -> bytes:
    file = docx.Document()
    run = file.add_paragraph().add_run()
    for piece in (code[:4], code[4:]):
        made_of = docx.oxml.parse_xml(
            '<w:instrText xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"{piece}</w:instrText>"
        )
        run._r.append(made_of)
    return made.saved(file)


def test_a_plain_document_goes_through():
    check("modele.docx", PLAIN, "avancement")
    check("modele.docx", related("hyperlink", "https://example.org/"), "avancement")
    check("modele.docx", field(" PAGE "), "avancement")
    check("modele.docx", field(" HYPERLINK \\l x "), "avancement")


@pytest.mark.parametrize(
    "data", [b"", b"rien", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, PLAIN[:-400]]
)
def test_what_is_no_word_file_is_said(data):
    assert refusal(data).sentence == "« modele.docx » n’est pas un document Word (.docx) qui s’ouvre."


def test_a_zip_of_something_else_is_no_word_file():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as held:
        held.writestr("notes.txt", "rien")
    assert refusal(buffer.getvalue()).code == "not_word"


@pytest.mark.parametrize(
    "name",
    ["word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin", "word/afchunk.html"],
)
def test_what_runs_is_refused(name):
    error = refusal(made.with_part(PLAIN, name, b"<x/>"))
    assert (error.code, "sans macro" in error.sentence) == ("active", True)


def test_a_document_with_macros_or_a_template_of_word_is_refused():
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with_macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert refusal(made.replaced(PLAIN, TYPES, kind, with_macros)).code == "active"
    template = kind.replace("document.main", "template.main")
    assert "enregistrez-le sous ce format" in refusal(made.replaced(PLAIN, TYPES, kind, template)).sentence


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "https://example.org/logo.png"),
        ("image", "file:///etc/passwd"),
        ("attachedTemplate", "https://example.org/hostile.dotm"),
        ("hyperlink", "file://///server/share"),
        ("hyperlink", "javascript:alert(1)"),
        ("oleObject", "https://example.org/x"),
    ],
)
def test_what_is_fetched_is_refused(kind, target):
    error = refusal(related(kind, target))
    assert error.code == "linked"
    assert target in error.sentence


@pytest.mark.parametrize("kind", ["attachedTemplate", "aFChunk", "subDocument", "frame", "package"])
def test_what_brings_another_document_in_is_refused_even_inside(kind):
    assert refusal(related(kind, "autre.xml", "Internal")).code == "linked"


@pytest.mark.parametrize(
    "code", [' INCLUDEPICTURE "https://x"', ' DDEAUTO c:\\\\cmd "/k"', " includetext x", " LINK x"]
)
def test_a_field_that_fetches_is_refused_however_it_is_cut(code):
    assert refusal(field(code)).code == "linked"


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "prologue", [LAUGHS, '<!DOCTYPE x [<!ENTITY passwd SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE x>"]
)
def test_entities_are_refused(prologue):
    body = made.part(PLAIN, DOCUMENT)
    start = body.index("<w:document")
    hostile = f"{body[:start]}{prologue}{body[start:].replace('{{ titre }}', '&j; &passwd;')}"
    if prologue == "<!DOCTYPE x>":
        hostile = f"{body[:start]}{prologue}{body[start:]}"
    assert refusal(made.with_part(PLAIN, DOCUMENT, hostile.encode())).code in {"entities", "not_word"}


def test_what_swells_is_refused():
    bomb = made.with_part(PLAIN, "word/media/vide.png", b"\0" * (60 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert refusal(bomb).code == "too_large"


def test_what_is_too_heavy_is_refused():
    assert refusal(PLAIN + b"\0" * MAX_BYTES).code == "too_large"


@pytest.mark.parametrize(
    "inside", ["<image href='https://example.org/x.png'/>", "<image href='file:///etc/passwd'/>"]
)
def test_a_drawing_that_fetches_is_refused(inside):
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>".encode()
    assert refusal(made.with_part(PLAIN, "word/media/image1.svg", svg)).code == "linked"
