"""Writes blocks into somebody else's Word file: under its styles where it has them, in its typeface everywhere."""

import copy
import re
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart
from lxml import etree

from portulan.typeset import docx_styles
from portulan.typeset.docx import written
from portulan.typeset.page import Document

FIRST_NUMBER = 100_000  # of our bookmarks and drawings: the file's own count from 1
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLED = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]*)(")')
_LISTED = '<w:numId w:val="1"/>'


def blocks_in(file: WordFile, document: Document, width: int) -> str:
    """The blocks of a document as markup for the body of that file, whose text is so wide there (twentieths of a
    point). Styles, the list and pictures that they need are added to the file."""
    markup = written(file, document, width, FIRST_NUMBER)
    styles = _Styles(file, document)
    markup = _STYLED.sub(lambda one: f"{one[1]}{styles.known_as(one[2])}{one[3]}", markup)
    if _LISTED in markup:
        markup = markup.replace(_LISTED, f'<w:numId w:val="{_list(file)}"/>')
    return markup


class _Styles:
    """Ours by what the file calls them: a style of the same name is the file's, any other is added to it."""

    def __init__(self, file: WordFile, document: Document) -> None:
        self.theirs = file.styles.element
        blank = docx.Document()
        docx_styles.prepare(blank, document)
        self.ours = {one.get(qn("w:styleId")): one for one in blank.styles.element.findall(qn("w:style"))}
        self.names = {_name(one): one.get(qn("w:styleId")) for one in self.theirs.findall(qn("w:style"))}
        self.taken = set(self.names.values())
        self.known: dict[str, str] = {}

    def known_as(self, style_id: str) -> str:
        if style_id not in self.known:
            ours = self.ours.get(style_id)
            name = _name(ours) if ours is not None else ""
            self.known[style_id] = self.names.get(name) or (self._added(ours) if ours is not None else style_id)
        return self.known[style_id]

    def _added(self, ours: "etree._Element") -> str:
        style = copy.deepcopy(ours)
        own = style.get(qn("w:styleId"), "")
        while own in self.taken:
            own += "x"
        self.taken.add(own)
        self.known[ours.get(qn("w:styleId"), "")] = own
        style.set(qn("w:styleId"), own)
        for linked in (qn("w:basedOn"), qn("w:next"), qn("w:link")):
            for one in style.findall(linked):
                one.set(qn("w:val"), self.known_as(one.get(qn("w:val"), "")))
        _without(style, "w:rFonts")  # the file's own typeface
        _without(style, "w:numPr")  # our list has another number here; each item says it
        self.theirs.append(style)
        return own


def _without(style: "etree._Element", tag: str) -> None:
    for one in list(style.iter(qn(tag))):
        if (parent := one.getparent()) is not None:
            parent.remove(one)


def _name(style: "etree._Element") -> str:
    name = style.find(qn("w:name"))
    return name.get(qn("w:val"), "").lower() if name is not None else ""


def _list(file: WordFile) -> int:
    """Our list of dashes among those of the file; its number."""
    lists = _numbering(file)
    number, abstract = 1 + _last(lists, "w:num", "w:numId"), 1 + _last(lists, "w:abstractNum", "w:abstractNumId")
    lists.insert(
        0,
        parse_xml(
            f'<w:abstractNum {_W} w:abstractNumId="{abstract}"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="198" w:hanging="198"/></w:pPr></w:lvl></w:abstractNum>'
        ),
    )
    last = lists.findall(qn("w:abstractNum")) + lists.findall(qn("w:num"))
    last[-1].addnext(parse_xml(f'<w:num {_W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
    return number


def _last(lists: "etree._Element", tag: str, identity: str) -> int:
    return max((int(one.get(qn(identity), "0")) for one in lists.findall(qn(tag))), default=0)


def _numbering(file: WordFile) -> Any:
    """The lists of the file; a part for them is made where it has none."""
    for relation in file.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    blob = f"<w:numbering {_W}/>".encode()
    part = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blob, file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element
