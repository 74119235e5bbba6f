"""Small real files for a fictional year: each says in its first line that it is fictional."""

from portulan.typeset import docx, pdf, xlsx
from portulan.typeset.page import Column, Document, Look, Paragraph, Sheet, plain

LABEL = "Document fictif"
_NOTE = "Ce document accompagne l’exemple livré avec Portulan. Rien de ce qu’il dit n’a eu lieu."


def named(title: str, kind: str) -> tuple[str, bytes]:
    """The file's name and its bytes. `kind` is word, sheet or pdf; minutes are a PDF."""
    if kind == "word":
        return f"{title}.docx", docx.write(_document(title))
    if kind == "sheet":
        return f"{title}.xlsx", xlsx.write(_sheet(title))
    return f"{title}.pdf", pdf.write(_document(title))


def _document(title: str) -> Document:
    lines = (Paragraph(plain(LABEL), Look.KICKER), Paragraph(plain(title), Look.TITLE), Paragraph(plain(_NOTE)))
    return Document(title=title, blocks=lines, running=(title, LABEL))


def _sheet(title: str) -> Sheet:
    return Sheet(title="Fictif", columns=(Column(title, 60), Column(LABEL, 60)), rows=((_NOTE, ""),))
