"""Small office files made by hand, so that readers are judged on markup that no library of ours wrote."""

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMES = (
    f'xmlns:office="{_URN}office:1.0" xmlns:text="{_URN}text:1.0" xmlns:table="{_URN}table:1.0" '
    f'xmlns:style="{_URN}style:1.0" xmlns:fo="{_URN}xsl-fo-compatible:1.0" xmlns:draw="{_URN}drawing:1.0"'
)


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive that holds these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def word_part(root: str, inner: bytes, doctype: bytes = b"") -> bytes:
    """The XML of one part of a Word file."""
    return doctype + f"<w:{root} {_NAMES}>".encode() + inner + f"</w:{root}>".encode()


def docx_with_body(inner: bytes, doctype: bytes = b"", **parts: bytes) -> bytes:
    """A Word file: the body's markup, and other parts by their short name (styles, numbering, header1…)."""
    others = {f"word/{name}.xml": word_part(name.rstrip("0123456789"), data) for name, data in parts.items()}
    body = word_part("document", b"<w:body>" + inner + b"</w:body>", doctype)
    return zipped({"word/document.xml": body} | others)


def run(text: bytes, properties: bytes = b"") -> bytes:
    return (
        b"<w:r>"
        + (b"<w:rPr>" + properties + b"</w:rPr>" if properties else b"")
        + (b'<w:t xml:space="preserve">' + text + b"</w:t></w:r>")
    )


def paragraph(text: bytes, properties: bytes = b"") -> bytes:
    """One paragraph of one run."""
    return b"<w:p>" + (b"<w:pPr>" + properties + b"</w:pPr>" if properties else b"") + run(text) + b"</w:p>"


def cell(inner: bytes, properties: bytes = b"") -> bytes:
    return b"<w:tc><w:tcPr>" + properties + b"</w:tcPr>" + inner + b"</w:tc>"


def row(*cells: bytes, properties: bytes = b"") -> bytes:
    return b"<w:tr><w:trPr>" + properties + b"</w:trPr>" + b"".join(cells) + b"</w:tr>"


def table(*rows: bytes) -> bytes:
    return b"<w:tbl>" + b"".join(rows) + b"</w:tbl>"


def odt_with_body(inner: bytes, styles: bytes = b"") -> bytes:
    """A LibreOffice text: the body's markup, and its automatic styles."""
    content = (
        f"<office:document-content {_ODF_NAMES}><office:automatic-styles>".encode()
        + styles + b"</office:automatic-styles><office:body><office:text>" + inner
        + b"</office:text></office:body></office:document-content>"
    )  # fmt: skip
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content})


def ods_with_tables(inner: bytes) -> bytes:
    """A LibreOffice spreadsheet: the markup of its sheets."""
    content = (
        f"<office:document-content {_ODF_NAMES}><office:body><office:spreadsheet>".encode()
        + inner + b"</office:spreadsheet></office:body></office:document-content>"
    )  # fmt: skip
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})
