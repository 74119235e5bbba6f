"""Headings of a PDF: lines wholly in bold beside the tables, the larger the higher."""

from collections.abc import Iterable, Mapping, Sequence

from portulan.plandoc.reading.pdf_lines import Line

_LONGEST = 200
_HIGHEST, _LOWEST = 1, 6


def levels(lines: Iterable[Line]) -> dict[float, int]:
    """The level of a heading of each size, 1 for the largest."""
    sizes = sorted({_size(line) for line in lines if _is_heading(line)}, reverse=True)
    return {size: min(rank, _LOWEST) for rank, size in enumerate(sizes, _HIGHEST)}


def level(lines: Sequence[Line], known: Mapping[float, int]) -> int:
    """That of a paragraph of these lines; 0 for text."""
    if sum(len(line.text) for line in lines) > _LONGEST or not all(map(_is_heading, lines)):
        return 0
    return known.get(_size(lines[0]), 0)


def _is_heading(line: Line) -> bool:
    text = line.text.rstrip()
    return (
        len(text) > 2
        and not line.has_bullet
        and not text.endswith((".", ";", ":"))
        and all(one.strong for one in line.glyphs if one.text != " ")
    )


def _size(line: Line) -> float:
    return round(line.glyphs[0].size * 2) / 2
