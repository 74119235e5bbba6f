"""Fills a template: the values escaped, the logos as pictures, the body as the house would have written it."""

import io
from collections.abc import Mapping
from dataclasses import replace
from itertools import dropwhile, takewhile
from typing import Any

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from lxml import etree
from markupsafe import Markup

from portulan.plandoc.sentences import say
from portulan.reports.templates import Told
from portulan.reports.templates.checking import Faulty, Problem, problems
from portulan.reports.templates.language import Language, forbidden
from portulan.reports.templates.package import opened
from portulan.reports.templates.tags import Place
from portulan.reports.templates.telling import names_of
from portulan.typeset.archive import settled
from portulan.typeset.characters import printable
from portulan.typeset.docx_into import blocks_in
from portulan.typeset.languages import regional
from portulan.typeset.page import Block, Contents, Cover, Document, Logo, Look, Paragraph

MOST_BYTES = 40 * 1024 * 1024  # of a filled file
_LOGO_WIDTH, _LOGO_HEIGHT = 48.0, 18.0  # millimetres that a logo may take


def check(name: str, data: bytes, kind: str) -> None:
    """Whether the file may be a template of that kind. Raises Unreadable for a file that is refused whole, Faulty
    for tags that are wrong."""
    with opened(name, data) as archive:
        if found := problems(archive, names_of(kind)):
            raise Faulty(found)


def filled(name: str, data: bytes, kind: str, told: Told) -> bytes:
    """The bytes of a .docx, once the template was checked again. Raises what `check` does."""
    check(name, data, kind)
    template = _Template(io.BytesIO(data))
    file: WordFile = template.get_docx()
    try:
        template.render(_context(template, file, told), Language(), autoescape=True)
        buffer = io.BytesIO()
        _properties(template.docx, told.document)
        template.save(buffer)
    except (TemplateError, etree.LxmlError, _Outside) as error:
        raise Faulty([_at_large(name)]) from error
    if buffer.tell() > MOST_BYTES:
        raise MemoryError
    return settled(buffer.getvalue())


class _Outside(Exception):
    """A part of the template is not of the language."""


class _Template(DocxTemplate):  # type: ignore[misc]
    """As docxtpl fills, but nothing that is not of the language, and no markup that does not close."""

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        if forbidden(jinja_env.parse(src_xml)) is not None:
            raise _Outside
        return str(super().render_xml_part(src_xml, part, context, jinja_env))

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Title and author are told by `_properties`."""


class _Picture:
    """A logo where it is printed, in the part that is being rendered."""

    def __init__(self, template: DocxTemplate, logo: Logo) -> None:
        self.template, self.logo = template, logo

    def __html__(self) -> str:
        share = min(_LOGO_WIDTH / self.logo.width, _LOGO_HEIGHT / self.logo.height)
        part = self.template.current_rendering_part
        size = (Mm(self.logo.width * share), Mm(self.logo.height * share))
        inline = part.new_pic_inline(io.BytesIO(self.logo.png), *size)
        inline.docPr.set("descr", printable(self.logo.alt))
        for side in "TBLR":
            inline.set(f"dist{side}", "0")  # it stands where the text does
        shown = etree.tostring(inline, encoding="unicode")
        return f'</w:t></w:r><w:r><w:drawing>{shown}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def _context(template: DocxTemplate, file: WordFile, told: Told) -> dict[str, Any]:
    logos: dict[str, Any] = {"logo_1": "", "logo_2": ""}
    for rank, logo in enumerate(told.logos[:2], 1):
        logos[f"logo_{rank}"] = _Picture(template, logo)
    body = replace(told.document, blocks=tuple(_of_body(told.document)), tracking=None)
    width = _width(file)
    corps = Markup(blocks_in(file, body, width)) if width else ""  # noqa: S704 - our own markup
    return {**_plain(told.context), **logos, "corps": corps}


def _plain(value: Any) -> Any:
    """Dicts, lists and strings, and the characters that a Word file takes."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return printable(str(value))


def _of_body(document: Document) -> list[Block]:
    """What stands below the cover, or below the title and the lines above it: a template has its own."""
    letterhead = takewhile(lambda one: isinstance(one, Paragraph), document.blocks)
    titles = [rank for rank, one in enumerate(letterhead, 1) if _is_title(one)]
    below = document.blocks[titles[-1] if titles else 0 :]
    return list(dropwhile(lambda one: isinstance(one, Cover | Contents), below))


def _is_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.look is Look.TITLE


def _width(file: WordFile) -> int:
    """The width of the text where the body goes, in twentieths of a point; 0 where it goes nowhere."""
    found = False
    for element in file.element.body:
        found = found or any(_is_body(one) for one in element.iter(qn("w:p")))
        section = element if element.tag == qn("w:sectPr") else element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found and section is not None:
            return _text_width(section)
    return 0


def _is_body(paragraph: Any) -> bool:
    said = "".join(one.text or "" for one in paragraph.iter(qn("w:t")))
    return said.strip().startswith("{{p") and "corps" in said


def _text_width(section: Any) -> int:
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    whole = int(size.get(qn("w:w"), "11906")) if size is not None else 11906
    sides = [
        int(margins.get(qn(f"w:{one}"), "1417")) if margins is not None else 1417 for one in ("left", "right")
    ]
    return max(2000, whole - sum(sides))


def _properties(file: WordFile, document: Document) -> None:
    properties = file.core_properties
    properties.title = printable(document.title)[:255]
    properties.author = properties.last_modified_by = printable(document.author)[:255]
    properties.language = regional(document.language)
    _speak(file, properties.language)


def _speak(file: WordFile, language: str) -> None:
    """What no style says otherwise is in the language of the document: screen readers and a PDF of it know."""
    said = file.styles.element.find("/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr"))))
    if said is None:
        return
    spoken = said.find(qn("w:lang"))
    if spoken is None:
        spoken = etree.SubElement(said, qn("w:lang"))
    spoken.set(qn("w:val"), language)


def _at_large(name: str) -> Problem:
    return Problem(
        say(
            "« {name} » ne se remplit pas : deux balises se croisent sans doute, ou l’une en coupe une autre. "
            "Repartez du modèle de départ, et ajoutez vos balises une à une.",
            name=name,
        ),
        Place((say("document"),), ""),
    )
