"""Writes a deck as slides (.pptx) that can be edited: native texts, tables and shapes, and notes to speak from."""

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation

from portulan.typeset import measure, slides_layout, slides_marks, slides_theme
from portulan.typeset.archive import settled
from portulan.typeset.characters import printable
from portulan.typeset.deck import Box, Deck, Grid, Key, Lead, Lines, Marks, Note, Opening
from portulan.typeset.languages import regional
from portulan.typeset.page import Logo
from portulan.typeset.slides_layout import DASH, GUTTER, PAD, Page, Placed
from portulan.typeset.slides_theme import (
    ATTENTION,
    FOOT,
    INK,
    INK_2,
    INK_3,
    INSIDE,
    LINE,
    MARGIN,
    SPACES,
    TITLE,
    emu,
    place,
    placeholder,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """How a text is set; the size is in points."""

    size: float
    colour: str = INK
    strong: bool = False
    serif: bool = False
    italic: bool = False


_COVER_SIZES = (44, 38, 32, 28, 24)


def write(deck: Deck) -> bytes:
    """The bytes of a .pptx. The same deck gives the same bytes."""
    file = pptx.Presentation()
    slides_theme.prepare(file)
    writer = _Writer(file, deck)
    writer.opening(deck.opening)
    for slide in deck.slides:
        for page in slides_layout.pages(slide, deck.continued):
            writer.page(page)
    _properties(file, deck)
    buffer = io.BytesIO()
    file.save(buffer)
    return settled(buffer.getvalue())


class _Writer:
    """Writes one slide after the other; `numbers` are those of the shapes of the slide under way."""

    def __init__(self, file: Presentation, deck: Deck) -> None:
        self.file, self.deck = file, deck
        self.cover, _content, self.titled = file.slide_layouts
        self.language = regional(deck.language)
        self.numbers = itertools.count(2)

    def opening(self, opening: Opening) -> None:
        tree = self.slide(self.cover, opening.spoken)
        size = next((one for one in _COVER_SIZES if _fits(opening.title, one, 1)), _COVER_SIZES[-1])
        title = measure.shortened(opening.title, measure.SERIF, size, INSIDE, 1)
        subtitle = measure.shortened(opening.subtitle, measure.SERIF, 20, INSIDE, 2)
        italic = self.text(subtitle, Face(20, INK_2, serif=True, italic=True), bare=True)
        self.add(tree, placeholder(self.next(), "ctrTitle", self.text(title, Face(size, serif=True))))
        self.add(tree, placeholder(self.next(), "subTitle", italic, index=1))
        kicker = measure.shortened(opening.kicker, measure.SANS_STRONG, 14, INSIDE, 1)
        self.box(
            tree, (MARGIN, slides_theme.COVER_KICKER, INSIDE, 7.0), self.text(kicker, Face(14, INK_2, strong=True))
        )
        if opening.marks is not None:
            where = (MARGIN, slides_theme.COVER_MARKS, INSIDE, 0.0)
            self.marks(tree, opening.marks, where, slides_layout.marks_size(len(opening.marks.statuses), 30.0))
        self.facts(tree, opening)
        self.logos(opening.logos)

    def logos(self, logos: tuple[Logo, ...]) -> None:
        """Those of the cover, above its rule: from the right margin on, the first one leftmost."""
        shapes, right = self.file.slides[-1].shapes, MARGIN + INSIDE
        for one in reversed(logos):
            width, height = slides_layout.logo_size(one)
            bottom = slides_theme.COVER_RULE - slides_layout.GAP
            where = [emu(side) for side in (right - width, bottom - height, width, height)]
            picture = shapes.add_picture(io.BytesIO(one.png), *where)
            picture._element.nvPicPr.cNvPr.set("descr", printable(one.alt))
            right -= width + slides_layout.GAP

    def facts(self, tree: Any, opening: Opening) -> None:
        """The foot of the cover."""
        top, room = slides_theme.COVER_FACTS, INSIDE - 52.0
        for name, value in opening.facts:
            kept = measure.shortened(value, measure.SANS_STRONG, 13, room, 1)
            self.box(tree, (MARGIN, top, 50.0, 7.0), self.text(name, Face(13, INK_2)))
            self.box(tree, (MARGIN + 52.0, top, room, 7.0), self.text(kept, Face(13, strong=True)))
            top += 8.0
        if opening.remark:
            kept = measure.shortened(opening.remark, measure.SANS, 11, INSIDE, 2)
            self.box(tree, (MARGIN, slides_theme.COVER_REMARK, INSIDE, 12.0), self.text(kept, Face(11, INK_3)))

    def page(self, page: Page) -> None:
        tree = self.slide(self.titled, page.spoken)
        size = slides_layout.title_size(page.title)
        title = measure.shortened(page.title, measure.SERIF, size, TITLE[2], slides_layout.MOST_TITLE)
        self.add(tree, placeholder(self.next(), "title", self.text(title, Face(size, serif=True))))
        for placed in page.parts:
            self.part(tree, placed)
        self.foot(tree)

    def slide(self, layout: Any, spoken: str) -> Any:
        """A new slide, bare; the tree of its shapes."""
        made = self.file.slides.add_slide(layout)
        tree = made.shapes._spTree
        for shape in list(tree)[2:]:
            tree.remove(shape)
        self.numbers = itertools.count(2)
        if spoken:
            frame = made.notes_slide.notes_text_frame
            frame.text = printable(spoken)
            for run in (one for paragraph in frame.paragraphs for one in paragraph.runs):
                run._r.get_or_add_rPr().set("lang", self.language)
        return tree

    def part(self, tree: Any, placed: Placed) -> None:
        part, top = placed.part, placed.top
        whole = (MARGIN, top, INSIDE, sum(placed.heights))
        match part:
            case Lead(text=text):
                self.box(tree, whole, self.text(text, Face(slides_layout.lead_size(part), serif=True)))
            case Note(text=text):
                self.box(tree, whole, self.text(text, Face(slides_layout.NOTE, INK_3)))
            case Lines(items=items):
                self.box(tree, whole, "".join(self.dashed(one, placed.size) for one in items))
            case Marks():
                self.marks(tree, part, whole, slides_layout.marks_size(len(part.statuses)))
            case Key(entries=entries):
                self.key(tree, entries, top)
            case Grid():
                self.grid(tree, part, placed)

    # parts

    def marks(self, tree: Any, marks: Marks, where: Place, size: Any) -> None:
        if marks.statuses:
            left, top, width, _height = where
            first = self.next(slides_marks.numbers(marks))
            self.add(tree, slides_marks.scale(marks, left, top, size, width, first))

    def key(self, tree: Any, entries: tuple[tuple[Any, str, int], ...], top: float) -> None:
        """Each status beside its name, column after column."""
        rows = -(-len(entries) // slides_layout.KEY_COLUMNS)
        share, size = INSIDE / slides_layout.KEY_COLUMNS, slides_layout.IN_KEY
        for rank, (status, name, number) in enumerate(entries):
            left, at = MARGIN + rank // rows * share, top + rank % rows * slides_layout.KEY_HEIGHT
            self.marks(tree, Marks((status,), name), (left, at, share, 0), size)
            said = self.runs((f"{number} ", True), (name, False), size=16)
            self.box(tree, (left + 12.0, at - 0.8, share - 14.0, 7.5), said)

    def grid(self, tree: Any, grid: Grid, placed: Placed) -> None:
        """A native table; the échelles stand over its cells."""
        widths, header = slides_layout.shares(grid), slides_layout.header_height(grid)
        columns = "".join(f'<a:gridCol w="{emu(one)}"/>' for one in widths)
        rows = [f'<a:tr h="{emu(header)}">{"".join(map(self.head, grid.titles))}</a:tr>']
        for row, height in zip(grid.rows, placed.heights, strict=True):
            rows.append(f'<a:tr h="{emu(height)}">{"".join(self.cell(box, placed.size) for box in row)}</a:tr>')
        where = place(MARGIN, placed.top, INSIDE, header + sum(placed.heights), "p:xfrm")
        number, told = self.next(), quoteattr(printable(grid.summary))
        named = f'<p:cNvPr id="{number}" name="table {number}" descr={told}/>'
        locked = '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        self.add(
            tree,
            f"<p:graphicFrame {SPACES}><p:nvGraphicFramePr>{named}{locked}<p:nvPr/></p:nvGraphicFramePr>"
            f'{where}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
            f'<a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{columns}</a:tblGrid>{"".join(rows)}</a:tbl>'
            "</a:graphicData></a:graphic></p:graphicFrame>",
        )
        self.over(tree, grid, placed, widths, placed.top + header)

    def over(self, tree: Any, grid: Grid, placed: Placed, widths: list[float], top: float) -> None:
        for row, height in zip(grid.rows, placed.heights, strict=True):
            left = MARGIN
            for box, width in zip(row, widths, strict=True):
                if box.marks is not None:
                    room = width - GUTTER
                    size = slides_layout.inner_size(len(box.marks.statuses), room)
                    self.marks(tree, box.marks, (left, top + PAD + 0.6, room, height), size)
                left += width
            top += height

    def head(self, title: str) -> str:
        said = self.text(title, Face(slides_layout.HEAD, INK_2, strong=True))
        return _table_cell(said, line=INK, weight=0.75, above=True, anchor="b")

    def cell(self, box: Box, size: float) -> str:
        strong, text = (f"{box.strong} " if box.strong and box.text else box.strong), box.text
        said = self.runs((strong, True), (text, False), size=size)
        return _table_cell(said, line=LINE, weight=0.5, ground=ATTENTION if box.attention else "")

    def foot(self, tree: Any) -> None:
        rooms = (FOOT["ftr"][1], FOOT["dt"][1])
        left, right = (
            measure.shortened(one, measure.SANS, 10, room, 1)
            for one, room in zip(self.deck.running, rooms, strict=True)
        )
        number = (
            '<a:p><a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
            f'<a:rPr lang="{self.language}" sz="1000"/><a:t>{len(self.file.slides)}</a:t></a:fld></a:p>'
        )
        told = {"ftr": self.text(left, Face(10, INK_3)), "dt": self.text(right, Face(10, INK_3)), "sldNum": number}
        for rank, kind in enumerate(FOOT, 10):
            where = (FOOT[kind][0], slides_theme.FOOT_AT, FOOT[kind][1], slides_theme.FOOT_HEIGHT)
            self.add(tree, placeholder(self.next(), kind, told[kind], where, index=9 + rank))

    # texts

    def text(self, text: str, face: Face, *, bare: bool = False) -> str:
        """One paragraph; `bare` where its placeholder would set a dash before it."""
        return f"<a:p>{_spaced(face.size, bare)}{self.run(printable(text), face)}</a:p>"

    def runs(self, *pieces: tuple[str, bool], size: float) -> str:
        """One paragraph of pieces, each strong or not."""
        said = "".join(self.run(printable(text), Face(size, strong=strong)) for text, strong in pieces if text)
        return f"<a:p>{_spaced(size)}{said}</a:p>"

    def dashed(self, text: str, size: float) -> str:
        margin = f'marL="{emu(DASH)}" indent="-{emu(DASH)}"'
        after = round(slides_layout.AFTER_LINE / measure.POINT * 100)
        below = f'<a:spcAft><a:spcPts val="{after}"/></a:spcAft>'
        dash = '<a:buFont typeface="Source Sans 3"/><a:buChar char="–"/>'
        run = self.run(printable(text), Face(size))
        return f"<a:p><a:pPr {margin}>{_leading(size)}{below}{dash}</a:pPr>{run}</a:p>"

    def run(self, text: str, face: Face) -> str:
        flags = (' b="1"' if face.strong else "") + (' i="1"' if face.italic else "")
        font = "+mj-lt" if face.serif else "+mn-lt"
        return (
            f'<a:r><a:rPr lang="{self.language}" sz="{round(face.size * 100)}"{flags} dirty="0"><a:solidFill>'
            f'<a:srgbClr val="{face.colour}"/></a:solidFill><a:latin typeface="{font}"/></a:rPr>'
            f"<a:t>{escape(text)}</a:t></a:r>"
        )

    def box(self, tree: Any, where: Place, paragraphs: str) -> None:
        number = self.next()
        self.add(
            tree,
            f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="text {number}"/><p:cNvSpPr txBox="1"/>'
            f'<p:nvPr/></p:nvSpPr><p:spPr>{place(*where)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            "<a:noFill/></p:spPr>"
            '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:normAutofit/></a:bodyPr>'
            f"<a:lstStyle/>{paragraphs}</p:txBody></p:sp>",
        )

    def next(self, count: int = 1) -> int:
        """The first of so many numbers of shapes."""
        first, *_rest = itertools.islice(self.numbers, count)
        return first

    @staticmethod
    def add(tree: Any, shape: str) -> None:
        tree.append(parse_xml(shape))


def _leading(size: float) -> str:
    """Lines as far apart as they were measured, whatever the font."""
    return f'<a:lnSpc><a:spcPts val="{round(size * measure.LEADING * 100)}"/></a:lnSpc>'


def _spaced(size: float, bare: bool = False) -> str:
    outdented, dash = (' marL="0" indent="0"', "<a:buNone/>") if bare else ("", "")
    before = '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
    return f"<a:pPr{outdented}>{_leading(size)}{before}{dash}</a:pPr>"


def _fits(text: str, size: float, most: int) -> bool:
    return measure.fits(text, measure.SERIF, size, INSIDE, most)


def _table_cell(
    paragraphs: str, *, line: str, weight: float, above: bool = False, anchor: str = "t", ground: str = ""
) -> str:
    def edge(side: str, drawn: bool) -> str:
        if not drawn:
            return f'<a:{side} w="0"><a:noFill/></a:{side}>'
        colour = f'<a:solidFill><a:srgbClr val="{line}"/></a:solidFill>'
        return f'<a:{side} w="{round(weight * 12700)}">{colour}</a:{side}>'

    edges = edge("lnL", False) + edge("lnR", False) + edge("lnT", above) + edge("lnB", True)
    fill = f'<a:solidFill><a:srgbClr val="{ground}"/></a:solidFill>' if ground else "<a:noFill/>"
    inside = f'marL="{emu(1.0 if ground else 0)}" marR="{emu(GUTTER - 1)}" marT="{emu(PAD)}" marB="{emu(PAD)}"'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
        f'<a:tcPr {inside} anchor="{anchor}">{edges}{fill}</a:tcPr></a:tc>'
    )


def _properties(file: Presentation, deck: Deck) -> None:
    """Title, language and who it comes from; nothing about the machine or the hour."""
    package = file.part.package
    for key in [one for one, found in package._rels.items() if found.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        package._rels.pop(key)
    properties = file.core_properties
    for element in list(properties._element):
        properties._element.remove(element)
    properties.title = printable(deck.title)[:255]
    properties.author = printable(deck.author)[:255]
    properties.language = regional(deck.language)


def titles(contents: bytes) -> Iterator[str]:
    """The title of each slide of a .pptx, in order."""
    for slide in pptx.Presentation(io.BytesIO(contents)).slides:
        yield slide.shapes.title.text_frame.text if slide.shapes.title is not None else ""
