"""The checks of PDF/UA-1 (ISO 14289-1) that a program can make, as far as they concern what we write.

No checker of PDF/UA is packaged for Python or Debian: `faults` looks itself, clause by clause. It does not judge
whether a reading order or an alternative text is good. Titles of rows are tagged as cells that hold text: the
layout program in use has no way yet to say that they head their row.
"""

import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from pdf_reading import raw, tags


def faults(contents: bytes) -> list[str]:
    """What does not conform, in words; empty when nothing is found."""
    opened = raw(contents)
    return [*_document(opened), *_structure(opened), *_fonts(opened), *_headings(contents), *_content(contents)]


def _document(opened: bytes) -> Iterator[str]:
    asked = {
        "5: the file says that it is PDF/UA-1": rb"<pdfuaid:part>1</pdfuaid:part>",
        "7.1: its content is tagged": rb"/MarkInfo ?<<[^>]*/Marked true",
        "7.1: no tag is suspect": rb"/Suspects false",
        "7.1: it has a title": rb"<dc:title><rdf:Alt><rdf:li[^>]*>[^<]+<",
        "7.1: windows show that title": rb"/DisplayDocTitle true",
        "7.2: it says its language": rb"/Catalog[^\n]{0,600}/Lang ?\([a-z]{2}",
        "7.1: it has a tree of structure": rb"/StructTreeRoot",
    }
    for said, pattern in asked.items():
        if not re.search(pattern, opened):
            yield said
    if b"/Encrypt" in opened:
        yield "7.16: nothing keeps assistive technology out"
    pages = len(re.findall(rb"/Type ?/Page\b", opened))
    if b"/Subtype/Link" in opened and len(re.findall(rb"/Tabs ?/S", opened)) < pages:
        yield "7.18.3: the keyboard goes in the order of the structure"


def _structure(opened: bytes) -> Iterator[str]:
    for cell in re.findall(rb"/S ?/TH\b.{0,160}", opened, re.DOTALL):
        if b"/Scope" not in cell:
            yield "7.5: each header cell says what it heads"
    for figure in re.findall(rb"/S ?/Figure\b.{0,160}", opened, re.DOTALL):
        if not re.search(rb"/Alt ?[<(].", figure):
            yield "7.3: each figure has its words"
    for link in re.findall(rb"/Subtype ?/Link.{0,400}", opened, re.DOTALL):
        if b"/Contents" not in link or b"/StructParent" not in link:
            yield "7.18.5: each link is tagged, and says where it leads"


def _fonts(opened: bytes) -> Iterator[str]:
    described = re.findall(rb"/Type ?/FontDescriptor.{0,400}", opened, re.DOTALL)
    if not described:
        yield "7.21: there are fonts"
    for one in described:
        if not re.search(rb"/FontFile[23]?\b", one):
            yield "7.21.4: each font is embedded"
    fonts, maps = opened.count(b"/Subtype/Type0"), opened.count(b"/ToUnicode")
    if maps < fonts:
        yield "7.21.7: each character leads to Unicode"


def _headings(contents: bytes) -> Iterator[str]:
    levels = [int(one[1:]) for one in tags(contents) if re.fullmatch(r"H[1-6]", one)]
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"7.4.2: no level of headings is left out (H{before} then H{after})"
    with pypdfium2.PdfDocument(contents) as file:
        if levels and not list(file.get_toc()):
            yield "7.1: headings are bookmarks"


def _content(contents: bytes) -> Iterator[str]:
    """Whatever is drawn is either tagged or an artifact."""
    with pypdfium2.PdfDocument(contents) as file:
        for number, page in enumerate(file, 1):
            bare = [one for one in page.get_objects(max_depth=1) if not pdfium.FPDFPageObj_CountMarks(one.raw)]
            if bare:
                yield f"7.1: on page {number}, {len(bare)} things are neither tagged nor artifacts"
