"""Reading PDF: pdfium gives characters and ruled lines, the grid is our own."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2

from portulan.plandoc.reading import limits, pdf_blocks, pdf_columns, pdf_headings, progress
from portulan.plandoc.reading.pdf_blocks import Page
from portulan.plandoc.reading.pdf_joins import Joiner
from portulan.plandoc.reading.pdf_margins import Margins
from portulan.plandoc.reading.pdf_wording import Composer, Lexicon
from portulan.plandoc.reading.source import Block, Paragraph, Place, Remark, Remnant, Source, Table, Unreadable
from portulan.plandoc.sentences import say


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read the pages' text and tables; a table that goes on over a page end is one table. Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(name, str(error)) from error
    try:
        return _read(name, sha256, document)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(name, str(error)) from error
    finally:
        document.close()


def _unreadable(name: str, message: str) -> Unreadable:
    return limits.locked(name) if "password" in message.lower() else limits.broken(name)


def _read(name: str, sha256: str, document: pypdfium2.PdfDocument) -> Source:
    count = len(document)
    pages = list(_pages(document, min(count, limits.MAX_PAGES)))
    if not any(page.glyphs for page in pages):
        raise Unreadable(
            "scan",
            say(
                "« {name} » ne contient pas de texte : c’est sans doute une numérisation. "
                "Demandez le document d’origine, Word ou PDF avec texte.",
                name=name,
            ),
        )
    remnants: list[Remnant] = []
    margins = Margins([(page.outside_lines, page.height) for page in pages])
    _guess_tables(pages, margins)
    composer = Composer(Lexicon([cell for page in pages for cell in page.texts()]), remnants)
    joiner = Joiner(composer.lexicon, remnants)
    notes: list[Block] = []
    levels = pdf_headings.levels(line for page in pages for line in page.outside_lines)
    for page in pages:
        found = list(page.blocks(composer, margins, levels))
        notes += [one for one in found if isinstance(one, Paragraph) and one.place.part]
        joiner.append([one for one in found if isinstance(one, Table) or not one.place.part])
    blocks = (*pdf_blocks.numbered(joiner.blocks), *notes)
    return Source(name, sha256, "pdf", blocks, tuple(remnants), tuple(_remarks(pages, count)))


def _pages(document: pypdfium2.PdfDocument, count: int) -> Iterator[Page]:
    for number in progress.counted(progress.PAGE, range(1, count + 1)):
        yield Page(number, document[number - 1])


def _guess_tables(pages: Sequence[Page], margins: Margins) -> None:
    """Those that no lines show; one may go on over a page end."""
    columns: Sequence[tuple[float, float]] = ()
    times = Counter(head for page in pages for head in pdf_columns.heads(page.outside_lines))
    heads = {head for head, count in times.items() if count > 1}
    for page in pages:
        page.guess_tables(margins, columns, heads)
        columns = page.last_columns()


def _remarks(pages: Sequence[Page], count: int) -> Iterator[Remark]:
    if count > limits.MAX_PAGES:
        yield Remark(say("Seules les {pages} premières pages ont été lues.", pages=limits.MAX_PAGES))
    silent = [page.number for page in pages if not page.glyphs and page.has_pictures()]
    if silent:
        yield Remark(
            say(
                "Des pages sont des images sans texte et n’ont pas été lues : {pages}",
                pages=", ".join(map(str, silent[:10])) + ("…" if len(silent) > 10 else "."),
            ),
            Place(page=silent[0]),
        )
