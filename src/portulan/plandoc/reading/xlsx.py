"""Reading .xlsx on zipfile and lxml: every sheet as people see it, and those that they do not see."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from portulan.plandoc.reading import limits, number_formats, progress, sheets
from portulan.plandoc.reading.archive import FAULTS, Archive
from portulan.plandoc.reading.docx_blocks import drawn_paragraphs
from portulan.plandoc.reading.sheets import Content, Sheet
from portulan.plandoc.reading.source import Block, Place, Remark, Run, Source
from portulan.plandoc.sentences import say

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HEADER_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f+-]{6,8}|&\d+|&[A-Z]')


def read(name: str, sha256: str, data: bytes) -> Source:
    """Read each sheet, then its comments, text boxes, header and footer. Raises Unreadable."""
    try:
        with Archive(name, data) as archive:
            return _Workbook(archive).read(sha256)
    except FAULTS as error:
        raise limits.broken(name) from error


@dataclass(frozen=True, slots=True)
class _Style:
    number_format: str = "General"
    emphasis: bool = False
    strong: bool = False
    fill: str = ""


@dataclass(slots=True)
class _Workbook:
    archive: Archive
    main: str = ""
    texts: list[tuple[tuple[str, bool | None, bool | None], ...]] = field(default_factory=list)
    styles: list[_Style] = field(default_factory=list)
    from_1904: bool = False
    filled: int = 0
    uncomputed: int = 0

    def read(self, sha256: str) -> Source:
        related = self.archive.related("officeDocument")
        self.main = related[0] if related else "xl/workbook.xml"
        root = self.archive.tree(self.main)
        properties = root.find(_S + "workbookPr")
        self.from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        self.texts = [_string(one) for part in self._parts("sharedStrings") for one in self._items(part)]
        self.styles = [one for part in self._parts("styles") for one in _styles(self.archive.tree_or_none(part))]
        blocks: list[Block] = []
        remarks: list[Remark] = []
        facts: dict[str, str] = {}
        relations = self.archive.relations(self.main)
        listed = list(root.iter(_S + "sheet"))
        for number, element in enumerate(progress.counted(progress.SHEET, listed), 1):
            kind, part = relations.get(element.get(_ID, ""), ("", ""))
            if kind == "worksheet" and part in self.archive:
                sheet = Sheet(element.get("name", ""), hidden=element.get("state", "visible") != "visible")
                margins = list(self._sheet(sheet, part))
                if (told := sheets.carried_facts(sheet)) is not None:
                    facts |= told
                    continue
                sheets.set_marks_apart(sheet)
                blocks += [*sheets.blocks(sheet, number), *self._beside(sheet, part), *margins]
                remarks += sheets.remarks(sheet)
        if self.uncomputed:
            remarks.append(
                Remark(
                    say(
                        "Des formules n’ont pas de valeur enregistrée et n’ont pas été lues. Ouvrez le "
                        "fichier dans Excel ou LibreOffice, puis enregistrez-le."
                    )
                )
            )
        return Source(self.archive.name, sha256, "xlsx", tuple(blocks), remarks=tuple(remarks), facts=facts)

    def _parts(self, kind: str) -> list[str]:
        return self.archive.related(kind, self.main)

    def _items(self, part: str) -> list[etree._Element]:
        return self.archive.tree(part).findall(_S + "si")

    def _sheet(self, sheet: Sheet, part: str) -> Iterator[Block]:
        """Fill the sheet, element after element; what is above and below the printed page is given back."""
        row = 0
        for element in self.archive.elements(
            part, (_S + "col", _S + "row", _S + "mergeCell", _S + "oddHeader", _S + "oddFooter")
        ):
            if element.tag == _S + "row":
                row = int(element.get("r") or row + 1)
                if element.get("hidden") in {"1", "true"}:
                    sheet.hidden_rows.add(row)
                self._row(sheet, row, element)
            elif element.tag == _S + "col":
                if element.get("hidden") in {"1", "true"}:
                    left, right = int(element.get("min") or 1), int(element.get("max") or 1)
                    sheet.hidden_columns.update(range(left, min(right, left + 1000) + 1))
            elif element.tag == _S + "mergeCell":
                first, _, last = (element.get("ref") or "").partition(":")
                sheet.merges.append((*_spot(first), *_spot(last or first)))
            elif text := _HEADER_CODES.sub(" ", element.text or "").strip(" /-"):
                side = say("en-tête") if element.tag == _S + "oddHeader" else say("pied de page")
                yield from sheets.paragraphs([Run(text)], Place(side, sheet=sheet.name))

    def _row(self, sheet: Sheet, row: int, element: etree._Element) -> None:
        column = 0
        for cell in element.iterchildren(_S + "c"):
            reference = cell.get("r")
            column = _spot(reference)[1] if reference else column + 1
            style = self._style(cell.get("s"))
            if len(cell) == 0:
                if style.fill and len(sheet.fills) < limits.MAX_CELLS:
                    sheet.fills[row, column] = style.fill
                continue
            runs = tuple(self._runs(cell, style))
            if any(run.text for run in runs):
                self.filled += 1
                if self.filled > limits.MAX_CELLS:
                    raise limits.too_many_cells(self.archive.name)
                form = style.number_format if style.number_format not in {"General", "@"} else ""
                sheet.cells[row, column] = Content(runs, style.fill, form)

    def _style(self, number: str | None) -> _Style:
        at = int(number or 0)
        return self.styles[at] if 0 <= at < len(self.styles) else _Style()

    def _runs(self, cell: etree._Element, style: _Style) -> Iterator[Run]:
        inline = cell.find(_S + "is")
        if inline is not None:
            pieces = _string(inline)
        elif cell.get("t") == "s":
            at = int(cell.findtext(_S + "v") or -1)
            pieces = self.texts[at] if 0 <= at < len(self.texts) else ()
        else:
            pieces = ((self._value(cell, style), None, None),)
        for text, emphasis, strong in pieces:
            yield Run(
                text, style.emphasis if emphasis is None else emphasis, style.strong if strong is None else strong
            )

    def _value(self, cell: etree._Element, style: _Style) -> str:
        text = cell.findtext(_S + "v") or ""
        if not text and cell.get("t") != "str" and cell.find(_S + "f") is not None:
            self.uncomputed += 1
        match cell.get("t", "n"):
            case "n" if text:
                return _shown(text, style.number_format, self.from_1904)
            case "b":
                return {"1": "VRAI", "0": "FAUX"}.get(text, text)
            case "d" if text:
                return number_formats.day(dt.datetime.fromisoformat(text))
            case _:
                return _unescaped(text)

    def _beside(self, sheet: Sheet, part: str) -> Iterator[Block]:
        """The comments and the text boxes of a sheet."""
        for one in self.archive.related("comments", part):
            for comment in self.archive.tree(one).iter(_S + "comment"):
                row, column = _spot(comment.get("ref", ""))
                place = Place("commentaires", row=row, column=column, sheet=sheet.name)
                text = comment.find(_S + "text")
                runs = [Run(piece) for piece, _, _ in _string(text)] if text is not None else []
                yield from sheets.paragraphs(runs, place)
        for one in self.archive.related("drawing", part):
            yield from drawn_paragraphs(self.archive.tree(one), Place("zone de texte", sheet=sheet.name))


def _shown(text: str, form: str, from_1904: bool) -> str:
    try:
        return number_formats.shown(float(text), form, from_1904)
    except (ValueError, OverflowError):
        return text


def _string(element: etree._Element) -> tuple[tuple[str, bool | None, bool | None], ...]:
    """The runs of a text: (text, italics, bold), None where the cell's own style holds."""
    found: list[tuple[str, bool | None, bool | None]] = []
    for child in element:
        if child.tag == _S + "t":
            found.append((_unescaped(child.text or ""), None, None))
        elif child.tag == _S + "r":
            properties = child.find(_S + "rPr")
            look = (None, None) if properties is None else (_is_on(properties, "i"), _is_on(properties, "b"))
            found.append((_unescaped(child.findtext(_S + "t") or ""), *look))
    return tuple(found)


def _styles(root: etree._Element | None) -> Iterator[_Style]:
    if root is None:
        return
    forms = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter(_S + "numFmt")}
    fonts = [(_is_on(font, "i"), _is_on(font, "b")) for font in root.iterfind(f"{_S}fonts/{_S}font")]
    fills = [_fill(one) for one in root.iterfind(f"{_S}fills/{_S}fill")]
    for one in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        form, font, fill = (int(one.get(key, "0")) for key in ("numFmtId", "fontId", "fillId"))
        italics, bold = fonts[font] if 0 <= font < len(fonts) else (False, False)
        yield _Style(
            forms.get(form) or number_formats.BUILT_IN.get(form, "General"),
            italics,
            bold,
            fills[fill] if 0 <= fill < len(fills) else "",
        )


def _fill(element: etree._Element) -> str:
    pattern = element.find(_S + "patternFill")
    colour = (
        pattern.find(_S + "fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
    )
    if colour is None:
        return ""
    named = f"theme{colour.get('theme')}" if colour.get("theme") else ""
    return (colour.get("rgb") or "")[-6:] or named


def _is_on(properties: etree._Element, tag: str) -> bool:
    element = properties.find(_S + tag)
    return element is not None and element.get("val", "1") not in {"0", "false"}


def _spot(reference: str) -> sheets.Spot:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(f"no cell: {reference[:20]}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _unescaped(text: str) -> str:
    """Excel writes some characters as _x000D_."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n") if "_x" in text else text
