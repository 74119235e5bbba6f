"""Small fictional plans as files, in the layouts that people use."""

import io
from collections.abc import Iterable, Sequence

import docx

from portulan.plandoc.document import Objective
from portulan.plandoc.reading import read
from portulan.plandoc.recognition import Recognition, recognise

Rows = Sequence[Sequence[str]]


def text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def rows(*cells: Sequence[str]) -> list[str]:
    """Rows of a table, as lines with tabs."""
    return ["\t".join(row) for row in cells]


def word(*blocks: str | Rows, merges: Sequence[tuple[int, int, int]] = ()) -> bytes:
    """A Word file: a text is a paragraph ("# " and "## " for headings), rows are a table. A merge is
    (column, first row, last row), of the last table."""
    document = docx.Document()
    table = None
    for block in blocks:
        if isinstance(block, str):
            level = len(block) - len(block.lstrip("#"))
            document.add_paragraph(block.lstrip("# "), style=f"Heading {level}" if level else None)
            continue
        table = document.add_table(len(block), max(len(row) for row in block))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, content in zip(row.cells, cells, strict=False):
                first, *others = content.split("\n")
                cell.paragraphs[0].text = first
                for other in others:
                    cell.add_paragraph(other)
            if len(cells) == 1:
                row.cells[0].merge(row.cells[-1])
    for column, first, last in merges:
        assert table is not None
        table.cell(first, column).merge(table.cell(last, column))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def recognised(data: bytes) -> Recognition:
    return recognise(read("plan", data))


def outline(found: Recognition) -> list[str]:
    """The tree, a line each: what a person would check first."""
    lines: list[str] = []

    def walk(objectives: Iterable[Objective], depth: int) -> None:
        for objective in objectives:
            named = " ".join(filter(None, (objective.label, objective.code, objective.title.plain)))
            lines.append("  " * depth + named)
            lines.extend(
                "  " * depth + " ".join(filter(None, ("-", one.code, one.text.plain))) for one in objective.actions
            )
            walk(objective.objectives, depth + 1)

    walk(found.document.objectives, 0)
    return lines
