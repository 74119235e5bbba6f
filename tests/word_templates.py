"""Word files with tags, for tests: paragraphs, a header, tables; and ways to read what came of them."""

import io
import zipfile

import docx


def word(*paragraphs: str, head: str = "", foot: str = "", table: list[list[str]] | None = None) -> bytes:
    """A .docx of these paragraphs, then a table of these rows."""
    file = docx.Document()
    for text in paragraphs:
        file.add_paragraph(text)
    file.sections[0].header.paragraphs[0].text = head
    file.sections[0].footer.paragraphs[0].text = foot
    if table:
        made = file.add_table(len(table), len(table[0]))
        for rank, row in enumerate(table):
            for place, text in enumerate(row):
                made.cell(rank, place).text = text
    return saved(file)


def saved(file) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same file with that part put in, or in the place of the one of that name."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, content)
    return target.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return held.read(name).decode()


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    """The same file, that text of a part being another."""
    text = part(data, name)
    assert old in text
    return with_part(data, name, text.replace(old, new).encode())


def lines(data: bytes) -> list[str]:
    """What a filled file says: its paragraphs and cells in order, the empty ones left out."""
    file = docx.Document(io.BytesIO(data))
    found = []
    for paragraph in file.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        text = "".join(one.text or "" for one in paragraph.iter("{*}t"))
        if text:
            found.append(text)
    return found


def head(data: bytes) -> str:
    return docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text
