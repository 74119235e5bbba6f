"""What a report adds to a Word file: pictures with their words, a cover, contents whose lines lead to headings."""

import io
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from portulan.typeset.characters import printable
from portulan.typeset.page import (
    LOGO_HEIGHT,
    LOGO_WIDTH,
    Block,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    Logo,
    Table,
)
from portulan.typeset.pictures import drawn

_SPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EMU = 36000  # in a millimetre
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class Pictures:
    """The pictures of a file: each once as PNG, which every Word shows, with its SVG, which recent ones do. They
    are shown at that share of their size."""

    def __init__(self, file: WordFile, document: Document, share: float = 1.0) -> None:
        self._file, self._emu = file, _EMU * share
        figures = list(dict.fromkeys(_figures(document.blocks)))
        self._references = {
            figure: self._kept(file, figure, png, rank)
            for rank, (figure, png) in enumerate(zip(figures, drawn(figures), strict=True), 1)
        }

    def run(self, figure: Figure, number: int) -> str:
        """A run that shows it; `number` is its own in the file."""
        png, svg = self._references[figure]
        size = f'cx="{round(figure.width * self._emu)}" cy="{round(figure.height * self._emu)}"'
        blip = (
            f'<a:blip r:embed="{png}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{svg}"/></a:ext></a:extLst></a:blip>'
        )
        return _shown(blip, size, number, f"Figure {number}", figure.alt)

    def logo(self, logo: Logo, number: int) -> str:
        """A run that shows a logo."""
        share = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height) * self._emu
        size = f'cx="{round(logo.width * share)}" cy="{round(logo.height * share)}"'
        relation, _image = self._file.part.get_or_add_image(io.BytesIO(logo.png))
        return _shown(f'<a:blip r:embed="{relation}"/>', size, number, f"Logo {number}", logo.alt)

    def _kept(self, file: WordFile, figure: Figure, png: bytes, rank: int) -> tuple[str, str]:
        relation, _image = file.part.get_or_add_image(io.BytesIO(png))
        name = PackURI(f"/word/media/portulan-figure{rank}.svg")
        part = Part(name, "image/svg+xml", figure.svg.encode(), file.part.package)
        return relation, file.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)


def _shown(blip: str, size: str, number: int, name: str, alt: str) -> str:
    """A run with a picture in the line of the text; one without words only repeats what stands beside it."""
    named = f'id="{number}" name="{name}" descr={quoteattr(printable(alt))}'
    told = "/>" if alt else f">{_DECORATIVE}</wp:docPr>"
    return (
        f'<w:r><w:drawing><wp:inline {_SPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {named}{told}<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>{blip}"
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    for block in blocks:
        match block:
            case Figure():
                yield block
            case Cover(figure=Figure() as figure):
                yield figure
            case Table():
                for row in block.rows:
                    yield from (cell.figure for cell in row.cells if cell.figure)


def cover(block: Cover, picture: str, logos: str = "") -> str:
    """The cover, up to the end of its page; `picture` is the run of its figure, `logos` those of its logos."""
    lines = [
        _line("PtlCoverLogos", logos) if logos else "",
        _line("PtlCoverKicker", _text(block.kicker)),
        _line("PtlCoverTitle", _text(block.title)),
        _line("PtlCoverSubtitle", _text(block.subtitle)),
        _line("PtlCoverLead", _text(block.lead)) if block.lead else "",
        _line("PtlFigure", picture) if picture else "",
    ]
    for rank, (name, value) in enumerate(block.facts):
        lines.append(
            _line("PtlCoverFact" if rank else "PtlCoverFirst", _text(f"{name}\t") + _text(value, bold=True))
        )
    if block.remark:
        lines.append(_line("PtlMuted", _text(block.remark)))
    return "".join(lines) + _NEXT_PAGE


_NEXT_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def contents(block: Contents, headings: Iterable[Heading]) -> str:
    """A table of contents that Word can bring up to date, and whose lines lead to their headings meanwhile."""
    kept = tuple(headings)
    field = f'TOC \\o "1-{block.depth}" \\h \\z \\u'
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{escape(field)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = [_line("PtlContentsTitle", _text(block.title))]
    for rank, one in enumerate(kept):
        link = f'<w:hyperlink w:anchor="{anchor(rank)}" w:history="1">{_text(one.text)}</w:hyperlink>'
        lines.append(_line(f"TOC{min(one.level, 2)}", (begin if rank == 0 else "") + link))
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if kept else ""
    return "".join(lines) + (f"<w:p>{end}</w:p>" if end else "") + (_NEXT_PAGE if block.alone else "")


def anchor(rank: int) -> str:
    """The name of the bookmark on the heading of that rank among those of the contents."""
    return f"_Toc{rank + 1:05d}"


def headed(document: Document) -> tuple[Heading, ...]:
    """The headings that contents list: those of the body, and of the cells that are titles, in reading order."""
    depth = next((block.depth for block in document.blocks if isinstance(block, Contents)), 0)
    return tuple(one for block in document.blocks for one in _headings(block) if one.level <= depth)


def _headings(block: Block) -> Iterator[Heading]:
    match block:
        case Heading():
            yield block
        case Table():
            for row in block.rows:
                yield from (one for cell in row.cells for one in cell.blocks if isinstance(one, Heading))


def _line(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _text(text: str, *, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    pieces = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
        for piece in printable(text).split("\t")
    )
    return f"<w:r>{style}{pieces}</w:r>" if text else ""
