"""How our Word files look: page, styles, running head and foot, properties, set on a blank document."""

import uuid
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from portulan.plandoc.word.carrying import CARRIED
from portulan.typeset.characters import printable
from portulan.typeset.languages import regional
from portulan.typeset.page import Document, Orientation

KICKER = "PtlKicker"
MUTED = "PtlMuted"
FACTS_TITLE = "PtlFactsTitle"
FACTS = "PtlFacts"
CELL = "PtlCell"
ROW_TITLE = "PtlRowTitle"
COLUMN_TITLE = "PtlColumnTitle"
LEGEND = "PtlLegend"
PROSE = "PtlProse"
PROSE_BULLET = "PtlProseBullet"
ASIDE = "PtlAside"
BULLET = "ListBullet"
GAP = "PtlGap"
FIGURE = "PtlFigure"
TABLE = "PtlTable"


SERIF = "Georgia"
SANS = "Calibri"
INK, INK_2, INK_3, LINE = "14263B", "3D4A5A", "5B636D", "CFC5B2"
MARGIN = Mm(16)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_KEPT = "<w:keepNext/><w:keepLines/>"
_OUTLINE = '<w:outlineLvl w:val="{}"/>'
_PARAGRAPHS = (
    # id, name, half points, colour, font, flags, before, after, what stands before | after the spacing
    ("Title", "Title", 48, INK, SERIF, "", 0, 60, "<w:keepNext/>"),
    ("Subtitle", "Subtitle", 24, INK_2, SERIF, "i", 0, 200, ""),
    ("Heading1", "heading 1", 30, INK, SERIF, "b", 0, 140, f"{_KEPT}|{_OUTLINE.format(0)}"),
    ("Heading2", "heading 2", 24, INK_2, SERIF, "", 240, 100, f"{_KEPT}|{_OUTLINE.format(1)}"),
    ("Heading3", "heading 3", 21, INK, SERIF, "b", 140, 80, f"{_KEPT}|{_OUTLINE.format(2)}"),
    ("Heading4", "heading 4", 20, INK_2, SANS, "b", 120, 60, f"{_KEPT}|{_OUTLINE.format(3)}"),
    (KICKER, "Surtitre", 19, INK_2, SANS, "b", 360, 20, "<w:keepNext/>"),
    (MUTED, "Texte discret", 18, INK_3, SANS, "", 0, 60, ""),
    (LEGEND, "Légende", 18, INK_3, SANS, "", 0, 60, "<w:keepNext/>"),
    (PROSE, "Texte courant", 22, INK, SERIF, "", 60, 100, ""),
    (ASIDE, "Décision, à faire", 18, INK_2, SANS, "b", 120, 20, "<w:keepNext/>"),
    (FACTS_TITLE, "Titre de liste", 19, INK, SANS, "b", 120, 20, "<w:keepNext/>"),
    (FACTS, "Terme", 18, INK_2, SANS, "", 0, 0, ""),
    (CELL, "Texte de tableau", 18, INK, SANS, "", 30, 30, ""),
    (ROW_TITLE, "Objectif de tableau", 19, INK, SERIF, "b", 30, 30, ""),
    (COLUMN_TITLE, "Titre de colonne", 18, INK, SANS, "b", 30, 30, "<w:keepNext/>"),
    (GAP, "Intervalle", 8, INK_3, SANS, "", 0, 0, ""),
    (FIGURE, "Figure", 18, INK, SANS, "", 60, 60, ""),
)
_TOP = f'<w:pBdr><w:top w:val="single" w:sz="12" w:space="6" w:color="{INK}"/></w:pBdr>'
_LOGO_TABS = '<w:tabs><w:tab w:val="left" w:pos="3700"/></w:tabs>'
_FACT_TABS = '<w:tabs><w:tab w:val="left" w:pos="2400"/></w:tabs>'
_OF_REPORTS = (
    ("Heading1", "heading 1", 32, INK, SERIF, "", 480, 160, f"{_KEPT}{_TOP}|{_OUTLINE.format(0)}"),
    ("PtlCoverLogos", "Couverture, logos", 18, INK, SANS, "", 0, 0, _LOGO_TABS),
    ("PtlCoverKicker", "Couverture, surtitre", 22, INK_2, SANS, "b", 1500, 240, _TOP),
    ("PtlCoverTitle", "Couverture, titre", 68, INK, SERIF, "", 0, 160, ""),
    ("PtlCoverSubtitle", "Couverture, sous-titre", 30, INK_2, SERIF, "i", 0, 900, ""),
    ("PtlCoverLead", "Couverture, constat", 30, INK, SERIF, "", 0, 240, ""),
    ("PtlCoverFirst", "Couverture, premier fait", 21, INK_2, SANS, "", 1800, 60, _FACT_TABS),
    ("PtlCoverFact", "Couverture, fait", 21, INK_2, SANS, "", 60, 60, _FACT_TABS),
    ("PtlContentsTitle", "Titre du sommaire", 32, INK, SERIF, "", 0, 200, ""),
    ("TOC1", "toc 1", 22, INK, SERIF, "b", 140, 40, ""),
    ("TOC2", "toc 2", 20, INK_2, SANS, "", 20, 20, '|<w:ind w:left="284"/>'),
)


def text_width(orientation: Orientation) -> int:
    """The width between the margins, in twentieths of a point."""
    long_side, short_side = Mm(297), Mm(210)
    whole = long_side if orientation is Orientation.LANDSCAPE else short_side
    return round((whole - 2 * MARGIN) / 635)


def prepare(file: WordFile, document: Document) -> None:
    """Page, styles, running lines and properties of a blank file."""
    _page(file, document)
    _defaults(file, document.language)
    _styles(file, document)
    _bullets(file)
    _running(file, document)
    _properties(file, document)
    _carried(file, document)


def _page(file: WordFile, document: Document) -> None:
    section = file.sections[0]
    wide = document.orientation is Orientation.LANDSCAPE
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = Length(MARGIN)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True


def _defaults(file: WordFile, language: str) -> None:
    fonts = f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}" w:eastAsia="{SANS}"/>'
    spoken = f'<w:lang w:val="{escape(regional(language))}"/>'
    text = f'<w:rPr>{fonts}<w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>{spoken}</w:rPr>'
    spacing = '<w:pPr><w:spacing w:before="0" w:after="80" w:line="252" w:lineRule="auto"/></w:pPr>'
    styles = file.styles.element
    styles.replace(
        styles.find(qn("w:docDefaults")),
        parse_xml(
            f"<w:docDefaults {_W}><w:rPrDefault>{text}</w:rPrDefault>"
            f"<w:pPrDefault>{spacing}</w:pPrDefault></w:docDefaults>"
        ),
    )


def _styles(file: WordFile, document: Document) -> None:
    """Keep of the blank file's styles what ours are based on, and add ours."""
    styles = file.styles.element
    kept = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "Footer", BULLET}
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in kept:
            styles.remove(style)
    for style_id in ("Header", "Footer", BULLET):
        styles.remove(next(one for one in styles if one.get(qn("w:styleId")) == style_id))
    wanted = {one[0]: one for one in _PARAGRAPHS}
    if document.ruled:
        wanted |= {one[0]: one for one in _OF_REPORTS}
    for specification in wanted.values():
        styles.append(parse_xml(_paragraph_style(*specification)))
    header, footer = _RUNNING_STYLE.format("Header", "header"), _RUNNING_STYLE.format("Footer", "footer")
    for text in (_LIST_STYLE, _PROSE_LIST_STYLE, header, footer, _TABLE_STYLE):
        styles.append(parse_xml(text))


def _paragraph_style(
    style_id: str, name: str, size: int, colour: str, font: str, flags: str, before: int, after: int, extra: str
) -> str:
    keeping, _, outline = extra.partition("|")
    flagged = "".join(f"<w:{flag}/>" for flag in flags)
    custom = ' w:customStyle="1"' if style_id.startswith("Ptl") else ""
    return (
        f'<w:style {_W} w:type="paragraph"{custom} w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keeping}<w:spacing w:before="{before}" w:after="{after}"/>{outline}</w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>{flagged}'
        f'<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


_LIST_STYLE = (
    f'<w:style {_W} w:type="paragraph" w:styleId="{BULLET}"><w:name w:val="List Bullet"/>'
    f'<w:basedOn w:val="{CELL}"/><w:qFormat/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '<w:ind w:left="198" w:hanging="198"/></w:pPr></w:style>'
)
_PROSE_LIST_STYLE = (
    f'<w:style {_W} w:type="paragraph" w:customStyle="1" w:styleId="{PROSE_BULLET}">'
    f'<w:name w:val="Liste de texte courant"/><w:basedOn w:val="{PROSE}"/><w:qFormat/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:left="340" w:hanging="198"/></w:pPr></w:style>'
)
_RUNNING_STYLE = (
    f'<w:style {_W} w:type="paragraph" w:styleId="{{0}}"><w:name w:val="{{1}}"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
    f'<w:rPr><w:color w:val="{INK_3}"/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>'
)
_TABLE_STYLE = (
    f'<w:style {_W} w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="Tableau du plan"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="12" w:space="0" w:color="{INK}"/>'
    f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{INK}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>'
    '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="142" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{INK}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
    "</w:style>"
)


def _bullets(file: WordFile) -> None:
    """One list definition, ours: a short dash, as plans write them."""
    numbering = file.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    numbering.append(
        parse_xml(
            f'<w:abstractNum {_W} w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{BULLET}"/><w:lvlText w:val="–"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="198" w:hanging="198"/></w:pPr></w:lvl></w:abstractNum>'
        )
    )
    numbering.append(parse_xml(f'<w:num {_W} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))


def _running(file: WordFile, document: Document) -> None:
    """The head recalls the plan from the second page on; the foot numbers every page."""
    section = file.sections[0]
    end = text_width(document.orientation)
    left, right = (escape(printable(text)) for text in document.running)
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{LINE}"/></w:pBdr>'
    _set(section.header, _running_line("Header", f"{_run(left)}{_TAB}{_run(right)}", end, rule))
    author = escape(printable(document.author))
    foot = f"{_run(author)}{_TAB}{_field('PAGE')}{_run(' / ')}{_field('NUMPAGES')}"
    _set(section.footer, _running_line("Footer", foot, end))
    first = f'<w:p {_W}><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>'
    head = _running_line("Header", f"{_run(left)}{_TAB}{_run(right)}", end, rule)
    _set(section.first_page_header, head if document.headed else first)
    _set(section.first_page_footer, _running_line("Footer", foot, end))


def _set(part: object, paragraph: str) -> None:
    part.is_linked_to_previous = False  # type: ignore[attr-defined]
    element = part._element  # type: ignore[attr-defined]
    for old in list(element):
        element.remove(old)
    element.append(parse_xml(paragraph))


def _running_line(style: str, runs: str, end: int, rule: str = "") -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{end}"/></w:tabs>'
    return f'<w:p {_W}><w:pPr><w:pStyle w:val="{style}"/>{rule}{tabs}</w:pPr>{runs}</w:p>'


_TAB = "<w:r><w:tab/></w:r>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _properties(file: WordFile, document: Document) -> None:
    """Title, language and who it comes from; nothing about the machine or the hour."""
    properties = file.core_properties
    for element in list(properties._element):
        properties._element.remove(element)
    properties.title = printable(document.title)[:255]
    properties.author = printable(document.author)[:255]
    properties.language = regional(document.language)
    for part in (file.part, file.part.package):
        for key, relationship in list(part.rels.items()):
            if relationship.reltype in _NOT_OURS:
                del part.rels[key]


_NOT_OURS = {
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}


def _carried(file: WordFile, document: Document) -> None:
    """Each carried fact as a custom XML part; the part beside it is what makes Word and LibreOffice keep it."""
    package = file.part.package
    for number, (name, text) in enumerate(document.carried.items(), 1):
        fact = f"<carried xmlns={quoteattr(CARRIED)} name={quoteattr(name)}>{escape(printable(text))}</carried>"
        identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{CARRIED}:{name}")).upper()
        kept = (
            '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
            f'ds:itemID="{{{identity}}}"><ds:schemaRefs><ds:schemaRef ds:uri="{CARRIED}"/></ds:schemaRefs>'
            "</ds:datastoreItem>"
        )
        item = Part(PackURI(f"/customXml/item{number}.xml"), CONTENT_TYPE.XML, fact.encode(), package)
        beside = PackURI(f"/customXml/itemProps{number}.xml")
        properties = Part(beside, CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, kept.encode(), package)
        item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
        file.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
