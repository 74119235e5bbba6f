"""Actions told line by line, with who and when between brackets at their end: "… (Direction – juin 2027)"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from portulan.plandoc.deadline import is_like_deadline
from portulan.plandoc.reading.source import Block, Cell, Paragraph, Row, Table
from portulan.plandoc.recognition.prose import Prose, part_of

_BRACKETED = re.compile(r"\s*\S.{7,}?(?P<open>\s*\()(?P<inside>[^()]{3,})\)\s*\.?\s*", re.DOTALL)
_BETWEEN = re.compile(r"\s+[–—-]\s+|\s*[;:|]\s+|,\s+|\s*/\s*")
_LEAST, _MOSTLY = 3, 0.6
type_spans = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]


def as_tables(blocks: Sequence[Block]) -> Prose | None:
    """The blocks with such lines as rows of tables without titles; None where few lines are such."""
    lines = [one for one in blocks if isinstance(one, Paragraph) and not one.level and not one.place.part]
    found = {id(one): spans for one in lines if (spans := _spans(one.text))}
    items = [one for one in lines if one.bullet] or [one for one in lines if one.text.strip()]
    if len(found) < _LEAST or len(found) < _MOSTLY * len(items):
        return None
    structure: list[tuple[str, str]] = []
    told: list[Block] = []
    rows: list[Row] = []
    for block in blocks:
        spans = found.get(id(block))
        if isinstance(block, Paragraph) and spans:
            rows.append(_row(block, spans))
            structure += ((characters, "separator") for characters in _left(block.text, spans))
        elif isinstance(block, Table) or block.text.strip():
            told += [_table(rows)] if rows else []
            rows = []
            told.append(block)
    told += [_table(rows)] if rows else []
    return Prose(tuple(told), tuple(structure))


def _spans(text: str) -> type_spans | None:
    """Where the action, the names and the deadline stand; None where the brackets end with no deadline."""
    found = _BRACKETED.fullmatch(text)
    if found is None:
        return None
    start, end = found.span("inside")
    for match in _BETWEEN.finditer(text, start, end):
        if is_like_deadline(text[match.end() : end]) and not is_like_deadline(text[start : match.start()]):
            return (0, found.start("open")), (start, match.start()), (match.end(), end)
    return None


def _row(paragraph: Paragraph, spans: type_spans) -> Row:
    bare = replace(paragraph, bullet="", list_level=0)
    cells = (Cell(at, (part_of(bare, *span),), paragraph.place) for at, span in enumerate(spans))
    return Row(tuple(cells), paragraph.place)


def _left(text: str, spans: type_spans) -> Iterator[str]:
    """The brackets and what parts the names from the deadline."""
    edges = [*(at for span in spans for at in span), len(text)]
    yield from (text[end:start].strip() for end, start in zip(edges[1::2], edges[2::2], strict=True))


def _table(rows: Sequence[Row]) -> Table:
    return Table(tuple(rows), 3, rows[0].place)
