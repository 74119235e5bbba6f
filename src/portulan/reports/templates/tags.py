"""The tags of a Word file as people see them, whole even where Word cut them into runs, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from portulan.plandoc.reading.archive import Archive
from portulan.plandoc.sentences import say
from portulan.reports.templates.package import W

PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
NEVER_FILLED = "word/endnotes.xml"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_LOOSE = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PREFIX = re.compile(r"(p|tr|tc|r)(?=[\s\u00a0])")
_AROUND = 32  # characters of the text that are told on each side of a tag
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_BREAKS = {f"{{{W}}}tab", f"{{{W}}}br", f"{{{W}}}cr"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag stands: words such as « tableau 2, ligne 3 », and the text around it."""

    words: tuple[str, ...]
    around: str


@dataclass(frozen=True, slots=True)
class Tag:
    """`shown` is the tag as it stands; `opening` its two first signs, `prefix` "p", "tr"… or empty, `inner` what
    is said. `holder` is what it stands in (cell, box, body), `row` the row of its table, `alone` whether its
    paragraph holds nothing else, `row_alone` its row."""

    shown: str
    opening: str
    prefix: str
    inner: str
    place: Place
    part: str
    holder: int
    row: int
    alone: bool
    row_alone: bool


@dataclass(frozen=True, slots=True)
class Loose:
    """The sign of a tag that is not closed, or not opened, in its paragraph."""

    sign: str
    place: Place


def tags_of(archive: Archive) -> list[Tag | Loose]:
    """Every tag of the body, its heads and feet and notes, in reading order."""
    parts = [one for one in archive.names if PARTS.fullmatch(one)]
    parts.sort(key=lambda one: (one != "word/document.xml", one))
    return [one for part in parts for one in _of_part(part, archive.tree(part))]


def _of_part(part: str, root: etree._Element) -> Iterator[Tag | Loose]:
    kept = list(root.iter())  # identities hold as long as the elements do
    tables = {id(one): rank for rank, one in enumerate((one for one in kept if one.tag == _w("tbl")), 1)}
    for paragraph in kept:
        if paragraph.tag == _w("p") and not _in_fallback(paragraph):
            yield from _of_paragraph(part, paragraph, tables)


def _of_paragraph(part: str, paragraph: etree._Element, tables: dict[int, int]) -> Iterator[Tag | Loose]:
    text = _text(paragraph)
    if not _LOOSE.search(text):
        return
    row = next(paragraph.iterancestors(_w("tr")), None)
    words = _words(part, paragraph, row, tables)
    rest = _TAG.sub(lambda one: "\0" * len(one[0]), text)
    for found in _LOOSE.finditer(rest):
        yield Loose(found[0], Place(words, _around(text, *found.span())))
    for found in _TAG.finditer(text):
        place = Place(words, _around(text, *found.span()))
        prefix, inner = _said(found[0])
        yield Tag(
            found[0],
            found[0][:2],
            prefix,
            inner,
            place,
            part,
            _holder(paragraph),
            id(row) if row is not None else 0,
            text.strip() == found[0],
            row is not None and "".join(_text(one) for one in row.iter(_w("p"))).strip() == found[0],
        )


def _said(shown: str) -> tuple[str, str]:
    inner = shown[2:-2].strip("-").translate(_QUOTES)
    prefix = _PREFIX.match(inner)
    return (prefix[0], inner[prefix.end() :].strip()) if prefix else ("", inner.strip())


def _text(paragraph: etree._Element) -> str:
    """What the paragraph says, but not what a box inside it says, nor text that is being removed."""
    pieces: list[str] = []
    for one in paragraph.iter():
        if next(one.iterancestors(_w("p")), None) is not paragraph:
            continue
        if one.tag == _w("t"):
            pieces.append(one.text or "")
        elif one.tag in _BREAKS:
            pieces.append(" ")
    return "".join(pieces)


def _around(text: str, start: int, end: int) -> str:
    """The tag within its sentence."""
    before, after = text[:start], text[end:]
    head = f"…{before[-_AROUND:].lstrip()}" if len(before) > _AROUND else before
    tail = f"{after[:_AROUND].rstrip()}…" if len(after) > _AROUND else after
    return " ".join(f"{head}{text[start:end]}{tail}".split())


def _words(
    part: str, paragraph: etree._Element, row: etree._Element | None, tables: dict[int, int]
) -> tuple[str, ...]:
    words: list[str] = []
    if "header" in part:
        words.append(say("en-tête"))
    elif "footer" in part:
        words.append(say("pied de page"))
    elif "endnotes" in part:
        words.append(say("note de fin"))
    elif "footnotes" in part:
        words.append(say("note de bas de page"))
    if next(paragraph.iterancestors(_w("txbxContent")), None) is not None:
        words.append(say("zone de texte"))
    table = next(row.iterancestors(_w("tbl")), None) if row is not None else None
    if row is not None and table is not None:
        rank = 1 + sum(1 for one in row.itersiblings(_w("tr"), preceding=True))
        words.append(say("tableau {table}, ligne {row}", table=tables[id(table)], row=rank))
    return tuple(words) or (say("texte"),)


def _holder(paragraph: etree._Element) -> int:
    parent = paragraph.getparent()
    return id(parent) if parent is not None else 0


def _in_fallback(paragraph: etree._Element) -> bool:
    """A box is written twice, for old programs too."""
    return any(etree.QName(one).localname == "Fallback" for one in paragraph.iterancestors())


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
